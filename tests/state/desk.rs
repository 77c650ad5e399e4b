//! The desk: what is offered and opened, what is asked before anything could be lost, and what a broken file leaves alone.

use crate::kit::*;
use crate::seen::*;
use std::rc::Rc;
use ziping::state::{Desk, Report};

/// A rubric of one criterion.
fn other() -> String {
    r#"{ "format": 1, "id": "other", "version": "7", "status": "sample", "title": "Other", "summary": "One.",
        "sections": [{ "id": "s", "title": "S", "criteria": [{ "id": "p", "text": "P", "scale": { "kind": "points", "max": 3 } }] }] }"#
        .to_owned()
}

fn desk(sources: &[&str]) -> Desk {
    Desk::new(
        sources.iter().map(|source| Rc::from(*source)),
        "fresh".into(),
        "2026-11-23".into(),
    )
}

/// A desk with something entered that no file holds.
fn unkept() -> Desk {
    let mut desk = desk(&[SMALL, &other()]);
    assert!(desk.begin("small", "first".into()));
    does(desk.session.as_mut().expect("an open form"), answer("p", points("7")));
    desk
}

#[test]
fn one_rubric_opens_at_once_and_several_are_offered() {
    for (sources, open, offered) in [
        (vec![], "nothing", vec![]),
        (vec![SMALL], "small@1: = 0/15 empty", vec!["small@1"]),
        (vec![SMALL, &other()], "nothing", vec!["small@1", "other@7"]),
    ] {
        let desk = desk(&sources);
        assert_eq!((shown(&desk).as_str(), told(&desk).as_str()), (open, ""));
        let shipped: Vec<_> = desk.shipped.iter().map(|s| format!("{}@{}", s.id, s.version)).collect();
        assert_eq!(shipped, offered);
        assert!(!desk.is_unkept());
    }
}

#[test]
fn offered_rubrics_have_a_title_and_a_status() {
    let desk = desk(&[SMALL, &other()]);
    let offer = &desk.shipped[1];
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
    let desk = desk(&sources.each_ref().map(String::as_str));
    let ids: Vec<_> = desk.shipped.iter().map(|shipped| &*shipped.id).collect();
    assert_eq!(ids, ["b", "d", "a", "c"]);
}

#[test]
fn the_rubrics_that_ship_are_offered() {
    let (school, class) = (shipped("school-pe"), shipped("class-culture"));
    let mut desk = desk(&[&school, &class]);
    assert!(desk.begin("school-pe", "fresh".into()));
    assert_eq!(shown(&desk), "school-pe@1: = 0/100 empty");
    desk.close();
    assert!(desk.begin("class-culture", "fresh".into()));
    assert_eq!(shown(&desk), "class-culture@1: = 0/100 empty");
}

#[test]
fn a_broken_rubric_that_came_alone_says_why() {
    let desk = desk(&["{"]);
    assert_eq!(
        (shown(&desk).as_str(), told(&desk).as_str()),
        ("nothing", "problems of : cut-short")
    );
    assert!(desk.shipped.is_empty());
}

#[test]
fn begin_opens_a_blank_form() {
    let mut desk = desk(&[SMALL, &other()]);
    assert!(!desk.begin("ghost", "x".into()));
    assert_eq!((shown(&desk).as_str(), told(&desk).as_str()), ("nothing", ""));
    assert!(desk.begin("other", "x".into()));
    assert_eq!(
        (shown(&desk).as_str(), told(&desk).as_str()),
        ("other@7: = 0/3 empty", "")
    );
    assert_eq!(&*state(&desk).record.id, "x");
}

