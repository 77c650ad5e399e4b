//! One action on one state: what changes, what is stamped, what takes it back, and what changes nothing.

use crate::every::every;
use crate::kit::*;
use crate::seen::*;
use assessment::Id;
use assessment::answers::{Answer, Stamp, Value};
use ziping::state::{Action, Change, Session, VERSION, apply};

/// What is done to a blank form, what it then shows, and what takes it back.
fn cases() -> Vec<(Change, &'static str, Change)> {
    let comment = Answer::Comment("^v^".into());
    let text = |text: &str| Some(Value::Text(text.into()));
    vec![
        (
            answer("p", points("7.5")),
            "p 7.5 = 7.5/15 provisional",
            answer("p", None),
        ),
        (answer("p", points("0")), "p 0 = 0/15 provisional", answer("p", None)),
        (
            typed("p", None, Some("9")),
            "p:refused 9 = 0/15 empty",
            answer("p", None),
        ),
        (
            typed("p", points("7"), Some("9")),
            "p 7; p:refused 9 = 7/15 provisional",
            answer("p", None),
        ),
        (
            answer("p", Answer::NotApplicable),
            "p NotApplicable = 0/7 provisional",
            answer("p", None),
        ),
        (answer("l", level("top")), "l top = 2/15 provisional", answer("l", None)),
        (
            answer("y", Answer::Partial),
            "y Partial = 2/15 provisional",
            answer("y", None),
        ),
        (answer("n", comment), "n “^v^” = 0/15 empty", answer("n", None)),
        (answer("v", Answer::Yes), "v Yes = 0/15 empty", answer("v", None)),
        (
            reason("p", "none here"),
            "p:reason none here = 0/15 empty",
            reason("p", ""),
        ),
        (note("y", "<b>"), "y:note <b> = 0/15 empty", note("y", "")),
        (narrative("", "all"), "narrative all = 0/15 empty", narrative("", "")),
        (
            narrative("b", "part"),
            "b:narrative part = 0/15 empty",
            narrative("b", ""),
        ),
        (
            profile("school", text("一小")),
            r#"school Text("一小") = 0/15 empty"#,
            profile("school", None),
        ),
        (
            role("members", &["甲", "乙"]),
            "members 甲,乙 = 0/15 empty",
            role("members", &[]),
        ),
        (
            Change::Period("2026".into()),
            "period 2026 = 0/15 empty",
            Change::Period("".into()),
        ),
        (
            Change::Date("2026-11-23".into()),
            "date 2026-11-23 = 0/15 empty",
            Change::Date("".into()),
        ),
    ]
}

#[test]
fn each_change_does_its_own_and_can_be_taken_back() {
    let before = small();
    for (change, expected, undo) in cases() {
        let done = apply(&before, &action(change.clone())).expect("a change");
        assert_eq!(seen(&done.state), expected);
        assert_eq!(done.undo, action(undo), "{expected}");
        assert_eq!(done.state.record.revision, 1, "{expected}");
        assert_eq!(
            *done.state.outcome,
            done.state.record.sheet.outcome(&before.rubric),
            "{expected}"
        );
        assert!(
            apply(&done.state, &action(change)).is_none(),
            "twice is once: {expected}"
        );

        let back = apply(&done.state, &done.undo).expect("a change");
        assert_eq!(content(&back.state), content(&before), "{expected}");
        assert_eq!(back.state.record.revision, 2, "{expected}");
        assert!(
            apply(&back.state, &done.undo).is_none(),
            "taken back once is enough: {expected}"
        );
    }
    assert_eq!(seen(&before), "= 0/15 empty", "the state before stays as it was");
}

#[test]
fn a_change_over_another_is_taken_back_to_that_one() {
    let first = [
        typed("p", points("4"), Some("x")),
        answer("y", Answer::Yes),
        note("p", "old"),
        role("head", &["甲"]),
        profile("classes", Some(Value::Number("15".parse().expect("a decimal")))),
    ];
    let before = after(&small(), first.clone());
    let second = [
        answer("p", Answer::NotApplicable),
        answer("y", None),
        note("p", ""),
        role("head", &[]),
        profile("classes", None),
    ];
    for (first, second) in first.into_iter().zip(second) {
        let done = apply(&before, &action(second)).expect("a change");
        assert_eq!(done.undo.change, first);
        let back = apply(&done.state, &done.undo).expect("a change").state;
        assert_eq!(content(&back), content(&before));
    }
}

#[test]
fn what_changes_nothing_or_has_no_place_is_nothing() {
    let state = small();
    let unknown = "ghost";
    for change in [
        answer("p", None),
        note("p", ""),
        reason("p", ""),
        narrative("a", ""),
        narrative("", ""),
        profile("school", None),
        role("head", &[]),
        Change::Period("".into()),
        Change::Date("".into()),
        answer(unknown, points("1")),
        note(unknown, "x"),
        reason(unknown, "x"),
        narrative(unknown, "x"),
        profile(unknown, Some(Value::Text("x".into()))),
        role(unknown, &["x"]),
        // Names of other kinds are no names of this one.
        answer("a", points("1")),
        narrative("p", "x"),
        profile("head", Some(Value::Text("x".into()))),
        role("school", &["x"]),
        Change::Note {
            criterion: Id::whole(),
            text: "x".into(),
        },
    ] {
        assert!(apply(&state, &action(change.clone())).is_none(), "{change:?}");
    }
}

