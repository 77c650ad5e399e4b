//! The combined score of several raters: a sheet whose criteria have the means of the raters' points (convention 32).

use super::{Chunks, CriterionSheet, Outcome, SectionSheet, Sheet, rule};
use crate::Id;
use crate::Tally;
use crate::answers::Entry;
use crate::points::Decimal;
use crate::rational::{Rational, Rounding};
use crate::rubric::gate::Raised;
use crate::rubric::{Combined, Condition, Facts, Rubric, Section, Unanswered};
use std::rc::Rc;

/// A rater with a sheet.
pub type Rated<'s> = (Rc<str>, &'s Sheet);

/// A rater with what the sheet has at one criterion, and the facts by which that is scored.
#[derive(Clone, Copy, Debug)]
pub struct RatedCriterion<'s> {
    /// The rater.
    pub rater: &'s str,
    /// The criterion on the rater's sheet.
    pub sheet: &'s CriterionSheet,
    /// The facts of that sheet.
    pub facts: &'s Facts,
}

/// The points of one rater at a criterion, as they are combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Share {
    /// Which of the raters.
    pub rater: usize,
    /// The weight.
    pub weight: Decimal,
    /// The points that the rater's sheet has there.
    pub score: Decimal,
    /// The most that could be earned there.
    pub max: Decimal,
    /// Whether it counts: it is not one of the highest or lowest that are left out.
    pub counts: bool,
}

/// The combined points at a criterion, and how they are computed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct CombinedPoints {
    /// The points of the raters that take part.
    pub shares: Vec<Share>,
    /// What they make.
    pub tally: Tally,
}

/// The combined score of several raters.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct CombinedScore {
    /// The sheet; its criteria have no entries.
    pub sheet: Sheet,
    /// The outcome: a gate is as the strictest of the raters has it.
    pub outcome: Outcome,
    /// The unanswered criteria on which the grade depends.
    pub pending: Vec<Id>,
}

