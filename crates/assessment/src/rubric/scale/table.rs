//! Tables from a measure to points (convention 5): steps, lower is better, ranges, a linear share, a rate for each; and
//! (convention 31) a rate on each side of a target, and knots of a line.

mod piecewise;

pub use piecewise::{OfPart, Side, Target};

use piecewise::Knots;

use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::rational::{Rational, Rounding};
use crate::read::{Reader, object, tagged, too_many};
use crate::rubric::Feature;
use crate::rubric::places::Places;

tagged! {
    /// A table from a measure to points.
    pub enum Table {
        /// More is better, by steps; the highest first. Below the last there are no points.
        "steps" Steps(Steps),
        /// Less is better, by steps; the lowest first. Above the last there are no points.
        "lower-is-better" Lower(Lower),
        /// Points within ranges, bounds included; the first that holds. Outside there are none.
        "ranges" Ranges(Ranges),
        /// A linear share of the points, from none at one value to all at another.
        "linear" Linear(Linear),
        /// Points for each unit, up to a maximum.
        "each" Each(Each),
        /// Points at a target, and a rate for each unit above and below it.
        "target" Target(Target) where Feature::PiecewiseTables,
        /// A line through knots; constant before the first and after the last.
        "knots" Knots(Knots) where Feature::PiecewiseTables,
    }
}

object! {
    /// More is better, by steps.
    pub struct Steps {
        /// The steps, the highest first.
        required "steps" steps: Vec<AtLeast>,
    }
    => Steps::check
}

object! {
    /// A step: points from this value on.
    pub struct AtLeast {
        /// The minimum that reaches it.
        required "atLeast" at_least: Decimal,
        /// The points.
        required "points" points: Decimal,
    }
}

object! {
    /// Less is better, by steps.
    pub struct Lower {
        /// The steps, the lowest first.
        required "steps" steps: Vec<AtMost>,
    }
    => Lower::check
}

object! {
    /// A step: points up to this value.
    pub struct AtMost {
        /// The maximum that reaches it.
        required "atMost" at_most: Decimal,
        /// The points.
        required "points" points: Decimal,
    }
}

object! {
    /// Points within ranges.
    pub struct Ranges {
        /// The ranges; the first that holds counts.
        required "ranges" ranges: Vec<Range>,
    }
    => Ranges::check
}

object! {
    /// A range, bounds included.
    pub struct Range {
        /// Its minimum; unbounded by default.
        optional "from" from: Decimal,
        /// Its maximum; unbounded by default.
        optional "to" to: Decimal,
        /// The points within it.
        required "points" points: Decimal,
    }
}

object! {
    /// A linear share of the points.
    pub struct Linear {
        /// The value with no points. Above `to` if less is better.
        required "from" from: Decimal,
        /// The value with all points.
        required "to" to: Decimal,
        /// All points.
        required "points" points: Decimal,
        /// Decimal places kept, 0 to 4, rounded half away from zero; 2 by default.
        optional "places" places: Places,
    }
    => Linear::check
}

object! {
    /// Points for each unit.
    pub struct Each {
        /// The points for one.
        required "each" each: Decimal,
        /// The maximum points.
        required "most" most: Decimal,
        /// Decimal places kept, 0 to 4, rounded half away from zero; 2 by default.
        optional "places" places: Places,
    }
    => Each::check
}

impl Table {
    /// The maximum points that the table gives.
    pub fn maximum(&self) -> Decimal {
        let best = match self {
            Self::Steps(table) => table.steps.iter().map(|step| step.points).max(),
            Self::Lower(table) => table.steps.iter().map(|step| step.points).max(),
            Self::Ranges(table) => table.ranges.iter().map(|range| range.points).max(),
            Self::Linear(table) => Some(table.points),
            Self::Each(table) => Some(table.most),
            Self::Target(table) => Some(table.greatest()),
            Self::Knots(table) => table.knots.iter().map(|knot| knot.points).max(),
        };
        best.unwrap_or_default().max(Decimal::ZERO)
    }

    /// The points for a measure.
    pub fn points(&self, value: Rational) -> Decimal {
        let at_least = |bound: Decimal| value >= Rational::from(bound);
        let at_most = |bound: Decimal| value <= Rational::from(bound);
        let found = match self {
            Self::Steps(table) => table
                .steps
                .iter()
                .find(|step| at_least(step.at_least))
                .map(|step| step.points),
            Self::Lower(table) => table
                .steps
                .iter()
                .find(|step| at_most(step.at_most))
                .map(|step| step.points),
            Self::Ranges(table) => {
                let within = |range: &&Range| range.from.is_none_or(at_least) && range.to.is_none_or(at_most);
                table.ranges.iter().find(within).map(|range| range.points)
            }
            Self::Linear(table) => Some(table.share(value)),
            Self::Each(table) => Some(table.product(value)),
            Self::Target(table) => Some(table.points_at(value)),
            Self::Knots(table) => Some(table.points_at(value)),
        };
        found.unwrap_or_default()
    }
}

