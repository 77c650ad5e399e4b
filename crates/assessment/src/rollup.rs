//! Aggregates over many records (convention 19): means, score rates, weighted periods, the top so many percent, grades by
//! rank. One record is one subject; its score comes from [`crate::score`].

use crate::Id;
use crate::points::Decimal;
use crate::rational::{Rational, Rounding};
use crate::record::Record;
use crate::rubric::scale::{Among, Compared, Quantity, VALUE};
pub use crate::rubric::top;
use crate::rubric::{Criterion, Grades, Part, Rubric, Scale};
use crate::score::{Outcome, Sheet, Standing};
use std::rc::Rc;

/// What a record, or a part of one, earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earned {
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

/// The median: of an even number of amounts the mean of the two in the middle, rounded half away from zero to `places`; `None` of an
/// empty slice.
///
/// ```
/// use assessment::{points::Decimal, rollup::median};
///
/// let of = |all: &[i32]| median(&all.iter().copied().map(Decimal::whole).collect::<Vec<_>>(), 2).unwrap().to_string();
/// assert_eq!((of(&[90, 60, 75]), of(&[90, 60, 75, 80])), ("75".to_owned(), "77.5".to_owned()));
/// ```
pub fn median(amounts: &[Decimal], places: u8) -> Option<Decimal> {
    let mut sorted = amounts.to_vec();
    sorted.sort_unstable();
    let upper = sorted.len() / 2;
    let lower = if sorted.len().is_multiple_of(2) {
        upper.checked_sub(1)?
    } else {
        upper
    };
    mean(&[sorted[lower], sorted[upper]], places)
}

/// The standard deviation of all amounts (σ, not of a sample), rounded half up to `places`; `None` of an empty slice.
///
/// The root is the largest integer whose square is not above the radicand, so no floating point touches it.
///
/// ```
/// use assessment::{points::Decimal, rollup::deviation};
///
/// let scores: Vec<Decimal> = [2, 4, 4, 4, 5, 5, 7, 9].map(Decimal::whole).into();
/// assert_eq!(deviation(&scores, 2).unwrap().to_string(), "2");
/// ```
pub fn deviation(amounts: &[Decimal], places: u8) -> Option<Decimal> {
    let count = i128::try_from(amounts.len()).ok().filter(|count| *count > 0)?;
    let units = || amounts.iter().map(|amount| i128::from(amount.ten_thousandths()));
    let sum = units().try_fold(0_i128, i128::checked_add)?;
    let squares = units().try_fold(0_i128, |sum, unit| sum.checked_add(unit.checked_mul(unit)?))?;
    // σ · count, in ten-thousandths, is the root of this.
    let radicand = count.checked_mul(squares)?.checked_sub(sum.checked_mul(sum)?)?;
    // The root is rounded: the result is the largest q with (2q − 1) · step ≤ 2 · root.
    let unit = 10_i128.pow(4 - u32::from(places.min(4)));
    let step = unit.checked_mul(count)?;
    let root = radicand.checked_mul(4)?.isqrt();
    let rounded = root.checked_add(step)?.checked_div(step.checked_mul(2)?)?;
    Decimal::of_ten_thousandths(rounded.checked_mul(unit)?)
}

/// The score rate over sites and criteria, in percent: all points earned ÷ all that could be earned. Not the mean of rates:
/// a site where less applies weighs less.
pub fn score_rate(all: &[Earned], places: u8) -> Option<Decimal> {
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
    let mut sorted = amounts.to_vec();
    sorted.sort_unstable();
    let not_better = |one: &Decimal| sorted.partition_point(|other| other <= one);
    amounts.iter().map(|one| sorted.len() - not_better(one) + 1).collect()
}

