//! Whatever one version of a rubric becomes in the next, a record that is carried over loses no answer.

use crate::kit::{rubric, with};
use crate::model::Model;
use crate::properties::edited;
use crate::records::opened;
use crate::strategies::{edits, model};
use assessment::answers::Entry;
use assessment::record::{Notice, Record};
use assessment::rubric::Rubric;
use assessment::score::Sheet;
use proptest::prelude::*;
use serde_json::{Map, Value};

/// A record of the model's subject with this sheet.
pub fn record(model: &Model, rubric: &Rubric, sheet: Sheet) -> Record {
    let mut record = Record::blank(rubric, "x".into());
    record.profile = model.facts().profile;
    record.sheet = sheet;
    record
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

/// Everything that a person entered, as text: answers by what they say, amounts with their names.
fn entered(entry: &Value) -> Vec<(String, String)> {
    let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut all = Vec::new();
    for member in ["amounts", "refusedAmounts"] {
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
        let text = record(&before, &first, sheet.clone()).to_text(&first);
        let there = opened(&second, &text).0.to_text(&second);
        // Carried over, nothing of it is lost or changed.
        let (was, is) = (answers(&text), answers(&there));
        prop_assert_eq!(is.keys().collect::<Vec<_>>().len(), was.len());
        for (id, entry) in &was {
            prop_assert_eq!(&unflagged(&is[id]), entry, "{}", id);
            let (old, new) = (first.criterion(id).expect("the criterion"), second.criterion(id));
            let flag = new.filter(|new| new.worth() != old.worth() || new.scale != old.scale).map(|_| Value::from("1"));
            prop_assert_eq!(is[id].get("carriedFrom"), flag.as_ref(), "{}", id);
        }
        // The same bytes again, and back again all of it.
        prop_assert_eq!(&opened(&second, &there).0.to_text(&second), &there);
        let (back, notices) = opened(&first, &there);
        prop_assert_eq!(notices, [Notice::OtherVersion { theirs: "2".into() }]);
        prop_assert_eq!(back.sheet.root.tally, sheet.root.tally);
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
            if let Some(place) = second.criterion_place(id) {
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
