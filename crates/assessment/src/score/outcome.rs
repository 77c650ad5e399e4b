//! What the whole comes to: the total, whether it stands, the grade and what overrode it.

use super::{Sheet, Tally};
use crate::answers::Answer;
use crate::points::Decimal;
use crate::rubric::{Gate, Rubric, Unanswered, When};

/// How far a total may be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is nothing to score: the rubric carries no points, or nothing that carries them applies. There is no total,
    /// and 0/0 is never shown.
    Unscored,
    /// Nothing that counts is answered: there is no total yet.
    Empty,
    /// Something is unanswered and the rubric counts it in: no grade is claimed.
    Provisional,
    /// It stands.
    Final,
}

/// What the whole comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The total, rescaled where the rubric says so.
    pub total: Tally,
    /// The plain sum of the sections, before rescaling.
    pub sum: Tally,
    /// How far it may be relied on.
    pub standing: Standing,
    /// The grade, as an index into the rubric's bands.
    pub grade: Option<usize>,
    /// The gates that are raised, as indexes into the rubric's.
    pub raised: Vec<usize>,
}

impl Outcome {
    pub(super) fn of(sheet: &Sheet, rubric: &Rubric) -> Self {
        let (total, sum) = (sheet.root.tally, sheet.root.sum);
        let nothing = rubric.root.full <= Decimal::ZERO || (total.max <= Decimal::ZERO && total.open() == 0);
        let standing = if nothing {
            Standing::Unscored
        } else if total.settled == 0 || total.max <= Decimal::ZERO {
            Standing::Empty
        } else if total.open() > 0 && rubric.rules.unanswered == Unanswered::Provisional {
            Standing::Provisional
        } else {
            Standing::Final
        };
        let raised: Vec<usize> = (0..rubric.gates.len())
            .filter(|i| is_raised(&rubric.gates[*i], sheet, rubric))
            .collect();
        let grade = rubric.grades.as_ref().filter(|_| standing == Standing::Final);
        let grade = grade.and_then(|grades| {
            // Grades stand highest first, so of the one earned and those of several gates the lowest is the last; a gate never
            // lifts a grade, nor gives one where none is earned.
            let earned = grades.earned(total.score, total.max)?;
            let gated = raised.iter().filter_map(|i| grades.index(rubric.gates[*i].grade()));
            gated.chain([earned]).max()
        });
        Self {
            total,
            sum,
            standing,
            grade,
            raised,
        }
    }

    /// Whether the total was rescaled, so that it differs from the plain sum.
    pub fn is_rescaled(&self) -> bool {
        self.total.max != self.sum.max
    }
}

fn is_raised(gate: &Gate, sheet: &Sheet, rubric: &Rubric) -> bool {
    let Gate::Veto(veto) = gate;
    let found = rubric
        .criterion_place(&veto.criterion)
        .and_then(|place| sheet.criterion(place));
    let answer = found.and_then(|criterion| criterion.entry.answer.as_ref());
    match veto.when {
        When::Yes => answer == Some(&Answer::Yes),
        When::No => answer == Some(&Answer::No),
    }
}
