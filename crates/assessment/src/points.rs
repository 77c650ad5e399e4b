//! Exact decimals: every amount in a rubric, a record or a score. No floating point touches one.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{cmp::Ordering, fmt, iter::Sum, ops, str::FromStr};

/// Ten-thousandths in one.
const UNIT: i64 = 10_000;
const PLACES: usize = 4;

/// A decimal with at most four places, held as ten-thousandths.
///
/// Amounts read from files lie within ±[`Decimal::LIMIT`], sums and scaled amounts within ±[`Decimal::SUM_LIMIT`]. With
/// at most 20,000 criteria no sum of either reaches 2⁶³ ten-thousandths, so the plain operators are exact and
/// reversible; they saturate all the same.
///
/// ```
/// use assessment::points::Decimal;
///
/// let points: Decimal = "3.5".parse().unwrap();
/// assert_eq!((points + "0.1".parse().unwrap()).to_string(), "3.6");
/// assert!("0.12345".parse::<Decimal>().is_err()); // Five places.
/// assert_eq!(Decimal::typed("３。５"), Ok(points)); // As people type it.
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i64);

/// Why a text is not a [`Decimal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDecimal {
    /// It is not written as a plain number such as `7.5`; exponents are not accepted.
    Malformed,
    /// It has more than four decimal places that are not zero. Holds the value cut after the fourth place.
    TooFine(Decimal),
    /// It lies outside ±[`Decimal::SUM_LIMIT`].
    TooLarge,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self(0);
    /// One whole point.
    pub const ONE: Self = Self(UNIT);
    /// The smallest amount above zero: a ten-thousandth.
    pub const SMALLEST: Self = Self(1);
    /// The largest amount that a file may contain: one million.
    pub const LIMIT: Self = Self(1_000_000 * UNIT);
    /// The largest sum: 20,000 times the largest amount.
    pub const SUM_LIMIT: Self = Self(20_000 * Self::LIMIT.0);

    /// A whole number of points.
    pub const fn whole(points: i32) -> Self {
        Self(points as i64 * UNIT)
    }

    /// A decimal from ten-thousandths; `None` outside ±[`Decimal::SUM_LIMIT`].
    pub fn of_ten_thousandths(count: i128) -> Option<Self> {
        let value = i64::try_from(count).ok().map(Self)?;
        (-Self::SUM_LIMIT..=Self::SUM_LIMIT).contains(&value).then_some(value)
    }

    /// The value in ten-thousandths.
    pub const fn ten_thousandths(self) -> i64 {
        self.0
    }

    /// The product with a count, clamped to ±[`Decimal::SUM_LIMIT`] and cut after four places.
    pub fn saturating_mul(self, count: Self) -> Self {
        let product = i128::from(self.0) * i128::from(count.0) / i128::from(UNIT);
        let limit = i128::from(Self::SUM_LIMIT.0);
        Self(product.clamp(-limit, limit) as i64)
    }

    /// Whether it lies on a grid of `step` that starts at `origin`. With a `step` of zero every amount does.
    pub fn on_step(self, origin: Self, step: Self) -> bool {
        step.0 == 0 || (self.0 - origin.0) % step.0 == 0
    }

    /// The nearest grid points of `step` from `origin` below and above.
    pub fn neighbours(self, origin: Self, step: Self) -> (Self, Self) {
        let step = step.0.max(1);
        let below = origin.0 + (self.0 - origin.0).div_euclid(step) * step;
        (Self(below), Self(below + step))
    }

    /// `self × numerator ÷ denominator`, rounded half away from zero to `places` (at most four), and clamped to
    /// ±[`Decimal::SUM_LIMIT`]. Zero if the denominator is not positive.
    ///
    /// The whole of the denominator is worth exactly the numerator, however many places that has, and no smaller part
    /// is worth as much: rounding neither reduces full marks nor turns less into full marks.
    pub fn scaled(self, numerator: Self, denominator: Self, places: u8) -> Self {
        if denominator.0 <= 0 {
            return Self::ZERO;
        }
        let grain = 10_i128.pow(PLACES as u32 - u32::from(places).min(PLACES as u32));
        let (n, d) = (
            i128::from(self.0) * i128::from(numerator.0),
            i128::from(denominator.0) * grain,
        );
        let rounded = (2 * n.abs() + d) / (2 * d) * n.signum() * grain;
        let limit = i128::from(Self::SUM_LIMIT.0);
        let result = Self(rounded.clamp(-limit, limit) as i64);
        match self.cmp(&denominator) {
            Ordering::Equal => numerator,
            Ordering::Less if result >= numerator => numerator.step_below(places),
            Ordering::Less | Ordering::Greater => result,
        }
    }

    /// The largest amount with at most this many places that is less than this one.
    pub fn step_below(self, places: u8) -> Self {
        let grain = 10_i64.pow(PLACES as u32 - u32::from(places).min(PLACES as u32));
        Self((self.0 - 1).div_euclid(grain) * grain)
    }

    /// Whether `self ÷ of`, in percent, is at least `percent`; compared by cross-multiplication, never by dividing.
    pub fn rate_at_least(self, of: Self, percent: Self) -> bool {
        of.0 > 0 && i128::from(self.0) * i128::from(100 * UNIT) >= i128::from(percent.0) * i128::from(of.0)
    }

    /// Parses a number that a person typed: accepts full-width digits, `。` or `．` as the decimal point, and surrounding
    /// spaces.
    pub fn typed(text: &str) -> Result<Self, NotDecimal> {
        let plain: String = text
            .trim()
            .chars()
            // Copied numbers can contain zero-width marks.
            .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
            .map(|c| match c {
                '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
                '。' | '．' | '｡' => '.',
                '－' | '−' => '-',
                _ => c,
            })
            .collect();
        let plain = plain.strip_suffix('.').unwrap_or(&plain);
        let (sign, rest) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
        if rest.starts_with('.') {
            format!("{sign}0{rest}").parse()
        } else {
            plain.parse()
        }
    }
}

impl FromStr for Decimal {
    type Err = NotDecimal;

    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let numeric = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !numeric(whole) || !numeric(fraction) {
            return Err(NotDecimal::Malformed);
        }
        let fraction = fraction.trim_end_matches('0');
        let (fraction, finer) = fraction.split_at(fraction.len().min(PLACES));
        let whole = whole.trim_start_matches('0');
        if whole.len() > 11 {
            return Err(NotDecimal::TooLarge);
        }
        let number = |part: &str| part.bytes().fold(0_i64, |n, b| n * 10 + i64::from(b - b'0'));
        let fine = number(fraction) * 10_i64.pow((PLACES - fraction.len()) as u32);
        let value = Self(number(whole) * UNIT + fine);
        let signed = if negative { -value } else { value };
        match (value > Self::SUM_LIMIT, finer) {
            (true, _) => Err(NotDecimal::TooLarge),
            (false, "") => Ok(signed),
            (false, _) => Err(NotDecimal::TooFine(signed)),
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fine) = (self.0.unsigned_abs() / UNIT as u64, self.0.unsigned_abs() % UNIT as u64);
        let sign = if self.0 < 0 { "-" } else { "" };
        if fine == 0 {
            write!(f, "{sign}{whole}")
        } else {
            write!(f, "{sign}{whole}.{}", format!("{fine:04}").trim_end_matches('0'))
        }
    }
}

impl ops::Add for Decimal {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl ops::Sub for Decimal {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl ops::Neg for Decimal {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Decimal {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, ops::Add::add)
    }
}

/// Written as text, so that no reader parses it as floating point.
impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|_| de::Error::custom("not a decimal of at most four places"))
    }
}
