#![doc = include_str!("../README.md")]
//!
//! # Reading order
//!
//! [`points`] (exact decimals) and [`text`] → [`json`] (a tree that keeps positions) → `read` (a reader that collects
//! every [`problem`]) → [`rubric`] (its file format and the checked value) → [`answers`] → [`score`] (one rater's sheet,
//! kept up to date edit by edit) → [`record`] (the exported file).
//!
//! # Compatibility
//!
//! Types that a further scoring convention or a further key of a format would extend are `non_exhaustive`: a match on one
//! needs an arm for everything else, and a struct is read but not constructed. What a caller fills in, such as
//! [`answers::Entry`] and [`rubric::Facts`], can be constructed.
//!
//! The feature `unstable-exhaustive` removes the attribute, for programs that are released together with this crate: the
//! compiler then reports every match that lacks an arm. What it permits is not covered by semantic versioning.

pub mod answers;
pub mod day;
pub mod findings;
mod hash;
mod id;
pub mod json;
pub mod limits;
pub mod points;
pub mod problem;
mod rational;
mod read;
pub mod record;
pub mod rollup;
pub mod rubric;
pub mod score;
mod tally;
pub mod text;

pub use hash::{Hasher, sha256};
pub use id::Id;
pub use rational::{Rational, Rounding};
pub use tally::Tally;
