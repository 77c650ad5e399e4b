//! What holds whatever the copies are: order and steps make no difference, and nothing is lost.

use super::{copy, first, merge};
use crate::records::{at, rubric};
use assessment::record::RecordFile;
use assessment::record::merge::{Choice, Content, Merge, Part, Place};
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

/// Three copies of one record, edited in turns: an act is who, at which item, and what; the last of the people hands their copy to
/// another instead, who goes on with it.
fn filled_in_by_three(acts: &[(usize, usize, usize)]) -> [RecordFile; 3] {
    type Held = BTreeMap<usize, (String, u32, usize, usize)>;
    let (mut copies, mut names): ([Held; 3], [usize; 3]) = (Default::default(), [0, 1, 2]);
    for (time, (who, item, what)) in acts.iter().enumerate() {
        if *who == 3 {
            // The person who goes on with a copy has a name of their own.
            (copies[*item], names[*item]) = (copies[*what].clone(), 3 + time);
            continue;
        }
        let own = &mut copies[*who];
        let last = own.values().map(|held| held.1).max().unwrap_or(0);
        let note = ["", "x", "y"][*what];
        own.insert(*item, (note.to_owned(), last + 1, names[*who], time));
    }
    copies.map(|own| {
        let revision = own.values().map(|held| held.1).max().unwrap_or(0);
        let entry = |(item, (note, counter, who, time)): (&usize, &(String, u32, usize, usize))| {
            let note = if note.is_empty() {
                String::new()
            } else {
                format!(r#""note": "{note}", "#)
            };
            let id = ["p", "l", "gone"][*item];
            format!(r#""{id}": {{ {note}"counter": {counter}, "replica": "{who}", "time": "{time:03}" }}"#)
        };
        let entries: Vec<_> = own.iter().map(entry).collect();
        copy(
            "x",
            revision,
            &format!(r#", "answers": {{ "self": {{ {} }} }}"#, entries.join(", ")),
        )
    })
}

/// A content but for its stamp: a merged entry has the newest of its parts.
fn said(content: &Content) -> String {
    match content {
        Content::Entry(entry) => format!("{:?} {:?}", entry.note, entry.rest),
        other => format!("{other:?}"),
    }
}

/// Whether a file holds something at a place of an entry.
fn adds(place: &Place, file: &RecordFile) -> bool {
    let Place::Entry { rater, criterion, part } = place else {
        return false;
    };
    let entry = file.answers.get(rater).and_then(|own| own.get(criterion));
    entry.is_some_and(|entry| match part {
        Part::Note => entry.note.is_some(),
        _ => !entry.rest.is_empty(),
    })
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
    fn merged_step_by_step_it_is_the_same(acts in prop::collection::vec((0_usize..4, 0_usize..3, 0_usize..3), 0..24)) {
        let [one, two, three] = filled_in_by_three(&acts);
        let answers = |file: &RecordFile| at(&file.to_text(), "/answers");
        let all = merge(&[one.clone(), two.clone(), three.clone()]);
        prop_assert!(all.differences().all(|held| held.newest.is_some()), "clocks decide what histories do not");
        let expected = answers(&first(&[one.clone(), two.clone(), three.clone()]));
        let left = first(&[first(&[one.clone(), two.clone()]), three.clone()]);
        let right = first(&[one, first(&[two, three])]);
        prop_assert_eq!(&answers(&left), &expected);
        prop_assert_eq!(&answers(&right), &expected);
    }

    #[test]
    fn nothing_is_lost_and_every_candidate_can_be_chosen(files in prop::collection::vec(copies(), 1..5)) {
        let merge = merge(&files);
        let disputed: BTreeSet<_> = merge.differences().map(|held| held.place.clone()).collect();
        let merged = first(&files);
        for (rater, criterion) in [("self", "p"), ("self", "gone"), ("ghost", "p"), ("ghost", "gone")] {
            let place = Place::Entry { rater: rater.into(), criterion: criterion.into(), part: Part::Note };
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
                let mut choices: BTreeMap<_, _> = merge.differences().map(|other| (other.place.clone(), Choice::One(0))).collect();
                choices.insert(held.place.clone(), Choice::One(index));
                let merged = merge.merged(&choices).expect("a file");
                if let (Place::Entry { rater, criterion, part: Part::Note }, Content::Entry(chosen)) = (&held.place, &candidate.content) {
                    let entry = merged.answers.get(rater).and_then(|own| own.get(criterion));
                    prop_assert_eq!(entry.and_then(|entry| entry.note.clone()), chosen.note.clone());
                }
                if candidate.content.is_blank() {
                    // A cleared note beside an answer looks as if nobody had filled it in.
                    continue;
                }
                let again = Merge::new(&rubric(), vec![merged.clone(), first(&files)]).expect("one rubric");
                let found = again.differences().find(|other| other.place == held.place);
                // Where it is no difference any more, either it was the first, or it only adds to the first.
                let stands = found.map_or(index == 0 || adds(&held.place, &first(&[merged])), |other| {
                    other.candidates.iter().any(|one| said(&one.content) == said(&candidate.content))
                });
                prop_assert!(stands, "{:?} {index}", held.place);
            }
        }
    }
}
