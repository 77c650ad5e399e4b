//! Quantities: a number, or a ratio in percent (conventions 5 and 6), entered or derived from the profile.

use super::Grid;
use crate::Id;
use crate::answers::Entry;
use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::rational::{Rational, Rounding};
use crate::read::{Reader, choice, object, tagged};
use crate::rubric::{Amount, Facts, Feature, Source};
use crate::text::Text;

tagged! {
    /// A quantity.
    pub enum Quantity {
        /// A number, entered as `value`.
        "number" Number(Asked),
        /// A share in percent, entered as `numerator` and `denominator`; with a denominator of 0 there is nothing to score.
        "ratio" Ratio(Ratio),
        /// The change from one number to another, entered as `now` and `before`; in percent from 0 there is nothing to score.
        "change" Change(Change) where Feature::Change,
        /// How many of several numbers reach their own minimum, each entered under its id.
        "reached" Reached(Reached) where Feature::Reached,
        /// A number compared with that of all records, entered as `value`; known once all records are there.
        "compared" Compared(Compared) where Feature::Compared,
    }
}

object! {
    /// A number that is entered, or that follows from the profile.
    pub struct Asked {
        /// Its label.
        required "label" label: Text,
        /// Its unit.
        optional "unit" unit: Text,
        /// The minimum; 0 by default.
        optional "min" min: Decimal,
        /// The maximum.
        optional "max" max: Decimal,
        /// The step; 1 by default.
        optional "step" step: Decimal,
        /// The expression over the profile that gives it; entered by hand by default.
        optional "from" from: Amount,
    }
    => Asked::check
}

object! {
    /// A share in percent.
    pub struct Ratio {
        /// The numerator: what is counted.
        required "numerator" numerator: Asked,
        /// The denominator: out of how many.
        required "denominator" denominator: Asked,
    }
}

object! {
    /// A change from the last cycle to this one.
    pub struct Change {
        /// The number of this cycle.
        required "now" now: Asked,
        /// The number of the last cycle.
        required "before" before: Asked,
        /// The change is in percent of the number before; false by default: the difference.
        optional "percent" percent: bool,
    }
}

object! {
    /// How many of several numbers reach a minimum of their own (convention 29).
    pub struct Reached {
        /// The numbers.
        required "rows" rows: Vec<Row>,
        /// The share of the rows in percent, in place of their number; false by default.
        optional "percent" percent: bool,
    }
    => Reached::check
}

object! {
    /// A number with the minimum that it is to reach.
    pub struct Row {
        /// Its id, unique in its criterion: the name of its amount.
        required "id" id: Id,
        /// The number.
        required "number" number: Asked,
        /// The minimum that reaches it.
        required "atLeast" at_least: Decimal,
    }
}

object! {
    /// A number compared with that of all records (convention 30).
    pub struct Compared {
        /// The number.
        required "number" number: Asked,
        /// What it is compared with.
        required "to" to: Against,
        /// The smaller number is the better one; false by default.
        optional "less" less: bool,
    }
}

choice! {
    /// What a number is compared with.
    pub enum Against {
        /// All numbers: the quantity is its rank, from 1.
        "rank" Rank,
        /// The best number: the quantity is the share of it, in percent.
        "best" Best,
        /// The mean: the quantity is the share of it, in percent.
        "mean" Mean,
    }
}

/// The value of a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub enum Measured {
    /// One of its numbers is not known.
    Open,
    /// A ratio with a denominator of zero, or a change in percent from zero: there is nothing to score.
    OfNothing,
    /// Its number is known, and that of all records is not.
    Pending,
    /// The number, or the percentage.
    Value(Rational),
}

/// The name of the amount of a number.
pub const VALUE: &str = "value";
/// The name of the numerator of a ratio.
pub const NUMERATOR: &str = "numerator";
/// The name of the denominator of a ratio.
pub const DENOMINATOR: &str = "denominator";
/// The name of this cycle's number of a change.
pub const NOW: &str = "now";
/// The name of the last cycle's number of a change.
pub const BEFORE: &str = "before";

