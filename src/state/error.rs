//! What can go wrong with effects, as plain data. `view::shell` turns these into messages.

use super::KnownDraft;
use super::NotTaken;
use assessment::record::blocks::Lost;
use std::rc::Rc;

/// Something with effects that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EffectError {
    /// A file that could not be read. Its name.
    Unreadable(String),
    /// An address on another site. The address.
    Foreign(String),
    /// A page without a record in it. Its name.
    NoAnswers(String),
    /// Reading by address where the page is not served.
    NotServed,
    /// An address that could not be read. The address, and why.
    NotFetched(String, NotFetched),
    /// An address that has not answered. The address, and whether that is so long that something is to be done.
    Late(String, bool),
    /// A print dialog that the browser did not open.
    NotPrinted,
    /// A download that the browser did not make.
    NotSaved,
    /// Parts of the record that the page came with, which could not be read.
    Damaged(Rc<[Lost]>),
    /// Drafts that could not be read or changed.
    Storage(StorageError),
    /// Drafts of which not even the list can be read. How many.
    DraftsDamaged(usize),
    /// Drafts that this browser had and has no more.
    DraftsGone(Vec<KnownDraft>),
    /// Files of evidence, each with what became of it.
    Files(Vec<(String, AttachOutcome)>),
    /// An archive of which nothing was opened. Its name.
    Archive(String, ArchiveError),
    /// Something pasted or dropped that was not taken.
    NotTaken(NotTaken),
    /// A draft that is gone, or damaged past reading. Its id.
    Draft(String),
}

/// Why an address could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotFetched {
    /// No server answered, or not to the end.
    Unreached,
    /// The server gave no file. The status of HTTP that it answered with.
    Refused(u16),
}

/// Why the browser did not store or give something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// There is no storage here: a private window, a sandboxed frame, a setting.
    Refused,
    /// There is no room left.
    Full,
    /// A newer version of the program has changed the store.
    Newer,
    /// The person is to choose between a record and its draft first.
    Chooses,
    /// The draft was removed from the browser.
    Gone,
    /// The browser does not answer.
    Slow,
    /// Anything else.
    Failed(Fault),
}

/// What a browser says of something that failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// The name of the error, such as `UnknownError`; empty where it has none.
    pub name: String,
    /// The browser's own words, in English with most browsers; empty where there are none.
    pub words: String,
}

/// Why nothing of a file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveError {
    /// It is no archive, or one that is cut short.
    Broken,
    /// It holds more than the limits allow.
    TooMuch,
    /// Its directory contradicts itself, as no program writes one.
    Contradictory,
    /// There is no record in it that can be read.
    NoRecord,
}

/// What became of a file that did not come whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttachOutcome {
    /// It is larger than the limit, and was not taken.
    TooLarge,
    /// The browser could not read it.
    Unreadable,
    /// It was taken, and what it tells besides the picture could not be taken out.
    NotCleaned,
    /// The form was put away, or somebody else fills in, before it was read.
    Left,
    /// It is here until the page closes, and why it is not stored.
    NotStored(StorageError),
    /// The browser does not have it, so it does not go along.
    NotHere,
    /// The draft names it and the browser does not have it any more.
    Lost,
    /// It belongs to a handover and is not in it.
    Missing,
    /// It is in a handover and is not what was put into it.
    Damaged,
}

/// Whether what was entered is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveStatus {
    /// Nothing was entered.
    #[default]
    Nothing,
    /// Something is on its way to the disk.
    Saving,
    /// All of it is stored, since this time by the person's clock.
    Saved(String),
    /// Something is not stored, and why.
    Not(StorageError),
}
