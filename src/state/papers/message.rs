//! What the page "Reports and tables" is told and what it asks for: messages and effects.

use super::edits::Place;
use crate::state::StorageError;
use office::compose::kind::PaperKind as Kind;
use office::fill::{FillError, Filling};
use office::paper::Picture;
use std::rc::Rc;

/// The form that papers are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The text of the rubric.
    pub rubric: Rc<str>,
    /// The text of the record.
    pub record: Rc<str>,
    /// The name and the text of an earlier record that is open beside the form.
    pub earlier: Option<(Rc<str>, Rc<str>)>,
    /// The current day, as 2026-11-28.
    pub today: Rc<str>,
    /// The id of the record, under which changed words are stored.
    pub id: Rc<str>,
}

/// A file of evidence as a picture. Shared, because pictures are large.
#[derive(Clone, Debug)]
pub struct PictureFile(pub Rc<Picture>);

/// A file that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// The paper for Word.
    Word,
    /// The paper as a page.
    Page,
    /// The paper as plain text.
    Text,
    /// The ledger or the orders for Excel.
    Book,
    /// The score table and the other tables for Excel.
    Workbook,
    /// The score table with commas.
    Csv,
}

/// The form that was sent, filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledIn {
    /// The name of its file.
    pub file: String,
    /// What was written and what was not, without the bytes.
    pub outcome: Result<Filling, FillError>,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: usize,
}

/// What a person did, or the answer to an effect.
#[derive(Clone, Debug)]
pub enum PapersMsg {
    /// The form was read.
    Open(Source),
    /// The language of the papers, as a BCP 47 tag.
    SetLanguage(&'static str),
    /// Show this paper.
    Show(Kind),
    /// Change the title by typing.
    TypeTitle(String),
    /// Change a text by typing.
    Type(Place, String),
    /// The field was left.
    Settle,
    /// Take the form's text again.
    Reset(String),
    /// Leave a block out.
    Remove(String),
    /// Add a paragraph after a block.
    AddAfter(String),
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// The stored words were read.
    Loaded(Option<String>),
    /// A timer for storing fired, or the page is left.
    SaveDue,
    /// Storing ended: the time of day, or the browser's reason.
    Stored(Result<String, StorageError>),
    /// An earlier form was read: the name of its file, and its text.
    OpenEarlier {
        /// The name of the file.
        file: String,
        /// The text.
        text: String,
    },
    /// Compare with no earlier form.
    CloseEarlier,
    /// Pictures of evidence were read, each with the SHA-256 of its file.
    Pictures(Vec<(Rc<str>, PictureFile)>),
    /// Write a file.
    Write(Writing),
    /// Fill in the form that was sent.
    Fill {
        /// The name of its file.
        file: String,
        /// Its content; empty if the browser does not give it.
        bytes: Vec<u8>,
    },
}

/// What the browser is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PapersEffect {
    /// Send [`PapersMsg::SaveDue`] soon.
    ScheduleSave,
    /// Read the stored words of the form with this id.
    Load(Rc<str>),
    /// Store the words.
    Store {
        /// The id of the form.
        id: Rc<str>,
        /// The words.
        saved: String,
    },
    /// Read these files of evidence, by SHA-256.
    ReadPictures(Vec<Rc<str>>),
    /// Download a file.
    Give {
        /// Its name.
        name: String,
        /// Its content.
        bytes: Vec<u8>,
    },
    /// Focus the element with this id once it is drawn.
    Focus(String),
}
