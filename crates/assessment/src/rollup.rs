//! Aggregates over many records (convention 19): means, score rates, weighted periods, the top so many percent, grades by
//! rank. One record is one subject; its score comes from [`crate::score`].

use crate::points::Decimal;
use crate::rational::{Rational, Rounding};
use crate::rubric::Grades;

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

/// How many of `count` are the top `percent`: rounded up, so that it is at least one.
pub fn top(count: usize, percent: Decimal) -> usize {
    let share = i32::try_from(count).ok().and_then(|count| {
        let all = Rational::from(Decimal::whole(count)).checked_mul(percent.into())?;
        all.checked_div(Decimal::whole(100).into())?.rounded(0, Rounding::Up)
    });
    share
        .and_then(|share| share.to_string().parse().ok())
        .map_or(0, |share: usize| share.min(count))
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
