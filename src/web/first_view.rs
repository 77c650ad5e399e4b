//! The first view: plain HTML of the form that the page shows before the program has started. `src/first.js` shows it and records what is
//! done in it; this module hands that over to the program's form, and makes the views of blank copies.

use super::Store;
use super::dom::{SizeWatch, elements, remembered};
use crate::state::{Replaced, TakenUp};
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Function, Promise, Reflect};
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlTemplateElement, ShadowRoot};

/// The element around the templates of the view and their script.
pub(super) const PLACE: &str = "#ziping-first";
/// The templates of the view, one for each language.
const TEMPLATES: &str = ":scope > template[lang]";

/// The block of the style sheet.
const SHEET: &str = "#ziping-first > script[data-ziping=sheet]";

/// The storage key of the height of the drafts on the start page, in CSS pixels.
const HEIGHT: &str = "ziping.drafts-height";

thread_local! {
    /// Draws the views of blank copies.
    static DRAW: Cell<Option<Draw>> = const { Cell::new(None) };
}

/// The view in one language: the tag of the language, and what is around the form and the form, each in an element of its own.
pub(crate) type Drawn = (&'static str, [Element; 2]);

/// Draws the view of a rubric in each language.
pub(crate) type Draw = fn(Rc<str>) -> Pin<Box<dyn Future<Output = Vec<Drawn>>>>;

/// The first view of a page.
pub(crate) struct FirstView(Element);

impl FirstView {
    /// Takes the view out of a document, so that it is in no copy of the page that the browser saves. What is shown of it stays until it is
    /// handed over. `None` in a page without one. `draw` draws the views of blank copies.
    pub(crate) fn take(document: &Document, draw: Draw) -> Option<Self> {
        DRAW.set(Some(draw));
        let place = document.query_selector(PLACE).ok().flatten()?;
        elements(place.query_selector_all(TEMPLATES))
            .iter()
            .for_each(Element::remove);
        Some(Self(place))
    }

    /// Waits until nothing in the view would be broken by another element in its place: a composition, a date that is half typed, a button
    /// that is held down.
    pub(crate) async fn settle(&self) {
        if let Ok(Some(settled)) = self.call("zipingSettled", &Array::new()) {
            // The promise is only ever resolved.
            let _ = JsFuture::from(settled.unchecked_into::<Promise>()).await;
        }
    }

    /// Repeats in the program's page what was done in the view, and puts the page in the view's place.
    ///
    /// # Errors
    /// Returns the exception of a script. The page is in the view's place all the same.
    pub(crate) fn hand_over(self, shell: &Element, form: &ShadowRoot) -> Result<TakenUp, JsValue> {
        let outcome = self.call("zipingHandOver", &Array::of2(shell, form))?;
        let list = |name: &str| {
            let list = outcome
                .as_ref()
                .and_then(|outcome| Reflect::get(outcome, &name.into()).ok());
            list.map(|list| Array::from(&list).iter().map(|one| replaced(&one)).collect())
                .unwrap_or_default()
        };
        Ok(TakenUp {
            replaced: list("replaced"),
            unplaced: list("unplaced"),
        })
    }

    /// Calls a function of `first.js`; `None` if the view is not shown.
    fn call(&self, name: &str, arguments: &Array) -> Result<Option<JsValue>, JsValue> {
        let function = Reflect::get(&self.0, &name.into())?.dyn_into::<Function>().ok();
        function
            .map(|function| function.apply(&JsValue::UNDEFINED, arguments))
            .transpose()
    }
}

fn replaced(entry: &JsValue) -> Replaced {
    let text = |name: &str| {
        let text = Reflect::get(entry, &name.into()).ok().and_then(|text| text.as_string());
        text.unwrap_or_default().into()
    };
    Replaced {
        name: text("name"),
        before: text("before"),
        now: text("now"),
    }
}

/// Remembers the height of the drafts on the start page, for the next start.
pub(crate) fn remember_height(place: &Element) -> Option<SizeWatch> {
    let watched = place.clone();
    SizeWatch::new(place, move || {
        let Some(storage) = remembered() else { return };
        // If the browser refuses, the list of rubrics moves down at the next start.
        let _ = match watched.child_element_count() {
            0 => storage.remove_item(HEIGHT),
            _ => storage.set_item(HEIGHT, &watched.get_bounding_client_rect().height().to_string()),
        };
    })
}

/// Returns the style sheet of the page and of its form, which every page contains beside its first view.
pub(crate) fn style(document: &Document) -> Option<String> {
    document.query_selector(SHEET).ok().flatten()?.text_content()
}

/// Waits until a page and its form are drawn in these elements.
pub(crate) async fn drawn(store: &Store, shell: &Element) {
    let is_drawn = || {
        let form = store.state().map(|state| state.rubric.clone());
        shell.first_element_child().is_some()
            && form.is_none_or(|form| store.drawn().is_some_and(|now| Rc::ptr_eq(&now, &form)))
    };
    // Yew draws when the running code has ended. A large form continues after a pause.
    let _ = JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await;
    while !is_drawn() {
        TimeoutFuture::new(0).await;
    }
}

/// Returns the templates of the first view of a page with this rubric alone: the same as the build draws.
pub(super) async fn templates(rubric: Rc<str>) -> Vec<Element> {
    let Some(draw) = DRAW.get() else { return Vec::new() };
    draw(rubric)
        .await
        .iter()
        .filter_map(|view| template(view).ok())
        .collect()
}

fn template((tag, parts): &Drawn) -> Result<Element, JsValue> {
    let document = parts[0].owner_document().ok_or(JsValue::NULL)?;
    let template: HtmlTemplateElement = document.create_element("template")?.dyn_into()?;
    template.set_attribute("lang", tag)?;
    for part in parts {
        // Attributes that a policy would refuse, and that the program sets anew.
        for styled in elements(part.query_selector_all("[style]")) {
            styled.remove_attribute("style")?;
        }
        template.content().append_child(part)?;
    }
    Ok(template.into())
}
