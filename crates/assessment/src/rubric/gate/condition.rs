//! The gate that a condition over the profile and the answers raises.

use super::{CriterionLookup, GateRule, Raised};
use crate::Id;
use crate::read::object;
use crate::rubric::{Condition, Criterion, Facts, Feature, Source};
use crate::text::Text;

object! {
    /// A condition over the profile and the answers.
    pub struct ConditionGate {
        /// The condition that raises it. While it is not known, the gate is not raised.
        required "if" condition: Condition,
        /// What it means, for people.
        required "text" text: Text,
        /// The grade that it imposes.
        optional "grade" grade: Id,
        /// By how many grades it lowers the earned one, in place of imposing one.
        optional "lowerBy" lower_by: u32 where Feature::LowerBy,
    }
}

impl GateRule for ConditionGate {
    fn criteria(&self) -> Vec<&Id> {
        let mut all: Vec<&Id> = Vec::new();
        self.condition.sources(&mut |source| {
            if let Source::Criterion(id) = source
                && !all.contains(&id)
            {
                all.push(id);
            }
        });
        all
    }

    fn raised(&self, _: &CriterionLookup<'_>, facts: &Facts) -> Raised {
        match self.condition.holds(facts) {
            Some(true) => Raised::Yes,
            Some(false) => Raised::No,
            None => Raised::Undecided,
        }
    }

    fn suits(&self, _: &Criterion) -> bool {
        true
    }

    fn sources<'a>(&'a self, visit: &mut dyn FnMut(Source<'a>)) {
        self.condition.sources(visit);
    }
}
