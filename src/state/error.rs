//! Errors of browser effects, as plain data. `view::shell` turns them into messages.

use super::KnownDraft;
use super::NotTaken;
use assessment::record::blocks::Lost;
use std::rc::Rc;

/// An effect that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EffectError {
    /// A file that could not be read. Its name.
    Unreadable(String),
    /// An address on another site. The address.
    Foreign(String),
    /// A page without a record in it. Its name.
    NoAnswers(String),
    /// Reading by address in a page that is not served.
    NotServed,
    /// An address that could not be read. The address, and why.
    NotFetched(String, NotFetched),
    /// An address that has not answered. The address, and whether it took so long that the person should act.
    Late(String, bool),
    /// A print dialog that the browser did not open.
    NotPrinted,
    /// The program for "Make a form" cannot be started.
    NoMaker,
    /// The ZIP is complete but for the list of the evidence, which the second program did not write.
    NoPapers,
    /// A download that the browser did not start.
    NotSaved,
    /// A copy without the one-file page of the site, which it is made of.
    NoOneFile,
    /// Parts of the record in the page that could not be read.
    Damaged(Rc<[Lost]>),
    /// Drafts that could not be read or changed.
    Storage(StorageError),
    /// Drafts whose metadata cannot be read. How many.
    DraftsDamaged(usize),
    /// Drafts that this browser had and lost.
    DraftsGone(Vec<KnownDraft>),
    /// Evidence files, each with its outcome.
    Files(Vec<(String, AttachOutcome)>),
    /// An archive that was not opened. Its name.
    Archive(String, ArchiveError),
    /// Pasted or dropped content that was refused.
    NotTaken(NotTaken),
    /// A draft that is gone or damaged beyond reading. Its id.
    Draft(String),
}

/// Why an address could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotFetched {
    /// No server answered completely.
    Unreached,
    /// The server returned no file. Its HTTP status.
    Refused(u16),
}

/// Why the browser did not store or provide something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// Storage is not available: a private window, a sandboxed frame, a setting.
    Refused,
    /// The storage is full.
    Full,
    /// A newer version of the program has changed the store.
    Newer,
    /// The person has to choose between a record and its draft first.
    Conflict,
    /// The draft was removed from the browser.
    Gone,
    /// The browser does not respond.
    Slow,
    /// Any other error.
    Failed(Fault),
}

/// The browser's report of an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// The name of the error, such as `UnknownError`; empty if it has none.
    pub name: String,
    /// The browser's message, in English in most browsers; empty if there is none.
    pub words: String,
}

/// Why no part of a file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveError {
    /// It is not an archive, or it is truncated.
    Broken,
    /// It exceeds the limits.
    TooMuch,
    /// Its directory contradicts itself, as no program writes one.
    Contradictory,
    /// It contains no readable record.
    NoRecord,
}

/// Why a file is not complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttachOutcome {
    /// It exceeds the size limit and was not added.
    TooLarge,
    /// The browser could not read it.
    Unreadable,
    /// It was added, but its metadata could not be removed.
    NotCleaned,
    /// The form was closed or the rater changed before it was read.
    Left,
    /// It is available until the page closes; why it is not stored.
    NotStored(StorageError),
    /// The browser does not have it, so it is not included.
    NotHere,
    /// The draft refers to it and the browser lost it.
    Lost,
    /// The handover lists it but does not contain it.
    Missing,
    /// Its content in the handover differs from the manifest.
    Damaged,
}

/// Whether entries are stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveStatus {
    /// Nothing was entered.
    #[default]
    Empty,
    /// Steps are being written.
    Saving,
    /// Everything is stored, since this time by the person's clock.
    Saved(String),
    /// Something is not stored, and why.
    NotSaved(StorageError),
}
