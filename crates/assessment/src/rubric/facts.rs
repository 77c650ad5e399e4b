//! The facts that scoring uses: the profile, the day, and the answers to criteria that conditions and amounts read.

use super::{FieldKind, Rubric};
use crate::Id;
use crate::answers::{Answer, Value};
use crate::limits;
use crate::points::Decimal;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The word for "don't know".
pub(super) const DONT_KNOW: &str = "dont-know";

/// The facts about the subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Answers to the profile.
    pub profile: Rc<BTreeMap<Id, Value>>,
    /// The current day, as `2026-11-23`; if empty, nothing is overdue.
    pub today: Rc<str>,
    /// What conditions and amounts read of one rater's sheet. The sheet keeps it up to date.
    pub given: Rc<Given>,
}

/// The answers and points of a sheet that conditions and amounts of its rubric read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The criteria, in the order of [`Dependence`](super::Dependence).
    pub(crate) criteria: Vec<(Id, GivenAnswer)>,
    /// The points of the sections, if they are known: nothing scored that applies in them is open.
    pub(crate) sections: Vec<(Id, Option<Decimal>)>,
}

/// What was given at a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GivenAnswer {
    /// Whether it applies.
    pub(crate) applies: bool,
    /// Whether it is answered.
    pub(crate) answered: bool,
    /// The answer as a word: the id of a level or a tier, `yes`, `partial`, `no`, `not-applicable` or `dont-know`.
    pub(crate) word: Option<Id>,
    /// Its named amounts.
    pub(crate) amounts: Rc<BTreeMap<Id, Decimal>>,
    /// The points that it adds, if they are known.
    pub(crate) points: Option<Decimal>,
}

impl Given {
    fn criterion(&self, id: &Id) -> Option<&GivenAnswer> {
        let found = self.criteria.iter().find(|(own, _)| own == id);
        found.map(|(_, given)| given)
    }

    /// Whether a criterion is answered; `None` if there is none.
    pub(super) fn is_answered(&self, criterion: &Id) -> Option<bool> {
        let given = self.criterion(criterion)?;
        Some(given.applies && given.answered)
    }

    /// Whether a criterion has one of these answers; `None` if it has none yet or is not known. One that does not apply has none of them.
    pub(super) fn is_one_of(&self, criterion: &Id, any: &[Id]) -> Option<bool> {
        let given = self.criterion(criterion)?;
        match &given.word {
            _ if !given.applies => Some(false),
            _ if !given.answered => None,
            word => {
                let has_it = word.as_ref().is_some_and(|word| any.contains(word));
                (has_it || !given.is_unknown()).then_some(has_it)
            }
        }
    }

    /// Whether a criterion has one of these answers, as one of several that are counted: the inner `None` if it is not
    /// counted, because it does not apply or is not known; the outer one while it has no answer.
    pub(super) fn has_answer(&self, criterion: &Id, any: &[Id]) -> Option<Option<bool>> {
        let given = self.criterion(criterion)?;
        let is_excused = given.word.as_ref().is_some_and(|word| **word == *"not-applicable");
        let has_it = given.word.as_ref().is_some_and(|word| any.contains(word));
        if !given.applies || is_excused || (given.is_unknown() && !has_it) {
            return Some(None);
        }
        given.answered.then_some(Some(has_it))
    }

    /// The points that a criterion adds; `None` while it is not answered or not known. One that does not apply adds none.
    pub(super) fn earned(&self, criterion: &Id) -> Option<Decimal> {
        let given = self.criterion(criterion)?;
        match given.applies {
            true => given.points.filter(|_| given.answered && !given.is_unknown()),
            false => Some(Decimal::ZERO),
        }
    }

    /// The points that a section adds, once they are known.
    pub(super) fn section(&self, section: &Id) -> Option<Decimal> {
        self.sections.iter().find(|(own, _)| own == section)?.1
    }

    /// A named amount of a criterion that applies.
    pub(super) fn amount(&self, criterion: &Id, amount: &Id) -> Option<Decimal> {
        let given = self.criterion(criterion).filter(|given| given.applies)?;
        given.amounts.get(amount).copied()
    }
}

impl GivenAnswer {
    fn is_unknown(&self) -> bool {
        self.word.as_ref().is_some_and(|word| **word == *DONT_KNOW)
    }

    /// The word for an answer that is one of a few.
    pub(crate) fn word_of(answer: &Answer) -> Option<&str> {
        match answer {
            Answer::Level(id) => Some(id),
            Answer::Yes => Some("yes"),
            Answer::Partial => Some("partial"),
            Answer::No => Some("no"),
            Answer::NotApplicable => Some("not-applicable"),
            Answer::DontKnow => Some(DONT_KNOW),
            Answer::Points(_) | Answer::Comment(_) => None,
        }
    }
}

impl Facts {
    /// The facts without answers that the profile of a rubric does not accept: a choice that is none of the options is blank.
    pub(crate) fn accepted_by(mut self, rubric: &Rubric) -> Self {
        let refused: Vec<_> = rubric
            .profile
            .iter()
            .filter(|field| field.kind == FieldKind::Choice)
            .filter(|field| match self.profile.get(&field.id) {
                Some(Value::Text(text)) => field.options.iter().all(|option| *option.id != **text),
                value => value.is_some(),
            })
            .map(|field| &field.id)
            .collect();
        if !refused.is_empty() {
            let profile = Rc::make_mut(&mut self.profile);
            refused.into_iter().for_each(|id| drop(profile.remove(id)));
        }
        self
    }

    /// The number in a field of the profile.
    pub fn number(&self, field: &Id) -> Option<Decimal> {
        match self.profile.get(field)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The sum of the numbers in a column of a table; `None` if there are none.
    pub fn column(&self, table: &Id, column: &Id) -> Option<Decimal> {
        let (start, end) = (format!("{table}."), format!(".{column}"));
        let cells = self.profile.iter().filter_map(|(id, value)| {
            let row = id.strip_prefix(&*start)?.strip_suffix(&*end)?;
            match value {
                Value::Number(number) if !row.contains('.') => Some(*number),
                _ => None,
            }
        });
        cells.reduce(|sum, number| sum + number)
    }

    /// The subjects of a list, each with its number from 1; an empty name holds the place of one that was removed.
    pub fn subjects(&self, list: &Id) -> Vec<(u32, Rc<str>)> {
        let Some(Value::Many(names)) = self.profile.get(list) else {
            return Vec::new();
        };
        let all = (1..).zip(names.iter().take(limits::OF_SCALE));
        all.filter(|(_, name)| !name.is_empty())
            .map(|(number, name)| (number, name.clone()))
            .collect()
    }

    /// The text, or the id of the option, in a field of the profile.
    pub fn text(&self, field: &Id) -> Option<&str> {
        match self.profile.get(field)? {
            Value::Text(text) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }
}
