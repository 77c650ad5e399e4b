//! How an entry becomes a contribution, and how a section's sum becomes its contribution to the parent.

use crate::Tally;
use crate::answers::{Answer, Entry};
use crate::findings;
use crate::points::Decimal;
use crate::rubric::{Counts, Criterion, Facts, NotApplicable, Rescale, Rules, Section, Standing, Unanswered, Worth};

/// The contribution of a criterion to its section.
pub(super) fn criterion(criterion: &Criterion, entry: &Entry, rules: &Rules, facts: &Facts) -> Tally {
    if !criterion.applies(facts) {
        return Tally::default();
    }
    let tally = scored(criterion, entry, rules, facts);
    Tally {
        findings: findings::of_criterion(criterion, entry, &tally, rules, facts).len() as u32,
        ..tally
    }
}

fn scored(criterion: &Criterion, entry: &Entry, rules: &Rules, facts: &Facts) -> Tally {
    let found = found(criterion, entry, facts);
    let answered = u32::from(found != Some(Worth::Open));
    let counted = Tally {
        items: 1,
        answered,
        dont_know: u32::from(entry.is_unknown()),
        refused: u32::from(entry.is_refused()),
        ..Tally::default()
    };
    let family = criterion.scale.family();
    let Some((most, full)) = family.most(facts).zip(family.maximum()) else {
        return counted;
    };
    let own = own(criterion, found, most, rules);
    // A weight is the worth of the scale's maximum: parts that do not apply reduce it in proportion.
    let weighed = match criterion.weight(facts) {
        Some(weight) if weight != full => own.scaled(weight, full, rules.places),
        _ => own,
    };
    let pending = u32::from(found == Some(Worth::Pending));
    Tally {
        scored: 1,
        pending,
        settled: answered,
        known: answered - counted.dont_know,
        lost: u32::from(answered == 1 && pending == 0 && weighed.score < weighed.max),
        deducted: weighed.judged - weighed.score,
        score: weighed.score,
        max: weighed.max,
        judged: weighed.judged,
        ..counted
    }
}

/// The points of a criterion before its weight, and their maximum.
pub(super) fn own_points(criterion: &Criterion, entry: &Entry, rules: &Rules, facts: &Facts) -> (Decimal, Decimal) {
    let most = criterion.scale.family().most(facts).unwrap_or_default();
    let own = own(criterion, found(criterion, entry, facts), most, rules);
    (own.score, own.max)
}

/// Whether an entry has points of its own, be they 0: not if it leaves the maximum.
pub(super) fn has_points(criterion: &Criterion, entry: &Entry, rules: &Rules, facts: &Facts) -> bool {
    match found(criterion, entry, facts) {
        Some(Worth::Open) => rules.unanswered != Unanswered::Exclude,
        Some(Worth::Excluded | Worth::Unscored) => false,
        Some(Worth::Points(_) | Worth::Pending) => true,
        None => {
            let policy = criterion.not_applicable.as_ref();
            policy.is_some_and(|policy| policy.counts_as() != Counts::Exclude)
        }
    }
}

/// The worth of an entry on its scale; `None` if the entry is "not applicable". What is not known is not counted.
fn found(criterion: &Criterion, entry: &Entry, facts: &Facts) -> Option<Worth> {
    match entry.answer {
        Some(Answer::NotApplicable) => None,
        Some(Answer::DontKnow) => Some(Worth::Excluded),
        _ => Some(criterion.scale.family().worth(entry, facts)),
    }
}

/// The amounts of a criterion before its weight.
fn own(criterion: &Criterion, found: Option<Worth>, most: Decimal, rules: &Rules) -> Tally {
    let zero = Decimal::ZERO;
    let (score, max, judged) = match found {
        Some(Worth::Open) if rules.unanswered == Unanswered::Exclude => (zero, zero, zero),
        Some(Worth::Open | Worth::Pending) => (zero, most, zero),
        Some(Worth::Excluded | Worth::Unscored) => (zero, zero, zero),
        None => {
            let policy = criterion.not_applicable.as_ref();
            match policy.map_or(Counts::Exclude, NotApplicable::counts_as) {
                Counts::Exclude => (zero, zero, zero),
                Counts::Full => (most, most, most),
                Counts::Zero => (zero, most, most),
                Counts::Share => {
                    let share = policy.and_then(|policy| policy.share).unwrap_or_default();
                    (percent_of(most, share, rules), most, most)
                }
            }
        }
        Some(Worth::Points(points)) => (points, most, most),
    };
    Tally {
        score,
        max,
        judged,
        ..Tally::default()
    }
}

