//! Writes the answers of a form into the Word or Excel file that its rubric was made from, and gives that very file back: members of the
//! archive that need no change keep their bytes, and a changed one differs in the cells that are named only.
//!
//! A value goes where it is certain that it belongs: into the row of its criterion, which has the criterion's text, in the column whose
//! head says so, or into a blank after its label. What has no such place, or one that is taken, is listed instead.

mod archive;
mod blanks;
mod docx;
mod formula;
mod labels;
mod marks;
mod matching;
mod origin;
mod plan;
mod planner;
mod recalculate;
mod rows;
mod sheet;
mod sums;
mod tree;
mod xlsx;

pub use origin::{KEY, Origin, Spot};

use crate::draft::Place;
use crate::problem::ReadError;
use archive::{Archive, Fault};
use assessment::points::Decimal;
use assessment::rubric::Rubric;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is written into the original. Scores, subtotals and the total are exact decimals as text, such as `97.5`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Values {
    /// The criteria, by id.
    pub criteria: BTreeMap<String, Entry>,
    /// The points of the sections, by id.
    pub sections: BTreeMap<String, String>,
    /// The points of the whole.
    pub total: Option<String>,
    /// The grade.
    pub grade: Option<String>,
    /// The day, as `2026-11-05`.
    pub date: Option<String>,
    /// The name of the school or unit.
    pub subject: Option<String>,
    /// The fields of the profile: what is asked, and the answer.
    pub profile: Vec<(String, String)>,
}

/// What is written for a criterion.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Entry {
    /// The points.
    pub score: Option<String>,
    /// The points lost.
    pub lost: Option<String>,
    /// Why points were lost.
    pub reason: Option<String>,
    /// The note.
    pub note: Option<String>,
    /// The evidence.
    pub evidence: Option<String>,
}

/// One of the values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Item {
    /// The points of a criterion, by id.
    Score(String),
    /// The points lost of a criterion.
    Lost(String),
    /// The reason of a criterion.
    Reason(String),
    /// The note of a criterion.
    Note(String),
    /// The evidence of a criterion.
    Evidence(String),
    /// The points of a section, by id.
    Subtotal(String),
    /// The points of rows that are no section of the rubric: their sum, which the form has a row for.
    Sum,
    /// The points of the whole.
    Total,
    /// The grade.
    Grade,
    /// The date.
    Date,
    /// The name of the school or unit.
    Subject,
    /// A field of the profile, by what is asked.
    Profile(String),
}

/// Where in the file a value is, in the terms of a person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Where {
    /// A cell of a workbook.
    Cell {
        /// The name of the sheet.
        sheet: String,
        /// The cell, such as `D12`.
        cell: String,
    },
    /// A cell of a table of a Word file. All count from 1.
    Table {
        /// Which table, of those with text.
        table: u32,
        /// The row.
        row: u32,
        /// The column of the table's grid.
        column: u32,
    },
    /// A paragraph.
    Paragraph {
        /// Its text as it was.
        text: String,
    },
}

/// A value that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Written {
    /// The value.
    pub item: Item,
    /// Where it was written.
    pub place: Where,
    /// What was written.
    pub text: String,
    /// What was there before and is replaced; `None` for an empty cell or a blank.
    pub replaced: Option<String>,
}

/// A value that was not written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Left {
    /// The value.
    pub item: Item,
    /// Why.
    pub why: Why,
    /// Where it would have been written, if that is known.
    pub place: Option<Where>,
}

/// Why a value was not written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Why {
    /// The file has no row with the text of this criterion.
    NoRow,
    /// The file has several places that may be meant.
    Ambiguous,
    /// The file has no cell and no blank for it.
    NoCell,
    /// The cell has this text already, which is kept.
    Occupied(String),
    /// There is no new score, and the cell keeps this earlier one.
    Earlier(String),
    /// The cell is merged with those of other criteria.
    Merged,
    /// The cell has tracked changes, a control, a field, a picture or a table.
    Structure,
    /// The cell computes its value by this formula, which is kept, and whose value is not known here.
    Formula(String),
    /// The cell computes its value by a formula, which is kept, and which makes this value, not the one of the form.
    Differs(String),
    /// The text is longer than a cell can hold.
    TooLong,
}

/// A formula of a workbook that depends on what was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Formula {
    /// The name of the sheet.
    pub sheet: String,
    /// The cell, such as `D12`.
    pub cell: String,
    /// The formula, without a sign of equality before it; empty for one that goes on from another cell.
    pub formula: String,
    /// The value that it has now; `None` if it was removed, and the program that opens the file computes it.
    pub value: Option<String>,
}

/// The original with the values in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filling {
    /// The file.
    pub bytes: Vec<u8>,
    /// What was written: the rows of the criteria in the order of the file, then sums, then what has a label.
    pub written: Vec<Written>,
    /// What was not written.
    pub left: Vec<Left>,
    /// The formulas that depend on what was written.
    pub formulas: Vec<Formula>,
}

