//! Round trips of records: what a newer program, another rater or another rubric put into a file stands there afterwards.

use crate::kit::{lines, rubric_with, with_criteria};
use crate::records::{at, file, full, opened, rubric, saved};
use assessment::record::Record;

#[test]
fn keys_of_a_newer_version_survive_at_every_level() {
    let rubric = rubric();
    let text = full(&rubric).to_text(&rubric);
    // Where an object begins, and what a newer program might have put into it.
    let starts = [
        "{\n  \"format\"",
        "{\n    \"id\": \"r\"",
        "{\n        \"answer\": {\n          \"kind\": \"points\"",
        "{\n          \"kind\": \"points\"",
        "{\n          \"kind\": \"not-applicable\"",
        "{\n      \"text\": \"P\"",
        "{\n      \"standing\"",
        "{\n          \"score\": 9.5",
        "{\n          \"score\": 7.5",
    ];
    let mut newer = text.clone();
    for start in starts {
        assert_eq!(newer.matches(start).count(), 1, "{start}");
        newer = newer.replacen(start, &start.replacen('{', r#"{ "later": ["<", 1.50, null], "#, 1), 1);
    }
    let (record, notices) = opened(&rubric, &newer);
    assert_eq!(notices, []);
    let back = record.to_text(&rubric);
    assert_eq!(back.matches(r#""later": ["#).count(), starts.len(), "{back}");
    assert_eq!(at(&back, ""), at(&newer, ""));
    assert_eq!(saved(&rubric, &newer), back);
}

/// Members of a record, and what of it must come back.
const KEPT: &[(&str, &str)] = &[
    (
        r#""answers": { "reviewer": { "p": { "answer": { "kind": "points", "points": 99 }, "counter": 7 } } }"#,
        "/answers/reviewer",
    ),
    (
        r#""scores": { "reviewer": { "standing": "final", "total": 3, "sections": { "s": { "score": 1, "maximum": 2 } } } }"#,
        "/scores/reviewer",
    ),
    (r#""profile": { "gone": ["a", 1, { "b": null }] }"#, "/profile/gone"),
    (
        r#""profile": { "school": { "name": "in a shape to come" } }"#,
        "/profile/school",
    ),
    (r#""profile": { "names": ["a", 1, null] }"#, "/profile/names"),
    (r#""profile": { "school": null }"#, "/profile/school"),
    (r#""profile": { "classes": "about 15" }"#, "/profile/classes"),
    (r#""profile": { "classes": "1.5" }"#, "/profile/classes"),
    (r#""roles": { "gone": ["a"], "head": ["b", ""] }"#, "/roles"),
    (r#""sections": { "gone": "told", "s": "kept" }"#, "/sections"),
    (r#""narrative": " ""#, "/narrative"),
    (r#""period": "  2026 ""#, "/period"),
    (r#""date": "the day before""#, "/date"),
];

#[test]
fn what_has_no_place_here_stays_in_the_file() {
    let rubric = rubric();
    for (member, pointer) in KEPT {
        let source = file(&format!(", {member}"));
        assert_eq!(at(&saved(&rubric, &source), pointer), at(&source, pointer), "{member}");
    }
}

#[test]
fn a_record_survives_a_visit_to_another_rubric() {
    let rubric = rubric();
    let text = full(&rubric).to_text(&rubric);
    let other = rubric_with(
        r#""sections": [{ "id": "t", "title": "T", "criteria": [
            { "id": "p", "text": "Another P", "scale": { "kind": "comment" } },
            { "id": "l", "text": "Another L", "scale": { "kind": "points", "max": 1 } }] }]"#,
    );
    let back = saved(&rubric, &saved(&other, &text));
    for pointer in [
        "/answers",
        "/sections",
        "/narrative",
        "/profile",
        "/roles",
        "/criteria",
        "/scores",
        "/rubric",
    ] {
        assert_eq!(at(&back, pointer), at(&text, pointer), "{pointer}");
    }
}

#[test]
fn what_a_person_wrote_is_never_too_long_to_be_opened_again() {
    let rubric = rubric();
    let long = "体".repeat(20_001);
    let source = file(&format!(
        r#", "narrative": "{long}", "answers": {{ "self": {{ "p": {{ "note": "{long}" }} }} }}"#
    ));
    assert_eq!(at(&saved(&rubric, &source), "/narrative"), *long);
}

#[test]
fn sums_and_counters_above_a_million_are_opened_again() {
    let rubric = with_criteria(
        r#"{ "id": "a", "text": "A", "scale": { "kind": "points", "max": 1000000 } },
           { "id": "b", "text": "B", "scale": { "kind": "points", "max": 1000000, "min": -1000000 } },
           { "id": "c", "text": "C", "scale": { "kind": "points", "max": 1000000, "min": -1000000 } }"#,
    );
    let answer =
        |points: i32| format!(r#"{{ "answer": {{ "kind": "points", "points": {points} }}, "counter": 4000000000 }}"#);
    let (most, least) = (answer(1_000_000), answer(-1_000_000));
    let sources = [
        format!(r#", "answers": {{ "self": {{ "a": {most}, "b": {most}, "c": {most} }} }}"#),
        format!(r#", "answers": {{ "self": {{ "b": {least}, "c": {least} }} }}"#),
    ];
    let scores = ["3000000", "-2000000"];
    for (source, score) in sources.iter().zip(scores) {
        let text = saved(&rubric, &file(source));
        assert_eq!(at(&text, "/scores/self/sections/s/score").to_string(), score);
        assert_eq!(at(&text, "/answers/self/b/counter").to_string(), "4000000000");
        assert_eq!(opened(&rubric, &text).1, []);
    }
}

/// A record file that is not taken, and what is said.
const REFUSED: &[(&str, &str)] = &[
    (
        r#"{ "kind": "ziping-record", "format": 2, "id": 7 }"#,
        "newer-format: line 1, column 38, format: The file has format 2, which needs a newer version of this program. This version reads format 1: get a newer copy.",
    ),
    (
        r#"{ "kind": "ziping-record", "format": 0, "id": "x", "revision": 1, "rubric": { "id": "r", "version": "1" } }"#,
        "unknown-word: line 1, column 38, format: “0” is not one of: 1. Write one of these.",
    ),
    (
        r#"{ "kind": "ziping-record", "format": 1, "id": "x", "rubric": { "id": "r", "version": "1" } }"#,
        "missing-key: line 1, column 1: The key “revision” is missing. Add it.",
    ),
    (
        r#"{ "kind": "ziping-record", "format": 1, "id": "x", "id": "y", "revision": 1, "rubric": { "id": "r", "version": "1" } }"#,
        "duplicate-key: line 1, column 52, id: The key “id” occurs twice. Remove one.",
    ),
    (
        r#"{ "kind": "ziping-record", "format": 1, "id": "x", "revision": 1, "rubric": { "id": "r", "version": "1" },
  "answers": { "self": { "p": {}, "p": {} } } }"#,
        "duplicate-key: line 2, column 35, answers.self.p: The key “p” occurs twice. Remove one.",
    ),
    (
        r#"{ "kind": "ziping-record", "format": 1, "id": "x", "revision": -1, "rubric": { "id": "r", "version": "1" } }"#,
        "wrong-type: line 1, column 64, revision: Expected a whole number, 0 or more, found -1. Write one such as 0, 1 or 2.",
    ),
];

#[test]
fn a_record_that_cannot_be_read_says_why() {
    for (source, expected) in REFUSED {
        assert_eq!(lines(&Record::parse(source).expect_err(source)), [*expected]);
    }
}
