//! Changes to an open list of entries: one more, one less, and the texts of one.

use super::Change;
use assessment::Id;
use assessment::answers::{Amounts, Entry};
use assessment::points::Decimal;
use assessment::rubric::Criterion;
use assessment::rubric::scale::{COUNT, named, parted};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The change that adds a blank entry behind `count` others.
pub fn add_entry(criterion: &Criterion, entry: &Entry, count: u32) -> Change {
    let mut amounts = entry.amounts.clone();
    set_count(&mut amounts, count + 1);
    changed(criterion, amounts)
}

/// The change that removes the entry with this number of `count`; those behind it move up.
pub fn remove_entry(criterion: &Criterion, entry: &Entry, count: u32, number: u32) -> Change {
    let mut amounts = entry.amounts.clone();
    let moved = |name: &Id| match parted(name) {
        Some((own, _)) if own == number => None,
        Some((own, part)) if own > number => Id::new(&named(own - 1, part)),
        _ => Some(name.clone()),
    };
    rename(Rc::make_mut(&mut amounts.taken), &moved);
    rename(Rc::make_mut(&mut amounts.texts), &moved);
    rename(Rc::make_mut(&mut amounts.refused), &moved);
    set_count(&mut amounts, count.saturating_sub(1));
    changed(criterion, amounts)
}

/// The change that sets a text of the entry with this number; an empty one is removed.
pub fn set_entry_text(criterion: &Criterion, entry: &Entry, number: u32, own: &str, text: &Rc<str>) -> Change {
    let mut amounts = entry.amounts.clone();
    if let Some(name) = Id::new(&named(number, own)) {
        Rc::make_mut(&mut amounts.refused).remove(&name);
        let texts = Rc::make_mut(&mut amounts.texts);
        match text.is_empty() {
            true => texts.remove(&name),
            false => texts.insert(name, text.clone()),
        };
    }
    changed(criterion, amounts)
}

/// Renames the members of a map; one without a new name is dropped.
fn rename<T>(all: &mut BTreeMap<Id, T>, moved: &dyn Fn(&Id) -> Option<Id>) {
    let old = std::mem::take(all);
    all.extend(old.into_iter().filter_map(|(name, value)| Some((moved(&name)?, value))));
}

fn set_count(amounts: &mut Amounts, count: u32) {
    if let Some(name) = Id::new(COUNT) {
        let count = Decimal::whole(i32::try_from(count).unwrap_or(i32::MAX));
        Rc::make_mut(&mut amounts.taken).insert(name, count);
    }
}

fn changed(criterion: &Criterion, amounts: Amounts) -> Change {
    Change::Amounts {
        criterion: criterion.id.clone(),
        amounts,
    }
}
