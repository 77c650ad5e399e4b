//! Aggregates over many records (convention 19): means, score rates, weighted periods, the top so many percent, grades by
//! rank. One record is one subject; its score comes from [`crate::score`].

use crate::Id;
use crate::points::Decimal;
use crate::rational::{Rational, Rounding};
use crate::record::Record;
use crate::rubric::scale::{Compared, Quantity, VALUE};
pub use crate::rubric::top;
use crate::rubric::{Grades, NodePath, Part, Rubric, Scale};
use crate::score::{self, Outcome, Sheet};
use std::rc::Rc;

/// The result of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The points earned.
    pub score: Decimal,
    /// The most that could be earned.
    pub max: Decimal,
}

fn sum(amounts: impl Iterator<Item = Decimal>) -> Option<Rational> {
    amounts
        .map(Rational::from)
        .try_fold(Rational::from(Decimal::ZERO), Rational::checked_add)
}

fn count(n: usize) -> Option<Rational> {
    i32::try_from(n).ok().map(|n| Rational::from(Decimal::whole(n)))
}

/// The mean of amounts, rounded half away from zero to `places`; `None` of an empty slice.
///
/// ```
/// use assessment::{points::Decimal, rollup::mean};
///
/// let scores: Vec<Decimal> = ["89.5", "90", "78"].map(|points| points.parse().unwrap()).into();
/// assert_eq!(mean(&scores, 2).unwrap().to_string(), "85.83");
/// assert_eq!(mean(&[], 2), None);
/// ```
pub fn mean(amounts: &[Decimal], places: u8) -> Option<Decimal> {
    let total = sum(amounts.iter().copied())?;
    total
        .checked_div(count(amounts.len())?)?
        .rounded(places, Rounding::Half)
}

/// The score rate over sites and criteria, in percent: all points earned ÷ all that could be earned. Not the mean of rates:
/// a site where less applies weighs less.
pub fn score_rate(all: &[Standing], places: u8) -> Option<Decimal> {
    let earned = sum(all.iter().map(|one| one.score))?;
    let most = sum(all.iter().map(|one| one.max))?;
    let hundredfold = earned.checked_mul(Decimal::whole(100).into())?;
    hundredfold.checked_div(most)?.rounded(places, Rounding::Half)
}

/// The mean of periods, each with its weight, such as 15, 25 and 60. A period without a score is left out with its weight.
///
/// ```
/// use assessment::{points::Decimal, rollup::weighted};
///
/// let of = |points: i32| Some(Decimal::whole(points));
/// let [few, some, most] = [15, 25, 60].map(Decimal::whole);
/// assert_eq!(weighted(&[(of(80), few), (of(90), some), (of(95), most)], 2).unwrap().to_string(), "91.5");
/// assert_eq!(weighted(&[(of(80), few), (None, some), (of(95), most)], 2).unwrap().to_string(), "92");
/// ```
pub fn weighted(periods: &[(Option<Decimal>, Decimal)], places: u8) -> Option<Decimal> {
    let zero = Rational::from(Decimal::ZERO);
    let mut all = (zero, zero);
    for (score, weight) in periods {
        if let Some(score) = score {
            let part = Rational::from(*score).checked_mul(Rational::from(*weight))?;
            all = (all.0.checked_add(part)?, all.1.checked_add(Rational::from(*weight))?);
        }
    }
    all.0.checked_div(all.1)?.rounded(places, Rounding::Half)
}

/// The rank of each, from 1; equal amounts share one, and the next is counted from all before it (1, 2, 2, 4).
pub fn places(amounts: &[Decimal]) -> Vec<usize> {
    let better = |one: Decimal| amounts.iter().filter(|other| **other > one).count();
    amounts.iter().map(|one| better(*one) + 1).collect()
}

/// The outcome of each sheet, with its rank among those that have a final total.
pub fn outcomes(rubric: &Rubric, sheets: &[&Sheet]) -> Vec<Outcome> {
    let alone: Vec<_> = sheets.iter().map(|sheet| sheet.outcome(rubric)).collect();
    let is_final = |outcome: &&Outcome| outcome.standing == score::Standing::Final;
    let totals: Vec<_> = alone
        .iter()
        .filter(is_final)
        .map(|outcome| outcome.total.score)
        .collect();
    let mut ranks = places(&totals).into_iter();
    let each = sheets.iter().zip(alone);
    let each = each.map(|(sheet, outcome)| {
        let place = if is_final(&&outcome) { ranks.next() } else { None };
        place.map_or(outcome, |place| sheet.outcome_among(rubric, place, totals.len()))
    });
    each.collect()
}

/// Compares the numbers of all records where the rubric says so (convention 30): writes to every record's sheets what its numbers
/// are compared with, rater by rater. A record without the number, or where the criterion does not apply or is set aside, takes no
/// part. The mean is rounded to four places, half away from zero.
pub fn compare(rubric: &Rubric, records: &mut [Record]) {
    let mut compared = Vec::new();
    rubric.walk(&mut |part| {
        if let Part::Criterion(criterion) = part
            && let Scale::Measure(measure) = &criterion.scale
            && let Quantity::Compared(of) = &measure.quantity
        {
            compared.push((criterion.clone(), of));
        }
    });
    for (criterion, of) in compared {
        let Some((path, name)) = rubric.criterion_path(&criterion.id).zip(Id::new(of.to.word())) else {
            continue;
        };
        for rater in rubric.rater_ids() {
            let numbers: Vec<_> = records
                .iter()
                .map(|record| number(rubric, record, &rater, path, of))
                .collect();
            let known: Vec<_> = numbers.iter().copied().flatten().collect();
            for (record, own) in records.iter_mut().zip(&numbers) {
                let reference = own.and_then(|own| of.reference_among(own, &known));
                record.edit(rubric, &rater, path, &|entry| {
                    let taken = Rc::make_mut(&mut entry.amounts.taken);
                    match reference {
                        Some(reference) => drop(taken.insert(name.clone(), reference)),
                        None => drop(taken.remove(&name)),
                    }
                });
            }
        }
    }
}

/// The number of a record that is compared.
fn number(rubric: &Rubric, record: &Record, rater: &str, path: &NodePath, of: &Compared) -> Option<Rational> {
    let sheets = record.sheets(rubric);
    let (_, sheet) = sheets.into_iter().find(|(own, _)| **own == *rater)?;
    let criterion = sheet.criterion(path)?;
    let takes_part = criterion.tally.items > 0 && !criterion.entry.is_set_aside();
    of.number
        .number(VALUE, &criterion.entry, &sheet.facts)
        .filter(|_| takes_part)
}

/// The grade of each by its rank, as indexes into the bands; equal ranks share a grade.
pub fn graded_by_rank(grades: &Grades, amounts: &[Decimal]) -> Vec<Option<usize>> {
    let within = |place: usize| {
        grades
            .bands
            .iter()
            .position(|band| band.top.is_some_and(|percent| place <= top(amounts.len(), percent)))
    };
    places(amounts).into_iter().map(within).collect()
}
