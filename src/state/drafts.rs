//! How a tab stores its form as a draft, and follows the other tabs that have the draft open: a state machine without I/O.
//!
//! [`DraftProtocol::update`] takes a [`DraftMsg`] and returns [`DraftEffect`]s, which the runtime executes; their answers are messages
//! again. Times and ids come with the messages. The rules are in `docs/design/drafts.md`.
//!
//! A batch is written by compare and set: it names the row of metadata that it was made for. If another tab has written since, the
//! transaction writes nothing and returns what the form lacks; the protocol applies that, applies the pending steps after it, and
//! commits again. So every step has its place in the journal before it is reported as saved.

mod carried;
mod committing;
mod comparing;
mod effect;
mod found;
mod listing;
mod managing;
mod message;
mod open;
mod opening;
mod removing;

pub use carried::{Batch, DraftTimer, Duplicate, ListPurpose, MetaChange, ReadPurpose, RemoteSteps, Scope};
pub use effect::{DraftEffect, DraftEvent, DraftUpdate, OfferReason};
pub use message::{DraftMsg, NewForm};

use crate::state::{DraftMeta, Drafts, SaveStatus, recover};
use open::OpenDraft;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// The drafts of one tab.
#[derive(Clone, Debug, Default)]
pub struct DraftProtocol {
    open: Option<OpenDraft>,
    /// Forms that were closed before all their steps were stored.
    closing: Vec<OpenDraft>,
    in_flight: Option<InFlight>,
    /// The drafts as they were listed last.
    metas: Vec<DraftMeta>,
    /// How many rows of metadata could not be read.
    damaged: usize,
    /// How many bytes of evidence files are stored, by draft.
    files: BTreeMap<Rc<str>, u64>,
    /// The drafts that are being read to be duplicated, by number.
    duplicates: Vec<(u64, Duplicate)>,
    /// The drafts that were listed before the open form had one, and those that were offered since.
    known: Vec<Rc<str>>,
    status: SaveStatus,
    /// How many batches failed one after the other.
    failures: usize,
    /// After a failure nothing is committed until a timer fires or a person does something.
    is_paused: bool,
    /// The last number that a form or a timer was given.
    last_number: u64,
    retry: u64,
    snapshot: u64,
    /// The scopes whose drafts are to be removed. The first of them is being removed if `is_removing`.
    removals: VecDeque<Scope>,
    is_removing: bool,
    output: DraftUpdate,
}

/// A batch that the browser has not answered yet.
#[derive(Clone, Debug)]
struct InFlight {
    number: u64,
    form: u64,
    replacements: u64,
    batch: Batch,
}

impl DraftProtocol {
    /// Takes a message.
    pub fn update(&mut self, msg: DraftMsg) -> DraftUpdate {
        match msg {
            DraftMsg::FormOpened(form) => self.open_form(*form),
            DraftMsg::FormReplaced { session, meta } => self.replace_form(session, meta),
            DraftMsg::FormClosed => {
                self.close();
                self.report_progress();
            }
            DraftMsg::OpenRequested { draft } => self.request(draft),
            DraftMsg::ProfileRequested { draft } => self.emit(DraftEffect::ReadDraft {
                draft,
                purpose: ReadPurpose::Profile,
            }),
            DraftMsg::Stepped {
                before,
                after,
                step,
                now,
            } => self.push(&before, after, step, &now),
            DraftMsg::Settled => self.open.iter_mut().for_each(|open| open.session.settle()),
            DraftMsg::Continue => self.continue_as_draft(),
            DraftMsg::KeepBoth => self.keep_both(),
            DraftMsg::Overwrite => self.overwrite(),
            DraftMsg::RemovalRequested(scope) => self.request_removal(scope),
            DraftMsg::Removed { result } => self.end_removal(result),
            DraftMsg::ListRequested(purpose) => self.request_list(purpose),
            DraftMsg::ChangeRequested { draft, change } => self.emit(DraftEffect::ChangeMeta { draft, change }),
            DraftMsg::Changed { result } => self.end_change(result),
            DraftMsg::DuplicateRequested(duplicate) => self.request_duplicate(duplicate),
            DraftMsg::TidyRequested { now } => self.tidy(&now),
            DraftMsg::ClearRequested => self.emit(DraftEffect::RemoveEverything),
            DraftMsg::Cleared { result } => self.end_clearing(result),
            DraftMsg::DraftsListed {
                purpose,
                metas,
                damaged,
            } => self.list(purpose, metas, damaged),
            DraftMsg::ListFailed { purpose, error } => self.fail_list(purpose, error),
            DraftMsg::FilesWeighed { result } => {
                // Without the sizes the list is shown as it is.
                if let Ok(files) = result {
                    self.files = files;
                    self.notify(DraftEvent::Listed);
                }
            }
            DraftMsg::DraftRead {
                purpose,
                draft,
                rubric,
                today,
                spare_id,
            } => {
                let recovered = recover(&today, &rubric, &draft);
                self.take_draft(purpose, &draft, recovered, spare_id);
            }
            DraftMsg::DraftMissing { purpose, draft } => self.miss_draft(purpose, &draft),
            DraftMsg::StepsRead(remote) => self.follow(remote),
            DraftMsg::ReadFailed { purpose, draft, error } => self.fail_read(purpose, draft, error),
            DraftMsg::Committed { now } => self.commit(now),
            DraftMsg::Behind(remote) => self.rebase(remote),
            DraftMsg::CommitFailed { error } => self.fail(error),
            DraftMsg::Announced { draft } => self.hear(&draft),
            DraftMsg::Poll => self.look(),
            DraftMsg::TimerFired(timer) => self.fire(timer),
        }
        self.start();
        std::mem::take(&mut self.output)
    }

