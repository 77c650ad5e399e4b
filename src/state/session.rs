//! A form with its past: undo and redo over everything.

use super::{Action, Change, State, Step, apply};
use assessment::answers::Stamp;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The most steps that can be taken back.
const MOST: usize = 2_000;

/// A number that no other form of this program has.
fn fresh() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A state, the steps that led to it, and the steps that were taken back.
#[derive(Clone, Debug)]
pub struct Session {
    /// The state.
    pub state: Rc<State>,
    /// Which form it is: one that takes the place of another has another number, a copy has the same.
    pub serial: u64,
    /// How many edits were made here: what no file holds is told by this, never by what a file says of itself.
    pub edits: u64,
    /// What was changed last, done, taken back or made again.
    pub latest: Option<Rc<Change>>,
    past: Past,
    typing: Option<Change>,
}

/// What can be taken back, and made again: the actions that do it, the next one last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    undo: VecDeque<Rc<Action>>,
    redo: Vec<Rc<Action>>,
}

impl Session {
    /// A session that begins with this state.
    pub fn new(state: State) -> Self {
        Self::with_past(state, Past::default())
    }

    /// A session that goes on from this state.
    pub fn with_past(state: State, past: Past) -> Self {
        Self {
            state: Rc::new(state),
            serial: fresh(),
            edits: 0,
            latest: None,
            past,
            typing: None,
        }
    }

    /// What can be taken back and made again.
    pub fn past(&self) -> &Past {
        &self.past
    }

    /// Does what a person did, and returns the step that it was; nothing where it changes nothing. Typing in one field is one
    /// step of undo until [`Session::settle`], and no step at all once it is back at what stood there before.
    pub fn perform(&mut self, action: &Action, typing: bool) -> Option<Step> {
        let is_same = |last: &Change| last.same_field(&action.change);
        let is_own = |last: &Rc<Action>| last.rater == action.rater;
        let goes_on = typing && self.typing.as_ref().is_some_and(is_same) && self.past.undo.back().is_some_and(is_own);
        let step = Step::Edit {
            action: if goes_on { self.as_typed(action) } else { action.clone() },
            goes_on,
        };
        let before = self.past.undo.len();
        if !self.take(&step) {
            return None;
        }
        let is_back = goes_on && self.past.undo.len() < before;
        self.typing = (typing && !is_back).then(|| action.change.clone());
        Some(step)
    }

    /// Takes a step, wherever it was made; whether it changed anything.
    pub fn take(&mut self, step: &Step) -> bool {
        match step {
            Step::Edit { action, goes_on } => self.take_edit(action, *goes_on),
            Step::Undo(stamp) => self.undo(stamp).is_some(),
            Step::Redo(stamp) => self.redo(stamp).is_some(),
            Step::FillInAs(rater) => match self.state.record.filled_in_by(&self.state.rubric, rater) {
                // It is no edit: nothing of anyone's changes.
                Some(record) => {
                    self.typing = None;
                    self.state = Rc::new(State::new(self.state.rubric.clone(), record));
                    true
                }
                None => false,
            },
        }
    }

    /// Takes steps one after the other; what has no effect here has none.
    pub fn take_all<'s>(&mut self, steps: impl IntoIterator<Item = &'s Step>) {
        for step in steps {
            self.take(step);
        }
    }

    fn take_edit(&mut self, action: &Action, goes_on: bool) -> bool {
        let Some(applied) = apply(&self.state, action) else {
            return false;
        };
        self.state = Rc::new(applied.state);
        self.edits += 1;
        self.latest = Some(Rc::new(action.change.clone()));
        self.typing = None;
        self.past.redo.clear();
        let undo = &mut self.past.undo;
        if !goes_on {
            if undo.len() == MOST {
                undo.pop_front();
            }
            undo.push_back(Rc::new(applied.undo));
        } else if undo.back().is_some_and(|step| step.change == action.change) {
            undo.pop_back();
        }
        true
    }

    /// Takes the last step back, as an edit of its own; what it changed, if there was one. A step that has no place on the
    /// rubric any more is passed over.
    pub fn undo(&mut self, stamp: &Stamp) -> Option<Change> {
        while let Some(action) = self.past.undo.pop_back() {
            if let Some((change, inverse)) = self.make(&action, stamp) {
                self.past.redo.push(inverse);
                return Some(change);
            }
        }
        None
    }

    /// Makes the last step that was taken back again; what it changed, if there was one.
    pub fn redo(&mut self, stamp: &Stamp) -> Option<Change> {
        while let Some(action) = self.past.redo.pop() {
            if let Some((change, inverse)) = self.make(&action, stamp) {
                self.past.undo.push_back(inverse);
                return Some(change);
            }
        }
        None
    }

    fn make(&mut self, action: &Action, stamp: &Stamp) -> Option<(Change, Rc<Action>)> {
        self.typing = None;
        let action = Action {
            stamp: stamp.clone(),
            ..action.clone()
        };
        let applied = apply(&self.state, &action)?;
        self.state = Rc::new(applied.state);
        self.edits += 1;
        self.latest = Some(Rc::new(action.change.clone()));
        Some((action.change, Rc::new(applied.undo)))
    }

    /// What is typed on its way to a refusal does not count: of `12` where at most 4 are taken, the `1` was never meant. The
    /// answer that stands beside a refusal is the one from before the typing.
    fn as_typed(&self, action: &Action) -> Action {
        let mut action = action.clone();
        // Where the answer was given for another version, taking it back is two changes, of which the answer is the first.
        let before = self.past.undo.back().map(|step| match &step.change {
            Change::Several(all) => all.first().unwrap_or(&step.change),
            one => one,
        });
        match (&mut action.change, before) {
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

    /// Ends the step that typing is adding to.
    pub fn settle(&mut self) {
        self.typing = None;
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.undo.is_empty()
    }

    /// Whether there is a step to make again.
    pub fn can_redo(&self) -> bool {
        !self.past.redo.is_empty()
    }

    /// The same past on another state: after the rubric was read again, actions still name their places by id.
    pub fn with_state(&self, state: State) -> Self {
        Self {
            state: Rc::new(state),
            serial: fresh(),
            typing: None,
            ..self.clone()
        }
    }
}
