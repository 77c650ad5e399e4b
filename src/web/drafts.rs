//! What the browser keeps: drafts, each a whole state now and then and a journal of the steps since, in IndexedDB.
//!
//! [`base`] is the database, [`rows`] what is in it, [`keeper`] writes each step as it is made (one transaction in [`write`]),
//! [`channel`] lets tabs follow each other, [`resuming`] goes on with one, [`tab`] knows what was open before a reload, [`place`] says whose they are, [`list`] is what a person does
//! with drafts. What the rows mean is [`crate::state`]'s business.

pub mod base;
mod channel;
mod keeper;
mod list;
pub(super) mod marker;
mod meet;
mod place;
mod removing;
mod resuming;
mod rows;
mod tab;
mod write;

pub use channel::{Following, listen};
pub use keeper::Keeper;
pub(super) use keeper::Open;
pub use list::{Drafts, duplicate, look, note_copied, remove, remove_everything, rename, restore};
pub(crate) use place::place_of;
pub use removing::remove_at;
pub use resuming::{open, resume, resume_at};
pub(super) use tab::remember;

use js_sys::{Function, Reflect};
use std::cell::Cell;
use web_sys::window;

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
