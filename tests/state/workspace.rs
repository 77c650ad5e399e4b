//! The workspace: what is offered and opened, what is asked before anything could be lost, and what a broken file leaves alone.

use crate::kit::*;
use crate::seen::*;
use std::rc::Rc;
use ziping::state::{OpenOutcome, Workspace};

/// A rubric of one criterion.
fn other() -> String {
    r#"{ "format": 1, "id": "other", "version": "7", "status": "sample", "title": "Other", "summary": "One.",
        "sections": [{ "id": "s", "title": "S", "criteria": [{ "id": "p", "text": "P", "scale": { "kind": "points", "max": 3 } }] }] }"#
        .to_owned()
}

fn workspace(sources: &[&str]) -> Workspace {
    Workspace::new(
        sources.iter().map(|source| Rc::from(*source)),
        "fresh".into(),
        "2026-11-23".into(),
    )
}

/// A workspace with something entered that no file holds.
fn unkept() -> Workspace {
    let mut workspace = workspace(&[SMALL, &other()]);
    assert!(workspace.begin("small", "first".into()));
    does(
        workspace.session.as_mut().expect("an open form"),
        answer("p", points("7")),
    );
    workspace
}

#[test]
fn one_rubric_opens_at_once_and_several_are_offered() {
    for (sources, open, offered) in [
        (vec![], "nothing", vec![]),
        (vec![SMALL], "small@1: = 0/15 empty", vec!["small@1"]),
        (vec![SMALL, &other()], "nothing", vec!["small@1", "other@7"]),
    ] {
        let workspace = workspace(&sources);
        assert_eq!((shown(&workspace).as_str(), told(&workspace).as_str()), (open, ""));
        let shipped: Vec<_> = workspace
            .shipped
            .iter()
            .map(|s| format!("{}@{}", s.id, s.version))
            .collect();
        assert_eq!(shipped, offered);
        assert!(!workspace.is_dirty());
    }
}

#[test]
fn offered_rubrics_have_a_title_and_a_status() {
    let workspace = workspace(&[SMALL, &other()]);
    let offer = &workspace.shipped[1];
    assert_eq!(offer.title.wording("en").to_string(), "Other");
    assert_eq!(
        offer
            .summary
            .as_ref()
            .map(|text| text.wording("en").to_string())
            .as_deref(),
        Some("One.")
    );
    assert_eq!(
        (&*offer.source, offer.status),
        (other().as_str(), assessment::rubric::Status::Sample)
    );
}

