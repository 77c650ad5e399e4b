//! Expressions over the profile and other answers: derived amounts, and conditions for when a section, a criterion or a part
//! applies (conventions 15 and 27). Each can contain the other. The set of operations is small and closed: a rubric cannot run code.

use super::{Facts, Feature, FieldUse};
use crate::Id;
use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::rational::{Rational, Rounding};
use crate::read::{Reader, choice, object, tagged, too_many};
use crate::rubric::places::Places;
use std::rc::Rc;

/// What a condition or an amount reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source<'a> {
    /// A field of the profile.
    Field(&'a Id),
    /// A criterion.
    Criterion(&'a Id),
    /// The points of a section.
    Section(&'a Id),
    /// Nothing that has a name.
    Nothing,
}

/// A use of an answer by a condition or an amount, to be checked once the whole rubric is there.
#[derive(Clone, Debug)]
pub(crate) enum AnswerUse {
    /// Whether a criterion is answered.
    Criterion(Id),
    /// Which of a few answers a criterion has.
    Answers(Id, Vec<Id>),
    /// The points of a criterion.
    Points(Id),
    /// The points of a section.
    Section(Id),
    /// A named amount of a criterion.
    Amount(Id, Id),
    /// Whether a criterion of a list can have one of a few answers.
    Listed(Id, Vec<Id>),
}

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
        /// The points that a criterion or a section adds.
        "earned" Earned(Earned) where Feature::AnswerConditions,
        /// A named amount that was entered at a criterion.
        "entered" Entered(Entered) where Feature::AnswerConditions,
        /// The share of some criteria that have one of a few answers, in percent.
        "share" Share(ShareOf) where Feature::ShareOfAnswers,
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
        /// A column of a table: the sum of what is entered in it.
        optional "column" column: Id where Feature::ProfileTable,
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

object! {
    /// The points that a criterion or a section adds: one of the two is named.
    pub struct Earned {
        /// The criterion.
        optional "criterion" criterion: Id,
        /// The section.
        optional "section" section: Id,
    }
    => Earned::check
}

object! {
    /// A named amount that was entered at a criterion.
    pub struct Entered {
        /// The criterion.
        required "criterion" criterion: Id,
        /// The name of the amount: a part, an item, a finding; `value`, `numerator` or `denominator` of a quantity.
        required "amount" amount: Id,
    }
    => Entered::check
}

object! {
    /// The share of some criteria that have one of a few answers, in percent of those that apply and are not "not
    /// applicable".
    pub struct ShareOf {
        /// The criteria.
        required "criteria" criteria: Vec<Id>,
        /// Ids of their levels or tiers, `yes`, `partial` or `no`.
        required "any" any: Vec<Id>,
    }
    => ShareOf::check
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
        reader.defer(match &self.column {
            Some(column) => FieldUse::Column(self.field.clone(), column.clone()),
            None => FieldUse::Number(self.field.clone()),
        });
    }
}

impl Earned {
    fn check(&self, at: u32, reader: &mut Reader<'_>) {
        match (&self.criterion, &self.section) {
            (None, None) => reader.problem_at(at, Code::MissingKey, vec![("key", "criterion".to_owned())]),
            (Some(_), Some(_)) => {
                let args = vec![("key", "section".to_owned()), ("other", "criterion".to_owned())];
                reader.key("section", |r| r.problem(Code::KeyBeside, args));
            }
            (Some(id), None) => reader.defer(AnswerUse::Points(id.clone())),
            (None, Some(id)) => reader.defer(AnswerUse::Section(id.clone())),
        }
    }

    fn source(&self) -> Source<'_> {
        match (&self.criterion, &self.section) {
            (None, Some(section)) => Source::Section(section),
            (Some(criterion), _) => Source::Criterion(criterion),
            // Was reported; nothing has this id.
            (None, None) => Source::Nothing,
        }
    }
}

impl Entered {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        reader.defer(AnswerUse::Amount(self.criterion.clone(), self.amount.clone()));
    }
}

impl ShareOf {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        reader.key("criteria", |r| {
            if self.criteria.is_empty() {
                r.problem(Code::EmptyList, Vec::new());
            } else if self.criteria.len() > limits::READ {
                let (code, args) = too_many(self.criteria.len(), limits::READ);
                r.problem(code, args);
            }
            for (i, id) in self.criteria.iter().enumerate() {
                r.index(i, |r| {
                    r.defer(AnswerUse::Listed(id.clone(), self.any.clone()));
                    if self.criteria[..i].contains(id) {
                        r.problem(Code::DuplicateLevel, vec![("value", id.to_string())]);
                    }
                });
            }
        });
        if self.any.is_empty() {
            reader.key("any", |r| r.problem(Code::EmptyList, Vec::new()));
        }
    }

    /// The share; `None` while one of the criteria has no answer, or if none of them is counted.
    fn worked_out(&self, facts: &Facts) -> Option<Rational> {
        let (mut found, mut all) = (0, 0);
        for id in &self.criteria {
            if let Some(has_it) = facts.given.has_answer(id, &self.any)? {
                all += 1;
                found += i32::from(has_it);
            }
        }
        Rational::from(Decimal::whole(found * 100)).checked_div(Decimal::whole(all).into())
    }
}

