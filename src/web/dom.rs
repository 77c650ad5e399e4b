//! What stands in a document.

use wasm_bindgen::prelude::*;
use web_sys::{Element, NodeList, Storage, window};

/// The elements that a selector found; none where it could not be asked.
pub(super) fn elements(found: Result<NodeList, JsValue>) -> Vec<Element> {
    let found = found.into_iter();
    let nodes = found.flat_map(|all| (0..all.length()).filter_map(move |i| all.get(i)));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}

/// What the browser remembers between visits, where it lets this page.
pub(super) fn remembered() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}
