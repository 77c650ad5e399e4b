//! Records: what is opened is written back to the byte, what does not fit is told, and nothing of a file is lost.

use crate::kit::{amount, entry, lines, points, rubric_with, with};
use assessment::Id;
use assessment::answers::{Answer, Entry, Stamp, Value};
use assessment::record::{Difference, Notice, Record};
use assessment::rubric::Rubric;

pub const RUBRIC: &str = r#"
    "uses": ["dont-know"],
    "profile": [
        { "id": "school", "label": "School", "kind": "text", "subject": true },
        { "id": "names", "label": "Names", "kind": "text", "repeating": true },
        { "id": "classes", "label": "Classes", "kind": "number" }],
    "roles": [{ "id": "head", "label": "Head" }],
    "sections": [
        { "id": "s", "title": "S", "criteria": [
            { "id": "p", "label": "1", "text": "P", "scale": { "kind": "points", "max": 8, "step": 0.5 } },
            { "id": "l", "text": "L", "scale": { "kind": "levels", "levels": [
                { "id": "a", "label": "A", "points": 2 }, { "id": "b", "label": "B", "points": 0 }] } }] },
        { "id": "t", "title": "T", "criteria": [
            { "id": "y", "text": "Y", "dontKnow": true, "scale": { "kind": "yes-no", "points": 5, "partial": 2 }, "notApplicable": {} },
            { "id": "v", "text": "V", "scale": { "kind": "yes-no" } },
            { "id": "n", "text": "N", "scale": { "kind": "comment" } }] }],
    "rules": { "gates": [{ "kind": "veto", "criterion": "v", "when": "yes", "grade": "fail" }] },
    "grades": { "bands": [{ "id": "pass", "label": "Pass", "atLeast": 9 }, { "id": "fail", "label": "Fail", "atLeast": 0 }] }"#;

pub fn rubric() -> Rubric {
    rubric_with(RUBRIC)
}

/// A record file of the rubric above with these members.
pub fn file(members: &str) -> String {
    format!(
        r#"{{ "format": 1, "kind": "ziping-record", "id": "x", "revision": 3, "rubric": {{ "id": "r", "version": "1" }}{members} }}"#
    )
}

pub fn opened(rubric: &Rubric, source: &str) -> (Record, Vec<Notice>) {
    let file = Record::parse(source).unwrap_or_else(|problems| panic!("{}\n{source}", lines(&problems).join("\n")));
    Record::open(rubric, file)
}

/// The text after opening and saving; saving once more gives the same bytes.
pub fn saved(rubric: &Rubric, source: &str) -> String {
    let once = opened(rubric, source).0.to_text(rubric);
    let twice = opened(rubric, &once).0.to_text(rubric);
    assert_eq!(once, twice);
    once
}

/// The member of a JSON text at a pointer.
pub fn at(text: &str, pointer: &str) -> serde_json::Value {
    let all: serde_json::Value = serde_json::from_str(text).expect("JSON");
    all.pointer(pointer).cloned().unwrap_or_default()
}

/// A record in which everything is filled in.
pub fn full(rubric: &Rubric) -> Record {
    let stamp = |counter| {
        Some(Stamp {
            counter,
            replica: "a1".into(),
            time: "2026-11-23T10:42:07Z".into(),
            by: "王老师".into(),
        })
    };
    let id = |text| Id::new(text).expect("an id");
    let mut record = Record::blank(rubric, "20261123-x".into());
    let entries = [
        ("p", Some(points("7.5")), None, "typed"),
        ("l", Some(Answer::Level(id("a"))), Some("三"), "<script>"),
        ("y", Some(Answer::NotApplicable), None, "\u{2028}\u{0}\u{1f}\"\\"),
        ("v", Some(Answer::No), None, ""),
        ("n", Some(Answer::Comment("^v^ **20**版".into())), None, ""),
    ];
    for (i, (criterion, answer, refused, note)) in entries.into_iter().enumerate() {
        let entry = Entry {
            reason: if answer == Some(Answer::NotApplicable) {
                "no such".into()
            } else {
                "".into()
            },
            answer,
            refused: refused.map(Into::into),
            note: note.into(),
            stamp: stamp(i as u32 + 1),
            ..Entry::default()
        };
        record.sheet = with(rubric, &record.sheet, criterion, &entry);
    }
    for (section, text) in [("", "The whole.\n\nAll of it."), ("t", "𠀀 and more")] {
        let place = rubric.section_path(section).expect("the section");
        record.sheet = record
            .sheet
            .with_narrative(rubric, place, &text.into())
            .expect("the section");
    }
    record.revision = 9;
    record.period = "2026".into();
    record.date = "2026-11-23".into();
    record.profile = std::rc::Rc::new(
        [
            (id("school"), Value::Text("第一小学".into())),
            (id("names"), Value::Many(vec!["甲".into(), "".into()])),
            (id("classes"), Value::Number(amount("15"))),
        ]
        .into(),
    );
    record.roles = std::rc::Rc::new([(id("head"), vec!["王".into()])].into());
    record
}