impl Rubric {
    /// The combined points at a criterion, given what every rater's sheet has there, in the rubric's order; `None` if the
    /// raters are not combined.
    pub fn combined_at(&self, raters: &[RatedCriterion<'_>]) -> Option<CombinedPoints> {
        let rule = raters.first()?.sheet.spec.combined.clone()?;
        Some(combined(self, &rule, raters))
    }

    /// The combined score of all raters; `None` if the rubric does not combine them.
    pub fn combined_score(&self, raters: &[Rated<'_>]) -> Option<CombinedScore> {
        let rule = self.combined.as_ref()?;
        let roots: Vec<_> = raters.iter().map(|(_, sheet)| &*sheet.root).collect();
        let sheet = Sheet {
            root: Rc::new(section(self, &self.root, raters, &roots)),
            facts: raters.first()?.1.facts.clone(),
        };
        let own = raters.iter().filter(|(rater, _)| rule.weight(rater).is_some());
        let own: Vec<_> = own.map(|(_, sheet)| (*sheet, sheet.outcome(self))).collect();
        let state = |gate: usize| {
            let states = own.iter().map(|(_, outcome)| outcome.state(gate));
            states.max_by_key(|state| match state {
                Raised::No => 0,
                Raised::Undecided => 1,
                Raised::Open => 2,
                Raised::Yes => 3,
            })
        };
        let states: Vec<_> = (0..self.gates.len())
            .map(|gate| state(gate).unwrap_or(Raised::No))
            .collect();
        // An answer of one of them is a beginning, although the criterion waits for the others.
        let has_begun = has_begun(&sheet.root);
        let holds = |condition: &Condition| {
            let mut sheets = own.iter().map(|(sheet, _)| &sheet.facts);
            sheets.all(|facts| condition.holds(facts) == Some(true))
        };
        let outcome = Outcome::with(&sheet, self, &states, has_begun, None, &holds);
        // A criterion that one of them has still to answer is open.
        let lookup = |id: &Id| {
            let mut all = own.iter().filter_map(|(sheet, _)| sheet.scored(self, id)).peekable();
            let first = all.peek().copied();
            all.find(|scored| scored.is_open).or(first)
        };
        let pending = outcome.pending_by(&lookup, self);
        Some(CombinedScore {
            sheet,
            outcome,
            pending,
        })
    }
}

fn section(rubric: &Rubric, spec: &Rc<Section>, raters: &[Rated<'_>], sections: &[&SectionSheet]) -> SectionSheet {
    let criteria = spec.criteria.iter().enumerate().filter_map(|(i, criterion)| {
        let sheets: Option<Vec<_>> = sections.iter().map(|section| section.criteria.get(i)).collect();
        let tally = match &criterion.combined {
            Some(rule) => {
                let all = raters.iter().zip(sheets?);
                let all = all.map(|((rater, own), sheet)| RatedCriterion {
                    rater,
                    sheet,
                    facts: &own.facts,
                });
                combined(rubric, rule, &all.collect::<Vec<_>>()).tally
            }
            None => Tally::default(),
        };
        Some(Rc::new(CriterionSheet {
            spec: criterion.clone(),
            entry: Entry::default(),
            tally,
        }))
    });
    let criteria = Chunks::new(criteria.collect());
    let inner = spec.sections.iter().enumerate().filter_map(|(i, spec)| {
        let own: Option<Vec<_>> = sections.iter().map(|section| section.sections.get(i)).collect();
        let own = own?;
        let own: Vec<_> = own.into_iter().map(|section| &**section).collect();
        Some(Rc::new(section(rubric, spec, raters, &own)))
    });
    let inner = Chunks::new(inner.collect());
    let facts = raters.first().map(|(_, sheet)| sheet.facts.clone()).unwrap_or_default();
    SectionSheet::summed(spec.clone(), criteria, inner, &rubric.rules, &facts)
}

/// Whether a criterion in the maximum has an answer that takes part, or is answered.
fn has_begun(section: &SectionSheet) -> bool {
    let has_begun_at = |tally: &Tally| tally.judged > Decimal::ZERO || tally.known > 0;
    let mut criteria = section.criteria.iter();
    let own = !section.spec.beside && criteria.any(|criterion| has_begun_at(&criterion.tally));
    own || section.sections.iter().any(|inner| has_begun(inner))
}

/// Combines the points of one criterion: the weighted mean of those that take part, rounded once.
fn combined(rubric: &Rubric, rule: &Combined, raters: &[RatedCriterion<'_>]) -> CombinedPoints {
    let rules = &rubric.rules;
    // The figures of those who take part, and of those who have still to answer.
    let (mut shares, mut missing) = (Vec::new(), Vec::new());
    let mut tally = Tally {
        answered: 1,
        ..Tally::default()
    };
    let (mut has_answer, mut is_known) = (false, false);
    for (i, rated) in raters.iter().enumerate() {
        let CriterionSheet {
            spec,
            entry,
            tally: own,
        } = rated.sheet;
        let Some(weight) = rule.weight(rated.rater).filter(|_| own.items > 0) else {
            continue;
        };
        tally.items = 1;
        tally.scored |= own.scored;
        tally.dont_know |= own.dont_know;
        tally.pending |= own.pending;
        let (is_open, waits) = (own.answered == 0, own.pending > 0);
        if is_open {
            tally.answered = 0;
        }
        let share = Share {
            rater: i,
            weight,
            score: own.score,
            max: own.max,
            counts: true,
        };
        let takes_part = rule::has_points(spec, entry, rules, rated.facts);
        is_known |= !is_open
            && if own.scored > 0 {
                takes_part
            } else {
                !entry.is_set_aside()
            };
        if own.scored > 0 && takes_part {
            if is_open || waits {
                missing.push(share);
            }
            if !waits && (!is_open || rules.unanswered == Unanswered::Zero) {
                shares.push(share);
                has_answer |= !is_open;
            }
        }
    }
    if tally.items == 0 {
        tally.answered = 0;
    }
    // Where nobody knows it, it is not known.
    let is_unknown = tally.answered > 0 && tally.dont_know > 0 && !is_known;
    tally.dont_know = u32::from(is_unknown);
    if tally.scored > 0 {
        drop_extremes(&mut shares, rule.dropped());
        // Without anyone's points the most is that of those who have still to give some, or wait.
        let max_of = if shares.is_empty() { &missing } else { &shares };
        let (score, max) = rounded(&shares, max_of, rules.places);
        tally.settled = tally.answered;
        tally.known = tally.settled - tally.dont_know;
        tally.lost = u32::from(tally.answered > 0 && tally.pending == 0 && score < max);
        tally.judged = if has_answer { max } else { Decimal::ZERO };
        tally.deducted = tally.judged - score;
        (tally.score, tally.max) = (score, max);
    }
    CombinedPoints { shares, tally }
}

/// The mean score and the mean maximum. Less than full marks is not rounded up to them.
fn rounded(shares: &[Share], max_of: &[Share], places: u8) -> (Decimal, Decimal) {
    let (score, shown) = mean(shares, |share| share.score, places);
    let (max, most) = mean(max_of, |share| share.max, places);
    if score >= max || shown < most {
        return (shown, most);
    }
    let below = most.step_below(places);
    let is_negative = score < Rational::from(Decimal::ZERO);
    (if is_negative { below } else { below.max(Decimal::ZERO) }, most)
}

/// Leaves out so many of the highest and of the lowest points, where some are left then.
fn drop_extremes(shares: &mut [Share], dropped: usize) {
    if shares.len() <= 2 * dropped {
        return;
    }
    let mut leave_out = |is_further: fn(Decimal, Decimal) -> bool| {
        let mut furthest: Option<usize> = None;
        for (i, share) in shares.iter().enumerate().filter(|(_, share)| share.counts) {
            if furthest.is_none_or(|other| is_further(shares[other].score, share.score)) {
                furthest = Some(i);
            }
        }
        if let Some(furthest) = furthest {
            shares[furthest].counts = false;
        }
    };
    for _ in 0..dropped {
        leave_out(|other, own| own > other);
        leave_out(|other, own| own < other);
    }
}

/// The weighted mean of a figure of the shares that count, exact and rounded; 0 if there are none. Where all agree, it is what
/// they have, and is not rounded.
fn mean(shares: &[Share], figure: fn(&Share) -> Decimal, places: u8) -> (Rational, Decimal) {
    let zero = Rational::from(Decimal::ZERO);
    let (mut sum, mut weights) = (Some(zero), Decimal::ZERO);
    let mut agreed: Option<Decimal> = None;
    let mut is_agreed = true;
    for share in shares.iter().filter(|share| share.counts) {
        let own = figure(share);
        is_agreed &= agreed.is_none_or(|agreed| agreed == own);
        agreed = Some(own);
        let part = Rational::from(share.weight).checked_mul(own.into());
        sum = sum.zip(part).and_then(|(sum, part)| sum.checked_add(part));
        weights = weights + share.weight;
    }
    if let Some(agreed) = agreed.filter(|_| is_agreed) {
        return (agreed.into(), agreed);
    }
    let exact = sum.and_then(|sum| sum.checked_div(weights.into())).unwrap_or(zero);
    (exact, exact.rounded(places, Rounding::Half).unwrap_or_default())
}
