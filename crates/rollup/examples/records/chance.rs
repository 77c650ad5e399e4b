//! Chance that is the same each time: SplitMix64.

/// A sequence of numbers that look random.
pub struct Chance(u64);

impl Chance {
    /// The sequence of one school.
    pub fn of(seed: u64, number: u64) -> Self {
        let mut chance = Self(seed.wrapping_mul(0x2545_F491_4F6C_DD1D) ^ number);
        chance.next();
        chance
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below the limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    /// Whether something happens that happens so often in a thousand.
    pub fn happens(&mut self, in_1000: u64) -> bool {
        self.below(1000) < in_1000
    }

    /// One of several.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len() as u64) as usize]
    }

    /// How good something is, from 0 to 1000, near to this.
    pub fn near(&mut self, quality: u64) -> u64 {
        (quality + self.below(300) + self.below(300))
            .saturating_sub(270)
            .min(1000)
    }
}
