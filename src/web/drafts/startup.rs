//! Restoring a form when a page opens.

use super::{known_drafts, tab};
use crate::state::Msg;
use crate::web::Store;
use gloo::timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// How long the page waits for the drafts before it is shown without them, in milliseconds.
const PATIENCE: u32 = 1_500;

/// Restores the newest draft of the rubric that the page or its address names, or the form that was open in this tab
/// before a reload. Calls back once, when that is done or takes too long.
pub fn resume(store: &Store, ready: impl Fn() + 'static) {
    let ready = Rc::new(once(ready));
    let late = {
        let ready = ready.clone();
        Timeout::new(PATIENCE, move || ready())
    };
    store.send(Msg::Start {
        // A rubric in the address takes precedence over the form that was open in the tab.
        before: tab::read().filter(|_| crate::web::address::asked().is_none()),
        known: known_drafts::read(),
    });
    let store = store.clone();
    spawn_local(async move {
        store.unanswered().idle().await;
        drop(late);
        ready();
        // The listener lasts as long as the page.
        std::mem::forget(super::listen(&store));
        store.send(Msg::TidyDrafts);
    });
}

fn once(work: impl Fn()) -> impl Fn() {
    let done = Cell::new(false);
    move || {
        if !done.replace(true) {
            work();
        }
    }
}