#[test]
fn a_full_record_comes_back_as_it_was_and_to_the_byte() {
    let rubric = rubric();
    let record = full(&rubric);
    let text = record.to_text(&rubric);
    let (back, notices) = opened(&rubric, &text);
    assert_eq!(notices, []);
    assert_eq!(back.to_text(&rubric), text);
    assert_eq!(
        (
            &back.id,
            back.revision,
            &back.period,
            &back.date,
            &back.profile,
            &back.roles
        ),
        (
            &record.id,
            record.revision,
            &record.period,
            &record.date,
            &record.profile,
            &record.roles
        )
    );
    for id in ["p", "l", "y", "v", "n"] {
        let place = rubric.criterion_path(id).expect("its place");
        let entry = |record: &Record| record.sheet.criterion(place).expect("the criterion").entry.clone();
        assert_eq!(entry(&back), entry(&record), "{id}");
    }
    assert_eq!(back.subject(&rubric).as_deref(), Some("第一小学"));
    assert_eq!(Record::parse(&text).expect("a record").to_text(), text);
}

#[test]
fn a_file_states_the_scores_of_its_answers() {
    let rubric = rubric();
    let text = full(&rubric).to_text(&rubric);
    let expected = serde_json::json!({
        "standing": "final", "total": 9.5, "maximum": 10, "grade": "pass",
        "sections": { "s": { "score": 9.5, "maximum": 10 }, "t": { "score": 0, "maximum": 0 } },
        "criteria": {
            "p": { "score": 7.5, "maximum": 8 }, "l": { "score": 2, "maximum": 2 }, "y": { "score": 0, "maximum": 0 } },
    });
    assert_eq!(at(&text, "/scores/self"), expected);
    assert_eq!(
        at(&text, "/criteria/p"),
        serde_json::json!({ "text": "P", "label": "1", "maximum": 8, "scoring": "604414be" })
    );
}

