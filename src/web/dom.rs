//! Helpers for the content of a document.

use wasm_bindgen::prelude::*;
use web_sys::{Element, NodeList, ResizeObserver, Storage, window};

/// Calls `work` after a delay in milliseconds. A forgotten `Timeout` would leave its closure in memory; this leaves nothing.
pub(super) fn after(delay: u32, work: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(work);
    if let Some(window) = window() {
        let delay = i32::try_from(delay).unwrap_or(i32::MAX);
        // The argument is a function, so the call cannot fail.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), delay);
    }
}

/// Returns whether the page is hidden, for example behind another tab.
pub(super) fn is_hidden() -> bool {
    let document = window().and_then(|window| window.document());
    document.is_none_or(|document| document.hidden())
}

/// Returns the elements in the result of a selector; none if the selector failed.
pub(crate) fn elements(found: Result<NodeList, JsValue>) -> Vec<Element> {
    let found = found.into_iter();
    let nodes = found.flat_map(|all| (0..all.length()).filter_map(move |i| all.get(i)));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}

/// Returns the browser's local storage, if this page may use it.
pub(super) fn remembered() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}

/// Observes the size of an element until dropped.
pub struct SizeWatch {
    observer: ResizeObserver,
    _changed: Closure<dyn FnMut()>,
}

impl SizeWatch {
    /// Calls back once immediately and then on every change of an element's size. Returns `None` if the browser has no
    /// observer.
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
