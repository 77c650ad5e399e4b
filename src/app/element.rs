//! The border between the custom element and the program: the class of `element.js` is given an engine that mounts forms. Which
//! forms these are is decided by `page` for the standalone page and by `embed` for host pages.

use crate::view::renders;
use crate::web::dom::elements;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, ShadowRoot, window};

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

/// Begins with the document. Whatever goes wrong from now on is said in words.
pub(super) fn begin(start: impl FnOnce(&Document) -> Result<(), JsValue>) {
    yew::set_custom_panic_hook(Box::new(|info| failed(&info.to_string())));
    let Some(document) = window().and_then(|window| window.document()) else {
        return;
    };
    if let Err(error) = start(&document) {
        failed(&format!("{error:?}"));
    }
}

/// The element's class.
fn class() -> Result<JsValue, JsValue> {
    Ok(window().ok_or(JsValue::NULL)?.custom_elements().get("ziping-form"))
}

/// Gives a document the style sheet, which the class gives to its elements.
///
/// # Errors
/// If the browser lets no style in.
pub(super) fn dress(document: &Document) -> Result<(), JsValue> {
    let class = class()?;
    let dress: Function = Reflect::get(&class, &"dress".into())?.dyn_into()?;
    if dress.call2(&class, document, &STYLE.into())?.is_truthy() {
        Ok(())
    } else {
        Err("this browser lets no style in".into())
    }
}

/// Gives the class its engine. Elements that wait are mounted now.
pub(super) fn give(engine: impl Engine) -> Result<(), JsValue> {
    let engine = std::rc::Rc::new(engine);
    // `Fn`, not `FnMut`: a listener to an effect of a call may call again.
    let mount = {
        let engine = engine.clone();
        Closure::<dyn Fn(Element, ShadowRoot, Function)>::new(move |element, root: ShadowRoot, tell| {
            if engine.mount(element, root, tell).is_err() {
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
    let renders = Closure::<dyn Fn() -> String>::new(renders::take);
    let given = Object::new();
    Reflect::set(&given, &"style".into(), &STYLE.into())?;
    Reflect::set(&given, &"mount".into(), &mount.into_js_value())?;
    Reflect::set(&given, &"unmount".into(), &unmount.into_js_value())?;
    Reflect::set(&given, &"call".into(), &call.into_js_value())?;
    Reflect::set(&given, &"renders".into(), &renders.into_js_value())?;
    let class = class()?;
    let start: Function = Reflect::get(&class, &"start".into())?.dyn_into()?;
    start.call1(&class, &given).map(drop)
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
    // In a host page each element says so in its own place. A class that does not know how has said all it can.
    let class = window.custom_elements().get("ziping-form");
    if let Ok(Ok(tell)) = Reflect::get(&class, &"failed".into()).map(JsCast::dyn_into::<Function>) {
        let _ = tell.call1(&class, &detail.into());
    }
}
