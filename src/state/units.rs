//! The progress of each responsible unit.

use super::State;
use assessment::Tally;
use assessment::rubric::{Part, Rubric};
use assessment::score::SectionSheet;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The responsible units of a rubric, and the criteria of each.
#[derive(Debug, PartialEq)]
pub struct Units {
    /// Their names in the reader's language, in the order of the filter.
    pub names: Vec<Rc<str>>,
    /// The units of each criterion, by ordinal, as indices of the names.
    of: Vec<Vec<usize>>,
}

impl Units {
    /// The units of a rubric.
    pub fn of(rubric: &Rubric, tag: &str) -> Self {
        let mut names = BTreeSet::new();
        rubric.walk(&mut |part| {
            if let Part::Criterion(criterion) = part {
                names.extend(criterion.units.iter().map(|unit| unit.wording(tag)));
            }
        });
        let names: Vec<_> = names.into_iter().collect();
        let mut of = Vec::new();
        rubric.walk(&mut |part| {
            if let Part::Criterion(criterion) = part {
                let mut own = Vec::new();
                for unit in &criterion.units {
                    // A unit that is named twice counts once.
                    if let Ok(index) = names.binary_search(&unit.wording(tag))
                        && !own.contains(&index)
                    {
                        own.push(index);
                    }
                }
                of.push(own);
            }
        });
        Self { names, of }
    }

    /// The tally of each unit's criteria: their own points, before weights and rescaling of sections. A criterion of several units
    /// counts for each of them.
    pub fn progress(&self, state: &State) -> Vec<Tally> {
        let mut tallies = vec![Tally::default(); self.names.len()];
        self.add(&state.record.sheet.root, &mut tallies);
        tallies
    }

    fn add(&self, section: &SectionSheet, tallies: &mut [Tally]) {
        for sheet in section.criteria.iter() {
            for unit in self.of.get(sheet.spec.ordinal as usize).into_iter().flatten() {
                tallies[*unit] = tallies[*unit] + sheet.tally;
            }
        }
        section.sections.iter().for_each(|inner| self.add(inner, tallies));
    }
}
