//! A form with its history: undo and redo over everything.

use super::{Action, Change, State, Step, apply};
use assessment::answers::Stamp;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::rc::Rc;

/// The maximum number of steps that can be undone.
const MOST: usize = 2_000;

/// The identity of a form. The clones of a session have the same; a form that replaces another has a new one.
#[derive(Clone, Debug)]
pub struct FormId(Rc<()>);

impl FormId {
    fn new() -> Self {
        Self(Rc::new(()))
    }
}

impl PartialEq for FormId {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for FormId {}

/// A state, the steps that led to it, and the undone steps.
#[derive(Clone, Debug)]
pub struct Session {
    /// The state.
    pub state: Rc<State>,
    /// The identity of the form.
    pub form_id: FormId,
    /// The number of edits made here. It decides whether a file has everything; a file's own counter does not.
    pub edit_count: u64,
    /// What was last changed, by an edit, undo or redo.
    pub last_change: Option<Rc<Change>>,
    past: Past,
    typing: Option<Change>,
}

/// The undo and redo stacks: actions, the next one last.
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

    /// A session that continues from this state, with its history.
    pub fn with_past(state: State, past: Past) -> Self {
        Self {
            state: Rc::new(state),
            form_id: FormId::new(),
            edit_count: 0,
            last_change: None,
            past,
            typing: None,
        }
    }

    /// The undo and redo stacks.
    pub fn past(&self) -> &Past {
        &self.past
    }

    /// Applies a person's edit and returns its step; `None` if it changes nothing. Typing in one field is one undo step until
    /// [`Session::settle`], and no step at all once the previous content is restored.
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

    /// Applies a step from any copy; whether it changed anything.
    pub fn take(&mut self, step: &Step) -> bool {
        match step {
            Step::Edit { action, goes_on } => self.take_edit(action, *goes_on),
            Step::Undo(stamp) => self.undo(stamp).is_some(),
            Step::Redo(stamp) => self.redo(stamp).is_some(),
            Step::FillInAs(rater) => match self.state.record.filled_in_by(&self.state.rubric, rater) {
                // Not an edit: no answer changes.
                Some(record) => {
                    self.typing = None;
                    self.state = Rc::new(State::new(self.state.rubric.clone(), record));
                    true
                }
                None => false,
            },
        }
    }

    /// Applies steps in order; steps without an effect are skipped.
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
        self.edit_count += 1;
        self.last_change = Some(Rc::new(action.change.clone()));
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

    /// Undoes the last step, as an edit; returns what it changed, if there was one. A step whose place the rubric no longer has is skipped.
    pub fn undo(&mut self, stamp: &Stamp) -> Option<Change> {
        while let Some(action) = self.past.undo.pop_back() {
            if let Some((change, inverse)) = self.make(&action, stamp) {
                self.past.redo.push(inverse);
                return Some(change);
            }
        }
        None
    }

    /// Redoes the step that was undone last; returns what it changed, if there was one.
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
        self.edit_count += 1;
        self.last_change = Some(Rc::new(action.change.clone()));
        Some((action.change, Rc::new(applied.undo)))
    }

    /// Intermediate states of typing towards a refusal do not count: in `12`, where at most 4 is accepted, the `1` was never meant. The
    /// answer beside a refusal is the one from before the typing.
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

    /// Ends the step that typing extends.
    pub fn settle(&mut self) {
        self.typing = None;
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.undo.is_empty()
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        !self.past.redo.is_empty()
    }

    /// The same history on another state: after the rubric was read again, actions still name their places by id.
    pub fn with_state(&self, state: State) -> Self {
        Self {
            state: Rc::new(state),
            form_id: FormId::new(),
            typing: None,
            ..self.clone()
        }
    }
}
