//! The border between the custom element and the program: the class of `element.js` is given an engine that mounts a form.

use super::dom::elements;
use super::host::Host;
use super::{Store, clock, copy, frame, light, page, renders};
use crate::state::Desk;
use crate::view::form::{Form, FormProps};
use crate::view::shell::{Shell, ShellProps};
use js_sys::{Array, Function, Object, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleSheet, Document, Element, ShadowRoot, window};
use yew::{AppHandle, Renderer};

const STYLE: &str = include_str!("../style.css");

/// What is drawn into an element.
enum Mounted {
    /// The page's own form.
    Page { inner: Element, app: AppHandle<Form> },
    /// A form in somebody else's page.
    Hosted(Rc<Host>),
}

thread_local! {
    static MOUNTED: RefCell<Vec<(Element, Mounted)>> = const { RefCell::new(Vec::new()) };
}

/// Gives the element's class its engine. Elements that wait are mounted now.
pub(super) fn define() {
    yew::set_custom_panic_hook(Box::new(|info| failed(&info.to_string())));
    if let Some(Err(error)) = window()
        .and_then(|window| window.document())
        .map(|document| begin(&document))
    {
        failed(&format!("{error:?}"));
    }
}

fn begin(document: &Document) -> Result<(), JsValue> {
    let sheet = CssStyleSheet::new()?;
    Reflect::get(&sheet, &"replaceSync".into())?
        .dyn_into::<Function>()?
        .call1(&sheet, &STYLE.into())?;
    // A page of our own has a place for the shell; in any other the program serves elements.
    if document.get_element_by_id("ziping-shell").is_none() {
        return start(&sheet, None);
    }
    let store = Store::new(
        Desk::new(rubrics(document), super::files::fresh_id(), clock::today().into()),
        page::language(),
    );
    match light::found(document) {
        Some(found) => {
            found.open(&store);
            if let Some(state) = store.state() {
                super::blobs::take_blocks(&state.record.id, super::saved::evidence(document));
            }
        }
        None => page::open_asked(&store),
    }
    let document = document.clone();
    let ready = store.clone();
    super::drafts::resume(&ready, move || {
        if let Err(error) = show(&document, &sheet, &store) {
            failed(&format!("{error:?}"));
        }
    });
    Ok(())
}

/// Shows the page, once it is known what stands in it.
fn show(document: &Document, sheet: &CssStyleSheet, store: &Store) -> Result<(), JsValue> {
    adopt(document, sheet)?;
    light::keep(store, document);
    copy::keep(store, document);
    // The plain words are hidden by the sheet, which a browser does not save; what it did save of a failure goes.
    if let Some(page) = document.document_element() {
        copy::unmark(&page);
    }
    if let Some(place) = document.get_element_by_id("ziping-shell") {
        Renderer::<Shell>::with_root_and_props(place, ShellProps { store: store.clone() }).render();
    }
    frame::speak(store, document);
    start(sheet, Some(store.clone()))
}

/// Gives the class its engine: forms of the page's own store, or each with a store to itself.
fn start(sheet: &CssStyleSheet, store: Option<Store>) -> Result<(), JsValue> {
    let engine = Object::new();
    let sheet = sheet.clone();
    // `Fn`, not `FnMut`: whoever listens to what a call brings about may call again.
    let mount = Closure::<dyn Fn(Element, ShadowRoot, Function)>::new(
        move |host: Element, root: ShadowRoot, tell: Function| {
            if adopt(&root, &sheet)
                .and_then(|()| mount(host, root, tell, store.clone()))
                .is_err()
            {
                failed("mount");
            }
        },
    );
    let unmount = Closure::<dyn Fn(Element)>::new(|host: Element| unmount(&host));
    let call = Closure::<dyn Fn(Element, String, JsValue) -> JsValue>::new(|host: Element, what: String, with| {
        hosted(&host).map_or(JsValue::UNDEFINED, |host| host.call(&what, &with))
    });
    let renders = Closure::<dyn Fn() -> String>::new(renders);
    Reflect::set(&engine, &"mount".into(), &mount.into_js_value())?;
    Reflect::set(&engine, &"unmount".into(), &unmount.into_js_value())?;
    Reflect::set(&engine, &"call".into(), &call.into_js_value())?;
    Reflect::set(&engine, &"renders".into(), &renders.into_js_value())?;
    let class = window().ok_or(JsValue::NULL)?.custom_elements().get("ziping-form");
    let start: Function = Reflect::get(&class, &"start".into())?.dyn_into()?;
    start.call1(&class, &engine).map(drop)
}

