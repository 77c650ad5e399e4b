//! The standalone page: one store for the shell and the form, with the rubrics and the record that the page contains.

use super::element::{self, Engine, dress, failed};
use super::{first_view, iframe_protocol};
use crate::state::{Msg, Workspace};
use crate::view::form::{Form, FormProps};
use crate::view::shell::{Shell, ShellProps};
use crate::web::breakpoints::Width;
use crate::web::dom::elements;
use crate::web::first_view::FirstView;
use crate::web::hidden_watch::HiddenWatch;
use crate::web::{
    self, Store, clock, drafts, evidence_store, light_dom, page, page_copy, platform, preferences, runtime, saved_page,
};
use gloo::timers::future::TimeoutFuture;
use js_sys::Function;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, ShadowRoot};
use yew::{AppHandle, Renderer};

/// Starts the page: opens its content, and shows the page once the content is known.
pub(super) fn start(document: &Document) -> Result<(), JsValue> {
    let store = Store::new(
        Workspace::new(rubrics(document), platform::fresh_id(), clock::today().into()),
        preferences::language(),
        drafts::scope::page(),
        preferences::author().into(),
        runtime::run_in_page,
    );
    match light_dom::found(document) {
        Some(found) => {
            found.open(&store);
            if let Some(state) = store.state() {
                evidence_store::take_blocks(&state.record.id, saved_page::evidence(document));
            }
        }
        None => page::open_asked(&store),
    }
    let first = Rc::new(RefCell::new(FirstView::take(document, first_view::draw)));
    let (document, ready) = (document.clone(), store.clone());
    drafts::resume(&ready, move || {
        let (document, store, first) = (document.clone(), store.clone(), first.take());
        spawn_local(async move {
            if let Err(error) = replace(first, &document, &store).await {
                failed(&format!("{error:?}"));
            }
        });
    });
    Ok(())
}

/// Shows the page in place of its first view, with what was entered there.
async fn replace(first: Option<FirstView>, document: &Document, store: &Store) -> Result<(), JsValue> {
    let Some(first) = first else {
        return show(document, store);
    };
    first.settle().await;
    show(document, store)?;
    let shell = document.get_element_by_id("ziping-shell").ok_or(JsValue::NULL)?;
    web::first_view::drawn(store, &shell).await;
    let form = store.root().ok_or(JsValue::NULL)?;
    // Again, because a composition may have begun while the form was drawn; and last, so that no event falls between.
    first.settle().await;
    let taken_up = first.hand_over(&shell, &form)?;
    if !taken_up.is_empty() {
        // Screen readers announce what appears in a region that is there already.
        TimeoutFuture::new(0).await;
        store.send(Msg::SetTakenUp(taken_up));
    }
    Ok(())
}

fn show(document: &Document, store: &Store) -> Result<(), JsValue> {
    let style = web::first_view::style(document).ok_or("the page has lost its style sheet")?;
    dress(document, &style)?;
    light_dom::start(store, document);
    // The page is watched as long as it is open.
    std::mem::forget(HiddenWatch::new(store, document));
    // The style sheet hides the static message, and a browser does not save that style sheet. Marks of a failure that
    // the browser saved with the page are removed.
    if let Some(page) = document.document_element() {
        page_copy::unmark(&page);
    }
    if let Some(place) = document.get_element_by_id("ziping-shell") {
        Renderer::<Shell>::with_root_and_props(place, ShellProps { store: store.clone() }).render();
    }
    iframe_protocol::start(store, document);
    let page = StandalonePage {
        store: store.clone(),
        drawn: RefCell::default(),
    };
    element::give(page, &style)
}

/// Returns the rubrics that the page contains.
fn rubrics(document: &Document) -> Vec<std::rc::Rc<str>> {
    let blocks = elements(document.query_selector_all("body > script[data-ziping=rubric]"));
    let texts = blocks.iter().filter_map(|block| block.text_content());
    texts.map(|text| text.trim().into()).collect()
}

/// Renders the store's form into the page's element.
struct StandalonePage {
    store: Store,
    drawn: RefCell<Option<(Element, AppHandle<Form>)>>,
}

impl Engine for StandalonePage {
    fn mount(&self, _element: Element, root: ShadowRoot, _notify: Function) -> Result<(), JsValue> {
        // Yew clears its mount element and never removes its listeners there, so each form gets a new inner element
        // that is discarded together with them.
        let inner = root.owner_document().ok_or(JsValue::NULL)?.create_element("div")?;
        root.append_child(&inner)?;
        let store = self.store.clone();
        store.set_root(Some(root.clone()));
        let app = Renderer::<Form>::with_root_and_props(
            inner.clone(),
            FormProps {
                store,
                // As wide as the body: until the first view is replaced, the element itself has no width.
                width: root
                    .host()
                    .parent_element()
                    .map_or(Width::at(0), |around| Width::of(&around)),
            },
        )
        .render();
        *self.drawn.borrow_mut() = Some((inner, app));
        Ok(())
    }

    fn unmount(&self, _element: &Element) {
        if let Some((inner, app)) = self.drawn.take() {
            app.destroy();
            inner.remove();
        }
    }

    fn call(&self, _element: &Element, _what: &str, _with: &JsValue) -> JsValue {
        JsValue::UNDEFINED
    }
}