impl Filling {
    /// Returns the ids of the criteria whose row was not found.
    pub fn unmatched(&self) -> impl Iterator<Item = &str> {
        self.left.iter().filter_map(|left| match (&left.item, &left.why) {
            (Item::Score(id), Why::NoRow | Why::Ambiguous) if left.place.is_none() => Some(&**id),
            _ => None,
        })
    }
}

/// Why a file cannot be filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum FillError {
    /// The file cannot be read.
    Read(ReadError),
    /// The file is neither a Word file (`.docx`) nor an Excel file (`.xlsx`).
    OtherKind,
    /// The file is signed; a change would make the signature invalid.
    Signed,
    /// The file has macros.
    Macros,
    /// The file is built in a way that this crate does not change safely, such as an archive of more than 4 GB or XML in an encoding
    /// other than UTF-8. Word and Excel do not write such files; opened there and saved again, it is an ordinary one.
    Structure,
}

impl From<ReadError> for FillError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl From<Fault> for FillError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Structure => Self::Structure,
            Fault::TooLarge => Self::Read(ReadError::TooLarge),
        }
    }
}

impl From<crate::read::xml::Malformed> for FillError {
    fn from(_: crate::read::xml::Malformed) -> Self {
        Self::Structure
    }
}

/// What a cell or a paragraph has, as it is in the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    /// The text of each paragraph with all its spaces; a cell of a workbook has one.
    pub lines: Vec<String>,
    /// Why nothing is written into an empty cell or in the place of all of its content.
    pub held: Option<Why>,
    /// Why nothing is written into the text of a line.
    pub held_lines: Vec<Option<Why>>,
    /// The formula that computes it.
    pub formula: Option<String>,
    /// Whether its text is only what a control says about what to type.
    pub is_prompt: bool,
}

/// A change of a file.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    /// All of the content of a cell.
    Put {
        /// The cell.
        place: Place,
        /// Its text.
        text: String,
        /// Whether it is a number.
        number: bool,
    },
    /// A part of the text of a line.
    Splice {
        /// The cell or paragraph.
        place: Place,
        /// The line.
        line: usize,
        /// The part, in bytes of the line.
        at: std::ops::Range<usize>,
        /// The text in its place.
        text: String,
    },
    /// A cell with a formula, which is kept: the value that the form has for it.
    Expect {
        /// The cell.
        place: Place,
        /// The value.
        item: Item,
        /// Its number.
        value: Decimal,
    },
}

/// A file that is written into.
pub(crate) trait Original {
    /// Returns what a cell or paragraph has; `None` if there is none that can be written into.
    fn content(&self, place: Place) -> Option<Content>;
    /// Returns the place in the terms of a person.
    fn locate(&self, place: Place) -> Where;
    /// Returns how many characters a cell can hold.
    fn longest(&self) -> usize;
}

/// Writes values into a file. `origin` is where the criteria stand in it, if the rubric has that; without it their rows are found by
/// their texts. A file in which no criterion of the rubric is found keeps all of its bytes.
///
/// # Errors
/// If the file is not one that is written into; see [`FillError`].
pub fn fill(original: &[u8], rubric: &Rubric, origin: Option<&Origin>, values: &Values) -> Result<Filling, FillError> {
    if !original.starts_with(b"PK") {
        // A compound file may be an encrypted one.
        return Err(match crate::read::read(original, "", &|_, _| None) {
            Err(error @ (ReadError::Encrypted | ReadError::TooLarge)) => FillError::Read(error),
            _ => FillError::OtherKind,
        });
    }
    let document = crate::read::read(original, "", &|_, _| None)?;
    let mut archive = Archive::open(original)?;
    check(&mut archive)?;
    let assignments = origin.map(|origin| origin.assignments.clone()).unwrap_or_default();
    let draft = crate::understand::understand_with(&document, &assignments).unwrap_or_default();
    let is_word = archive.has("word/document.xml");
    let (filling, changed) = if is_word {
        let file = docx::Parts::read(&mut archive)?;
        let file = docx::File::new(&file, &document)?;
        let (edits, filling) = plan::plan(&document, &draft, &file, rubric, origin, values);
        let changed = file.changed(edits)?;
        (filling, changed)
    } else {
        let file = xlsx::File::read(&mut archive, &document)?;
        let (edits, filling) = plan::plan(&document, &draft, &file, rubric, origin, values);
        file.changed(edits, filling)?
    };
    let bytes = archive.with(&changed)?;
    Ok(Filling { bytes, ..filling })
}

/// Refuses files that a change would spoil, or that a program opens with a warning.
fn check(archive: &mut Archive<'_>) -> Result<(), FillError> {
    if archive.paths().any(|path| path.starts_with("_xmlsignatures/")) {
        return Err(FillError::Signed);
    }
    let types = archive.xml("[Content_Types].xml")?;
    let has_macros = types.is_some_and(|(types, _)| types.to_ascii_lowercase().contains("macroenabled"));
    if has_macros || archive.paths().any(|path| path.ends_with("/vbaproject.bin")) {
        return Err(FillError::Macros);
    }
    Ok(())
}
