//! Draws the first view of a page: what it shows before the program has started. The build draws the same views natively.

use crate::locale::Locale;
use crate::view::form::{Form, FormProps};
use crate::view::shell::{Shell, ShellProps};
use crate::web::Store;
use crate::web::breakpoints::Width;
use crate::web::first_view::{self, Drawn};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, window};
use yew::Renderer;

/// Draws the view of a page with this rubric alone, in each language. What cannot be drawn is left out: the page then starts without it.
pub(super) fn draw(rubric: Rc<str>) -> Pin<Box<dyn Future<Output = Vec<Drawn>>>> {
    Box::pin(async move {
        let mut views = Vec::new();
        for locale in Locale::ALL {
            if let Ok(parts) = draw_in(&rubric, *locale).await {
                views.push((locale.tag, parts));
            }
        }
        views
    })
}

async fn draw_in(rubric: &Rc<str>, locale: Locale) -> Result<[Element; 2], JsValue> {
    let document = window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let [shell, form] = [document.create_element("div")?, document.create_element("div")?];
    let store = Store::first_view([rubric.clone()], locale);
    let around = Renderer::<Shell>::with_root_and_props(shell.clone(), ShellProps { store: store.clone() }).render();
    let props = FormProps {
        store: store.clone(),
        width: Width::at(0),
    };
    let inside = Renderer::<Form>::with_root_and_props(form.clone(), props).render();
    first_view::drawn(&store, &shell).await;
    let copy = |place: &Element| place.clone_node_with_deep(true).map(JsCast::unchecked_into);
    let copies = [copy(&shell)?, copy(&form)?];
    around.destroy();
    inside.destroy();
    Ok(copies)
}
