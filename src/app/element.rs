//! The boundary between the custom element and the program: the class in `element.js` receives an [`Engine`] that
//! mounts forms. `page` implements the engine for the standalone page, `embed` for host pages.

use crate::view::renders;
use crate::web::dom::elements;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, ShadowRoot, window};

/// The operations that the element's class calls.
pub(super) trait Engine: 'static {
    /// Renders a form into the shadow root of an element. The form calls `notify` with the name and the detail of each
    /// event.
    fn mount(&self, element: Element, root: ShadowRoot, notify: Function) -> Result<(), JsValue>;

    /// Unmounts the form of an element.
    fn unmount(&self, element: &Element);

    /// Runs the operation named `what` on the form of an element and returns the result.
    fn call(&self, element: &Element, what: &str, with: &JsValue) -> JsValue;
}

/// Runs `start` on the document. Every failure after this call is reported in the page.
pub(super) fn begin(start: impl FnOnce(&Document) -> Result<(), JsValue>) {
    yew::set_custom_panic_hook(Box::new(|info| failed(&info.to_string())));
    let Some(document) = window().and_then(|window| window.document()) else {
        return;
    };
    if let Err(error) = start(&document) {
        failed(&format!("{error:?}"));
    }
}

/// Returns the class of the custom element.
fn class() -> Result<JsValue, JsValue> {
    Ok(window().ok_or(JsValue::NULL)?.custom_elements().get("ziping-form"))
}

/// Adds the style sheet to a document. The class adopts the style sheet in its elements.
///
/// # Errors
/// Returns an error if the browser accepts no style sheet.
pub(super) fn dress(document: &Document, style: &str) -> Result<(), JsValue> {
    let class = class()?;
    let dress: Function = Reflect::get(&class, &"dress".into())?.dyn_into()?;
    if dress.call2(&class, document, &style.into())?.is_truthy() {
        Ok(())
    } else {
        Err("this browser lets no style in".into())
    }
}

/// Gives the class its engine and the style sheet of the forms. The class mounts all elements that are waiting for an engine.
pub(super) fn give(engine: impl Engine, style: &str) -> Result<(), JsValue> {
    let engine = std::rc::Rc::new(engine);
    // `Fn`, not `FnMut`: a listener may call the engine again during a call.
    let mount = {
        let engine = engine.clone();
        Closure::<dyn Fn(Element, ShadowRoot, Function)>::new(move |element, root: ShadowRoot, notify| {
            if engine.mount(element, root, notify).is_err() {
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
    Reflect::set(&given, &"style".into(), &style.into())?;
    Reflect::set(&given, &"mount".into(), &mount.into_js_value())?;
    Reflect::set(&given, &"unmount".into(), &unmount.into_js_value())?;
    Reflect::set(&given, &"call".into(), &call.into_js_value())?;
    Reflect::set(&given, &"renders".into(), &renders.into_js_value())?;
    let class = class()?;
    let start: Function = Reflect::get(&class, &"start".into())?.dyn_into()?;
    start.call1(&class, &given).map(drop)
}

/// Reports that the program cannot continue: the page shows its static message above the content that is still visible.
pub(super) fn failed(detail: &str) {
    let Some(window) = window() else { return };
    let Some(document) = window.document() else { return };
    let set = |selector: &str, change: &dyn Fn(&Element)| {
        elements(document.query_selector_all(selector)).iter().for_each(change);
    };
    // Setting a global attribute cannot fail.
    set("#ziping-words", &|words| drop(words.set_attribute("class", "failed")));
    set("#ziping-fault, [data-ziping-fault=program]", &|fault| {
        drop(fault.remove_attribute("hidden"));
    });
    set("[data-ziping=fault-detail]", &|place| {
        place.set_text_content(Some(detail))
    });
    // In a host page each element shows the message in its own place. An older class without `failed` needs no call.
    let class = window.custom_elements().get("ziping-form");
    if let Ok(Ok(notify)) = Reflect::get(&class, &"failed".into()).map(JsCast::dyn_into::<Function>) {
        let _ = notify.call1(&class, &detail.into());
    }
}
