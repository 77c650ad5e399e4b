//! The form that is open in this tab, remembered across a reload. A new tab begins at the start page.

use crate::state::TabForm;
use crate::web::Store;
use js_sys::{Array, Function, Reflect};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Storage, window};

/// The storage key, followed by the scope of the page: pages of one site share the tab's session storage.
const KEY: &str = "ziping.tab.";

fn memory() -> Option<Storage> {
    window()?.session_storage().ok().flatten()
}

fn key() -> String {
    format!("{KEY}{}", super::scope::page())
}

/// Returns whether the page was reloaded or reached through the history. Entering its address begins at the start page.
fn is_back() -> bool {
    let kind = || {
        let window = window()?;
        let performance = Reflect::get(&window, &"performance".into()).ok()?;
        let entries: Function = Reflect::get(&performance, &"getEntriesByType".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let entries = Array::from(&entries.call1(&performance, &"navigation".into()).ok()?);
        Reflect::get(&entries.get(0), &"type".into()).ok()?.as_string()
    };
    kind().is_none_or(|kind| kind == "reload" || kind == "back_forward")
}

/// Returns the form that was open in this tab before a reload.
pub(super) fn read() -> Option<TabForm> {
    if !is_back() {
        return None;
    }
    let text = memory()?.get_item(&key()).ok().flatten()?;
    serde_json::from_str(&text).ok()
}

/// Stores which form is open in this tab. If the browser refuses, a reload begins at the start page.
pub fn remember(store: &Store) {
    thread_local! {
        static LAST: RefCell<Option<Option<TabForm>>> = const { RefCell::new(None) };
    }
    // The example is no form of the person: nobody has entered anything in it.
    let state = store.state().filter(|_| !store.shows_example());
    let now = state.map(|state| TabForm {
        draft: state.record.id.clone(),
        rubric: state.rubric.id.shared(),
    });
    if LAST.with_borrow(|last| last.as_ref() == Some(&now)) {
        return;
    }
    if let Some(memory) = memory() {
        let text = now.as_ref().and_then(|now| serde_json::to_string(now).ok());
        let _ = match text {
            Some(text) => memory.set_item(&key(), &text),
            None => memory.remove_item(&key()),
        };
    }
    LAST.set(Some(now));
}
