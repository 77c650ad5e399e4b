//! Sections of a file → sections of a rubric: sums maxima from the leaves and assigns ordinals and paths.

use super::file::{CriterionFile, SectionFile};
use super::rules::WeightIf;
use super::{Combined, Condition, Criterion, NodePath, NodePaths, NotApplicable, Section, Source, Standing};
use crate::Id;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::Reader;
use crate::read::leaf::Sum;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Assigns ordinals and paths while building.
pub(super) struct Builder {
    pub(super) paths: NodePaths,
    /// The profile fields on which scores depend.
    pub(super) read_fields: BTreeSet<Id>,
    not_applicable: Option<NotApplicable>,
    /// Whether "don't know" is offered where a criterion does not say.
    dont_know: bool,
    /// The condition of the current section.
    conditions: Vec<Rc<Condition>>,
    /// How raters are combined in the current section.
    combined: Option<Rc<Combined>>,
    /// How the current section counts towards the total.
    standing: Standing,
    sections: u32,
    criteria: u32,
    path: Vec<u32>,
}

impl Builder {
    pub(super) fn new(not_applicable: Option<NotApplicable>, dont_know: bool) -> Self {
        Self {
            paths: NodePaths::default(),
            read_fields: BTreeSet::new(),
            not_applicable,
            dont_know,
            conditions: Vec::new(),
            combined: None,
            standing: Standing::Base,
            sections: 0,
            criteria: 0,
            path: Vec::new(),
        }
    }

    /// Builds a section. The reader is at it, or at the root for the whole.
    pub(super) fn section(&mut self, file: SectionFile, reader: &mut Reader<'_>) -> Rc<Section> {
        let path = NodePath {
            sections: self.path.as_slice().into(),
            criterion: None,
        };
        self.paths.sections.insert(file.id.clone(), path.clone());
        let (ordinal, before, depth) = (self.sections, self.criteria, self.path.len() as u8);
        self.sections += 1;
        let standing = file.counts.unwrap_or(Standing::Base);
        let depth_of_conditions = self.conditions.len();
        let own = file.applies_if.map(|condition| self.reads(condition));
        self.conditions.extend(own);
        let own = file.combined.map(Rc::new).or_else(|| self.combined.clone());
        let combined_around = std::mem::replace(&mut self.combined, own);
        let outer = self.standing;
        if depth == 1 {
            self.standing = standing;
        }
        if file.starts.is_none() {
            check_maxima(&file.criteria, reader);
        }
        if self.standing == Standing::Base {
            check_limits(&file.criteria, reader);
        }
        let criteria: Vec<_> = file.criteria.into_iter().map(|c| Rc::new(self.criterion(c))).collect();
        for (i, criterion) in criteria.iter().enumerate() {
            let path = NodePath {
                sections: path.sections.clone(),
                criterion: Some(i as u32),
            };
            self.paths.criteria.insert(criterion.id.clone(), path);
        }
        let percents = percents(&file.sections, depth, reader);
        let mut sections = Vec::with_capacity(file.sections.len());
        for (i, inner) in file.sections.into_iter().enumerate() {
            self.path.push(i as u32);
            sections.push(reader.key("sections", |r| r.index(i, |r| self.section(inner, r))));
            self.path.pop();
        }
        let points = criteria.iter().filter_map(|c| c.worth());
        let sum = points.chain(sections.iter().map(|s| s.worth())).sum::<Decimal>();
        let sum = file.starts.unwrap_or(sum);
        let full = file.cap.map_or(sum, |cap| sum.min(cap));
        if let Some(Sum(total)) = file.total.filter(|total| total.0 != full) {
            let args = vec![("value", total.to_string()), ("sum", full.to_string())];
            reader.key("total", |r| r.problem(Code::TotalDiffers, args));
        }
        if let Some(weight) = file.weight.filter(|_| full <= Decimal::ZERO) {
            reader.key("weight", |r| {
                r.problem(Code::WeightWithoutPoints, vec![("value", weight.to_string())])
            });
        }
        if standing != Standing::Base && depth != 1 {
            let args = vec![("value", standing.word().to_owned())];
            reader.key("counts", |r| r.problem(Code::BonusInside, args));
        }
        let beside = self.standing != Standing::Base;
        if beside && file.starts.is_some() && depth != 1 {
            let args = vec![("key", "starts".to_owned()), ("kind", self.standing.word().to_owned())];
            reader.key("starts", |r| r.problem(Code::KeyNotForKind, args));
        }
        let applies_if = self.conditions.clone();
        self.conditions.truncate(depth_of_conditions);
        self.standing = outer;
        self.combined = combined_around;
        Rc::new(Section {
            id: file.id,
            label: file.label,
            title: file.title,
            text: file.text,
            narrative: file.narrative,
            weight: file.weight,
            weights: self.reads_weights(file.weights),
            cap: file.cap,
            floor: file.floor.or(file.starts.map(|_| Decimal::ZERO)),
            starts: file.starts,
            each: file.each,
            standing,
            percent: file.percent == Some(true),
            percent_of: file.of,
            percents,
            beside,
            applies_if,
            criteria,
            sections,
            full,
            ordinal,
            before,
            count: self.criteria - before,
            depth,
        })
    }

