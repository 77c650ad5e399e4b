//! Several raters on one record (convention 18): each has a sheet of their own, and no one's answers are lost.

use crate::kit::{entry, points, rubric_with, with};
use crate::records::{at, opened, saved};
use assessment::Id;
use assessment::answers::{Answer, Value};
use assessment::record::{Notice, Record, Verdict};
use assessment::rubric::{Facts, Rubric};
use serde_json::json;
use std::rc::Rc;

fn rubric() -> Rubric {
    rubric_with(
        r#""raters": [{ "id": "self", "label": "Self" }, { "id": "bureau", "label": "Bureau" }, { "id": "agreed", "label": "Agreed" }],
           "profile": [{ "id": "stage", "label": "S", "kind": "choice", "options": [{ "id": "x", "label": "X" }, { "id": "y", "label": "Y" }] }],
           "sections": [{ "id": "s", "title": "S", "criteria": [
             { "id": "p", "text": "P", "scale": { "kind": "points", "max": 8 } },
             { "id": "y", "text": "Y", "appliesIf": { "kind": "is", "field": "stage", "any": ["x"] }, "scale": { "kind": "yes-no", "points": 2 } }] }],
           "grades": { "bands": [{ "id": "pass", "label": "P", "atLeast": 8 }, { "id": "fail", "label": "F", "atLeast": 0 }] }"#,
    )
}

/// A record of the rubric above, with these answers by rater.
fn file(answers: &str) -> String {
    format!(
        r#"{{ "format": 1, "kind": "ziping-record", "id": "x", "revision": 3, "rubric": {{ "id": "r", "version": "1" }}, "answers": {{ {answers} }} }}"#
    )
}

const TWO: &str = r#""self": { "p": { "answer": { "kind": "points", "points": 7 } }, "y": { "answer": { "kind": "yes-no", "value": "yes" } } },
    "bureau": { "p": { "answer": { "kind": "points", "points": 5 }, "note": "seen" } }"#;

fn scores(record: &Record, rubric: &Rubric) -> Vec<(String, String)> {
    let sheets = record.sheets(rubric).into_iter();
    sheets
        .map(|(rater, sheet)| (rater.to_string(), sheet.root.tally.score.to_string()))
        .collect()
}

