//! What a person answered: the answer to a criterion, the supporting entries beside it, and the stamp that orders
//! edits.
//!
//! [`crate::score`] computes points from answers; [`crate::record`] reads and writes them.

mod support;

pub use support::{Attachment, Deficiency, Evidence, EvidenceKind, FileName, Remedy, RemedyStatus, Severity};

use crate::Id;
use crate::points::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;

/// An accepted answer on a scale that is not made of amounts. Unanswered is the absence of an answer: neither zero nor
/// "not applicable".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
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
    /// The person does not know: neither unanswered, nor zero, nor "not applicable".
    DontKnow,
}

/// An answer to a profile field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub enum Value {
    /// A text, a day, or the id of an option; at a number field, text that was typed and refused.
    Text(Rc<str>),
    /// A number.
    Number(Decimal),
    /// Several texts.
    Many(Vec<Rc<str>>),
}

/// Who made the last edit, and when. The counter decides which of two edits is newer: clocks go back, counters do not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// One more than the counter of the edit before.
    pub counter: u32,
    /// The copy of the form in which the edit was made.
    pub replica: Rc<str>,
    /// Time of the edit by that copy's clock, as `2026-11-23T10:42:07Z`.
    pub time: Rc<str>,
    /// The author, if the form has a name for the person.
    pub by: Rc<str>,
}

/// Everything that one rater entered at one criterion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The accepted answer, if there is one.
    pub answer: Option<Answer>,
    /// Text that was typed last, if it was refused. It is kept beside the accepted answer.
    pub refused: Option<Rc<str>>,
    /// Named amounts: parts, counts, measures, and ticked items as 1; and the texts of a list of entries. They are kept while the criterion does not apply.
    pub amounts: Amounts,
    /// Why the criterion does not apply.
    pub reason: Rc<str>,
    /// A note.
    pub note: Rc<str>,
    /// Evidence for the answer.
    pub evidence: Rc<[Evidence]>,
    /// Problems that were found, with the measures against them.
    pub problems: Rc<[Deficiency]>,
    /// The version of the rubric for which it was answered, if the criterion has changed since and the answer was not
    /// reviewed.
    pub carried: Option<Rc<str>>,
    /// The last edit, if there was one. Without an answer it records that an answer was cleared.
    pub stamp: Option<Stamp>,
}

/// Named amounts and texts, and refused texts by the name of their amount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounts {
    /// The accepted amounts.
    pub taken: Rc<BTreeMap<Id, Decimal>>,
    /// Texts by name: what an entry of a list is, its proof, and the ids of chosen options.
    #[serde(default, skip_serializing_if = "is_without")]
    pub texts: Rc<BTreeMap<Id, Rc<str>>>,
    /// Refused texts, by the name of the amount.
    pub refused: Rc<BTreeMap<Id, Rc<str>>>,
}

fn is_without(texts: &Rc<BTreeMap<Id, Rc<str>>>) -> bool {
    texts.is_empty()
}

impl Amounts {
    /// Whether there is no amount and no text.
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty() && self.texts.is_empty() && self.refused.is_empty()
    }
}

impl Entry {
    /// Whether it is answered without an answer on the scale: "not applicable" or "don't know".
    pub fn is_set_aside(&self) -> bool {
        matches!(self.answer, Some(Answer::NotApplicable | Answer::DontKnow))
    }

    /// Whether it is answered with "don't know".
    pub fn is_unknown(&self) -> bool {
        self.answer == Some(Answer::DontKnow)
    }

    /// The amount of this name.
    pub fn amount(&self, name: &str) -> Option<Decimal> {
        self.amounts.taken.get(name).copied()
    }

    /// The text of this name.
    pub fn text(&self, name: &str) -> Option<&Rc<str>> {
        self.amounts.texts.get(name)
    }

    /// Whether a refused text remains.
    pub fn is_refused(&self) -> bool {
        self.refused.is_some() || !self.amounts.refused.is_empty()
    }

    /// Whether it is empty: nothing entered by a person.
    pub fn is_blank(&self) -> bool {
        let stampless = Self {
            stamp: None,
            carried: None,
            ..self.clone()
        };
        stampless == Self::default()
    }
}
