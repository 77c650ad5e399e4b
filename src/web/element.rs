//! The border between the custom element and the program: the class of `element.js` is given an engine that mounts forms. Which
//! forms these are is the page's own business (`own`) or that of the pages around them (`host`).

use super::dom::elements;
use super::renders;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleSheet, Document, Element, ShadowRoot, window};

const STYLE: &str = include_str!("../style.css");

/// What an engine does for the class.
pub(super) trait Engine: 'static {
    /// Draws a form into the root of an element. `tell` is called with the name of what happens and what is to be known of it.
    fn mount(&self, element: Element, root: ShadowRoot, tell: Function) -> Result<(), JsValue>;

    /// Takes it down.
    fn unmount(&self, element: &Element);

    /// Does what the element is asked for by this name; what there is to say to it.
    fn call(&self, element: &Element, what: &str, with: &JsValue) -> JsValue;
}

/// Begins with the document and the style sheet. Whatever goes wrong from now on is said in words.
pub(super) fn begin(start: impl FnOnce(&Document, &CssStyleSheet) -> Result<(), JsValue>) {
    yew::set_custom_panic_hook(Box::new(|info| failed(&info.to_string())));
    let Some(document) = window().and_then(|window| window.document()) else {
        return;
    };
    let sheet = CssStyleSheet::new().and_then(|sheet| filled(sheet.into()));
    if let Err(error) = sheet.and_then(|sheet| start(&document, sheet.unchecked_ref())) {
        failed(&format!("{error:?}"));
    }
}

/// A style sheet with the style in it.
fn filled(sheet: JsValue) -> Result<JsValue, JsValue> {
    Reflect::get(&sheet, &"replaceSync".into())?
        .dyn_into::<Function>()?
        .call1(&sheet, &STYLE.into())?;
    Ok(sheet)
}

/// Gives the class its engine. Elements that wait are mounted now.
pub(super) fn give(sheet: &CssStyleSheet, engine: impl Engine) -> Result<(), JsValue> {
    let engine = std::rc::Rc::new(engine);
    // `Fn`, not `FnMut`: whoever listens to what a call brings about may call again.
    let mount = {
        let (engine, sheet) = (engine.clone(), sheet.clone());
        Closure::<dyn Fn(Element, ShadowRoot, Function)>::new(move |element, root: ShadowRoot, tell| {
            if adopt(&root, &sheet)
                .and_then(|()| engine.mount(element, root, tell))
                .is_err()
            {
                failed("mount");
            }
        })
    };
    let unmount = {
        let engine = engine.clone();
        Closure::<dyn Fn(Element)>::new(move |element: Element| engine.unmount(&element))
    };
    let call = Closure::<dyn Fn(Element, String, JsValue) -> JsValue>::new(
        move |element: Element, what: String, with: JsValue| engine.call(&element, &what, &with),
    );
    let adopts = {
        let sheet = sheet.clone();
        // An element that has no sheet is still read.
        Closure::<dyn Fn(ShadowRoot)>::new(move |root: ShadowRoot| drop(adopt(&root, &sheet)))
    };
    let renders = Closure::<dyn Fn() -> String>::new(renders);
    let given = Object::new();
    Reflect::set(&given, &"mount".into(), &mount.into_js_value())?;
    Reflect::set(&given, &"unmount".into(), &unmount.into_js_value())?;
    Reflect::set(&given, &"call".into(), &call.into_js_value())?;
    Reflect::set(&given, &"adopt".into(), &adopts.into_js_value())?;
    Reflect::set(&given, &"renders".into(), &renders.into_js_value())?;
    let class = window().ok_or(JsValue::NULL)?.custom_elements().get("ziping-form");
    let start: Function = Reflect::get(&class, &"start".into())?.dyn_into()?;
    start.call1(&class, &given).map(drop)
}

/// Adds the sheet to those that a document or a shadow root has adopted.
pub(super) fn adopt(root: &JsValue, sheet: &CssStyleSheet) -> Result<(), JsValue> {
    let sheets: Array = Reflect::get(root, &"adoptedStyleSheets".into())?.unchecked_into();
    if sheets.index_of(sheet, 0) < 0 {
        let with = |sheet: &JsValue| {
            let all = Array::from(&sheets);
            all.push(sheet);
            Reflect::set(root, &"adoptedStyleSheets".into(), &all)
        };
        if with(sheet).is_err() {
            // A document of its own, as in a frame, takes only sheets of its own.
            let view = Reflect::get(&Reflect::get(root, &"ownerDocument".into())?, &"defaultView".into())?;
            let class: Function = Reflect::get(&view, &"CSSStyleSheet".into())?.dyn_into()?;
            with(&filled(Reflect::construct(&class, &Array::new())?)?)?;
        }
    }
    Ok(())
}

/// The program cannot go on: the page's plain words say so, above whatever is still shown.
pub(super) fn failed(detail: &str) {
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
