//! The record: what was filled in about one subject for one period, and the file that keeps it.
//!
//! [`file`] is the format and the only part that knows its keys. [`open`] puts a file onto a rubric and tells what does
//! not fit; [`save`] writes a record over the file that it came from, so that nothing the file held is lost.
//! [`fingerprint`] says which rubric it was.

pub mod file;
pub mod fingerprint;
mod open;
mod save;

pub use file::{KIND, RecordFile};
pub use open::{Difference, Notice};

use crate::points::Decimal;
use crate::problem::Problem;
use crate::rubric::{Id, Rubric};
use crate::score::Sheet;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The rater of a self-assessment.
pub const SELF: &str = "self";

/// An answer to a profile field.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Value {
    /// A text, a day, the id of an option; at a number field, what was typed and refused.
    Text(Rc<str>),
    /// A number.
    Number(Decimal),
    /// Several texts.
    Many(Vec<Rc<str>>),
}

/// What was filled in about one subject for one period, by one rater; what others entered stays in `origin`.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its own name, made when it was begun.
    pub id: Rc<str>,
    /// How many edits it has seen: one more with each.
    pub revision: u32,
    /// The period that it is about, as the person wrote it.
    pub period: Rc<str>,
    /// The day on which it was filled in, as `2026-11-23`; may be empty.
    pub date: Rc<str>,
    /// Answers to the profile.
    pub profile: Rc<BTreeMap<Id, Value>>,
    /// Names by role.
    pub roles: Rc<BTreeMap<Id, Vec<Rc<str>>>>,
    /// Answers to the criteria, narratives and every score.
    pub sheet: Sheet,
    /// The file that it was opened from.
    pub origin: Option<Rc<RecordFile>>,
}

impl Record {
    /// A record with nothing in it.
    pub fn blank(rubric: &Rubric, id: Rc<str>) -> Self {
        Self {
            id,
            revision: 0,
            period: "".into(),
            date: "".into(),
            profile: Rc::default(),
            roles: Rc::default(),
            sheet: Sheet::blank(rubric),
            origin: None,
        }
    }

    /// Reads the text of a record file: all its problems, or its content.
    pub fn parse(source: &str) -> Result<RecordFile, Vec<Problem>> {
        file::parse(source)
    }

    /// Puts a record file onto a rubric, recomputes its scores, and tells what does not fit.
    pub fn open(rubric: &Rubric, file: RecordFile) -> (Self, Vec<Notice>) {
        open::open(rubric, file)
    }

    /// The text of its file. The same record gives the same bytes.
    pub fn to_text(&self, rubric: &Rubric) -> String {
        save::to_text(self, rubric)
    }

    /// What names the subject: the profile field that the rubric marks, where it is filled in.
    pub fn subject(&self, rubric: &Rubric) -> Option<Rc<str>> {
        let field = rubric.profile.iter().find(|field| field.subject == Some(true))?;
        match self.profile.get(&field.id)? {
            Value::Text(text) if !text.trim().is_empty() => Some(text.trim().into()),
            _ => None,
        }
    }
}
