//! How a notice is left, and where the focus goes then.

use crate::state::{Msg, OpenOutcome};
use crate::view::hooks::{Was, use_notice_focus};
use crate::web::Store;
use yew::prelude::*;

/// What a notice is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// What opening a file, or a decision, had to say.
    OpenOutcome,
    /// What failed.
    Error,
}

/// How a notice is left.
#[derive(Clone, PartialEq)]
pub(super) struct Leaving {
    pub(super) store: Store,
    pub(super) was: Was,
    pub(super) of: Of,
}

impl Leaving {
    /// Leaves the notice.
    pub(super) fn go(&self) {
        match self.of {
            Of::OpenOutcome => self.store.send(Msg::SetReport(OpenOutcome::Silent)),
            Of::Error => self.store.send(Msg::DismissError),
        }
    }

    /// Leaves the notice on a click.
    pub(super) fn on_click(&self) -> Callback<MouseEvent> {
        let leave = self.clone();
        Callback::from(move |_: MouseEvent| leave.go())
    }
}

/// The title of a notice, which takes the focus as it appears if asked to. As the notice goes, the focus goes on: to another notice,
/// else to where it was, else to the title of what is shown.
#[hook]
pub(super) fn use_notice(leave: &Leaving, takes: bool) -> NodeRef {
    use_notice_focus(&leave.store, &leave.was, takes)
}
