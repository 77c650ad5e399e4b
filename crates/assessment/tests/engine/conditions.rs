//! Conditions and amounts on the profile: what is unknown stays unknown until something decides, and fractions are exact.

use crate::kit::{amount, rubric_with};
use assessment::Id;
use assessment::answers::Value;
use assessment::rubric::{Facts, Rubric, Scale};
use std::rc::Rc;

/// A profile out of `field=number` and `field:text`, parted by blanks.
fn facts(all: &str) -> Facts {
    let field = |one: &str| {
        let id = |text| Id::new(text).expect("an id");
        match one.split_once('=') {
            Some((name, number)) => (id(name), Value::Number(amount(number))),
            None => {
                let (name, text) = one.split_once(':').expect("a field");
                (id(name), Value::Text(text.into()))
            }
        }
    };
    Facts {
        profile: Rc::new(all.split_whitespace().map(field).collect()),
        ..Facts::default()
    }
}

const PROFILE: &str = r#""profile": [
    { "id": "stage", "label": "S", "kind": "choice", "options": [{ "id": "low", "label": "L" }, { "id": "high", "label": "H" }] },
    { "id": "n", "label": "N", "kind": "number" }, { "id": "m", "label": "M", "kind": "number" }]"#;

fn conditioned(condition: &str) -> Rubric {
    rubric_with(&format!(
        r#"{PROFILE}, "sections": [{{ "id": "s", "title": "S", "appliesIf": {condition}, "criteria": [
            {{ "id": "c", "text": "C", "scale": {{ "kind": "points", "max": 5 }} }}] }}]"#
    ))
}

fn holds(rubric: &Rubric, profile: &str) -> &'static str {
    let condition = rubric.root.sections[0].applies_if.first().expect("a condition");
    let found = condition.holds(&facts(profile));
    // Whatever may yet hold applies until then.
    assert_eq!(condition.holds_or_unknown(&facts(profile)), found != Some(false));
    match found {
        Some(true) => "yes",
        Some(false) => "no",
        None => "?",
    }
}

const LOW: &str = r#"{ "kind": "is", "field": "stage", "any": ["low"] }"#;
const MANY: &str =
    r#"{ "kind": "at-least", "of": { "kind": "field", "field": "n" }, "atLeast": { "kind": "number", "value": 10 } }"#;

#[test]
fn a_field_has_one_of_the_values_or_is_unknown() {
    let either = r#"{ "kind": "is", "field": "stage", "any": ["low", "high"] }"#;
    let table = [
        (LOW, "stage:low", "yes"),
        (LOW, "stage:high", "no"),
        (LOW, "", "?"),
        (LOW, "n=3", "?"),
        // Something typed that is no option is known, and is not the one asked for.
        (LOW, "stage:lower", "no"),
        (LOW, "stage=1", "?"),
        (either, "stage:high", "yes"),
    ];
    for (condition, profile, expected) in table {
        assert_eq!(
            holds(&conditioned(condition), profile),
            expected,
            "{condition} {profile}"
        );
    }
}

#[test]
fn an_amount_reaches_another_or_one_of_them_is_unknown() {
    let half = r#"{ "kind": "at-least", "of": { "kind": "product", "of": [{ "kind": "field", "field": "m" }, { "kind": "number", "value": 2 }] }, "atLeast": { "kind": "field", "field": "n" } }"#;
    let table = [
        (MANY, "n=10", "yes"),
        (MANY, "n=9.9999", "no"),
        (MANY, "", "?"),
        // What was typed and refused is no number.
        (MANY, "n:ten", "?"),
        (half, "n=5 m=2.5", "yes"),
        (half, "n=5 m=2", "no"),
        (half, "n=5", "?"),
        (half, "m=5", "?"),
    ];
    for (condition, profile, expected) in table {
        assert_eq!(
            holds(&conditioned(condition), profile),
            expected,
            "{condition} {profile}"
        );
    }
}

#[test]
fn conditions_combine_three_values() {
    // By turns: what the two hold, then all of them, any of them, and not the first.
    let table = [
        ("stage:low n=10", "yes", "yes", "no"),
        ("stage:low n=1", "no", "yes", "no"),
        ("stage:low", "?", "yes", "no"),
        ("stage:high n=10", "no", "yes", "yes"),
        ("stage:high n=1", "no", "no", "yes"),
        ("stage:high", "no", "?", "yes"),
        ("n=10", "?", "yes", "?"),
        ("n=1", "no", "?", "?"),
        ("", "?", "?", "?"),
    ];
    for (profile, all, any, not) in table {
        for (a, b) in [(LOW, MANY), (MANY, LOW)] {
            let both = |kind: &str| conditioned(&format!(r#"{{ "kind": "{kind}", "of": [{a}, {b}] }}"#));
            assert_eq!(holds(&both("all"), profile), all, "all of {profile}");
            assert_eq!(holds(&both("any"), profile), any, "any of {profile}");
        }
        let negated = format!(r#"{{ "kind": "not", "of": {LOW} }}"#);
        assert_eq!(holds(&conditioned(&negated), profile), not, "not {profile}");
        let twice = format!(r#"{{ "kind": "not", "of": {negated} }}"#);
        assert_eq!(holds(&conditioned(&twice), profile), holds(&conditioned(LOW), profile));
    }
}

/// The value of an amount with this profile, rounded half to `places`; `?` if it has none.
fn comes_to(amount: &str, profile: &str, places: u8) -> String {
    let rubric = rubric_with(&format!(
        r#"{PROFILE}, "sections": [{{ "id": "s", "title": "S", "criteria": [{{ "id": "c", "text": "C", "scale": {{ "kind": "measure",
            "quantity": {{ "kind": "number", "label": "N", "from": {amount} }},
            "table": {{ "kind": "each", "each": 1, "most": 5 }} }} }}] }}]"#
    ));
    let Scale::Measure(measure) = &rubric.criterion("c").expect("the criterion").scale else {
        panic!("a measure");
    };
    let assessment::rubric::scale::Quantity::Number(asked) = &measure.quantity else {
        panic!("a number");
    };
    let found = asked
        .from
        .as_ref()
        .and_then(|amount| amount.worked_out(&facts(profile)));
    let found = found.and_then(|found| found.rounded(places, assessment::Rounding::Half));
    found.map_or_else(|| "?".to_owned(), |found| found.to_string())
}

