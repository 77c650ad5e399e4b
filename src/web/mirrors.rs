//! Who writes which copy of the open form. [`crate::state`] decides when.

use crate::state::{Mirror, State};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::Callback;

/// Writes a copy with this state; an empty one for `None`.
pub(crate) type Writer = Callback<Option<Rc<State>>>;

/// The writers of a store's mirrors, and their timers.
#[derive(Default)]
pub(super) struct Writers {
    writers: RefCell<BTreeMap<Mirror, Writer>>,
    timers: RefCell<BTreeMap<Mirror, Timeout>>,
}

impl Writers {
    /// Sets who writes a copy.
    pub(super) fn set(&self, mirror: Mirror, writer: Writer) {
        self.writers.borrow_mut().insert(mirror, writer);
    }

    /// Returns who writes a copy.
    pub(super) fn get(&self, mirror: Mirror) -> Option<Writer> {
        self.writers.borrow().get(&mirror).cloned()
    }

    /// Sets the timer of a copy, and cancels the one before.
    pub(super) fn schedule(&self, mirror: Mirror, timer: Timeout) {
        drop(self.timers.borrow_mut().insert(mirror, timer));
    }

    /// Removes the writer of a copy, and cancels its timer.
    pub(super) fn remove(&self, mirror: Mirror) {
        self.writers.borrow_mut().remove(&mirror);
        drop(self.timers.borrow_mut().remove(&mirror));
    }
}