impl Quantity {
    /// The numbers that it consists of, with the names of their amounts.
    pub fn asked(&self) -> Vec<(&str, &Asked)> {
        match self {
            Self::Number(asked) => vec![(VALUE, asked)],
            Self::Ratio(ratio) => vec![(NUMERATOR, &ratio.numerator), (DENOMINATOR, &ratio.denominator)],
            Self::Change(change) => vec![(NOW, &change.now), (BEFORE, &change.before)],
            Self::Reached(reached) => reached.rows.iter().map(|row| (&*row.id, &row.number)).collect(),
            Self::Compared(compared) => vec![(VALUE, &compared.number)],
        }
    }

    /// The accepted values of the named amount.
    pub fn field(&self, amount: &Id) -> Option<Grid> {
        if let Self::Compared(compared) = self
            && **amount == *compared.to.word()
        {
            return Some(compared.to.grid());
        }
        let asked = self.asked().into_iter().find(|(name, _)| **name == **amount)?.1;
        asked.from.is_none().then(|| asked.grid())
    }

    /// The value.
    pub fn measured(&self, entry: &Entry, facts: &Facts) -> Measured {
        match self {
            Self::Number(asked) => asked
                .number(VALUE, entry, facts)
                .map_or(Measured::Open, Measured::Value),
            Self::Ratio(ratio) => {
                let numerator = ratio.numerator.number(NUMERATOR, entry, facts);
                let denominator = ratio.denominator.number(DENOMINATOR, entry, facts);
                numerator
                    .zip(denominator)
                    .map_or(Measured::Open, |(numerator, denominator)| {
                        in_percent(numerator, denominator)
                    })
            }
            Self::Change(change) => {
                let now = change.now.number(NOW, entry, facts);
                let before = change.before.number(BEFORE, entry, facts);
                let Some((now, before)) = now.zip(before) else {
                    return Measured::Open;
                };
                let is_percent = change.percent == Some(true);
                if is_percent && before <= Rational::from(Decimal::ZERO) {
                    return Measured::OfNothing;
                }
                match now.checked_sub(before) {
                    None => Measured::Open,
                    Some(difference) if is_percent => in_percent(difference, before),
                    Some(difference) => Measured::Value(difference),
                }
            }
            Self::Compared(compared) => compared.measured(entry, facts),
            Self::Reached(reached) => {
                let Some(count) = reached.count(entry, facts) else {
                    return Measured::Open;
                };
                let of = |count: usize| Rational::from(Decimal::whole(count as i32));
                match reached.percent {
                    Some(true) => in_percent(of(count), of(reached.rows.len())),
                    _ => Measured::Value(of(count)),
                }
            }
        }
    }

    /// Calls `visit` with everything that it reads.
    pub fn sources<'a>(&'a self, visit: &mut dyn FnMut(Source<'a>)) {
        let amounts = self.asked().into_iter().filter_map(|(_, asked)| asked.from.as_ref());
        amounts.for_each(|amount| amount.sources(visit));
    }

    /// Whether nothing is entered for it: all of it follows from the profile.
    pub fn is_worked_out(&self) -> bool {
        self.asked().iter().all(|(_, asked)| asked.from.is_some())
    }
}

impl Against {
    /// The accepted values of what the number is compared with.
    fn grid(self) -> Grid {
        match self {
            Self::Rank => Grid {
                min: Decimal::ONE,
                max: Decimal::LIMIT,
                step: Decimal::ONE,
            },
            Self::Best | Self::Mean => Grid {
                min: -Decimal::LIMIT,
                max: Decimal::LIMIT,
                step: Decimal::SMALLEST,
            },
        }
    }
}

/// The numbers of all records, with which each of them is compared.
#[derive(Clone, Debug)]
pub struct Among {
    is_rank: bool,
    is_less_better: bool,
    /// The numbers, the best last.
    all: Vec<Rational>,
    /// What every number is compared with, except for ranks.
    same: Option<Decimal>,
}

