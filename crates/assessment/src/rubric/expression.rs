//! Expressions over the profile: derived amounts, and conditions for when a section, a criterion or a part applies
//! (convention 15). Each can contain the other. The set of operations is small and closed: a rubric cannot run code.

use super::{Facts, FieldUse};
use crate::Id;
use crate::points::Decimal;
use crate::problem::Code;
use crate::rational::{Rational, Rounding};
use crate::read::{Reader, choice, object, tagged};
use crate::rubric::places::Places;
use std::rc::Rc;

tagged! {
    /// An amount.
    pub enum Amount {
        /// This number.
        "number" Number(Number),
        /// The number in a field of the profile.
        "field" Field(InField),
        /// The sum of these.
        "sum" Sum(Several),
        /// The difference of two amounts.
        "difference" Difference(Difference),
        /// The product of these.
        "product" Product(Several),
        /// The quotient of two amounts.
        "quotient" Quotient(Quotient),
        /// The greatest of these.
        "greatest" Greatest(Several),
        /// The least of these.
        "least" Least(Several),
        /// A rounded amount.
        "rounded" Rounded(Rounded),
        /// One of two amounts, by a condition.
        "if" If(Either),
    }
}

object! {
    /// A number.
    pub struct Number {
        /// The number.
        required "value" value: Decimal,
    }
}

object! {
    /// The number in a field of the profile.
    pub struct InField {
        /// The field.
        required "field" field: Id,
    }
    => InField::check
}

object! {
    /// Several amounts.
    pub struct Several {
        /// The amounts.
        required "of" of: Vec<Amount>,
    }
}

object! {
    /// One amount less another.
    pub struct Difference {
        /// The amount to subtract from.
        required "of" of: Rc<Amount>,
        /// The amount to subtract.
        required "less" less: Rc<Amount>,
    }
}

object! {
    /// One amount divided by another.
    pub struct Quotient {
        /// The dividend.
        required "of" of: Rc<Amount>,
        /// The divisor.
        required "by" by: Rc<Amount>,
    }
}

object! {
    /// An amount rounded.
    pub struct Rounded {
        /// The amount to round.
        required "of" of: Rc<Amount>,
        /// The direction.
        required "to" to: Way,
        /// Decimal places kept; 0 by default.
        optional "places" places: Places,
    }
}

object! {
    /// One of two amounts, by a condition.
    pub struct Either {
        /// The condition.
        required "if" condition: Rc<Condition>,
        /// The amount if the condition holds.
        required "then" then: Rc<Amount>,
        /// The amount if it does not.
        required "else" otherwise: Rc<Amount>,
    }
}

choice! {
    /// Which way to round.
    pub enum Way {
        /// To the next above.
        "up" Up,
        /// To the next below.
        "down" Down,
        /// To the nearest, half away from zero.
        "half" Half,
    }
}

impl Way {
    /// The direction, for [`Rational`].
    pub fn rounding(self) -> Rounding {
        match self {
            Self::Up => Rounding::Up,
            Self::Down => Rounding::Down,
            Self::Half => Rounding::Half,
        }
    }
}

impl InField {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        reader.defer(FieldUse::Number(self.field.clone()));
    }
}

impl Amount {
    /// The value; `None` if a field is blank, a divisor is zero, or a number grows too large.
    pub fn worked_out(&self, facts: &Facts) -> Option<Rational> {
        match self {
            Self::Number(number) => Some(number.value.into()),
            Self::Field(field) => facts.number(&field.field).map(Rational::from),
            Self::Sum(several) => several.folded(facts, Rational::checked_add),
            Self::Product(several) => several.folded(facts, Rational::checked_mul),
            Self::Greatest(several) => several.folded(facts, |a, b| Some(a.max(b))),
            Self::Least(several) => several.folded(facts, |a, b| Some(a.min(b))),
            Self::Difference(two) => two.of.worked_out(facts)?.checked_sub(two.less.worked_out(facts)?),
            Self::Quotient(two) => two.of.worked_out(facts)?.checked_div(two.by.worked_out(facts)?),
            Self::Rounded(rounded) => {
                let places = rounded.places.map_or(0, |places| places.0);
                rounded
                    .of
                    .worked_out(facts)?
                    .rounded(places, rounded.to.rounding())
                    .map(Rational::from)
            }
            Self::If(either) => {
                let amount = if either.condition.holds(facts)? {
                    &either.then
                } else {
                    &either.otherwise
                };
                amount.worked_out(facts)
            }
        }
    }