#[test]
fn amounts_are_computed_from_the_profile() {
    let n = r#"{ "kind": "field", "field": "n" }"#;
    let m = r#"{ "kind": "field", "field": "m" }"#;
    let number = |value: &str| format!(r#"{{ "kind": "number", "value": {value} }}"#);
    let of = |kind: &str, all: &[&str]| format!(r#"{{ "kind": "{kind}", "of": [{}] }}"#, all.join(","));
    let quotient = |a: &str, b: &str| format!(r#"{{ "kind": "quotient", "of": {a}, "by": {b} }}"#);
    let rounded = |a: &str, to: &str| format!(r#"{{ "kind": "rounded", "of": {a}, "to": "{to}" }}"#);
    let either = format!(
        r#"{{ "kind": "if", "if": {LOW}, "then": {n}, "else": {} }}"#,
        number("7")
    );
    let third = quotient(n, &number("3"));
    let needed = rounded(
        &of("sum", &[&quotient(n, &number("6")), &quotient(m, &number("7"))]),
        "up",
    );
    let table: &[(String, &str, u8, &str)] = &[
        (number("2.5"), "", 4, "2.5"),
        (n.to_owned(), "n=3", 4, "3"),
        (n.to_owned(), "", 4, "?"),
        (n.to_owned(), "n:three", 4, "?"),
        (of("sum", &[n, m]), "n=3 m=4", 4, "7"),
        (of("sum", &[n, m]), "n=3", 4, "?"),
        (of("product", &[n, m]), "n=3 m=-4", 4, "-12"),
        (of("product", &[&number("0"), m]), "", 4, "?"),
        (of("greatest", &[n, m, &number("2")]), "n=1 m=-4", 4, "2"),
        (of("least", &[n, m, &number("2")]), "n=1 m=-4", 4, "-4"),
        (of("least", &[n, &number("2")]), "", 4, "?"),
        (
            format!(r#"{{ "kind": "difference", "of": {n}, "less": {m} }}"#),
            "n=3 m=4.5",
            4,
            "-1.5",
        ),
        // A third stays a third until it is rounded.
        (of("product", &[&third, &number("3")]), "n=1", 4, "1"),
        (third.clone(), "n=1", 2, "0.33"),
        (rounded(&third, "up"), "n=1", 4, "1"),
        (rounded(&third, "up"), "n=3", 4, "1"),
        (rounded(&third, "down"), "n=5", 4, "1"),
        (rounded(&third, "half"), "n=5", 4, "2"),
        (rounded(&third, "up"), "n=-5", 4, "-1"),
        (rounded(&third, "down"), "n=-5", 4, "-2"),
        (
            format!(r#"{{ "kind": "rounded", "of": {third}, "to": "up", "places": 1 }}"#),
            "n=1",
            4,
            "0.4",
        ),
        // Half lies away from zero.
        (rounded(&quotient(n, &number("2")), "half"), "n=1", 4, "1"),
        (rounded(&quotient(n, &number("2")), "half"), "n=-1", 4, "-1"),
        (quotient(n, m), "n=1 m=0", 4, "?"),
        (quotient(n, m), "n=0 m=0", 4, "?"),
        (quotient(n, m), "n=0 m=5", 4, "0"),
        (either.clone(), "stage:low n=3", 4, "3"),
        (either.clone(), "stage:low", 4, "?"),
        (either.clone(), "stage:high", 4, "7"),
        (either, "n=3", 4, "?"),
        // 15 classes, however they are split over the grades, need 3 teachers: 15 ÷ 7 is 2.14 and 15 ÷ 6 is 2.5.
        (needed.clone(), "n=0 m=15", 4, "3"),
        (needed.clone(), "n=15 m=0", 4, "3"),
        (needed.clone(), "n=5 m=10", 4, "3"),
        (needed.clone(), "n=6 m=7", 4, "2"),
        (needed.clone(), "n=0 m=0", 4, "0"),
        (needed, "n=5", 4, "?"),
    ];
    for (amount, profile, places, expected) in table {
        assert_eq!(comes_to(amount, profile, *places), *expected, "{amount} with {profile}");
    }
}

#[test]
fn an_overflowing_amount_is_unknown() {
    let n = r#"{ "kind": "field", "field": "n" }"#;
    let many = format!(r#"{{ "kind": "product", "of": [{}] }}"#, vec![n; 40].join(","));
    assert_eq!(comes_to(&many, "n=999999.9999", 2), "?");
    assert_eq!(comes_to(&many, "n=0.0001", 2), "?");
    assert_eq!(comes_to(&many, "n=1", 2), "1");
}
