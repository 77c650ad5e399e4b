//! Draws the state and emits what a person did. Holds no state that matters and does no arithmetic on scores.
//!
//! The tree of components mirrors the tree of the rubric: [`form`] → [`section`] → [`criterion_chunk`] → [`control`], each fed a part of
//! the state by pointer, so that an edit renders its own path and nothing else. [`shell`] is the page around the form.

mod answer_text;
mod attachment;
pub mod chosen;
pub mod context;
mod control;
mod criterion_chunk;
mod evidence_and_problems;
mod fields;
mod figure;
mod filter;
mod findings;
pub mod form;
mod header;
mod hooks;
pub mod hosted;
mod ledger;
pub mod ledger_filter;
mod length;
pub mod live_input;
mod long;
mod more;
mod narrative;
mod nav;
mod note;
mod number;
mod print;
mod problem;
mod problem_words;
mod profile;
pub mod ptr_eq;
mod raters;
mod rectification_order;
pub mod renders;
mod section;
pub mod shell;
mod skip;
mod tabs;
mod texts;
mod tools;
mod totals;
mod wording;

pub(crate) use shell::refusal;
