//! The page itself: title and language, shortcuts, dropped files, printing, leaving, and exported files.

use super::events::holds_files;
use super::transfer;
use super::{Store, address, downloads, files, keys, light_dom, page_copy};
use crate::foreign::direction::isolated;
use crate::locale::fill;
use crate::state::{EffectError, Msg, OpenOutcome, Printing, SaveStatus};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{
    BeforeUnloadEvent, Document, DragEvent, Element, Event, HtmlDialogElement, HtmlElement, ShadowRoot, window,
};
use yew::{Callback, NodeRef};

/// The maximum number of frames to wait for the print view.
const LOOKS: u32 = 30;

fn document() -> Option<Document> {
    window()?.document()
}

/// Sets the page's title and language to those of the open form, and stores for a reload which form is open.
pub fn announce(store: &Store) {
    super::drafts::remember(store);
    let Some(document) = document() else { return };
    let locale = store.locale();
    let brand = locale.messages.brand;
    let title = store.state().map(|state| {
        let title = state.rubric.title.wording(locale.tag).to_string();
        let is_blank = store.save_status() == SaveStatus::Empty && state.is_blank();
        let title = if is_blank {
            fill(locale.messages.blank_name, &[("title", &title)])
        } else {
            isolated(&title).into_owned()
        };
        format!("{title} – {brand}")
    });
    // Writes only changes: setting an equal language again makes Chromium restyle every element.
    let title = title.as_deref().unwrap_or(brand);
    if document.title() != title {
        document.set_title(title);
    }
    let root = document.document_element();
    if let Some(root) = root.filter(|root| root.get_attribute("lang").as_deref() != Some(locale.tag)) {
        // Setting a global attribute cannot fail.
        let _ = root.set_attribute("lang", locale.tag);
    }
}

/// Opens the rubric that the address names.
pub fn open_asked(store: &Store) {
    let Some((window, asked)) = window().zip(address::asked()) else {
        return;
    };
    if store.shipped().iter().any(|rubric| *rubric.id == *asked) {
        store.send(Msg::Begin {
            rubric: asked.into(),
            is_new: false,
        });
    } else {
        files::fetch(store, &window, asked);
    }
}

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Opens a dialog of the page. The third-party notices, which the page contains as text, are inserted only now.
pub(super) fn show_dialog(id: &str) {
    let Some((document, dialog)) = document().zip(dialog(id)) else {
        return;
    };
    let one = |found: Result<Option<Element>, JsValue>| found.ok().flatten();
    let notices = one(document.query_selector("body > script[data-ziping=notices]"));
    let place = one(dialog.query_selector("[data-ziping=notices-shown]"));
    if let Some((place, notices)) = place.zip(notices) {
        place.set_text_content(notices.text_content().as_deref().map(str::trim));
    }
    // A dialog that is open already stays open.
    let _ = dialog.show_modal();
}

/// Closes a dialog of the page.
pub(super) fn close_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

/// Exports the record.
pub fn export(store: &Store) {
    let Some(state) = store.state() else { return };
    store.send(Msg::Settle);
    light_dom::write(store);
    let subject = state
        .record
        .subject(&state.rubric)
        .unwrap_or_else(|| state.rubric.title.wording(store.locale().tag));
    let name = downloads::dated_name(
        store.locale().messages.exported_name,
        &subject,
        &state.record.date,
        "json",
    );
    let given = downloads::give(&name, "application/json", &state.record.to_text(&state.rubric));
    if given {
        store.send(Msg::MarkExported);
        store.send(Msg::SetReport(OpenOutcome::Given(name.into())));
    } else {
        store.fail(EffectError::NotSaved);
    }
}

/// Copies a text to the clipboard and calls back if the browser did.
pub fn copy_text(text: &str, done: Callback<()>) {
    let copied = window().and_then(|window| {
        let clipboard = Reflect::get(&window.navigator(), &"clipboard".into()).ok()?;
        let write: Function = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into().ok()?;
        write
            .call1(&clipboard, &text.into())
            .ok()?
            .dyn_into::<js_sys::Promise>()
            .ok()
    });
    if let Some(copied) = copied {
        wasm_bindgen_futures::spawn_local(async move {
            if wasm_bindgen_futures::JsFuture::from(copied).await.is_ok() {
                done.emit(());
            }
        });
    }
}

