//! Drafts in the browser's database: each draft has occasional snapshots and a journal of the steps since, in
//! IndexedDB.
//!
//! [`crate::state::drafts`] decides; [`runtime`] runs its effects. [`rows`] reads and writes the database, [`channel`]
//! connects the tabs, [`startup`] restores a form when a page opens, [`tab`] remembers the form across a reload,
//! [`scope`] identifies where drafts were begun, [`managing`] has the person's operations on drafts, and [`known_drafts`]
//! stores their names in case the database is lost.

mod channel;
pub(super) mod known_drafts;
mod managing;
mod reading;
mod rows;
mod runtime;
pub(crate) mod scope;
mod startup;
mod tab;

pub use channel::{Following, listen};
pub use startup::resume;
pub(super) use tab::remember;

use js_sys::{Function, Reflect};
use std::cell::Cell;
use web_sys::window;

/// Asks the browser once not to evict the stored data when space runs short. The browser may refuse silently.
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
