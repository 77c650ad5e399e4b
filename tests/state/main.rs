//! The page's pure state: what a person does and what becomes of it, with no browser.

mod answers;
mod app;
mod app_drafts;
mod apply;
mod changes;
mod collection;
mod devices;
mod drafts;
#[path = "../../crates/assessment/tests/engine/drawn.rs"]
mod drawn;
mod earlier_profile;
mod every;
mod example;
mod kept;
mod kit;
mod made;
mod maker;
mod merging;
mod mirrors;
mod papers;
mod records;
mod reload;
mod rounds;
mod search;
mod seen;
mod session;
mod sharing;
mod tasks;
mod units;
mod workspace;
