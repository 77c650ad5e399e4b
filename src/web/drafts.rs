//! What the browser keeps: drafts, each a last whole state and a journal of the steps since, in IndexedDB.

pub mod base;
