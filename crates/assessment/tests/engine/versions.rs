//! Whatever one version of a rubric becomes in the next, a record that is carried over loses no answer.

use crate::drawn::{drawn, has_all, variants};
use crate::kit::{rubric, with};
use crate::model::Model;
use crate::properties::edited;
use crate::records::opened;
use crate::strategies::{edits, model};
use assessment::answers::{
    Attachment, Deficiency, Entry, Evidence, EvidenceKind, FileName, Remedy, RemedyStatus, Severity, Stamp,
};
use assessment::record::{Notice, Record};
use assessment::rubric::Rubric;
use assessment::score::Sheet;
use proptest::prelude::*;
use serde_json::{Map, Value};

/// A record of the model's subject with this sheet, and with what stands beside the answers.
pub fn record(model: &Model, rubric: &Rubric, sheet: Sheet) -> Record {
    let mut record = Record::blank(rubric, "x".into());
    record.profile = model.facts().profile;
    record.sheet = sheet;
    let given = rubric.source.len() + record.sheet.root.tally.answered as usize;
    for line in 0..model.lines().len() {
        let (id, seed) = (format!("c{line}"), (given + line).wrapping_mul(0x9e37_79b9) >> 4);
        let place = rubric.criterion_path(&id).expect("its place");
        let entry = &record.sheet.criterion(place).expect("the criterion").entry;
        let entry = beside(entry, seed);
        record.sheet = with(rubric, &record.sheet, &id, &entry);
    }
    record
}

/// An entry with the `seed`-th of what may stand beside an answer, and at some with nothing.
fn beside(entry: &Entry, seed: usize) -> Entry {
    fn pick<T: Copy>(all: &[T], seed: usize) -> T {
        all[seed % all.len()]
    }
    let file = FileName {
        name: "a.jpg".into(),
        size: 3,
        sha256: "ab".into(),
    };
    let evidence = Evidence {
        name: pick(&["", "方案"], seed / 5).into(),
        kind: pick(EvidenceKind::ALL, seed),
        reference: pick(&["", "1"], seed / 3).into(),
        date: pick(&["", "2026-11-23"], seed / 7).into(),
        file: seed.is_multiple_of(2).then(|| {
            let original = seed.is_multiple_of(4).then(|| file.clone());
            Attachment {
                kept: file.clone(),
                kind: "image/jpeg".into(),
                original,
            }
            .into()
        }),
    };
    let problem = Deficiency {
        text: pick(&["", "漏"], seed / 2).into(),
        category: pick(&["", "房"], seed / 5).into(),
        severity: pick(Severity::ALL, seed),
        remedy: Remedy {
            text: pick(&["", "修"], seed / 3).into(),
            owner: pick(&["", "总务处"], seed / 7).into(),
            due: pick(&["", "2026-12-01"], seed / 11).into(),
            status: pick(RemedyStatus::ALL, seed / 3),
            done: pick(&["", "2026-11-30"], seed / 13).into(),
        },
    };
    Entry {
        refused: pick(&[None, None, Some("nine")], seed / 17).map(Into::into),
        reason: pick(&["", "no such"], seed / 19).into(),
        note: pick(&["", "noted"], seed / 23).into(),
        evidence: vec![evidence; seed / 29 % 3].into(),
        problems: vec![problem; seed / 31 % 3].into(),
        stamp: (!seed.is_multiple_of(3)).then(|| Stamp {
            counter: 1,
            replica: "a".into(),
            time: "2026".into(),
            by: "我".into(),
        }),
        ..entry.clone()
    }
}

variants!(EvidenceKind: Document Photo Data Site Link Other);
variants!(Severity: Minor Major Critical);
variants!(RemedyStatus: Open Doing Done);

#[test]
fn records_have_whatever_stands_beside_an_answer() {
    let mut all = Vec::new();
    for (model, edits) in drawn(&(model(), edits()), 100) {
        let rubric = model.rubric();
        let record = record(&model, &rubric, edited(&model, &rubric, &edits).0);
        let entry = |line| {
            let place = rubric.criterion_path(&format!("c{line}")).expect("its place");
            record.sheet.criterion(place).expect("the criterion").entry.clone()
        };
        all.extend((0..model.lines().len()).map(entry));
    }
    let evidence = || all.iter().flat_map(|entry| &*entry.evidence);
    let problems = || all.iter().flat_map(|entry| &*entry.problems);
    has_all(evidence().map(|one| &one.kind));
    has_all(problems().map(|one| &one.severity));
    has_all(problems().map(|one| &one.remedy.status));
    assert!(evidence().any(|one| one.file.as_ref().is_some_and(|file| file.original.is_some())));
    let texts: [fn(&Entry) -> bool; 4] = [
        |e| !e.reason.is_empty(),
        |e| !e.note.is_empty(),
        |e| e.stamp.is_some(),
        |e| e.refused.is_some(),
    ];
    assert!(texts.iter().all(|has| all.iter().any(has)));
}

