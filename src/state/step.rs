//! What a session takes, as plain data: whoever takes the same steps from the same state stands at the same state.

use super::Action;
use assessment::answers::Stamp;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// One step of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// A person changed something.
    Edit {
        /// What, by whom and when.
        action: Action,
        /// Whether it goes on typing in the field of the step before, and is undone with it.
        #[serde(default, skip_serializing_if = "is_false")]
        goes_on: bool,
    },
    /// The last step was taken back.
    Undo(Stamp),
    /// What was taken back last was made again.
    Redo(Stamp),
    /// Another of the rubric's raters goes on.
    FillInAs(Rc<str>),
}

// Serde asks for a function over a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_false(value: &bool) -> bool {
    !value
}
