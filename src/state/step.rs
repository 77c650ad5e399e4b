//! The steps of a session as plain data: the same steps from the same state give the same state.

use super::Action;
use assessment::answers::Stamp;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// One step of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// An edit by a person.
    Edit {
        /// The change, its author and its time.
        action: Action,
        /// Whether it continues typing in the field of the previous step, and is undone with it.
        #[serde(default, skip_serializing_if = "is_false")]
        goes_on: bool,
    },
    /// An undo.
    Undo(Stamp),
    /// A redo.
    Redo(Stamp),
    /// A change to another of the rubric's raters.
    FillInAs(Rc<str>),
}

// Serde requires a function over a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_false(value: &bool) -> bool {
    !value
}
