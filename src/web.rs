//! The only code with effects: files, storage, clock, focus. Every effect can fail, and says so where the person sees it.

pub mod attach;
pub mod attachment_status;
pub mod blobs;
pub mod breakpoints;
pub mod clock;
pub mod copy;
pub(crate) mod dom;
pub mod drafts;
pub mod events;
mod fault;
pub(crate) mod files;
pub mod focus;
pub mod head;
pub mod keys;
pub mod lazy_render;
pub mod length;
pub mod light;
pub mod pack;
pub mod page;
pub mod place;
mod runtime;
pub(crate) mod saved;
mod scroll_anchor;
mod store;
pub mod tools;
pub mod transfer;
pub mod translated;

pub use store::{Store, Subscription};
