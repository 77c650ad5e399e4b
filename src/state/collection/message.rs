//! What happens on the page, and what is to be done.

use super::read::{Place, ReadRow};
use super::saved::Saved;
use super::shown::{Column, Tab};
use crate::state::StorageError;
use assessment::rubric::Rubric;
use rollup::{Collection, Row};
use std::rc::Rc;

/// What a person did, or what the browser came back with.
#[derive(Clone, Debug)]
pub enum CollectionMsg {
    /// The language is another one.
    SetLanguage(&'static str),
    /// The day is this one, `YYYY-MM-DD`.
    SetToday(String),
    /// Files are about to be read.
    Begin,
    /// No rubric of this id is known.
    NeedsRubric(String),
    /// The rubric that the records answer.
    SetRubric(Rc<Rubric>),
    /// Records were read; and how many bytes of all were.
    Read(Vec<ReadRow>, u64, u64),
    /// All were read.
    Ended,
    /// The rows that numbers of all records settle (convention 30), or that answers of other copies complete, by index.
    Settled(Vec<(usize, Row)>),
    /// Those rows could not be read again.
    NotSettled,
    /// The work failed or was stopped: what was read stays.
    Stopped,
    /// What the browser kept.
    Restored(Box<Saved>, Vec<Row>),
    /// The browser kept nothing, or does not answer.
    NothingKept,
    /// Begins to type into a grid for this rubric.
    Enter(Rc<Rubric>),
    /// The names of the grid's subjects, one a line.
    GridNames(String),
    /// The period of what is typed into the grid.
    GridPeriod(String),
    /// The day of what is typed into the grid.
    GridDate(String),
    /// A text, or cells of a table, from a field of the grid on: row and column.
    GridPut(usize, usize, String),
    /// Empties the fields of the grid.
    GridClear,
    /// Shows a part of the page.
    Show(Tab),
    /// Sorts by a column; again, the other way.
    Sort(Column),
    /// Shows the subjects whose name has these words.
    Find(String),
    /// Shows a grade alone, by place; `Some(None)` those without one.
    Grade(Option<Option<u32>>),
    /// Shows the subjects with this value of a profile field alone.
    Value(Option<(usize, Box<str>)>),
    /// Groups by a profile field.
    Group(Option<usize>),
    /// Shows the figures of another rater.
    Rater(u32),
    /// The share from the top, in percent, as typed.
    Top(String),
    /// The weight of a period, as typed.
    Weight(Box<str>, String),
    /// Another total beside a row's, as typed, by the record's id.
    Type(Box<str>, String),
    /// The list of names that should be there.
    List(String),
    /// A file of this name was opened as an earlier collection; none if it is no file of rows.
    OpenEarlier(String, Option<Box<Collection>>),
    /// No earlier collection any more.
    CloseEarlier,
    /// Shows the form of a row.
    Open(usize),
    /// Shows the form of the row before or after.
    Step(bool),
    /// Shows the table again.
    Close,
    /// Asks whether the collection is to be deleted, or asks no more.
    AskClear(bool),
    /// Begins again, without records.
    Clear,
    /// Writes a file.
    Write(Out),
    /// What the person is to know about a command.
    Say(Said),
    /// It is time to store.
    SaveDue,
    /// The browser has stored, or not.
    Stored(Stored),
    /// Stores this collection in the place of the one that another tab has stored.
    StoreThis,
}

/// What became of storing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It is stored, at this time of day.
    At(String),
    /// It is not.
    Not(StorageError),
    /// It is not, because the rows have changed meanwhile.
    Outdated,
    /// It is not, because another tab has stored a collection since this one was opened.
    Elsewhere,
}

/// What the person is to know about the last command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A file of this name was written.
    Given(String),
    /// The file of this name was not written.
    NotGiven(String),
    /// The file of this name is no earlier collection of the rubric.
    NotEarlier(String),
    /// A folder has more files than this many, which were read.
    NotAllFiles(usize),
    /// The file of the record is not there any more.
    NoForm,
    /// Answers of copies, or numbers of all records, could not be read again.
    NotSettled,
    /// The rows that the browser kept are damaged.
    RowsLost,
}

/// What the page writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Out {
    /// A workbook of everything.
    Excel,
    /// The table that is shown, comma-separated.
    Csv,
    /// A row for each record, for other programs.
    Lines,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub enum CollectionEffect {
    /// Read the records of rows once more.
    ReadAgain {
        /// The rows by index, each with the place of its record, and of copies whose raters' answers it lacks.
        rows: Vec<(usize, Vec<Place>)>,
        /// Whether numbers are compared with those of all these records.
        compares: bool,
    },
    /// Show the form of a row: the place of its record, and those of copies with answers of other raters.
    ShowForm(usize, Vec<Place>),
    /// Show no form.
    HideForm,
    /// Store soon.
    ScheduleSave,
    /// Store; the rows and the files as well, if they have changed.
    Store {
        /// What is beside them.
        saved: Box<Saved>,
        /// Whether they have changed.
        has_new_rows: bool,
        /// The version of the rows: those of another one are not stored with it.
        rows: u32,
    },
    /// Store the next time also over a collection that another tab has stored.
    StoreOver,
    /// Forget what is stored.
    Forget,
    /// Write a file of the rows, and give it.
    Write {
        /// What.
        out: Out,
        /// Its name.
        name: String,
        /// The rater, by place.
        rater: u32,
        /// Which rows, by index and in their order.
        among: Rc<[usize]>,
    },
    /// Focus an element.
    Focus(String),
}
