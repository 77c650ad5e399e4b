//! What can go wrong with effects, for whoever finds the words.

use super::attach::Fate;
use super::drafts::base::Refusal;
use super::drafts::marker::Known;
use super::pack::Closed;
use crate::state::NotTaken;
use assessment::record::blocks::Lost;
use js_sys::Reflect;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Something with effects that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A file that could not be read. Its name.
    Unreadable(String),
    /// An address on another site. The address.
    Foreign(String),
    /// A page without a record in it. Its name.
    NoAnswers(String),
    /// Reading by address where the page is not served.
    NotServed,
    /// An address that could not be read. The address, and why.
    NotFetched(String, NotFetched),
    /// An address that has not answered. The address, and whether that is so long that something is to be done.
    Late(String, bool),
    /// A print dialog that the browser did not open.
    NotPrinted,
    /// A download that the browser did not make.
    NotSaved,
    /// Parts of the record that the page came with, which could not be read.
    Damaged(Rc<[Lost]>),
    /// Drafts that could not be read or changed.
    Storage(Refusal),
    /// Drafts of which not even the list can be read. How many.
    DraftsDamaged(usize),
    /// Drafts that this browser had and has no more.
    DraftsGone(Vec<Known>),
    /// Files of evidence, each with what became of it.
    Files(Vec<(String, Fate)>),
    /// An archive of which nothing was opened. Its name.
    Archive(String, Closed),
    /// Something pasted or dropped that was not taken.
    NotTaken(NotTaken),
    /// A draft that is gone, or damaged past reading. Its id.
    Draft(String),
}

/// Why an address could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotFetched {
    /// No server answered, or not to the end.
    Unreached,
    /// The server gave no file. The status of HTTP that it answered with.
    Refused(u16),
}

/// What a browser says of something that failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// The name of the error, such as `UnknownError`; empty where it has none.
    pub name: String,
    /// The browser's own words, in English with most browsers; empty where there are none.
    pub words: String,
}

impl Fault {
    /// Of a value that the browser threw.
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

    /// Of words alone.
    pub(super) fn said(words: impl Into<String>) -> Self {
        Self {
            name: String::new(),
            words: words.into(),
        }
    }
}
