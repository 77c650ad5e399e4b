//! Record → blocks. Parts that an edit left unchanged are recognised by pointer equality and not written again.

use super::super::file::{CriterionRef, EntryFile, PartFile, RecordFile, RubricRef};
use super::super::{Record, save};
use super::{Block, HEAD, REST};
use crate::read::leaf::Map;
use crate::rubric::{COMBINED, Rubric, Section};
use crate::score::{Chunk, CriterionSheet, SectionSheet, Sheet};
use std::collections::HashMap;
use std::rc::Rc;

/// A part of a record: consecutive criteria of one section with the entries of all raters, and, with the first of them,
/// the section's narrative. Two parts are equal if no edit came between them.
#[derive(Clone, Debug)]
pub struct Part {
    section: Rc<Section>,
    /// By rater, in the rubric's order. Empty in a section without criteria.
    chunks: Vec<Rc<Chunk<CriterionSheet>>>,
    narrative: Option<Rc<str>>,
}

impl Part {
    /// Its name: `<section>/<index of the first criterion>`.
    pub fn name(&self) -> String {
        let first = self.chunks.first().map_or(0, |chunk| chunk.first);
        format!("{}/{first}", self.section.id)
    }
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        let same = |(a, b): (&Rc<Chunk<_>>, &Rc<Chunk<_>>)| Rc::ptr_eq(a, b);
        let same_narrative = match (&self.narrative, &other.narrative) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        same_narrative
            && self.section.id == other.section.id
            && self.chunks.len() == other.chunks.len()
            && self.chunks.iter().zip(&other.chunks).all(same)
    }
}

/// Origin entries by id, so that an edit does not search the file.
type Places = HashMap<Rc<str>, usize>;

/// Writes the blocks of one record.
#[derive(Debug)]
pub struct Splitter {
    rubric: Rc<Rubric>,
    record: Rc<str>,
    origin: Option<Rc<RecordFile>>,
    entries: HashMap<Rc<str>, Places>,
    criteria: Places,
    /// Whether another rater's sheet has content, by the sheet for which it was computed last.
    spoken: HashMap<Rc<str>, (Rc<SectionSheet>, bool)>,
}

impl Splitter {
    /// A splitter for this record and all that edits make of it.
    pub fn new(rubric: Rc<Rubric>, record: &Record) -> Self {
        let origin = record.origin.clone();
        let answers = origin.iter().flat_map(|file| &file.answers.0);
        Self {
            entries: answers.map(|(rater, own)| (rater.clone(), places(own))).collect(),
            criteria: origin.as_ref().map(|file| places(&file.criteria)).unwrap_or_default(),
            spoken: HashMap::new(),
            record: record.id.clone(),
            rubric,
            origin,
        }
    }

    /// Whether it is for this record.
    pub fn is_for(&self, rubric: &Rc<Rubric>, record: &Record) -> bool {
        let same = match (&self.origin, &record.origin) {
            (Some(ours), Some(theirs)) => Rc::ptr_eq(ours, theirs),
            (ours, theirs) => ours.is_none() && theirs.is_none(),
        };
        same && Rc::ptr_eq(&self.rubric, rubric) && self.record == record.id
    }

    /// The parts of the current record, in the rubric's order.
    pub fn parts(&self, record: &Record) -> Vec<Part> {
        let sheets: Vec<_> = record
            .sheets(&self.rubric)
            .into_iter()
            .map(|(_, sheet)| &*sheet.root)
            .collect();
        let mut all = Vec::new();
        walk(&record.sheet.root, &sheets, &mut all);
        all
    }

