//! Errors that the browser threw, as plain data.

use crate::state::Fault;
use js_sys::Reflect;
use wasm_bindgen::JsValue;

impl Fault {
    /// Converts a value that the browser threw.
    pub(super) fn of(value: &JsValue) -> Self {
        let text = |key: &str| Reflect::get(value, &key.into()).ok().and_then(|text| text.as_string());
        let name = text("name").unwrap_or_default();
        let words = match text("message") {
            Some(message) if name.is_empty() || message.is_empty() => format!("{name}{message}"),
            Some(message) => format!("{name}: {message}"),
            None => format!("{value:?}"),
        };
        Self { name, words }
    }

    /// Creates a fault from a message alone.
    pub(super) fn said(words: impl Into<String>) -> Self {
        Self {
            name: String::new(),
            words: words.into(),
        }
    }
}
