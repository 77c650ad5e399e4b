//! Applies an action to a state: the next state, and the inverse action.

use super::{Action, Change, State, VERSION};
use assessment::Id;
use assessment::answers::{Entry, Stamp};
use assessment::record::Record;
use assessment::rubric::Facts;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The effect of an action.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The state after it.
    pub state: State,
    /// The inverse action.
    pub undo: Action,
}

/// Applies an action. `None` if it changes nothing, names an id that the rubric does not have, or has an answer that the criterion does not
/// accept.
pub fn apply(state: &State, action: &Action) -> Option<Applied> {
    let switched;
    let state = if action.rater == state.record.rater {
        state
    } else {
        // Another rater has another sheet with another outcome.
        let record = state.record.filled_in_by(&state.rubric, &action.rater)?;
        switched = State::new(state.rubric.clone(), record);
        &switched
    };
    if let Change::Several(changes) = &action.change {
        return several(state, action, changes);
    }
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
                // Answering a changed criterion also reviews it.
                entry.carried = None;
            })?;
            let back = Change::Answer {
                criterion: criterion.clone(),
                answer: was.answer,
                refused: was.refused,
            };
            unlooked(back, criterion, was.carried)
        }
        Change::Amounts { criterion, amounts } => {
            let spec = state.rubric.criterion(criterion)?;
            if !spec.takes_amounts(amounts) {
                return None;
            }
            let was = edit(state, &mut next, criterion, stamp, |entry| {
                entry.amounts = amounts.clone();
                entry.carried = None;
            })?;
            let back = Change::Amounts {
                criterion: criterion.clone(),
                amounts: was.amounts,
            };
            unlooked(back, criterion, was.carried)
        }
        Change::Evidence { criterion, evidence } => {
            let was = edit(state, &mut next, criterion, stamp, |entry| {
                entry.evidence = evidence.as_slice().into();
            })?;
            Change::Evidence {
                criterion: criterion.clone(),
                evidence: was.evidence.to_vec(),
            }
        }
        Change::Problems { criterion, problems } => {
            let was = edit(state, &mut next, criterion, stamp, |entry| {
                entry.problems = problems.as_slice().into();
            })?;
            Change::Problems {
                criterion: criterion.clone(),
                problems: was.problems.to_vec(),
            }
        }
        Change::Carried { criterion, version } => {
            let was = edit(state, &mut next, criterion, stamp, |entry| {
                entry.carried = version.clone()
            })?;
            Change::Carried {
                criterion: criterion.clone(),
                version: was.carried,
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
            let place = state.rubric.section_path(section)?;
            let was = record.sheet.section(place)?.narrative.clone();
            if was == *text {
                return None;
            }
            next.sheet = record.sheet.with_narrative(&state.rubric, place, text)?;
            Change::Narrative {
                section: section.clone(),
                text: was,
            }
        }
        Change::Profile { field, value } => {
            state.rubric.profile.iter().find(|known| known.id == *field)?;
            let was = put(&mut next.profile, field, value.clone())?;
            if state.rubric.reads_field(field) {
                let facts = Facts {
                    profile: next.profile.clone(),
                    today: next.sheet.facts.today.clone(),
                    ..Facts::default()
                };
                next.with_facts(&state.rubric, &facts);
            }
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
        Change::Record(text) => {
            next = whole(state, text)?;
            next.revision = next.revision.max(revision);
            Change::Record(record.to_text(&state.rubric).into())
        }
        // These were applied one by one above.
        Change::Several(_) => return None,
        Change::ClaimedTotal(total) if next.claimed_total == *total => return None,
        Change::ClaimedTotal(total) => Change::ClaimedTotal(std::mem::replace(&mut next.claimed_total, *total)),
    };
    // No score depends on fields that are only information.
    let is_read = |field: &Id| state.rubric.reads_field(field);
    let is_told = matches!(&action.change, Change::Profile { field, .. } if !is_read(field))
        || matches!(
            action.change,
            Change::Note { .. }
                | Change::Narrative { .. }
                | Change::Role { .. }
                | Change::Period(_)
                | Change::Date(_)
                | Change::ClaimedTotal(_)
        );
    let outcome = if is_told {
        state.outcome.clone()
    } else {
        Rc::new(next.sheet.outcome(&state.rubric))
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
            rater: action.rater.clone(),
            change: undo,
            stamp: action.stamp.clone(),
        },
    })
}

/// The inverse of an answer, which also restores the version for which it was answered.
fn unlooked(back: Change, criterion: &Id, carried: Option<Rc<str>>) -> Change {
    if carried.is_none() {
        return back;
    }
    let carried = Change::Carried {
        criterion: criterion.clone(),
        version: carried,
    };
    Change::Several(vec![back, carried])
}

/// Applies changes in order; changes without an effect are left out of the inverse.
fn several(state: &State, action: &Action, changes: &[Change]) -> Option<Applied> {
    let mut state = state.clone();
    let mut undo = Vec::new();
    let of = |change| Action {
        change,
        ..action.clone()
    };
    for change in changes {
        if let Some(applied) = apply(&state, &of(change.clone())) {
            state = applied.state;
            undo.push(applied.undo.change);
        }
    }
    undo.reverse();
    (!undo.is_empty()).then(|| Applied {
        state,
        undo: of(Change::Several(undo)),
    })
}

/// Other content of the same record; `None` if the text is not a record.
fn whole(state: &State, text: &str) -> Option<Record> {
    let State { rubric, record, .. } = state;
    let (read, _) = Record::open(rubric, Record::parse(text).ok()?);
    let mut next = read.filled_in_by(rubric, &record.rater).unwrap_or(read);
    // A duplicated draft has the history of its original.
    next.id.clone_from(&record.id);
    let facts = Facts {
        today: record.sheet.facts.today.clone(),
        ..next.sheet.facts.clone()
    };
    next.with_facts(rubric, &facts);
    (next.rater == record.rater).then_some(next)
}

/// Changes the entry of a criterion and returns the previous one; `None` if it is unchanged.
fn edit(
    state: &State,
    next: &mut Record,
    criterion: &Id,
    stamp: Stamp,
    change: impl FnOnce(&mut Entry),
) -> Option<Entry> {
    let place = state.rubric.criterion_path(criterion)?;
    let was = state.record.sheet.criterion(place)?.entry.clone();
    let mut entry = was.clone();
    change(&mut entry);
    if entry == was {
        return None;
    }
    // Another program may have used counters above the record's revision.
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
