//! The result of a record in a few figures, for other programs.

use super::{Record, save};
use crate::Id;
use crate::json;
use crate::points::Decimal;
use crate::read::{Read, object};
use crate::rubric::Rubric;
use crate::score::{Outcome, Sheet, Standing};
use std::rc::Rc;

object! {
    /// The result of one rater's answers. Points are texts, such as `89.5`, because they are exact and another
    /// program's numbers may not be.
    pub struct Summary {
        /// How reliable the total is: `unscored`, `empty`, `too-few`, `provisional` or `final`.
        required "standing" standing: Rc<str>,
        /// The total; absent while there is none.
        optional "total" total: Rc<str>,
        /// The most that could be earned.
        optional "maximum" maximum: Rc<str>,
        /// The grade's id.
        optional "grade" grade: Id,
        /// The number of answered criteria, of those that progress counts.
        required "answered" answered: u32,
        /// The number of criteria that progress counts.
        required "criteria" criteria: u32,
        /// The unanswered criteria on which the grade depends.
        many "pending" pending: Vec<Id>,
        /// The number of findings, including those about the whole.
        required "findings" findings: u32,
    }
}

impl Summary {
    /// The figures of the current rater.
    pub fn of(rubric: &Rubric, record: &Record) -> Self {
        Self::of_sheet(rubric, record, &record.sheet)
    }

    /// The figures of one rater's sheet.
    pub fn of_sheet(rubric: &Rubric, record: &Record, sheet: &Sheet) -> Self {
        let outcome = sheet.outcome(rubric);
        let pending = outcome.pending(sheet, rubric);
        let findings = outcome.finding_count(rubric, record.claimed_total);
        Self::of_outcome(rubric, sheet, &outcome, pending, findings)
    }

    /// The figures of a sheet with this outcome.
    pub(super) fn of_outcome(
        rubric: &Rubric,
        sheet: &Sheet,
        outcome: &Outcome,
        pending: Vec<Id>,
        findings: u32,
    ) -> Self {
        let has_total = matches!(outcome.standing, Standing::Provisional | Standing::Final);
        let points = |points: Decimal| has_total.then(|| points.to_string().into());
        let sum = &sheet.root.sum;
        Self {
            standing: outcome.standing.word().into(),
            total: points(outcome.total.score),
            maximum: points(outcome.total.max),
            grade: save::grade(outcome, rubric),
            answered: sum.answered_of_progress(),
            criteria: sum.items_of_progress(),
            pending,
            findings,
        }
    }

    /// Its JSON.
    pub fn to_text(&self) -> String {
        json::line(&self.write())
    }
}
