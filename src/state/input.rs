//! Text in a field → the change that it means.

use super::Change;
use super::number::{read_amount, read_field, read_points};
use super::scale_input::points_grids;
use assessment::Id;
use assessment::answers::{Amounts, Answer, Entry, Value};
use assessment::points::Decimal;
use assessment::rubric::{Criterion, Field, FieldKind, Scale};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The change for a text in a criterion's field: an answer, a refused text beside the accepted answer, or a cleared answer if the text is
/// empty.
pub fn parse_answer(criterion: &Criterion, entry: &Entry, text: &str) -> Change {
    let id = criterion.id.clone();
    let taken = |answer| Change::Answer {
        criterion: id.clone(),
        answer,
        refused: None,
    };
    match &criterion.scale {
        Scale::Comment(_) => taken((!text.is_empty()).then(|| Answer::Comment(text.into()))),
        _ if text.trim().is_empty() => taken(None),
        scale => match points_grids(scale).map(|grids| read_points(&grids, text)) {
            Some(Ok(points)) => taken(Some(Answer::Points(points))),
            Some(Err(_)) => {
                let answer = entry.answer.clone().filter(|_| !entry.is_set_aside());
                Change::Answer {
                    criterion: id.clone(),
                    answer,
                    refused: Some(text.into()),
                }
            }
            None => Change::Answer {
                criterion: id.clone(),
                answer: entry.answer.clone(),
                refused: entry.refused.clone(),
            },
        },
    }
}

/// The change for a text in the field of a named amount: the amount, a refused text beside it, or a cleared amount.
pub fn parse_amount(criterion: &Criterion, entry: &Entry, name: &Id, text: &str) -> Change {
    let mut amounts = entry.amounts.clone();
    let typed = read_amount(criterion, name, text);
    let (taken, refused) = (Rc::make_mut(&mut amounts.taken), Rc::make_mut(&mut amounts.refused));
    match typed {
        Some(Ok(amount)) => {
            taken.insert(name.clone(), amount);
            refused.remove(name);
        }
        Some(Err(_)) if !text.trim().is_empty() => {
            refused.insert(name.clone(), text.into());
        }
        _ => {
            taken.remove(name);
            refused.remove(name);
        }
    }
    Change::Amounts {
        criterion: criterion.id.clone(),
        amounts,
    }
}

/// The change that sets some amounts at once and replaces all others.
pub fn set_amounts(criterion: &Criterion, amounts: impl IntoIterator<Item = (Id, Decimal)>) -> Change {
    let mut taken = BTreeMap::new();
    taken.extend(amounts);
    let amounts = Amounts {
        taken: Rc::new(taken),
        ..Amounts::default()
    };
    Change::Amounts {
        criterion: criterion.id.clone(),
        amounts,
    }
}

/// The answer for a text in a profile field. A number that the field does not accept is kept as text.
pub fn parse_field(field: &Field, text: &str) -> Option<Value> {
    if text.is_empty() {
        return None;
    }
    let lines = || Some(Value::Many(text.split('\n').map(Into::into).collect()));
    match field.kind {
        FieldKind::Number if text.trim().is_empty() => None,
        FieldKind::Number => Some(read_field(field, text).map_or_else(|| Value::Text(text.into()), Value::Number)),
        FieldKind::Subjects => lines(),
        FieldKind::Text if field.is_repeating() => lines(),
        _ => Some(Value::Text(text.into())),
    }
}