    /// A shared condition, after recording the fields that it reads.
    fn reads(&mut self, condition: Condition) -> Rc<Condition> {
        condition.sources(&mut |source| self.read_fields.extend(field(source)));
        Rc::new(condition)
    }

    /// The weights, after recording the fields that they read.
    fn reads_weights(&mut self, weights: Vec<WeightIf>) -> Vec<WeightIf> {
        for other in &weights {
            other
                .condition
                .sources(&mut |source| self.read_fields.extend(field(source)));
        }
        weights
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
            weights,
            not_applicable,
            dont_know,
            combined,
            applies_if,
            evidence_required,
            scale,
        } = file;
        let own = applies_if.map(|condition| self.reads(condition));
        let applies_if = self.conditions.iter().cloned().chain(own).collect();
        scale
            .family()
            .sources(&mut |source| self.read_fields.extend(field(source)));
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
            weights: self.reads_weights(weights),
            not_applicable,
            dont_know: dont_know.unwrap_or(self.dont_know),
            applies_if,
            standing: self.standing,
            combined: combined.map(Rc::new).or_else(|| self.combined.clone()),
            evidence_required,
            scale,
            ordinal,
            scoring: OnceCell::new(),
        }
    }
}

/// The field of the profile that a source is.
fn field(source: Source<'_>) -> Option<Id> {
    match source {
        Source::Field(id) => Some(id.clone()),
        Source::Criterion(_) | Source::Section(_) | Source::Nothing => None,
    }
}

/// The sections of the top level whose points are percent, each with the section of which. The reader is at the whole.
fn percents(sections: &[SectionFile], depth: u8, reader: &mut Reader<'_>) -> Vec<(u32, Option<u32>)> {
    let mut found = Vec::new();
    let own = sections
        .iter()
        .enumerate()
        .filter(|(_, section)| section.percent == Some(true));
    for (i, section) in own.filter(|_| depth == 0) {
        let is_it = |other: &SectionFile| {
            Some(&other.id) == section.of.as_ref() && other.counts.is_none_or(|counts| counts == Standing::Base)
        };
        let of = sections.iter().position(is_it);
        if let Some(id) = section.of.as_ref().filter(|id| of.is_none() && !id.is_empty()) {
            let args = vec![("value", id.to_string())];
            reader.key("sections", |r| {
                r.index(i, |r| r.key("of", |r| r.problem(Code::PercentOfOther, args)))
            });
        }
        found.push((i as u32, of.map(|of| of as u32)));
    }
    found
}

/// Reports scales without a maximum in a section that counts in the maximum. The reader is at the section.
fn check_limits(criteria: &[CriterionFile], reader: &mut Reader<'_>) {
    let all = criteria.iter().enumerate();
    for (i, _) in all.filter(|(_, criterion)| criterion.scale.family().has_no_limit()) {
        reader.key("criteria", |r| {
            r.index(i, |r| r.key("scale", |r| r.problem(Code::NoMaximum, Vec::new())))
        });
    }
}

/// Reports a scale that takes from a pool in a section that does not start with points. The reader is at the section.
fn check_maxima(criteria: &[CriterionFile], reader: &mut Reader<'_>) {
    for (i, criterion) in criteria.iter().enumerate() {
        if criterion.scale.family().takes_from_pool() {
            let args = vec![("key", "max".to_owned())];
            reader.key("criteria", |r| {
                r.index(i, |r| r.key("scale", |r| r.problem(Code::MissingKey, args)))
            });
        }
    }
}
