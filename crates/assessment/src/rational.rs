//! Exact fractions for computations that divide: shares, ratios, and amounts derived from the profile.

use crate::points::Decimal;
use std::cmp::Ordering;

/// A fraction in lowest terms with a positive denominator. Operations that would overflow return `None`.
///
/// The range holds the product of four amounts of four places each, which is what a share of points needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rational {
    numerator: i128,
    denominator: i128,
}

/// Which way to round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the next integer above.
    Up,
    /// To the next integer below.
    Down,
    /// To the nearest, half away from zero.
    Half,
}

impl Rational {
    fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let divisor = i128::try_from(divisor).ok()? * denominator.signum();
        Some(Self {
            numerator: numerator.checked_div(divisor)?,
            denominator: denominator.checked_div(divisor)?,
        })
    }

    /// The sum.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        // The least common denominator keeps repeated sums small.
        let shared = gcd(self.denominator.unsigned_abs(), other.denominator.unsigned_abs());
        let (ours, theirs) = (self.denominator / shared as i128, other.denominator / shared as i128);
        let top = self.numerator.checked_mul(theirs)?;
        let top = top.checked_add(other.numerator.checked_mul(ours)?)?;
        Self::new(top, self.denominator.checked_mul(theirs)?)
    }

    /// The difference.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(Self {
            numerator: other.numerator.checked_neg()?,
            ..other
        })
    }

    /// The product.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        // Common factors are cancelled before multiplying.
        let a = Self::new(self.numerator, other.denominator)?;
        let b = Self::new(other.numerator, self.denominator)?;
        let top = a.numerator.checked_mul(b.numerator)?;
        Self::new(top, a.denominator.checked_mul(b.denominator)?)
    }

    /// The quotient; `None` if `other` is zero.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        self.checked_mul(Self::new(other.denominator, other.numerator)?)
    }

    /// The nearest decimal with at most this many places; `None` beyond [`Decimal::SUM_LIMIT`].
    pub fn rounded(self, places: u8, rounding: Rounding) -> Option<Decimal> {
        let places = places.min(4);
        let unit = 10_i128.pow(u32::from(places));
        let (top, bottom) = (self.numerator.checked_mul(unit)?, self.denominator);
        // The integer below, and the remainder.
        let (below, rest) = (top.div_euclid(bottom), top.rem_euclid(bottom));
        let is_up = match rounding {
            Rounding::Down => false,
            Rounding::Up => rest > 0,
            // An exact half rounds up if the value is positive and down if it is negative.
            Rounding::Half => rest > bottom - rest || (rest == bottom - rest && top > 0),
        };
        let whole = below.checked_add(i128::from(is_up))?;
        Decimal::of_ten_thousandths(whole.checked_mul(10_000 / unit)?)
    }
}

impl From<Decimal> for Rational {
    fn from(amount: Decimal) -> Self {
        let numerator = i128::from(amount.ten_thousandths());
        Self::new(numerator, 10_000).unwrap_or(Self {
            numerator: 0,
            denominator: 1,
        })
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares integer parts, then the reciprocals of the remainders: exact, where cross-multiplication would overflow.
impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = ((self.numerator, self.denominator), (other.numerator, other.denominator));
        loop {
            let wholes = a.0.div_euclid(a.1).cmp(&b.0.div_euclid(b.1));
            let rests = (a.0.rem_euclid(a.1), b.0.rem_euclid(b.1));
            match (wholes, rests) {
                (Ordering::Equal, (0, _) | (_, 0)) => return rests.0.cmp(&rests.1),
                // The larger remainder has the smaller reciprocal.
                (Ordering::Equal, (rest_a, rest_b)) => (a, b) = ((b.1, rest_b), (a.1, rest_a)),
                (unequal, _) => return unequal,
            }
        }
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Rational {
        Rational::from(text.parse::<Decimal>().unwrap())
    }

    #[test]
    fn teachers_for_fifteen_classes() {
        // 5 ÷ 6 + 10 ÷ 7 = 95 ÷ 42 = 2.26…, and up.
        let needed = of("5")
            .checked_div(of("6"))
            .unwrap()
            .checked_add(of("10").checked_div(of("7")).unwrap())
            .unwrap();
        assert_eq!(needed.rounded(2, Rounding::Down), "2.26".parse().ok());
        assert_eq!(needed.rounded(0, Rounding::Up), "3".parse().ok());
    }

    #[test]
    fn rounding_of_negative_amounts() {
        let third = of("-1").checked_div(of("3")).unwrap();
        for (rounding, expected) in [
            (Rounding::Down, "-0.34"),
            (Rounding::Up, "-0.33"),
            (Rounding::Half, "-0.33"),
        ] {
            assert_eq!(third.rounded(2, rounding), expected.parse().ok());
        }
        assert_eq!(of("-0.005").rounded(2, Rounding::Half), "-0.01".parse().ok());
    }

    #[test]
    fn overflow_gives_none() {
        let large = of("20000000000");
        let square = large.checked_mul(large).unwrap();
        assert_eq!(square.checked_mul(square), None);
        assert_eq!(square.rounded(0, Rounding::Half), None);
        assert_eq!(large.checked_div(of("0")), None);
        let fine = of("0.0001").checked_div(large).unwrap();
        assert_eq!(fine.checked_mul(fine).and_then(|fine| fine.checked_mul(fine)), None);
        assert_eq!(
            fine.checked_mul(fine).and_then(|fine| fine.rounded(4, Rounding::Up)),
            "0.0001".parse().ok()
        );
    }

    #[test]
    fn fractions_compare_without_overflow() {
        let third = of("1").checked_div(of("3")).unwrap();
        let tiny = of("0.0001").checked_div(of("20000000000")).unwrap();
        let tiny = tiny
            .checked_mul(of("0.0003"))
            .and_then(|tiny| tiny.checked_div(of("19999999999")))
            .unwrap();
        let (above, below) = (third.checked_add(tiny).unwrap(), third.checked_sub(tiny).unwrap());
        let mut all = [above, third, of("-1"), below, of("0"), of("0.3333"), of("0.3334")];
        all.sort();
        assert_eq!(
            all,
            [of("-1"), of("0"), of("0.3333"), below, third, above, of("0.3334")]
        );
        assert_eq!(third.cmp(&third), Ordering::Equal);
    }

    #[test]
    fn a_share_of_the_finest_amounts_does_not_overflow() {
        let all = ["999983.9999", "999999.9997", "33.3333", "95.9999", "999999.9999"].map(of);
        let [upper, lower, from, to, points] = all;
        let rate = upper
            .checked_mul(of("100"))
            .and_then(|rate| rate.checked_div(lower))
            .unwrap();
        let share = rate
            .checked_sub(from)
            .and_then(|way| way.checked_div(to.checked_sub(from)?))
            .unwrap();
        assert!(
            share
                .checked_mul(points)
                .and_then(|points| points.rounded(2, Rounding::Half))
                .is_some()
        );
    }
}
