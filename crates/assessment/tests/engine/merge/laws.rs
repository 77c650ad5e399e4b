//! What holds whatever the copies are: order and steps make no difference, and nothing is lost.

use super::copies::{ENTRY, copies, is_blank, places};
use super::{copy, first, merge};
use crate::records::at;
use assessment::record::RecordFile;
use assessment::record::merge::{Choice, Conflict, FieldPath, Merge};
use proptest::prelude::*;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What one of three people does: one of them fills in what stands under the key of an item, or takes it back; or one goes on with
/// somebody's copy.
#[derive(Clone, Debug)]
enum Act {
    Fill { who: usize, key: usize, what: usize },
    GoOn { who: usize, with: usize },
}

/// What happens one after the other. Each item has one thing that is filled in: an entry has one stamp, so that of two things in one
/// entry a copy that was merged no longer tells which is the older.
fn acts() -> impl Strategy<Value = Vec<Act>> {
    let fill = (0_usize..3, 0..ENTRY.len(), 0_usize..3).prop_map(|(who, key, what)| Act::Fill { who, key, what });
    let go_on = (0_usize..3, 0_usize..3).prop_map(|(who, with)| Act::GoOn { who, with });
    prop::collection::vec(prop_oneof![4 => fill, 1 => go_on], 0..40)
}

