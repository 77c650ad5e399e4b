//! A record of one version of a rubric on another: nothing is lost, what changed is flagged, and back at its own version
//! nothing is left of that.

use crate::kit::{entry, points, rubric, with};
use crate::records::{at, opened, saved};
use assessment::answers::{Entry, Stamp};
use assessment::record::{Notice, Record};
use assessment::rubric::Rubric;
use serde_json::{Value, json};

/// A version with these criteria in one section.
fn version(version: &str, criteria: &[String]) -> Rubric {
    rubric(&format!(
        r#"{{ "format": 1, "id": "r", "version": "{version}", "status": "draft", "title": "R",
             "sections": [{{ "id": "s", "title": "S", "criteria": [{}] }}] }}"#,
        criteria.join(",")
    ))
}

fn criterion(id: &str, text: &str, scale: &str) -> String {
    format!(r#"{{ "id": "{id}", "text": "{text}", "scale": {scale} }}"#)
}

fn upto(max: u32) -> String {
    format!(r#"{{ "kind": "points", "max": {max} }}"#)
}

const PARTS: &str =
    r#"{ "kind": "parts", "parts": [{ "id": "p", "label": "P", "max": 2 }, { "id": "q", "label": "Q", "max": 3 }] }"#;

/// The first version: what stays, is reworded, raised, lowered, made of other parts, and goes.
fn first() -> Rubric {
    version(
        "1",
        &[
            criterion("stays", "Stays", &upto(5)),
            criterion("reworded", "Before", &upto(5)),
            criterion("raised", "Raised", &upto(5)),
            criterion("lowered", "Lowered", &upto(5)),
            criterion("parts", "Parts", PARTS),
            criterion("gone", "Gone", &upto(5)),
            criterion("blank", "Before", &upto(5)),
        ],
    )
}

fn second() -> Rubric {
    version(
        "2",
        &[
            criterion("new", "New", &upto(3)),
            criterion("stays", "Stays", &upto(5)),
            criterion("reworded", "Now", &upto(5)),
            criterion("raised", "Raised", &upto(8)),
            criterion("lowered", "Lowered", &upto(3)),
            criterion("parts", "Parts", &upto(5)),
            criterion("blank", "Now", &upto(5)),
        ],
    )
}

/// A record of the first version with everything but `blank` answered, as its own program saved it.
fn record() -> String {
    let first = first();
    let source = r#"{ "format": 1, "kind": "ziping-record", "id": "x", "revision": 3, "rubric": { "id": "r", "version": "1" },
        "answers": { "self": {
          "stays": { "answer": { "kind": "points", "points": 4 } },
          "reworded": { "answer": { "kind": "points", "points": 4 }, "note": "mine" },
          "raised": { "answer": { "kind": "points", "points": 4 }, "evidence": [{ "name": "E" }] },
          "lowered": { "answer": { "kind": "points", "points": 4 }, "problems": [{ "text": "P", "measure": { "text": "M" } }] },
          "parts": { "amounts": { "p": 2, "q": 1 }, "counter": 3 },
          "gone": { "answer": { "kind": "points", "points": 4 }, "note": "old", "x-own": 1 } } } }"#;
    saved(&first, source)
}

fn again(ids: &[&str]) -> Notice {
    Notice::AnswerAgain(ids.iter().map(|id| (*id).into()).collect())
}

fn carried(text: &str) -> Vec<(String, Value)> {
    let Value::Object(own) = at(text, "/answers/self") else {
        return Vec::new();
    };
    let flagged = own.into_iter().filter(|(_, entry)| entry.get("carriedFrom").is_some());
    flagged.map(|(id, entry)| (id, entry["carriedFrom"].clone())).collect()
}

/// The entry without its flag.
fn unflagged(text: &str, id: &str) -> Value {
    let mut entry = at(text, &format!("/answers/self/{id}"));
    if let Some(entry) = entry.as_object_mut() {
        entry.remove("carriedFrom");
    }
    entry
}

#[test]
fn changed_criteria_are_reported_and_flagged_with_the_old_version() {
    let (record, notices) = opened(&second(), &record());
    let expected = [
        Notice::OtherVersion { theirs: "1".into() },
        Notice::Unplaced(vec!["gone".into()]),
        Notice::Unfit(vec!["lowered".into(), "parts".into()]),
        again(&["reworded", "raised", "lowered", "parts"]),
    ];
    assert_eq!(notices, expected);
    assert_eq!(record.sheet.root.tally.score.to_string(), "12");
    let text = record.to_text(&second());
    let flagged = ["lowered", "parts", "raised", "reworded"].map(|id| (id.to_owned(), json!("1")));
    assert_eq!(carried(&text), flagged);
}

#[test]
fn another_table_at_the_same_maximum_and_text_is_flagged_and_other_words_in_it_are_not() {
    let levels = |label: &str, least: &str| {
        format!(
            r#"{{ "kind": "levels", "levels": [{{ "id": "a", "label": "{label}", "points": 5 }}, {{ "id": "b", "label": "B", "points": {least} }}] }}"#
        )
    };
    let of = |name: &str, table: &str| version(name, &[criterion("c", "C", table)]);
    let source = r#"{ "format": 1, "kind": "ziping-record", "id": "x", "revision": 1, "rubric": { "id": "r", "version": "1" },
        "answers": { "self": { "c": { "answer": { "kind": "level", "level": "b" } } } } }"#;
    let text = saved(&of("1", &levels("A", "1")), source);
    let (_, notices) = opened(&of("2", &levels("A", "2")), &text);
    assert_eq!(notices, [Notice::OtherVersion { theirs: "1".into() }, again(&["c"])]);
    let (_, notices) = opened(&of("2", &levels("Best", "1")), &text);
    assert_eq!(notices, [Notice::OtherVersion { theirs: "1".into() }]);
    // A record of before keeps no fingerprint of the scoring, and is taken at its text and maximum.
    let mut before: Value = serde_json::from_str(&text).expect("JSON");
    before["criteria"]["c"]
        .as_object_mut()
        .expect("an object")
        .remove("scoring");
    let (_, notices) = opened(&of("2", &levels("A", "2")), &before.to_string());
    assert_eq!(notices, [Notice::OtherVersion { theirs: "1".into() }]);
}

