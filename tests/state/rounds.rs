//! Whatever a person does, in whatever order: it can be taken back, stored, replayed, and read again.

use crate::kit::*;
use crate::seen::*;
use assessment::answers::{Answer, Stamp, Value};
use assessment::record::{Notice, Record};
use proptest::prelude::*;
use proptest::sample::select;
use ziping::state::{Action, Change, Session, State, VERSION, apply, filled};

/// Texts that are easily spoilt on the way.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(vec!["", "甲", "<b>", "**", "\u{2028}", "\"\\", "7。5", "9", "a\nb", "\u{0}", " "]).prop_map(str::to_owned),
        1 => ".{0,4}",
    ]
}

fn any_answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        3 => (-1..18_i32).prop_map(|halves| points(&format!("{}{}.{}", if halves < 0 { "-" } else { "" }, halves.abs() / 2, halves.abs() % 2 * 5))),
        2 => select(vec!["top", "low", "none"]).prop_map(level),
        3 => select(vec![Answer::Yes, Answer::Partial, Answer::No, Answer::NotApplicable]),
        1 => text().prop_map(|text| Answer::Comment(text.as_str().into())),
    ]
}

fn change() -> impl Strategy<Value = Change> {
    let criterion = || select(vec!["p", "p", "l", "y", "n", "v", "ghost"]);
    let field = || {
        select(vec![
            "school", "classes", "area", "teachers", "stage", "founded", "motto", "ghost",
        ])
    };
    prop_oneof![
        6 => (criterion(), proptest::option::of(any_answer()), proptest::option::of(text()))
            .prop_map(|(criterion, answer, refused)| typed(criterion, answer, refused.as_deref())),
        1 => (criterion(), text()).prop_map(|(criterion, text)| reason(criterion, &text)),
        1 => (criterion(), text()).prop_map(|(criterion, text)| note(criterion, &text)),
        1 => (select(vec!["", "a", "b", "c", "ghost"]), text()).prop_map(|(section, text)| narrative(section, &text)),
        2 => (field(), text()).prop_map(|(field, text)| {
            let rubric = rubric(SMALL);
            let known = rubric.profile.iter().find(|known| &*known.id == field);
            profile(field, known.map_or_else(|| Some(Value::Text("x".into())), |known| filled(known, &text)))
        }),
        1 => (select(vec!["head", "members", "ghost"]), proptest::collection::vec(text(), 0..3))
            .prop_map(|(name, names)| role(name, &names.iter().map(String::as_str).collect::<Vec<_>>())),
        1 => text().prop_map(|text| Change::Period(text.as_str().into())),
        1 => text().prop_map(|text| Change::Date(text.as_str().into())),
    ]
}

pub fn actions() -> impl Strategy<Value = Vec<Action>> {
    let action = (change(), 0..3_u8).prop_map(|(change, hour)| Action {
        version: VERSION,
        rater: "self".into(),
        change,
        stamp: Stamp {
            time: format!("2026-11-23T1{hour}:00:00Z").as_str().into(),
            ..stamp()
        },
    });
    proptest::collection::vec(action, 0..24)
}

fn replay(actions: &[Action]) -> State {
    actions.iter().fold(small(), |state, action| {
        apply(&state, action).map_or(state, |done| done.state)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_action_can_be_taken_back(actions in actions()) {
        let start = small();
        let (mut state, mut undos) = (start.clone(), Vec::new());
        for action in &actions {
            let Some(done) = apply(&state, action) else { continue };
            prop_assert_ne!(content(&done.state), content(&state));
            let back = apply(&done.state, &done.undo).expect("what was done can be taken back");
            prop_assert_eq!(content(&back.state), content(&state));
            let again = apply(&back.state, &back.undo).expect("and made again");
            prop_assert_eq!(content(&again.state), content(&done.state));
            state = done.state;
            undos.push(done.undo);
        }
        for undo in undos.iter().rev() {
            state = apply(&state, undo).expect("each step of the way back").state;
        }
        prop_assert_eq!(content(&state), content(&start));
    }

    #[test]
    fn what_was_typed_and_set_can_be_taken_back_and_made_again(actions in actions(), typing in proptest::collection::vec(any::<bool>(), 24)) {
        let mut session = Session::new(small());
        for (action, typing) in actions.iter().zip(typing) {
            session.perform(action, typing);
        }
        let end = content(&session.state);
        let mut way = Vec::new();
        while session.can_undo() {
            way.push(content(&session.state));
            prop_assert!(session.undo(&stamp()).is_some());
            prop_assert_ne!(&content(&session.state), &way[way.len() - 1]);
        }
        prop_assert_eq!(content(&session.state), content(&small()));
        for there in way.iter().rev() {
            prop_assert!(session.redo(&stamp()).is_some());
            prop_assert_eq!(&content(&session.state), there);
        }
        prop_assert!(!session.can_redo());
        prop_assert_eq!(content(&session.state), end);
    }

    #[test]
    fn stored_actions_replay_to_the_byte(actions in actions()) {
        let stored = serde_json::to_string(&actions).expect("actions are plain data");
        let read: Vec<Action> = serde_json::from_str(&stored).expect("actions come back");
        prop_assert_eq!(&read, &actions);
        let (first, second) = (replay(&actions), replay(&read));
        prop_assert_eq!(first.record.to_text(&first.rubric), second.record.to_text(&second.rubric));
    }

    #[test]
    fn whatever_was_done_is_read_again_to_the_byte(actions in actions()) {
        let state = replay(&actions);
        let text = state.record.to_text(&state.rubric);
        let (record, notices) = Record::open(&state.rubric, Record::parse(&text).expect("its own record"));
        // A date may be any text that was typed: that it is none is all there is to say.
        prop_assert!(notices.iter().all(|notice| matches!(notice, Notice::OddDates(_))), "{notices:?}");
        prop_assert_eq!(record.to_text(&state.rubric), text);
        prop_assert_eq!(content(&State::new(state.rubric.clone(), record)), content(&state));
    }

    #[test]
    fn the_outcome_is_what_the_sheet_comes_to_afresh(actions in actions()) {
        let state = replay(&actions);
        prop_assert_eq!(content(&State::new(state.rubric.clone(), state.record.clone())), content(&state));
    }
}
