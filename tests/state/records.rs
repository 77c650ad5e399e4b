//! Records: exported, opened here or elsewhere, on this version or another, and never at the price of what is open.

use crate::kit::*;
use crate::seen::*;
use assessment::answers::{Answer, Value};
use std::rc::Rc;
use ziping::state::{Change, OpenOutcome, State, Workspace};

const SCHOOL: [&str; 21] = [
    "4", "2", "2", "6", "4", "2", "8", "3", "10", "5", "5", "1", "2", "5", "3", "3", "2", "15", "3", "2", "3",
];

fn workspace(sources: &[&str]) -> Workspace {
    Workspace::new(
        sources.iter().map(|source| Rc::from(*source)),
        "fresh".into(),
        "2026-11-23".into(),
    )
}

fn text(state: &State) -> String {
    state.record.to_text(&state.rubric)
}

fn version(number: &str) -> String {
    SMALL.replace(r#""version": "1""#, &format!(r#""version": "{number}""#))
}

/// The record of a form of this rubric with these changes.
fn record(source: &str, changes: impl IntoIterator<Item = Change>) -> String {
    text(&after(&blank(source), changes))
}

#[test]
fn the_schools_record_comes_back_to_the_byte() {
    let (school, class) = (shipped("school-pe"), shipped("class-culture"));
    let mut here = workspace(&[&school]);
    let session = here.session.as_mut().expect("an open form");
    for (i, amount) in SCHOOL.iter().enumerate() {
        does(session, answer(&format!("pe-{:02}", i + 1), points(amount)));
    }
    for veto in ["veto-hour", "veto-lessons", "veto-fitness", "veto-tests", "veto-fraud"] {
        does(session, answer(veto, Answer::No));
    }
    does(session, profile("school", Some(Value::Text("第一小学".into()))));
    does(
        session,
        profile("classes", Some(Value::Number("15".parse().expect("a decimal")))),
    );
    does(session, role("deputies", &["甲", "乙"]));
    does(session, narrative("", "总结\n\n^v^ **20**版 </script>"));
    does(session, narrative("teaching", "开齐开足"));
    does(session, note("pe-12", "一项"));
    does(session, Change::Period("2025—2026学年".into()));
    does(session, Change::Date("2026-11-23".into()));
    assert!(
        seen(&session.state).ends_with(" = 90/100 final excellent"),
        "{}",
        seen(&session.state)
    );
    let (before, exported) = (content(&session.state), text(&session.state));
    here.mark_exported();

    for sources in [vec![school.as_str()], vec![&school, &class]] {
        let mut there = workspace(&sources);
        open(&mut there, &exported);
        assert_eq!(told(&there), "opened file.json: ");
        assert_eq!(text(state(&there)), exported);
        assert_eq!(content(state(&there)), before);
        assert!(!there.is_dirty());
        let session = there.session.as_mut().expect("an open form");
        assert!(!session.can_undo(), "a record begins a past of its own");
        // Half a point less and taken back: other stamps, the same content.
        does(session, answer("pe-18", points("14.5")));
        assert!(seen(&session.state).ends_with(" = 89.5/100 final good"));
        session.undo(&stamp());
        assert_eq!(content(&session.state), before);
    }
}

#[test]
fn a_record_finds_its_rubric() {
    let (v1, v2) = (version("1"), version("2"));
    let answered = record(&v1, [answer("p", points("7"))]);
    let p7 = "p 7 = 7/15 provisional";
    let other = shipped("class-culture");
    for (sources, begun, shown_then, notices) in [
        // One rubric ships: it is open already.
        (vec![v1.as_str()], "", "small@1", ""),
        (vec![&v2], "", "small@2", "version 1"),
        // Several ship and nothing is open.
        (vec![&other, &v1], "", "small@1", ""),
        (vec![&other, &v2], "", "small@2", "version 1"),
        (vec![&v2, &v1], "", "small@1", ""),
        // Another one is open.
        (vec![&other, &v1], "class-culture", "small@1", ""),
    ] {
        let mut workspace = workspace(&sources);
        if !begun.is_empty() {
            assert!(workspace.begin(begun, "x".into()));
        }
        open(&mut workspace, &answered);
        assert_eq!(shown(&workspace), format!("{shown_then}: {p7}"), "{begun}");
        assert_eq!(told(&workspace), format!("opened file.json: {notices}"));
        assert!(!workspace.is_dirty());
    }
}

#[test]
fn a_record_of_another_version_than_the_open_one_changes_nothing_unasked() {
    let (v1, v2) = (version("1"), version("2"));
    let mut workspace = workspace(&[&v2, &v1]);
    assert!(workspace.begin("small", "x".into()));
    let before = shown(&workspace);
    open(&mut workspace, &record(&v1, [answer("p", points("7"))]));
    assert_eq!(
        (told(&workspace).as_str(), shown(&workspace)),
        ("asks of file.json: 2 or 1", before)
    );
}

#[test]
fn a_record_opens_on_a_rubric_from_a_file() {
    let mut workspace = workspace(&[&shipped("class-culture")]);
    open(&mut workspace, SMALL);
    open(&mut workspace, &record(SMALL, [answer("p", points("7"))]));
    assert_eq!(shown(&workspace), "small@1: p 7 = 7/15 provisional");
}

#[test]
fn an_unknown_rubric_is_asked_for_and_changes_nothing() {
    let unknown = record(
        &SMALL.replace(r#""id": "small""#, r#""id": "elsewhere""#),
        [answer("p", points("7"))],
    );
    let mut workspace = workspace(&[SMALL]);
    does(
        workspace.session.as_mut().expect("an open form"),
        answer("p", points("1")),
    );
    let (before, kept) = (text(state(&workspace)), workspace.exported_at);
    open(&mut workspace, &unknown);
    assert_eq!(told(&workspace), "file.json needs elsewhere@1");
    // Had the person been asked first and gone on, nothing would have been opened all the same.
    workspace.open_anyway(&[opening(&unknown)]);
    assert_eq!(told(&workspace), "file.json needs elsewhere@1");
    assert_eq!((text(state(&workspace)), workspace.exported_at), (before, kept));
    assert!(workspace.is_dirty(), "what is in no file is still warned about");
}

#[test]
fn continuing_to_a_broken_file_loses_nothing() {
    let mut workspace = workspace(&[SMALL]);
    does(
        workspace.session.as_mut().expect("an open form"),
        answer("p", points("1")),
    );
    workspace.open_anyway(&[opening("{")]);
    assert_eq!(shown(&workspace), "small@1: p 1 = 1/15 provisional");
    assert!(workspace.is_dirty());
}

#[test]
fn a_record_of_another_version_says_so_and_loses_nothing() {
    let without = version("2").replace(
        r#",
                { "id": "n", "text": "N", "scale": { "kind": "comment" } }"#,
        "",
    );
    assert!(!without.contains(r#""id": "n""#));
    let comment = answer("n", Answer::Comment("x".into()));
    let mut workspace = workspace(&[&without]);
    open(&mut workspace, &record(SMALL, [answer("p", points("7")), comment]));
    assert_eq!(told(&workspace), "opened file.json: version 1, unplaced n");
    assert_eq!(shown(&workspace), "small@2: p 7 = 7/15 provisional");
    let exported = text(state(&workspace));
    open(&mut workspace, &exported);
    assert_eq!(told(&workspace), "opened file.json: unplaced n");
    open(&mut workspace, SMALL);
    assert_eq!(shown(&workspace), "small@1: p 7; n “x” = 7/15 provisional");
}

#[test]
fn a_record_whose_figures_are_wrong_says_where() {
    let honest = record(SMALL, [answer("p", points("7"))]);
    let false_total = honest.replace(r#""total": 7"#, r#""total": 70"#);
    assert_ne!(honest, false_total);
    let mut workspace = workspace(&[SMALL]);
    open(&mut workspace, &false_total);
    assert_eq!(told(&workspace), "opened file.json: differs in total 70≠7");
    assert_eq!(text(state(&workspace)), honest);
}

#[test]
fn a_record_asks_before_replacing_edits_that_no_file_has() {
    let mut workspace = workspace(&[SMALL]);
    does(
        workspace.session.as_mut().expect("an open form"),
        answer("p", points("1")),
    );
    let another = record(SMALL, [answer("p", points("7"))]).replacen(r#""id": "fresh""#, r#""id": "another""#, 1);
    open(&mut workspace, &another);
    assert_eq!(
        (shown(&workspace).as_str(), told(&workspace).as_str()),
        ("small@1: p 1 = 1/15 provisional", "asks before file.json")
    );
    let OpenOutcome::Asks(asked) = workspace.report.clone() else {
        panic!("{}", told(&workspace));
    };
    workspace.open_anyway(&asked);
    assert_eq!(shown(&workspace), "small@1: p 7 = 7/15 provisional");
    assert!(!workspace.is_dirty());
}