#[test]
fn each_has_a_sheet_in_the_order_of_the_rubric() {
    let rubric = rubric();
    let (record, notices) = opened(&rubric, &file(TWO));
    assert_eq!(notices, []);
    assert_eq!(&*record.rater, "self");
    let expected = [("self", "9"), ("bureau", "5"), ("agreed", "0")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(scores(&record, &rubric), expected);
    // The order is the same for every current rater.
    for rater in ["bureau", "agreed"] {
        let other = record.filled_in_by(&rubric, rater).expect("a rater");
        assert_eq!(&*other.rater, rater);
        assert_eq!(scores(&other, &rubric), expected, "{rater}");
    }
}

#[test]
fn switching_to_the_current_or_an_unknown_rater_fails() {
    let rubric = rubric();
    let record = Record::blank(&rubric, "x".into());
    for nobody in ["self", "", "nobody"] {
        assert!(record.filled_in_by(&rubric, nobody).is_none(), "{nobody}");
    }
    let there = record.filled_in_by(&rubric, "agreed").expect("a rater");
    let back = there.filled_in_by(&rubric, "self").expect("a rater");
    assert_eq!(back.to_text(&rubric), record.to_text(&rubric));
}

#[test]
fn the_answers_and_scores_of_each_are_in_the_file() {
    let rubric = rubric();
    let text = saved(&rubric, &file(TWO));
    assert_eq!(at(&text, "/answers/self/p/answer/points"), 7);
    assert_eq!(
        at(&text, "/answers/bureau/p"),
        json!({ "answer": { "kind": "points", "points": 5 }, "note": "seen" })
    );
    assert_eq!(at(&text, "/scores/self/total"), 9);
    assert_eq!(at(&text, "/scores/self/grade"), "pass");
    assert_eq!(at(&text, "/scores/bureau/standing"), "provisional");
    assert_eq!(
        at(&text, "/scores/bureau/sections/s"),
        json!({ "score": 5, "maximum": 10 })
    );
    // Another rater who has said nothing has no part in it.
    assert_eq!(at(&text, "/answers/agreed"), json!(null));
    assert_eq!(at(&text, "/scores/agreed"), json!(null));
}

#[test]
fn the_scores_of_one_who_said_nothing_follow_the_profile() {
    let rubric = rubric();
    let (record, _) = opened(&rubric, &file(""));
    let bureau = record.filled_in_by(&rubric, "bureau").expect("a rater");
    // The bureau filled in, so that it stands in the file; then the school goes on and says that an item does not apply.
    let (mut record, _) = opened(&rubric, &bureau.to_text(&rubric));
    let stage = Id::new("stage").expect("an id");
    let facts = Facts {
        profile: Rc::new([(stage, Value::Text("y".into()))].into()),
        ..Facts::default()
    };
    record.profile = facts.profile.clone();
    record.with_facts(&rubric, &facts);
    let text = record.to_text(&rubric);
    assert_eq!(opened(&rubric, &text).1, []);
    assert_eq!(at(&text, "/scores/bureau/sections"), at(&text, "/scores/self/sections"));
}

#[test]
fn an_edit_belongs_to_the_current_rater() {
    let rubric = rubric();
    let (record, _) = opened(&rubric, &file(TWO));
    let mut bureau = record.filled_in_by(&rubric, "bureau").expect("a rater");
    bureau.sheet = with(&rubric, &bureau.sheet, "y", &entry(Some(Answer::No)));
    let mut agreed = bureau.filled_in_by(&rubric, "agreed").expect("a rater");
    agreed.sheet = with(&rubric, &agreed.sheet, "p", &entry(Some(points("6"))));
    let text = agreed.to_text(&rubric);
    for (pointer, expected) in [
        ("/answers/self/y/answer/value", json!("yes")),
        ("/answers/bureau/y/answer/value", json!("no")),
        ("/answers/bureau/p/note", json!("seen")),
        ("/answers/agreed/p/answer/points", json!(6)),
        ("/scores/self/total", json!(9)),
        ("/scores/bureau/total", json!(5)),
        ("/scores/agreed/total", json!(6)),
    ] {
        assert_eq!(at(&text, pointer), expected, "{pointer}");
    }
    // Opened again it is the first rater's, and the same bytes.
    let (back, notices) = opened(&rubric, &text);
    assert_eq!((notices, &*back.rater), (vec![], "self"));
    assert_eq!(back.to_text(&rubric), text);
    assert_eq!(
        back.filled_in_by(&rubric, "bureau").expect("a rater").to_text(&rubric),
        text
    );
}

#[test]
fn facts_about_the_subject_apply_to_all_raters() {
    let rubric = rubric();
    let source = file(TWO).replacen(r#""revision""#, r#""profile": { "stage": "y" }, "revision""#, 1);
    let (mut record, _) = opened(&rubric, &source);
    let shown = |record: &Record| {
        scores(record, &rubric)
            .into_iter()
            .map(|(_, score)| score)
            .collect::<Vec<_>>()
    };
    assert_eq!(shown(&record), ["7", "5", "0"]);
    let maxima: Vec<_> = record
        .sheets(&rubric)
        .iter()
        .map(|(_, sheet)| sheet.root.tally.max.to_string())
        .collect();
    assert_eq!(maxima, ["8", "8", "8"]);
    record.with_facts(&rubric, &assessment::rubric::Facts::default());
    assert_eq!(shown(&record), ["9", "5", "0"]);
}

#[test]
fn a_rater_of_another_program_is_kept_as_the_file_had_it() {
    let rubric = rubric();
    let other = r#""inspector": { "p": { "answer": { "kind": "ratio", "of": 3 }, "seal": [1, null] }, "gone": { "note": "z" } }"#;
    let scores = r#""scores": { "inspector": { "standing": "final", "total": 77, "own": true } }"#;
    let source = file(&format!("{TWO}, {other}")).replacen(r#""revision""#, &format!(r#"{scores}, "revision""#), 1);
    let (record, notices) = opened(&rubric, &source);
    // It is no rater of this rubric: that it is there is told, and nothing of it is shown.
    assert_eq!(notices, [Notice::OtherRaters(vec!["inspector".into()])]);
    assert_eq!(record.others.len(), 2);
    let text = saved(&rubric, &source);
    assert_eq!(
        at(&text, "/answers/inspector"),
        at(&format!("{{ {other} }}"), "/inspector")
    );
    assert_eq!(
        at(&text, "/scores/inspector"),
        json!({ "standing": "final", "total": 77, "own": true })
    );
    // An edit by another rater leaves it as well.
    let mut bureau = record.filled_in_by(&rubric, "bureau").expect("a rater");
    bureau.sheet = with(&rubric, &bureau.sheet, "p", &entry(Some(points("1"))));
    let edited = bureau.to_text(&rubric);
    assert_eq!(at(&edited, "/answers/inspector"), at(&text, "/answers/inspector"));
    assert_eq!(at(&edited, "/scores/inspector"), at(&text, "/scores/inspector"));
}

#[test]
fn self_is_kept_by_a_rubric_that_does_not_know_it() {
    let rubric = rubric_with(
        r#""raters": [{ "id": "one", "label": "One" }, { "id": "two", "label": "Two" }],
           "sections": [{ "id": "s", "title": "S", "criteria": [{ "id": "p", "text": "P", "scale": { "kind": "points", "max": 8 } }] }]"#,
    );
    let text = saved(&rubric, &file(TWO));
    assert_eq!(at(&text, "/answers/self/p/answer/points"), 7);
    assert_eq!(at(&text, "/answers/bureau/p/note"), "seen");
}

#[test]
fn unknown_raters_are_reported() {
    let both = file(
        r#""self": { "p": { "note": "x" } }, "bureau": { "p": { "note": "y" } }, "nobody": {}, "back": { "p": { "counter": 2, "replica": "a", "time": "" } }"#,
    );
    let notices = |rubric: &Rubric| opened(rubric, &both).1;
    let raters = |ids: &str| {
        let raters = ids.split(' ').map(|id| format!(r#"{{ "id": "{id}", "label": "L" }}"#));
        let raters = raters.collect::<Vec<_>>().join(", ");
        let sections = r#""sections": [{ "id": "s", "title": "S", "criteria": [{ "id": "p", "text": "P", "scale": { "kind": "points", "max": 8 } }] }]"#;
        rubric_with(&format!(r#""raters": [{raters}], {sections}"#))
    };
    assert_eq!(notices(&raters("self bureau")), []);
    assert_eq!(
        notices(&raters("self other")),
        [Notice::OtherRaters(vec!["bureau".into()])]
    );
    assert_eq!(
        notices(&raters("one two")),
        [Notice::OtherRaters(vec!["self".into(), "bureau".into()])]
    );
}

#[test]
fn misfits_of_all_raters_are_reported_once() {
    let rubric = rubric();
    let wrong = r#"{ "p": { "answer": { "kind": "points", "points": 99 } }, "gone": { "note": "z" } }"#;
    let (_, notices) = opened(&rubric, &file(&format!(r#""self": {wrong}, "bureau": {wrong}"#)));
    assert_eq!(
        notices,
        [Notice::Unplaced(vec!["gone".into()]), Notice::Unfit(vec!["p".into()])]
    );
}

#[test]
fn a_verdict_has_a_rater_who_entered_something_where_nothing_applies() {
    let text = file(r#""self": {}, "bureau": { "y": { "answer": { "kind": "yes-no", "value": "yes" } } }"#);
    let text = text.replacen("{ ", r#"{ "profile": { "stage": "y" }, "#, 1);
    let verdict = Verdict::of(&rubric(), &text, "").expect("a record");
    let raters: Vec<_> = verdict.scores.0.iter().map(|(rater, _)| &**rater).collect();
    assert_eq!(raters, ["self", "bureau"]);
}

/// Two raters whose points are combined.
const COMBINED: &str = r#""uses": ["combined-raters"], "raters": [{ "id": "self", "label": "S" }, { "id": "bureau", "label": "B" }],
    "combined": { "raters": [{ "id": "self", "weight": 0.3 }, { "id": "bureau", "weight": 0.7 }] },
    "sections": [{ "id": "s", "title": "S", "criteria": [{ "id": "p", "text": "P", "scale": { "kind": "points", "max": 10 } }] }]"#;

#[test]
fn a_record_has_the_combined_score_and_is_compared_with_it() {
    let rubric = rubric_with(COMBINED);
    let answers = r#""self": { "p": { "answer": { "kind": "points", "points": 9 } } },
        "bureau": { "p": { "answer": { "kind": "points", "points": 8 } } }"#;
    let (record, _) = opened(&rubric, &file(answers));
    let text = record.to_text(&rubric);
    let saved: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(saved["scores"]["combined"]["total"], json!(8.3));
    assert_eq!(
        saved["scores"]["combined"]["criteria"]["p"],
        json!({ "score": 8.3, "maximum": 10 })
    );
    // The same text opens without a difference and is written again as it was; another total is told.
    let (again, notices) = opened(&rubric, &text);
    assert_eq!((again.to_text(&rubric), notices), (text.clone(), Vec::new()));
    let (_, notices) = opened(&rubric, &text.replace("8.3", "8.4"));
    assert!(
        matches!(&notices[..], [Notice::Differs(figures)] if figures.iter().any(|figure| figure.place == "total" && figure.computed == "8.3"))
    );
}