fn numbered(model: &Model, version: &str) -> Rubric {
    rubric(
        &model
            .json()
            .replacen(r#""version": "1""#, &format!(r#""version": "{version}""#), 1),
    )
}

fn answers(text: &str) -> Map<String, Value> {
    let whole: Value = serde_json::from_str(text).expect("JSON");
    whole["answers"]["self"].as_object().cloned().unwrap_or_default()
}

fn unflagged(entry: &Value) -> Value {
    let mut entry = entry.clone();
    entry.as_object_mut().expect("an entry").remove("carriedFrom");
    entry
}

/// Whether an entry says no more than who took it back and when.
fn is_trace(entry: &Value) -> bool {
    let stamp = ["counter", "replica", "time", "by"];
    entry
        .as_object()
        .expect("an entry")
        .keys()
        .all(|key| stamp.contains(&&**key))
}

/// Everything that a person entered, as text: answers by what they say, amounts with their names.
fn entered(entry: &Value) -> Vec<(String, String)> {
    let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut all = Vec::new();
    for member in ["amounts", "texts", "refusedAmounts"] {
        let amounts = entry[member].as_object().into_iter().flatten();
        all.extend(amounts.map(|(name, amount)| (name.clone(), shown(amount))));
    }
    let says = ["points", "level", "value", "text"];
    let said = says.iter().find_map(|key| entry["answer"].get(key)).map(shown);
    let whole = entry.get("answer").map(|answer| answer.to_string());
    let refused = entry.get("refused").map(shown);
    all.extend(said.or(whole).or(refused).map(|said| (String::new(), said)));
    all.sort();
    all
}

proptest! {
    #[test]
    fn a_record_carried_to_another_version_and_back_is_as_it_was((before, after, edits) in (model(), model(), edits())) {
        let (first, second) = (before.rubric(), numbered(&after, "2"));
        let (sheet, _) = edited(&before, &first, &edits);
        let filled = record(&before, &first, sheet);
        let text = filled.to_text(&first);
        let there = opened(&second, &text).0.to_text(&second);
        // Carried over, nothing of it is lost or changed.
        let (was, is) = (answers(&text), answers(&there));
        prop_assert_eq!(is.keys().collect::<Vec<_>>().len(), was.len());
        for (id, entry) in &was {
            prop_assert_eq!(&unflagged(&is[id]), entry, "{}", id);
            let (old, new) = (first.criterion(id).expect("the criterion"), second.criterion(id));
            let changed = new.is_some_and(|new| new.worth() != old.worth() || new.scale != old.scale);
            let flag = (changed && !is_trace(entry)).then(|| Value::from("1"));
            prop_assert_eq!(is[id].get("carriedFrom"), flag.as_ref(), "{}", id);
        }
        // The same bytes again, and back again all of it.
        prop_assert_eq!(&opened(&second, &there).0.to_text(&second), &there);
        let (back, notices) = opened(&first, &there);
        prop_assert_eq!(notices, [Notice::OtherVersion { theirs: "2".into() }]);
        prop_assert_eq!(back.sheet.root.tally, filled.sheet.root.tally);
        prop_assert_eq!(answers(&back.to_text(&first)), was);
    }

    #[test]
    fn an_edit_after_it_keeps_what_was_entered((before, after, edits) in (model(), model(), edits())) {
        let (first, second) = (before.rubric(), numbered(&after, "2"));
        let (sheet, _) = edited(&before, &first, &edits);
        let text = record(&before, &first, sheet).to_text(&first);
        let (mut record, _) = opened(&second, &text);
        // A note at every criterion that both have makes every entry one that was touched.
        for id in answers(&text).keys() {
            if let Some(place) = second.criterion_path(id) {
                let entry = record.sheet.criterion(place).expect("the criterion").entry.clone();
                let noted = Entry { note: "looked at".into(), ..entry };
                record.sheet = with(&second, &record.sheet, id, &noted);
            }
        }
        let is = answers(&record.to_text(&second));
        for (id, entry) in answers(&text) {
            prop_assert_eq!(entered(&is[&id]), entered(&entry), "{} {}", id, is[&id]);
        }
    }
}
