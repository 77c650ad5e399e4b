//! Undo and redo: what is one step, what is left to take back, and what to make again.

use crate::kit::*;
use crate::seen::*;
use assessment::answers::Stamp;
use ziping::state::{Change, Session};

/// Plays a script: `type x one` types a note at a criterion, `do x one` sets it at once, `type @ one` the period.
fn play(script: &str) -> Session {
    let mut session = Session::new(small());
    for line in script.split(" | ") {
        let words: Vec<_> = line.split(' ').collect();
        let change = |words: &[&str]| match words {
            ["@", text @ ..] => Change::Period(text.concat().as_str().into()),
            [criterion, text @ ..] => note(criterion, &text.concat()),
            [] => panic!("{line}"),
        };
        match words[0] {
            "type" => drop(session.perform(&action(change(&words[1..])), true)),
            "do" => drop(session.perform(&action(change(&words[1..])), false)),
            "settle" => session.settle(),
            "undo" => drop(session.undo(&stamp())),
            "redo" => drop(session.redo(&stamp())),
            other => panic!("{other}"),
        }
    }
    session
}

/// Every state on the way back to the beginning, as a chain of `seen`.
fn way_back(session: &Session) -> Vec<String> {
    let mut session = session.clone();
    let mut way = vec![seen(&session.state)];
    while session.can_undo() {
        assert!(session.undo(&stamp()).is_some(), "a step that does nothing");
        way.push(seen(&session.state));
    }
    assert!(session.undo(&stamp()).is_none());
    way.iter()
        .map(|line| line.replace(" = 0/15 empty", "").replace("= 0/15 empty", ""))
        .collect()
}

#[test]
fn typing_in_one_field_is_one_step() {
    for (script, way) in [
        ("type p a", vec!["p:note a", ""]),
        ("type p a | type p ab | type p abc", vec!["p:note abc", ""]),
        (
            "type p a | type p ab | settle | type p abc",
            vec!["p:note abc", "p:note ab", ""],
        ),
        (
            "type p a | type p ab | type l x | type p abc",
            vec!["p:note abc; l:note x", "p:note ab; l:note x", "p:note ab", ""],
        ),
        (
            "type p a | do p ab | type p abc",
            vec!["p:note abc", "p:note ab", "p:note a", ""],
        ),
        ("do p a | do p ab", vec!["p:note ab", "p:note a", ""]),
        (
            "type @ 20 | type @ 2026 | type p a",
            vec!["period 2026; p:note a", "period 2026", ""],
        ),
        ("type p a | type p a", vec!["p:note a", ""]),
        ("type p a | do l | type p ab", vec!["p:note ab", ""]),
        ("type p a | undo | type p b", vec!["p:note b", ""]),
        (
            "do p a | type p ab | undo | type p ac",
            vec!["p:note ac", "p:note a", ""],
        ),
        ("settle | undo | redo | type p a", vec!["p:note a", ""]),
    ] {
        assert_eq!(way_back(&play(script)), way, "{script}");
    }
}

#[test]
fn typing_back_the_old_text_leaves_no_step() {
    for (script, way) in [
        ("type p a | type p", vec![""]),
        (
            "do l x | type p a | type p ab | type p a | type p",
            vec!["l:note x", ""],
        ),
        ("do p a | type p ab | type p a", vec!["p:note a", ""]),
        ("type p a | type p | type p b | type p bc", vec!["p:note bc", ""]),
        ("do p a | type p ab | type p a | type p", vec!["", "p:note a", ""]),
    ] {
        assert_eq!(way_back(&play(script)), way, "{script}");
    }
}

