//! Exact fractions, for what divides on the way to a score: shares, ratios, amounts worked out of the profile.

use crate::points::Decimal;
use std::cmp::Ordering;

/// The largest numerator and denominator: products of two of them do not overflow.
const LIMIT: i128 = 1 << 62;

/// A fraction in lowest terms with a denominator above nought. What would grow beyond the limit is no fraction at all, so
/// that arithmetic on any input ends in a value or in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rational {
    numerator: i128,
    denominator: i128,
}

/// Which way to round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    /// To the next above.
    Up,
    /// To the next below.
    Down,
    /// To the nearest, half away from zero.
    Half,
}

impl Rational {
    fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs()) as i128 * denominator.signum();
        let (numerator, denominator) = (numerator / divisor, denominator / divisor);
        (numerator.abs() <= LIMIT && denominator <= LIMIT).then_some(Self { numerator, denominator })
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        let top = self.numerator * other.denominator;
        let top = top.checked_add(other.numerator * self.denominator)?;
        Self::new(top, self.denominator * other.denominator)
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self {
            numerator: -other.numerator,
            ..other
        })
    }

    /// The product.
    pub fn times(self, other: Self) -> Option<Self> {
        Self::new(self.numerator * other.numerator, self.denominator * other.denominator)
    }

    /// The quotient; none by nought.
    pub fn over(self, other: Self) -> Option<Self> {
        Self::new(self.numerator * other.denominator, self.denominator * other.numerator)
    }

    /// The nearest decimal with at most so many places; none beyond [`Decimal::SUM_LIMIT`].
    pub fn rounded(self, places: u8, towards: Towards) -> Option<Decimal> {
        let places = places.min(4);
        let unit = 10_i128.pow(u32::from(places));
        let (top, bottom) = (self.numerator.checked_mul(unit)?, self.denominator);
        let whole = match towards {
            Towards::Down => top.div_euclid(bottom),
            Towards::Up => -(-top).div_euclid(bottom),
            Towards::Half => (2 * top.abs() + bottom) / (2 * bottom) * top.signum(),
        };
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

/// By cross-multiplication, never by dividing.
impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
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
            .over(of("6"))
            .unwrap()
            .plus(of("10").over(of("7")).unwrap())
            .unwrap();
        assert_eq!(needed.rounded(2, Towards::Down), "2.26".parse().ok());
        assert_eq!(needed.rounded(0, Towards::Up), "3".parse().ok());
    }

    #[test]
    fn rounding_of_negative_amounts() {
        let third = of("-1").over(of("3")).unwrap();
        for (towards, expected) in [
            (Towards::Down, "-0.34"),
            (Towards::Up, "-0.33"),
            (Towards::Half, "-0.33"),
        ] {
            assert_eq!(third.rounded(2, towards), expected.parse().ok());
        }
        assert_eq!(of("-0.005").rounded(2, Towards::Half), "-0.01".parse().ok());
    }

    #[test]
    fn what_grows_too_large_is_nothing() {
        let large = of("20000000000");
        let square = large.times(large);
        assert_eq!(square, None);
        assert_eq!(large.over(of("0")), None);
    }
}
