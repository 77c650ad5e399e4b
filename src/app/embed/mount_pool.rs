//! A pool of elements in which forms are mounted. Elements are reused because Yew never removes the listeners of the
//! element that it mounts in, and the listeners keep the element alive.

use crate::view::hosted::{HostedProps, Place, PlaceProps};
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use web_sys::{Element, ShadowRoot};
use yew::{AppHandle, Renderer};

thread_local! {
    static FREE: RefCell<Vec<PooledMount>> = const { RefCell::new(Vec::new()) };
    static NUMBER: RefCell<usize> = const { RefCell::new(0) };
}

/// An element with a mounted form.
pub(super) struct PooledMount {
    inner: Element,
    app: AppHandle<Place>,
}

impl PooledMount {
    /// Renders a form into this shadow root.
    ///
    /// # Errors
    /// Returns an error if there is no document.
    pub(super) fn draw(root: &ShadowRoot, form: HostedProps) -> Result<Self, JsValue> {
        let number = NUMBER.with_borrow_mut(|number| {
            *number += 1;
            *number
        });
        let props = PlaceProps {
            form: Some((number, form)),
        };
        if let Some(mut place) = FREE.with_borrow_mut(Vec::pop) {
            root.append_child(&place.inner)?;
            place.app.update(props);
            return Ok(place);
        }
        let inner = root.owner_document().ok_or(JsValue::NULL)?.create_element("div")?;
        root.append_child(&inner)?;
        let app = Renderer::<Place>::with_root_and_props(inner.clone(), props).render();
        Ok(Self { inner, app })
    }

    /// Unmounts the form and returns the element to the pool.
    pub(super) fn leave(mut self) {
        self.app.update(PlaceProps { form: None });
        self.inner.remove();
        FREE.with_borrow_mut(|free| free.push(self));
    }
}
