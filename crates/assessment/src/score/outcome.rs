//! What the whole comes to: the total, whether it stands, the grade and what overrode it.

use super::Sheet;
use crate::Id;
use crate::Tally;
use crate::findings::Finding;
use crate::points::Decimal;
use crate::rubric::gate::Raised;
use crate::rubric::{Rubric, Unanswered};
use std::collections::HashSet;

/// How far a total may be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is nothing to score: the rubric carries no points, or nothing that carries them applies. There is no total,
    /// and 0/0 is never shown.
    Unscored,
    /// Something could score and nothing that counts is answered: there is no total yet.
    Empty,
    /// Too little is answered for a total to mean anything, as the rubric has it.
    TooFew,
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
    /// The gates that wait for an answer: until then no grade is claimed. As indexes into the rubric's.
    pub waiting: Vec<usize>,
    /// The gates on which the claimed grade depends: answers that are not there yet could raise one and lower it. As indexes
    /// into the rubric's.
    pub undecided: Vec<usize>,
}

impl Sheet {
    /// What the whole comes to.
    pub fn outcome(&self, rubric: &Rubric) -> Outcome {
        Outcome::of(self, rubric)
    }
}

impl Outcome {
    fn of(sheet: &Sheet, rubric: &Rubric) -> Self {
        let (total, sum) = (sheet.root.tally, sheet.root.sum);
        let nothing = rubric.root.full <= Decimal::ZERO || (total.max <= Decimal::ZERO && total.open() == 0);
        let standing = if nothing {
            Standing::Unscored
        } else if total.settled == 0 || total.max <= Decimal::ZERO {
            Standing::Empty
        } else if too_few(&total, rubric) {
            Standing::TooFew
        } else if total.open() > 0 && rubric.rules.unanswered == Unanswered::Provisional {
            Standing::Provisional
        } else {
            Standing::Final
        };
        let lookup = |id: &Id| sheet.scored(rubric, id);
        let all: Vec<_> = rubric.gates.iter().map(|gate| gate.rule().raised(&lookup)).collect();
        let which = |state| (0..all.len()).filter(|i| all[*i] == state).collect::<Vec<usize>>();
        let (raised, waiting) = (which(Raised::Yes), which(Raised::Open));
        // What must hold first and is not answered yet leaves no grade to claim.
        let may_claim = standing == Standing::Final && waiting.is_empty();
        let grade = rubric.grades.as_ref().filter(|_| may_claim);
        let lowered = |i: &usize| rubric.grades.as_ref()?.index(rubric.gates[*i].rule().grade());
        let grade = grade.and_then(|grades| {
            // Grades stand highest first, so of the one earned and those of several gates the lowest is the last; a gate never
            // lifts a grade, nor gives one where none is earned.
            let earned = grades.earned(total.score, total.max)?;
            raised.iter().filter_map(lowered).chain([earned]).max()
        });
        let would_lower = |i: &usize| grade.is_some_and(|claimed| lowered(i) > Some(claimed));
        let undecided = which(Raised::Undecided).into_iter().filter(would_lower).collect();
        Self {
            total,
            sum,
            standing,
            grade,
            raised,
            waiting,
            undecided,
        }
    }

    /// The criteria without an answer on which the claimed grade depends, each once, in the order of the gates.
    pub fn pending(&self, sheet: &Sheet, rubric: &Rubric) -> Vec<Id> {
        let gates = self.undecided.iter().filter_map(|i| rubric.gates.get(*i));
        let open = gates.flat_map(|gate| gate.rule().open(&|id| sheet.scored(rubric, id)));
        let mut seen = HashSet::new();
        open.filter(|id| seen.insert(*id)).cloned().collect()
    }

    /// The findings about the whole, given the total from elsewhere.
    pub fn findings(&self, rubric: &Rubric, claimed: Option<Decimal>) -> Vec<Finding> {
        let computed = match self.standing {
            Standing::Provisional | Standing::Final => Some(self.total.score),
            Standing::Unscored | Standing::Empty | Standing::TooFew => None,
        };
        let claimed = claimed.filter(|_| rubric.rules.claimed_total).zip(computed);
        let differs = claimed.filter(|(claimed, computed)| claimed != computed);
        let differs = differs.map(|(claimed, computed)| Finding::ClaimedTotal { claimed, computed });
        let too_few = (self.standing == Standing::TooFew).then_some(Finding::TooFew {
            answered: self.total.settled,
            scored: self.total.scored,
        });
        differs.into_iter().chain(too_few).collect()
    }

    /// How many findings there are: those at the criteria and those about the whole.
    pub fn finding_count(&self, rubric: &Rubric, claimed: Option<Decimal>) -> u32 {
        self.total.findings + self.findings(rubric, claimed).len() as u32
    }

    /// Whether the total was rescaled, so that it differs from the plain sum.
    pub fn is_rescaled(&self) -> bool {
        self.total.max != self.sum.max
    }
}

/// Whether a smaller share of the scored criteria is answered than the rubric asks for (convention 22).
fn too_few(total: &Tally, rubric: &Rubric) -> bool {
    let count = |n: u32| Decimal::whole(i32::try_from(n).unwrap_or(i32::MAX));
    let least = rubric.rules.minimum_answered;
    least.is_some_and(|least| !count(total.settled).rate_at_least(count(total.scored), least))
}
