//! Who writes which copy of the open form. [`crate::state`] decides when.

use crate::state::{Mirror, State};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::Callback;

/// Writes a copy with this state; an empty one for `None`.
pub(crate) type Writer = Callback<Option<Rc<State>>>;

/// The writers of a store's mirrors.
#[derive(Default)]
pub(super) struct Writers(RefCell<BTreeMap<Mirror, Writer>>);

impl Writers {
    /// Sets who writes a copy.
    pub(super) fn set(&self, mirror: Mirror, writer: Writer) {
        self.0.borrow_mut().insert(mirror, writer);
    }

    /// Returns who writes a copy.
    pub(super) fn get(&self, mirror: Mirror) -> Option<Writer> {
        self.0.borrow().get(&mirror).cloned()
    }

    /// Removes the writer of a copy.
    pub(super) fn remove(&self, mirror: Mirror) {
        self.0.borrow_mut().remove(&mirror);
    }
}
