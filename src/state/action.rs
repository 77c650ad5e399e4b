//! Edits as plain data, which can be stored, sent and replayed.

use assessment::Id;
use assessment::answers::{Amounts, Answer, Deficiency, Evidence, Stamp, Value};
use assessment::points::Decimal;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// The version of the actions' format, for code that stores them.
pub const VERSION: u32 = 1;

/// A change with its author and time. `web` fills in clock and names, so that replaying gives the same state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// The format's version, [`VERSION`].
    pub version: u32,
    /// The change.
    pub change: Change,
    /// The rater who makes the change.
    pub rater: Rc<str>,
    /// Author and time; the counter is given by the state that the action is applied to.
    pub stamp: Stamp,
}

/// A change. Each names its place by the author's ids, unless it concerns the whole, and holds the complete new value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// An answer and a refused text; `None` for either clears it.
    Answer {
        /// The criterion.
        criterion: Id,
        /// The accepted answer.
        answer: Option<Answer>,
        /// Text that was typed last, if it was refused.
        refused: Option<Rc<str>>,
    },
    /// The named amounts at a criterion: parts, counts, measures, ticks.
    Amounts {
        /// The criterion.
        criterion: Id,
        /// The amounts, and refused texts by the name of their amount.
        amounts: Amounts,
    },
    /// The evidence for an answer.
    Evidence {
        /// The criterion.
        criterion: Id,
        /// The complete list.
        evidence: Vec<Evidence>,
    },
    /// Problems that were found at a criterion, with the measures against them.
    Problems {
        /// The criterion.
        criterion: Id,
        /// The complete list.
        problems: Vec<Deficiency>,
    },
    /// Whether a criterion that has changed since it was answered still has to be reviewed.
    Carried {
        /// The criterion.
        criterion: Id,
        /// The version for which it was answered; `None` once it was reviewed.
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
    /// An answer to a profile field; `None` clears it.
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
    /// The whole record, as the text of its file: the result of a merge.
    Record(Rc<str>),
    /// Several changes at once, applied and undone as one.
    Several(Vec<Change>),
}

impl Change {
    /// Whether two changes are about the same field, so that typing in it is undone as one step.
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