/// The rubrics that came with the page.
fn rubrics(document: &Document) -> Vec<std::rc::Rc<str>> {
    let blocks = elements(document.query_selector_all("body > script[data-ziping=rubric]"));
    let texts = blocks.iter().filter_map(|block| block.text_content());
    texts.map(|text| text.trim().into()).collect()
}

/// Adds the sheet to those that a document or a shadow root has adopted.
fn adopt(root: &JsValue, sheet: &CssStyleSheet) -> Result<(), JsValue> {
    let sheets: Array = Reflect::get(root, &"adoptedStyleSheets".into())?.unchecked_into();
    if sheets.index_of(sheet, 0) < 0 {
        let all = Array::from(&sheets);
        all.push(sheet);
        Reflect::set(root, &"adoptedStyleSheets".into(), &all)?;
    }
    Ok(())
}

fn mount(host: Element, root: ShadowRoot, tell: Function, store: Option<Store>) -> Result<(), JsValue> {
    let mounted = match store {
        Some(store) => {
            // Chromium saves a shadow root with the page, as it looked: what was drawn there is drawn anew.
            root.set_text_content(None);
            // Yew clears the root that it is given, and forgets its listeners there: a fresh element inside is thrown away with them.
            let inner = root.owner_document().ok_or(JsValue::NULL)?.create_element("div")?;
            root.append_child(&inner)?;
            store.stands_in(Some(root.clone()));
            let app = Renderer::<Form>::with_root_and_props(inner.clone(), FormProps { store, root }).render();
            Mounted::Page { inner, app }
        }
        None => Mounted::Hosted(Host::mount(host.clone(), root, tell, page::language())?),
    };
    MOUNTED.with_borrow_mut(|all| all.push((host, mounted)));
    Ok(())
}

fn unmount(host: &Element) {
    let gone = MOUNTED.with_borrow_mut(|mounted| {
        let index = mounted.iter().position(|(one, _)| one == host)?;
        Some(mounted.swap_remove(index))
    });
    match gone {
        Some((_, Mounted::Page { inner, app })) => {
            app.destroy();
            inner.remove();
        }
        Some((_, Mounted::Hosted(host))) => host.unmount(),
        None => {}
    }
}

/// The form that is drawn into an element of somebody else's page.
fn hosted(host: &Element) -> Option<Rc<Host>> {
    MOUNTED.with_borrow(|mounted| {
        mounted.iter().find_map(|(one, mounted)| match mounted {
            Mounted::Hosted(form) if one == host => Some(form.clone()),
            _ => None,
        })
    })
}

/// The program cannot go on: the page's plain words say so, above whatever is still shown.
fn failed(detail: &str) {
    let Some(window) = window() else { return };
    let Some(document) = window.document() else { return };
    let set = |selector: &str, change: &dyn Fn(&Element)| {
        elements(document.query_selector_all(selector)).iter().for_each(change);
    };
    // Changing an attribute that every element has cannot fail.
    set("#ziping-words", &|words| drop(words.set_attribute("class", "failed")));
    set("#ziping-fault, [data-ziping-fault=program]", &|fault| {
        drop(fault.remove_attribute("hidden"));
    });
    set("[data-ziping=fault-detail]", &|place| {
        place.set_text_content(Some(detail))
    });
    // In a page of somebody else's each element says so in its own place. A class that does not know how has said all it can.
    let class = window.custom_elements().get("ziping-form");
    if let Ok(Ok(tell)) = Reflect::get(&class, &"failed".into()).map(JsCast::dyn_into::<Function>) {
        let _ = tell.call1(&class, &detail.into());
    }
}
