//! Finds a criterion of a sheet as it is scored, for gates.

use super::{CriterionSheet, Sheet, rule};
use crate::Id;
use crate::rubric::gate::Scored;
use crate::rubric::{Rubric, Standing, Unanswered};

impl Sheet {
    /// The criterion with an id as it is scored; `None` if it does not apply to the subject, or does not exist.
    pub fn scored<'s>(&'s self, rubric: &Rubric, id: &Id) -> Option<Scored<'s>> {
        let CriterionSheet { spec, entry, tally } = &**self.criterion(rubric.criterion_path(id)?)?;
        if tally.items == 0 {
            return None;
        }
        // What is not known may still turn out either way.
        let is_open = tally.answered == 0 || tally.pending > 0 || entry.is_unknown();
        // Unanswered counts as zero only once any answer exists, and never in a penalty section, where no score means
        // no deduction.
        let counts_as_zero = rubric.rules.unanswered == Unanswered::Zero
            && spec.standing != Standing::Penalty
            && !entry.is_unknown()
            && tally.pending == 0
            && self.root.tally.known > 0;
        let (points, max) = if spec.weight.is_none() {
            (tally.score, tally.max)
        } else {
            rule::own_points(spec, entry, &rubric.rules, &self.facts)
        };
        Some(Scored {
            entry,
            is_open,
            is_decided: !is_open || counts_as_zero,
            points,
            max,
        })
    }
}