#[test]
fn an_answer_taken_back_leaves_its_trace() {
    let rubric = rubric();
    let source =
        file(r#", "answers": { "self": { "p": { "counter": 4, "replica": "a1", "time": "t", "by": "me" } } }"#);
    let (record, notices) = opened(&rubric, &source);
    assert_eq!(notices, []);
    assert_eq!(record.sheet.root.tally.answered, 0);
    let trace = serde_json::json!({ "counter": 4, "replica": "a1", "time": "t", "by": "me" });
    assert_eq!(at(&saved(&rubric, &source), "/answers/self/p"), trace);
}

/// What an entry may hold that this program does not know or would not write; each is written back as it stands.
const ENTRIES: &[&str] = &[
    r#"{ "counter": 1, "verdict": { "deep": [1, null] } }"#,
    r#"{ "verdict": true }"#,
    r#"{ "answer": { "kind": "points", "points": 3, "parts": [1, 2] }, "counter": 1 }"#,
    r#"{ "answer": { "kind": "points", "points": 3.0 } }"#,
    r#"{ "answer": { "kind": "points", "points": 9 }, "refused": "9 or so", "counter": 1 }"#,
    r#"{ "answer": { "kind": "points", "points": 0.3 }, "counter": 1 }"#,
    r#"{ "answer": { "kind": "points", "points": 1e2 } }"#,
    r#"{ "answer": { "kind": "points", "points": "3" } }"#,
    r#"{ "answer": { "kind": "level", "level": "a b" } }"#,
    r#"{ "answer": { "kind": "not-applicable" }, "reason": "because" }"#,
    r#"{ "answer": { "kind": "ratio", "of": 3, "in": 4 } }"#,
    r#"{ "answer": "three" }"#,
    r#"{ "time": "2026-11-23", "by": "somebody" }"#,
    r#"{ "refused": "" }"#,
];

#[test]
fn an_entry_that_nobody_touched_is_written_as_the_file_had_it() {
    let rubric = rubric();
    for entry in ENTRIES {
        let text = saved(
            &rubric,
            &file(&format!(r#", "answers": {{ "self": {{ "p": {entry} }} }}"#)),
        );
        assert_eq!(at(&text, "/answers/self/p"), at(entry, ""), "{entry}");
    }
}

#[test]
fn an_answer_that_does_not_fit_is_refused_and_scores_nothing() {
    let rubric = rubric();
    let table = [
        ("p", r#"{ "kind": "points", "points": 9 }"#, "9"),
        ("p", r#"{ "kind": "points", "points": 0.3 }"#, "0.3"),
        ("p", r#"{ "kind": "level", "level": "a" }"#, "a"),
        ("p", r#"{ "kind": "not-applicable" }"#, r#"{"kind":"not-applicable"}"#),
        ("l", r#"{ "kind": "level", "level": "z" }"#, "z"),
        ("v", r#"{ "kind": "yes-no", "value": "partial" }"#, "partial"),
        ("n", r#"{ "kind": "comment", "text": "" }"#, ""),
        ("y", r#"{ "kind": "ratio", "of": 3 }"#, r#"{"kind":"ratio","of":3}"#),
    ];
    for (id, answer, shown) in table {
        let source = file(&format!(
            r#", "answers": {{ "self": {{ "{id}": {{ "answer": {answer} }} }} }}"#
        ));
        let (record, notices) = opened(&rubric, &source);
        assert_eq!(notices, [Notice::Unfit(vec![id.into()])], "{answer}");
        let place = rubric.criterion_path(id).expect("its place");
        let found = &record.sheet.criterion(place).expect("the criterion").entry;
        assert_eq!(
            (&found.answer, found.refused.as_deref()),
            (&None, Some(shown)),
            "{answer}"
        );
        assert_eq!(record.sheet.root.tally.answered, 0);
    }
}

#[test]
fn an_edit_replaces_a_refused_answer_and_keeps_its_evidence() {
    let rubric = rubric();
    let source = file(
        r#", "answers": { "self": { "p": { "answer": { "kind": "points", "points": 9, "old": 1 }, "counter": 1, "verdict": 2 } } }"#,
    );
    let (mut record, _) = opened(&rubric, &source);
    record.sheet = with(&rubric, &record.sheet, "p", &entry(Some(points("8"))));
    let expected = serde_json::json!({ "answer": { "kind": "points", "points": 8 }, "verdict": 2 });
    assert_eq!(at(&record.to_text(&rubric), "/answers/self/p"), expected);
}

#[test]
fn answers_to_unknown_criteria_are_reported_and_kept() {
    let rubric = rubric();
    let answers = r#"{ "gone": { "answer": { "kind": "points", "points": 1 }, "x": 1 }, "p": { "note": "here" } }"#;
    let source = file(&format!(
        r#", "answers": {{ "self": {answers} }}, "criteria": {{ "gone": {{ "text": "Was here" }} }}"#
    ));
    assert_eq!(opened(&rubric, &source).1, [Notice::Unplaced(vec!["gone".into()])]);
    let text = saved(&rubric, &source);
    assert_eq!(at(&text, "/answers/self"), at(answers, ""));
    assert_eq!(at(&text, "/criteria/gone/text"), "Was here");
}

#[test]
fn narratives_of_unknown_sections_are_reported_and_kept() {
    let rubric = rubric();
    let source = file(r#", "sections": { "gone": "Was here", "blank": " " }"#);
    assert_eq!(opened(&rubric, &source).1, [Notice::Unplaced(vec!["gone".into()])]);
    assert_eq!(at(&saved(&rubric, &source), "/sections/gone"), "Was here");
}

#[test]
fn wrong_figures_are_reported() {
    let rubric = rubric();
    let text = full(&rubric).to_text(&rubric);
    let differs = |place: &str, file: &str, computed: &str| Difference {
        place: place.into(),
        file: file.into(),
        computed: computed.into(),
    };
    let tampered = [
        (r#""total": 9.5"#, r#""total": 10"#, differs("total", "10", "9.5")),
        ("\"total\": 9.5,\n", "", differs("total", "—", "9.5")),
        (
            r#""maximum": 10,"#,
            r#""maximum": 9.5,"#,
            differs("maximum", "9.5", "10"),
        ),
        (
            r#""grade": "pass""#,
            r#""grade": "best""#,
            differs("grade", "best", "pass"),
        ),
        (
            r#""standing": "final""#,
            r#""standing": "provisional""#,
            differs("standing", "provisional", "final"),
        ),
        (r#""score": 7.5"#, r#""score": 8"#, differs("p", "8/8", "7.5/8")),
        (
            "\"t\": {\n          \"score\": 0",
            "\"t\": {\n          \"score\": 5",
            differs("t", "5/0", "0/0"),
        ),
    ];
    for (from, to, expected) in tampered {
        assert!(text.contains(from), "{from}");
        let (_, notices) = opened(&rubric, &text.replacen(from, to, 1));
        assert_eq!(notices, [Notice::Differs(vec![expected])], "{from}");
    }
    assert_eq!(opened(&rubric, &text.replace("9.5", "9.50")).1, []);
}

#[test]
fn another_rubric_or_version_is_reported() {
    let rubric = rubric();
    let text = full(&rubric).to_text(&rubric);
    let other = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        opened(&rubric, &text.replacen(from, to, 1)).1
    };
    let id = Id::new("other").expect("an id");
    assert_eq!(
        other(r#""id": "r""#, r#""id": "other""#),
        [Notice::OtherRubric { theirs: id }]
    );
    assert_eq!(
        other(r#""version": "1""#, r#""version": "0.9""#),
        [Notice::OtherVersion { theirs: "0.9".into() }]
    );
    assert_eq!(
        other(r#""scoring": "sha256:"#, r#""scoring": "sha256:0"#),
        [Notice::ScoringChanged]
    );
    assert_eq!(
        other(r#""texts": "sha256:"#, r#""texts": "sha256:0"#),
        [Notice::WordingChanged]
    );
}