/// The event that requests the print view before the browser prints.
const PREPARE: &str = "ziping-prepare-print";

/// The maximum time in milliseconds for which a press delays changes of the layout.
const PRESS: u32 = 1_000;

/// Calls back once no press is under way: if an element moves while the mouse button is down, the click misses it.
pub fn after_press(work: Callback<()>) {
    let Some(window) = window() else { return work.emit(()) };
    let held = Rc::new(RefCell::new(None));
    let waiting = Rc::new(Cell::new(true));
    let once = {
        let held = held.clone();
        move || {
            if waiting.replace(false) {
                drop(held.take());
                work.emit(());
            }
        }
    };
    Timeout::new(PRESS, once.clone()).forget();
    // The click event follows the release.
    let released = move |_: &Event| {
        Timeout::new(0, once.clone()).forget();
    };
    *held.borrow_mut() = Some(EventListener::new(&window, "pointerup", released));
}

/// Prints the page after the print view is rendered from the state.
pub fn print(store: &Store) {
    let Some(window) = window() else { return };
    let ahead = Event::new(PREPARE).is_ok_and(|event| window.dispatch_event(&event).is_ok());
    print_when_rendered(ahead, LOOKS, store.clone());
}

/// Prints once the print view is rendered: Yew delays the print view if an edit took long to render just before.
fn print_when_rendered(ahead: bool, tries: u32, store: Store) {
    Timeout::new(if tries == LOOKS { 0 } else { 16 }, move || {
        let has = |selector| {
            store
                .root()
                .is_some_and(|form| matches!(form.query_selector(selector), Ok(Some(_))))
        };
        if ahead && has(".print[aria-busy=true]") {
            // The print view is being rendered; this may take any number of frames.
            print_when_rendered(ahead, LOOKS - 1, store);
        } else if ahead && !has(".print") && tries > 0 {
            print_when_rendered(ahead, tries - 1, store);
        } else if !ahead || window().is_none_or(|window| window.print().is_err()) {
            store.fail(EffectError::NotPrinted);
        }
    })
    .forget();
}

/// Sets the number of criteria in a chunk as a custom property for the style sheet. The policy would refuse a `style`
/// attribute.
pub fn set_count(place: &NodeRef, count: u32) {
    if let Some(element) = place.cast::<HtmlElement>() {
        // Without the property, only the estimate of the chunk's height is worse.
        let _ = element.style().set_property("--count", &count.to_string());
    }
}

/// Calls back with what must be rendered for the printer.
pub fn on_print(changed: Callback<Printing>) -> Vec<EventListener> {
    let Some(window) = window() else { return Vec::new() };
    [
        (PREPARE, Printing::Prepare),
        ("beforeprint", Printing::Now),
        ("afterprint", Printing::Not),
    ]
    .map(|(name, what)| {
        let changed = changed.clone();
        EventListener::new(&window, name, move |_| match what {
            Printing::Prepare => changed.emit(what),
            Printing::Now | Printing::Not => at_once(|| changed.emit(what)),
        })
    })
    .into()
}

/// Runs `work` and completes the rendering that it causes before returning. Yew renders in a microtask, and continues
/// in a timeout of zero after 16 ms of rendering; a browser that prints waits for neither, so the print view would be
/// late.
fn at_once(work: impl FnOnce()) {
    let global = js_sys::global();
    let names = ["queueMicrotask", "setTimeout"].map(JsValue::from_str);
    let own = names
        .each_ref()
        .map(|name| Reflect::get(&global, name).unwrap_or_default());
    let tasks = Array::new();
    let collect = Closure::<dyn FnMut(JsValue, JsValue)>::new({
        let (tasks, later) = (tasks.clone(), own[1].clone());
        move |task: JsValue, delay: JsValue| match later.dyn_ref::<Function>() {
            // Tasks with a delay stay delayed.
            Some(later) if delay.as_f64().is_some_and(|delay| delay > 0.0) => {
                let _ = later.call2(&JsValue::UNDEFINED, &task, &delay);
            }
            _ => {
                tasks.push(&task);
            }
        }
    });
    // If the browser does not allow its functions to be replaced, the rendering is completed a little later, as usual.
    for name in &names {
        let _ = Reflect::set(&global, name, collect.as_ref());
    }
    work();
    while let Ok(task) = tasks.shift().dyn_into::<Function>() {
        // A task reports its own failure.
        let _ = task.call0(&JsValue::UNDEFINED);
    }
    for (name, own) in names.iter().zip(&own) {
        let _ = Reflect::set(&global, name, own);
    }
}

