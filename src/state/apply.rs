//! An action and a state → another state, and the action that takes it back.

use super::{Action, Change, State, VERSION};
use assessment::answers::{Answer, Entry, Stamp};
use assessment::points::Decimal;
use assessment::record::Value;
use assessment::rubric::{Criterion, Field, FieldKind, Id, Scale};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What an action did.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The state after it.
    pub state: State,
    /// The action that takes it back.
    pub undo: Action,
}

/// Applies an action. Nothing where it changes nothing, names what the rubric does not have, or answers what the criterion
/// does not take.
pub fn apply(state: &State, action: &Action) -> Option<Applied> {
    let record = &state.record;
    let revision = record.revision.saturating_add(1);
    let stamp = Stamp {
        counter: revision,
        ..action.stamp.clone()
    };
    let mut next = record.clone();
    next.revision = revision;
    let undo = match &action.change {
        Change::Answer {
            criterion,
            answer,
            refused,
        } => {
            let spec = state.rubric.criterion(criterion)?;
            if answer.as_ref().is_some_and(|answer| !spec.takes(answer)) {
                return None;
            }
            let was = edit(state, &mut next, criterion, stamp, |entry| {
                entry.answer = answer.clone();
                entry.refused = refused.clone();
            })?;
            Change::Answer {
                criterion: criterion.clone(),
                answer: was.answer,
                refused: was.refused,
            }
        }
        Change::Reason { criterion, text } => {
            let was = edit(state, &mut next, criterion, stamp, |entry| entry.reason = text.clone())?;
            Change::Reason {
                criterion: criterion.clone(),
                text: was.reason,
            }
        }
        Change::Note { criterion, text } => {
            let was = edit(state, &mut next, criterion, stamp, |entry| entry.note = text.clone())?;
            Change::Note {
                criterion: criterion.clone(),
                text: was.note,
            }
        }
        Change::Narrative { section, text } => {
            let place = state.rubric.section_place(section)?;
            let was = record.sheet.section(place)?.narrative.clone();
            next.sheet = record
                .sheet
                .with_narrative(&state.rubric, place, text)
                .filter(|_| was != *text)?;
            Change::Narrative {
                section: section.clone(),
                text: was,
            }
        }
        Change::Profile { field, value } => {
            state.rubric.profile.iter().find(|known| known.id == *field)?;
            let was = put(&mut next.profile, field, value.clone())?;
            Change::Profile {
                field: field.clone(),
                value: was,
            }
        }
        Change::Role { role, names } => {
            state.rubric.roles.iter().find(|known| known.id == *role)?;
            let was = put(
                &mut next.roles,
                role,
                Some(names.clone()).filter(|names| !names.is_empty()),
            )?;
            Change::Role {
                role: role.clone(),
                names: was.unwrap_or_default(),
            }
        }
        Change::Period(text) => Change::Period(swap(&mut next.period, text)?),
        Change::Date(text) => Change::Date(swap(&mut next.date, text)?),
    };
    let scored = matches!(action.change, Change::Answer { .. });
    let outcome = if scored {
        Rc::new(next.sheet.outcome(&state.rubric))
    } else {
        state.outcome.clone()
    };
    let state = State {
        rubric: state.rubric.clone(),
        record: next,
        outcome,
    };
    Some(Applied {
        state,
        undo: Action {
            version: VERSION,
            change: undo,
            stamp: action.stamp.clone(),
        },
    })
}

/// Changes the entry of a criterion and returns what it was; nothing where it stays the same.
fn edit(
    state: &State,
    next: &mut assessment::record::Record,
    criterion: &Id,
    stamp: Stamp,
    change: impl FnOnce(&mut Entry),
) -> Option<Entry> {
    let place = state.rubric.criterion_place(criterion)?;
    let was = state.record.sheet.criterion(place)?.entry.clone();
    let mut entry = was.clone();
    change(&mut entry);
    if entry == was {
        return None;
    }
    // Another program may have counted further than the record's revision.
    let before = was.stamp.as_ref().map_or(0, |stamp| stamp.counter);
    entry.stamp = Some(Stamp {
        counter: stamp.counter.max(before.saturating_add(1)),
        ..stamp
    });
    next.sheet = state.record.sheet.with_entry(&state.rubric, place, &entry)?;
    Some(was)
}

fn put<T: Clone + PartialEq>(all: &mut Rc<BTreeMap<Id, T>>, id: &Id, value: Option<T>) -> Option<Option<T>> {
    let was = all.get(id).cloned();
    if was == value {
        return None;
    }
    let all = Rc::make_mut(all);
    match value {
        Some(value) => all.insert(id.clone(), value),
        None => all.remove(id),
    };
    Some(was)
}

fn swap(place: &mut Rc<str>, text: &Rc<str>) -> Option<Rc<str>> {
    (*place != *text).then(|| std::mem::replace(place, text.clone()))
}

/// The change that typing a text into a criterion's field means: an answer, a refusal beside the answer that stands, or,
/// when nothing is left, the answer taken back.
pub fn typed(criterion: &Criterion, entry: &Entry, text: &str) -> Change {
    let id = criterion.id.clone();
    let taken = |answer| Change::Answer {
        criterion: id.clone(),
        answer,
        refused: None,
    };
    match &criterion.scale {
        Scale::Comment(_) => taken((!text.is_empty()).then(|| Answer::Comment(text.into()))),
        _ if text.trim().is_empty() => taken(None),
        Scale::Points(scale) => match scale.typed(text) {
            Ok(points) => taken(Some(Answer::Points(points))),
            Err(_) => {
                let answer = entry.answer.clone().filter(|answer| *answer != Answer::NotApplicable);
                Change::Answer {
                    criterion: id.clone(),
                    answer,
                    refused: Some(text.into()),
                }
            }
        },
        Scale::Levels(_) | Scale::YesNo(_) => Change::Answer {
            criterion: id.clone(),
            answer: entry.answer.clone(),
            refused: entry.refused.clone(),
        },
    }
}

/// The change that one step up or down from the present points means; from unanswered, up begins at the least and down at
/// the most.
pub fn stepped(criterion: &Criterion, entry: &Entry, up: bool) -> Change {
    let id = criterion.id.clone();
    let Scale::Points(scale) = &criterion.scale else {
        return Change::Answer {
            criterion: id,
            answer: entry.answer.clone(),
            refused: entry.refused.clone(),
        };
    };
    let points = match (&entry.answer, up) {
        (Some(Answer::Points(points)), true) => (*points + scale.grid()).min(scale.max),
        (Some(Answer::Points(points)), false) => (*points - scale.grid()).max(scale.least()),
        (_, true) => scale.least(),
        (_, false) => scale.max,
    };
    Change::Answer {
        criterion: id,
        answer: Some(Answer::Points(points)),
        refused: None,
    }
}

/// The answer that a text typed into a profile field means. A number that the field does not take stays as it was typed.
pub fn filled(field: &Field, text: &str) -> Option<Value> {
    if text.is_empty() {
        return None;
    }
    match field.kind {
        FieldKind::Number if text.trim().is_empty() => None,
        FieldKind::Number => match Decimal::typed(text) {
            Ok(number) if field.takes(number) => Some(Value::Number(number)),
            _ => Some(Value::Text(text.into())),
        },
        FieldKind::Text if field.is_repeating() => Some(Value::Many(text.split('\n').map(Into::into).collect())),
        _ => Some(Value::Text(text.into())),
    }
}
