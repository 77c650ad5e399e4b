//! Scores: one rater's [`Sheet`], a tree shaped like the rubric in which every part carries its [`Tally`](crate::Tally), and the
//! [`Outcome`] of the whole.
//!
//! An edit replaces the parts on its way to the whole and shares all others. Each ancestor takes the old contribution
//! off and puts the new one on, which is exact, so an edit costs the same among 10,000 criteria as among 21.

mod lookup;
mod outcome;
mod rule;
mod runs;
mod sheet;

pub use outcome::{Outcome, Standing};
pub use runs::{RUN, Run, Runs, Tallied};
pub use sheet::{CriterionSheet, SectionSheet, Sheet};
