//! Scores: one rater's [`Sheet`], a tree shaped like the rubric in which every part has its [`Tally`](crate::Tally),
//! and the [`Outcome`] of the whole.
//!
//! An edit replaces only the path from the criterion to the root and shares all other parts. Each ancestor subtracts
//! the old contribution and adds the new one, which is exact, so an edit costs the same among 10,000 criteria as among
//! 21.

mod chunks;
mod combined;
mod each;
mod given;
mod lookup;
mod outcome;
mod rule;
mod sheet;
mod weakest;

pub use chunks::{CHUNK_LEN, Chunk, Chunks, Tallied};
pub use combined::{CombinedPoints, CombinedScore, Rated, RatedCriterion, Share};
pub use outcome::{Outcome, Standing};
pub use sheet::{CriterionSheet, SectionSheet, Sheet};
pub use weakest::WeakestPart;
