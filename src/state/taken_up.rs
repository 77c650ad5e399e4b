//! What was entered before the program had started.

use std::rc::Rc;

/// The entries from before the program's start that need a notice. All other entries are ordinary edits of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenUp {
    /// Entries that replaced content of the draft.
    pub replaced: Vec<Replaced>,
    /// Entries that the form has no control for, and that are therefore not in it.
    pub unplaced: Vec<Replaced>,
}

impl TakenUp {
    /// Whether there is nothing to report.
    pub fn is_empty(&self) -> bool {
        self.replaced.is_empty() && self.unplaced.is_empty()
    }
}

/// An entry, with the content that was there before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The name of the control.
    pub name: Rc<str>,
    /// The content before; empty if there was none.
    pub before: Rc<str>,
    /// The content now.
    pub now: Rc<str>,
}