#[test]
fn beginning_what_is_open_already_goes_on_with_it() {
    let mut desk = desk(&[SMALL]);
    assert!(desk.begin("small", "second".into()));
    assert_eq!(
        (shown(&desk).as_str(), told(&desk).as_str()),
        ("small@1: = 0/15 empty", "")
    );
    does(desk.session.as_mut().expect("an open form"), answer("p", points("7")));
    assert!(desk.begin("small", "third".into()));
    assert_eq!(
        (shown(&desk).as_str(), told(&desk).as_str()),
        ("small@1: p 7 = 7/15 provisional", "")
    );
    assert!(desk.is_unkept());
}

#[test]
fn opening_a_rubric_file() {
    let mut desk = desk(&[SMALL]);
    open(&mut desk, &other());
    assert_eq!(
        (shown(&desk).as_str(), told(&desk).as_str()),
        ("other@7: = 0/3 empty", "")
    );
    assert!(!desk.is_unkept());
    assert_eq!(desk.shipped.len(), 1, "what is offered stays");
}

#[test]
fn a_word_in_a_rubric_does_not_make_it_a_record() {
    let mut desk = desk(&[]);
    open(
        &mut desk,
        &other().replace("One.", r#"Not a \"kind\": \"ziping-record\"; ziping-record"#),
    );
    assert_eq!(shown(&desk), "other@7: = 0/3 empty");
}

#[test]
fn opening_asks_before_discarding_edits() {
    let before = "small@1: p 7 = 7/15 provisional";
    let record = state(&desk(&[&other()])).record.to_text(&rubric(&other()));
    for file in [other(), record] {
        let mut desk = unkept();
        open(&mut desk, &file);
        assert_eq!(
            (shown(&desk).as_str(), told(&desk).as_str()),
            (before, "asks before file.json")
        );
        assert!(desk.is_unkept());
        let Report::Asks(asked) = desk.report.clone() else {
            panic!("{}", told(&desk));
        };
        desk.open_anyway(&asked);
        assert_eq!(shown(&desk), "other@7: = 0/3 empty");
        assert!(!desk.is_unkept());
    }
}

#[test]
fn opening_does_not_ask_about_exported_edits() {
    let mut desk = unkept();
    desk.keep();
    assert!(!desk.is_unkept());
    open(&mut desk, &other());
    assert_eq!(
        (shown(&desk).as_str(), told(&desk).as_str()),
        ("other@7: = 0/3 empty", "")
    );

    let mut desk = unkept();
    desk.keep();
    does(desk.session.as_mut().expect("an open form"), note("p", "later"));
    assert!(desk.is_unkept(), "an edit after the export is in no file");
    desk.session.as_mut().expect("an open form").undo(&stamp());
    assert!(desk.is_unkept(), "neither is taking it back: it is an edit of its own");
}

#[test]
fn closing_asks_before_discarding_edits() {
    let mut desk = unkept();
    desk.close();
    assert_eq!(
        (shown(&desk).as_str(), told(&desk).as_str()),
        ("small@1: p 7 = 7/15 provisional", "asks before closing")
    );
    desk.close_anyway();
    assert_eq!((shown(&desk).as_str(), told(&desk).as_str()), ("nothing", ""));
    assert_eq!((desk.shipped.len(), desk.is_unkept(), desk.kept), (2, false, 0));
    desk.close();
    assert_eq!(shown(&desk), "nothing");

    let mut desk = unkept();
    desk.keep();
    desk.close();
    assert_eq!(shown(&desk), "nothing", "what is in a file is put away at once");
    assert!(desk.begin("small", "second".into()));
    assert_eq!(shown(&desk), "small@1: = 0/15 empty");
    assert!(!desk.is_unkept());
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
        let mut desk = unkept();
        let before = state(&desk).record.to_text(&state(&desk).rubric);
        open(&mut desk, file);
        assert_eq!(told(&desk), format!("problems of file.json: {problems}"), "{file}");
        assert_eq!(state(&desk).record.to_text(&state(&desk).rubric), before, "{file}");
        assert!(desk.is_unkept(), "{file}");
        assert!(
            desk.session.as_ref().is_some_and(ziping::state::Session::can_undo),
            "{file}"
        );
    }
}
