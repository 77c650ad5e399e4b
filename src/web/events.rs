//! Reads events: what was pressed, pasted or dropped, and on what.

use wasm_bindgen::prelude::*;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, Event, KeyboardEvent};

/// The code of keys that an input method takes. Safari ends a composition before the key that ended it, and says so by this alone.
const TAKEN_BY_INPUT_METHOD: u32 = 229;

/// Whether a key belongs to an input method, so that it is no command.
pub fn composes(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD
}

/// Whether a key is held down with another that makes a command or a selection of it.
pub fn has_modifier(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key()
}

/// The plain text that was pasted or dropped.
pub fn text(event: &Event) -> String {
    data(event)
        .and_then(|data| data.get_data("text/plain").ok())
        .unwrap_or_default()
}

/// What was pasted or dropped.
pub(super) fn data(event: &Event) -> Option<DataTransfer> {
    let pasted = event
        .dyn_ref::<ClipboardEvent>()
        .and_then(ClipboardEvent::clipboard_data);
    pasted.or_else(|| event.dyn_ref::<DragEvent>()?.data_transfer())
}

/// Whether files are dragged. Which ones is known once they are dropped.
pub(super) fn holds_files(event: &Event) -> bool {
    data(event).is_some_and(|dragged| dragged.types().includes(&"Files".into(), 0))
}

/// The innermost element that an event is about. Outside a shadow root this is the root's host.
pub(super) fn target(event: &Event) -> Option<Element> {
    let first = event.composed_path().get(0);
    first.dyn_into().ok().or_else(|| event.target()?.dyn_into().ok())
}
