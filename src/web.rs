//! The only code with effects: the page's start, the element's border, files, clock, focus. Every effect can fail, and
//! says so where the person sees it.

pub mod attach;
pub mod blobs;
pub mod clock;
pub mod copy;
mod dom;
pub mod drafts;
mod element;
mod files;
pub mod focus;
mod frame;
pub mod head;
pub mod held;
mod hold;
mod host;
pub mod keys;
pub mod length;
pub mod light;
pub mod near;
mod own;
pub mod pack;
pub mod page;
pub mod place;
mod saved;
mod store;
pub mod tools;
pub mod transfer;
pub mod translated;
mod trouble;
pub mod width;

pub use store::{Store, Subscription};
pub use trouble::{Fault, NotFetched, Trouble};

use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    static RENDERS: RefCell<BTreeMap<&'static str, u32>> = const { RefCell::new(BTreeMap::new()) };
}

/// Counts a render of a component, so that a test can tell that an edit rendered its own path only.
pub fn count(component: &'static str) {
    RENDERS.with_borrow_mut(|renders| *renders.entry(component).or_default() += 1);
}

/// The renders counted since the last call, as `component=count` in the order of names.
pub(crate) fn renders() -> String {
    let taken = RENDERS.take();
    taken
        .iter()
        .map(|(component, count)| format!("{component}={count}"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Starts the page of our own: shell, form, drafts, copies.
pub fn start_page() {
    element::begin(own::start);
}

/// Starts the forms of elements in a page of somebody else's. What only our own page has is not linked into their program.
pub fn start_elements() {
    element::begin(|_| element::give(host::Hosts::default()));
}
