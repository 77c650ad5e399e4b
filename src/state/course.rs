//! Navigation between items: the items before and after an item at which something can be entered.

use super::State;
use super::scale_input::has_number_field;
use assessment::score::{CriterionSheet, SectionSheet};
use std::rc::Rc;

/// The criterion with this ordinal.
pub fn at_ordinal(state: &State, ordinal: u32) -> Option<Rc<CriterionSheet>> {
    find(&state.record.sheet.root, ordinal)
}

/// A section's own criteria come before those of its subsections.
fn find(section: &SectionSheet, ordinal: u32) -> Option<Rc<CriterionSheet>> {
    let index = ordinal.checked_sub(section.spec.before)? as usize;
    if let Some(own) = section.criteria.get(index) {
        return Some(own.clone());
    }
    let has_it = |section: &&Rc<SectionSheet>| {
        (section.spec.before..section.spec.before + section.spec.count).contains(&ordinal)
    };
    let inner = section
        .sections
        .chunks
        .iter()
        .flat_map(|chunk| chunk.items.iter())
        .find(has_it)?;
    find(inner, ordinal)
}

/// The next wanted criterion after an ordinal, or before it.
pub fn next_item(
    state: &State,
    ordinal: u32,
    forward: bool,
    wanted: &dyn Fn(&CriterionSheet) -> bool,
) -> Option<Rc<CriterionSheet>> {
    let at = |ordinal| at_ordinal(state, ordinal).filter(|sheet| wanted(sheet));
    if forward {
        (ordinal + 1..state.rubric.root.count).find_map(at)
    } else {
        (0..ordinal).rev().find_map(at)
    }
}

/// Whether a criterion applies to the subject: one that does not has no control.
pub fn is_open(sheet: &CriterionSheet) -> bool {
    sheet.tally.items > 0
}

/// Whether a criterion currently has a field for numbers: the up and down arrows move along these fields.
pub fn has_number(sheet: &CriterionSheet) -> bool {
    is_open(sheet) && has_number_field(&sheet.spec.scale) && !sheet.entry.is_set_aside()
}