/// Rounds points below the maximum so that they stay below it.
fn below(most: Decimal, rounded: Decimal, places: Option<Places>) -> Decimal {
    if rounded < most {
        rounded
    } else {
        most.step_below(self::places(places)).max(Decimal::ZERO)
    }
}

fn places(chosen: Option<Places>) -> u8 {
    chosen.map_or(2, |places| places.0)
}

impl Linear {
    fn share(&self, value: Rational) -> Decimal {
        let [from, to, all] = [self.from, self.to, self.points].map(Rational::from);
        let (reached, begun) = if to > from {
            (value >= to, value > from)
        } else {
            (value <= to, value < from)
        };
        if reached || !begun {
            return if reached { self.points } else { Decimal::ZERO };
        }
        let share = value
            .checked_sub(from)
            .zip(to.checked_sub(from))
            .and_then(|(way, whole)| way.checked_div(whole));
        let points = share.and_then(|share| share.checked_mul(all));
        let rounded = points.and_then(|points| points.rounded(places(self.places), Rounding::Half));
        below(self.points, rounded.unwrap_or_default(), self.places)
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        if self.from == self.to {
            let args = vec![("min", self.from.to_string()), ("max", self.to.to_string())];
            reader.key("to", |r| r.problem(Code::MinimumAboveMaximum, args));
        }
        not_below_nought(self.points, "points", reader);
    }
}

impl Each {
    fn product(&self, value: Rational) -> Decimal {
        // A product too large for a fraction is above the maximum if positive, and no points if negative.
        if value <= Rational::from(Decimal::ZERO) {
            return Decimal::ZERO;
        }
        let product = value.checked_mul(self.each.into());
        match product.filter(|product| *product < Rational::from(self.most)) {
            Some(product) => {
                let rounded = product.rounded(places(self.places), Rounding::Half);
                below(self.most, rounded.unwrap_or_default(), self.places)
            }
            None => self.most,
        }
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        not_below_nought(self.each, "each", reader);
        not_below_nought(self.most, "most", reader);
    }
}

impl Steps {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        let steps = self
            .steps
            .iter()
            .map(|step| (-step.at_least, step.at_least, step.points));
        in_order("atLeast", steps.collect(), reader);
    }
}

impl Lower {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        let steps = self.steps.iter().map(|step| (step.at_most, step.at_most, step.points));
        in_order("atMost", steps.collect(), reader);
    }
}

impl Ranges {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        length(self.ranges.len(), "ranges", reader);
        for (i, range) in self.ranges.iter().enumerate() {
            if let (Some(min), Some(max)) = (range.from, range.to)
                && min > max
            {
                let args = vec![("min", min.to_string()), ("max", max.to_string())];
                reader.key("ranges", |r| {
                    r.index(i, |r| r.key("to", |r| r.problem(Code::MinimumAboveMaximum, args)))
                });
            }
            reader.key("ranges", |r| {
                r.index(i, |r| not_below_nought(range.points, "points", r))
            });
        }
    }
}

/// Reports steps out of order. Each step has its rising key, its bound and its points. The reader is at the table.
fn in_order(key: &'static str, steps: Vec<(Decimal, Decimal, Decimal)>, reader: &mut Reader<'_>) {
    length(steps.len(), "steps", reader);
    for (i, (_, _, points)) in steps.iter().enumerate() {
        reader.key("steps", |r| r.index(i, |r| not_below_nought(*points, "points", r)));
    }
    for (i, pair) in steps.windows(2).enumerate().filter(|(_, pair)| pair[1].0 <= pair[0].0) {
        let args = vec![("value", pair[1].1.to_string()), ("before", pair[0].1.to_string())];
        reader.key("steps", |r| {
            r.index(i + 1, |r| r.key(key, |r| r.problem(Code::StepOrder, args)))
        });
    }
}

fn length(count: usize, key: &'static str, reader: &mut Reader<'_>) {
    if count == 0 {
        reader.key(key, |r| r.problem(Code::EmptyList, Vec::new()));
    } else if count > limits::OF_SCALE {
        let (code, args) = too_many(count, limits::OF_SCALE);
        reader.key(key, |r| r.problem(code, args));
    }
}

fn not_below_nought(value: Decimal, key: &'static str, reader: &mut Reader<'_>) {
    if value < Decimal::ZERO {
        let args = vec![("value", value.to_string()), ("limit", "0".to_owned())];
        reader.key(key, |r| r.problem(Code::NumberTooSmall, args));
    }
}
