//! The criteria that are shown while the form is filtered.

use super::ptr_eq::PtrEq;
use crate::state::State;
use assessment::rubric::{Criterion, Section};
use assessment::score::{CriterionSheet, SectionSheet};
use assessment::text::Text;
use std::collections::BTreeSet;
use std::rc::Rc;

/// What the filter selects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Unanswered,
    Findings,
    Unit(Rc<str>),
    Method(Rc<str>),
}

impl Wanted {
    fn holds(&self, sheet: &CriterionSheet, tag: &str) -> bool {
        let names = |texts: &[Text], name: &str| texts.iter().any(|text| *text.wording(tag) == *name);
        match self {
            Self::Unanswered => sheet.tally.items > 0 && sheet.tally.answered == 0,
            Self::Findings => sheet.tally.findings > 0,
            Self::Unit(name) => names(&sheet.spec.units, name),
            Self::Method(name) => names(&sheet.spec.methods, name),
        }
    }
}

/// The criteria that are shown, by ordinal. The set is computed once, so a criterion does not disappear when it is answered.
#[derive(Debug, PartialEq, Eq)]
pub struct Chosen {
    found: BTreeSet<u32>,
    pub(super) wanted: Wanted,
}

impl Chosen {
    /// Selects criteria as they are answered now; names of units and methods are in the language with this tag.
    pub(super) fn of(state: &State, tag: &str, wanted: Wanted) -> PtrEq<Self> {
        let mut found = BTreeSet::new();
        gather(&state.record.sheet.root, &|sheet| wanted.holds(sheet, tag), &mut found);
        PtrEq(Rc::new(Self { found, wanted }))
    }

    /// Whether a criterion is shown.
    pub fn has(&self, criterion: &Criterion) -> bool {
        self.found.contains(&criterion.ordinal)
    }

    /// Whether any criterion of a section is shown.
    pub fn has_any(&self, section: &Section) -> bool {
        self.found
            .range(section.before..section.before + section.count)
            .next()
            .is_some()
    }
}

fn gather(section: &SectionSheet, holds: &dyn Fn(&CriterionSheet) -> bool, found: &mut BTreeSet<u32>) {
    let own = section.criteria.iter().filter(|sheet| holds(sheet));
    found.extend(own.map(|sheet| sheet.spec.ordinal));
    section.sections.iter().for_each(|inner| gather(inner, holds, found));
}
