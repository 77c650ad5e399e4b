//! The messages of the draft protocol, its effects and its events: plain data.

use crate::state::{Draft, DraftMeta, Recovered, Session, State, Step, StorageError};
use assessment::rubric::Rubric;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A form that is opened and not stored yet.
#[derive(Clone, Debug)]
pub struct NewForm {
    /// The form.
    pub session: Session,
    /// The metadata that its draft begins with: [`DraftMeta::of`] with the draft's id, scope and titles.
    pub meta: DraftMeta,
    /// The record id to continue under if the draft of this record is to be kept beside it.
    pub spare_id: Rc<str>,
    /// Whether it holds something that no file has, such as the outcome of a merge. It is stored before its first edit.
    pub is_dirty: bool,
    /// Whether the person asked for a new form: it never becomes one of the drafts that are found.
    pub is_new: bool,
    /// Whether it is a record from a file or a host page. It is compared with its draft, if there is one, before it is stored.
    pub is_record: bool,
}

/// Why a draft is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadPurpose {
    /// The blank form with this number continues as the draft.
    Resume(u64),
    /// The person chose the draft.
    Open,
    /// Another tab replaced the form of the draft; the form with this number is read again.
    Reload(u64),
    /// The form with this number and the draft of its record differ in their history: the two are compared.
    Compare(u64),
    /// The steps that other tabs wrote are read.
    Follow,
    /// The person duplicates the draft, under this number.
    Duplicate(u64),
}

/// Why the list of drafts is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListPurpose {
    /// The drafts that concern the open form are found.
    Find,
    /// The person looks at the list: a refusal of the browser is reported.
    Show,
    /// The list has changed.
    Refresh,
}

/// A timer, with the number under which it was set. A timer that was set again since is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftTimer {
    /// A failed batch is committed again.
    Retry(u64),
    /// The browser should have completed the batch.
    Slow(u64),
    /// A snapshot is stored if nothing was entered meanwhile.
    Snapshot(u64),
}

/// What a person did, what another tab did, or the answer to a [`DraftEffect`].
#[derive(Clone, Debug)]
pub enum DraftMsg {
    /// A form was opened that is not stored. The form before it stays a draft.
    FormOpened(Box<NewForm>),
    /// The open record has another form: another version of its rubric, or the outcome of a merge.
    FormReplaced {
        /// The new form.
        session: Session,
        /// Its metadata; only rubric, version and titles are used.
        meta: DraftMeta,
    },
    /// The form was closed.
    FormClosed,
    /// The person chose a draft. What is not stored of the open form becomes a draft of its own, if its record has another.
    OpenRequested {
        /// Its id.
        draft: Rc<str>,
    },
    /// The session took a step.
    Stepped {
        /// The session before the step.
        before: Session,
        /// The session after the step.
        after: Session,
        /// The step.
        step: Step,
        /// The time.
        now: Rc<str>,
    },
    /// The field that was typed in was left: what is typed next is a step of its own.
    Settled,
    /// Answers [`DraftEvent::Compare`]: the draft has everything, and the open form continues as the draft.
    Continue,
    /// Answers [`DraftEvent::Compare`]: the open record and its draft are kept, each as a draft.
    KeepBoth,
    /// Answers [`DraftEvent::Compare`]: the open form replaces the draft that it was compared with.
    Overwrite,
    /// The host page no longer wants the drafts of a rubric in a scope to be stored, as after a hand-in.
    RemovalRequested(Scope),
    /// The list is to be read.
    ListRequested(ListPurpose),
    /// The metadata of a draft is to be changed.
    ChangeRequested {
        /// The draft's id.
        draft: Rc<str>,
        /// The change.
        change: MetaChange,
    },
    /// A draft is to be duplicated.
    DuplicateRequested(Duplicate),
    /// Drafts that can no longer be restored are to be deleted for good, with everything that no draft needs.
    TidyRequested {
        /// The time.
        now: Rc<str>,
    },
    /// Everything that the browser stores is to be deleted.
    ClearRequested,

    /// Answers [`DraftEffect::ListDrafts`].
    DraftsListed {
        /// Why it was read.
        purpose: ListPurpose,
        /// The metadata of all drafts that can be read, in any order.
        metas: Vec<DraftMeta>,
        /// How many rows of metadata cannot be read.
        damaged: usize,
    },
    /// Answers [`DraftEffect::ListDrafts`]: the browser refused.
    ListFailed {
        /// Why it was to be read.
        purpose: ListPurpose,
        /// Why.
        error: StorageError,
    },
    /// Answers [`DraftEffect::WeighFiles`].
    FilesWeighed {
        /// How many bytes of evidence files are stored, by draft.
        result: Result<BTreeMap<Rc<str>, u64>, StorageError>,
    },
    /// Answers [`DraftEffect::ChangeMeta`], [`DraftEffect::StoreDuplicate`] and [`DraftEffect::Tidy`].
    Changed {
        /// Why the browser refused.
        result: Result<(), StorageError>,
    },
    /// Answers [`DraftEffect::RemoveEverything`].
    Cleared {
        /// Why the browser refused.
        result: Result<(), StorageError>,
    },
    /// Answers [`DraftEffect::ReadDraft`].
    DraftRead {
        /// Why it was read.
        purpose: ReadPurpose,
        /// Its rows.
        draft: Box<Draft>,
        /// Its rubric.
        rubric: Rc<Rubric>,
        /// The day by which measures are overdue.
        today: Rc<str>,
        /// An id that no record has: see [`NewForm::spare_id`].
        spare_id: Rc<str>,
    },
    /// Answers [`DraftEffect::ReadDraft`]: the database does not have the draft.
    DraftMissing {
        /// Why it was to be read.
        purpose: ReadPurpose,
        /// Its id.
        draft: Rc<str>,
    },
    /// Answers [`DraftEffect::ReadSteps`].
    StepsRead(RemoteSteps),
    /// Answers any effect that reads: the browser refused.
    ReadFailed {
        /// What was to be read.
        purpose: ReadPurpose,
        /// Of which draft.
        draft: Rc<str>,
        /// Why not.
        error: StorageError,
    },
    /// Answers [`DraftEffect::CommitBatch`]: the browser has completed the transaction.
    Committed {
        /// The time.
        now: String,
    },
    /// Answers [`DraftEffect::CommitBatch`]: the row of metadata is not the one that the batch was made for. Nothing was written.
    Behind(RemoteSteps),
    /// Answers [`DraftEffect::CommitBatch`]: nothing was written.
    CommitFailed {
        /// Why.
        error: StorageError,
    },

