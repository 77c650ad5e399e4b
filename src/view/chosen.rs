//! The criteria that are shown while the form is filtered.

use assessment::rubric::{Criterion, Section};
use std::collections::BTreeSet;

/// The criteria that are shown, by ordinal. The set is computed once, so a criterion does not disappear when it is answered.
#[derive(Debug, PartialEq, Eq)]
pub struct Chosen(pub(super) BTreeSet<u32>);

impl Chosen {
    /// Whether a criterion is shown.
    pub fn has(&self, criterion: &Criterion) -> bool {
        self.0.contains(&criterion.ordinal)
    }

    /// Whether any criterion of a section is shown.
    pub fn has_any(&self, section: &Section) -> bool {
        self.0
            .range(section.before..section.before + section.count)
            .next()
            .is_some()
    }
}