#[test]
fn what_is_in_force_is_offered_first_and_what_is_broken_not_at_all() {
    let named = |id: &str, status: &str| {
        let named = other().replace(r#""id": "other""#, &format!(r#""id": "{id}""#));
        named.replace("sample", status)
    };
    let sources = [
        named("a", "sample"),
        named("b", "final"),
        "{".to_owned(),
        named("c", "draft"),
        named("d", "final"),
    ];
    let workspace = workspace(&sources.each_ref().map(String::as_str));
    let ids: Vec<_> = workspace.shipped.iter().map(|shipped| &*shipped.id).collect();
    assert_eq!(ids, ["b", "d", "a", "c"]);
}

#[test]
fn the_rubrics_that_ship_are_offered() {
    let (school, class) = (shipped("school-pe"), shipped("class-culture"));
    let mut workspace = workspace(&[&school, &class]);
    assert!(workspace.begin("school-pe", "fresh".into()));
    assert_eq!(shown(&workspace), "school-pe@1: = 0/100 empty");
    workspace.close();
    assert!(workspace.begin("class-culture", "fresh".into()));
    assert_eq!(shown(&workspace), "class-culture@1: = 0/100 empty");
}

#[test]
fn a_broken_rubric_that_came_alone_says_why() {
    let workspace = workspace(&["{"]);
    assert_eq!(
        (shown(&workspace).as_str(), told(&workspace).as_str()),
        ("nothing", "problems of : cut-short")
    );
    assert!(workspace.shipped.is_empty());
}

#[test]
fn begin_opens_a_blank_form() {
    let mut workspace = workspace(&[SMALL, &other()]);
    assert!(!workspace.begin("ghost", "x".into()));
    assert_eq!((shown(&workspace).as_str(), told(&workspace).as_str()), ("nothing", ""));
    assert!(workspace.begin("other", "x".into()));
    assert_eq!(
        (shown(&workspace).as_str(), told(&workspace).as_str()),
        ("other@7: = 0/3 empty", "")
    );
    assert_eq!(&*state(&workspace).record.id, "x");
}

#[test]
fn beginning_what_is_open_already_goes_on_with_it() {
    let mut workspace = workspace(&[SMALL]);
    assert!(workspace.begin("small", "second".into()));
    assert_eq!(
        (shown(&workspace).as_str(), told(&workspace).as_str()),
        ("small@1: = 0/15 empty", "")
    );
    does(
        workspace.session.as_mut().expect("an open form"),
        answer("p", points("7")),
    );
    assert!(workspace.begin("small", "third".into()));
    assert_eq!(
        (shown(&workspace).as_str(), told(&workspace).as_str()),
        ("small@1: p 7 = 7/15 provisional", "")
    );
    assert!(workspace.is_dirty());
}

#[test]
fn opening_a_rubric_file() {
    let mut workspace = workspace(&[SMALL]);
    open(&mut workspace, &other());
    assert_eq!(
        (shown(&workspace).as_str(), told(&workspace).as_str()),
        ("other@7: = 0/3 empty", "")
    );
    assert!(!workspace.is_dirty());
    assert_eq!(workspace.shipped.len(), 1, "what is offered stays");
}

#[test]
fn a_word_in_a_rubric_does_not_make_it_a_record() {
    let mut workspace = workspace(&[]);
    open(
        &mut workspace,
        &other().replace("One.", r#"Not a \"kind\": \"ziping-record\"; ziping-record"#),
    );
    assert_eq!(shown(&workspace), "other@7: = 0/3 empty");
}

#[test]
fn opening_asks_before_discarding_edits() {
    let before = "small@1: p 7 = 7/15 provisional";
    let record = state(&workspace(&[&other()])).record.to_text(&rubric(&other()));
    for file in [other(), record] {
        let mut workspace = unkept();
        open(&mut workspace, &file);
        assert_eq!(
            (shown(&workspace).as_str(), told(&workspace).as_str()),
            (before, "asks before file.json")
        );
        assert!(workspace.is_dirty());
        let OpenOutcome::Asks(asked) = workspace.report.clone() else {
            panic!("{}", told(&workspace));
        };
        workspace.open_anyway(&asked);
        assert_eq!(shown(&workspace), "other@7: = 0/3 empty");
        assert!(!workspace.is_dirty());
    }
}

#[test]
fn opening_does_not_ask_about_exported_edits() {
    let mut workspace = unkept();
    workspace.mark_exported();
    assert!(!workspace.is_dirty());
    open(&mut workspace, &other());
    assert_eq!(
        (shown(&workspace).as_str(), told(&workspace).as_str()),
        ("other@7: = 0/3 empty", "")
    );

    let mut workspace = unkept();
    workspace.mark_exported();
    does(workspace.session.as_mut().expect("an open form"), note("p", "later"));
    assert!(workspace.is_dirty(), "an edit after the export is in no file");
    workspace.session.as_mut().expect("an open form").undo(&stamp());
    assert!(
        workspace.is_dirty(),
        "neither is taking it back: it is an edit of its own"
    );
}

#[test]
fn closing_asks_before_discarding_edits() {
    let mut workspace = unkept();
    workspace.close();
    assert_eq!(
        (shown(&workspace).as_str(), told(&workspace).as_str()),
        ("small@1: p 7 = 7/15 provisional", "asks before closing")
    );
    workspace.close_anyway();
    assert_eq!((shown(&workspace).as_str(), told(&workspace).as_str()), ("nothing", ""));
    assert_eq!(
        (workspace.shipped.len(), workspace.is_dirty(), workspace.exported_at),
        (2, false, 0)
    );
    workspace.close();
    assert_eq!(shown(&workspace), "nothing");

    let mut workspace = unkept();
    workspace.mark_exported();
    workspace.close();
    assert_eq!(shown(&workspace), "nothing", "what is in a file is put away at once");
    assert!(workspace.begin("small", "second".into()));
    assert_eq!(shown(&workspace), "small@1: = 0/15 empty");
    assert!(!workspace.is_dirty());
}

#[test]
fn a_broken_file_changes_nothing_and_gives_all_its_problems() {
    let record =
        r#"{ "format": 1, "kind": "ziping-record", "revision": "x", "rubric": { "id": "a b", "version": "1" } }"#;
    let rubric = other()
        .replace(r#""max": 3"#, r#""max": 3, "stepp": 1"#)
        .replace(r#""status": "sample""#, r#""status": "done""#)
        .replace(r#""title": "S""#, r#""title": 5"#);
    for (file, problems) in [
        ("", "cut-short"),
        ("[", "cut-short"),
        ("hello", "syntax"),
        ("[]", "no-rubric"),
        ("{", "cut-short"),
        (r#"{ "kind": "ziping-record", "#, "cut-short"),
        (r#"{ "kind": "ziping-record", "format": 2 }"#, "newer-format format"),
        (record, "missing-key, wrong-type revision, bad-id rubric.id"),
        (
            &rubric,
            "unknown-word status, wrong-type sections[0].title, misspelt-key sections[0].criteria[0].scale.stepp",
        ),
    ] {
        let mut workspace = unkept();
        let before = state(&workspace).record.to_text(&state(&workspace).rubric);
        open(&mut workspace, file);
        assert_eq!(told(&workspace), format!("problems of file.json: {problems}"), "{file}");
        assert_eq!(
            state(&workspace).record.to_text(&state(&workspace).rubric),
            before,
            "{file}"
        );
        assert!(workspace.is_dirty(), "{file}");
        assert!(
            workspace.session.as_ref().is_some_and(ziping::state::Session::can_undo),
            "{file}"
        );
    }
}