#[test]
fn undo_and_redo_restore_every_state() {
    for (script, undo, redo, shown) in [
        ("settle", false, false, ""),
        ("do p a", true, false, "p:note a"),
        ("do p a | undo", false, true, ""),
        ("do p a | undo | undo", false, true, ""),
        ("do p a | undo | redo", true, false, "p:note a"),
        ("do p a | undo | redo | redo", true, false, "p:note a"),
        ("do p a | do l b | undo", true, true, "p:note a"),
        ("do p a | do l b | undo | undo | redo", true, true, "p:note a"),
        ("do p a | undo | do l b", true, false, "l:note b"),
        ("do p a | undo | type l b", true, false, "l:note b"),
        ("do p a | undo | settle", false, true, ""),
        // What changes nothing leaves what can be made again.
        ("do p a | undo | do p", false, true, ""),
        ("type p a | type p ab | undo | redo", true, false, "p:note ab"),
        (
            "type p a | type p ab | undo | redo | type p abc | undo",
            true,
            true,
            "p:note ab",
        ),
    ] {
        let session = play(script);
        assert_eq!((session.can_undo(), session.can_redo()), (undo, redo), "{script}");
        assert_eq!(
            seen(&session.state).replace("= 0/15 empty", "").trim(),
            shown,
            "{script}"
        );
    }
}

#[test]
fn taking_back_is_an_edit_of_its_own() {
    let mut session = Session::new(small());
    does(&mut session, answer("p", points("7")));
    let later = Stamp {
        time: "2026-11-24T08:00:00Z".into(),
        by: "李老师".into(),
        ..stamp()
    };
    assert_eq!(session.undo(&later), Some(answer("p", None)));
    let stamped = |counter| {
        Some(Stamp {
            counter,
            ..later.clone()
        })
    };
    assert_eq!(entry(&session.state, "p").stamp, stamped(2));
    assert_eq!(session.redo(&later), Some(answer("p", points("7"))));
    assert_eq!(entry(&session.state, "p").stamp, stamped(3));
    assert_eq!(session.state.record.revision, 3);
}

#[test]
fn an_action_that_changes_nothing_is_no_step() {
    let mut session = Session::new(small());
    let state = session.state.clone();
    assert!(session.perform(&action(note("p", "")), false).is_none());
    assert!(session.perform(&action(note("ghost", "x")), true).is_none());
    assert!(std::rc::Rc::ptr_eq(&state, &session.state));
    assert!(!session.can_undo());
}

#[test]
fn the_undo_history_is_limited() {
    let mut session = Session::new(small());
    for i in 0..=2_000 {
        does(&mut session, Change::Period(i.to_string().as_str().into()));
    }
    let mut steps = 0;
    while session.undo(&stamp()).is_some() {
        steps += 1;
    }
    assert_eq!((steps, &*session.state.record.period), (2_000, "0"));
}

/// Types a text key by key into the points field of `p` (0 to 8 by 0.5), as the form does.
fn key_in(session: &mut Session, text: &str) {
    for end in text.char_indices().map(|(i, c)| i + c.len_utf8()) {
        let criterion = session.state.rubric.criterion("p").expect("it is there").clone();
        let change = ziping::state::parse_answer(&criterion, entry(&session.state, "p"), &text[..end]);
        session.perform(&action(change), true);
    }
    session.settle();
}

#[test]
fn what_is_typed_on_the_way_to_a_refusal_does_not_count() {
    for (texts, shown) in [
        (vec!["12"], "p:refused 12 = 0/15 empty"),
        (vec!["4", "12"], "p 4; p:refused 12 = 4/15 provisional"),
        (vec!["4", "2.3"], "p 4; p:refused 2.3 = 4/15 provisional"),
        (vec!["12", "7"], "p 7 = 7/15 provisional"),
    ] {
        let mut session = Session::new(small());
        texts.iter().for_each(|text| key_in(&mut session, text));
        assert_eq!(seen(&session.state), shown, "{texts:?}");
        session.undo(&stamp());
        let before = texts[..texts.len() - 1].last();
        let before = before.map_or(String::new(), |text| text.to_string());
        assert!(seen(&session.state).contains(&before), "{texts:?}");
    }
}
