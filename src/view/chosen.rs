//! The criteria that are shown, where the person asked for some only.

use assessment::rubric::{Criterion, Section};
use std::collections::BTreeSet;

/// The criteria that are shown, by ordinal: chosen once, so that answering one does not take it from under the hands.
#[derive(Debug, PartialEq, Eq)]
pub struct Chosen(pub(super) BTreeSet<u32>);

impl Chosen {
    /// Whether a criterion is shown.
    pub fn has(&self, criterion: &Criterion) -> bool {
        self.0.contains(&criterion.ordinal)
    }

    /// Whether something in a section is shown.
    pub fn has_any(&self, section: &Section) -> bool {
        self.0
            .range(section.before..section.before + section.count)
            .next()
            .is_some()
    }
}
