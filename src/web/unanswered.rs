//! The effects of the draft protocol that the browser has not answered yet, and who waits for the answers.

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
    is_listed: Cell<bool>,
}

/// A removal that a host page waits for.
pub(super) type Removal = Rc<Cell<Option<Result<(), StorageError>>>>;

impl Unanswered {
    /// Whether the browser gave its drafts when they were listed last.
    pub(super) fn is_listed(&self) -> bool {
        self.is_listed.get()
    }

    /// Notes whether the browser gave its drafts.
    pub(super) fn set_listed(&self, is_listed: bool) {
        self.is_listed.set(is_listed);
    }

    /// Notes that a host page waits for a removal.
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

    /// An effect was given to the browser.
    pub(super) fn begin(&self) {
        self.count.set(self.count.get() + 1);
    }

    /// The browser has answered an effect.
    pub(super) fn end(&self) {
        self.count.set(self.count.get() - 1);
        if self.count.get() == 0 {
            self.idle.take().into_iter().for_each(Waker::wake);
        }
    }
}