impl Among {
    /// What a number is compared with: its rank from 1, the best number or the mean, rounded to four places.
    pub fn reference(&self, own: Rational) -> Option<Decimal> {
        if !self.is_rank {
            return self.same;
        }
        let not_better = self.all.partition_point(|other| match self.is_less_better {
            true => *other >= own,
            false => *other <= own,
        });
        i32::try_from(self.all.len() - not_better + 1).ok().map(Decimal::whole)
    }
}

impl Compared {
    /// Takes the numbers of all records, with which each of them is compared.
    pub fn among(&self, mut all: Vec<Rational>) -> Among {
        all.sort_unstable();
        if self.is_less_better() {
            all.reverse();
        }
        let mean = || {
            let zero = Rational::from(Decimal::ZERO);
            let sum = all.iter().copied().try_fold(zero, Rational::checked_add)?;
            let count = i32::try_from(all.len()).ok().map(Decimal::whole)?;
            sum.checked_div(count.into())?.rounded(4, Rounding::Half)
        };
        let same = match self.to {
            Against::Rank => None,
            Against::Best => all.last().and_then(|best| best.rounded(4, Rounding::Half)),
            Against::Mean => mean(),
        };
        Among {
            is_rank: self.to == Against::Rank,
            is_less_better: self.is_less_better(),
            all,
            same,
        }
    }

    /// Whether the smaller number is the better one.
    pub fn is_less_better(&self) -> bool {
        self.less == Some(true)
    }

    /// What the number is compared with, once it is known: the rank, the best number, or the mean.
    pub fn reference(&self, entry: &Entry) -> Option<Decimal> {
        entry.amount(self.to.word())
    }

    fn measured(&self, entry: &Entry, facts: &Facts) -> Measured {
        let Some(own) = self.number.number(VALUE, entry, facts) else {
            return Measured::Open;
        };
        let Some(reference) = self.reference(entry) else {
            return Measured::Pending;
        };
        match self.to {
            Against::Rank => Measured::Value(reference.into()),
            Against::Best if self.is_less_better() => in_percent(reference.into(), own),
            Against::Best | Against::Mean => in_percent(own, reference.into()),
        }
    }
}

impl Reached {
    /// How many rows reach their minimum; `None` while one of their numbers is not known.
    pub fn count(&self, entry: &Entry, facts: &Facts) -> Option<usize> {
        let mut count = 0;
        for row in &self.rows {
            let number = row.number.number(&row.id, entry, facts)?;
            count += usize::from(number >= Rational::from(row.at_least));
        }
        Some(count)
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        reader.key("rows", |r| {
            r.check_list(self.rows.iter().map(|row| &*row.id), limits::OF_SCALE);
        });
    }
}

/// So many percent of a whole; of nothing, or less, there is nothing to score.
fn in_percent(part: Rational, whole: Rational) -> Measured {
    if whole <= Rational::from(Decimal::ZERO) {
        return Measured::OfNothing;
    }
    let percent = part
        .checked_mul(Decimal::whole(100).into())
        .and_then(|product| product.checked_div(whole));
    percent.map_or(Measured::Open, Measured::Value)
}

impl Asked {
    /// The accepted values.
    pub fn grid(&self) -> Grid {
        Grid {
            min: self.min.unwrap_or_default(),
            max: self.max.unwrap_or(Decimal::LIMIT),
            step: self.step.unwrap_or(Decimal::ONE),
        }
    }

    /// The number, if it is known.
    pub fn number(&self, name: &str, entry: &Entry, facts: &Facts) -> Option<Rational> {
        match &self.from {
            Some(amount) => amount.worked_out(facts),
            None => entry.amount(name).map(Rational::from),
        }
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        let Grid { min, max, step } = self.grid();
        if min > max {
            let args = vec![("min", min.to_string()), ("max", max.to_string())];
            reader.key("max", |r| r.problem(Code::MinimumAboveMaximum, args));
        }
        if step <= Decimal::ZERO {
            let args = vec![("value", step.to_string()), ("limit", "0.0001".to_owned())];
            reader.key("step", |r| r.problem(Code::NumberTooSmall, args));
        }
    }
}
