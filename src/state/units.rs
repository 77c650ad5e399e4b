//! The progress of each responsible unit.

use super::State;
use assessment::rubric::{Part, Rubric};
use assessment::score::SectionSheet;
use assessment::{Tally, text::Text};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The responsible units of a rubric, and the criteria of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// Their names in the reader's language, in the order in which the rubric first names them.
    pub names: Vec<Rc<str>>,
    /// The units of each criterion, by ordinal, as indices of the names.
    of: Vec<Vec<usize>>,
}

impl Units {
    /// The units of a rubric.
    pub fn of(rubric: &Rubric, tag: &str) -> Self {
        let mut units = Self::default();
        let mut known: BTreeMap<Rc<str>, usize> = BTreeMap::new();
        rubric.walk(&mut |part| {
            if let Part::Criterion(criterion) = part {
                let mut own: Vec<_> = criterion
                    .units
                    .iter()
                    .map(|unit| {
                        let name = Text::wording(unit, tag);
                        *known.entry(name.clone()).or_insert_with(|| {
                            units.names.push(name);
                            units.names.len() - 1
                        })
                    })
                    .collect();
                own.sort_unstable();
                own.dedup();
                units.of.push(own);
            }
        });
        units
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
