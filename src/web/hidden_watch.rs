//! Notices when the page is hidden or left.

use super::Store;
use super::dom::is_hidden;
use crate::state::Msg;
use gloo::events::EventListener;
use web_sys::{Document, window};

/// Tells a store when the page is hidden or left, until dropped.
pub(crate) struct HiddenWatch {
    _listening: Vec<EventListener>,
}

impl HiddenWatch {
    /// Begins to tell the store of this page.
    pub(crate) fn new(store: &Store, document: &Document) -> Self {
        let hides = {
            let store = store.clone();
            EventListener::new(document, "visibilitychange", move |_| {
                if is_hidden() {
                    store.send(Msg::PageHidden);
                }
            })
        };
        let leaves = window().map(|window| {
            let store = store.clone();
            EventListener::new(&window, "pagehide", move |_| store.send(Msg::PageHidden))
        });
        Self {
            _listening: leaves.into_iter().chain([hides]).collect(),
        }
    }
}
