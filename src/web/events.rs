//! Reads events: the pressed key, the pasted or dropped data, and the target element.

use wasm_bindgen::prelude::*;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, Event, KeyboardEvent};

/// The key code of keys that an input method handles. Safari ends a composition before the key that ended it, and marks
/// that key by this code alone.
const TAKEN_BY_INPUT_METHOD: u32 = 229;

/// Returns whether a key belongs to an input method and must not be read as a command.
pub fn composes(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD
}

/// Returns whether a key is held down with a modifier that makes a command or a selection of it.
pub fn has_modifier(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key()
}

/// Returns the plain text that was pasted or dropped.
pub fn text(event: &Event) -> String {
    data(event)
        .and_then(|data| data.get_data("text/plain").ok())
        .unwrap_or_default()
}

/// Returns the data that was pasted or dropped.
pub(super) fn data(event: &Event) -> Option<DataTransfer> {
    let pasted = event
        .dyn_ref::<ClipboardEvent>()
        .and_then(ClipboardEvent::clipboard_data);
    pasted.or_else(|| event.dyn_ref::<DragEvent>()?.data_transfer())
}

/// Returns whether files are dragged. The files themselves are known only after the drop.
pub(super) fn holds_files(event: &Event) -> bool {
    data(event).is_some_and(|dragged| dragged.types().includes(&"Files".into(), 0))
}

/// Returns the innermost target of an event. A listener outside a shadow root receives the root's host.
pub(super) fn target(event: &Event) -> Option<Element> {
    let first = event.composed_path().get(0);
    first.dyn_into().ok().or_else(|| event.target()?.dyn_into().ok())
}
