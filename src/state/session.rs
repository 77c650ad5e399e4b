//! A form with its past: undo and redo over everything.

use super::{Action, Change, State, apply};
use assessment::answers::Stamp;
use std::rc::Rc;

/// The most steps that can be taken back.
const MOST: usize = 10_000;

/// A state, the steps that led to it, and the steps that were taken back.
#[derive(Clone, Debug)]
pub struct Session {
    /// The state.
    pub state: Rc<State>,
    /// How many edits were made here: what no file holds is told by this, never by what a file says of itself.
    pub edits: u64,
    undo: Vec<Action>,
    redo: Vec<Action>,
    typing: Option<Change>,
}

impl Session {
    /// A session that begins with this state.
    pub fn new(state: State) -> Self {
        Self {
            state: Rc::new(state),
            edits: 0,
            undo: Vec::new(),
            redo: Vec::new(),
            typing: None,
        }
    }

    /// Applies an action; whether it changed anything. Typing in one field is one step until [`Session::settle`], and no step
    /// at all once it is back at what stood there before.
    pub fn perform(&mut self, action: &Action, typing: bool) -> bool {
        let goes_on = typing && self.typing.as_ref().is_some_and(|last| last.same_field(&action.change));
        let action = &if goes_on { self.as_typed(action) } else { action.clone() };
        let Some(applied) = apply(&self.state, action) else {
            return false;
        };
        self.state = Rc::new(applied.state);
        self.edits += 1;
        self.redo.clear();
        self.typing = typing.then(|| action.change.clone());
        if !goes_on {
            if self.undo.len() == MOST {
                self.undo.remove(0);
            }
            self.undo.push(applied.undo);
        } else if self.undo.last().is_some_and(|step| step.change == action.change) {
            self.undo.pop();
            self.typing = None;
        }
        true
    }

    /// What is typed on its way to a refusal does not count: of `12` where at most 4 are taken, the `1` was never meant. The
    /// answer that stands beside a refusal is the one from before the typing.
    fn as_typed(&self, action: &Action) -> Action {
        let mut action = action.clone();
        match (&mut action.change, self.undo.last().map(|step| &step.change)) {
            (
                Change::Answer {
                    answer,
                    refused: Some(_),
                    ..
                },
                Some(Change::Answer { answer: before, .. }),
            ) => {
                answer.clone_from(before);
            }
            (Change::Amounts { amounts, .. }, Some(Change::Amounts { amounts: before, .. })) => {
                let refused = amounts.refused.clone();
                let taken = Rc::make_mut(&mut amounts.taken);
                for name in refused.keys() {
                    match before.taken.get(name) {
                        Some(amount) => taken.insert(name.clone(), *amount),
                        None => taken.remove(name),
                    };
                }
            }
            _ => {}
        }
        action
    }

    /// Goes on as another of the rubric's raters. It is no edit: nothing of anyone's changes.
    pub fn fill_in_as(&mut self, rater: &str) {
        if let Some(record) = self.state.record.filled_in_by(&self.state.rubric, rater) {
            self.typing = None;
            self.state = Rc::new(State::new(self.state.rubric.clone(), record));
        }
    }

    /// Ends the step that typing is adding to.
    pub fn settle(&mut self) {
        self.typing = None;
    }

    /// Takes the last step back, as an edit of its own; what it changed, if there was one. A step that has no place on the
    /// rubric any more is passed over.
    pub fn undo(&mut self, stamp: &Stamp) -> Option<Change> {
        while let Some(action) = self.undo.pop() {
            if let Some((change, inverse)) = self.step(action, stamp) {
                self.redo.push(inverse);
                return Some(change);
            }
        }
        None
    }

    /// Makes the last step that was taken back again; what it changed, if there was one.
    pub fn redo(&mut self, stamp: &Stamp) -> Option<Change> {
        while let Some(action) = self.redo.pop() {
            if let Some((change, inverse)) = self.step(action, stamp) {
                self.undo.push(inverse);
                return Some(change);
            }
        }
        None
    }

    fn step(&mut self, action: Action, stamp: &Stamp) -> Option<(Change, Action)> {
        self.typing = None;
        let action = Action {
            stamp: stamp.clone(),
            ..action
        };
        let applied = apply(&self.state, &action)?;
        self.state = Rc::new(applied.state);
        self.edits += 1;
        Some((action.change, applied.undo))
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is a step to make again.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// The same past on another state: after the rubric was read again, actions still name their places by id.
    pub fn with_state(&self, state: State) -> Self {
        Self {
            state: Rc::new(state),
            typing: None,
            ..self.clone()
        }
    }
}
