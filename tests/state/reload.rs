//! A rubric read again while it is written: answers stay, what does not fit any more is told, and nothing is lost.

use crate::kit::*;
use crate::seen::*;
use assessment::answers::{Answer, Value};
use std::rc::Rc;
use ziping::state::{Change, Workspace};

/// The small rubric with one thing replaced.
fn edited(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "{from}");
    SMALL.replace(from, to)
}

/// The small rubric without the section in a section.
fn cut() -> String {
    let (from, to) = (
        SMALL.find(
            r#""sections": [
            {"#,
        ),
        SMALL.find(r#"{ "id": "c""#),
    );
    let (from, to) = from.zip(to).expect("the section");
    format!("{} \"x-cut\": true }},\n        {}", &SMALL[..from], &SMALL[to..])
}

fn workspace(changes: impl IntoIterator<Item = Change>) -> Workspace {
    let mut workspace = Workspace::new([Rc::from(SMALL)], "fresh".into(), "2026-11-23".into());
    let session = workspace.session.as_mut().expect("an open form");
    changes.into_iter().for_each(|change| does(session, change));
    workspace
}

fn filled() -> Vec<Change> {
    vec![
        answer("p", points("7.5")),
        note("p", "why"),
        answer("l", level("top")),
        answer("y", Answer::Partial),
        answer("n", Answer::Comment("x".into())),
        narrative("", "whole"),
        narrative("b", "part"),
        profile("school", Some(Value::Text("一小".into()))),
        role("members", &["甲", "乙"]),
        Change::Period("2026".into()),
        Change::Date("2026-11-23".into()),
    ]
}

#[test]
fn answers_stay_on_the_edited_rubric() {
    let said = r#"period 2026; date 2026-11-23; school Text("一小"); members 甲,乙; narrative whole; p 7.5; p:note why; l top; b:narrative part; y Partial; n “x”"#;
    for (source, notices, total) in [
        (SMALL.to_owned(), "", "11.5/15 final pass"),
        (
            edited(r#""text": "P""#, r#""text": "Better said""#),
            "wording changed",
            "11.5/15 final pass",
        ),
        (
            edited(r#""max": 8"#, r#""max": 10"#),
            "scoring changed",
            "11.5/17 final pass",
        ),
        (
            edited(r#""version": "1""#, r#""version": "2""#),
            "version 1",
            "11.5/15 final pass",
        ),
    ] {
        let mut workspace = workspace(filled());
        open(&mut workspace, &source);
        assert_eq!(told(&workspace), format!("reloaded file.json: {notices}"));
        assert_eq!(seen(state(&workspace)), format!("{said} = {total}"));
        assert_eq!(
            (&*state(&workspace).record.id, state(&workspace).record.revision),
            ("fresh", 11)
        );
        assert!(workspace.is_dirty(), "what was in no file still is in none");
    }
}

#[test]
fn reading_again_what_is_in_a_file_asks_nothing() {
    let mut workspace = workspace(filled());
    workspace.mark_exported();
    open(&mut workspace, &edited(r#""max": 8"#, r#""max": 10"#));
    assert!(!workspace.is_dirty());
}

#[test]
fn an_answer_above_the_new_maximum_is_refused() {
    let mut workspace = workspace([answer("p", points("7.5")), answer("y", Answer::Yes)]);
    let smaller = edited(r#""max": 8, "step": 0.5"#, r#""max": 5"#);
    open(&mut workspace, &smaller);
    assert_eq!(told(&workspace), "reloaded file.json: scoring changed, unfit p");
    assert_eq!(seen(state(&workspace)), "p:refused 7.5; y Yes = 5/12 provisional");
    open(&mut workspace, &smaller);
    assert_eq!(told(&workspace), "reloaded file.json: unfit p", "it still does not fit");
    assert_eq!(seen(state(&workspace)), "p:refused 7.5; y Yes = 5/12 provisional");
    open(&mut workspace, SMALL);
    assert_eq!(
        seen(state(&workspace)),
        "p 7.5; y Yes = 12.5/15 provisional",
        "nobody touched it: it comes back"
    );
}

#[test]
fn answers_that_do_not_fit_are_refused() {
    for (change, from, to, shown) in [
        (
            answer("l", level("low")),
            r#"{ "id": "low", "label": "Low", "points": 0 }"#,
            r#"{ "id": "nil", "label": "Nil", "points": 0 }"#,
            "l:refused low",
        ),
        (
            answer("y", Answer::Partial),
            r#""points": 5, "partial": 2"#,
            r#""points": 5"#,
            "y:refused partial",
        ),
        (
            answer("n", Answer::Comment("x".into())),
            r#""kind": "comment""#,
            r#""kind": "points", "max": 1"#,
            "n:refused x",
        ),
    ] {
        let mut workspace = workspace([change]);
        open(&mut workspace, &edited(from, to));
        assert!(
            seen(state(&workspace)).starts_with(shown),
            "{}",
            seen(state(&workspace))
        );
    }
}

#[test]
fn what_the_edited_rubric_lacks_is_kept_and_comes_back() {
    let mut workspace = workspace(filled());
    let all = seen(state(&workspace));
    open(&mut workspace, &cut());
    assert!(told(&workspace).contains("unplaced y+n+b"), "{}", told(&workspace));
    assert_eq!(
        seen(state(&workspace)),
        r#"period 2026; date 2026-11-23; school Text("一小"); members 甲,乙; narrative whole; p 7.5; p:note why; l top = 9.5/10 final pass"#
    );
    // Edits and another reading in between lose nothing either.
    does(workspace.session.as_mut().expect("an open form"), note("l", "later"));
    open(&mut workspace, &cut());
    let text = state(&workspace).record.to_text(&state(&workspace).rubric);
    for kept in [r#""value": "partial""#, r#""text": "x""#, r#""b": "part""#] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    open(&mut workspace, SMALL);
    assert_eq!(seen(state(&workspace)), all.replace("l top", "l top; l:note later"));
}

#[test]
fn profile_fields_and_roles_come_back_too() {
    let mut workspace = workspace(filled());
    let all = seen(state(&workspace));
    let without = SMALL
        .replace(
            r#"{ "id": "school", "label": "School", "kind": "text", "subject": true },"#,
            "",
        )
        .replace(r#", { "id": "members", "label": "Members", "repeating": true }"#, "");
    open(&mut workspace, &without);
    assert!(!seen(state(&workspace)).contains("甲"), "{}", seen(state(&workspace)));
    open(&mut workspace, SMALL);
    assert_eq!(seen(state(&workspace)), all);
}

#[test]
fn a_broken_edit_leaves_the_form_on_the_rubric_before() {
    let mut workspace = workspace(filled());
    let before = shown(&workspace);
    open(
        &mut workspace,
        &edited(r#""max": 8, "step": 0.5"#, r#""max": 8, "step": 3"#),
    );
    assert_eq!(
        told(&workspace),
        "problems of file.json: step-does-not-divide sections[0].criteria[0].scale.step"
    );
    assert_eq!(shown(&workspace), before);
}

#[test]
fn the_past_goes_on_where_it_still_has_a_place() {
    let mut workspace = workspace([answer("p", points("4")), note("y", "x"), answer("l", level("top"))]);
    open(&mut workspace, &cut());
    let session = workspace.session.as_mut().expect("an open form");
    assert_eq!(seen(&session.state), "p 4; l top = 6/10 final fail");
    assert_eq!(session.undo(&stamp()), Some(answer("l", None)));
    assert_eq!(
        session.undo(&stamp()),
        Some(answer("p", None)),
        "the step at what is gone is passed over"
    );
    assert_eq!(session.undo(&stamp()), None);
    assert_eq!(seen(&session.state), "= 0/10 empty");
    assert_eq!(session.redo(&stamp()), Some(answer("p", points("4"))));
}

#[test]
fn the_past_brings_back_nothing_that_the_rubric_does_not_take_any_more() {
    let mut workspace = workspace([answer("p", points("8")), answer("p", points("3"))]);
    open(&mut workspace, &edited(r#""max": 8"#, r#""max": 5"#));
    let session = workspace.session.as_mut().expect("an open form");
    assert_eq!(session.undo(&stamp()), Some(answer("p", None)));
    assert_eq!(seen(&session.state), "= 0/12 empty");
}

#[test]
fn a_large_rubric_with_large_points_is_read_again_too() {
    let source = edited(r#""max": 8, "step": 0.5"#, r#""max": 1000000, "step": 0.5"#)
        .replace(r#""points": 5"#, r#""points": 999999"#);
    let mut workspace = Workspace::new([Rc::from(source.as_str())], "fresh".into(), "2026-11-23".into());
    let session = workspace.session.as_mut().expect("an open form");
    does(session, answer("p", points("1000000")));
    does(session, answer("y", Answer::Yes));
    open(&mut workspace, &source);
    assert_eq!(told(&workspace), "reloaded file.json: ");
    assert_eq!(
        seen(state(&workspace)),
        "p 1000000; y Yes = 1999999/2000001 provisional"
    );
}
