//! Arrow keys between the tools of a criterion, of which only one is a tab stop.

use super::dom::elements;
use super::events::{has_modifier, target};
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::prelude::*;
use web_sys::{EventTarget, HtmlElement, KeyboardEvent};

/// Moves the focus between elements marked as tools within a control, until the listener is dropped. Keys pressed
/// elsewhere keep their meaning.
pub fn listen(root: &EventTarget) -> EventListener {
    let active = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(root, "keydown", active, |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            along(event);
        }
    })
}

fn along(event: &KeyboardEvent) {
    let is_plain = !has_modifier(event);
    let Some(tool) = target(event).filter(|pressed| is_plain && pressed.has_attribute("data-tool")) else {
        return;
    };
    let Ok(Some(control)) = tool.closest("[data-control]") else {
        return;
    };
    let all = elements(control.query_selector_all("[data-tool]:not(:disabled)"));
    let Some(at) = all.iter().position(|one| *one == tool) else {
        return;
    };
    let next = match event.key().as_str() {
        "ArrowRight" => at + 1,
        "ArrowLeft" => at.saturating_sub(1),
        "Home" => 0,
        "End" => all.len() - 1,
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = all.get(next).and_then(|next| next.dyn_ref::<HtmlElement>()) {
        // A tool that cannot take the focus is still reachable by a click.
        let _ = next.focus();
    }
}