#[test]
fn migrating_to_another_version_loses_nothing() {
    let (before, after) = (record(), saved(&second(), &record()));
    for id in ["stays", "reworded", "raised", "lowered", "parts", "gone"] {
        assert_eq!(unflagged(&after, id), unflagged(&before, id), "{id}");
        assert_ne!(unflagged(&after, id), Value::Null, "{id}");
    }
    // The criterion that went is still told by its text, so that the record reads without its rubric.
    assert_eq!(at(&after, "/criteria/gone"), at(&before, "/criteria/gone"));
    assert_eq!(at(&after, "/rubric/version"), "2");
}

#[test]
fn back_at_its_own_version_the_flags_are_gone_and_so_are_the_notices_of_them() {
    let before = record();
    let there = saved(&second(), &before);
    let (back, notices) = opened(&first(), &there);
    assert_eq!(notices, [Notice::OtherVersion { theirs: "2".into() }]);
    let text = back.to_text(&first());
    assert_eq!(carried(&text), []);
    assert_eq!(at(&text, "/answers"), at(&before, "/answers"));
    assert_eq!(at(&text, "/scores"), at(&before, "/scores"));
    assert_eq!(saved(&first(), &text), text);
}

#[test]
fn the_flag_stays_until_somebody_looks() {
    let second = second();
    let there = saved(&second, &record());
    let (mut record, notices) = opened(&second, &there);
    // What was told once is not told again, but the criterion still asks.
    assert_eq!(
        notices,
        [
            Notice::Unplaced(vec!["gone".into()]),
            Notice::Unfit(vec!["lowered".into(), "parts".into()])
        ]
    );
    let finding = |record: &Record, id: &str| {
        let place = second.criterion_path(id).expect("its place");
        record.sheet.criterion(place).expect("the criterion").tally.findings
    };
    assert_eq!((finding(&record, "raised"), finding(&record, "stays")), (1, 0));
    let looked = Entry {
        stamp: Some(Stamp {
            counter: 4,
            ..Stamp::default()
        }),
        ..entry(Some(points("7")))
    };
    record.sheet = with(&second, &record.sheet, "raised", &looked);
    assert_eq!(finding(&record, "raised"), 0);
    let text = record.to_text(&second);
    assert_eq!(carried(&text).len(), 3);
    // Back at the first version it is the one to be looked at, since it was answered for the second.
    let (_, notices) = opened(&first(), &text);
    assert!(notices.contains(&again(&["raised"])), "{notices:?}");
}

