//! The points of a section that is answered once for each of several subjects (convention 35).

use crate::Tally;
use crate::answers::{Answer, Entry};
use crate::points::Decimal;
use crate::rational::Rational;
use crate::rubric::scale::Each;
use crate::rubric::{Criterion, Facts, Scale, Section};

/// A criterion with its entry and what it adds.
pub(super) struct Answered<'s> {
    pub(super) spec: &'s Criterion,
    pub(super) entry: &'s Entry,
    pub(super) tally: Tally,
}

/// The sum of a section's criteria, with the points that its subjects make together in place of theirs; `None` if the section is
/// not combined by subject, or an answer is missing. What does not apply, or is set aside, is left out for all subjects.
pub(super) fn of_section(section: &Section, criteria: &[Answered<'_>], sum: Tally, facts: &Facts) -> Option<Tally> {
    let how = section.each.as_ref().filter(|_| sum.open() == 0)?;
    let (all, of_one) = by_subject(criteria, facts)?;
    let score = how.combining().points(&all, of_one)?;
    Some(Tally { score, ..sum })
}

/// The points of each subject in a section, and what one can have at most; `None` if an answer is missing, or something is in the
/// section that is not answered by subject.
pub(super) fn by_subject(criteria: &[Answered<'_>], facts: &Facts) -> Option<(Vec<Rational>, Decimal)> {
    let mut counted = Vec::with_capacity(criteria.len());
    for one in criteria.iter().filter(|one| one.tally.max > Decimal::ZERO) {
        match &one.spec.scale {
            Scale::Each(scale) if one.entry.answer != Some(Answer::NotApplicable) => counted.push((one, scale)),
            _ => return None,
        }
    }
    let of_one: Decimal = counted.iter().map(|(one, _)| one.tally.max).sum();
    let points = |number: u32| {
        let zero = Rational::from(Decimal::ZERO);
        counted.iter().try_fold(zero, |total, (one, scale)| {
            let own = scale.points_of(one.entry, number)?;
            total.checked_add(weighed(one.spec, scale, own, facts)?)
        })
    };
    let subjects = facts.subjects(&counted.first()?.1.of).into_iter();
    let all: Option<Vec<_>> = subjects.map(|(number, _)| points(number)).collect();
    Some((all?, of_one))
}

/// The points of one subject under the weight of the criterion, exact.
fn weighed(criterion: &Criterion, scale: &Each, points: Decimal, facts: &Facts) -> Option<Rational> {
    let points = Rational::from(points);
    match criterion.weight(facts) {
        Some(weight) => points.checked_mul(weight.into())?.checked_div(scale.of_one().into()),
        None => Some(points),
    }
}
