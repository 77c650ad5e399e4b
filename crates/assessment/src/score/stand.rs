//! How a criterion of a sheet stands, for gates.

use super::{CriterionSheet, Sheet, rule};
use crate::answers::Entry;
use crate::points::Decimal;
use crate::rubric::{Id, Rubric, Rules, Standing, Unanswered};

/// How a criterion that applies stands on a rater's sheet.
#[derive(Clone, Copy, Debug)]
pub struct Stand<'s> {
    criterion: &'s CriterionSheet,
    sheet: &'s Sheet,
    rules: &'s Rules,
}

impl Sheet {
    /// How a criterion stands; nothing where it does not apply to the subject, or the rubric has none of this id.
    pub fn stand<'s>(&'s self, rubric: &'s Rubric, id: &Id) -> Option<Stand<'s>> {
        let criterion = self.criterion(rubric.criterion_place(id)?)?;
        (criterion.tally.items > 0).then_some(Stand {
            criterion,
            sheet: self,
            rules: &rubric.rules,
        })
    }
}

impl<'s> Stand<'s> {
    /// What was entered.
    pub fn entry(&self) -> &'s Entry {
        &self.criterion.entry
    }

    /// Whether nobody has answered it.
    pub fn is_open(&self) -> bool {
        self.criterion.tally.answered == 0
    }

    /// Whether its points count: it is answered, or counts as zero without an answer. Nothing counts as zero before anything at
    /// all is answered, nor in a penalty section, where nothing scored is nothing taken off.
    pub fn is_decided(&self) -> bool {
        let counts_as_zero = self.rules.unanswered == Unanswered::Zero
            && self.criterion.spec.standing != Standing::Penalty
            && self.sheet.root.tally.settled > 0;
        !self.is_open() || counts_as_zero
    }

    /// Its points before its weight, and the most that they could be; zero where it leaves the maximum.
    pub fn own_points(&self) -> (Decimal, Decimal) {
        let CriterionSheet { spec, entry, tally } = self.criterion;
        if spec.weight.is_none() {
            return (tally.score, tally.max);
        }
        rule::own_points(spec, entry, self.rules, &self.sheet.facts)
    }
}
