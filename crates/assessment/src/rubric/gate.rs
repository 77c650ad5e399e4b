//! Gates: rules that override the grade and keep the points (convention 9). One file a kind; a new one adds its `mod`,
//! its `use` and one line to the table.

mod condition;
mod key_items;
mod precondition;
mod veto;

pub use condition::ConditionGate;
pub use key_items::KeyItems;
pub use precondition::Precondition;
pub use veto::{Veto, When};

use super::{Criterion, Facts, Feature, Rubric, Source};
use crate::Id;
use crate::answers::Entry;
use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, tagged, too_many};

/// A criterion as it is scored on a sheet, as gates see it.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Scored<'s> {
    /// What was entered.
    pub entry: &'s Entry,
    /// Whether it has no answer.
    pub is_open: bool,
    /// Whether its points count: it is answered, or counts as zero without an answer.
    pub is_decided: bool,
    /// Its points before its weight.
    pub points: Decimal,
    /// Its maximum points; zero if it is not counted in the maximum.
    pub max: Decimal,
}

/// Finds the criterion with an id on a sheet; `None` if it does not apply to the subject.
pub type CriterionLookup<'s> = dyn Fn(&Id) -> Option<Scored<'s>> + 's;

/// The state of a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub enum Raised {
    /// Not raised.
    No,
    /// Not raised, but missing answers could raise it. A grade can be claimed and depends on them.
    Undecided,
    /// A required answer is missing: no grade can be claimed.
    Open,
    /// Raised.
    Yes,
}

/// The interface that every kind of gate implements.
pub trait GateRule {
    /// The criteria that it names.
    fn criteria(&self) -> Vec<&Id>;
    /// The state on a sheet with these facts.
    fn raised(&self, lookup: &CriterionLookup<'_>, facts: &Facts) -> Raised;
    /// Whether it supports a criterion.
    fn suits(&self, criterion: &Criterion) -> bool;

    /// The criteria whose missing answers could raise it.
    fn open<'g>(&'g self, lookup: &CriterionLookup<'_>) -> Vec<&'g Id> {
        let is_open = |id: &&Id| lookup(id).is_some_and(|scored| scored.is_open);
        self.criteria().into_iter().filter(is_open).collect()
    }

    /// Calls `visit` with everything that its condition reads, if it has one.
    fn sources<'a>(&'a self, _visit: &mut dyn FnMut(Source<'a>)) {}

    /// Reports keys that contradict each other. The reader is at the gate.
    fn check(&self, _reader: &mut Reader<'_>) {}
}

/// What a raised gate does to the grade: one of the two is there.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Effect<'g> {
    /// The grade that it imposes.
    pub grade: Option<&'g Id>,
    /// By how many grades it lowers the earned one.
    pub lower_by: Option<u32>,
}

macro_rules! gates {
    ($($(#[doc = $doc:literal])* $word:literal $variant:ident($name:ident) $(where $feature:path)?,)*) => {
        tagged! {
            /// A rule that overrides the grade and keeps the points (convention 9).
            pub enum Gate { $($(#[doc = $doc])* $word $variant($name) $(where $feature)?,)* }
        }

        impl Gate {
            /// The gate as its interface.
            pub fn rule(&self) -> &dyn GateRule {
                match self { $(Self::$variant(gate) => gate,)* }
            }

            /// What it does to the grade when it is raised: every kind has the keys `grade` and `lowerBy`.
            pub fn effect(&self) -> Effect<'_> {
                match self {
                    $(Self::$variant(gate) => Effect { grade: gate.grade.as_ref(), lower_by: gate.lower_by },)*
                }
            }
        }
    };
}

gates! {
    /// One criterion alone decides.
    "veto" Veto(Veto),
    /// A number of key items failed.
    "key-items" KeyItems(KeyItems),
    /// A condition that must be met before any grade counts.
    "precondition" Precondition(Precondition),
    /// A condition over the profile and the answers.
    "condition" Condition(ConditionGate) where Feature::AnswerConditions,
}

impl Gate {
    /// Reports references of a gate that do not exist. The reader is at the gate.
    pub(super) fn check(&self, rubric: &Rubric, reader: &mut Reader<'_>) {
        let rule = self.rule();
        rule.check(reader);
        let missing = |id: &Id| vec![("value", id.to_string())];
        let many = matches!(self, Self::KeyItems(_));
        if rule.criteria().len() > limits::KEY_ITEMS {
            let (code, args) = too_many(rule.criteria().len(), limits::KEY_ITEMS);
            reader.key("criteria", |r| r.problem(code, args));
        }
        // What a condition reads is checked with the condition.
        let named = rule
            .criteria()
            .into_iter()
            .filter(|_| !matches!(self, Self::Condition(_)));
        for (i, id) in named.enumerate() {
            let mut report = |code| {
                if many {
                    reader.key("criteria", |r| r.index(i, |r| r.problem(code, missing(id))));
                } else {
                    reader.key("criterion", |r| r.problem(code, missing(id)));
                }
            };
            match rubric.criterion(id) {
                // An invalid id was reported already.
                None if id.is_empty() => {}
                None => report(Code::UnknownId),
                Some(found) if !rule.suits(found) => report(Code::GateScale),
                Some(_) => {}
            }
        }
        let Effect { grade, lower_by } = self.effect();
        let is_known = |grade: &Id| {
            rubric
                .grades
                .as_ref()
                .is_some_and(|grades| grades.index(grade).is_some())
        };
        let without = |needed: &str| vec![("key", "lowerBy".to_owned()), ("needed", needed.to_owned())];
        match (grade, lower_by) {
            (None, None) => reader.problem(Code::MissingKey, vec![("key", "grade".to_owned())]),
            (Some(_), Some(_)) => {
                let args = vec![("key", "lowerBy".to_owned()), ("other", "grade".to_owned())];
                reader.key("lowerBy", |r| r.problem(Code::KeyBeside, args));
            }
            (Some(grade), None) if !grade.is_empty() && !is_known(grade) => {
                reader.key("grade", |r| r.problem(Code::UnknownId, missing(grade)));
            }
            (None, Some(0)) => {
                let args = vec![("value", "0".to_owned()), ("limit", "1".to_owned())];
                reader.key("lowerBy", |r| r.problem(Code::NumberTooSmall, args));
            }
            (None, Some(_)) if rubric.grades.is_none() => {
                reader.key("lowerBy", |r| r.problem(Code::KeyWithout, without("grades")));
            }
            _ => {}
        }
    }
}
