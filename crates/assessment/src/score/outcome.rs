//! The outcome of a sheet: the total, how reliable it is, the grade and the gates that override it.

use super::Sheet;
use super::weakest::{WeakestPart, weakest};
use crate::Id;
use crate::Tally;
use crate::findings::Finding;
use crate::points::Decimal;
use crate::rubric::gate::{CriterionLookup, Raised};
use crate::rubric::{Condition, Gate, Rubric, Section, Source, Unanswered};
use std::collections::HashSet;

/// How reliable a total is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub enum Standing {
    /// There is nothing to score: the rubric carries no points, or no criterion with points applies. There is no total,
    /// and 0/0 is never shown.
    Unscored,
    /// Something can be scored and nothing that counts is answered: there is no total yet.
    Empty,
    /// Fewer criteria are answered than the rubric requires for a total.
    TooFew,
    /// Something is unanswered and the rubric counts it in: no grade is claimed.
    Provisional,
    /// The total is final.
    Final,
}

impl Standing {
    /// The word in a record file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unscored => "unscored",
            Self::Empty => "empty",
            Self::TooFew => "too-few",
            Self::Provisional => "provisional",
            Self::Final => "final",
        }
    }
}

/// The outcome of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Outcome {
    /// The total, rescaled if the rubric says so.
    pub total: Tally,
    /// The plain sum of the sections, before rescaling.
    pub sum: Tally,
    /// How reliable the total is.
    pub standing: Standing,
    /// The grade, as an index into the rubric's bands.
    pub grade: Option<usize>,
    /// The raised gates, as indexes into the rubric's.
    pub raised: Vec<usize>,
    /// The gates that wait for an answer: until then no grade is claimed. As indexes into the rubric's.
    pub waiting: Vec<usize>,
    /// The gates on which the claimed grade depends: missing answers could raise one and lower it. As indexes into the
    /// rubric's.
    pub undecided: Vec<usize>,
    /// The gates that missing answers could raise, whatever the grade. As indexes into the rubric's.
    pub unsettled: Vec<usize>,
    /// The total as a mean, if the rubric shows means and there is a total.
    pub mean: Option<Decimal>,
    /// The weakest of the criteria and sections that the rubric names for that, if there is a total.
    pub weakest: Option<WeakestPart>,
    /// Whether the grade depends on the rank among many records, which is not known.
    pub waits_for_rank: bool,
}

impl Sheet {
    /// Computes the outcome of a sheet.
    pub fn outcome(&self, rubric: &Rubric) -> Outcome {
        Outcome::of(self, rubric, None)
    }

    /// Computes the outcome of a sheet whose total has a place, from 1, among so many records.
    pub fn outcome_among(&self, rubric: &Rubric, place: usize, count: usize) -> Outcome {
        Outcome::of(self, rubric, Some((place, count)))
    }
}

impl Outcome {
    fn of(sheet: &Sheet, rubric: &Rubric, rank: Option<(usize, usize)>) -> Self {
        let lookup = |id: &Id| sheet.scored(rubric, id);
        let gates = rubric.gates.iter();
        let all: Vec<_> = gates.map(|gate| gate.rule().raised(&lookup, &sheet.facts)).collect();
        let holds = |condition: &Condition| condition.holds(&sheet.facts) == Some(true);
        Self::with(sheet, rubric, &all, sheet.root.tally.known > 0, rank, &holds)
    }

