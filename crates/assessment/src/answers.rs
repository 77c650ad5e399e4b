//! What a person answered: the answer to a criterion, what stands beside it, and the stamp that orders edits.
//!
//! What an answer is worth is the business of [`crate::score`]; how it is written to a file, of [`crate::record`].

mod support;

pub use support::{Attachment, Deficiency, Evidence, EvidenceKind, FileName, Remedy, RemedyStatus, Severity};

use crate::Id;
use crate::points::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;

/// An accepted answer on a scale that is not made of amounts. Unanswered is the absence of one: neither nought nor "not
/// applicable".
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

/// An answer to a profile field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// A text, a day, the id of an option; at a number field, what was typed and refused.
    Text(Rc<str>),
    /// A number.
    Number(Decimal),
    /// Several texts.
    Many(Vec<Rc<str>>),
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
    /// Named amounts: parts, counts, measures, and what is ticked as 1. They stay while the criterion does not apply.
    pub amounts: Amounts,
    /// Why the criterion does not apply.
    pub reason: Rc<str>,
    /// A note.
    pub note: Rc<str>,
    /// What shows the answer to be right.
    pub evidence: Rc<[Evidence]>,
    /// Problems that were found, with the measures against them.
    pub problems: Rc<[Deficiency]>,
    /// The version of the rubric for which it was answered, where the criterion has changed since and nobody looked again.
    pub carried: Option<Rc<str>>,
    /// The last edit, if there was one. Without an answer this is the trace of one taken back.
    pub stamp: Option<Stamp>,
}

/// Named amounts, and what was typed and refused in their places.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounts {
    /// The accepted amounts.
    pub taken: Rc<BTreeMap<Id, Decimal>>,
    /// What was typed last into a place, where it was refused.
    pub refused: Rc<BTreeMap<Id, Rc<str>>>,
}

impl Amounts {
    /// Whether there is nothing in any place.
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty() && self.refused.is_empty()
    }
}

impl Entry {
    /// The amount of this name.
    pub fn amount(&self, name: &str) -> Option<Decimal> {
        self.amounts.taken.get(name).copied()
    }

    /// Whether something was typed that was refused and still stands.
    pub fn is_refused(&self) -> bool {
        self.refused.is_some() || !self.amounts.refused.is_empty()
    }

    /// Whether it holds nothing that a person entered.
    pub fn is_blank(&self) -> bool {
        let stampless = Self {
            stamp: None,
            carried: None,
            ..self.clone()
        };
        stampless == Self::default()
    }
}
