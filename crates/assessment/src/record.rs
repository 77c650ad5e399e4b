//! The record: what was filled in about one subject for one period, and its file.
//!
//! [`mod@file`] is the format and the only part that knows its keys. `open` applies a file to a rubric and reports what
//! does not fit; `save` writes a record over its origin, so that nothing in the file is lost; [`merge`] makes one file
//! of several; [`blocks`] splits a record into parts. [`manifest`] lists the files of a handover; [`Summary`] holds the
//! record's figures, and [`Verdict`] the check by a receiver of the file.

pub mod blocks;
mod differences;
mod entries;
pub mod file;
pub mod manifest;
pub mod merge;
mod migrate;
mod open;
mod profile;
mod save;
mod summary;
mod verdict;

pub use crate::read::format::RECORD_KIND;
pub use differences::Difference;
pub use file::{EntryFile, RecordFile};
pub use open::{Notice, OddDate};
pub use summary::Summary;
pub use verdict::{Dated, Figure, Noticed, PartFigure, Scored, Verdict, problems_to_text};

use crate::Id;
use crate::answers::{Entry, Value};
use crate::json::Node;
use crate::points::Decimal;
use crate::problem::Problem;
use crate::rubric::{Criterion, Facts, Field, NodePath, Rubric, SELF};
use crate::score::{CombinedScore, Sheet};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What was filled in about one subject for one period, by every rater of the rubric.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Record {
    /// Its id, made when the record was begun.
    pub id: Rc<str>,
    /// The number of edits: one more with each.
    pub revision: u32,
    /// The period that it is about, as the person wrote it.
    pub period: Rc<str>,
    /// The day on which it was filled in, as `2026-11-23`; may be empty.
    pub date: Rc<str>,
    /// Answers to the profile.
    pub profile: Rc<BTreeMap<Id, Value>>,
    /// Names by role.
    pub roles: Rc<BTreeMap<Id, Vec<Rc<str>>>>,
    /// A total from elsewhere, such as the paper form's, to be compared with the computed one.
    pub claimed_total: Option<Decimal>,
    /// The current rater: one of the rubric's raters.
    pub rater: Rc<str>,
    /// That rater's answers and scores, and the narratives, which belong to the subject and not to a rater.
    pub sheet: Sheet,
    /// The other raters' sheets, in the rubric's order.
    pub others: Rc<Vec<(Rc<str>, Sheet)>>,
    /// The file that it was opened from.
    pub origin: Option<Rc<RecordFile>>,
}

/// The entry of a file at a criterion.
pub fn entered(criterion: &Criterion, file: &EntryFile) -> Entry {
    entries::read(criterion, file).0
}

/// The answer of a file to a profile field; `None` if it has a shape that this program does not know.
pub fn answered(field: &Field, node: &Node) -> Option<Value> {
    profile::read(node, field)
}

impl Record {
    /// A blank record.
    pub fn blank(rubric: &Rubric, id: Rc<str>) -> Self {
        let mut raters = rubric.rater_ids().into_iter();
        Self {
            id,
            revision: 0,
            period: "".into(),
            date: "".into(),
            profile: Rc::default(),
            roles: Rc::default(),
            claimed_total: None,
            rater: raters.next().unwrap_or_else(|| SELF.into()),
            sheet: Sheet::blank(rubric),
            others: Rc::new(raters.map(|rater| (rater, Sheet::blank(rubric))).collect()),
            origin: None,
        }
    }

    /// Reads the text of a record file: its content, or all its problems.
    pub fn parse(source: &str) -> Result<RecordFile, Vec<Problem>> {
        file::parse(source)
    }

    /// Applies a record file to a rubric, recomputes its scores, and reports what does not fit.
    pub fn open(rubric: &Rubric, file: RecordFile) -> (Self, Vec<Notice>) {
        open::open(rubric, file)
    }

    /// The record as its file.
    pub fn to_file(&self, rubric: &Rubric) -> RecordFile {
        save::file(self, rubric)
    }

    /// The text of its file. Equal records give equal bytes.
    pub fn to_text(&self, rubric: &Rubric) -> String {
        save::to_text(self, rubric)
    }

    /// The record with another current rater; `None` if the rubric has no such rater.
    pub fn filled_in_by(&self, rubric: &Rubric, rater: &str) -> Option<Self> {
        let index = self.others.iter().position(|(other, _)| **other == *rater)?;
        let mut next = self.clone();
        let (other, sheet) = &mut Rc::make_mut(&mut next.others)[index];
        std::mem::swap(&mut next.rater, other);
        std::mem::swap(&mut next.sheet, sheet);
        next.sheet = next.sheet.with_narratives_of(rubric, &self.sheet);
        Some(next)
    }

    /// Every rater with a sheet, in the rubric's order.
    pub fn sheets<'r>(&'r self, rubric: &Rubric) -> Vec<(Rc<str>, &'r Sheet)> {
        let find = |rater: &Rc<str>| {
            if *rater == self.rater {
                return Some(&self.sheet);
            }
            self.others
                .iter()
                .find(|(other, _)| other == rater)
                .map(|(_, sheet)| sheet)
        };
        let all = rubric.rater_ids().into_iter();
        all.filter_map(|rater| find(&rater).map(|sheet| (rater, sheet)))
            .collect()
    }

    /// The combined score of all raters; `None` if the rubric does not combine them.
    pub fn combined(&self, rubric: &Rubric) -> Option<CombinedScore> {
        rubric.combined_score(&self.sheets(rubric))
    }

    /// Changes the entry of one rater at a criterion.
    pub fn edit(&mut self, rubric: &Rubric, rater: &str, path: &NodePath, change: &dyn Fn(&mut Entry)) {
        let edited = |sheet: &Sheet| {
            let mut entry = sheet.criterion(path)?.entry.clone();
            change(&mut entry);
            sheet.with_entry(rubric, path, &entry)
        };
        if *self.rater == *rater {
            self.sheet = edited(&self.sheet).unwrap_or_else(|| self.sheet.clone());
        } else if let Some((_, sheet)) = Rc::make_mut(&mut self.others)
            .iter_mut()
            .find(|(other, _)| **other == *rater)
        {
            *sheet = edited(sheet).unwrap_or_else(|| sheet.clone());
        }
    }

    /// The record with other facts about the subject.
    pub fn with_facts(&mut self, rubric: &Rubric, facts: &Facts) {
        self.sheet = self.sheet.with_facts(rubric, facts.clone());
        if !self.others.is_empty() {
            for (_, sheet) in Rc::make_mut(&mut self.others) {
                *sheet = sheet.with_facts(rubric, facts.clone());
            }
        }
    }

    /// The name of the subject: the profile field that the rubric marks, if it is filled in.
    pub fn subject(&self, rubric: &Rubric) -> Option<Rc<str>> {
        let field = rubric.profile.iter().find(|field| field.subject == Some(true))?;
        match self.profile.get(&field.id)? {
            Value::Text(text) if !text.trim().is_empty() => Some(text.trim().into()),
            _ => None,
        }
    }
}
