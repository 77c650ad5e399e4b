//! What a person can do, as plain data: it can be stored, sent and replayed.

use assessment::Id;
use assessment::answers::{Amounts, Answer, Deficiency, Evidence, Stamp, Value};
use assessment::points::Decimal;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// The version of the actions' shape, for whoever stores them.
pub const VERSION: u32 = 1;

/// A change and who made it when. Clock and names are filled in by `web`, so that replaying gives the same state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// The shape's version, [`VERSION`].
    pub version: u32,
    /// What changes.
    pub change: Change,
    /// Which of the rubric's raters makes it.
    pub rater: Rc<str>,
    /// By whom and when; the counter is given by the state that it is applied to.
    pub stamp: Stamp,
}

/// What changes. Each names its place by the author's ids, where it is not the whole, and carries the whole new value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// An answer, and what was typed and refused; neither takes the answer back.
    Answer {
        /// The criterion.
        criterion: Id,
        /// The accepted answer.
        answer: Option<Answer>,
        /// What was typed last, where it was refused.
        refused: Option<Rc<str>>,
    },
    /// The named amounts at a criterion: parts, counts, measures, ticks.
    Amounts {
        /// The criterion.
        criterion: Id,
        /// The amounts, and what was typed and refused in their places.
        amounts: Amounts,
    },
    /// What shows an answer to be right.
    Evidence {
        /// The criterion.
        criterion: Id,
        /// All of it.
        evidence: Vec<Evidence>,
    },
    /// Problems that were found at a criterion, with the measures against them.
    Problems {
        /// The criterion.
        criterion: Id,
        /// All of them.
        problems: Vec<Deficiency>,
    },
    /// Whether a criterion that has changed since it was answered is still to be looked at again.
    Carried {
        /// The criterion.
        criterion: Id,
        /// The version for which it was answered; nothing once somebody looked.
        version: Option<Rc<str>>,
    },
    /// Why a criterion does not apply.
    Reason {
        /// The criterion.
        criterion: Id,
        /// The reason.
        text: Rc<str>,
    },
    /// A note at a criterion.
    Note {
        /// The criterion.
        criterion: Id,
        /// The note.
        text: Rc<str>,
    },
    /// The narrative of a section, or of the whole under the empty id.
    Narrative {
        /// The section.
        section: Id,
        /// The narrative.
        text: Rc<str>,
    },
    /// An answer to a profile field; nothing takes it back.
    Profile {
        /// The field.
        field: Id,
        /// The answer.
        value: Option<Value>,
    },
    /// The names of a role.
    Role {
        /// The role.
        role: Id,
        /// The names.
        names: Vec<Rc<str>>,
    },
    /// The period that the record is about.
    Period(Rc<str>),
    /// The day on which it is filled in, as `2026-11-23`.
    Date(Rc<str>),
    /// A total from elsewhere.
    ClaimedTotal(Option<Decimal>),
    /// The whole record, as the text of its file: what it was merged to with its copies.
    Record(Rc<str>),
    /// Several changes at once, done and taken back as one.
    Several(Vec<Change>),
}

impl Change {
    /// Whether two changes are about the same field, so that typing in it can be undone as one.
    pub fn same_field(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Answer { criterion: a, .. }, Self::Answer { criterion: b, .. })
            | (Self::Reason { criterion: a, .. }, Self::Reason { criterion: b, .. })
            | (Self::Amounts { criterion: a, .. }, Self::Amounts { criterion: b, .. })
            | (Self::Evidence { criterion: a, .. }, Self::Evidence { criterion: b, .. })
            | (Self::Problems { criterion: a, .. }, Self::Problems { criterion: b, .. })
            | (Self::Note { criterion: a, .. }, Self::Note { criterion: b, .. })
            | (Self::Narrative { section: a, .. }, Self::Narrative { section: b, .. })
            | (Self::Profile { field: a, .. }, Self::Profile { field: b, .. })
            | (Self::Role { role: a, .. }, Self::Role { role: b, .. }) => a == b,
            (Self::Period(_), Self::Period(_))
            | (Self::Date(_), Self::Date(_))
            | (Self::ClaimedTotal(_), Self::ClaimedTotal(_)) => true,
            _ => false,
        }
    }
}
