//! The only code with browser effects: files, storage, clock, focus. Every effect can fail, and failures are reported
//! in the page.

pub(crate) mod address;
pub mod attach;
pub mod attachment_status;
pub mod breakpoints;
pub mod clock;
pub mod collection;
pub mod db;
pub(crate) mod dom;
mod downloads;
pub mod drafts;
pub mod events;
pub mod evidence_store;
mod fault;
pub(crate) mod files;
pub(crate) mod first_view;
pub mod focus;
pub mod handover;
pub mod head;
pub(crate) mod hidden_watch;
pub mod keys;
pub mod lazy_render;
pub mod length;
pub mod light_dom;
pub mod maker;
pub mod making;
pub(crate) mod mirrors;
pub mod page;
pub mod page_copy;
pub mod papers;
pub mod place;
pub(crate) mod platform;
pub(crate) mod preferences;
pub(crate) mod runtime;
pub(crate) mod saved_page;
mod scroll_anchor;
pub mod second;
mod store;
pub(crate) mod tasks;
pub mod tools;
pub mod transfer;
pub mod translated;
mod unanswered;

pub use store::{Store, Subscription};
