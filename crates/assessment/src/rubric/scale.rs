//! Scales: what an answer may be, and what it is worth. One file a family; a new one adds a line to each table here.

mod comment;
mod levels;
mod points;
mod yes_no;

pub use comment::Comment;
pub use levels::{Level, Levels};
pub use points::{Points, Refusal};
pub use yes_no::{Right, YesNo};

use crate::answers::Answer;
use crate::points::Decimal;
use crate::read::tagged;

tagged! {
    /// What an answer may be and what it is worth.
    pub enum Scale {
        /// Points from a least to a most, on a step.
        "points" Points(Points),
        /// Named levels, each with a descriptor and points; without points it is a choice that is not scored.
        "levels" Levels(Levels),
        /// Yes or no, perhaps partly; without points it is not scored.
        "yes-no" YesNo(YesNo),
        /// A text that is not scored.
        "comment" Comment(Comment),
    }
}

impl Scale {
    /// The most points, or nothing where the scale is not scored.
    pub fn maximum(&self) -> Option<Decimal> {
        match self {
            Self::Points(scale) => Some(scale.max),
            Self::Levels(scale) => scale.maximum(),
            Self::YesNo(scale) => scale.points,
            Self::Comment(_) => None,
        }
    }

    /// What an answer is worth, or nothing where the answer is not one of this scale or is not scored.
    pub fn worth(&self, answer: &Answer) -> Option<Decimal> {
        match self {
            Self::Points(scale) => scale.worth(answer),
            Self::Levels(scale) => scale.worth(answer),
            Self::YesNo(scale) => scale.worth(answer),
            Self::Comment(_) => None,
        }
    }

    /// Whether an answer is one of this scale. "Not applicable" is the criterion's business, not the scale's.
    pub fn takes(&self, answer: &Answer) -> bool {
        match self {
            Self::Points(scale) => matches!(answer, Answer::Points(points) if scale.refuses(*points).is_none()),
            Self::Levels(scale) => matches!(answer, Answer::Level(id) if scale.level(id).is_some()),
            Self::YesNo(scale) => scale.takes(answer),
            Self::Comment(_) => matches!(answer, Answer::Comment(text) if !text.is_empty()),
        }
    }
}
