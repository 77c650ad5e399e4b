//! Sections of a file → sections of a rubric: maxima summed from the leaves, ordinals and places given out.

use super::file::{CriterionFile, SectionFile};
use super::{Criterion, Id, NotApplicable, Place, Places, Section};
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::Reader;
use crate::read::leaf::Sum;
use crate::text::Text;
use std::rc::Rc;

/// Gives out ordinals and places while it builds.
#[derive(Default)]
pub(super) struct Builder {
    pub(super) places: Places,
    not_applicable: Option<NotApplicable>,
    sections: u32,
    criteria: u32,
    path: Vec<u32>,
}

/// What a section's heading says, apart from what is in it.
pub(super) struct Heading {
    pub(super) id: Id,
    pub(super) label: Option<Text>,
    pub(super) title: Text,
    pub(super) text: Option<Text>,
    pub(super) narrative: Option<Text>,
    pub(super) weight: Option<Decimal>,
}

impl Builder {
    pub(super) fn new(not_applicable: Option<NotApplicable>) -> Self {
        Self {
            not_applicable,
            ..Self::default()
        }
    }

    /// Builds what a heading holds. The reader stands at the section, or at the root for the whole.
    pub(super) fn section(
        &mut self,
        heading: Heading,
        total: Option<Sum>,
        criteria: Vec<CriterionFile>,
        sections: Vec<SectionFile>,
        reader: &mut Reader<'_>,
    ) -> Rc<Section> {
        let place = Place {
            sections: self.path.as_slice().into(),
            criterion: None,
        };
        self.places.sections.insert(heading.id.clone(), place.clone());
        let (ordinal, before, depth) = (self.sections, self.criteria, self.path.len() as u8);
        self.sections += 1;
        let criteria: Vec<_> = criteria.into_iter().map(|c| Rc::new(self.criterion(c))).collect();
        for (i, criterion) in criteria.iter().enumerate() {
            let place = Place {
                sections: place.sections.clone(),
                criterion: Some(i as u32),
            };
            self.places.criteria.insert(criterion.id.clone(), place);
        }
        let sections: Vec<_> = sections
            .into_iter()
            .enumerate()
            .map(|(i, section)| self.inner(section, i, reader))
            .collect();
        let points = criteria.iter().filter_map(|c| c.worth());
        let full = points.chain(sections.iter().map(|s| s.worth())).sum();
        if let Some(Sum(total)) = total.filter(|total| total.0 != full) {
            let args = vec![("value", total.to_string()), ("sum", full.to_string())];
            reader.key("total", |r| r.problem(Code::TotalDiffers, args));
        }
        if let Some(weight) = heading.weight.filter(|_| full <= Decimal::ZERO) {
            reader.key("weight", |r| {
                r.problem(Code::WeightWithoutPoints, vec![("value", weight.to_string())])
            });
        }
        let Heading {
            id,
            label,
            title,
            text,
            narrative,
            weight,
        } = heading;
        let count = self.criteria - before;
        let own = Section {
            id,
            label,
            title,
            text,
            narrative,
            weight,
            criteria,
            sections,
            full,
            ordinal,
            before,
            count,
            depth,
        };
        Rc::new(own)
    }

    fn inner(&mut self, file: SectionFile, index: usize, reader: &mut Reader<'_>) -> Rc<Section> {
        let SectionFile {
            id,
            label,
            title,
            text,
            narrative,
            weight,
            total,
            criteria,
            sections,
        } = file;
        let heading = Heading {
            id,
            label,
            title,
            text,
            narrative,
            weight,
        };
        self.path.push(index as u32);
        let section = reader.key("sections", |r| {
            r.index(index, |r| self.section(heading, total, criteria, sections, r))
        });
        self.path.pop();
        section
    }

    fn criterion(&mut self, file: CriterionFile) -> Criterion {
        let CriterionFile {
            id,
            label,
            text,
            guidance,
            evidence,
            methods,
            units,
            weight,
            not_applicable,
            scale,
        } = file;
        let not_applicable = not_applicable.or_else(|| self.not_applicable.clone());
        let not_applicable = not_applicable.filter(NotApplicable::is_allowed);
        let ordinal = self.criteria;
        self.criteria += 1;
        Criterion {
            id,
            label,
            text,
            guidance,
            evidence,
            methods,
            units,
            weight,
            not_applicable,
            scale,
            ordinal,
        }
    }
}
