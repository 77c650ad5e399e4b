//! Scales: what an answer may be, and what it is worth. One file a family; a new one adds its `mod`, its `use` and one line
//! to the table at the end.

mod checklist;
mod comment;
mod deductions;
mod grid;
mod levels;
mod measure;
mod parts;
mod points;
mod quantity;
mod table;
mod yes_no;

pub use checklist::{Checklist, Item, Step};
pub use comment::Comment;
pub use deductions::{Deductions, Finding};
pub use grid::{Grid, Refusal};
pub use levels::{Level, Levels};
pub use measure::Measure;
pub use parts::{Part, Parts};
pub use points::Points;
pub use quantity::{Asked, Measured, Quantity};
pub use table::Table;
pub use yes_no::{Right, YesNo, YesNoLabels};

use super::Facts;
use crate::Id;
use crate::answers::{Answer, Entry};
use crate::points::Decimal;
use crate::read::tagged;

/// What an entry is worth on a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// Unanswered, or not completely.
    Open,
    /// Answered, but there is nothing to score: it leaves the maximum.
    Out,
    /// Answered, on a scale that carries no points.
    Unscored,
    /// Points, before any weight.
    Points(Decimal),
}

/// What every family of scales can say.
pub trait Family {
    /// The most points, or nothing where the scale is not scored.
    fn maximum(&self) -> Option<Decimal>;

    /// Whether an answer is one of this scale. "Not applicable" is the criterion's business, not the scale's.
    fn takes(&self, answer: &Answer) -> bool;

    /// What an entry is worth, given what is known about the subject. "Not applicable" does not come here.
    fn worth(&self, entry: &Entry, facts: &Facts) -> Worth;

    /// The most points, given what is known about the subject: parts of a scale may not apply.
    fn most(&self, _facts: &Facts) -> Option<Decimal> {
        self.maximum()
    }

    /// What may stand in the named amount; nothing where the scale has none of this name.
    fn field(&self, _amount: &Id) -> Option<Grid> {
        None
    }

    /// Calls `visit` with every field of the profile on which its points hang.
    fn fields(&self, _visit: &mut dyn FnMut(&Id)) {}

    /// Whether the entry is made of named amounts and not of an answer.
    fn is_of_amounts(&self) -> bool {
        false
    }
}

macro_rules! families {
    ($($(#[doc = $doc:literal])* $word:literal $name:ident,)*) => {
        tagged! {
            /// What an answer may be and what it is worth.
            pub enum Scale { $($(#[doc = $doc])* $word $name($name),)* }
        }

        impl Scale {
            /// What the scale can say, whatever its family.
            pub fn family(&self) -> &dyn Family {
                match self { $(Self::$name(scale) => scale,)* }
            }
        }
    };
}

families! {
    /// Points from a least to a most, on a step.
    "points" Points,
    /// Named levels, each with a descriptor and points; without points it is a choice that is not scored.
    "levels" Levels,
    /// Yes or no, perhaps partly; without points it is not scored.
    "yes-no" YesNo,
    /// Parts with points of their own, which add up.
    "parts" Parts,
    /// A list of which so many must hold: k of n to a step.
    "checklist" Checklist,
    /// A count, a measure or a ratio, from which the points follow.
    "measure" Measure,
    /// Full marks less a rate for each thing found.
    "deductions" Deductions,
    /// A text that is not scored.
    "comment" Comment,
}

impl Scale {
    /// The most points, or nothing where the scale is not scored.
    pub fn maximum(&self) -> Option<Decimal> {
        self.family().maximum()
    }
}
