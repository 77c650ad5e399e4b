//! The web app: any rubric as a form, in one page with no server.
//!
//! Reading order: [`state`] (what is on the form and how it changes, pure) → [`locale`] (every word that people read) →
//! [`view`] (draws the state, emits actions) → [`web`] (everything with effects: files, storage, clock) →
//! `app` (mounts them: the standalone page, the element, the frame).

mod app;
pub mod foreign;
pub mod locale;
pub mod state;
pub mod view;
pub mod web;

pub use app::{start_elements, start_maker, start_page};