    /// Answers [`DraftEffect::RemoveDrafts`]: they are removed, or the browser refused.
    Removed {
        /// Why not.
        result: Result<(), StorageError>,
    },

    /// Another tab has written to a draft.
    Announced {
        /// The draft's id.
        draft: Rc<str>,
    },
    /// Other tabs may have written to the open draft, or begun one that a blank form resumes: announcements can be missed.
    Poll,
    /// A timer that was set with [`DraftEffect::Schedule`] fired.
    TimerFired(DraftTimer),
}

/// The drafts of one rubric that belong to one page or one key of a host page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The scope: see [`DraftMeta::page`].
    pub page: Rc<str>,
    /// The rubric's id.
    pub rubric_id: Rc<str>,
}

impl Scope {
    /// Whether a draft belongs to it.
    pub fn has(&self, meta: &DraftMeta) -> bool {
        meta.page == self.page && meta.rubric_id == self.rubric_id
    }
}

/// A change of a draft's metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MetaChange {
    /// Give it a name; an empty one removes the name.
    Rename(Rc<str>),
    /// Delete it, at this time. It can be restored for a day.
    Delete(Rc<str>),
    /// Restore it.
    Restore,
    /// A copy of it has left the browser, at this time.
    MarkCopied(Rc<str>),
}

impl MetaChange {
    /// Applies the change to a row.
    pub fn apply(&self, meta: &mut DraftMeta) {
        match self {
            Self::Rename(name) => meta.name.clone_from(name),
            Self::Delete(now) => meta.removed = Some(now.clone()),
            Self::Restore => meta.removed = None,
            Self::MarkCopied(now) => meta.copied = Some(now.clone()),
        }
    }
}

/// A draft that is to be made from another.
#[derive(Clone, Debug)]
pub struct Duplicate {
    /// The id of the other.
    pub draft: Rc<str>,
    /// Its name.
    pub name: Rc<str>,
    /// Its scope: see [`DraftMeta::page`].
    pub page: Rc<str>,
    /// The languages in which it has its title.
    pub languages: Vec<&'static str>,
    /// The time.
    pub now: Rc<str>,
}

/// What one transaction read of a draft.
#[derive(Clone, Debug)]
pub struct RemoteSteps {
    /// The draft's id.
    pub draft: Rc<str>,
    /// Its metadata; `None` if there is no such row, or a damaged one.
    pub found: Option<DraftMeta>,
    /// The number after which steps were read.
    pub after: u64,
    /// The steps by number; `None` for a damaged one.
    pub steps: Vec<(u64, Option<Step>)>,
}

/// What one transaction writes, all of it or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The row of metadata that the database must have, or that it has none. If it has another, nothing is written, and the answer is
    /// [`DraftMsg::Behind`] with the steps after [`Batch::after`].
    pub base: Option<DraftMeta>,
    /// The row of metadata to be written, under its id.
    pub meta: DraftMeta,
    /// How many steps of the journal are in this tab's form.
    pub after: u64,
    /// The source of the rubric, to be stored under [`DraftMeta::rubric`] if it is not there yet.
    pub rubric: Option<Rc<str>>,
    /// An encoded snapshot, under the number of steps it has: [`Batch::after`].
    pub snapshot: Option<String>,
    /// Encoded steps, under the numbers from [`Batch::after`] plus one.
    pub steps: Vec<String>,
    /// Steps up to this number and snapshots before it are removed.
    pub forget_before: Option<u64>,
    /// Whether the form may name files of evidence that its draft did not name before.
    pub may_name_files: bool,
    /// Whether the database has lost the draft, and its files with it.
    pub is_restored: bool,
}

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
    /// Send [`DraftMsg::TimerFired`] later.
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
    /// What [`DraftMsg::RemovalRequested`] asked for is done, or the browser refused.
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
    /// replaced the form at the same time. Until [`DraftMsg::Continue`], [`DraftMsg::KeepBoth`], [`DraftMsg::Overwrite`] or
    /// [`DraftMsg::OpenRequested`], nothing of the form is stored.
    Compare {
        /// The draft's id.
        draft: Rc<str>,
        /// The draft's form.
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
