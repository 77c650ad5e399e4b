//! Whatever a person does, in whatever order: it can be taken back, stored, replayed, and read again.

use crate::every::{actions, every};
use crate::kit::*;
use crate::seen::*;
use assessment::record::{Notice, Record};
use proptest::prelude::*;
use ziping::state::{Action, Change, Session, State, apply};

fn replay(actions: &[Action]) -> State {
    actions.iter().fold(every(), |state, action| {
        apply(&state, action).map_or(state, |done| done.state)
    })
}

/// Whether a change made a difference to the content. A whole record may differ in no more than who made which edit.
fn differs(change: &Change, before: &State, after: &State) -> bool {
    matches!(change, Change::Record(_)) || content(before) != content(after)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_action_can_be_taken_back(actions in actions()) {
        let start = every();
        let (mut state, mut undos) = (start.clone(), Vec::new());
        for action in &actions {
            let Some(done) = apply(&state, action) else { continue };
            prop_assert!(differs(&action.change, &state, &done.state), "{action:?}");
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
        let mut session = Session::new(every());
        for (action, typing) in actions.iter().zip(typing) {
            session.perform(action, typing);
        }
        let end = content(&session.state);
        let mut way = Vec::new();
        while session.can_undo() {
            let before = session.state.clone();
            way.push(content(&before));
            let undone = session.undo(&stamp());
            prop_assert!(undone.is_some_and(|change| differs(&change, &before, &session.state)));
        }
        prop_assert_eq!(content(&session.state), content(&every()));
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
        // Who fills in is nothing that a file says.
        let record = record.filled_in_by(&state.rubric, &state.record.rater).unwrap_or(record);
        prop_assert_eq!(record.to_text(&state.rubric), text);
        prop_assert_eq!(content(&State::new(state.rubric.clone(), record)), content(&state));
    }

    #[test]
    fn the_outcome_is_what_the_sheet_comes_to_afresh(actions in actions()) {
        let state = replay(&actions);
        prop_assert_eq!(content(&State::new(state.rubric.clone(), state.record.clone())), content(&state));
    }
}
