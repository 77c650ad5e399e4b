//! Takes the profile of a school over from an earlier form of the same school.

use super::{Change, State, parse_field};
use assessment::answers::Value;
use assessment::rubric::{Field, FieldKind};
use assessment::text::Text;
use std::rc::Rc;

/// The form of an earlier draft of the same subject.
#[derive(Clone, Debug)]
pub struct EarlierProfile {
    /// The subject.
    pub subject: Rc<str>,
    /// When the draft was last changed.
    pub changed: Rc<str>,
    /// The form.
    pub state: Rc<State>,
}

/// The changes that fill empty profile fields of a form with the values of an earlier one. A field takes the value of a field of the
/// same kind that has its id or its label, if it accepts that value.
pub fn profile_changes(earlier: &State, form: &State) -> Vec<Change> {
    let empty = form
        .rubric
        .profile
        .iter()
        .filter(|field| !form.record.profile.contains_key(&field.id) && field.kind != FieldKind::Subjects);
    let changes = empty.filter_map(|field| {
        let same = |wanted: fn(&Field, &Field) -> bool| {
            let of_kind = |other: &&Field| other.kind == field.kind && other.is_repeating() == field.is_repeating();
            earlier
                .rubric
                .profile
                .iter()
                .filter(of_kind)
                .find(|other| wanted(other, field))
        };
        let source =
            same(|one, other| one.id == other.id).or_else(|| same(|one, other| is_same(&one.label, &other.label)))?;
        let value = fit(source, field, earlier.record.profile.get(&source.id)?)?;
        Some(Change::Profile {
            field: field.id.clone(),
            value: Some(value),
        })
    });
    changes.collect()
}

/// A value of one field as a value of another of the same kind; `None` if the other does not accept it.
fn fit(source: &Field, field: &Field, value: &Value) -> Option<Value> {
    match (field.kind, value) {
        (FieldKind::Number, Value::Number(number)) => {
            parse_field(field, &number.to_string()).filter(|value| matches!(value, Value::Number(_)))
        }
        (FieldKind::Number, _) => None,
        (FieldKind::Choice, Value::Text(id)) => {
            let own = source.options.iter().find(|option| *option.id == **id)?;
            let mut options = field.options.iter();
            let option = options.find(|option| option.id == own.id || is_same(&option.label, &own.label))?;
            Some(Value::Text(option.id.shared()))
        }
        _ => Some(value.clone()),
    }
}

/// Whether two labels have a wording in common.
fn is_same(one: &Text, other: &Text) -> bool {
    one.all().any(|one| other.all().any(|other| one == other))
}