    /// Calls `visit` with every field of the profile that it reads.
    pub fn fields<'a>(&'a self, visit: &mut dyn FnMut(&'a Id)) {
        match self {
            Self::Number(_) => {}
            Self::Field(field) => visit(&field.field),
            Self::Sum(several) | Self::Product(several) | Self::Greatest(several) | Self::Least(several) => {
                several.of.iter().for_each(|amount| amount.fields(visit));
            }
            Self::Difference(two) => [&two.of, &two.less].into_iter().for_each(|amount| amount.fields(visit)),
            Self::Quotient(two) => [&two.of, &two.by].into_iter().for_each(|amount| amount.fields(visit)),
            Self::Rounded(rounded) => rounded.of.fields(visit),
            Self::If(either) => {
                either.condition.fields(visit);
                [&either.then, &either.otherwise]
                    .into_iter()
                    .for_each(|amount| amount.fields(visit));
            }
        }
    }
}

impl Several {
    fn folded(&self, facts: &Facts, with: fn(Rational, Rational) -> Option<Rational>) -> Option<Rational> {
        let mut all = self.of.iter().map(|amount| amount.worked_out(facts));
        let first = all.next()??;
        all.try_fold(first, |sum, next| with(sum, next?))
    }
}

tagged! {
    /// A condition, which holds, does not hold, or is not known yet.
    pub enum Condition {
        /// A field of the profile has one of these values.
        "is" Is(Is),
        /// One amount reaches another.
        "at-least" AtLeast(Reaches),
        /// All of these hold.
        "all" All(Conditions),
        /// At least one of these holds.
        "any" Any(Conditions),
        /// A condition that must not hold.
        "not" Not(Negated),
    }
}

object! {
    /// A field of the profile has one of these values.
    pub struct Is {
        /// The field, a choice.
        required "field" field: Id,
        /// The ids of options.
        required "any" any: Vec<Id>,
    }
    => Is::check
}

object! {
    /// One amount reaches another.
    pub struct Reaches {
        /// The amount that must be reached
        required "of" of: Amount,
        /// at least this amount.
        required "atLeast" at_least: Amount,
    }
}

object! {
    /// Several conditions.
    pub struct Conditions {
        /// The conditions.
        required "of" of: Vec<Condition>,
    }
}

object! {
    /// A condition that must not hold.
    pub struct Negated {
        /// The condition.
        required "of" of: Rc<Condition>,
    }
}

impl Is {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        if self.any.is_empty() {
            reader.key("any", |r| r.problem(Code::EmptyList, Vec::new()));
        }
        reader.defer(FieldUse::Options(self.field.clone(), self.any.clone()));
    }
}

impl Condition {
    /// Whether it holds; `None` if that depends on facts that are not known yet.
    pub fn holds(&self, facts: &Facts) -> Option<bool> {
        match self {
            Self::Is(is) => facts
                .text(&is.field)
                .map(|value| is.any.iter().any(|id| **id == *value)),
            Self::AtLeast(reaches) => Some(reaches.of.worked_out(facts)? >= reaches.at_least.worked_out(facts)?),
            Self::All(all) => decided(all.of.iter().map(|one| one.holds(facts)), false),
            Self::Any(any) => decided(any.of.iter().map(|one| one.holds(facts)), true),
            Self::Not(not) => not.of.holds(facts).map(|holds| !holds),
        }
    }

    /// Whether it holds or may still turn out to.
    pub fn holds_or_unknown(&self, facts: &Facts) -> bool {
        self.holds(facts) != Some(false)
    }

    /// Calls `visit` with every field of the profile that it reads.
    pub fn fields<'a>(&'a self, visit: &mut dyn FnMut(&'a Id)) {
        match self {
            Self::Is(is) => visit(&is.field),
            Self::AtLeast(reaches) => {
                reaches.of.fields(visit);
                reaches.at_least.fields(visit);
            }
            Self::All(several) | Self::Any(several) => several.of.iter().for_each(|one| one.fields(visit)),
            Self::Not(not) => not.of.fields(visit),
        }
    }
}

/// The deciding value, if any condition has it; its opposite if all have that; `None` otherwise.
fn decided(all: impl Iterator<Item = Option<bool>>, deciding: bool) -> Option<bool> {
    let mut result = Some(!deciding);
    for one in all {
        match one {
            Some(value) if value == deciding => return Some(deciding),
            Some(_) => {}
            None => result = None,
        }
    }
    result
}
