//! The effects of the draft protocol that the browser has not answered yet, and the tasks that wait for the answers.

use crate::state::StorageError;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// The effects of the draft protocol that the browser has not answered yet.
#[derive(Default)]
pub(super) struct Unanswered {
    count: Cell<usize>,
    idle: RefCell<Vec<Waker>>,
    removals: RefCell<VecDeque<Removal>>,
}

/// The removal of drafts that a host page waits for.
pub(super) type Removal = Rc<Cell<Option<Result<(), StorageError>>>>;

impl Unanswered {
    /// Adds a removal that a host page waits for.
    pub(super) fn add_removal(&self) -> Removal {
        let removal = Removal::default();
        self.removals.borrow_mut().push_back(removal.clone());
        removal
    }

    /// Answers the removal that was requested first.
    pub(super) fn answer_removal(&self, result: Result<(), StorageError>) {
        if let Some(removal) = self.removals.borrow_mut().pop_front() {
            removal.set(Some(result));
        }
    }

    /// Waits until the browser has answered everything.
    pub(super) async fn idle(&self) {
        poll_fn(|context| {
            if self.count.get() == 0 {
                return Poll::Ready(());
            }
            self.idle.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    /// Counts an effect as started.
    pub(super) fn begin(&self) {
        self.count.set(self.count.get() + 1);
    }

    /// Counts an effect as answered.
    pub(super) fn end(&self) {
        self.count.set(self.count.get() - 1);
        if self.count.get() == 0 {
            self.idle.take().into_iter().for_each(Waker::wake);
        }
    }
}
