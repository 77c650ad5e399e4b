//! The messages of the draft protocol, as plain data.

use super::carried::{DraftTimer, Duplicate, ListPurpose, MetaChange, ReadPurpose, RemoteSteps, Scope};
use crate::state::{Draft, DraftMeta, Session, Step, StorageError};
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

/// What a person did, what another tab did, or the answer to a [`DraftEffect`](super::DraftEffect).
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
    /// The draft is to be read for its profile; the open form stays.
    ProfileRequested {
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
    /// Answers [`DraftEvent::Compare`](super::DraftEvent::Compare): the draft has everything, and the open form continues as the draft.
    Continue,
    /// Answers [`DraftEvent::Compare`](super::DraftEvent::Compare): the open record and its draft are kept, each as a draft.
    KeepBoth,
    /// Answers [`DraftEvent::Compare`](super::DraftEvent::Compare): the open form replaces the draft that it was compared with.
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

    /// Answers [`DraftEffect::ListDrafts`](super::DraftEffect::ListDrafts).
    DraftsListed {
        /// Why it was read.
        purpose: ListPurpose,
        /// The metadata of all drafts that can be read, in any order.
        metas: Vec<DraftMeta>,
        /// How many rows of metadata cannot be read.
        damaged: usize,
    },
    /// Answers [`DraftEffect::ListDrafts`](super::DraftEffect::ListDrafts): the browser refused.
    ListFailed {
        /// Why it was to be read.
        purpose: ListPurpose,
        /// Why.
        error: StorageError,
    },
    /// Answers [`DraftEffect::WeighFiles`](super::DraftEffect::WeighFiles).
    FilesWeighed {
        /// How many bytes of evidence files are stored, by draft.
        result: Result<BTreeMap<Rc<str>, u64>, StorageError>,
    },
    /// Answers [`DraftEffect::ChangeMeta`](super::DraftEffect::ChangeMeta), [`DraftEffect::StoreDuplicate`](super::DraftEffect::StoreDuplicate) and [`DraftEffect::Tidy`](super::DraftEffect::Tidy).
    Changed {
        /// Why the browser refused.
        result: Result<(), StorageError>,
    },
    /// Answers [`DraftEffect::RemoveEverything`](super::DraftEffect::RemoveEverything).
    Cleared {
        /// Why the browser refused.
        result: Result<(), StorageError>,
    },
    /// Answers [`DraftEffect::ReadDraft`](super::DraftEffect::ReadDraft).
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
    /// Answers [`DraftEffect::ReadDraft`](super::DraftEffect::ReadDraft): the database does not have the draft.
    DraftMissing {
        /// Why it was to be read.
        purpose: ReadPurpose,
        /// Its id.
        draft: Rc<str>,
    },
    /// Answers [`DraftEffect::ReadSteps`](super::DraftEffect::ReadSteps).
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
    /// Answers [`DraftEffect::CommitBatch`](super::DraftEffect::CommitBatch): the browser has completed the transaction.
    Committed {
        /// The time.
        now: String,
    },
    /// Answers [`DraftEffect::CommitBatch`](super::DraftEffect::CommitBatch): the row of metadata is not the one that the batch was made for. Nothing was written.
    Behind(RemoteSteps),
    /// Answers [`DraftEffect::CommitBatch`](super::DraftEffect::CommitBatch): nothing was written.
    CommitFailed {
        /// Why.
        error: StorageError,
    },

    /// Answers [`DraftEffect::RemoveDrafts`](super::DraftEffect::RemoveDrafts): they are removed, or the browser refused.
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
    /// A timer that was set with [`DraftEffect::Schedule`](super::DraftEffect::Schedule) fired.
    TimerFired(DraftTimer),
}
