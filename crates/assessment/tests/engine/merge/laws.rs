//! What holds whatever the copies are: order and steps make no difference, and nothing is lost.

use super::{copy, merge, newest};
use crate::records::{at, rubric};
use assessment::record::RecordFile;
use assessment::record::merge::{Merge, Place};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The entry of a criterion: perhaps none, stamped or not, with or without content.
fn entries() -> impl Strategy<Value = String> {
    let stamp = (
        1_u32..4,
        prop::sample::select(vec!["a", "b"]),
        prop::sample::select(vec!["2025", "2026"]),
    );
    let one = (prop::sample::select(vec!["", "x", "y"]), stamp, any::<bool>());
    prop::option::of(one).prop_map(|entry| {
        entry.map_or_else(String::new, |(note, (counter, replica, time), later)| {
            let note = if note.is_empty() { String::new() } else { format!(r#""note": "{note}", "#) };
            let later = if later && !note.is_empty() { r#", "later": [1]"# } else { "" };
            format!(r#"{{ {note}"counter": {counter}, "replica": "{replica}", "time": "{time}", "by": "{replica}"{later} }}"#)
        })
    })
}

prop_compose! {
    /// A copy in which some things were entered.
    fn copies()(
        revision in 0_u32..5,
        period in prop::sample::select(vec!["", "2025", "2026"]),
        classes in prop::option::of(0_u32..3),
        own in prop::collection::vec(entries(), 4),
        later in prop::option::of(0_u32..2),
    ) -> RecordFile {
        let of = |rater: &str, entries: &[String]| {
            let all = ["p", "gone"].iter().zip(entries).filter(|(_, entry)| !entry.is_empty());
            let all: Vec<_> = all.map(|(id, entry)| format!(r#""{id}": {entry}"#)).collect();
            format!(r#""{rater}": {{ {} }}"#, all.join(", "))
        };
        let mut members = format!(r#", "answers": {{ {}, {} }}"#, of("self", &own[..2]), of("ghost", &own[2..]));
        if !period.is_empty() {
            members += &format!(r#", "period": "{period}""#);
        }
        if let Some(classes) = classes {
            members += &format!(r#", "profile": {{ "classes": {classes} }}"#);
        }
        if let Some(later) = later {
            members += &format!(r#", "later": {later}"#);
        }
        copy("x", revision, &members)
    }
}

/// All that a file holds, but for how many edits it has seen, in an order that is not the file's.
fn content(file: &RecordFile) -> serde_json::Value {
    let mut all = at(&file.to_text(), "");
    all.as_object_mut().expect("an object").remove("revision");
    all
}

proptest! {
    #[test]
    fn merged_with_itself_it_is_itself(one in copies()) {
        let merge = merge(&[one.clone(), one.clone(), one.clone()]);
        prop_assert!(merge.is_same());
        prop_assert_eq!(merge.differences().count(), 0);
        prop_assert_eq!(content(&newest(&[one.clone(), one.clone()])), content(&one));
    }

    #[test]
    fn the_order_of_files_makes_no_difference(one in copies(), two in copies(), three in copies()) {
        let expected = content(&newest(&[one.clone(), two.clone(), three.clone()]));
        prop_assert_eq!(&content(&newest(&[three.clone(), one.clone(), two.clone()])), &expected);
        prop_assert_eq!(&content(&newest(&[two, one, three])), &expected);
    }

    /// Where edits are stamped. A place without stamps goes by the file that has seen more edits, and a merged file has seen
    /// more than any.
    #[test]
    fn merged_step_by_step_it_is_the_same(one in copies(), two in copies(), three in copies()) {
        let answers = |file: &RecordFile| at(&file.to_text(), "/answers");
        let expected = answers(&newest(&[one.clone(), two.clone(), three.clone()]));
        let first = newest(&[newest(&[one.clone(), two.clone()]), three.clone()]);
        let last = newest(&[one, newest(&[two, three])]);
        prop_assert_eq!(&answers(&first), &expected);
        prop_assert_eq!(&answers(&last), &expected);
    }

    #[test]
    fn nothing_is_lost_and_every_candidate_can_be_chosen(files in prop::collection::vec(copies(), 1..5)) {
        let merge = merge(&files);
        let disputed: BTreeSet<_> = merge.differences().map(|held| held.place.clone()).collect();
        let merged = newest(&files);
        for (rater, criterion) in [("self", "p"), ("self", "gone"), ("ghost", "p"), ("ghost", "gone")] {
            let place = Place::Entry { rater: rater.into(), criterion: criterion.into() };
            let of = |file: &RecordFile| file.answers.get(rater).and_then(|own| own.get(criterion)).cloned();
            let notes: BTreeSet<_> = files.iter().filter_map(of).map(|entry| entry.note).collect();
            if !disputed.contains(&place) {
                prop_assert!(notes.len() <= 1);
                prop_assert_eq!(of(&merged).map(|entry| entry.note), notes.into_iter().next());
            }
        }
        for held in merge.differences() {
            let mut sources: Vec<_> = held.candidates.iter().flat_map(|one| one.sources.clone()).collect();
            sources.sort_unstable();
            sources.dedup();
            prop_assert_eq!(sources.len(), held.candidates.iter().map(|one| one.sources.len()).sum::<usize>());
            for (index, candidate) in held.candidates.iter().enumerate() {
                let merged = merge.merged(&BTreeMap::from([(held.place.clone(), index)])).expect("a file");
                let again = Merge::new(&rubric(), vec![merged, newest(&files)]).expect("one rubric");
                let found = again.differences().find(|other| other.place == held.place);
                let stands = found.map_or(index == 0, |other| other.candidates.iter().any(|one| one.content == candidate.content));
                prop_assert!(stands, "{:?} {index}", held.place);
            }
        }
    }
}
