//! How an entry becomes a contribution, and how a section's sum becomes what it adds to its parent.

use super::Tally;
use crate::answers::{Answer, Entry};
use crate::points::Decimal;
use crate::rubric::{Counts, Criterion, NotApplicable, Rescale, Rules, Section, Unanswered};

/// What a criterion adds to its section.
pub(super) fn criterion(criterion: &Criterion, entry: &Entry, rules: &Rules) -> Tally {
    let answered = u32::from(entry.answer.is_some());
    let refused = u32::from(entry.refused.is_some());
    let Some((most, worth)) = criterion.scale.maximum().zip(criterion.worth()) else {
        return Tally {
            items: 1,
            answered,
            refused,
            ..Tally::default()
        };
    };
    let (score, max, judged) = match &entry.answer {
        None if rules.unanswered == Unanswered::Exclude => (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO),
        None => (Decimal::ZERO, worth, Decimal::ZERO),
        Some(Answer::NotApplicable) => {
            match criterion
                .not_applicable
                .as_ref()
                .map_or(Counts::Exclude, NotApplicable::counts_as)
            {
                Counts::Exclude => (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO),
                Counts::Full => (worth, worth, worth),
                Counts::Zero => (Decimal::ZERO, worth, worth),
            }
        }
        Some(answer) => {
            let points = criterion.scale.worth(answer).unwrap_or_default();
            let score = if worth == most {
                points
            } else {
                points.scaled(worth, most, rules.places)
            };
            (score, worth, worth)
        }
    };
    let lost = u32::from(answered == 1 && score < max);
    Tally {
        score,
        max,
        judged,
        items: 1,
        answered,
        scored: 1,
        settled: answered,
        lost,
        refused,
        deducted: judged - score,
    }
}

/// What a section adds to its parent, given the sum of what is in it.
///
/// Rescaling restores the section's own maximum; a weight then scales that maximum to the weight. A section in which
/// nothing applies adds nothing and leaves the maximum.
pub(super) fn section(section: &Section, sum: Tally, rules: &Rules) -> Tally {
    let rescaled = rules.rescale == Rescale::Section && sum.max > Decimal::ZERO && sum.max != section.full;
    match (rescaled, section.weight) {
        (false, None) => sum,
        (false, Some(weight)) => sum.scaled(weight, section.full, rules.places),
        (true, weight) => sum.scaled(weight.unwrap_or(section.full), sum.max, rules.places),
    }
}

/// The total of the whole: rescaled where the rubric says so, and not below nought.
pub(super) fn whole(section: &Section, sum: Tally, rules: &Rules) -> Tally {
    let rescaled = rules.rescale == Rescale::Total && sum.max > Decimal::ZERO && sum.max != section.full;
    let tally = if rescaled {
        sum.scaled(section.full, sum.max, rules.places)
    } else {
        sum
    };
    Tally {
        score: tally.score.max(Decimal::ZERO),
        ..tally
    }
}
