//! What is said to a program that was sent a record: figures worked out by hand, and never those of the record itself.

use crate::kit::{lines, rubric_with};
use crate::records::{file, rubric};
use assessment::record::{Record, Verdict, problems_to_text};
use assessment::rubric::Rubric;
use serde_json::Value;

fn verdict(rubric: &Rubric, record: &str, today: &str) -> Value {
    let verdict = Verdict::of(rubric, record, today);
    let verdict = verdict.unwrap_or_else(|problems| panic!("{}", lines(&problems).join("\n")));
    json(&verdict.to_text())
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn says_what_each_record_comes_to() {
    let rubric = rubric();
    let both = r#""p": { "answer": { "kind": "points", "points": 7.5 } }, "l": { "answer": { "kind": "level", "level": "a" } }"#;
    for (members, expected) in [
        (
            String::new(),
            r#"{ "scores": { "self": { "standing": "empty", "answered": 0, "criteria": 3, "findings": 0 } } }"#,
        ),
        (
            format!(r#", "answers": {{ "self": {{ {both} }} }}"#),
            r#"{ "scores": { "self": { "standing": "provisional", "total": "9.5", "maximum": "15", "answered": 2, "criteria": 3, "findings": 0 } } }"#,
        ),
        // Believed by nobody: 15 of 15 is claimed, 7.5 and 2 and 2 were given.
        (
            format!(
                r#", "answers": {{ "self": {{ {both}, "y": {{ "answer": {{ "kind": "yes-no", "value": "partial" }} }}, "gone": {{ "answer": {{ "kind": "points", "points": 99 }} }} }} }},
                "scores": {{ "self": {{ "standing": "final", "total": 15, "maximum": 15, "grade": "pass" }} }}"#
            ),
            r#"{ "scores": { "self": { "standing": "final", "total": "11.5", "maximum": "15", "grade": "pass", "answered": 3, "criteria": 3, "findings": 0 } }, "notices": [{ "code": "unplaced", "criteria": ["gone"] }, { "code": "differs", "figures": [{ "place": "total", "record": "15", "computed": "11.5" }] }] }"#,
        ),
    ] {
        assert_eq!(verdict(&rubric, &file(&members), ""), json(expected), "{members}");
    }
}

#[test]
fn says_of_another_rubric_and_another_version_that_it_is_one() {
    let rubric = rubric();
    let other = |id: &str, version: &str| {
        file("").replace(
            r#""id": "r", "version": "1""#,
            &format!(r#""id": "{id}", "version": "{version}""#),
        )
    };
    let notices = |record: &str| verdict(&rubric, record, "")["notices"].take();
    assert_eq!(
        notices(&other("q", "1")),
        json(r#"[{ "code": "other-rubric", "theirs": "q" }]"#)
    );
    assert_eq!(
        notices(&other("r", "0")),
        json(r#"[{ "code": "other-version", "theirs": "0" }]"#)
    );
}

#[test]
fn the_day_decides_what_is_overdue() {
    let rubric = rubric_with(
        r#""sections": [{ "id": "s", "title": "S", "criteria": [{ "id": "p", "text": "P", "scale": { "kind": "points", "max": 8 } }] }],
        "rules": { "problems": {} }"#,
    );
    let record = file(
        r#", "answers": { "self": { "p": { "answer": { "kind": "points", "points": 4 },
            "problems": [{ "text": "Too small", "measure": { "text": "Extend", "due": "2026-11-23" } }] } } }"#,
    );
    let findings = |today| {
        let score = &Verdict::of(&rubric, &record, today).expect("a record").scores.0[0].1;
        score.findings
    };
    assert_eq!(
        (findings(""), findings("2026-11-23"), findings("2026-11-24")),
        (0, 0, 1)
    );
}

#[test]
fn says_what_is_wrong_with_a_text() {
    let Err(problems) = Verdict::of(&rubric(), "{", "") else {
        panic!("it is no record")
    };
    assert_eq!(
        json(&problems_to_text(&problems)),
        json(
            r#"[{ "code": "cut-short", "path": "", "line": 1, "column": 2, "message": "The file ends before it is complete: \" is missing. Get the whole file." }]"#
        )
    );
    let Err(problems) = Record::parse(r#"{ "kind": "shopping" }"#) else {
        panic!("it is no record")
    };
    assert_eq!(json(&problems_to_text(&problems))[0]["code"], "not-a-record");
}
