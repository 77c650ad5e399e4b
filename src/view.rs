//! Yew components that draw the state and emit the person's actions. They keep no state of the form and do no arithmetic on
//! scores.
//!
//! The tree of components mirrors the tree of the rubric: [`form`] → [`section`] → [`criterion_chunk`] → [`control`]. Each
//! component gets a part of the state by pointer, so an edit renders only the components on its path. [`shell`] is the page
//! around the form.

mod answer_text;
mod attachment;
pub mod chosen;
pub mod collection;
pub mod context;
mod control;
mod criterion_chunk;
mod drawn;
mod evidence_and_problems;
mod fields;
mod figure;
mod filter;
mod findings;
pub mod form;
mod header;
mod hooks;
pub mod hosted;
mod keys;
mod ledger;
pub mod ledger_filter;
mod length;
pub mod live_input;
mod long;
pub mod maker;
mod more;
mod narrative;
mod nav;
mod note;
mod number;
pub mod papers;
mod print;
mod problem;
mod problem_words;
mod profile;
pub mod ptr_eq;
mod raters;
mod rectification_order;
pub mod renders;
mod search;
mod second;
mod section;
pub mod shell;
mod skip;
mod tabs;
mod texts;
mod tools;
mod totals;
mod wording;
mod working;

pub(crate) use shell::refusal;
