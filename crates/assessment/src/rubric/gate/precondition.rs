//! The gate for a condition that must be met before any grade counts.

use super::{CriterionLookup, GateRule, Raised, When};
use crate::Id;
use crate::answers::Answer;
use crate::read::object;
use crate::rubric::{Criterion, Facts, Feature, Scale};

object! {
    /// A yes/no criterion that must have a certain answer before any grade counts; "not applicable" is accepted.
    pub struct Precondition {
        /// The criterion.
        required "criterion" criterion: Id,
        /// The required answer.
        required "must" must: When,
        /// The grade if it has another answer. While it has none, no grade is claimed.
        optional "grade" grade: Id,
        /// By how many grades another answer lowers the earned one, in place of imposing one.
        optional "lowerBy" lower_by: u32 where Feature::LowerBy,
    }
}

impl GateRule for Precondition {
    fn criteria(&self) -> Vec<&Id> {
        vec![&self.criterion]
    }

    fn raised(&self, lookup: &CriterionLookup<'_>, _: &Facts) -> Raised {
        // A criterion that does not apply to the subject needs no answer.
        let Some(scored) = lookup(&self.criterion) else {
            return Raised::No;
        };
        match &scored.entry.answer {
            None | Some(Answer::DontKnow) => Raised::Open,
            Some(Answer::NotApplicable) => Raised::No,
            answer if self.must.is(answer.as_ref()) => Raised::No,
            Some(_) => Raised::Yes,
        }
    }

    fn suits(&self, criterion: &Criterion) -> bool {
        matches!(criterion.scale, Scale::YesNo(_))
    }
}
