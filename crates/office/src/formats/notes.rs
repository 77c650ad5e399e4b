//! What is collected while a format is read or written: parts that cannot be said, and amounts that were checked.

use super::{Fault, Format, FormatError, Unsaid, UnsaidKind};
use assessment::points::{Decimal, NotDecimal};

/// Characters of a value that an [`Unsaid`] shows.
const SHOWN: usize = 200;

/// Collects the parts that cannot be said, and makes errors with their place.
pub struct Notes {
    pub format: Format,
    pub unsaid: Vec<Unsaid>,
}

impl Notes {
    pub fn new(format: Format) -> Self {
        Self {
            format,
            unsaid: Vec::new(),
        }
    }

    /// Lists a part that cannot be said.
    pub fn say(&mut self, place: impl Into<String>, kind: UnsaidKind, text: impl AsRef<str>) {
        let text = text.as_ref().trim();
        let mut shown: String = text.chars().take(SHOWN).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        self.unsaid.push(Unsaid {
            place: place.into(),
            kind,
            text: shown,
        });
    }

    /// Makes an error of this format.
    pub fn error(&self, place: impl Into<String>, fault: Fault) -> FormatError {
        FormatError {
            format: self.format,
            place: place.into(),
            fault,
        }
    }

    /// Reads an amount of points. One with more than four decimal places is cut, and listed.
    pub fn amount(&mut self, text: &str, place: &str) -> Result<Decimal, FormatError> {
        let fault = || Fault::NoAmount(text.chars().take(40).collect());
        let (amount, is_exact) = decimal(text).ok_or_else(|| self.error(place, fault()))?;
        if !is_exact {
            self.say(place, UnsaidKind::Rounded, text);
        }
        Ok(amount)
    }
}

/// Reads a number as other programs write it: with a point or a comma, a sign, or an exponent. Returns whether it has at most four
/// decimal places; further ones are cut.
pub fn decimal(text: &str) -> Option<(Decimal, bool)> {
    let text = text.trim();
    let text = text.strip_prefix('+').unwrap_or(text);
    let plain = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => shifted(mantissa, exponent.parse().ok()?)?,
        None => text.replacen(',', ".", 1),
    };
    let (amount, is_exact) = match plain.parse() {
        Ok(amount) => (amount, true),
        Err(NotDecimal::TooFine(cut)) => (cut, false),
        Err(_) => return None,
    };
    (-Decimal::LIMIT..=Decimal::LIMIT)
        .contains(&amount)
        .then_some((amount, is_exact))
}

/// Writes a number with an exponent of ten without it.
fn shifted(mantissa: &str, exponent: i32) -> Option<String> {
    if !(-50..=50).contains(&exponent) {
        return None;
    }
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let point = i32::try_from(whole.len()).ok()? + exponent;
    let digits = format!("{whole}{fraction}");
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.is_empty() {
        return None;
    }
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let length = i32::try_from(digits.len()).ok()?;
    Some(match point {
        ..=0 => format!("{sign}0.{}{digits}", zeros(-point)),
        _ if point >= length => format!("{sign}{digits}{}", zeros(point - length)),
        _ => {
            let (whole, fraction) = digits.split_at(usize::try_from(point).ok()?);
            format!("{sign}{whole}.{fraction}")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_other_programs_are_exact() {
        for (text, wanted) in [
            ("3", Some(("3", true))),
            (" 3,5 ", Some(("3.5", true))),
            ("+2", Some(("2", true))),
            ("-0.25", Some(("-0.25", true))),
            ("10.00000", Some(("10", true))),
            ("3.33333", Some(("3.3333", false))),
            ("1.5E+1", Some(("15", true))),
            ("25e-1", Some(("2.5", true))),
            ("5e-3", Some(("0.005", true))),
            ("1e6", Some(("1000000", true))),
            ("1e7", None),
            ("", None),
            ("e5", None),
            ("1,000,000", None),
            ("four", None),
        ] {
            let read = decimal(text).map(|(amount, is_exact)| (amount.to_string(), is_exact));
            assert_eq!(
                read,
                wanted.map(|(amount, is_exact)| (amount.to_owned(), is_exact)),
                "{text}"
            );
        }
    }
}
