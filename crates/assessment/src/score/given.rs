//! What conditions and amounts read of a sheet (convention 27).

use super::{CriterionSheet, SectionSheet, Sheet};
use crate::Id;
use crate::answers::Answer;
use crate::points::Decimal;
use crate::rubric::{Given, GivenAnswer, Rubric, Scale};
use std::rc::Rc;

impl Sheet {
    /// The sheet after what conditions and amounts read of it was brought up to date, with every score that depends on that.
    /// Each round settles one link of the longest chain.
    pub(super) fn settled(mut self, rubric: &Rubric) -> Self {
        let read = &rubric.dependence;
        if read.is_empty() {
            return self;
        }
        loop {
            let given = self.given(rubric);
            let before = std::mem::replace(&mut self.facts.given, Rc::new(given));
            let given = self.facts.given.clone();
            if before == given {
                return self;
            }
            let criteria = read.criteria.iter().enumerate();
            let criteria = criteria.filter(|(i, _)| before.criteria.get(*i) != given.criteria.get(*i));
            let sections = read.sections.iter().enumerate();
            let sections = sections.filter(|(i, _)| before.sections.get(*i) != given.sections.get(*i));
            for (_, reading) in criteria.chain(sections) {
                for path in &reading.readers {
                    self = self.reviewed(rubric, path).unwrap_or(self);
                }
            }
        }
    }

    /// The answers and points that the rubric's conditions and amounts read.
    fn given(&self, rubric: &Rubric) -> Given {
        let criteria = rubric.dependence.criteria.iter().filter_map(|reading| {
            let sheet = self.criterion(&reading.path)?;
            Some((reading.id.clone(), answer(sheet)))
        });
        let sections = rubric.dependence.sections.iter().filter_map(|reading| {
            let sheet = self.section(&reading.path)?;
            Some((reading.id.clone(), points(sheet)))
        });
        Given {
            criteria: criteria.collect(),
            sections: sections.collect(),
        }
    }
}

fn answer(sheet: &CriterionSheet) -> GivenAnswer {
    let CriterionSheet { spec, entry, tally } = sheet;
    let word = entry.answer.as_ref().and_then(|answer| match (answer, &spec.scale) {
        (Answer::Points(points), Scale::Levels(scale)) => scale.level_of(*points).map(|level| level.id.clone()),
        (answer, _) => GivenAnswer::word_of(answer).and_then(Id::new),
    });
    let tier = match &spec.scale {
        Scale::Tiers(scale) if tally.answered > 0 => scale.reached(entry).map(|tier| tier.id.clone()),
        _ => None,
    };
    let word = word.or(tier);
    GivenAnswer {
        applies: tally.items > 0,
        answered: tally.answered > 0,
        word,
        amounts: entry.amounts.taken.clone(),
        points: Some(tally.score).filter(|_| tally.pending == 0),
    }
}

/// The points of a section, once nothing that is scored in it is open.
fn points(sheet: &SectionSheet) -> Option<Decimal> {
    let tally = sheet.tally;
    (tally.open() == 0 && tally.pending == 0).then_some(tally.score)
}
