//! Arrows along the tools of a criterion, of which only one is a stop of Tab.

use super::dom::elements;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::TargetCast;

/// Goes along what is marked as a tool within the control that a key was pressed in; elsewhere the key stays what it is.
pub fn along(event: KeyboardEvent) {
    let is_plain = !(event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key());
    let pressed = event.target_dyn_into::<Element>();
    let Some(tool) = pressed.filter(|pressed| is_plain && pressed.has_attribute("data-tool")) else {
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
    if let Some(next) = all.get(next).and_then(wasm_bindgen::JsCast::dyn_ref::<HtmlElement>) {
        // What cannot take the focus is still reached by a click.
        let _ = next.focus();
    }
}
