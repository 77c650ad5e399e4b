//! An earlier form of the same rubric, whose scores stand beside those of the open form.

use assessment::points::Decimal;
use assessment::problem::Problem;
use assessment::record::Record;
use assessment::rubric::{Criterion, Rubric};
use assessment::score::{CriterionSheet, Sheet};
use std::rc::Rc;

/// An earlier form.
#[derive(Debug)]
pub struct Earlier {
    /// The name of its file.
    pub file: Rc<str>,
    /// The text of its record.
    pub text: Rc<str>,
    rubric: Rc<Rubric>,
    sheets: Vec<(Rc<str>, Sheet)>,
}

/// Why a file is no earlier form of a rubric.
#[derive(Debug)]
pub enum NotEarlier {
    /// The file has problems.
    Problems(Vec<Problem>),
    /// The file is a record of another rubric.
    Other,
}

impl Earlier {
    /// Opens the text of a record beside a form of this rubric, of any version of it. No figure in the file is trusted.
    ///
    /// # Errors
    /// If the text is no record, or one of another rubric.
    pub fn open(rubric: &Rc<Rubric>, file: &Rc<str>, text: &Rc<str>) -> Result<Self, NotEarlier> {
        let record = Record::parse(text).map_err(NotEarlier::Problems)?;
        if record.rubric.id != rubric.id {
            return Err(NotEarlier::Other);
        }
        let (record, _) = Record::open(rubric, record);
        Ok(Self {
            file: file.clone(),
            text: text.clone(),
            rubric: rubric.clone(),
            sheets: record
                .others
                .iter()
                .cloned()
                .chain([(record.rater, record.sheet)])
                .collect(),
        })
    }

    /// The sheet of a criterion that a rater scored, and the points that it was worth then; `None` if it was not scored.
    pub fn scored(&self, rater: &str, criterion: &Criterion) -> Option<(&CriterionSheet, Option<Decimal>)> {
        let (_, sheet) = self.sheets.iter().find(|(own, _)| **own == *rater)?;
        let found = sheet.criterion(self.rubric.criterion_path(&criterion.id)?)?;
        let worth = found
            .spec
            .worth_now(&sheet.facts)
            .filter(|_| !found.spec.takes_from_pool());
        (found.tally.scored > 0 && found.tally.settled > 0).then_some((found, worth))
    }
}
