//! The effects and the events of the draft protocol, as plain data.

use super::carried::{Batch, DraftTimer, ListPurpose, MetaChange, ReadPurpose, Scope};
use crate::state::{DraftMeta, Recovered, Session, State, StorageError};
use std::rc::Rc;

/// Why drafts are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferReason {
    /// The form is blank, and there are drafts of other scopes only.
    OtherScope,
    /// Something was entered before the drafts were found, or before another tab's draft was known.
    AlreadyEntered,
    /// The form continues as another draft of the rubric.
    Beside,
}

/// What the protocol asks the browser to do.
#[derive(Clone, Debug)]
pub enum DraftEffect {
    /// Read the metadata of all drafts. The purpose is handed back with the answer.
    ListDrafts(ListPurpose),
    /// Read all rows of a draft.
    ReadDraft {
        /// Its id.
        draft: Rc<str>,
        /// Handed back with the answer.
        purpose: ReadPurpose,
    },
    /// Read the metadata and the later steps of a draft, in one transaction.
    ReadSteps {
        /// Its id.
        draft: Rc<str>,
        /// The number of the last step that this tab has.
        after: u64,
    },
    /// Write a batch in one strict transaction. There is never a second one before the answer.
    CommitBatch(Box<Batch>),
    /// Notify other tabs that a draft was written.
    Announce {
        /// Its id.
        draft: Rc<str>,
    },
    /// Send [`DraftMsg::TimerFired`](super::DraftMsg::TimerFired) later.
    Schedule {
        /// The timer.
        timer: DraftTimer,
        /// After how many milliseconds.
        after_ms: u32,
    },
    /// Store the files of evidence that a form names, wherever this browser has them.
    StoreFiles {
        /// The form.
        state: Rc<State>,
        /// Whether files that this browser does not have are reported.
        reports_missing: bool,
    },
    /// Remove all drafts of a scope.
    RemoveDrafts(Scope),
    /// Add up the evidence files of each draft.
    WeighFiles,
    /// Change a row of metadata, if there is one, in one transaction.
    ChangeMeta {
        /// The draft's id.
        draft: Rc<str>,
        /// The change.
        change: MetaChange,
    },
    /// Store a draft with one snapshot, and copies of another draft's files, in one transaction.
    StoreDuplicate {
        /// Its row of metadata.
        meta: Box<DraftMeta>,
        /// Its encoded snapshot, under the number 0.
        snapshot: String,
        /// The draft whose files are copied.
        files_of: Rc<str>,
    },
    /// Delete these drafts, then rubrics and files that no draft needs.
    Tidy {
        /// Their ids.
        drafts: Vec<Rc<str>>,
    },
    /// Delete everything that the browser stores for the program.
    RemoveEverything,
    /// What [`DraftMsg::RemovalRequested`](super::DraftMsg::RemovalRequested) asked for is done, or the browser refused.
    AnswerRemoval(Result<(), StorageError>),
}

/// What has come of a message for the form on the screen.
#[derive(Clone, Debug)]
pub enum DraftEvent {
    /// The save status changed: see [`super::DraftProtocol::status`].
    StatusChanged,
    /// Show this session: the steps of other tabs are in it.
    ShowForm(Session),
    /// Show a draft as it was read.
    ShowDraft {
        /// Its metadata.
        meta: DraftMeta,
        /// Its form, and what of it could not be read.
        recovered: Box<Recovered>,
    },
    /// Offer drafts to the person, the one opened last first.
    Offer {
        /// Why.
        reason: OfferReason,
        /// Their metadata.
        drafts: Vec<DraftMeta>,
    },
    /// The open form is to be compared with this draft of its record, which it was not made from: the record comes from a file, or another tab
    /// replaced the form at the same time. Until [`DraftMsg::Continue`](super::DraftMsg::Continue), [`DraftMsg::KeepBoth`](super::DraftMsg::KeepBoth), [`DraftMsg::Overwrite`](super::DraftMsg::Overwrite) or
    /// [`DraftMsg::OpenRequested`](super::DraftMsg::OpenRequested), nothing of the form is stored.
    Compare {
        /// The draft's id.
        draft: Rc<str>,
        /// The draft's form.
        recovered: Box<Recovered>,
    },
    /// A draft was read for its profile.
    ProfileRead {
        /// Its metadata.
        meta: DraftMeta,
        /// Its form.
        recovered: Box<Recovered>,
    },
    /// The list was read, or changed.
    Listed,
    /// The list could not be read.
    ListFailed,
    /// The browser refused what a person asked for.
    Failed(StorageError),
    /// A draft could not be opened: it is missing, or the browser refused.
    OpenFailed {
        /// Its id.
        draft: Rc<str>,
        /// Why.
        error: StorageError,
    },
}

/// What comes of a message.
#[derive(Clone, Debug, Default)]
pub struct DraftUpdate {
    /// What is to be done by the browser, in this order.
    pub effects: Vec<DraftEffect>,
    /// What is to be shown, in this order.
    pub events: Vec<DraftEvent>,
}