/// Listens to shortcuts, dropped files and leaving, until the listeners are dropped.
pub fn listen(store: &Store) -> Vec<EventListener> {
    let Some((window, document)) = window().zip(document()) else {
        return Vec::new();
    };
    let active = EventListenerOptions::enable_prevent_default();
    let on = |name: &'static str, work: fn(&Store, &Event)| {
        let store = store.clone();
        EventListener::new_with_options(&document, name, active, move |event| work(&store, event))
    };
    let leaving = {
        let store = store.clone();
        EventListener::new_with_options(&window, "beforeunload", active, move |event| {
            if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>().filter(|_| {
                (store.is_dirty() && !store.is_making()) || store.reading() > 0 || !store.app().tasks().is_empty()
            }) {
                event.prevent_default();
                event.set_return_value("…");
            }
        })
    };
    // A click outside an open menu closes the menu.
    let beside = |_: &Store, event: &Event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if let Some(menu) = open_menu().filter(|menu| !menu.contains(target.as_ref())) {
            close_menu(&menu);
        }
    };
    vec![
        on("click", beside),
        on("keydown", key),
        on("dragover", |_, event| {
            // The browser handles text that is dragged between fields.
            if holds_files(event) {
                event.prevent_default();
            }
        }),
        on("drop", drop_files),
        on("paste", transfer::pasted_beside),
        leaving,
    ]
}

/// Handles the keys of an embedded form: undo, redo and help, until the listener is dropped.
pub fn listen_in(store: &Store, root: &ShadowRoot) -> EventListener {
    let store = store.clone();
    let active = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(root, "keydown", active, move |event| {
        if let Some(msg) = undo_key(event) {
            store.send(msg);
        } else if keys::asks_help(event) {
            keys::show(&store, true);
        } else {
            return;
        }
        event.prevent_default();
    })
}

fn open_menu() -> Option<Element> {
    document()?.query_selector("details.menu[open]").ok().flatten()
}

/// Closes a menu.
fn close_menu(menu: &Element) {
    // Removing an attribute cannot fail.
    let _ = menu.remove_attribute("open");
}

/// Returns the message of an undo or redo shortcut, also in text fields: the form's history covers everything that was
/// typed.
fn undo_key(event: &Event) -> Option<Msg> {
    match keys::shortcut(event)? {
        ('z', false) => Some(Msg::Undo),
        ('z', true) | ('y', false) => Some(Msg::Redo),
        _ => None,
    }
}

/// Handles the shortcuts for undo, redo, save and help.
fn key(store: &Store, event: &Event) {
    if store.second_page().is_some() {
        // The keys are those of the other program.
        return;
    }
    if let Some(msg) = undo_key(event) {
        store.send(msg);
    } else if keys::shortcut(event) == Some(('s', false)) && store.state().is_some() {
        // Replaces the browser's own saving, which may omit the answers. With no form open there are none.
        page_copy::save(store);
    } else if keys::asks_help(event) && keys::is_in_form(store) {
        keys::show(store, true);
    } else {
        return;
    }
    event.prevent_default();
}

fn drop_files(store: &Store, event: &Event) {
    if !holds_files(event) {
        return;
    }
    event.prevent_default();
    if store.second_page().is_some() {
        return;
    }
    let dropped = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
    files::read(store, dropped.and_then(|dropped| dropped.files()));
}
