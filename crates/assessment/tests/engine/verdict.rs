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
fn a_verdict_has_the_recomputed_scores_and_notices() {
    let rubric = rubric();
    let both = r#""p": { "answer": { "kind": "points", "points": 7.5 } }, "l": { "answer": { "kind": "level", "level": "a" } }"#;
    for (members, expected) in [
        (
            String::new(),
            r#"{ "scores": { "self": { "standing": "empty", "extra": "0", "answered": 0, "criteria": 3, "findings": 0,
                "sections": { "s": { "score": "0", "maximum": "10" }, "t": { "score": "0", "maximum": "5" } } } } }"#,
        ),
        (
            format!(r#", "answers": {{ "self": {{ {both} }} }}"#),
            r#"{ "scores": { "self": { "standing": "provisional", "total": "9.5", "maximum": "15", "extra": "0", "answered": 2, "criteria": 3, "findings": 0,
                "sections": { "s": { "score": "9.5", "maximum": "10" }, "t": { "score": "0", "maximum": "5" } } } } }"#,
        ),
        // Believed by nobody: 15 of 15 is claimed, 7.5 and 2 and 2 were given.
        (
            format!(
                r#", "answers": {{ "self": {{ {both}, "y": {{ "answer": {{ "kind": "yes-no", "value": "partial" }} }}, "gone": {{ "answer": {{ "kind": "points", "points": 99 }} }} }} }},
                "scores": {{ "self": {{ "standing": "final", "total": 15, "maximum": 15, "grade": "pass" }} }}"#
            ),
            r#"{ "scores": { "self": { "standing": "final", "total": "11.5", "maximum": "15", "grade": "pass", "pending": ["v"], "extra": "0", "answered": 3, "criteria": 3, "findings": 0,
                "sections": { "s": { "score": "9.5", "maximum": "10" }, "t": { "score": "2", "maximum": "5" } } } }, "notices": [{ "code": "unplaced", "criteria": ["gone"] }, { "code": "differs", "figures": [{ "place": "total", "record": "15", "computed": "11.5" }] }] }"#,
        ),
    ] {
        assert_eq!(verdict(&rubric, &file(&members), ""), json(expected), "{members}");
    }
}

#[test]
fn a_verdict_names_another_rubric_or_version() {
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

/// A rubric with a veto, a bonus, and a place for a total from elsewhere.
fn with_a_veto() -> Rubric {
    rubric_with(
        r#""sections": [
            { "id": "s", "title": "S", "criteria": [
                { "id": "a", "text": "A", "scale": { "kind": "points", "max": 5 } },
                { "id": "v", "text": "V", "scale": { "kind": "yes-no" } }] },
            { "id": "b", "title": "B", "counts": "bonus", "criteria": [{ "id": "x", "text": "X", "scale": { "kind": "points", "max": 3 } }] }],
        "rules": { "claimedTotal": true, "minimumAnswered": 100, "gates": [{ "kind": "veto", "criterion": "v", "when": "yes", "grade": "fail" }] },
        "grades": { "bands": [{ "id": "pass", "label": "P", "atLeast": 3 }, { "id": "fail", "label": "F", "atLeast": 0 }] }"#,
    )
}

