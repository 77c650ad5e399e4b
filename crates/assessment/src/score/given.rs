//! What conditions and amounts read of a sheet (convention 27).

use super::{CriterionSheet, SectionSheet, Sheet};
use crate::Id;
use crate::answers::Answer;
use crate::points::Decimal;
use crate::rubric::{Given, GivenAnswer, NodePath, Rubric, Scale};
use std::collections::BTreeMap;
use std::rc::Rc;

impl Sheet {
    /// The sheet after what conditions and amounts read of it was brought up to date, with every score that depends on that.
    /// Each round settles one link of the longest chain.
    pub(super) fn settled(mut self, rubric: &Rubric) -> Self {
        if rubric.dependence.is_empty() {
            return self;
        }
        loop {
            let given = of(&self, rubric);
            if given == *self.facts.given {
                return self;
            }
            let paths = dependents(&self.facts.given, &given, rubric);
            self.facts.given = Rc::new(given);
            for path in paths {
                self = self.reviewed(rubric, path).unwrap_or(self);
            }
        }
    }
}

/// The answers and points that the rubric's conditions and amounts read.
fn of(sheet: &Sheet, rubric: &Rubric) -> Given {
    let criteria = rubric.dependence.criteria.keys();
    let criteria = criteria.filter_map(|id| {
        let path = rubric.criterion_path(id)?;
        Some((id.clone(), answer(sheet.criterion(path)?)))
    });
    let sections = rubric.dependence.sections.keys();
    let sections = sections.filter_map(|id| {
        let path = rubric.section_path(id)?;
        Some((id.clone(), points(sheet.section(path)?)?))
    });
    Given {
        criteria: criteria.collect(),
        sections: sections.collect(),
    }
}

fn answer(sheet: &CriterionSheet) -> GivenAnswer {
    let CriterionSheet { spec, entry, tally } = sheet;
    let word = entry.answer.as_ref().and_then(|answer| match (answer, &spec.scale) {
        (Answer::Points(points), Scale::Levels(scale)) => scale.level_of(*points).map(|level| level.id.clone()),
        (answer, _) => GivenAnswer::word_of(answer).and_then(Id::new),
    });
    GivenAnswer {
        applies: tally.items > 0,
        answered: tally.answered > 0,
        word,
        amounts: entry.amounts.taken.clone(),
        points: tally.score,
    }
}

/// The points of a section: known once something scored in it is answered and nothing is open, or if nothing in it is scored.
fn points(sheet: &SectionSheet) -> Option<Decimal> {
    let tally = sheet.tally;
    (tally.open() == 0).then_some(tally.score)
}

/// The paths of the criteria that depend on what differs, each once.
fn dependents<'r>(before: &Given, after: &Given, rubric: &'r Rubric) -> Vec<&'r NodePath> {
    let criteria = differing(&before.criteria, &after.criteria, &rubric.dependence.criteria);
    let sections = differing(&before.sections, &after.sections, &rubric.dependence.sections);
    let mut paths: Vec<_> = criteria.chain(sections).flatten().collect();
    paths.sort_by(|one, other| (&one.sections, one.criterion).cmp(&(&other.sections, other.criterion)));
    paths.dedup();
    paths
}

fn differing<'r, V: PartialEq>(
    before: &BTreeMap<Id, V>,
    after: &BTreeMap<Id, V>,
    readers: &'r BTreeMap<Id, Vec<NodePath>>,
) -> impl Iterator<Item = &'r Vec<NodePath>> {
    let differs = |id: &Id| before.get(id) != after.get(id);
    readers
        .iter()
        .filter(move |(id, _)| differs(id))
        .map(|(_, paths)| paths)
}
