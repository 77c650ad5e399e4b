//! Exact decimals: what is read, how it is written, what a person may type, and how a rule that divides rounds.

use crate::drawn::{drawn, has_all, variants};
use crate::kit::amount;
use assessment::points::{Decimal, NotDecimal};
use assessment::rubric::Scale;
use assessment::rubric::scale::Refusal;
use proptest::prelude::*;
use proptest::sample::select;

/// What a file may hold, and how it is written back.
const READ: &[(&str, &str)] = &[
    ("0", "0"),
    ("-0", "0"),
    ("-0.0", "0"),
    ("1.0", "1"),
    ("7.50", "7.5"),
    ("007", "7"),
    ("0.0001", "0.0001"),
    ("-0.5", "-0.5"),
    ("12.3400000000", "12.34"),
    ("1000000", "1000000"),
    ("20000000000", "20000000000"),
    ("-20000000000", "-20000000000"),
];

#[test]
fn a_decimal_is_written_in_its_shortest_form() {
    for (text, written) in READ {
        assert_eq!(amount(text).to_string(), *written, "{text}");
    }
}

#[test]
fn a_text_that_is_not_a_decimal_says_why() {
    let malformed = [
        "", "-", "+1", "1e2", ".5", "5.", "1.2.3", "1,5", "0x10", "--1", " 1", "1 ", "五", "٣", "NaN", "∞", "1_000",
    ];
    for text in malformed {
        assert_eq!(text.parse::<Decimal>(), Err(NotDecimal::Malformed), "{text}");
    }
    let fine = [("0.00001", "0"), ("1.23456", "1.2345"), ("-1.99999", "-1.9999")];
    for (text, cut) in fine {
        assert_eq!(text.parse::<Decimal>(), Err(NotDecimal::TooFine(amount(cut))), "{text}");
    }
    let large = ["20000000000.0001", "-20000000001", "99999999999999999999999999999999"];
    for text in large {
        assert_eq!(text.parse::<Decimal>(), Err(NotDecimal::TooLarge), "{text}");
    }
}

/// What a person types, and what it is taken for; nothing where it is not a number.
const TYPED: &[(&str, Option<&str>)] = &[
    ("7.5", Some("7.5")),
    ("７．５", Some("7.5")),
    ("7。5", Some("7.5")),
    ("７｡５", Some("7.5")),
    ("　8 ", Some("8")),
    ("\t8\n", Some("8")),
    (".5", Some("0.5")),
    ("。5", Some("0.5")),
    ("5.", Some("5")),
    ("5。", Some("5")),
    ("-3", Some("-3")),
    ("－３", Some("-3")),
    ("−3", Some("-3")),
    ("-.5", Some("-0.5")),
    ("００7", Some("7")),
    ("", None),
    (" ", None),
    (".", None),
    ("-", None),
    ("5..", None),
    ("1 000", None),
    ("1,5", None),
    ("七", None),
    ("5分", None),
    ("1e3", None),
    ("½", None),
];

#[test]
fn a_person_may_type_as_people_do() {
    for (text, expected) in TYPED {
        assert_eq!(
            Decimal::typed(text),
            expected.map(amount).ok_or(NotDecimal::Malformed),
            "{text:?}"
        );
    }
}

#[test]
fn a_refused_entry_says_why() {
    let rubric = crate::kit::with_criteria(
        r#"{ "id": "c", "text": "C", "scale": { "kind": "points", "min": -1, "max": 8, "step": 0.5 } }"#,
    );
    let Scale::Points(scale) = &rubric.criterion("c").expect("the criterion").scale else {
        panic!("a points scale");
    };
    let between = |below, above| Err(Refusal::OffStep(amount(below), amount(above)));
    let table = [
        ("８", Ok(amount("8"))),
        ("-1", Ok(amount("-1"))),
        ("7。5", Ok(amount("7.5"))),
        ("eight", Err(Refusal::NotANumber)),
        ("", Err(Refusal::NotANumber)),
        ("8.5", Err(Refusal::Above(amount("8")))),
        ("8.00001", Err(Refusal::Above(amount("8")))),
        ("99999999999999", Err(Refusal::Above(amount("8")))),
        ("-1.5", Err(Refusal::Below(amount("-1")))),
        ("-1.00001", Err(Refusal::Below(amount("-1")))),
        ("－99999999999999", Err(Refusal::Below(amount("-1")))),
        ("7.2", between("7", "7.5")),
        ("-0.2", between("-0.5", "0")),
        ("7.33333333", between("7", "7.5")),
        ("7.00001", between("7", "7.5")),
        ("-0.00001", between("-0.5", "0")),
    ];
    for (text, expected) in table {
        assert_eq!(scale.grid().typed(text), expected, "{text}");
    }
}