/// Three copies of one record, edited in turns. Each copy has a different author.
fn filled_in_by_three(acts: &[Act]) -> [RecordFile; 3] {
    type Entries = BTreeMap<usize, Map<String, Value>>;
    let (mut copies, mut names): ([Entries; 3], [usize; 3]) = (Default::default(), [0, 1, 2]);
    let last = |own: &Entries| {
        own.values()
            .filter_map(|entry| entry["counter"].as_u64())
            .max()
            .unwrap_or(0)
    };
    for (time, act) in acts.iter().enumerate() {
        match *act {
            Act::GoOn { who, with } => (copies[who], names[who]) = (copies[with].clone(), 3 + time),
            Act::Fill { who, key, what } => {
                let counter = last(&copies[who]) + 1;
                let entry = copies[who].entry(key).or_default();
                let (_, key, of) = ENTRY[key];
                match what.checked_sub(1).map(|what| of[what % of.len()]) {
                    Some(text) => entry.insert(key.to_owned(), serde_json::from_str(text).expect("JSON")),
                    None => entry.remove(key),
                };
                entry.insert("counter".to_owned(), counter.into());
                entry.insert("replica".to_owned(), names[who].to_string().into());
                entry.insert("time".to_owned(), format!("{time:03}").into());
            }
        }
    }
    copies.map(|own| {
        let revision = u32::try_from(last(&own)).expect("few edits");
        let entry = |(item, entry): (&usize, &Map<String, Value>)| {
            format!(r#""{}": {}"#, format_args!("c{item}"), Value::Object(entry.clone()))
        };
        let entries: Vec<_> = own.iter().map(entry).collect();
        let answers = format!(r#", "answers": {{ "self": {{ {} }} }}"#, entries.join(", "));
        copy("x", revision, &answers)
    })
}

/// All that a file holds, but for how many edits it has seen, in an order that is not the file's.
fn content(file: &RecordFile) -> Value {
    let mut all = at(&file.to_text(), "");
    all.as_object_mut().expect("an object").remove("revision");
    all
}

/// What stands in a place, where it says something.
fn said(all: &BTreeMap<FieldPath, Value>, place: &FieldPath) -> Option<Value> {
    all.get(place).filter(|value| !is_blank(value)).cloned()
}

/// What of a value a merged one must have to have all of it: the lines of a text, the items of a list.
fn items(value: &Value) -> Vec<Value> {
    match value {
        Value::Object(members) => members.values().flat_map(items).collect(),
        Value::Array(items) => items.clone(),
        Value::String(text) => text.lines().map(Into::into).collect(),
        other => vec![other.clone()],
    }
}

proptest! {
    #[test]
    fn merged_with_itself_it_is_itself(one in copies()) {
        let merge = merge(&[one.clone(), one.clone(), one.clone()]);
        prop_assert!(merge.is_same());
        prop_assert_eq!(merge.conflicts().count(), 0);
        prop_assert_eq!(content(&first(&[one.clone(), one.clone()])), content(&one));
    }

    #[test]
    fn the_order_of_files_makes_no_difference(one in copies(), two in copies(), three in copies()) {
        let expected = content(&first(&[one.clone(), two.clone(), three.clone()]));
        prop_assert_eq!(&content(&first(&[three.clone(), one.clone(), two.clone()])), &expected);
        prop_assert_eq!(&content(&first(&[two, one, three])), &expected);
    }

    /// Copies that people really make, with clocks that go right: each edit is later than all that it has seen.
    #[test]
    fn merged_step_by_step_it_is_the_same(acts in acts()) {
        let [one, two, three] = filled_in_by_three(&acts);
        let answers = |file: &RecordFile| at(&file.to_text(), "/answers");
        let all = merge(&[one.clone(), two.clone(), three.clone()]);
        prop_assert!(all.conflicts().all(|conflict| conflict.newest.is_some()), "clocks decide what histories do not");
        let expected = answers(&first(&[one.clone(), two.clone(), three.clone()]));
        let left = first(&[first(&[one.clone(), two.clone()]), three.clone()]);
        let right = first(&[one, first(&[two, three])]);
        prop_assert_eq!(&answers(&left), &expected);
        prop_assert_eq!(&answers(&right), &expected);
    }

    #[test]
    fn nothing_is_lost_and_every_candidate_can_be_chosen(files in prop::collection::vec(copies(), 1..5)) {
        let merge = merge(&files);
        let stand: Vec<_> = files.iter().map(places).collect();
        let conflicts: Vec<&Conflict> = merge.conflicts().collect();
        let disputed: BTreeSet<_> = conflicts.iter().map(|conflict| &conflict.path).collect();
        let agreed = |merged: &BTreeMap<FieldPath, Value>| -> Result<(), TestCaseError> {
            let all: BTreeSet<_> = stand.iter().flat_map(BTreeMap::keys).filter(|place| !disputed.contains(place)).collect();
            for place in all {
                let mut own = stand.iter().filter_map(|one| said(one, place));
                let value = own.next();
                prop_assert!(own.all(|other| Some(other) == value), "{place:?}");
                prop_assert_eq!(said(merged, place), value, "{:?}", place);
            }
            Ok(())
        };
        let newest = first(&files);
        agreed(&places(&newest))?;
        for conflict in &conflicts {
            let mut sources: Vec<_> = conflict.candidates.iter().flat_map(|one| one.sources.clone()).collect();
            let count = sources.len();
            sources.sort_unstable();
            sources.dedup();
            prop_assert_eq!(sources.len(), count);
        }
        // By turns each place has each of its contents, and other places have others.
        let turns = conflicts.iter().map(|conflict| conflict.candidates.len()).max().unwrap_or(0);
        for turn in 0..turns {
            let chosen = |(at, conflict): (usize, &&Conflict)| (conflict.path.clone(), (turn + at) % conflict.candidates.len());
            let chosen: BTreeMap<_, _> = conflicts.iter().enumerate().map(|(at, conflict)| chosen((at, conflict))).collect();
            let choices = chosen.iter().map(|(place, index)| (place.clone(), Choice::One(*index)));
            let merged = merge.merged(&choices.collect()).expect("a file");
            let has = places(&merged);
            agreed(&has)?;
            let again = Merge::new(&crate::records::rubric(), vec![merged, newest.clone()]).expect("one rubric");
            for conflict in &conflicts {
                let (place, index) = (&conflict.path, chosen[&conflict.path]);
                for source in &conflict.candidates[index].sources {
                    prop_assert_eq!(said(&has, place), said(&stand[*source], place), "{:?} {}", place, index);
                }
                let Some(_) = said(&has, place) else {
                    // A cleared note beside an answer looks as if nobody had filled it in.
                    continue;
                };
                // Merged once more it stands: either it was the newest, or the newest has nothing there, or both are told.
                match again.conflicts().find(|other| other.path == *place) {
                    Some(other) => prop_assert!(other.candidates.iter().any(|one| one.sources.contains(&0)), "{place:?} {index}"),
                    None => prop_assert!(index == 0 || said(&places(&newest), place).is_none(), "{place:?} {index}"),
                }
            }
        }
    }

    #[test]
    fn what_is_kept_together_has_all_of_each(files in prop::collection::vec(copies(), 2..4)) {
        let merge = merge(&files);
        let choices = merge.conflicts().map(|conflict| {
            let choice = if conflict.path.joins() { Choice::All } else { Choice::One(0) };
            (conflict.path.clone(), choice)
        });
        let merged = places(&merge.merged(&choices.collect()).expect("a file"));
        for conflict in merge.conflicts().filter(|conflict| conflict.path.joins()) {
            let all = items(&merged[&conflict.path]);
            for file in &files {
                let own = said(&places(file), &conflict.path).map(|value| items(&value)).unwrap_or_default();
                prop_assert!(own.iter().all(|item| all.iter().any(|known| contains(known, item))), "{:?}", conflict.path);
            }
        }
    }
}

/// A text that another has in it is not there twice.
fn contains(known: &Value, item: &Value) -> bool {
    match (known, item) {
        (Value::String(known), Value::String(item)) => known.contains(&**item),
        _ => known == item,
    }
}
