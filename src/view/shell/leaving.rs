//! How a notice is left, and where the focus goes then.

use crate::view::same::Same;
use crate::web::{Store, focus};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Where the focus was before the first of the notices appeared.
pub(super) type Was = Same<RefCell<Option<HtmlElement>>>;

/// What a notice is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// What opening a file, or a decision, had to say.
    Report,
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
            Of::Report => self.store.dismiss_report(),
            Of::Error => self.store.dismiss_error(),
        }
    }

    /// Leaves the notice on a click.
    pub(super) fn on_click(&self) -> Callback<MouseEvent> {
        let leave = self.clone();
        Callback::from(move |_: MouseEvent| leave.go())
    }
}

/// Where the focus is kept for the notices of a page.
#[hook]
pub(super) fn use_was() -> Was {
    let was = use_memo((), |()| Rc::new(RefCell::new(None)));
    Same((*was).clone())
}

/// The title of a notice, which takes the focus as it appears if asked to. As the notice goes, the focus goes on: to another notice,
/// else to where it was, else to the title of what is shown.
#[hook]
pub(super) fn use_notice(leave: &Leaving, takes: bool) -> NodeRef {
    let title = use_node_ref();
    use_effect_with((), {
        let (title, leave) = (title.clone(), leave.clone());
        move |()| {
            let title = title.cast::<HtmlElement>();
            if let Some(title) = &title {
                focus::enter(title, &leave.was, takes);
            }
            move || {
                if let Some(title) = title {
                    focus::leave(&leave.store, &title, leave.was.0.clone());
                }
            }
        }
    });
    title
}
