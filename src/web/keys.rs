//! What a key event means to the form.

use super::events::composes;
use crate::state::shortcut_letter;
use gloo::events::EventListener;
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventInit, EventTarget, KeyboardEvent};

/// Tells a field that what an input method composed in it is the person's now, while the listener is held. Browsers differ in whether they
/// tell of it as of an input, and Chromium tells of nothing where the last of it is picked with the mouse.
pub fn end_compositions(root: &EventTarget) -> EventListener {
    EventListener::new(root, "compositionend", |event| {
        if let Some(field) = super::events::target(event) {
            tell_input(&field);
        }
    })
}

/// Tells a field that it holds another text.
pub(super) fn tell_input(field: &EventTarget) {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
        // A listener reports its own failure.
        let _ = field.dispatch_event(&event);
    }
}

/// The letter of a shortcut with Ctrl or ⌘, and whether Shift is held.
pub(super) fn shortcut(event: &Event) -> Option<(char, bool)> {
    let key = event.dyn_ref::<KeyboardEvent>()?;
    let is_command = (key.ctrl_key() || key.meta_key()) && !key.alt_key() && !composes(key);
    let letter = is_command.then(|| shortcut_letter(&key.key(), &key.code()))??;
    Some((letter, key.shift_key()))
}
