//! The composition root: mounts the views over a store, in the standalone page and in the elements of host pages.
//!
//! [`element`] gives the class of `element.js` an engine; [`page`] is the engine of the standalone page, [`embed`] that of elements in
//! host pages; [`iframe_protocol`] speaks with the page around a standalone page in a frame.

mod element;
mod embed;
mod iframe_protocol;
mod page;

/// Starts the standalone page: shell, form, drafts, copies.
pub fn start_page() {
    element::begin(page::start);
}

/// Starts the forms of elements in a host page. What only the standalone page has is not linked into this program.
pub fn start_elements() {
    element::begin(|_| element::give(embed::Registry::default()));
}
