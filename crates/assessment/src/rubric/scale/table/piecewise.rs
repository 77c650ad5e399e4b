//! Tables of several pieces of a line (convention 31): a rate on each side of a target, and knots.

use super::{length, places};
use crate::points::Decimal;
use crate::problem::Code;
use crate::rational::{Rational, Rounding};
use crate::read::{Reader, choice, object};
use crate::rubric::places::Places;

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

/// Rounds points below a maximum, which may be negative, so that they stay below it.
fn rounded_below(exact: Rational, most: Decimal, chosen: Option<Places>) -> Decimal {
    let rounded = exact.rounded(places(chosen), Rounding::Half).unwrap_or_default();
    if rounded < most {
        rounded
    } else {
        most.step_below(places(chosen))
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

    pub(super) fn points_at(&self, value: Rational) -> Decimal {
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
    pub(super) fn points_at(&self, value: Rational) -> Decimal {
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