    /// The draft of the open form, if it is stored.
    pub fn open_draft(&self) -> Option<&DraftMeta> {
        let stored = self.open.as_ref().filter(|open| open.is_stored);
        stored.map(|open| &open.meta)
    }

    /// The record of the open form, if something of the form is stored or is to be stored, or is being compared.
    pub fn open_record(&self) -> Option<&str> {
        let kept = self
            .open
            .as_ref()
            .filter(|open| open.is_stored || open.has_begun || open.is_compared());
        kept.map(|open| open.meta.record())
    }

    /// Whether a form is open.
    pub fn has_form(&self) -> bool {
        self.open.is_some()
    }

    /// The drafts as they were listed last, of those that are to be shown.
    pub fn list_of(&self, is_shown: impl Fn(&DraftMeta) -> bool) -> Drafts {
        Drafts {
            metas: self.metas.iter().filter(|meta| is_shown(meta)).cloned().collect(),
            damaged: self.damaged,
            files: self.files.clone(),
        }
    }

    /// Whether the open form waits for the answer to a [`DraftEvent::Compare`].
    pub fn is_comparing(&self) -> bool {
        self.open.as_ref().is_some_and(OpenDraft::is_asked)
    }

    /// The save status of the open form.
    pub fn status(&self) -> &SaveStatus {
        &self.status
    }

    /// Whether every step of every form is stored.
    pub fn is_settled(&self) -> bool {
        !self.has_pending()
    }

    fn emit(&mut self, effect: DraftEffect) {
        self.output.effects.push(effect);
    }

    fn notify(&mut self, event: DraftEvent) {
        self.output.events.push(event);
    }

    fn next_number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    fn report(&mut self, status: SaveStatus) {
        if self.status != status {
            self.status = status;
            self.notify(DraftEvent::StatusChanged);
        }
    }

    fn has_pending(&self) -> bool {
        self.in_flight.is_some() || self.open.iter().chain(&self.closing).any(OpenDraft::is_pending)
    }

    /// Reports what is so after another form was opened.
    fn report_progress(&mut self) {
        let status = match &self.open {
            _ if self.has_pending() => SaveStatus::Saving,
            Some(open) if open.is_stored => SaveStatus::Saved(open.meta.changed.to_string()),
            _ => SaveStatus::Empty,
        };
        self.report(status);
    }

    /// A form by its number.
    fn form(&mut self, number: u64) -> Option<&mut OpenDraft> {
        let all = self.open.iter_mut().chain(&mut self.closing);
        all.into_iter().find(|form| form.number == number)
    }

    fn show_open(&mut self) {
        if let Some(open) = &self.open {
            let session = open.session.clone();
            self.notify(DraftEvent::ShowForm(session));
        }
    }
}
