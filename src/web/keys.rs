//! Interprets key events in the form.

use super::Store;
use super::events::{composes, target};
use crate::state::{KEYS, shortcut_letter};
use gloo::events::EventListener;
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventInit, EventTarget, HtmlDialogElement, KeyboardEvent};

/// Completes compositions of input methods, until the listener is dropped: dispatches an input event so that a field
/// reads the composed text. Browsers differ in whether they send an input event at the end, and Chromium sends none if
/// the last candidate is picked with the mouse.
pub fn end_compositions(root: &EventTarget) -> EventListener {
    EventListener::new(root, "compositionend", |event| {
        if let Some(field) = super::events::target(event) {
            tell_input(&field);
        }
    })
}

/// Dispatches an input event on a field.
pub(super) fn tell_input(field: &EventTarget) {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
        // A listener reports its own failure.
        let _ = field.dispatch_event(&event);
    }
}

/// Returns the letter of a shortcut with Ctrl or ⌘, and whether Shift is held.
pub(crate) fn shortcut(event: &Event) -> Option<(char, bool)> {
    let key = event.dyn_ref::<KeyboardEvent>()?;
    let is_command = (key.ctrl_key() || key.meta_key()) && !key.alt_key() && !composes(key);
    let letter = is_command.then(|| shortcut_letter(&key.key(), &key.code()))??;
    Some((letter, key.shift_key()))
}

/// Fields in which a key is typed.
const TYPED: &str = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=file])";

/// Returns whether a key asks for the list of keys: `?`, outside the fields in which it is typed.
pub(super) fn asks_help(event: &Event) -> bool {
    event.dyn_ref::<KeyboardEvent>().is_some_and(|key| {
        matches!(&*key.key(), "?" | "？") && !(key.ctrl_key() || key.meta_key() || key.alt_key() || composes(key))
    }) && target(event).is_none_or(|place| !place.matches(TYPED).unwrap_or(false))
}

/// Returns whether the focus is in the form. A key without Ctrl acts only there (WCAG 2.2, 2.1.4): a person who dictates or types into
/// nothing opens no list.
pub(super) fn is_in_form(store: &Store) -> bool {
    store.root().is_some_and(|root| root.active_element().is_some())
}

/// Shows the list of keys, if a form is drawn, or closes it. The browser moves the focus back when the list is closed.
pub(super) fn show(store: &Store, is_shown: bool) {
    // A dialog of a form that is hidden would take all keys and show nothing.
    if is_shown && (store.merging().is_some() || store.second_page().is_some()) {
        return;
    }
    let dialog = store.root().and_then(|root| root.get_element_by_id(KEYS));
    if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
        if is_shown {
            // A dialog that is open already stays open.
            let _ = dialog.show_modal();
        } else {
            dialog.close();
        }
    }
}
