//! Two versions of a rubric compared: what came, what went, what changed.

use crate::kit::with_criteria;
use assessment::points::Decimal;
use assessment::rubric::Rubric;
use assessment::rubric::compare::{Became, compare};

fn points(id: &str, max: u32) -> String {
    format!(r#"{{ "id": "{id}", "text": "Text of {id}", "scale": {{ "kind": "points", "max": {max} }} }}"#)
}

/// A criterion `c` with this text, these members and this scale.
fn one(text: &str, members: &str, scale: &str) -> Rubric {
    with_criteria(&format!(
        r#"{{ "id": "c", "text": "{text}", {members}"scale": {scale} }}"#
    ))
}

/// The changes, a line each.
fn changes(old: &Rubric, new: &Rubric) -> Vec<String> {
    let all = compare(old, new).into_iter();
    all.map(|change| {
        let became = match change.became {
            Became::Added => "added".to_owned(),
            Became::Removed => "removed".to_owned(),
            Became::Raised(before, now) => format!("raised {before} to {now}"),
            Became::Lowered(before, now) => format!("lowered {before} to {now}"),
            Became::Rescored => "rescored".to_owned(),
            Became::Reworded => "reworded".to_owned(),
        };
        format!("{} {became}", change.criterion)
    })
    .collect()
}

#[test]
fn added_criteria_keep_the_new_order_and_removed_ones_the_old() {
    let all = |ids: &[(&str, u32)]| {
        with_criteria(
            &ids.iter()
                .map(|(id, max)| points(id, *max))
                .collect::<Vec<_>>()
                .join(","),
        )
    };
    let old = all(&[("z", 1), ("a", 4), ("b", 4), ("y", 1), ("c", 4)]);
    let new = all(&[("n", 2), ("c", 3), ("b", 4), ("m", 2), ("a", 6)]);
    let expected = [
        "n added",
        "c lowered 4 to 3",
        "m added",
        "a raised 4 to 6",
        "z removed",
        "y removed",
    ];
    assert_eq!(changes(&old, &new), expected);
    assert_eq!(changes(&new, &old)[..2], ["z added", "a lowered 6 to 4"]);
    assert_eq!(changes(&old, &old), [""; 0]);
}

#[test]
fn a_moved_criterion_is_recognised_by_its_id() {
    let section = |id: &str, criteria: &str| format!(r#"{{ "id": "{id}", "title": "S", "criteria": [{criteria}] }}"#);
    let rubric = |sections: [String; 2]| crate::kit::rubric_with(&format!(r#""sections": [{}]"#, sections.join(",")));
    let old = rubric([section("s", &points("a", 1)), section("t", &points("b", 1))]);
    let new = rubric([section("u", &points("b", 1)), section("s", &points("a", 1))]);
    assert_eq!(changes(&old, &new), [""; 0]);
}

const YES: &str = r#"{ "kind": "yes-no", "points": 2 }"#;
const NO: &str = r#"{ "kind": "yes-no", "points": 2, "right": "no" }"#;
const TWO: &str = r#"{ "kind": "points", "max": 2 }"#;

fn levels(label: &str, low: &str) -> String {
    format!(
        r#"{{ "kind": "levels", "levels": [{{ "id": "a", "label": "{label}", "points": 2 }}, {{ "id": "b", "label": "B", "points": {low} }}] }}"#
    )
}

#[test]
fn every_change_of_one_criterion_is_reported() {
    let table: &[(Rubric, Rubric, &[&str])] = &[
        (one("C", "", TWO), one("Other", "", TWO), &["c reworded"]),
        (
            one("C", "", TWO),
            one("C", r#""guidance": "How", "#, TWO),
            &["c reworded"],
        ),
        // A number beside the criterion, evidence and units are not its wording.
        (
            one("C", "", TWO),
            one("C", r#""label": "1", "units": ["U"], "evidence": ["E"], "#, TWO),
            &[],
        ),
        (one("C", "", TWO), one("C", "", YES), &["c rescored"]),
        (one("C", "", YES), one("C", "", NO), &["c rescored"]),
        (one("C", "", YES), one("Other", "", NO), &["c rescored", "c reworded"]),
        (
            one("C", "", TWO),
            one("C", "", r#"{ "kind": "points", "max": 2, "step": 0.5 }"#),
            &["c rescored"],
        ),
        (
            one("C", "", &levels("A", "0")),
            one("C", "", &levels("A", "1")),
            &["c rescored"],
        ),
        (
            one("C", "", &levels("A", "0")),
            one("C", "", &levels("Other", "0")),
            &["c reworded"],
        ),
        (
            one("C", "", &levels("A", "0")),
            one("C", "", &levels("Other", "1")),
            &["c rescored"],
        ),
        // Another table of points beside typed ones scores as well.
        (one("C", "", &beside(3)), one("C", "", &beside(4)), &["c rescored"]),
        // A weight is what it is worth, whatever its scale.
        (
            one("C", r#""weight": 5, "#, TWO),
            one("C", r#""weight": 7.5, "#, TWO),
            &["c raised 5 to 7.5"],
        ),
        (
            one("C", r#""weight": 5, "#, TWO),
            one("C", r#""weight": 5, "#, YES),
            &["c rescored"],
        ),
        (
            one("C", "", TWO),
            one("Other", "", r#"{ "kind": "comment" }"#),
            &["c lowered 2 to 0", "c reworded"],
        ),
        (
            one("C", "", r#"{ "kind": "comment" }"#),
            one("C", "", r#"{ "kind": "yes-no" }"#),
            &["c rescored"],
        ),
    ];
    for (i, (old, new, expected)) in table.iter().enumerate() {
        assert_eq!(changes(old, new), *expected, "row {i}");
    }
}

fn beside(least: u32) -> String {
    format!(
        r#"{{ "kind": "points", "max": 2, "measured": {{ "quantity": {{ "kind": "number", "label": "N" }},
            "table": {{ "kind": "steps", "steps": [{{ "atLeast": {least}, "points": 2 }}] }} }} }}"#
    )
}

#[test]
fn raised_and_lowered_points_are_exact() {
    let scale = |max: &str| format!(r#"{{ "kind": "points", "max": {max}, "step": 0.0001 }}"#);
    let (old, new) = (one("C", "", &scale("0.1")), one("C", "", &scale("0.1001")));
    let became: Vec<_> = compare(&old, &new).into_iter().map(|change| change.became).collect();
    let exact = |n| Decimal::of_ten_thousandths(n).expect("a decimal");
    assert_eq!(became, [Became::Raised(exact(1000), exact(1001))]);
}
