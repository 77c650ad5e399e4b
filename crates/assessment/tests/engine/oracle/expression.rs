//! Conditions and amounts over the profile, worked out in fractions without a limit.

use super::{Fraction, exact};
use crate::model::{Applies, Condition, Figure, Known};
use num_bigint::BigInt;

/// Whether something applies where the profile says this: what is not known may.
pub fn applies(applies: &Applies, known: &Known) -> bool {
    applies
        .as_ref()
        .is_none_or(|condition| holds(condition, known) != Some(false))
}

/// Whether a condition holds; nothing where it is not known.
pub fn holds(condition: &Condition, known: &Known) -> Option<bool> {
    match condition {
        Condition::Is(option) => known.stage.map(|stage| stage == *option),
        Condition::AtLeast(of, least) => match (figure(of, known), figure(least, known)) {
            (Some(of), Some(least)) => Some(of >= least),
            _ => None,
        },
        Condition::All(all) => {
            let all: Vec<_> = all.iter().map(|one| holds(one, known)).collect();
            if all.contains(&Some(false)) {
                return Some(false);
            }
            (!all.contains(&None)).then_some(true)
        }
        Condition::Any(all) => {
            let all: Vec<_> = all.iter().map(|one| holds(one, known)).collect();
            if all.contains(&Some(true)) {
                return Some(true);
            }
            (!all.contains(&None)).then_some(false)
        }
        Condition::Fixed(holds) => *holds,
        Condition::Answered(_) | Condition::HasAnswer(..) => unreachable!("settled before"),
        Condition::Not(of) => match holds(of, known) {
            Some(true) => Some(false),
            Some(false) => Some(true),
            None => None,
        },
    }
}

/// The value of an amount; `None` if a field that it reads is blank, or a divisor is zero.
pub fn figure(of: &Figure, known: &Known) -> Option<Fraction> {
    let each = |all: &[Figure]| all.iter().map(|one| figure(one, known)).collect::<Option<Vec<_>>>();
    Some(match of {
        Figure::Number(number) => exact(*number),
        Figure::Field(index) => exact(known.numbers.get(*index).copied().unwrap_or(known.cells[0])?),
        Figure::Column => known
            .cells
            .iter()
            .copied()
            .flatten()
            .reduce(|sum, cell| sum + cell)
            .map(exact)?,
        Figure::Sum(all) => each(all)?.into_iter().sum(),
        Figure::Product(all) => each(all)?.into_iter().product(),
        Figure::Greatest(all) => each(all)?.into_iter().max()?,
        Figure::Least(all) => each(all)?.into_iter().min()?,
        Figure::Difference(two) => figure(&two[0], known)? - figure(&two[1], known)?,
        Figure::Quotient(two) => {
            let (of, by) = (figure(&two[0], known)?, figure(&two[1], known)?);
            if by == exact(0) {
                return None;
            }
            of / by
        }
        Figure::Rounded(of, to, places) => {
            let unit = Fraction::from_integer(BigInt::from(10_u32.pow(*places)));
            let many = figure(of, known)? * &unit;
            let whole = match *to {
                "up" => many.ceil(),
                "down" => many.floor(),
                _ => many.round(),
            };
            whole / unit
        }
        Figure::Fixed(value) => value.clone()?,
        Figure::Earned(_) | Figure::EarnedIn(..) | Figure::Entered(..) | Figure::Share(..) => {
            unreachable!("settled before")
        }
        Figure::If(condition, two) => figure(if holds(condition, known)? { &two[0] } else { &two[1] }, known)?,
    })
}