    /// The text of a part's block; `None` if the part is empty.
    pub fn part(&self, record: &Record, part: &Part) -> Option<String> {
        let mut block = Block::new(&self.record, part.name().into(), self.rubric_ref());
        let written = part.narrative.iter().filter(|text| !text.is_empty());
        block.sections = Map(written.map(|text| (part.section.id.shared(), text.clone())).collect());
        let mut answered = vec![false; part.chunks.first().map_or(0, |chunk| chunk.items.len())];
        for ((rater, _), chunk) in record.sheets(&self.rubric).into_iter().zip(&part.chunks) {
            let own = chunk
                .items
                .iter()
                .zip(&mut answered)
                .filter_map(|(criterion, answered)| {
                    let entry = save::entry(criterion, self.entry(&rater, &criterion.spec.id))?;
                    *answered = true;
                    Some((criterion.spec.id.shared(), entry))
                });
            let own: Vec<_> = own.collect();
            if !own.is_empty() {
                block.answers.0.push((rater, Map(own)));
            }
        }
        let items = part.chunks.first().into_iter().flat_map(|chunk| &chunk.items);
        for (criterion, answered) in items.zip(answered) {
            let old = self.criterion(&criterion.spec.id);
            let rest = old.map(|old| old.rest.clone()).unwrap_or_default();
            if answered || !rest.is_empty() {
                let shown = save::criterion_ref(&criterion.spec, rest);
                block.criteria.0.push((criterion.spec.id.shared(), shown));
            }
        }
        let empty = block.answers.0.is_empty() && block.criteria.0.is_empty() && block.sections.0.is_empty();
        (!empty).then(|| block.text())
    }

    /// The text of the block for content that the rubric has no place for; `None` if there is no such content.
    pub fn rest(&self) -> Option<String> {
        let origin = self.origin.as_ref()?;
        let mut block = Block::new(&self.record, REST.into(), self.rubric_ref());
        let raters = self.rubric.rater_ids();
        for (rater, own) in &origin.answers.0 {
            let known = |id: &str| raters.contains(rater) && self.rubric.criterion(id).is_some();
            let left = without(own, &known);
            // A rater without content is in the file, too.
            if !left.0.is_empty() || !raters.contains(rater) {
                block.answers.0.push((rater.clone(), left));
            }
        }
        block.sections = without(&origin.sections, &|id| self.rubric.section_path(id).is_some());
        block.criteria = without(&origin.criteria, &|id| self.rubric.criterion(id).is_some());
        // The combined score follows from those of the raters, and is computed when the record is saved.
        let is_combined = |rater: &str| rater == COMBINED && self.rubric.combined.is_some();
        block.scores = without(&origin.scores, &|rater| {
            is_combined(rater) || raters.iter().any(|known| **known == *rater)
        });
        let maps = [
            block.answers.0.len(),
            block.sections.0.len(),
            block.criteria.0.len(),
            block.scores.0.len(),
        ];
        maps.iter().any(|length| *length > 0).then(|| block.text())
    }

    /// The text of the head, which lists blocks of these names.
    pub fn head(&mut self, record: &Record, parts: Vec<Rc<str>>) -> String {
        let mut file = save::head(record, &self.rubric);
        let answered = self.origin.iter().flat_map(|file| &file.answers.0);
        let mut raters: Vec<_> = answered.map(|(rater, _)| rater.clone()).collect();
        let rubric = self.rubric.clone();
        for (rater, sheet) in record.sheets(&rubric) {
            if !raters.contains(&rater) {
                if rater != record.rater && !self.has_spoken(&rater, sheet) {
                    continue;
                }
                raters.push(rater.clone());
            }
            let score = self.score(&rater, sheet);
            file.scores.0.push((rater, score));
        }
        let mut block = Block::new(&self.record, HEAD.into(), file.rubric.clone());
        (block.parts, block.raters, block.file) = (parts, raters, Some(file));
        block.text()
    }

    /// All blocks by their names, the head first.
    pub fn all(&mut self, record: &Record) -> Vec<(Rc<str>, String)> {
        let rest = self.rest().map(|text| (REST.into(), text));
        let parts = self.parts(record);
        let parts = parts
            .iter()
            .filter_map(|part| Some((part.name().into(), self.part(record, part)?)));
        let others: Vec<(Rc<str>, String)> = rest.into_iter().chain(parts).collect();
        let head = self.head(record, others.iter().map(|(name, _)| name.clone()).collect());
        std::iter::once((HEAD.into(), head)).chain(others).collect()
    }

