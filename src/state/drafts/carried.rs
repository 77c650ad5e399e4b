//! What the messages and the effects of the draft protocol carry, as plain data.

use crate::state::{DraftMeta, Step};
use std::rc::Rc;

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
    /// The profile of the draft may be taken over into the open form.
    Profile,
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
    /// [`DraftMsg::Behind`](super::DraftMsg::Behind) with the steps after [`Batch::after`].
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
