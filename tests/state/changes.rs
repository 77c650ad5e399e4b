//! What changed in a rubric, told from both versions and from what a record keeps of the older one.

use crate::kit::{SMALL, blank, id, points, rubric};
use assessment::answers::Entry;
use assessment::record::Record;
use assessment::rubric::compare::Became;
use std::rc::Rc;
use ziping::state::changes::{Group, between, since};
use ziping::state::{OpenRequest, Workspace};

/// The second version: one raised and reworded, one gone, one scored otherwise, one new, one with other words in its scale.
fn second() -> String {
    let edits = [
        (r#""version": "1""#, r#""version": "2""#),
        (
            r#""text": "P", "scale": { "kind": "points", "max": 8"#,
            r#""text": "Better", "scale": { "kind": "points", "max": 10"#,
        ),
        (r#""id": "l", "text": "L""#, r#""id": "m", "text": "M""#),
        (r#""partial": 2"#, r#""partial": 3"#),
        (
            r#""kind": "yes-no" } }] }]"#,
            r#""kind": "yes-no" }, "guidance": "Look twice." }] }]"#,
        ),
    ];
    edits.into_iter().fold(SMALL.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

/// The changes, one line a section.
fn told(groups: &[Group]) -> Vec<String> {
    let line = |group: &Group| {
        let title = group
            .section
            .as_ref()
            .map_or("–".into(), |(_, title)| title.wording("en"));
        let each = group.criteria.iter().map(|one| {
            let became = one.became.iter().map(|became| match became {
                Became::Raised(before, now) => format!("{before}→{now}"),
                Became::Lowered(before, now) => format!("{before}↓{now}"),
                other => format!("{other:?}"),
            });
            let before = one.before.as_ref().map(|before| format!(" «{}»", before.wording("en")));
            let place = one.ordinal.map_or("–".to_owned(), |ordinal| ordinal.to_string());
            let became = became.collect::<Vec<_>>().join("+");
            format!(
                "{place} {}{} {became}",
                one.text.wording("en"),
                before.unwrap_or_default()
            )
        });
        format!("{title}: {}", each.collect::<Vec<_>>().join(", "))
    };
    groups.iter().map(line).collect()
}

#[test]
fn two_loaded_versions_give_all_changes_by_section() {
    let groups = between(&rubric(SMALL), &rubric(&second()));
    let expected = [
        "A: 0 Better «P» 8→10+Reworded, 1 M Added, – L Removed",
        "B: 2 Y Rescored",
        "C: 4 V Reworded",
    ];
    assert_eq!(told(&groups), expected);
    assert!(between(&rubric(SMALL), &rubric(SMALL)).is_empty());
}

#[test]
fn a_record_alone_gives_changes_of_texts_maxima_and_scoring() {
    let (old, new) = (blank(SMALL), rubric(&second()));
    let file = Record::parse(&old.record.to_text(&old.rubric)).expect("a record");
    let expected = [
        "A: 0 Better «P» 8→10+Reworded, 1 M Added",
        "B: 2 Y Rescored",
        "–: – L Removed",
    ];
    assert_eq!(told(&since(&file, &new)), expected);
    // Of the same version there is nothing to tell, nor of another rubric, nor where a record keeps nothing of its criteria.
    assert!(since(&file, &old.rubric).is_empty());
    let bare = r#"{ "format": 1, "kind": "ziping-record", "id": "x", "revision": 0, "rubric": { "id": "small", "version": "1" } }"#;
    assert!(since(&Record::parse(bare).expect("a record"), &new).is_empty());
}

#[test]
fn opening_a_file_reports_the_changes() {
    let open = |workspace: &mut Workspace, text: String| {
        workspace.open(OpenRequest {
            name: "file.json".into(),
            text: text.into(),
            fresh: "fresh".into(),
        });
    };
    let mut workspace = Workspace::new([Rc::from(SMALL)], "fresh".into(), "2026-11-23".into());
    assert!(workspace.changes.is_empty());
    open(&mut workspace, second());
    assert_eq!(told(&workspace.changes).len(), 3);
    open(&mut workspace, second());
    assert_eq!(told(&workspace.changes), [""; 0]);

    // A record of the first version, where only the second is loaded.
    let mut old = blank(SMALL);
    let place = old.rubric.criterion_path(&id("p")).expect("its place");
    let entry = Entry {
        answer: Some(points("7")),
        ..Entry::default()
    };
    old.record.sheet = old
        .record
        .sheet
        .with_entry(&old.rubric, place, &entry)
        .expect("an edit");
    let mut workspace = Workspace::new([Rc::from(second())], "fresh".into(), "2026-11-23".into());
    open(&mut workspace, old.record.to_text(&old.rubric));
    assert_eq!(told(&workspace.changes).len(), 3);
}