#[test]
fn an_answer_that_the_criterion_does_not_take_is_nothing() {
    let state = small();
    for (criterion, wrong) in [
        ("p", points("8.5")),
        ("p", points("-0.5")),
        ("p", points("7.3")),
        ("p", level("top")),
        ("l", level("middle")),
        ("l", points("2")),
        ("l", Answer::NotApplicable),
        ("v", Answer::Partial),
        ("y", points("5")),
        ("n", Answer::Comment("".into())),
    ] {
        assert!(
            apply(&state, &action(answer(criterion, wrong.clone()))).is_none(),
            "{criterion} {wrong:?}"
        );
    }
}

#[test]
fn an_entry_is_stamped_by_the_revision_that_made_it() {
    let stamped = |counter| Some(Stamp { counter, ..stamp() });
    let state = after(
        &small(),
        [
            answer("p", points("1")),
            note("y", "x"),
            Change::Period("2026".into()),
            answer("p", points("2")),
            answer("p", None),
        ],
    );
    assert_eq!(state.record.revision, 5);
    assert_eq!(
        entry(&state, "p").stamp,
        stamped(5),
        "an answer taken back leaves its trace"
    );
    assert_eq!(entry(&state, "y").stamp, stamped(2));
    assert_eq!(entry(&state, "l").stamp, None);
}

#[test]
fn a_counter_is_above_the_one_before_even_where_another_program_counted_further() {
    let file = r#"{ "format": 1, "kind": "ziping-record", "id": "x", "revision": 3, "rubric": { "id": "small", "version": "1" },
        "answers": { "self": { "p": { "counter": 40 }, "y": { "counter": 2 } } } }"#;
    let rubric = rubric(SMALL);
    let (record, _) =
        assessment::record::Record::open(&rubric, assessment::record::Record::parse(file).expect("a record"));
    let state = ziping::state::State::new(rubric, record);
    let state = after(&state, [answer("p", points("1")), answer("y", Answer::Yes)]);
    let counter = |criterion| entry(&state, criterion).stamp.as_ref().map(|stamp| stamp.counter);
    assert_eq!(
        (counter("p"), counter("y"), state.record.revision),
        (Some(41), Some(5), 5)
    );
}

#[test]
fn the_action_that_takes_back_is_of_this_version() {
    let done = apply(&small(), &action(note("p", "x"))).expect("a change");
    assert_eq!((done.undo.version, done.undo.stamp), (VERSION, stamp()));
}

#[test]
fn a_veto_overrides_the_grade_and_its_undo_gives_it_back() {
    let state = after(
        &small(),
        [
            answer("p", points("8")),
            answer("l", level("low")),
            answer("y", Answer::Partial),
            answer("v", Answer::No),
        ],
    );
    assert_eq!(seen(&state), "p 8; l low; y Partial; v No = 10/15 final pass");
    let veto = apply(&state, &action(answer("v", Answer::Yes))).expect("a change");
    assert_eq!(seen(&veto.state), "p 8; l low; y Partial; v Yes = 10/15 final fail");
    let back = apply(&veto.state, &veto.undo).expect("a change");
    assert_eq!(*back.state.outcome, *state.outcome);
}

#[test]
fn undoing_an_answer_restores_its_review_flag() {
    let carried = Change::Carried {
        criterion: id("p"),
        version: Some("0".into()),
    };
    let before = after(&small(), [answer("p", points("3")), carried]);
    for change in [answer("p", points("4")), answer("p", points("3")), answer("p", None)] {
        let done = apply(&before, &action(change)).expect("somebody looked");
        assert_eq!(entry(&done.state, "p").carried, None);
        let back = apply(&done.state, &done.undo).expect("it can be taken back");
        assert_eq!(content(&back.state), content(&before));
        let again = apply(&back.state, &back.undo).expect("and made again");
        assert_eq!(content(&again.state), content(&done.state));
    }
    // Typing on the way to a refusal leaves the answer from before it.
    let mut session = Session::new(before.clone());
    for typed in [typed("p", points("4"), None), typed("p", points("4"), Some("4x"))] {
        session.perform(&action(typed), true).expect("it changes something");
    }
    assert_eq!(entry(&session.state, "p").answer, Some(points("3")));
    assert!(session.undo(&stamp()).is_some());
    assert_eq!(content(&session.state), content(&before));
}

#[test]
fn undoing_another_raters_edit_restores_their_outcome() {
    let of = |rater: &str, change| Action {
        rater: rater.into(),
        ..action(change)
    };
    let mut state = every();
    let several = Change::Several(vec![Change::Period("2026".into())]);
    for action in [of("bureau", several), of("self", answer("p", points("3")))] {
        state = apply(&state, &action).expect("it changes something").state;
    }
    let back =
        apply(&state, &of("bureau", Change::Several(vec![Change::Period("".into())]))).expect("it changes something");
    assert_eq!(*back.state.outcome, back.state.record.sheet.outcome(&back.state.rubric));
}