impl Amount {
    /// The value; `None` if a field is blank, a divisor is zero, or a number grows too large.
    pub fn worked_out(&self, facts: &Facts) -> Option<Rational> {
        match self {
            Self::Number(number) => Some(number.value.into()),
            Self::Field(field) => match &field.column {
                Some(column) => facts.column(&field.field, column).map(Rational::from),
                None => facts.number(&field.field).map(Rational::from),
            },
            Self::Earned(earned) => match earned.source() {
                Source::Criterion(id) => facts.given.earned(id).map(Rational::from),
                Source::Section(id) => facts.given.section(id).map(Rational::from),
                Source::Field(_) | Source::Nothing => None,
            },
            Self::Entered(entered) => facts
                .given
                .amount(&entered.criterion, &entered.amount)
                .map(Rational::from),
            Self::Share(share) => share.worked_out(facts),
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

    /// Calls `visit` with everything that it reads.
    pub fn sources<'a>(&'a self, visit: &mut dyn FnMut(Source<'a>)) {
        match self {
            Self::Number(_) => {}
            Self::Field(field) => visit(Source::Field(&field.field)),
            Self::Earned(earned) => visit(earned.source()),
            Self::Entered(entered) => visit(Source::Criterion(&entered.criterion)),
            Self::Share(share) => share.criteria.iter().for_each(|id| visit(Source::Criterion(id))),
            Self::Sum(several) | Self::Product(several) | Self::Greatest(several) | Self::Least(several) => {
                several.of.iter().for_each(|amount| amount.sources(visit));
            }
            Self::Difference(two) => [&two.of, &two.less]
                .into_iter()
                .for_each(|amount| amount.sources(visit)),
            Self::Quotient(two) => [&two.of, &two.by].into_iter().for_each(|amount| amount.sources(visit)),
            Self::Rounded(rounded) => rounded.of.sources(visit),
            Self::If(either) => {
                either.condition.sources(visit);
                [&either.then, &either.otherwise]
                    .into_iter()
                    .for_each(|amount| amount.sources(visit));
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
        /// A criterion has one of these answers.
        "answer" Answer(HasAnswer) where Feature::AnswerConditions,
        /// A criterion is answered.
        "answered" Answered(IsAnswered) where Feature::AnswerConditions,
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
    /// A criterion has one of these answers.
    pub struct HasAnswer {
        /// The criterion.
        required "criterion" criterion: Id,
        /// Ids of its levels, `yes`, `partial`, `no`, or `not-applicable`.
        required "any" any: Vec<Id>,
    }
    => HasAnswer::check
}

object! {
    /// A criterion is answered.
    pub struct IsAnswered {
        /// The criterion.
        required "criterion" criterion: Id,
    }
    => IsAnswered::check
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

impl HasAnswer {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        if self.any.is_empty() {
            reader.key("any", |r| r.problem(Code::EmptyList, Vec::new()));
        }
        reader.defer(AnswerUse::Answers(self.criterion.clone(), self.any.clone()));
    }
}

impl IsAnswered {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        reader.defer(AnswerUse::Criterion(self.criterion.clone()));
    }
}

impl Condition {
    /// Whether it holds; `None` if that depends on facts that are not known yet.
    pub fn holds(&self, facts: &Facts) -> Option<bool> {
        match self {
            Self::Is(is) => facts
                .text(&is.field)
                .map(|value| is.any.iter().any(|id| **id == *value)),
            Self::Answer(answer) => facts.given.is_one_of(&answer.criterion, &answer.any),
            Self::Answered(answered) => facts.given.is_answered(&answered.criterion),
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

    /// Calls `visit` with everything that it reads.
    pub fn sources<'a>(&'a self, visit: &mut dyn FnMut(Source<'a>)) {
        match self {
            Self::Is(is) => visit(Source::Field(&is.field)),
            Self::Answer(answer) => visit(Source::Criterion(&answer.criterion)),
            Self::Answered(answered) => visit(Source::Criterion(&answered.criterion)),
            Self::AtLeast(reaches) => {
                reaches.of.sources(visit);
                reaches.at_least.sources(visit);
            }
            Self::All(several) | Self::Any(several) => several.of.iter().for_each(|one| one.sources(visit)),
            Self::Not(not) => not.of.sources(visit),
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
