//! Copies of a record in which anything may stand: every part of an entry, every other place, known to this program or not.

use super::copy;
use crate::drawn::{drawn, has_all, variants};
use crate::records::{at, rubric};
use assessment::answers::Answer;
use assessment::record::merge::{FieldPath, Part};
use assessment::record::{EntryFile, RecordFile, entered};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Whose answers a copy has, and at which criteria: those of the rubric, and others that stay in the file.
pub const RATERS: [&str; 2] = ["self", "ghost"];
pub const CRITERIA: [&str; 2] = ["p", "gone"];

/// What may stand under a key, few enough that copies often agree.
type Contents = &'static [&'static str];

/// The keys of an entry but for its stamp, by the part that they belong to.
pub const ENTRY: &[(Part, &str, Contents)] = &[
    (
        Part::Answer,
        "answer",
        &[
            r#"{ "kind": "points", "points": 7 }"#,
            r#"{ "kind": "points", "points": 7.5 }"#,
            r#"{ "kind": "level", "level": "a" }"#,
            r#"{ "kind": "yes-no", "value": "yes" }"#,
            r#"{ "kind": "yes-no", "value": "partial" }"#,
            r#"{ "kind": "yes-no", "value": "no" }"#,
            r#"{ "kind": "comment", "text": "甲" }"#,
            r#"{ "kind": "not-applicable" }"#,
            r#"{ "kind": "dont-know" }"#,
            r#"{ "kind": "of a newer program", "later": 1 }"#,
        ],
    ),
    (Part::Answer, "refused", &[r#""nine""#, r#""""#]),
    (
        Part::Answer,
        "amounts",
        &[r#"{ "value": 3 }"#, r#"{ "numerator": 1, "denominator": 0.5 }"#],
    ),
    (Part::Answer, "texts", &[r#"{ "1.level": "high", "1.name": "甲" }"#]),
    (Part::Answer, "refusedAmounts", &[r#"{ "value": "many" }"#]),
    (Part::Answer, "reason", &[r#""no such""#]),
    (Part::Answer, "later", &["[1, null]", "7.50"]),
    (Part::Note, "note", &[r#""x""#, r#""y""#, r#""x and y""#]),
    (
        Part::Evidence,
        "evidence",
        &[
            r#"[{ "name": "方案" }]"#,
            r#"[{ "name": "照片", "kind": "photo", "date": "2026-11-23" }, { "name": "方案", "kind": "document" }]"#,
            r#"[{ "name": "表", "kind": "data", "reference": "1" }, { "name": "", "kind": "site" }]"#,
            r#"[{ "name": "L", "kind": "link" }, { "name": "O", "kind": "other", "file": { "name": "o.jpg", "type": "image/jpeg",
                "size": 3, "sha256": "ab", "original": { "name": "O.JPG", "size": 9, "sha256": "cd" }, "later": 1 } }]"#,
        ],
    ),
    (
        Part::Problems,
        "problems",
        &[
            r#"[{ "text": "漏" }]"#,
            r#"[{ "text": "漏", "category": "房", "severity": "minor", "measure": { "text": "修", "owner": "总务处", "due": "2026-12-01", "status": "open" } }]"#,
            r#"[{ "text": "裂", "severity": "major", "measure": { "text": "补", "status": "doing" } }, { "text": "漏" }]"#,
            r#"[{ "text": "塌", "severity": "critical", "measure": { "text": "封", "status": "done", "doneOn": "2026-11-30" } }]"#,
        ],
    ),
];

/// The places of a record besides the answers, as keys of the file or as keys in an object of it.
const REST: &[(&str, &str, Contents)] = &[
    ("", "period", &[r#""2025""#, r#""2026""#, r#""""#]),
    ("", "date", &[r#""2026-11-23""#, r#""the day before""#]),
    ("", "claimedTotal", &["90", "90.5"]),
    ("", "narrative", &[r#""N""#, r#""M""#, r#""""#]),
    ("", "later", &["0", "{ \"a\": [1.50] }"]),
    // A text, a number, what was typed into a number's place, several texts; and what this program does not know.
    ("profile", "school", &[r#""一小""#]),
    ("profile", "classes", &["15", r#""about 15""#]),
    ("profile", "names", &[r#"["甲"]"#, r#"["甲", "乙"]"#, r#"[""]"#]),
    ("profile", "gone", &[r#"{ "in": "a shape to come" }"#, "null"]),
    ("roles", "head", &[r#"["王"]"#, r#"["李", "张"]"#, r#"[""]"#]),
    ("sections", "s", &[r#""told""#, r#""told otherwise""#, r#""""#]),
    ("sections", "gone", &[r#""G""#]),
    ("criteria", "p", &[r#"{ "text": "P", "maximum": 8 }"#]),
    (
        "scores",
        "self",
        &[
            r#"{ "standing": "final", "total": 1 }"#,
            r#"{ "standing": "final", "total": 2 }"#,
        ],
    ),
];

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|fault| panic!("{fault}: {text}"))
}

/// Something under a key, or nothing; of two copies half have the same there.
fn some(of: Contents) -> impl Strategy<Value = Option<Value>> {
    prop_oneof![2 => Just(None), 1 => Just(Some(of[0])), 1 => select(of).prop_map(Some)]
        .prop_map(|text| text.map(value))
}

/// The entry of a criterion: perhaps none, stamped or not, with or without content.
fn entry() -> impl Strategy<Value = Option<Value>> {
    let stamp = (1_u32..4, select(vec!["a", "b"]), select(vec!["2025", "2026"]));
    let parts: Vec<_> = ENTRY
        .iter()
        .map(|(_, key, of)| some(of).prop_map(|value| (*key, value)))
        .collect();
    // Many entries have one thing in them, and some have nothing.
    let only = prop::option::of(0..ENTRY.len() + 1);
    let carried = prop::option::weighted(0.2, select(vec!["0", "x"]));
    let one = (parts, only, prop::option::weighted(0.8, stamp), carried);
    let one = one.prop_map(|(parts, only, stamp, carried)| {
        let mut entry = Map::new();
        for (i, (key, value)) in parts.into_iter().enumerate() {
            entry.extend(
                value
                    .filter(|_| only.is_none_or(|only| only == i))
                    .map(|value| (key.to_owned(), value)),
            );
        }
        if let Some(version) = carried.filter(|_| !entry.is_empty()) {
            entry.insert("carriedFrom".to_owned(), version.into());
        }
        if let Some((counter, replica, time)) = stamp {
            entry.insert("counter".to_owned(), counter.into());
            for (key, text) in [("replica", replica), ("time", time), ("by", replica)] {
                entry.insert(key.to_owned(), text.into());
            }
        }
        Value::Object(entry)
    });
    prop::option::weighted(0.8, one)
}

/// A copy in which some things were entered.
pub fn copies() -> impl Strategy<Value = RecordFile> {
    let entries: Vec<_> = RATERS.iter().flat_map(|_| CRITERIA.map(|_| entry())).collect();
    let rest: Vec<_> = REST.iter().map(|(_, _, of)| some(of)).collect();
    (0_u32..5, entries, rest).prop_map(|(revision, entries, rest)| {
        let mut whole = Map::new();
        let mut entries = entries.into_iter();
        let answers = RATERS.map(|rater| {
            let own = CRITERIA.into_iter().zip(&mut entries);
            let own = own.filter_map(|(criterion, entry)| Some((criterion.to_owned(), entry?)));
            (rater.to_owned(), own.collect::<Map<_, _>>().into())
        });
        whole.insert("answers".to_owned(), answers.into_iter().collect::<Map<_, _>>().into());
        for ((within, key, _), value) in REST.iter().zip(rest) {
            let Some(value) = value else { continue };
            let object = match *within {
                "" => &mut whole,
                within => whole
                    .entry(within)
                    .or_insert_with(|| Map::new().into())
                    .as_object_mut()
                    .expect("an object"),
            };
            object.insert((*key).to_owned(), value);
        }
        let members: Vec<_> = whole.iter().map(|(key, value)| format!(", {key:?}: {value}")).collect();
        copy("x", revision, &members.concat())
    })
}

/// What stands in every place of a file; a part of an entry as the keys that it has.
pub fn places(file: &RecordFile) -> BTreeMap<FieldPath, Value> {
    let whole = at(&file.to_text(), "");
    let mut all = BTreeMap::new();
    for (key, value) in whole.as_object().expect("an object") {
        let inner = || {
            value
                .as_object()
                .into_iter()
                .flatten()
                .map(|(id, value)| (id.as_str().into(), value.clone()))
        };
        match key.as_str() {
            "format" | "kind" | "id" | "revision" | "rubric" | "criteria" | "scores" => {}
            "period" => drop(all.insert(FieldPath::Period, value.clone())),
            "date" => drop(all.insert(FieldPath::Date, value.clone())),
            "claimedTotal" => drop(all.insert(FieldPath::ClaimedTotal, value.clone())),
            "narrative" => drop(all.insert(FieldPath::Narrative, value.clone())),
            "profile" => all.extend(inner().map(|(id, value)| (FieldPath::Profile(id), value))),
            "roles" => all.extend(inner().map(|(id, value)| (FieldPath::Role(id), value))),
            "sections" => all.extend(inner().map(|(id, value)| (FieldPath::Section(id), value))),
            "answers" => {
                for (rater, own) in value.as_object().into_iter().flatten() {
                    for (criterion, entry) in own.as_object().into_iter().flatten() {
                        for (part, value) in parts(entry) {
                            let (rater, criterion) = (rater.as_str().into(), criterion.as_str().into());
                            all.insert(FieldPath::Entry { rater, criterion, part }, value);
                        }
                    }
                }
            }
            other => drop(all.insert(FieldPath::Other(other.into()), value.clone())),
        }
    }
    all
}

fn parts(entry: &Value) -> impl Iterator<Item = (Part, Value)> {
    Part::ALL.into_iter().map(move |part| {
        let of = |key: &str| ENTRY.iter().any(|(own, known, _)| *own == part && *known == key);
        let all = entry.as_object().into_iter().flatten().filter(|(key, _)| of(key));
        (
            part,
            Value::Object(all.map(|(key, value)| (key.clone(), value.clone())).collect()),
        )
    })
}

/// Whether something of a place says nothing.
pub fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

variants!(FieldPath: Period Date Profile Role ClaimedTotal Narrative Section Entry Other);
variants!(Part: Answer Note Evidence Problems);
variants!(Answer: Points Level Yes Partial No Comment NotApplicable DontKnow);

#[test]
fn copies_have_everything_that_a_record_can_hold() {
    let files = drawn(&copies(), 400);
    let held: Vec<_> = files
        .iter()
        .flat_map(places)
        .filter(|(_, value)| !is_blank(value))
        .collect();
    has_all(held.iter().map(|(place, _)| place));
    let parts = held.iter().filter_map(|(place, _)| match place {
        FieldPath::Entry { part, .. } => Some(part),
        _ => None,
    });
    has_all(parts);
    let evidence: Vec<_> = entries(&files).flat_map(|entry| &entry.evidence).collect();
    let kinds: Vec<_> = evidence.iter().filter_map(|one| one.kind).collect();
    has_all(&kinds);
    assert!(
        evidence
            .iter()
            .any(|one| one.file.as_ref().is_some_and(|file| file.original.is_some()))
    );
    let problems: Vec<_> = entries(&files).flat_map(|entry| &entry.problems).collect();
    let severities: Vec<_> = problems.iter().filter_map(|one| one.severity).collect();
    has_all(&severities);
    let statuses: Vec<_> = problems.iter().filter_map(|one| one.remedy.as_ref()?.status).collect();
    has_all(&statuses);
    // Every key that an entry or a record can have, and every answer.
    let written: Vec<_> = files.iter().map(|file| at(&file.to_text(), "")).collect();
    let keys = |of: &dyn Fn(&Value) -> Vec<Value>| -> BTreeSet<String> {
        let all = written.iter().flat_map(of);
        all.flat_map(|one| one.as_object().cloned().unwrap_or_default())
            .map(|(key, _)| key)
            .collect()
    };
    let known = |all: &[&str]| -> BTreeSet<String> {
        all.iter()
            .map(|key| (*key).to_owned())
            .chain(["later".to_owned()])
            .collect()
    };
    assert_eq!(keys(&|whole| vec![whole.clone()]), known(RecordFile::KEYS));
    let all_entries = |whole: &Value| -> Vec<Value> {
        let raters = whole["answers"].as_object().into_iter().flatten();
        raters
            .flat_map(|(_, own)| own.as_object().into_iter().flatten().map(|(_, entry)| entry.clone()))
            .collect()
    };
    assert_eq!(keys(&all_entries), known(EntryFile::KEYS));
    let rubric = rubric();
    let takes = ["p", "l", "y", "n"].map(|id| rubric.criterion(id).expect("the criterion"));
    let answers =
        entries(&files).flat_map(|entry| takes.iter().filter_map(|criterion| entered(criterion, entry).answer));
    has_all(&answers.collect::<Vec<_>>());
}

fn entries(files: &[RecordFile]) -> impl Iterator<Item = &EntryFile> {
    files
        .iter()
        .flat_map(|file| &file.answers.0)
        .flat_map(|(_, own)| &own.0)
        .map(|(_, entry)| entry)
}