    /// The outcome of a sheet, given the state of every gate, whether anything that counts is answered, and which conditions
    /// hold.
    pub(super) fn with(
        sheet: &Sheet,
        rubric: &Rubric,
        all: &[Raised],
        has_begun: bool,
        rank: Option<(usize, usize)>,
        holds: &dyn Fn(&Condition) -> bool,
    ) -> Self {
        let (total, sum) = (sheet.root.tally, sheet.root.sum);
        let is_unknown = total.known < total.settled;
        let none_applies = total.max <= Decimal::ZERO && total.open() == 0 && !is_unknown;
        let nothing = rubric.root.full <= Decimal::ZERO || none_applies;
        let standing = if nothing {
            Standing::Unscored
        } else if !has_begun || total.max <= Decimal::ZERO {
            Standing::Empty
        } else if too_few(&total, rubric) {
            Standing::TooFew
        } else if total.pending > 0 || (total.open() > 0 && rubric.rules.unanswered == Unanswered::Provisional) {
            Standing::Provisional
        } else {
            Standing::Final
        };
        let has_total = matches!(standing, Standing::Provisional | Standing::Final);
        let mean = rubric.rules.mean_of(&total).filter(|_| has_total);
        let weakest = weakest(sheet, rubric).filter(|_| has_total);
        let which = |state| (0..all.len()).filter(|i| all[*i] == state).collect::<Vec<usize>>();
        let (raised, waiting) = (which(Raised::Yes), which(Raised::Open));
        // A precondition without an answer leaves no grade to claim.
        let may_claim = standing == Standing::Final && waiting.is_empty();
        let reached = rubric.grades.as_ref().filter(|_| may_claim).and_then(|grades| {
            let scale = rubric.rules.mean.as_ref();
            let reached = grades.reached(total.score, total.max, scale, rank, holds)?;
            Some((reached, grades.waits_for_rank(reached, rank)))
        });
        let waits_for_rank = matches!(reached, Some((_, true)));
        let effect = |i: &usize| rubric.gates[*i].effect();
        let imposed = |i: &usize| rubric.grades.as_ref()?.index(effect(i).grade?);
        let last = rubric
            .grades
            .as_ref()
            .map_or(0, |grades| grades.bands.len().saturating_sub(1));
        let grade = reached.filter(|_| !waits_for_rank).and_then(|(earned, _)| {
            // Grades are listed best first. What the gates lower the earned grade by adds up; of the result and the
            // grades that gates impose the lowest is the last. A gate never raises a grade, nor gives one where none is
            // earned.
            let by: usize = raised
                .iter()
                .filter_map(|i| effect(i).lower_by)
                .map(|by| by as usize)
                .sum();
            let lowered = earned.saturating_add(by).min(last);
            raised.iter().filter_map(imposed).chain([lowered]).max()
        });
        let would_lower = |i: &usize| {
            grade.is_some_and(|claimed| match effect(i).lower_by {
                Some(_) => claimed < last,
                None => imposed(i) > Some(claimed),
            })
        };
        let unsettled = which(Raised::Undecided);
        let undecided = unsettled.iter().copied().filter(would_lower).collect();
        Self {
            total,
            sum,
            standing,
            grade,
            raised,
            waiting,
            undecided,
            unsettled,
            mean,
            weakest,
            waits_for_rank,
        }
    }

    /// The state of the gate with this index.
    pub(super) fn state(&self, gate: usize) -> Raised {
        if self.raised.contains(&gate) {
            Raised::Yes
        } else if self.waiting.contains(&gate) {
            Raised::Open
        } else if self.unsettled.contains(&gate) {
            Raised::Undecided
        } else {
            Raised::No
        }
    }

    /// The unanswered criteria on which the claimed grade depends, each once, in the order of the gates.
    pub fn pending(&self, sheet: &Sheet, rubric: &Rubric) -> Vec<Id> {
        self.pending_by(&|id| sheet.scored(rubric, id), rubric)
    }

    /// The same, with the criteria as `lookup` has them.
    pub(super) fn pending_by(&self, lookup: &CriterionLookup<'_>, rubric: &Rubric) -> Vec<Id> {
        let gates = self.undecided.iter().filter_map(|i| rubric.gates.get(*i));
        let open = gates.flat_map(|gate| match gate {
            Gate::Condition(gate) => open_in(&gate.condition, lookup, rubric),
            gate => gate.rule().open(lookup),
        });
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
            answered: self.total.known,
            scored: self.total.scored,
        });
        differs.into_iter().chain(too_few).collect()
    }

    /// The number of findings: those at the criteria and those about the whole.
    pub fn finding_count(&self, rubric: &Rubric, claimed: Option<Decimal>) -> u32 {
        self.total.findings + self.findings(rubric, claimed).len() as u32
    }

    /// Whether the total was rescaled and differs from the plain sum.
    pub fn is_rescaled(&self) -> bool {
        self.total.max != self.sum.max
    }
}

/// The unanswered criteria that a condition reads, and the unanswered scored ones in the sections that it reads.
fn open_in<'r>(condition: &'r Condition, lookup: &CriterionLookup<'_>, rubric: &'r Rubric) -> Vec<&'r Id> {
    fn down<'r>(section: &'r Section, found: &mut Vec<&'r Id>) {
        let scored = section
            .criteria
            .iter()
            .filter(|criterion| criterion.scale.maximum().is_some());
        found.extend(scored.map(|criterion| &criterion.id));
        section.sections.iter().for_each(|inner| down(inner, found));
    }
    let mut read = Vec::new();
    condition.sources(&mut |source| match source {
        Source::Criterion(id) => read.push(id),
        Source::Section(id) => {
            let section = rubric.section_path(id).map(|path| rubric.section_at(path));
            section.into_iter().for_each(|section| down(section, &mut read));
        }
        Source::Field(_) | Source::Nothing => {}
    });
    read.retain(|id| lookup(id).is_some_and(|scored| scored.is_open));
    read
}

/// Whether a smaller share of the scored criteria is answered than the rubric requires (convention 22).
fn too_few(total: &Tally, rubric: &Rubric) -> bool {
    let count = |n: u32| Decimal::whole(i32::try_from(n).unwrap_or(i32::MAX));
    let least = rubric.rules.minimum_answered;
    least.is_some_and(|least| !count(total.known).rate_at_least(count(total.scored), least))
}