#[test]
fn through_a_third_version_it_stays_that_of_the_first() {
    let third = version(
        "3",
        &[
            criterion("reworded", "Once more", &upto(5)),
            criterion("stays", "Stays", &upto(6)),
        ],
    );
    let text = saved(&third, &saved(&second(), &record()));
    let expected = [("reworded", "1"), ("stays", "2")].map(|(id, from)| (id.to_owned(), json!(from)));
    assert_eq!(
        carried(&text)
            .into_iter()
            .filter(|(id, _)| id == "reworded" || id == "stays")
            .collect::<Vec<_>>(),
        expected
    );
    // What this version does not have goes through it untouched, with its flag.
    assert_eq!(at(&text, "/answers/self/raised/carriedFrom"), "1");
    let (_, notices) = opened(&first(), &text);
    assert!(
        !notices
            .iter()
            .any(|notice| matches!(notice, Notice::AnswerAgain(ids) if ids.contains(&"reworded".into()))),
        "{notices:?}"
    );
}

#[test]
fn an_answer_that_fits_no_more_comes_back_where_it_fits() {
    let there = saved(&second(), &record());
    let (record, _) = opened(&second(), &there);
    let second = second();
    let found = |id: &str| {
        let place = second.criterion_path(id).expect("its place");
        record.sheet.criterion(place).expect("the criterion").entry.clone()
    };
    assert_eq!(
        (found("lowered").answer, found("lowered").refused.as_deref()),
        (None, Some("4"))
    );
    let typed: Vec<_> = found("parts")
        .amounts
        .refused
        .iter()
        .map(|(id, text)| (id.to_string(), text.to_string()))
        .collect();
    assert_eq!(
        typed,
        [("p", "2"), ("q", "1")].map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    let (back, _) = opened(&first(), &there);
    assert_eq!(back.sheet.root.tally.score.to_string(), "23");
}

#[test]
fn an_answer_that_fits_no_more_goes_before_what_was_typed_beside_it() {
    let points = |max| version("1", &[criterion("c", "C", &upto(max))]);
    let parts = |max| version("1", &[criterion("c", "C", &PARTS.replacen("2", max, 1))]);
    let of = |entry: &str| {
        crate::records::file(&format!(
            r#", "answers": {{ "self": {{ "c": {{ {entry}, "counter": 1 }} }} }}"#
        ))
    };
    // Of what was accepted and what was refused, only the first ever counted. A note makes the entry one that is written anew.
    let noted = |rubric: &Rubric, entry: &str| {
        let (mut record, _) = opened(rubric, &of(entry));
        let place = rubric.criterion_path("c").expect("its place");
        let entry = record.sheet.criterion(place).expect("the criterion").entry.clone();
        record.sheet = with(
            rubric,
            &record.sheet,
            "c",
            &Entry {
                note: "n".into(),
                ..entry
            },
        );
        record.to_text(rubric)
    };
    let typed = r#""answer": { "kind": "points", "points": 4 }, "refused": "nine""#;
    let place = |key: &str| format!("/answers/self/c/{key}");
    assert_eq!(at(&noted(&points(3), typed), &place("refused")), "4");
    assert_eq!(at(&noted(&points(5), typed), &place("refused")), "nine");
    let typed = r#""amounts": { "p": 2 }, "refusedAmounts": { "p": "two" }"#;
    assert_eq!(at(&noted(&parts("1"), typed), &place("refusedAmounts/p")), "2");
    assert_eq!(at(&noted(&parts("2"), typed), &place("refusedAmounts/p")), "two");
}

#[test]
fn another_rubric_altogether_flags_nothing() {
    let other = record().replacen(r#""id": "r""#, r#""id": "other""#, 1);
    let (record, notices) = opened(&second(), &other);
    assert!(matches!(notices[0], Notice::OtherRubric { .. }), "{notices:?}");
    assert_eq!(carried(&record.to_text(&second())), []);
}

#[test]
fn every_rater_is_carried() {
    let raters = |version: &str, text: &str| {
        rubric(&format!(
            r#"{{ "format": 1, "id": "r", "version": "{version}", "status": "draft", "title": "R",
                 "raters": [{{ "id": "self", "label": "S" }}, {{ "id": "bureau", "label": "B" }}],
                 "sections": [{{ "id": "s", "title": "S", "criteria": [{}] }}] }}"#,
            criterion("c", text, &upto(5))
        ))
    };
    let source = r#"{ "format": 1, "kind": "ziping-record", "id": "x", "revision": 3, "rubric": { "id": "r", "version": "1" },
        "answers": { "self": { "c": { "answer": { "kind": "points", "points": 4 } } }, "bureau": { "c": { "answer": { "kind": "points", "points": 3 } } } } }"#;
    let text = saved(&raters("2", "Now"), &saved(&raters("1", "Before"), source));
    for rater in ["self", "bureau"] {
        assert_eq!(at(&text, &format!("/answers/{rater}/c/carriedFrom")), "1", "{rater}");
    }
}
