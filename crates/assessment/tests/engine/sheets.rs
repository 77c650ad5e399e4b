//! Sheets: what an edit shares and what it replaces, and the short lists of what is open.

use crate::kit::{answered, entry, level, points, rubric_with, with, with_criteria};
use assessment::Tally;
use assessment::answers::{Answer, Entry};
use assessment::rubric::{NodePath, Rubric};
use assessment::score::{CHUNK_LEN, SectionSheet, Sheet};
use std::rc::Rc;

/// Sections of this many criteria each, all worth one point.
fn large(sections: usize, criteria: usize) -> Rubric {
    let section = |s: usize| {
        let criterion =
            |c: usize| format!(r#"{{ "id": "c{s}-{c}", "text": "C", "scale": {{ "kind": "yes-no", "points": 1 }} }}"#);
        let criteria: Vec<_> = (0..criteria).map(criterion).collect();
        format!(
            r#"{{ "id": "s{s}", "title": "S", "criteria": [{}] }}"#,
            criteria.join(",")
        )
    };
    let sections: Vec<_> = (0..sections).map(section).collect();
    // A rubric has at least one criterion.
    let last = r#",{ "id": "last", "title": "S", "criteria": [{ "id": "last", "text": "C", "scale": { "kind": "comment" } }] }"#;
    let last = if criteria == 0 { last } else { "" };
    rubric_with(&format!(r#""sections": [{}{last}]"#, sections.join(",")))
}

/// How many chunks, sections and criteria are not shared with the sheet before.
fn replaced(old: &SectionSheet, new: &SectionSheet) -> usize {
    let mut count = 0;
    for (old, new) in old
        .criteria
        .chunks
        .iter()
        .zip(new.criteria.chunks.iter())
        .filter(|(a, b)| !Rc::ptr_eq(a, b))
    {
        count += 1 + old
            .items
            .iter()
            .zip(&new.items)
            .filter(|(a, b)| !Rc::ptr_eq(a, b))
            .count();
    }
    for (old, new) in old
        .sections
        .chunks
        .iter()
        .zip(new.sections.chunks.iter())
        .filter(|(a, b)| !Rc::ptr_eq(a, b))
    {
        let items = old.items.iter().zip(&new.items).filter(|(a, b)| !Rc::ptr_eq(a, b));
        count += 1 + items.map(|(old, new)| 1 + replaced(old, new)).sum::<usize>();
    }
    count
}

#[test]
fn an_edit_replaces_its_own_path_at_any_size() {
    for (sections, criteria) in [(1, 21), (500, 20), (1, 10_000)] {
        let rubric = large(sections, criteria);
        let sheet = Sheet::blank(&rubric);
        let last = format!("c{}-{}", sections - 1, criteria - 1);
        let edited = with(&rubric, &sheet, &last, &entry(Some(Answer::Yes)));
        // A chunk of sections, the section, a chunk of criteria, the criterion.
        assert_eq!(replaced(&sheet.root, &edited.root), 4, "{sections} × {criteria}");
        assert_eq!(edited.root.tally.score.to_string(), "1");
        assert_eq!(edited.root.tally.open() as usize, sections * criteria - 1);
    }
}

#[test]
fn a_list_is_cut_into_runs() {
    for (count, chunks) in [(0, 0), (1, 1), (CHUNK_LEN, 1), (CHUNK_LEN + 1, 2), (3 * CHUNK_LEN, 3)] {
        let rubric = large(1, count);
        let sheet = Sheet::blank(&rubric);
        let section = sheet
            .section(rubric.section_path("s0").expect("its place"))
            .expect("the section")
            .criteria
            .clone();
        assert_eq!(section.chunks.len(), chunks, "{count}");
        assert_eq!(section.iter().count(), count);
        assert_eq!(
            section.chunks.iter().map(|chunk| chunk.first).collect::<Vec<_>>(),
            (0..chunks).map(|i| i * CHUNK_LEN).collect::<Vec<_>>()
        );
        assert!(section.get(count).is_none());
    }
}

#[test]
fn a_place_that_is_not_there_changes_nothing() {
    let rubric = large(2, 2);
    let sheet = Sheet::blank(&rubric);
    let place = |sections: &[u32], criterion| NodePath {
        sections: sections.into(),
        criterion,
    };
    for wrong in [
        place(&[], None),
        place(&[0], None),
        place(&[0], Some(2)),
        place(&[2], Some(0)),
        place(&[0, 0], Some(0)),
    ] {
        assert!(
            sheet.with_entry(&rubric, &wrong, &Entry::default()).is_none(),
            "{wrong:?}"
        );
    }
    assert!(sheet.with_narrative(&rubric, &place(&[2], None), &"x".into()).is_none());
}

#[test]
fn the_next_open_ones_come_in_the_order_of_the_file() {
    let rubric = rubric_with(
        r#""sections": [
            { "id": "s", "title": "S",
              "criteria": [{ "id": "a", "text": "A", "scale": { "kind": "points", "max": 1 } }],
              "sections": [{ "id": "i", "title": "I", "criteria": [
                { "id": "b", "text": "B", "scale": { "kind": "points", "max": 1 } },
                { "id": "note", "text": "N", "scale": { "kind": "comment" } },
                { "id": "c", "text": "C", "scale": { "kind": "points", "max": 1 } }] }] },
            { "id": "t", "title": "T", "criteria": [{ "id": "d", "text": "D", "scale": { "kind": "points", "max": 1 } }] }]"#,
    );
    let sheet = answered(&rubric, &[("b", points("0"))]);
    let next_from = |from, may_hold: fn(&Tally) -> bool, most| {
        let mut found = Vec::new();
        sheet.root.next(from, &may_hold, most, &mut found);
        found.iter().map(|c| c.spec.id.to_string()).collect::<Vec<_>>()
    };
    let next = |may_hold, most| next_from(0, may_hold, most);
    assert_eq!(next(|tally| tally.open() > 0, 9), ["a", "c", "d"]);
    assert_eq!(next(|tally| tally.open() > 0, 2), ["a", "c"]);
    assert_eq!(next(|tally| tally.open_unscored() > 0, 9), ["note"]);
    assert_eq!(next(|tally| tally.lost > 0, 9), ["b"]);
    assert_eq!(next(|tally| tally.refused > 0, 9), [""; 0]);
    // From a criterion on: a is the first, c the fourth, d the fifth and last.
    let expected: [&[&str]; 6] = [&["a", "c", "d"], &["c", "d"], &["c", "d"], &["c", "d"], &["d"], &[]];
    for (from, ids) in (0..).zip(expected) {
        assert_eq!(next_from(from, |tally| tally.open() > 0, 9), ids, "from {from}");
    }
}

#[test]
fn a_refused_entry_is_counted_and_scores_by_what_was_accepted() {
    let rubric = with_criteria(r#"{ "id": "c", "text": "C", "scale": { "kind": "points", "max": 8 } }"#);
    let refused = Entry {
        answer: Some(points("5")),
        refused: Some("9".into()),
        ..Entry::default()
    };
    let tally = with(&rubric, &Sheet::blank(&rubric), "c", &refused).root.tally;
    assert_eq!(
        (tally.refused, tally.score.to_string(), tally.settled),
        (1, "5".to_owned(), 1)
    );
}

#[test]
fn a_scale_takes_its_own_answers_only() {
    let rubric = with_criteria(
        r#"{ "id": "p", "text": "P", "scale": { "kind": "points", "max": 8, "step": 2 } },
           { "id": "l", "text": "L", "scale": { "kind": "levels", "levels": [{ "id": "a", "label": "A" }] } },
           { "id": "y", "text": "Y", "scale": { "kind": "yes-no", "points": 2, "partial": 1 } },
           { "id": "z", "text": "Z", "scale": { "kind": "yes-no" } },
           { "id": "n", "text": "N", "scale": { "kind": "comment" } }"#,
    );
    let all = [
        (points("8"), "p"),
        (points("-2"), ""),
        (points("10"), ""),
        (points("3"), ""),
        (level("a"), "l"),
        (level("b"), ""),
        (Answer::Yes, "yz"),
        (Answer::No, "yz"),
        (Answer::Partial, "y"),
        (Answer::Comment("x".into()), "n"),
        (Answer::Comment("".into()), ""),
        (Answer::NotApplicable, ""),
    ];
    for (answer, takers) in all {
        for id in ["p", "l", "y", "z", "n"] {
            let scale = &rubric.criterion(id).expect("the criterion").scale;
            assert_eq!(scale.family().takes(&answer), takers.contains(id), "{id} {answer:?}");
        }
    }
}

#[test]
fn the_largest_amounts_stay_exact() {
    // A trace of a point scaled up to a million, and a million of points below zero with it: without a limit this leaves the
    // range of the numbers, and what is put on cannot be taken off again.
    let criterion = |id: usize| {
        let scale = r#"{ "kind": "levels", "levels": [
            { "id": "low", "label": "L", "points": -1000000 }, { "id": "high", "label": "H", "points": 0.0001 }] }"#;
        format!(r#"{{ "id": "c{id}", "text": "C", "weight": 1000000, "scale": {scale} }}"#)
    };
    let group = |id: &str, inner: String| format!(r#"{{ "id": "{id}", "title": "S", "weight": 1000000, {inner} }}"#);
    let criteria: Vec<_> = (0..40).map(criterion).collect();
    let inner = group("i", format!(r#""criteria": [{}]"#, criteria.join(",")));
    let rubric = rubric_with(&format!(
        r#""sections": [{}]"#,
        group("o", format!(r#""sections": [{inner}]"#))
    ));
    let blank = Sheet::blank(&rubric);
    let ids: Vec<_> = (0..40).map(|id| format!("c{id}")).collect();
    let set = |sheet: Sheet, answer: Option<Answer>| {
        ids.iter()
            .fold(sheet, |sheet, id| with(&rubric, &sheet, id, &entry(answer.clone())))
    };
    let low = set(blank.clone(), Some(level("low")));
    let inner = low
        .section(rubric.section_path("i").expect("its place"))
        .expect("the section");
    // Each is held at −20,000 million; forty of them are −800,000 million, ÷ 40 by the weight.
    assert_eq!(inner.sum.score.to_string(), "-800000000000");
    assert_eq!(inner.tally.score.to_string(), "-20000000000");
    assert_eq!(low.root.tally.score.to_string(), "0");
    let high = set(low, Some(level("high")));
    assert_eq!(
        (high.root.tally.score.to_string(), high.root.tally.lost),
        ("1000000".to_owned(), 0)
    );
    assert_eq!(set(high, None).root.tally, blank.root.tally);
}

#[test]
fn a_record_of_the_largest_amounts_is_read_again() {
    // Two of the least that a weight allows are below the least that a record may hold, in a section and beside the total.
    let criteria = |from: usize| {
        let criterion = |id: usize| {
            let scale = r#"{ "kind": "levels", "levels": [
                { "id": "low", "label": "L", "points": -1000000 }, { "id": "high", "label": "H", "points": 0.0001 }] }"#;
            format!(r#"{{ "id": "c{id}", "text": "C", "weight": 1000000, "scale": {scale} }}"#)
        };
        (from..from + 2).map(criterion).collect::<Vec<_>>().join(",")
    };
    let section = |id: &str, counts: &str, from| {
        format!(
            r#"{{ "id": "{id}", "title": "S", "counts": "{counts}", "criteria": [{}] }}"#,
            criteria(from)
        )
    };
    let sections = [
        ("s", "base", 0),
        ("t", "base", 2),
        ("b", "bonus", 4),
        ("p", "penalty", 6),
    ];
    let sections = sections.map(|(id, counts, from)| section(id, counts, from));
    let rubric = rubric_with(&format!(r#""sections": [{}]"#, sections.join(",")));
    for count in 1..=8 {
        let answers: Vec<_> = (0..count).map(|id| (format!("c{id}"), level("low"))).collect();
        let answers: Vec<_> = answers.iter().map(|(id, answer)| (&**id, answer.clone())).collect();
        let mut record = assessment::record::Record::blank(&rubric, "x".into());
        record.sheet = answered(&rubric, &answers);
        let text = record.to_text(&rubric);
        let (back, notices) = crate::records::opened(&rubric, &text);
        assert_eq!(notices, [], "{count}");
        assert_eq!(back.to_text(&rubric), text);
    }
}
