//! Merging: what only one file has is taken, what differs is told with the newest first, and nothing of any file is lost.

mod laws;

use crate::kit::headed;
use crate::records::{RUBRIC, at, file, opened, rubric};
use assessment::record::merge::{Content, Merge, Place, Unmergeable};
use assessment::record::{Record, RecordFile};
use assessment::rubric::Id;
use std::collections::BTreeMap;

fn parsed(source: &str) -> RecordFile {
    Record::parse(source).unwrap_or_else(|problems| panic!("{problems:?}\n{source}"))
}

/// A file of the rubric with this id, revision and members.
fn copy(id: &str, revision: u32, members: &str) -> RecordFile {
    let source = file(members).replace(
        r#""id": "x", "revision": 3"#,
        &format!(r#""id": "{id}", "revision": {revision}"#),
    );
    parsed(&source)
}

fn merge(files: &[RecordFile]) -> Merge {
    Merge::new(&rubric(), files.to_vec()).expect("one rubric and one subject")
}

fn newest(files: &[RecordFile]) -> RecordFile {
    merge(files).merged(&BTreeMap::new()).expect("a file")
}

/// A difference in a line: where, then every candidate with whose it is.
fn told(merge: &Merge) -> Vec<String> {
    let content = |content: &Content| match content {
        Content::Text(text) => text.to_string(),
        Content::Names(names) => names.join("+"),
        Content::Total(total) => total.0.to_string(),
        Content::Node(node) => format!("{:?}", node.value),
        Content::Entry(entry) if content.is_blank() => format!("taken back #{:?}", entry.counter.unwrap_or(0)),
        Content::Entry(entry) => format!(
            "{} #{}",
            entry.note.as_deref().unwrap_or("?"),
            entry.counter.unwrap_or(0)
        ),
    };
    let line = |held: &assessment::record::merge::Held| {
        let all = held
            .candidates
            .iter()
            .map(|one| format!("{} of {:?}", content(&one.content), one.sources));
        format!("{:?}: {}", held.place, all.collect::<Vec<_>>().join(", "))
    };
    merge.differences().map(line).collect()
}

#[test]
fn departments_each_with_their_part() {
    let one = copy(
        "x",
        7,
        r#", "period": "2026", "answers": { "self": { "p": { "answer": { "kind": "points", "points": 7 }, "counter": 7, "by": "总务处" } } }, "sections": { "s": "told" }"#,
    );
    let two = copy(
        "y",
        2,
        r#", "profile": { "classes": 15 }, "answers": { "self": { "p": {}, "l": { "answer": { "kind": "level", "level": "a" }, "counter": 2, "by": "教务处" } }, "head": { "gone": { "note": "n", "later": 1 } } }, "later": [1]"#,
    );
    let merge = merge(&[one, two]);
    assert_eq!(told(&merge), [""; 0]);
    assert!(!merge.is_same());
    assert_eq!((merge.only_in(0), merge.only_in(1)), (3, 4));
    let text = merge.merged(&BTreeMap::new()).expect("a file").to_text();
    let expected = serde_json::json!({
        "format": 1, "kind": "ziping-record", "id": "x", "revision": 8, "rubric": { "id": "r", "version": "1" },
        "period": "2026", "profile": { "classes": 15 }, "sections": { "s": "told" },
        "answers": {
            "self": {
                "p": { "answer": { "kind": "points", "points": 7 }, "counter": 7, "by": "总务处" },
                "l": { "answer": { "kind": "level", "level": "a" }, "counter": 2, "by": "教务处" } },
            "head": { "gone": { "note": "n", "later": 1 } } },
        "later": [1] });
    assert_eq!(at(&text, ""), expected);
    // Seven of eight points and the better level, worked out by hand: 9 of 15.
    let (record, _) = opened(&rubric(), &text);
    assert_eq!(record.sheet.root.tally.score.to_string(), "9");
}

/// The entries of two copies at one criterion, and what is told of them.
const PAIRS: &[(&str, &str, &str)] = &[
    (
        r#"{ "note": "a", "counter": 2 }"#,
        r#"{ "note": "b", "counter": 3 }"#,
        "b #3 of [1], a #2 of [0]",
    ),
    // Counters decide: the clock of the first went back.
    (
        r#"{ "note": "a", "counter": 9, "time": "2020" }"#,
        r#"{ "note": "b", "counter": 3, "time": "2026" }"#,
        "a #9 of [0], b #3 of [1]",
    ),
    (
        r#"{ "note": "a", "counter": 3, "time": "2026", "replica": "r" }"#,
        r#"{ "note": "b", "counter": 3, "time": "2025", "replica": "s" }"#,
        "a #3 of [0], b #3 of [1]",
    ),
    (
        r#"{ "note": "a", "counter": 3, "time": "2026", "replica": "r" }"#,
        r#"{ "note": "b", "counter": 3, "time": "2026", "replica": "s" }"#,
        "b #3 of [1], a #3 of [0]",
    ),
    (
        r#"{ "note": "a", "counter": 2 }"#,
        r#"{ "counter": 3 }"#,
        "taken back #3 of [1], a #2 of [0]",
    ),
    (
        r#"{ "counter": 2 }"#,
        r#"{ "note": "b", "counter": 3 }"#,
        "b #3 of [1], taken back #2 of [0]",
    ),
    (
        r#"{ "note": "a" }"#,
        r#"{ "note": "b", "counter": 1 }"#,
        "b #1 of [1], a #0 of [0]",
    ),
    // Nobody stamped either: the first copy has seen more edits.
    (r#"{ "note": "a" }"#, r#"{ "note": "b" }"#, "a #0 of [0], b #0 of [1]"),
    (
        r#"{ "note": "a", "later": 1 }"#,
        r#"{ "note": "a" }"#,
        "a #0 of [0], a #0 of [1]",
    ),
    (
        r#"{ "note": "a", "counter": 2 }"#,
        r#"{ "note": "a", "counter": 3, "by": "me" }"#,
        "",
    ),
    (r#"{ "note": "a", "counter": 2 }"#, "{}", ""),
    ("{}", r#"{ "counter": 2 }"#, ""),
    ("{}", "{}", ""),
];

#[test]
fn two_entries_at_one_criterion() {
    for (ours, theirs, expected) in PAIRS {
        let answers = |entry: &str| format!(r#", "answers": {{ "self": {{ "p": {entry} }} }}"#);
        let merge = merge(&[copy("x", 9, &answers(ours)), copy("x", 5, &answers(theirs))]);
        let place = r#"Entry { rater: "self", criterion: "p" }: "#;
        let expected = if expected.is_empty() {
            Vec::new()
        } else {
            vec![format!("{place}{expected}")]
        };
        assert_eq!(told(&merge), expected, "{ours} {theirs}");
    }
}

#[test]
fn what_all_agree_on_has_the_newest_stamp() {
    let answers =
        |counter: u32| format!(r#", "answers": {{ "self": {{ "p": {{ "note": "a", "counter": {counter} }} }} }}"#);
    let files = [
        copy("x", 9, &answers(4)),
        copy("x", 9, &answers(6)),
        copy("x", 9, &answers(5)),
    ];
    assert!(merge(&files).is_same());
    assert_eq!(at(&newest(&files).to_text(), "/answers/self/p/counter"), 6);
}

#[test]
fn places_without_stamps() {
    let ours = r#", "period": "2026", "date": "2026-11-01", "profile": { "classes": 15, "names": ["甲"] }, "roles": { "head": ["王"] }, "claimedTotal": 90, "narrative": "N", "sections": { "s": "S" }, "later": 1"#;
    let theirs = r#", "period": "2025", "date": "2026-11-01", "profile": { "classes": 16, "names": [""] }, "roles": { "head": ["李", "张"] }, "claimedTotal": 91, "narrative": "", "sections": { "s": "T" }, "later": 2"#;
    let merge = merge(&[copy("x", 3, ours), copy("x", 4, theirs)]);
    let expected = [
        "Period: 2025 of [1], 2026 of [0]",
        r#"Profile("classes"): Number("16") of [1], Number("15") of [0]"#,
        r#"Role("head"): 李+张 of [1], 王 of [0]"#,
        "ClaimedTotal: 91 of [1], 90 of [0]",
        r#"Section("s"): T of [1], S of [0]"#,
        r#"Other("later"): Number("2") of [1], Number("1") of [0]"#,
    ];
    assert_eq!(told(&merge), expected);
    let merged = merge
        .merged(&BTreeMap::from([(Place::Period, 1), (Place::ClaimedTotal, 9)]))
        .expect("a file");
    let text = merged.to_text();
    let found = [
        "/period",
        "/profile/names/0",
        "/claimedTotal",
        "/narrative",
        "/revision",
    ]
    .map(|place| at(&text, place));
    assert_eq!(
        found,
        [serde_json::json!("2026"), "甲".into(), 91.into(), "N".into(), 5.into()]
    );
}

#[test]
fn what_is_apart_stays_apart() {
    let subject = |id: &str, name: &str| copy(id, 1, &format!(r#", "profile": {{ "school": "{name}" }}"#));
    let fault = |files: &[RecordFile]| Merge::new(&rubric(), files.to_vec()).err();
    let (first, second) = (subject("x", "一小"), subject("y", " 二小 "));
    let blank = subject("z", " ");
    let names = ["一小".into(), "二小".into()];
    assert_eq!(
        fault(&[first.clone(), blank.clone(), second]),
        Some(Unmergeable::Subjects([0, 2], names))
    );
    assert_eq!(fault(&[first.clone(), subject("y", "一小"), blank]), None);
    // Copies of one record, in one of which the name was put right.
    assert_eq!(fault(&[first.clone(), subject("x", "第一小学")]), None);
    let mut other = first.clone();
    other.rubric.id = Id::new("other").expect("an id");
    let ids = ["r", "other"].map(|id| Id::new(id).expect("an id"));
    assert_eq!(fault(&[first, other]), Some(Unmergeable::Rubrics([0, 1], ids)));
}

#[test]
fn scores_stay_where_all_agree_and_criteria_and_unknown_keys_come_together() {
    let score = |total: u32| format!(r#"{{ "standing": "final", "total": {total} }}"#);
    let members = |own: u32, gone: &str| {
        format!(
            r#", "criteria": {{ "{gone}": {{ "text": "G", "{gone}": 1 }}, "p": {{ "text": "P", "{gone}": 1 }} }}, "scores": {{ "self": {}, "head": {} }}"#,
            score(own),
            score(5)
        )
    };
    let text = newest(&[copy("x", 1, &members(1, "a")), copy("x", 1, &members(2, "b"))]).to_text();
    assert_eq!(
        at(&text, "/scores"),
        serde_json::json!({ "head": { "standing": "final", "total": 5 } })
    );
    let expected = serde_json::json!({ "a": { "text": "G", "a": 1 }, "p": { "text": "P", "a": 1, "b": 1 }, "b": { "text": "G", "b": 1 } });
    assert_eq!(at(&text, "/criteria"), expected);
}

#[test]
fn a_copy_of_an_older_version_is_carried_over() {
    let newer = crate::kit::rubric(&headed(RUBRIC).replacen(r#""version": "1""#, r#""version": "2""#, 1));
    let answers = r#", "criteria": { "p": { "text": "Old P", "maximum": 8 } }, "answers": { "self": { "p": { "answer": { "kind": "points", "points": 7 }, "counter": 1 } } }"#;
    let old = copy("x", 1, answers);
    let merge = Merge::new(&newer, vec![old]).expect("one");
    let text = merge.merged(&BTreeMap::new()).expect("a file").to_text();
    assert_eq!(at(&text, "/answers/self/p/carriedFrom"), "1");
    assert_eq!(at(&text, "/rubric/version"), "2");
}