#[test]
fn findings_about_the_whole_are_counted() {
    let rubric = with_a_veto();
    let a = r#""answers": { "self": { "a": { "answer": { "kind": "points", "points": 4 } } } }"#;
    let findings = |members: &str| {
        Verdict::of(&rubric, &file(members), "").expect("a record").scores.0[0]
            .1
            .findings
    };
    assert_eq!(findings(&format!(", {a}")), 0);
    assert_eq!(findings(&format!(r#", {a}, "claimedTotal": 4"#)), 0);
    // Claimed 5, where 4 was computed.
    assert_eq!(findings(&format!(r#", {a}, "claimedTotal": 5"#)), 1);
    // Something is answered, and not enough of it.
    let few = rubric_with(
        r#""sections": [{ "id": "s", "title": "S", "criteria": [
            { "id": "a", "text": "A", "scale": { "kind": "points", "max": 5 } },
            { "id": "c", "text": "C", "scale": { "kind": "points", "max": 5 } }] }],
        "rules": { "minimumAnswered": 80 }"#,
    );
    let score = &Verdict::of(&few, &file(&format!(", {a}")), "")
        .expect("a record")
        .scores
        .0[0]
        .1;
    assert_eq!((&*score.standing, score.findings), ("too-few", 1));
}

#[test]
fn every_figure_is_compared_including_missing_ones() {
    let rubric = with_a_veto();
    let yes = r#""answers": { "self": { "a": { "answer": { "kind": "points", "points": 4 } },
        "v": { "answer": { "kind": "yes-no", "value": "yes" } }, "x": { "answer": { "kind": "points", "points": 2 } } } }"#;
    let right = r#""standing": "final", "total": 6, "maximum": 5, "grade": "fail", "vetoes": ["v"], "extra": 2,
        "sections": { "s": { "score": 4, "maximum": 5 }, "b": { "score": 0, "maximum": 0 } },
        "criteria": { "a": { "score": 4, "maximum": 5 }, "x": { "score": 2, "maximum": 3 } }"#;
    for (from, to, expected) in [
        ("", "", vec![]),
        (r#""vetoes": ["v"]"#, r#""vetoes": []"#, vec!["vetoes — v"]),
        (r#""vetoes": ["v"], "#, "", vec!["vetoes — v"]),
        (r#""vetoes": ["v"]"#, r#""vetoes": ["a", "v"]"#, vec!["vetoes a, v v"]),
        (r#""grade": "fail", "#, "", vec!["grade — fail"]),
        (r#", "extra": 2"#, "", vec!["extra — 2"]),
        (r#""total": 6, "#, "", vec!["total — 6"]),
        (r#""maximum": 5, "grade""#, r#""grade""#, vec!["maximum — 5"]),
        (r#""s": { "score": 4, "maximum": 5 }, "#, "", vec!["s — 4/5"]),
        (r#", "x": { "score": 2, "maximum": 3 }"#, "", vec!["x — 2/3"]),
        (
            r#""a": { "score": 4"#,
            r#""v": { "score": 1, "maximum": 1 }, "a": { "score": 4"#,
            vec!["v 1/1 —"],
        ),
        (
            r#""standing": "final""#,
            r#""standing": "provisional""#,
            vec!["standing provisional final"],
        ),
    ] {
        assert!(right.contains(from), "{from}");
        let scores = right.replacen(from, to, 1);
        let record = file(&format!(r#", {yes}, "scores": {{ "self": {{ {scores} }} }}"#));
        let verdict = Verdict::of(&rubric, &record, "").expect("a record");
        let figures = verdict.notices.iter().flat_map(|notice| &notice.figures);
        let found: Vec<_> = figures
            .map(|one| format!("{} {} {}", one.place, one.record, one.computed))
            .collect();
        assert_eq!(found, expected, "{from} → {to}");
    }
    // What states no figure at all differs in none.
    assert_eq!(
        Verdict::of(&rubric, &file(&format!(", {yes}")), "")
            .expect("a record")
            .notices,
        []
    );
    let short = r#""scores": { "self": { "standing": "final", "total": 6, "maximum": 5, "grade": "fail", "vetoes": ["v"], "extra": 2 } }"#;
    assert_eq!(
        Verdict::of(&rubric, &file(&format!(", {yes}, {short}")), "")
            .expect("a record")
            .notices,
        []
    );
}

#[test]
fn an_unreadable_text_gives_its_problems() {
    let Err(problems) = Verdict::of(&rubric(), "{", "") else {
        panic!("it is no record")
    };
    assert_eq!(
        json(&problems_to_text(&problems)),
        json(
            r#"[{ "code": "cut-short", "path": "", "line": 1, "column": 2, "message": "The text ends before it is complete: \" is missing. It was cut off when it was saved or sent; take it again from its source." }]"#
        )
    );
    let Err(problems) = Record::parse(r#"{ "kind": "shopping" }"#) else {
        panic!("it is no record")
    };
    assert_eq!(json(&problems_to_text(&problems))[0]["code"], "not-a-record");
}

#[test]
fn an_empty_text_is_a_form_in_which_nothing_was_entered() {
    for nothing in ["", " \r\n"] {
        let verdict = Verdict::of(&rubric(), nothing, "2026-11-24").expect("a blank form");
        let (_, score) = &verdict.scores.0[0];
        assert_eq!((&*score.standing, score.answered, &score.total), ("empty", 0, &None));
        assert_eq!((verdict.scores.0.len(), verdict.notices.len()), (1, 0));
    }
}
