//! Amounts as people read them. Files and fields have their own way: there a minus is a hyphen, as it is typed.

use assessment::points::Decimal;

/// An amount for people.
pub(super) trait Figure {
    /// The amount with a minus sign where it is below zero.
    fn figure(&self) -> String;
}

impl Figure for Decimal {
    fn figure(&self) -> String {
        minus(&self.to_string())
    }
}

/// A text that may be a number, with a minus sign where it is one below zero.
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
