//! The gate of one yes/no criterion that alone decides the grade.

use super::{CriterionLookup, GateRule, Raised};
use crate::Id;
use crate::answers::Answer;
use crate::read::{choice, object};
use crate::rubric::{Criterion, Facts, Feature, Scale};

object! {
    /// A yes/no criterion that alone decides the grade.
    pub struct Veto {
        /// The criterion.
        required "criterion" criterion: Id,
        /// The answer that raises the veto.
        required "when" when: When,
        /// The grade that it imposes.
        optional "grade" grade: Id,
        /// By how many grades it lowers the earned one, in place of imposing one.
        optional "lowerBy" lower_by: u32 where Feature::LowerBy,
    }
}

choice! {
    /// An answer to a yes/no.
    pub enum When {
        /// Yes.
        "yes" Yes,
        /// No.
        "no" No,
    }
}

impl When {
    /// Whether a given answer equals this one.
    pub fn is(self, answer: Option<&Answer>) -> bool {
        matches!(
            (self, answer),
            (Self::Yes, Some(Answer::Yes)) | (Self::No, Some(Answer::No))
        )
    }
}

impl GateRule for Veto {
    fn criteria(&self) -> Vec<&Id> {
        vec![&self.criterion]
    }

    fn raised(&self, lookup: &CriterionLookup<'_>, _: &Facts) -> Raised {
        match lookup(&self.criterion) {
            Some(scored) if self.when.is(scored.entry.answer.as_ref()) => Raised::Yes,
            Some(scored) if scored.is_open => Raised::Undecided,
            _ => Raised::No,
        }
    }

    fn suits(&self, criterion: &Criterion) -> bool {
        matches!(criterion.scale, Scale::YesNo(_))
    }
}
