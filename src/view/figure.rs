//! Formats amounts for people. Files and input fields use a hyphen as the minus, as it is typed.

use assessment::points::Decimal;

/// An amount formatted for people.
pub(super) trait Figure {
    /// Returns the amount, with a minus sign if it is negative.
    fn figure(&self) -> String;
}

impl Figure for Decimal {
    fn figure(&self) -> String {
        minus(&self.to_string())
    }
}

/// Replaces the leading hyphen of a negative number by a minus sign; returns any other text unchanged.
pub(super) fn minus(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(amount) if amount.starts_with(|first: char| first.is_ascii_digit()) => format!("−{amount}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_number_has_a_minus_sign() {
        for (text, shown) in [
            ("-4", "−4"),
            ("-0.5", "−0.5"),
            ("4", "4"),
            ("-", "-"),
            ("-x", "-x"),
            ("2026-11", "2026-11"),
        ] {
            assert_eq!(minus(text), shown);
        }
        assert_eq!(Decimal::whole(-4).figure(), "−4");
    }
}
