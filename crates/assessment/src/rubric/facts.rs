//! The facts about the subject that scoring uses: the profile, and the day.

use crate::Id;
use crate::answers::Value;
use crate::points::Decimal;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The facts about the subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Answers to the profile.
    pub profile: Rc<BTreeMap<Id, Value>>,
    /// The current day, as `2026-11-23`; if empty, nothing is overdue.
    pub today: Rc<str>,
}

impl Facts {
    /// The number in a field of the profile.
    pub fn number(&self, field: &Id) -> Option<Decimal> {
        match self.profile.get(field)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The text, or the id of the option, in a field of the profile.
    pub fn text(&self, field: &Id) -> Option<&str> {
        match self.profile.get(field)? {
            Value::Text(text) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }
}