/// The sum of a section's parts. A section that starts with points has those, less what its criteria take, once a
/// criterion is answered. If unanswered criteria count as zero, it has no points before all are answered.
pub(super) fn sum(section: &Section, sum: Tally, rules: &Rules) -> Tally {
    let Some(starts) = section.starts.filter(|_| sum.scored > 0) else {
        return sum;
    };
    let begun = sum.known > 0;
    let counts = match rules.unanswered {
        Unanswered::Zero => begun && sum.open() == 0,
        Unanswered::Provisional | Unanswered::Exclude => begun,
    };
    // If nothing of it is known, it is not counted.
    let is_counted = begun || (rules.unanswered != Unanswered::Exclude && sum.open() > 0);
    Tally {
        score: if counts { starts + sum.score } else { Decimal::ZERO },
        max: if is_counted { starts } else { Decimal::ZERO },
        judged: if begun { starts } else { Decimal::ZERO },
        ..sum
    }
}

/// The contribution of a section to its parent, given the sum of its parts.
///
/// A cap and a floor limit the sum. Rescaling restores the section's own maximum; a weight then scales that maximum to
/// the weight. A section in which nothing applies adds nothing and is not counted in the maximum.
pub(super) fn section(section: &Section, sum: Tally, rules: &Rules, facts: &Facts) -> Tally {
    let weight = section.weight(facts);
    let held = held(section, sum);
    match section.standing {
        Standing::Base => {}
        Standing::Bonus | Standing::Penalty => {
            let points = weighted(section, weight, held.score, rules);
            return beside(section, held, points).limited();
        }
    }
    // Rescaling never changes points outside the maximum, at any depth.
    let is_restored = rules.rescale == Rescale::Section && !section.beside;
    let rescaled = is_restored && held.max > Decimal::ZERO && held.max != section.full;
    // A weight equal to the section's worth does not divide, so it does not round.
    let weight = weight.filter(|weight| *weight != section.full);
    let tally = match (rescaled, weight) {
        (false, None) => held,
        (false, Some(weight)) => held.scaled(weight, section.full, rules.places),
        (true, weight) => held.scaled(weight.unwrap_or(section.full), held.max, rules.places),
    };
    tally.limited()
}

/// So many percent of points; of none there are none.
fn percent_of(points: Decimal, percent: Decimal, rules: &Rules) -> Decimal {
    if points <= Decimal::ZERO {
        return Decimal::ZERO;
    }
    percent.scaled(points, Decimal::whole(100), rules.places)
}

/// Points of a section outside the maximum, under its weight.
fn weighted(section: &Section, weight: Option<Decimal>, score: Decimal, rules: &Rules) -> Decimal {
    let weight = weight.filter(|weight| *weight != section.full);
    weight.map_or(score, |weight| score.scaled(weight, section.full, rules.places))
}

/// The sum within the section's cap and floor. The floor waits for an answer: without one nothing is earned. Nor does
/// the floor give more than the applicable parts could earn.
fn held(section: &Section, sum: Tally) -> Tally {
    let capped = |amount: Decimal| section.cap.map_or(amount, |cap| amount.min(cap));
    let floor = section.floor.filter(|_| sum.known > 0);
    let (score, max) = (capped(sum.score), capped(sum.max));
    Tally {
        score: floor.map_or(score, |floor| score.max(floor.min(max))),
        max,
        judged: capped(sum.judged),
        ..sum
    }
}

/// A section outside the maximum: its answers are not needed for a final total, and its points are never lost.
fn beside(section: &Section, sum: Tally, points: Decimal) -> Tally {
    let (extra, percent) = match section.standing {
        _ if section.percent => (Decimal::ZERO, points),
        Standing::Penalty => (-points, Decimal::ZERO),
        Standing::Base | Standing::Bonus => (points, Decimal::ZERO),
    };
    Tally {
        items: sum.items,
        answered: sum.answered,
        dont_know: sum.dont_know,
        pending: sum.pending,
        refused: sum.refused,
        findings: sum.findings,
        extra,
        percent,
        ..Tally::default()
    }
}

/// The total of the whole: rescaled if the rubric says so, with bonuses added and penalties subtracted, and not below
/// zero.
///
/// Each of `percents` is a bonus or penalty of so many percent, of this score or of the total before any extra points.
pub(super) fn whole(
    section: &Section,
    sum: Tally,
    percents: &[(Standing, Decimal, Option<Decimal>)],
    rules: &Rules,
) -> Tally {
    let rescaled = rules.rescale == Rescale::Total && sum.max > Decimal::ZERO && sum.max != section.full;
    let tally = if rescaled {
        sum.scaled(section.full, sum.max, rules.places)
    } else {
        sum
    };
    let points = percents.iter().map(|(standing, percent, of)| {
        let points = percent_of(of.unwrap_or(tally.score), *percent, rules);
        if *standing == Standing::Penalty {
            -points
        } else {
            points
        }
    });
    let extra = tally.extra + points.sum();
    Tally {
        score: (tally.score + extra).max(Decimal::ZERO),
        extra,
        ..tally
    }
    .limited()
}
