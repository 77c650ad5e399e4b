//! What the page "Make a form" is told and what it asks for: messages, effects, errors.

use super::edit::Edit;
use super::tree::Part;
use super::work::{Maker, Opened};
use crate::state::StorageError;
use office::ReadError;
use office::assign::{ColumnRole, RowRole};
use office::draft::Place;
use office::formats::{self, Format, Needed, Unsaid};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What is shown in the left half.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The document, with what its rows and columns became.
    Source,
    /// The sections and criteria.
    #[default]
    Items,
    /// Title, grades, profile.
    Whole,
    /// The rubric's file.
    File,
}

/// A problem that the check of the rubric found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Its place in the tree, such as `sections[0].criteria[3].scale.max`.
    pub path: String,
    /// The line in the file, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
    /// What is wrong and what to do, in the person's language.
    pub words: String,
}

/// A making in the list of those that the browser keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its id.
    pub id: Rc<str>,
    /// The title of the rubric.
    pub title: String,
    /// When it was changed last, in UTC.
    pub changed: String,
    /// How many criteria it has.
    pub criteria: usize,
}

/// Why a file or a text did not become a rubric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MakerError {
    /// It cannot be read.
    Unread(String, ReadError),
    /// There is nothing to read.
    NoText,
    /// The browser does not give the file.
    Unreadable(String),
    /// A file of another rubric format is damaged, or the rubric cannot be written in that format.
    Format {
        /// The name of the file; empty for writing.
        file: String,
        /// Where in the file.
        place: String,
        /// What is wrong.
        fault: FormatFault,
    },
    /// A stored making cannot be read.
    Lost,
}

/// What is wrong in a file of another rubric format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormatFault {
    /// The text is not of the format, or is cut short.
    Malformed,
    /// Something is missing.
    Missing(Needed),
    /// Something else is wanted.
    WrongType(Needed),
    /// A text that is no amount of points.
    NoAmount(String),
    /// Larger than the limit.
    TooLarge,
    /// There is no question in it.
    Empty,
    /// The rubric that was read has this problem.
    Refused(String),
    /// The format is only read.
    NotWritten,
}

impl MakerError {
    /// Returns the error of a format; `file` is the name of the file.
    pub(super) fn format(file: &str, error: &formats::FormatError) -> Self {
        let fault = match &error.fault {
            formats::Fault::Malformed => FormatFault::Malformed,
            formats::Fault::Missing(what) => FormatFault::Missing(what.clone()),
            formats::Fault::WrongType(what) => FormatFault::WrongType(what.clone()),
            formats::Fault::NoAmount(text) => FormatFault::NoAmount(text.clone()),
            formats::Fault::TooLarge => FormatFault::TooLarge,
            formats::Fault::Empty => FormatFault::Empty,
            formats::Fault::Refused(problem) => FormatFault::Refused(problem.clone()),
            formats::Fault::NotWritten => FormatFault::NotWritten,
        };
        Self::Format {
            file: file.to_owned(),
            place: error.place.clone(),
            fault,
        }
    }
}

/// A rubric in another format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The name of the file.
    pub name: String,
    /// What the file does not say.
    pub unsaid: Vec<Unsaid>,
}

