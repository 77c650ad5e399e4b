//! Conditions on the profile: when a section, a criterion or a part applies (convention 15).

use super::{Amount, Facts, Id, Reads};
use crate::problem::Code;
use crate::read::{Reader, object, tagged};
use std::rc::Rc;

tagged! {
    /// Something that holds, does not hold, or is not known yet.
    pub enum Condition {
        /// A field of the profile has one of these values.
        "is" Is(Is),
        /// One amount reaches another.
        "at-least" AtLeast(Reaches),
        /// All of these hold.
        "all" All(Conditions),
        /// At least one of these holds.
        "any" Any(Conditions),
        /// This does not hold.
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
        /// This is at least
        required "of" of: Amount,
        /// this.
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
        reader.note(Reads::Options(self.field.clone(), self.any.clone()));
    }
}

impl Condition {
    /// Whether it holds; nothing where that hangs on what is not known yet.
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

    /// Whether it holds or may yet turn out to.
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

/// The value that decides, if one has it; its opposite if all have that; nothing otherwise.
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
