#![doc = include_str!("../README.md")]
//!
//! # Reading order
//!
//! [`points`] (exact decimals) and [`text`] → [`json`] (a tree that keeps positions) → [`read`] (a reader that collects
//! every [`problem`]) → [`rubric`] (its file format and the checked value) → [`answers`] → [`score`] (one rater's sheet,
//! kept up to date edit by edit) → [`record`] (the exported file).

pub mod answers;
pub mod day;
pub mod findings;
pub mod hash;
mod id;
pub mod json;
pub mod limits;
pub mod points;
pub mod problem;
pub mod rational;
pub mod read;
pub mod record;
pub mod rollup;
pub mod rubric;
pub mod score;
mod tally;
pub mod text;

pub use id::Id;
pub use tally::Tally;