/// What a person did, or the answer to an effect.
#[derive(Clone, Debug)]
pub enum MakerMsg {
    /// The browser keeps these.
    Listed(Vec<Listed>),
    /// Read files or a pasted text.
    Reading,
    /// A file or a text was read. `id` is an id for a new making.
    Read {
        /// What it is.
        opened: Box<Opened>,
        /// A fresh id.
        id: Rc<str>,
    },
    /// A new making was made of a file or a text, in steps between which the page answers.
    Made {
        /// The rubric in the making.
        maker: Box<Maker>,
        /// A fresh id.
        id: Rc<str>,
    },
    /// Reading failed.
    Failed(MakerError),
    /// Remove the error.
    Dismiss,
    /// Begin without a document. The title, and that of the first section.
    Blank {
        /// A fresh id.
        id: Rc<str>,
        /// The title.
        title: String,
        /// The title of the first section.
        section: String,
    },
    /// Open a stored making.
    Load(Rc<str>),
    /// It was read; `None` if it is damaged. `turn` is how often it was stored.
    Loaded {
        /// Its id.
        id: Rc<str>,
        /// Its content.
        maker: Option<Box<Maker>>,
        /// The text of the rubric's file as it was typed, if it is no JSON.
        typed: Option<String>,
        /// How often it was stored.
        turn: u32,
    },
    /// Delete a stored making. It can be restored until the next one is deleted, or the page is left.
    Delete(Rc<str>),
    /// Restore the making that was deleted last.
    Restore,
    /// The page is left: nothing of it is shown any more.
    Leave,
    /// Show this tab.
    Show(Tab),
    /// Show a part among the items, or close it.
    Choose(Option<Part>),
    /// Show a part among the items, at the box of its veto.
    ChooseVeto(Part),
    /// Show where the problem with this path is mended.
    Mend(String),
    /// Show a place of the document.
    Seek(Place),
    /// Show more rows.
    More,
    /// Change the rubric.
    Edit(Edit),
    /// Change the rubric by typing into the field with this element id: the text is shown as it is typed.
    Type {
        /// The field.
        field: String,
        /// What is in it.
        text: String,
        /// The change.
        edit: Edit,
    },
    /// A field was left.
    Settle,
    /// Say what a column is.
    Column(usize, usize, Option<ColumnRole>),
    /// Say what a row or a paragraph is.
    Row(usize, usize, Option<RowRole>),
    /// Leave a table out, or take it again.
    LeaveOut(usize, bool),
    /// Mark doubts as looked at, or take that back.
    See(Vec<String>, bool),
    /// Give the page for schools. The rubric is no draft any more.
    HandOut,
    /// The text of the rubric's file was changed.
    TypeFile(String),
    /// Save the rubric in another format, in the language with this tag.
    Export(Format, String),
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// A timer for the form fired.
    ShowDue,
    /// The form shows the rubric, with these problems.
    Shown(Vec<Trouble>),
    /// A large rubric was checked beside the page: whether it has no problems.
    Checked {
        /// The version that was checked.
        version: u64,
        /// Whether there are none.
        is_fine: bool,
    },
    /// Show the form of a large rubric.
    Preview,
    /// A timer for storing fired, or the page is hidden.
    SaveDue,
    /// Storing ended: how often the making was stored, and whether it got another id; or the browser's reason.
    Stored {
        /// The version that was stored.
        version: u64,
        /// The time of day, how often it was stored, and its id.
        outcome: Result<(String, u32, Rc<str>), StorageError>,
    },
    /// Close this making; the list is shown again.
    Close,
}

/// What the browser is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum MakerEffect {
    /// Send [`MakerMsg::ShowDue`] soon.
    ScheduleShow,
    /// Send [`MakerMsg::SaveDue`] soon.
    ScheduleSave,
    /// Show this rubric as a form, with the record of the document's scores.
    ShowForm {
        /// The text of the rubric.
        rubric: String,
        /// The text of the record.
        record: Option<String>,
    },
    /// Check this rubric without showing it, in a worker.
    Check {
        /// The text of the rubric.
        rubric: String,
        /// Its version, for the answer.
        version: u64,
    },
    /// Show no form.
    HideForm,
    /// Bring the criterion with this ordinal into view in the form.
    Reveal(usize),
    /// Download a file.
    Give {
        /// Its name.
        name: String,
        /// Its content.
        bytes: Vec<u8>,
    },
    /// Store the making.
    Store {
        /// Its entry in the list.
        entry: Listed,
        /// Its content.
        saved: String,
        /// How often it was stored when it was read.
        turn: u32,
        /// Its version, for the answer.
        version: u64,
    },
    /// Read the list.
    List,
    /// Read a making.
    Load(Rc<str>),
    /// Delete a making.
    Delete(Rc<str>),
    /// Focus the element with this id once it is drawn.
    Focus(String),
    /// Download the page for schools.
    HandOut,
}
