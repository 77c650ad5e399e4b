//! A small rubric and its records.

use assessment::rubric::Rubric;
use rollup::{Collection, Reading, Row};

/// Two sections, a bonus, a profile and grades, one of which depends on the rank.
pub const RUBRIC: &str = r#"{ "format": 1, "id": "tidy", "version": "2", "status": "draft", "title": "Tidy school",
    "uses": ["points-and-rank"],
    "raters": [{ "id": "self", "label": "Self" }, { "id": "bureau", "label": "Bureau" }],
    "profile": [
        { "id": "name", "label": "Name", "kind": "text", "subject": true },
        { "id": "stage", "label": "Stage", "kind": "choice", "options": [{ "id": "primary", "label": "Primary" }, { "id": "middle", "label": "Middle" }] }],
    "sections": [
        { "id": "room", "title": "Room", "criteria": [
            { "id": "desk", "text": "Desk", "scale": { "kind": "points", "max": 6, "step": 0.5 } },
            { "id": "floor", "text": "Floor", "scale": { "kind": "points", "max": 4 }, "notApplicable": {} }] },
        { "id": "yard", "title": "Yard", "criteria": [
            { "id": "wall", "text": "Wall", "scale": { "kind": "points", "max": 10 } }] },
        { "id": "more", "title": "More", "counts": "bonus", "criteria": [
            { "id": "tree", "text": "Tree", "scale": { "kind": "points", "max": 2 } }] }],
    "grades": { "bands": [
        { "id": "best", "label": "Best", "atLeast": 16, "top": 25 },
        { "id": "good", "label": "Good", "atLeast": 12 },
        { "id": "poor", "label": "Poor", "atLeast": 0 }] } }"#;

/// The rubric.
pub fn rubric() -> Rubric {
    Rubric::parse(RUBRIC).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// A record of the first rater. `answers` are points by criterion; `n` is "not applicable".
pub fn record(id: &str, name: &str, answers: &[(&str, &str)]) -> String {
    of_raters(id, name, &[("self", answers)], "")
}

/// A record of several raters, with more members of its object.
pub fn of_raters(id: &str, name: &str, raters: &[(&str, &[(&str, &str)])], more: &str) -> String {
    let answers = raters.iter().map(|(rater, answers)| {
        let entries = answers.iter().map(|(criterion, points)| match *points {
            "n" => format!(r#""{criterion}": {{ "answer": {{ "kind": "not-applicable" }} }}"#),
            points => format!(r#""{criterion}": {{ "answer": {{ "kind": "points", "points": {points} }} }}"#),
        });
        format!(r#""{rater}": {{ {} }}"#, entries.collect::<Vec<_>>().join(", "))
    });
    format!(
        r#"{{ "format": 1, "kind": "ziping-record", "id": "{id}", "revision": 1, "rubric": {{ "id": "tidy", "version": "2" }},
            "profile": {{ "name": "{name}" }}, "answers": {{ {} }}{more} }}"#,
        answers.collect::<Vec<_>>().join(", ")
    )
}

/// Points for the desk, the floor, the wall and the tree.
pub fn full(points: [&str; 4]) -> Vec<(&str, &str)> {
    ["desk", "floor", "wall", "tree"].into_iter().zip(points).collect()
}

/// The row of a record.
pub fn row(rubric: &Rubric, record: &str) -> Row {
    Reading::new(rubric, "")
        .row("file.json", record)
        .unwrap_or_else(|fault| panic!("{fault:?}"))
}

/// The rows of records with these names and points.
pub fn collection(rubric: &Rubric, all: &[(&str, [&str; 4])]) -> Collection {
    let reading = Reading::new(rubric, "");
    let rows = all
        .iter()
        .map(|(name, points)| row(rubric, &record(name, name, &full(*points))));
    Collection::new(reading.layout().clone(), rows.collect())
}
