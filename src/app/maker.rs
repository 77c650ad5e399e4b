//! The pages "Make a form", "Reports and tables" and "Put records together". They are a program of their own, which the standalone page loads when it is needed
//! (`maker.js`).

use super::worker;
use crate::state::SecondPage;
use crate::view::collection::{CollectionProps, CollectionView};
use crate::view::maker::{MakerProps, MakerView};
use crate::view::papers::{PapersProps, PapersView};
use crate::web::collection::{self, CollectionStore};
use crate::web::maker::{self, Host, MakerStore};
use crate::web::papers::{PapersStore, papers_of_evidence};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::{Element, window};
use yew::Renderer;
use yew::prelude::*;

/// The style sheet of the page, which the document has while the page is open.
const STYLE: &str = include_str!("../maker.css");

/// Lets the script call `zipingMake` with the element to draw into, the operations of the page around it, and the function that runs tasks;
/// and `zipingPapers` with the operations of the page. In a worker there is no page, only work without a view.
pub(super) fn start() {
    if window().is_none() {
        return worker::start(|name, input, report| {
            collection::perform(name, input.clone(), report.clone()).or_else(|| maker::perform(name, input, report))
        });
    }
    leave_out_roots();
    let make = Closure::<dyn Fn(Element, JsValue, JsValue) -> Result<JsValue, JsValue>>::new(make);
    // Setting a property of the global object cannot fail.
    let _ = Reflect::set(&js_sys::global(), &"zipingMake".into(), &make.into_js_value());
    let papers = Closure::<dyn Fn(JsValue) -> Promise>::new(papers);
    let _ = Reflect::set(&js_sys::global(), &"zipingPapers".into(), &papers.into_js_value());
}

/// How many numbers of roots are left to the first program.
const ROOTS: u32 = 32;

/// A component that draws nothing.
#[component]
fn Nothing() -> Html {
    Html::default()
}

/// Leaves the first numbers of roots to the first program. In every program Yew numbers the roots of its apps from 1, and tells by the number
/// whether an event is its own. This page is inside a root of the first program, which is one of its first: with one number for both, a
/// press here would be one there, too, on whatever has the same number of a listener.
fn leave_out_roots() {
    let document = window().and_then(|window| window.document());
    let places = (0..ROOTS).filter_map(|_| document.as_ref()?.create_element("div").ok());
    places.for_each(|place| Renderer::<Nothing>::with_root(place).render().destroy());
}

/// Returns the promise of the papers that a handover has beside the evidence, each as its name and its bytes.
fn papers(host: JsValue) -> Promise {
    future_to_promise(async move {
        let written = papers_of_evidence(Host::new(host)).await.into_iter();
        let pairs = written.map(|(name, bytes)| Array::of2(&name.into(), &Uint8Array::from(&*bytes)));
        Ok(pairs.collect::<Array>().into())
    })
}

/// Draws the page into `place`, and returns the object by which it is controlled.
fn make(place: Element, host: JsValue, task: JsValue) -> Result<JsValue, JsValue> {
    let document = place.owner_document().ok_or(JsValue::NULL)?;
    let sheet = adopt(&document)?;
    // Yew never removes its listeners from the element in which it was mounted.
    let inner = document.create_element("div")?;
    place.append_child(&inner)?;
    let root = inner.clone();
    let host = Host::new(host);
    let tidy = move || {
        inner.remove();
        // Without it the page keeps a few rules that nothing matches.
        let _ = disown(&document, &sheet);
    };
    /// Draws a page of this store, and returns the object by which it is controlled.
    macro_rules! page {
        ($store:expr, $view:ident, $props:ident) => {{
            let store = $store;
            let app = Renderer::<$view>::with_root_and_props(root, $props { store: store.clone() }).render();
            let speak = store.clone();
            controller(
                move |tag| speak.set_language(tag),
                move || {
                    store.end();
                    app.destroy();
                    tidy();
                },
            )
        }};
    }
    let task = task.dyn_into().ok();
    match host.page() {
        SecondPage::Maker => page!(MakerStore::new(host, task), MakerView, MakerProps),
        SecondPage::Papers => page!(PapersStore::new(host), PapersView, PapersProps),
        SecondPage::Collection => page!(CollectionStore::new(host, task), CollectionView, CollectionProps),
    }
}

/// Returns the object by which the page around this one controls it.
fn controller(speak: impl Fn(String) + 'static, close: impl FnOnce() + 'static) -> Result<JsValue, JsValue> {
    let controller = Object::new();
    let speak = Closure::<dyn Fn(String)>::new(speak).into_js_value();
    Reflect::set(&controller, &"setLanguage".into(), &speak)?;
    Reflect::set(&controller, &"close".into(), &Closure::once_into_js(close))?;
    Ok(controller.into())
}

/// Adds the style sheet to the document.
fn adopt(document: &web_sys::Document) -> Result<JsValue, JsValue> {
    let class: Function = Reflect::get(&js_sys::global(), &"CSSStyleSheet".into())?.dyn_into()?;
    let sheet = Reflect::construct(&class, &Array::new())?;
    let replace: Function = Reflect::get(&sheet, &"replaceSync".into())?.dyn_into()?;
    replace.call1(&sheet, &STYLE.into())?;
    let sheets = adopted(document)?;
    sheets.push(&sheet);
    Reflect::set(document, &"adoptedStyleSheets".into(), &sheets)?;
    Ok(sheet)
}

fn disown(document: &web_sys::Document, sheet: &JsValue) -> Result<(), JsValue> {
    let others: Array = adopted(document)?.iter().filter(|one| one != sheet).collect();
    Reflect::set(document, &"adoptedStyleSheets".into(), &others).map(drop)
}

/// Returns a copy of the document's list: a list is replaced as a whole.
fn adopted(document: &web_sys::Document) -> Result<Array, JsValue> {
    Ok(Array::from(&Reflect::get(document, &"adoptedStyleSheets".into())?))
}
