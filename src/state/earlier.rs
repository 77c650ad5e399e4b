//! An earlier form of the same rubric, whose scores stand beside those of the open form.

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
    sheet: Sheet,
}

/// Why a file is no earlier form of a rubric.
#[derive(Debug)]
pub enum NotEarlier {
    /// The file has problems.
    Problems(Vec<Problem>),
    /// The file is a record of the rubric with this id and version.
    Other(assessment::Id, Rc<str>),
}

impl Earlier {
    /// Opens the text of a record beside a form of this rubric, of any version of it. No figure in the file is trusted.
    ///
    /// # Errors
    /// If the text is no record, or one of another rubric.
    pub fn open(rubric: &Rc<Rubric>, file: &Rc<str>, text: &Rc<str>) -> Result<Self, NotEarlier> {
        let record = Record::parse(text).map_err(NotEarlier::Problems)?;
        if record.rubric.id != rubric.id {
            return Err(NotEarlier::Other(record.rubric.id, record.rubric.version));
        }
        let (record, _) = Record::open(rubric, record);
        Ok(Self {
            file: file.clone(),
            text: text.clone(),
            rubric: rubric.clone(),
            sheet: record.sheet,
        })
    }

    /// The sheet of a criterion, if it was scored.
    pub fn scored(&self, criterion: &Criterion) -> Option<&CriterionSheet> {
        let sheet = self.sheet.criterion(self.rubric.criterion_path(&criterion.id)?)?;
        (sheet.tally.scored > 0 && sheet.tally.settled > 0).then_some(sheet)
    }
}
