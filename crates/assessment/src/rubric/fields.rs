//! Profile fields: what is asked about the subject before it is assessed.

use crate::Id;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, choice, object};
use crate::text::Text;

object! {
    /// A profile field.
    pub struct Field {
        /// The id.
        required "id" id: Id as "field",
        /// What is asked.
        required "label" label: Text,
        /// Guidance for the answer.
        optional "hint" hint: Text,
        /// The kind of answer.
        required "kind" kind: FieldKind,
        /// The unit of a number.
        optional "unit" unit: Text,
        /// The step of a number, from its minimum; whole numbers by default.
        optional "step" step: Decimal,
        /// The minimum of a number.
        optional "min" min: Decimal,
        /// The maximum of a number.
        optional "max" max: Decimal,
        /// The options of a choice.
        many "options" options: Vec<Choice>,
        /// Several answers may be given, for a text.
        optional "repeating" repeating: bool,
        /// It names the subject: at most one field does.
        optional "subject" subject: bool,
    }
    => Field::check
}

object! {
    /// An option of a choice.
    pub struct Choice {
        /// Its name.
        required "id" id: Id,
        /// Its label.
        required "label" label: Text,
    }
}

choice! {
    /// The kind of answer to a profile field.
    pub enum FieldKind {
        /// A line of text.
        "text" Text,
        /// A paragraph.
        "long-text" LongText,
        /// A number, with a unit where it has one.
        "number" Number,
        /// A day.
        "date" Date,
        /// One of several options.
        "choice" Choice,
    }
}

/// A use of the profile by a condition or an amount.
#[derive(Clone, Debug)]
pub(crate) enum FieldUse {
    /// The number in a field.
    Number(Id),
    /// Whether one of these options was chosen in a field.
    Options(Id, Vec<Id>),
}

impl FieldUse {
    /// Reports a condition or amount that no answer to the profile could satisfy. The reader is at its place.
    pub(super) fn check(&self, profile: &[Field], reader: &mut Reader<'_>) {
        let (id, kind) = match self {
            Self::Number(id) => (id, FieldKind::Number),
            Self::Options(id, _) => (id, FieldKind::Choice),
        };
        let value = || ("value", id.to_string());
        let Some(field) = profile.iter().find(|field| field.id == *id) else {
            // An invalid id was reported already.
            if !id.is_empty() {
                reader.key("field", |r| r.problem(Code::UnknownField, vec![value()]));
            }
            return;
        };
        if field.kind != kind {
            let words = [("kind", field.kind), ("wanted", kind)].map(|(name, kind)| (name, kind.word().to_owned()));
            let args = [value()].into_iter().chain(words).collect();
            reader.key("field", |r| r.problem(Code::FieldOfOtherKind, args));
        } else if let Self::Options(_, any) = self {
            let known: Vec<_> = field.options.iter().map(|option| &*option.id).collect();
            for (i, option) in any.iter().enumerate() {
                if option.is_empty() || known.contains(&&**option) {
                    continue;
                }
                let args = vec![
                    ("value", option.to_string()),
                    ("field", id.to_string()),
                    ("known", known.join(", ")),
                ];
                reader.key("any", |r| r.index(i, |r| r.problem(Code::UnknownOption, args)));
            }
        }
    }
}

impl Field {
    /// Whether several answers may be given.
    pub fn is_repeating(&self) -> bool {
        self.repeating == Some(true)
    }

    /// Whether this field accepts a number.
    pub fn takes(&self, number: Decimal) -> bool {
        let step = self.step.unwrap_or(Decimal::ONE);
        self.min.is_none_or(|min| number >= min)
            && self.max.is_none_or(|max| number <= max)
            && number.on_step(self.min.unwrap_or_default(), step)
    }

    /// Reports keys that contradict each other.
    fn check(&self, at: u32, reader: &mut Reader<'_>) {
        if self.subject == Some(true) {
            reader.key("subject", |r| r.claim_once("subject", at, Code::SecondSubject));
        }
        let given = [
            ("unit", self.unit.is_some(), FieldKind::Number),
            ("step", self.step.is_some(), FieldKind::Number),
            ("min", self.min.is_some(), FieldKind::Number),
            ("max", self.max.is_some(), FieldKind::Number),
            ("options", !self.options.is_empty(), FieldKind::Choice),
            ("repeating", self.repeating.is_some(), FieldKind::Text),
        ];
        for (key, _, _) in given.iter().filter(|(_, given, kind)| *given && *kind != self.kind) {
            let args = vec![("key", (*key).to_owned()), ("kind", self.kind.word().to_owned())];
            reader.key(key, |r| r.problem(Code::KeyNotForKind, args));
        }
        if self.step.is_some_and(|step| step <= Decimal::ZERO) {
            let args = vec![
                ("value", self.step.unwrap_or_default().to_string()),
                ("limit", "0.0001".to_owned()),
            ];
            reader.key("step", |r| r.problem(Code::NumberTooSmall, args));
        }
        if let (Some(min), Some(max)) = (self.min, self.max)
            && min > max
        {
            let args = vec![("min", min.to_string()), ("max", max.to_string())];
            reader.key("max", |r| r.problem(Code::MinimumAboveMaximum, args));
        }
        reader.key("options", |r| {
            r.once_each(self.options.iter().map(|option| &*option.id))
        });
        if self.kind == FieldKind::Choice && self.options.is_empty() {
            reader.problem(Code::MissingKey, vec![("key", "options".to_owned())]);
        }
    }
}