/// The outcome of each sheet, with its rank among those that have a final total.
pub fn outcomes(rubric: &Rubric, sheets: &[&Sheet]) -> Vec<Outcome> {
    let alone: Vec<_> = sheets.iter().map(|sheet| sheet.outcome(rubric)).collect();
    let is_final = |outcome: &&Outcome| outcome.standing == Standing::Final;
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
    let mut numbers = Numbers::new(rubric);
    records.iter().for_each(|record| numbers.add(rubric, record));
    let references = numbers.references(rubric);
    records.iter_mut().for_each(|record| references.write(rubric, record));
}

/// The criteria of a rubric whose number is compared with those of all records, in its order.
fn compared(rubric: &Rubric) -> Vec<Rc<Criterion>> {
    let mut all = Vec::new();
    rubric.walk(&mut |part| {
        if let Part::Criterion(criterion) = part
            && compared_of(criterion).is_some()
        {
            all.push(criterion.clone());
        }
    });
    all
}

fn compared_of(criterion: &Criterion) -> Option<&Compared> {
    match &criterion.scale {
        Scale::Measure(measure) => match &measure.quantity {
            Quantity::Compared(of) => Some(of),
            _ => None,
        },
        _ => None,
    }
}

/// The numbers of many records that are compared (convention 30), gathered record by record. Those gathered apart, from other records of
/// the rubric, are joined.
#[derive(Clone, Debug)]
pub struct Numbers {
    /// By criterion, then by rater.
    all: Vec<Vec<Vec<Rational>>>,
}

impl Numbers {
    /// No numbers yet.
    pub fn new(rubric: &Rubric) -> Self {
        let raters = rubric.rater_ids().len();
        Self {
            all: vec![vec![Vec::new(); raters]; compared(rubric).len()],
        }
    }

    /// Whether the rubric compares no number.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Adds the numbers of a record.
    pub fn add(&mut self, rubric: &Rubric, record: &Record) {
        if self.is_empty() {
            return;
        }
        for (criterion, by_rater) in compared(rubric).iter().zip(&mut self.all) {
            for (rater, all) in rubric.rater_ids().iter().zip(by_rater) {
                all.extend(number(rubric, record, rater, criterion));
            }
        }
    }

    /// Adds numbers that were gathered from other records of the same rubric.
    pub fn join(&mut self, other: Self) {
        for (own, other) in self.all.iter_mut().flatten().zip(other.all.into_iter().flatten()) {
            own.extend(other);
        }
    }

    /// What each number is compared with, once all are there.
    pub fn references(self, rubric: &Rubric) -> References {
        let each = compared(rubric).into_iter().zip(self.all);
        let each = each.filter_map(|(criterion, by_rater)| {
            let of = compared_of(&criterion)?;
            Some(by_rater.into_iter().map(|all| of.among(all)).collect())
        });
        References { all: each.collect() }
    }
}

/// What the numbers of all records are compared with (convention 30).
#[derive(Clone, Debug)]
pub struct References {
    /// By criterion, then by rater.
    all: Vec<Vec<Among>>,
}

impl References {
    /// Writes to a record's sheets what its numbers are compared with. The record is one of those that gave the numbers.
    pub fn write(&self, rubric: &Rubric, record: &mut Record) {
        if self.all.is_empty() {
            return;
        }
        for (criterion, by_rater) in compared(rubric).iter().zip(&self.all) {
            let name = compared_of(criterion).and_then(|of| Id::new(of.to.word()));
            let Some((path, name)) = rubric.criterion_path(&criterion.id).zip(name) else {
                continue;
            };
            for (rater, among) in rubric.rater_ids().iter().zip(by_rater) {
                let own = number(rubric, record, rater, criterion);
                let reference = own.and_then(|own| among.reference(own));
                record.edit(rubric, rater, path, &|entry| {
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
fn number(rubric: &Rubric, record: &Record, rater: &str, criterion: &Criterion) -> Option<Rational> {
    let of = compared_of(criterion)?;
    let sheets = record.sheets(rubric);
    let (_, sheet) = sheets.into_iter().find(|(own, _)| **own == *rater)?;
    let criterion = sheet.criterion(rubric.criterion_path(&criterion.id)?)?;
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
