//! What the browser keeps: drafts, each a whole state now and then and a journal of the steps since, in IndexedDB.
//!
//! [`base`] is the database, [`rows`] what is in it, [`keeper`] writes each step as it is made (one transaction in [`write`]),
//! [`channel`] lets tabs follow each other, [`list`] is what a person does with drafts. What the rows mean is
//! [`crate::state`]'s business.

pub mod base;
mod channel;
mod keeper;
mod list;
pub(super) mod marker;
mod meet;
mod rows;
mod write;

pub use channel::{Following, listen};
pub(super) use keeper::Open;
pub use keeper::{Keeper, Keeping};
pub use list::{
    Drafts, duplicate, look, open, remove, remove_at, remove_everything, rename, restore, resume, resume_at,
};

use js_sys::{Function, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use web_sys::window;

/// The hash of the page's address, whatever it is asked for.
fn page() -> Rc<str> {
    let location = window().map(|window| window.location());
    let origin = location
        .as_ref()
        .and_then(|location| location.origin().ok())
        .unwrap_or_default();
    let path = location
        .and_then(|location| location.pathname().ok())
        .unwrap_or_default();
    assessment::hash::sha256(format!("{origin}{path}").as_bytes())[..16].into()
}

/// The place of drafts that a page keeps under a key of its own, such as an account.
pub(super) fn place_of(key: &str) -> Rc<str> {
    assessment::hash::sha256(format!("key {key}").as_bytes())[..16].into()
}

/// Asks the browser, once, not to remove what is stored when room gets short. It may refuse without a word.
fn ask_to_persist() {
    thread_local! {
        static ASKED: Cell<bool> = const { Cell::new(false) };
    }
    if ASKED.replace(true) {
        return;
    }
    let Some(window) = window() else { return };
    let storage = Reflect::get(&window.navigator(), &"storage".into());
    let persist = storage
        .as_ref()
        .ok()
        .and_then(|storage| Reflect::get(storage, &"persist".into()).ok());
    if let (Ok(storage), Some(Ok(persist))) = (storage, persist.map(wasm_bindgen::JsCast::dyn_into::<Function>)) {
        let _ = persist.call0(&storage);
    }
}
