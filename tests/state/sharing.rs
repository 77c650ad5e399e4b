//! An edit replaces the nodes on its path and shares all others, whatever the size and the shape.

use crate::kit::*;
use assessment::answers::Value;
use assessment::score::{Chunks, SectionSheet, Tallied};
use std::rc::Rc;
use ziping::state::{Change, State};

const MANY: usize = 10_000;

/// A rubric of 10,000 criteria `c0`…, so many a section.
fn many(each: usize) -> State {
    let criteria = |from: usize| {
        (from..from + each)
            .map(|i| format!(r#"{{ "id": "c{i}", "text": "C", "scale": {{ "kind": "points", "max": 4 }} }}"#))
            .collect::<Vec<_>>()
            .join(",")
    };
    let sections: Vec<_> = (0..MANY / each)
        .map(|i| {
            format!(
                r#"{{ "id": "s{i}", "title": "S", "criteria": [{}] }}"#,
                criteria(i * each)
            )
        })
        .collect();
    blank(&format!(
        r#"{{ "format": 1, "id": "many", "version": "1", "status": "draft", "title": "Many", "roles": [{{ "id": "head", "label": "H" }}],
            "profile": [{{ "id": "school", "label": "S", "kind": "text" }}], "sections": [{}] }}"#,
        sections.join(",")
    ))
}

/// The chunks that are not the very same, noted, and the siblings in them that are not.
fn others<'s, T: Tallied>(
    before: &'s Chunks<T>,
    after: &'s Chunks<T>,
    found: &mut Vec<String>,
) -> Vec<(&'s Rc<T>, &'s Rc<T>)> {
    let mut siblings = Vec::new();
    for (old, new) in before.chunks.iter().zip(after.chunks.iter()) {
        if !Rc::ptr_eq(old, new) {
            found.push(format!("chunk from {}", new.first));
            let pairs = old.items.iter().zip(&new.items);
            siblings.extend(pairs.filter(|(old, new)| !Rc::ptr_eq(old, new)));
        }
    }
    siblings
}

fn section(before: &SectionSheet, after: &SectionSheet, found: &mut Vec<String>) {
    assert!(Rc::ptr_eq(&before.spec, &after.spec));
    found.push(format!("section {}", after.spec.id));
    for (old, new) in others(&before.criteria, &after.criteria, found) {
        assert!(Rc::ptr_eq(&old.spec, &new.spec));
        found.push(new.spec.id.to_string());
    }
    for (old, new) in others(&before.sections, &after.sections, found) {
        section(old, new, found);
    }
}

/// Every node that is not the very same, from the whole down.
fn replaced(before: &State, after: &State) -> Vec<String> {
    let mut found = Vec::new();
    let (old, new) = (&before.record.sheet.root, &after.record.sheet.root);
    if !Rc::ptr_eq(old, new) {
        section(old, new, &mut found);
    }
    let mut part = |same: bool, name: &str| {
        if !same {
            found.push(name.to_owned());
        }
    };
    part(Rc::ptr_eq(&before.rubric, &after.rubric), "rubric");
    part(Rc::ptr_eq(&before.outcome, &after.outcome), "outcome");
    part(Rc::ptr_eq(&before.record.profile, &after.record.profile), "profile");
    part(Rc::ptr_eq(&before.record.roles, &after.record.roles), "roles");
    part(Rc::ptr_eq(&before.record.period, &after.record.period), "period");
    part(Rc::ptr_eq(&before.record.date, &after.record.date), "date");
    found
}

fn check(state: &State, cases: &[(Change, &[&str])]) {
    for (change, expected) in cases {
        assert_eq!(
            replaced(state, &after(state, [change.clone()])),
            *expected,
            "{change:?}"
        );
    }
}

#[test]
fn an_edit_replaces_only_its_path_in_sections_of_20() {
    check(
        &many(20),
        &[
            (
                answer("c0", points("4")),
                &[
                    "section ",
                    "chunk from 0",
                    "section s0",
                    "chunk from 0",
                    "c0",
                    "outcome",
                ],
            ),
            (
                answer("c9137", points("4")),
                &[
                    "section ",
                    "chunk from 450",
                    "section s456",
                    "chunk from 0",
                    "c9137",
                    "outcome",
                ],
            ),
            (
                typed("c9999", None, Some("x")),
                &[
                    "section ",
                    "chunk from 450",
                    "section s499",
                    "chunk from 0",
                    "c9999",
                    "outcome",
                ],
            ),
            (
                note("c9137", "x"),
                &["section ", "chunk from 450", "section s456", "chunk from 0", "c9137"],
            ),
            (narrative("s456", "x"), &["section ", "chunk from 450", "section s456"]),
            (narrative("", "x"), &["section "]),
        ],
    );
}

#[test]
fn an_edit_replaces_only_its_run_in_one_section() {
    check(
        &many(MANY),
        &[
            (
                answer("c0", points("4")),
                &[
                    "section ",
                    "chunk from 0",
                    "section s0",
                    "chunk from 0",
                    "c0",
                    "outcome",
                ],
            ),
            (
                answer("c9137", points("4")),
                &[
                    "section ",
                    "chunk from 0",
                    "section s0",
                    "chunk from 9100",
                    "c9137",
                    "outcome",
                ],
            ),
            (
                note("c9999", "x"),
                &["section ", "chunk from 0", "section s0", "chunk from 9950", "c9999"],
            ),
            (narrative("s0", "x"), &["section ", "chunk from 0", "section s0"]),
        ],
    );
}

#[test]
fn an_edit_replaces_only_its_path_in_nested_sections() {
    let path = [
        "section ",
        "chunk from 0",
        "section a",
        "chunk from 0",
        "section b",
        "chunk from 0",
        "n",
        "outcome",
    ];
    check(
        &small(),
        &[(answer("n", assessment::answers::Answer::Comment("x".into())), &path)],
    );
}

#[test]
fn an_edit_beside_the_sheet_replaces_no_part_of_it() {
    let state = after(
        &small(),
        [profile("school", Some(Value::Text("x".into()))), role("head", &["x"])],
    );
    check(
        &state,
        &[
            (profile("school", Some(Value::Text("y".into()))), &["profile"]),
            (role("head", &["y"]), &["roles"]),
            (Change::Period("2026".into()), &["period"]),
            (Change::Date("2026-11-23".into()), &["date"]),
        ],
    );
}
