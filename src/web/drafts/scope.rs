//! The scopes of drafts: a page resumes by itself only the drafts of its own scope.

use std::rc::Rc;
use web_sys::window;

/// Returns the scope of the page: the hash of its address without the query.
pub(crate) fn page() -> Rc<str> {
    let location = window().map(|window| window.location());
    let origin = location
        .as_ref()
        .and_then(|location| location.origin().ok())
        .unwrap_or_default();
    let path = location
        .and_then(|location| location.pathname().ok())
        .unwrap_or_default();
    assessment::sha256(format!("{origin}{path}").as_bytes())[..16].into()
}

/// Returns the scope of the drafts that a host page stores under a key, such as an account.
pub(crate) fn of_key(key: &str) -> Rc<str> {
    assessment::sha256(format!("key {key}").as_bytes())[..16].into()
}