    /// A rater's total, with the parts whose figures cannot be recomputed.
    fn score(&self, rater: &str, sheet: &Sheet) -> super::ScoreFile {
        let old = self.origin.as_ref().and_then(|file| file.scores.get(rater));
        // All parts or none: an incomplete list would say that the others are missing.
        let has_rest = |map: &Map<PartFile>| map.0.iter().any(|(_, part)| !part.rest.is_empty());
        let (mut sections, mut criteria) = (Map::default(), Map::default());
        if let Some(old) = old.filter(|old| has_rest(&old.sections) || has_rest(&old.criteria)) {
            let parts = save::Parts::of(sheet, &self.rubric.rules, Some(old)).files();
            if has_rest(&old.sections) {
                sections = parts.0;
            }
            if has_rest(&old.criteria) {
                criteria = parts.1;
            }
        }
        save::score(
            &sheet.outcome(&self.rubric),
            &self.rubric,
            (sections, criteria),
            old.map(|old| old.rest.clone()).unwrap_or_default(),
        )
    }

    /// Whether a rater entered anything. Computed once a sheet, and only for raters other than the current one.
    fn has_spoken(&mut self, rater: &Rc<str>, sheet: &Sheet) -> bool {
        if let Some((known, spoken)) = self
            .spoken
            .get(rater)
            .filter(|(known, _)| Rc::ptr_eq(known, &sheet.root))
        {
            debug_assert!(Rc::ptr_eq(known, &sheet.root));
            return *spoken;
        }
        let spoken = has_entries(&sheet.root);
        self.spoken.insert(rater.clone(), (sheet.root.clone(), spoken));
        spoken
    }

    fn rubric_ref(&self) -> RubricRef {
        RubricRef {
            id: self.rubric.id.clone(),
            version: self.rubric.version.clone(),
            title: None,
            scoring: None,
            texts: None,
            rest: Vec::new(),
        }
    }

    fn entry(&self, rater: &str, criterion: &str) -> Option<&EntryFile> {
        let index = *self.entries.get(rater)?.get(criterion)?;
        let own = self.origin.as_ref()?.answers.get(rater)?;
        own.0.get(index).map(|(_, entry)| entry)
    }

    fn criterion(&self, id: &str) -> Option<&CriterionRef> {
        let index = *self.criteria.get(id)?;
        self.origin
            .as_ref()?
            .criteria
            .0
            .get(index)
            .map(|(_, criterion)| criterion)
    }
}

fn places<T>(map: &Map<T>) -> Places {
    map.0.iter().enumerate().map(|(i, (id, _))| (id.clone(), i)).collect()
}

fn without<T: Clone>(map: &Map<T>, known: &dyn Fn(&str) -> bool) -> Map<T> {
    Map(map.0.iter().filter(|(id, _)| !known(id)).cloned().collect())
}

/// Collects the parts of a section and its subsections: `narratives` has the narratives, `sheets` every rater's
/// entries.
fn walk(narratives: &SectionSheet, sheets: &[&SectionSheet], all: &mut Vec<Part>) {
    // The narrative of the whole is in the head.
    let mut narrative = (narratives.spec.depth > 0).then(|| narratives.narrative.clone());
    for i in 0..narratives.criteria.chunks.len() {
        all.push(Part {
            section: narratives.spec.clone(),
            chunks: sheets
                .iter()
                .filter_map(|sheet| sheet.criteria.chunks.get(i).cloned())
                .collect(),
            narrative: narrative.take(),
        });
    }
    if narrative.is_some() {
        all.push(Part {
            section: narratives.spec.clone(),
            chunks: Vec::new(),
            narrative,
        });
    }
    for (i, inner) in narratives.sections.iter().enumerate() {
        let sheets: Vec<_> = sheets
            .iter()
            .filter_map(|sheet| sheet.sections.get(i).map(|section| &**section))
            .collect();
        walk(inner, &sheets, all);
    }
}

fn has_entries(section: &SectionSheet) -> bool {
    let spoken = |criterion: &Rc<CriterionSheet>| criterion.entry.stamp.is_some() || !criterion.entry.is_blank();
    section.criteria.iter().any(spoken) || section.sections.iter().any(|inner| has_entries(inner))
}
