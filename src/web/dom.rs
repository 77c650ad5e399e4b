//! The content of a document.

use wasm_bindgen::prelude::*;
use web_sys::{Element, NodeList, ResizeObserver, Storage, window};

/// The elements that a selector found; none where it could not be asked.
pub(crate) fn elements(found: Result<NodeList, JsValue>) -> Vec<Element> {
    let found = found.into_iter();
    let nodes = found.flat_map(|all| (0..all.length()).filter_map(move |i| all.get(i)));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}

/// What the browser remembers between visits, where it lets this page.
pub(super) fn remembered() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}

/// Watches the size of an element until it is dropped.
pub struct SizeWatch {
    observer: ResizeObserver,
    _changed: Closure<dyn FnMut()>,
}

impl SizeWatch {
    /// Calls back whenever the size of an element changes, and once at first; nothing where the browser has no observer.
    pub fn new(element: &Element, changed: impl FnMut() + 'static) -> Option<Self> {
        let changed = Closure::<dyn FnMut()>::new(changed);
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _changed: changed,
        })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
