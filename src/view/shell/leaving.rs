//! Dismisses notices and moves the focus afterwards.

use crate::state::{Msg, OpenOutcome, TakenUp};
use crate::view::hooks::{Was, use_notice_focus};
use crate::web::Store;
use yew::prelude::*;

/// The subject of a notice.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// The outcome of opening a file, or of a decision.
    OpenOutcome,
    /// An error.
    Error,
    /// What was entered before the program had started.
    TakenUp,
}

/// A handle that dismisses one notice.
#[derive(Clone, PartialEq)]
pub(super) struct Leaving {
    pub(super) store: Store,
    pub(super) was: Was,
    pub(super) of: Of,
}

impl Leaving {
    /// Dismisses the notice.
    pub(super) fn go(&self) {
        match self.of {
            Of::OpenOutcome => self.store.send(Msg::SetReport(OpenOutcome::Silent)),
            Of::Error => self.store.send(Msg::DismissError),
            Of::TakenUp => self.store.send(Msg::SetTakenUp(TakenUp::default())),
        }
    }

    /// Returns the listener that dismisses the notice.
    pub(super) fn on_click(&self) -> Callback<MouseEvent> {
        let leave = self.clone();
        Callback::from(move |_: MouseEvent| leave.go())
    }
}

/// Returns a reference for the title of a notice, which takes the focus when it appears if `takes`. When the notice disappears,
/// the focus moves to another notice, else to its previous place, else to the title of the page's content.
#[hook]
pub(super) fn use_notice(leave: &Leaving, takes: bool) -> NodeRef {
    use_notice_focus(&leave.store, &leave.was, takes)
}
