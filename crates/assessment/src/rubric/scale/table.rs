//! Tables from a measure to points (convention 5): steps, lower is better, ranges, a linear share, a rate for each; and
//! (convention 31) a rate on each side of a target, and knots of a line.

use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::rational::{Rational, Rounding};
use crate::read::{Reader, choice, object, tagged, too_many};
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

object! {
    /// Points at a target, and a rate on each side of it.
    pub struct Target {
        /// The target.
        required "target" target: Decimal,
        /// The points at the target.
        required "points" points: Decimal,
        /// The rate above the target; nothing changes there by default.
        optional "above" above: Side,
        /// The rate below the target; nothing changes there by default.
        optional "below" below: Side,
        /// The minimum points; 0 by default.
        optional "least" least: Decimal,
        /// The maximum points; the points at the target by default.
        optional "most" most: Decimal,
        /// Decimal places kept, 0 to 4, rounded half away from zero; 2 by default.
        optional "places" places: Places,
    }
    => Target::check
}

object! {
    /// A rate on one side of a target.
    pub struct Side {
        /// The distance from the target that the rate is for; 1 by default.
        optional "per" per: Decimal,
        /// The points that it adds; negative if it takes them off.
        required "each" each: Decimal,
        /// How a part of the distance counts; `share` by default.
        optional "part" part: OfPart,
    }
}

choice! {
    /// How a part of a distance counts.
    pub enum OfPart {
        /// In proportion.
        "share" Share,
        /// Not at all.
        "none" None,
        /// As a whole one.
        "whole" Whole,
    }
}

object! {
    /// A line through knots.
    pub struct Knots {
        /// The knots, from the smallest value up.
        required "knots" knots: Vec<Knot>,
        /// Decimal places kept, 0 to 4, rounded half away from zero; 2 by default.
        optional "places" places: Places,
    }
    => Knots::check
}

object! {
    /// A knot: the points at a value.
    pub struct Knot {
        /// The value.
        required "at" at: Decimal,
        /// The points.
        required "points" points: Decimal,
    }
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

/// Rounds points below a maximum, which may be negative, so that they stay below it.
fn rounded_below(exact: Rational, most: Decimal, chosen: Option<Places>) -> Decimal {
    let rounded = exact.rounded(places(chosen), Rounding::Half).unwrap_or_default();
    if rounded < most {
        rounded
    } else {
        most.step_below(places(chosen))
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

impl Target {
    /// The minimum points.
    pub fn least(&self) -> Decimal {
        self.least.unwrap_or_default()
    }

    /// The maximum points.
    pub fn greatest(&self) -> Decimal {
        self.most.unwrap_or(self.points)
    }

    /// The side of the target on which a value lies; `None` at the target, and where nothing changes.
    pub fn side(&self, value: Rational) -> Option<&Side> {
        match value.cmp(&Rational::from(self.target)) {
            std::cmp::Ordering::Less => self.below.as_ref(),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => self.above.as_ref(),
        }
    }

    /// How many units of a side a value is away from the target, with a part of one as the side counts it.
    pub fn units(&self, side: &Side, value: Rational) -> Option<Rational> {
        let target = Rational::from(self.target);
        let distance = if value > target {
            value.checked_sub(target)
        } else {
            target.checked_sub(value)
        };
        let units = distance?.checked_div(side.per().into())?;
        match side.part() {
            OfPart::Share => Some(units),
            OfPart::None => units.rounded(0, Rounding::Down).map(Rational::from),
            OfPart::Whole => units.rounded(0, Rounding::Up).map(Rational::from),
        }
    }

    fn points_at(&self, value: Rational) -> Decimal {
        let (least, most) = (self.least(), self.greatest());
        let Some(side) = self.side(value) else {
            return self.points;
        };
        let units = self.units(side, value);
        if units == Some(Rational::from(Decimal::ZERO)) {
            return self.points;
        }
        let change = units.and_then(|units| units.checked_mul(side.each.into()));
        let points = change.and_then(|change| change.checked_add(self.points.into()));
        // A number too large for a fraction is beyond the limit to which the rate leads.
        let Some(points) = points else {
            return if side.each < Decimal::ZERO { least } else { most };
        };
        if points >= Rational::from(most) {
            most
        } else if points <= Rational::from(least) {
            least
        } else {
            rounded_below(points, most, self.places).max(least)
        }
    }

    fn check(&self, at: u32, reader: &mut Reader<'_>) {
        let sides = [("above", &self.above), ("below", &self.below)];
        if sides.iter().all(|(_, side)| side.is_none()) {
            reader.problem_at(at, Code::MissingKey, vec![("key", "below".to_owned())]);
        }
        for (key, side) in sides.into_iter().filter_map(|(key, side)| Some((key, side.as_ref()?))) {
            let small = |value: Decimal| vec![("value", value.to_string()), ("limit", "0.0001".to_owned())];
            if side.per() <= Decimal::ZERO {
                reader.key(key, |r| {
                    r.key("per", |r| r.problem(Code::NumberTooSmall, small(side.per())))
                });
            }
            if side.each > Decimal::ZERO && self.most.is_none() {
                let args = vec![("key", "each".to_owned()), ("needed", "most".to_owned())];
                reader.key(key, |r| r.key("each", |r| r.problem(Code::KeyWithout, args)));
            }
        }
        let over = |value: Decimal, max: Decimal| vec![("value", value.to_string()), ("max", max.to_string())];
        if self.points > self.greatest() {
            reader.key("points", |r| {
                r.problem(Code::AboveMaximum, over(self.points, self.greatest()))
            });
        } else if self.least() > self.points {
            let args = vec![("value", self.points.to_string()), ("limit", self.least().to_string())];
            reader.key("points", |r| r.problem(Code::NumberTooSmall, args));
        }
    }
}

impl Side {
    /// The distance that the rate is for.
    pub fn per(&self) -> Decimal {
        self.per.unwrap_or(Decimal::ONE)
    }

    /// How a part of the distance counts.
    pub fn part(&self) -> OfPart {
        self.part.unwrap_or(OfPart::Share)
    }
}

impl Knots {
    fn points_at(&self, value: Rational) -> Decimal {
        let after = self.knots.partition_point(|knot| Rational::from(knot.at) <= value);
        let (Some(from), Some(to)) = (after.checked_sub(1).map(|i| &self.knots[i]), self.knots.get(after)) else {
            let end = if after == 0 {
                self.knots.first()
            } else {
                self.knots.last()
            };
            return end.map(|knot| knot.points).unwrap_or_default();
        };
        if value == Rational::from(from.at) || from.points == to.points {
            return from.points;
        }
        let most = from.points.max(to.points);
        let [start, end, low, high] = [from.at, to.at, from.points, to.points].map(Rational::from);
        let way = value.checked_sub(start).zip(end.checked_sub(start));
        let share = way.and_then(|(way, whole)| way.checked_div(whole));
        let rise = high
            .checked_sub(low)
            .zip(share)
            .and_then(|(rise, share)| rise.checked_mul(share));
        let Some(points) = rise.and_then(|rise| low.checked_add(rise)) else {
            return from.points;
        };
        rounded_below(points, most, self.places).max(from.points.min(to.points))
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        length(self.knots.len(), "knots", reader);
        for (i, pair) in self
            .knots
            .windows(2)
            .enumerate()
            .filter(|(_, pair)| pair[1].at <= pair[0].at)
        {
            let args = vec![("value", pair[1].at.to_string()), ("before", pair[0].at.to_string())];
            reader.key("knots", |r| {
                r.index(i + 1, |r| r.key("at", |r| r.problem(Code::KnotOrder, args)))
            });
        }
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
