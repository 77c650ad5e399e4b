//! The points of a section that is answered once for each of several subjects (convention 35).

use crate::Tally;
use crate::answers::{Answer, Entry};
use crate::points::Decimal;
use crate::rational::Rational;
use crate::rubric::scale::{Each, together};
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
    let how = section.each.as_ref()?;
    let counted = criteria.iter().filter(|sheet| sheet.tally.max > Decimal::ZERO);
    let counted: Vec<_> = counted
        .filter_map(|sheet| match &sheet.spec.scale {
            Scale::Each(scale) if !matches!(sheet.entry.answer, Some(Answer::NotApplicable)) => Some((sheet, scale)),
            _ => None,
        })
        .collect();
    let is_whole = sum.open() == 0 && !counted.is_empty() && counted.len() as u32 == counting(criteria);
    let subjects = facts.subjects(&counted.first()?.1.of);
    if !is_whole || subjects.is_empty() {
        return None;
    }
    let of_one: Decimal = counted.iter().map(|(sheet, _)| sheet.tally.max).sum();
    let mut all = Vec::with_capacity(subjects.len());
    for (number, _) in subjects {
        let mut total = Rational::from(Decimal::ZERO);
        for (sheet, scale) in &counted {
            total = total.checked_add(weighed(
                sheet.spec,
                scale,
                scale.points_of(sheet.entry, number)?,
                facts,
            )?)?;
        }
        all.push(total);
    }
    let pass = how.pass.unwrap_or(Decimal::whole(100));
    let places = how.places.map_or(2, |places| places.0);
    let score = together(how.combine, &all, of_one, pass, places)?;
    Some(Tally { score, ..sum })
}

/// How many criteria are in the maximum.
fn counting(criteria: &[Answered<'_>]) -> u32 {
    criteria.iter().filter(|sheet| sheet.tally.max > Decimal::ZERO).count() as u32
}

/// The points of one subject under the weight of the criterion, exact.
fn weighed(criterion: &Criterion, scale: &Each, points: Decimal, facts: &Facts) -> Option<Rational> {
    let points = Rational::from(points);
    match criterion.weight(facts) {
        Some(weight) => points.checked_mul(weight.into())?.checked_div(scale.of_one().into()),
        None => Some(points),
    }
}
