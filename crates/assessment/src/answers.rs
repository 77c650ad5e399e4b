//! What a person answered: the answer to a criterion, what stands beside it, and the stamp that orders edits.
//!
//! What an answer is worth is the business of [`crate::score`]; how it is written to a file, of [`crate::record`].

use crate::points::Decimal;
use crate::rubric::Id;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// An accepted answer. Unanswered is the absence of one: neither nought nor "not applicable".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Points on a points scale.
    Points(Decimal),
    /// A level, by its id.
    Level(Id),
    /// Yes.
    Yes,
    /// Partly.
    Partial,
    /// No.
    No,
    /// A text on a comment scale.
    Comment(Rc<str>),
    /// The criterion does not apply.
    NotApplicable,
}

/// Who edited last, and when. The counter decides which of two edits is newer: clocks go back, counters do not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// One more than the counter of the edit before.
    pub counter: u32,
    /// The copy of the form in which the edit was made.
    pub replica: Rc<str>,
    /// When, by that copy's clock, as `2026-11-23T10:42:07Z`.
    pub time: Rc<str>,
    /// Who, where the form was told.
    pub by: Rc<str>,
}

/// Everything that one rater entered at one criterion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The accepted answer, if there is one.
    pub answer: Option<Answer>,
    /// What was typed last, where it was refused; it stands beside the accepted answer.
    pub refused: Option<Rc<str>>,
    /// Why the criterion does not apply.
    pub reason: Rc<str>,
    /// A note.
    pub note: Rc<str>,
    /// The last edit, if there was one. Without an answer this is the trace of one taken back.
    pub stamp: Option<Stamp>,
}

impl Entry {
    /// Whether it holds nothing that a person entered.
    pub fn is_blank(&self) -> bool {
        self.answer.is_none() && self.refused.is_none() && self.reason.is_empty() && self.note.is_empty()
    }
}