/// `amount × numerator ÷ denominator`, the places kept, and the result.
const SCALED: &[(&str, &str, &str, u8, &str)] = &[
    ("1", "1", "3", 2, "0.33"),
    ("2", "1", "3", 2, "0.67"),
    // Half away from zero.
    ("1", "1", "8", 2, "0.13"),
    ("1", "1", "8", 3, "0.125"),
    ("1", "100", "8", 0, "13"),
    ("-1", "1", "8", 2, "-0.13"),
    ("1", "1", "7", 4, "0.1429"),
    // A trace below the half.
    ("0.1249", "1", "1.0001", 2, "0.12"),
    // Full marks are worth the weight itself, and nothing below them is worth as much: the next step below is taken.
    ("3", "3.336", "3", 2, "3.336"),
    ("2.9999", "3.336", "3", 2, "3.33"),
    ("9999", "10", "10000", 2, "9.99"),
    ("9999", "10", "10000", 0, "9"),
    ("9.5", "10", "10", 0, "9"),
    ("9999.9999", "1", "10000", 4, "0.9999"),
    // At the other end nothing is special.
    ("1", "10", "10000", 2, "0"),
    ("-1", "10", "10000", 2, "0"),
    ("0.4", "0.0001", "1", 4, "0"),
    ("0.9", "0.0001", "1", 4, "0"),
    ("2", "3.336", "3", 2, "2.22"),
    ("0", "10", "3", 2, "0"),
    ("55", "70", "100", 2, "38.5"),
    // What applies to nothing is worth nothing.
    ("5", "10", "0", 2, "0"),
    // Held within the limit, so that sums stay exact.
    ("-1000000", "1000000", "0.0001", 2, "-20000000000"),
    ("20000000000", "20000000000", "20000000000", 4, "20000000000"),
];

#[test]
fn scaling_rounds_half_away_from_zero_and_keeps_full_marks() {
    for (value, numerator, denominator, places, expected) in SCALED {
        let found = amount(value).scaled(amount(numerator), amount(denominator), *places);
        assert_eq!(
            found,
            amount(expected),
            "{value} × {numerator} ÷ {denominator} to {places}"
        );
    }
}

#[test]
fn a_rate_is_compared_without_dividing() {
    let table = [
        ("2", "3", "66.6666", true),
        ("2", "3", "66.6667", false),
        ("90", "100", "90", true),
        ("89.9999", "100", "90", false),
        ("0", "0", "0", false),
        ("-1", "10", "0", false),
        ("20000000000", "20000000000", "100", true),
    ];
    for (score, of, percent, expected) in table {
        assert_eq!(
            amount(score).rate_at_least(amount(of), amount(percent)),
            expected,
            "{score}/{of} ≥ {percent} %"
        );
    }
}

proptest! {
    #[test]
    fn parsing_undoes_printing(fine in -200_000_000_000_000_i64..=200_000_000_000_000) {
        let sign = if fine < 0 { "-" } else { "" };
        let text = format!("{sign}{}.{:04}", fine.abs() / 10_000, fine.abs() % 10_000);
        let value = amount(&text);
        prop_assert_eq!(value.to_string().parse(), Ok(value));
        prop_assert_eq!(Decimal::typed(&value.to_string()), Ok(value));
        prop_assert!(value.to_string().len() <= text.len());
    }

    #[test]
    fn what_looks_like_a_number_is_read_or_refused(text in numberlike()) {
        if let Ok(value) = Decimal::typed(&text) {
            prop_assert_eq!(Decimal::typed(&value.to_string()), Ok(value));
            prop_assert_eq!(value.to_string().parse(), Ok(value));
        }
        // A file says it more strictly, and what it says is the same.
        if let Ok(value) = text.parse::<Decimal>() {
            prop_assert_eq!(Decimal::typed(&text), Ok(value));
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".*") {
        prop_assert!(text.parse::<Decimal>().is_err() || Decimal::typed(&text).is_ok());
    }
}

/// Texts like those of numbers: a sign, digits of two widths, points, more digits, and what belongs to numbers elsewhere.
fn numberlike() -> impl Strategy<Value = String> {
    let point = select(vec!["", "", ".", "．", "。", "｡", ",", ".."]);
    let behind = select(vec!["", "", "", "", "e3", "E-2", "e", "%", "分", "-"]);
    let parts = (
        "[ 　\\t]{0,1}",
        "[-－−+]{0,1}",
        "[0-9０-９]{0,11}",
        point,
        "[0-9０-９]{0,6}",
        behind,
        "[ \\n]{0,1}",
    );
    parts.prop_map(|(before, sign, whole, point, rest, behind, after)| {
        format!("{before}{sign}{whole}{point}{rest}{behind}{after}")
    })
}

#[test]
fn of_what_looks_like_a_number_some_is_read_and_some_refused_for_every_reason() {
    let told: Vec<_> = drawn(&numberlike(), 600)
        .iter()
        .map(|text| Decimal::typed(text))
        .collect();
    let refused: Vec<_> = told.iter().filter_map(|told| told.as_ref().err()).collect();
    has_all(refused.iter().copied());
    let read: Vec<_> = told.iter().flatten().collect();
    assert!(
        read.len() > 100 && refused.len() > 100,
        "{} of {}",
        read.len(),
        told.len()
    );
    let zero = Decimal::default();
    for is in [Decimal::lt, Decimal::eq, Decimal::gt] {
        assert!(read.iter().any(|value| is(value, &zero)));
    }
}

variants!(NotDecimal: Malformed TooFine TooLarge);
