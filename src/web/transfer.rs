//! Pasted and dropped content: text goes into fields, files go to the criterion, and refused content is reported.
//! `state` decides; this module reads the event and carries out the decision.

use super::Store;
use super::attach::{self, listed};
use super::events::{data, holds_files, target};
use crate::state::{Arrival, Carried, EffectError, Landing, NotTaken, at_ordinal, landing};
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::prelude::*;
use web_sys::{
    DomParser, Element, Event, EventTarget, File, HtmlElement, HtmlInputElement, HtmlTextAreaElement, SupportedType,
};

/// The maximum length of HTML that is parsed for its text. Ordinary text is far shorter, and longer content has a
/// plain-text version.
const LONGEST: usize = 1_000_000;

/// Handles pasted and dropped content anywhere in a form, until the listeners are dropped.
pub fn listen(store: &Store, root: &EventTarget) -> Vec<EventListener> {
    let active = EventListenerOptions::enable_prevent_default();
    ["dragover", "drop", "paste"]
        .map(|name| {
            let store = store.clone();
            EventListener::new_with_options(root, name, active, move |event| match name {
                "dragover" => allow(&store, event),
                _ => take(&store, event),
            })
        })
        .into()
}

/// Handles content that is pasted while the focus is outside the form: a file belongs to a criterion, and nothing says
/// to which one.
pub(super) fn pasted_beside(store: &Store, event: &Event) {
    if store.second_page().is_none()
        && store.state().is_some()
        && event.target().is_some_and(|target| !is_in_form(&target))
    {
        take(store, event);
    }
}

fn is_in_form(target: &EventTarget) -> bool {
    target
        .dyn_ref::<Element>()
        .is_some_and(|element| element.local_name() == "ziping-form")
}

/// Allows files to be dropped: the browser would open a file that the page does not accept, in place of the page.
fn allow(store: &Store, event: &Event) {
    if holds_files(event) && store.is_hosted() {
        event.prevent_default();
    }
}

fn take(store: &Store, event: &Event) {
    let Some(data) = data(event).filter(|_| !event.default_prevented()) else {
        return;
    };
    let files = data.files().map(|files| listed(&files)).unwrap_or_default();
    let text = |kind: &str| data.get_data(kind).unwrap_or_default();
    let carried = Carried {
        text: text("text/plain"),
        html: text_of_html(&text("text/html")),
        files: files.iter().map(File::name).collect(),
    };
    let target = target(event);
    let dropped = event.type_() == "drop";
    let at = Arrival {
        dropped,
        in_text: target.as_ref().is_some_and(is_text_field),
        item: target.as_ref().and_then(|target| item(target, dropped)),
        hosted: store.is_hosted(),
        read_only: store.reads_only(),
    };
    match landing(&carried, at) {
        Landing::Leave => return,
        Landing::Insert(text) => {
            if let Some(target) = &target {
                insert(target, &text);
            }
        }
        Landing::Attach(ordinal) => {
            let criterion = store.state().and_then(|state| at_ordinal(&state, ordinal));
            if let Some(criterion) = criterion {
                attach::attach(store, criterion.spec.id.clone(), files);
            }
        }
        Landing::Refuse(why) => refuse(store, why),
    }
    event.prevent_default();
    event.stop_propagation();
}

fn refuse(store: &Store, why: NotTaken) {
    store.fail(EffectError::NotTaken(why));
}

/// Returns whether an element is a text field.
fn is_text_field(element: &Element) -> bool {
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        return !area.disabled() && !area.read_only();
    }
    element
        .dyn_ref::<HtmlInputElement>()
        .is_some_and(|input| matches!(&*input.type_(), "text" | "date") && !input.disabled() && !input.read_only())
}

/// Returns the ordinal of the criterion that receives the content: pasted anywhere in the criterion, or dropped on its
/// controls. A file dropped elsewhere is opened by the page.
fn item(target: &Element, dropped: bool) -> Option<u32> {
    let place = if dropped { ".criterion .control" } else { ".criterion" };
    let place = target.closest(place).ok().flatten()?;
    let item = place.closest(".criterion").ok().flatten()?;
    item.id().strip_prefix("c-")?.parse().ok()
}

/// Inserts a text at the caret, as typing would.
fn insert(field: &Element, text: &str) {
    if let Some(field) = field.dyn_ref::<HtmlElement>() {
        // A field that cannot take the focus still accepts the text.
        let _ = field.focus();
    }
    let done = match (
        field.dyn_ref::<HtmlInputElement>(),
        field.dyn_ref::<HtmlTextAreaElement>(),
    ) {
        (Some(input), _) => input.set_range_text(&text.replace(['\r', '\n', '\t'], " ")),
        (_, Some(area)) => area.set_range_text(text),
        _ => return,
    };
    if done.is_ok() {
        super::keys::tell_input(field);
    }
}

/// Returns the text of HTML, which is parsed and never shown. Cells and lines stay separated.
fn text_of_html(html: &str) -> String {
    if html.is_empty() || html.len() > LONGEST {
        return String::new();
    }
    let parsed = DomParser::new().and_then(|parser| parser.parse_from_string(html, SupportedType::TextHtml));
    let Ok(document) = parsed else {
        return String::new();
    };
    for (places, mark) in [("td, th", "\t"), ("br, p, div, tr, li, h1, h2, h3, h4, h5, h6", "\n")] {
        for place in super::dom::elements(document.query_selector_all(places)) {
            // A separator that cannot be inserted leaves two words joined.
            let _ = place.append_with_str_1(mark);
            if place.local_name() == "br" {
                let _ = place.after_with_str_1(mark);
            }
        }
    }
    for silent in super::dom::elements(document.query_selector_all("style, script, title")) {
        silent.remove();
    }
    let text = document
        .document_element()
        .and_then(|root| root.text_content())
        .unwrap_or_default();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}
