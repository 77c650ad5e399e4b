//! How a tab stores its form as a draft, and follows the other tabs that have the draft open: a state machine without I/O.
//!
//! [`DraftProtocol::update`] takes a [`DraftMsg`] and returns [`DraftEffect`]s, which somebody else executes; their answers are messages
//! again. Times and ids come with the messages. The rules are in `docs/design/drafts.md`.
//!
//! A batch is written by compare and set: it names the row of metadata that it was made for. If another tab has written since, the
//! transaction writes nothing and returns what the form lacks; the protocol applies that, applies the pending steps after it, and
//! commits again. So every step has its place in the journal before it is reported as saved.

mod found;
mod message;
mod open;

pub use message::{Batch, DraftEffect, DraftMsg, DraftTimer, NewForm, OfferReason, ReadPurpose, RemoteSteps};

use crate::state::{Draft, Head, Recovered, SaveStatus, Session, Step, StorageError, recover};
use found::{Found, ids, next_seq};
use open::{Choice, OpenDraft, Pulled};
use std::rc::Rc;

/// How long after the last batch a snapshot is stored, in milliseconds.
const QUIET: u32 = 2_000;
/// How long the browser may take for a batch, in milliseconds, before the person is notified.
const PATIENCE: u32 = 4_000;
/// The pauses between attempts, in milliseconds.
const PAUSES: [u32; 5] = [300, 1_000, 3_000, 10_000, 30_000];

/// The drafts of one tab.
#[derive(Clone, Debug, Default)]
pub struct DraftProtocol {
    open: Option<OpenDraft>,
    /// Forms that were closed before all their steps were stored.
    closing: Vec<OpenDraft>,
    in_flight: Option<InFlight>,
    /// The drafts as they were listed last.
    heads: Vec<Head>,
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
    effects: Vec<DraftEffect>,
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
    /// Takes a message; returns what is to be done, in this order.
    pub fn update(&mut self, msg: DraftMsg) -> Vec<DraftEffect> {
        match msg {
            DraftMsg::FormOpened(form) => self.open_form(*form),
            DraftMsg::FormReplaced { session, meta } => self.replace_form(session, meta),
            DraftMsg::FormClosed => {
                self.close();
                self.report_progress();
            }
            DraftMsg::OpenRequested { draft } => self.request(draft),
            DraftMsg::Stepped {
                before,
                after,
                step,
                now,
            } => self.push(&before, after, step, &now),
            DraftMsg::Settled => self.open.iter_mut().for_each(|open| open.session.settle()),
            DraftMsg::KeepBoth => self.choose(Choice::KeepBoth),
            DraftMsg::Overwrite => self.choose(Choice::Overwrite),
            DraftMsg::DraftsListed { heads } => self.list(heads),
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
            DraftMsg::ReadFailed { purpose, error } => self.fail_read(purpose, error),
            DraftMsg::Committed { now } => self.commit(now),
            DraftMsg::Behind(remote) => self.rebase(remote),
            DraftMsg::CommitFailed { error } => self.fail(error),
            DraftMsg::Announced { draft } => self.hear(&draft),
            DraftMsg::Poll => self.open.iter_mut().for_each(|open| open.is_stale = true),
            DraftMsg::PageShown => self.look(),
            DraftMsg::TimerFired(timer) => self.fire(timer),
        }
        self.start();
        std::mem::take(&mut self.effects)
    }

    fn emit(&mut self, effect: DraftEffect) {
        self.effects.push(effect);
    }

    fn next_number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    fn report(&mut self, status: SaveStatus) {
        if self.status != status {
            self.status = status.clone();
            self.emit(DraftEffect::Report(status));
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
            self.emit(DraftEffect::ShowForm(session));
        }
    }
}

/// Opening and closing forms.
impl DraftProtocol {
    fn open_form(&mut self, form: NewForm) {
        self.close();
        let number = self.next_number();
        self.open = Some(OpenDraft::new(number, form));
        self.known = ids(&self.heads);
        self.report_progress();
        self.emit(DraftEffect::ListDrafts);
    }

    fn replace_form(&mut self, session: Session, meta: Head) {
        if let Some(open) = &mut self.open {
            open.replace(session, meta);
            self.is_paused = false;
            self.report(SaveStatus::Saving);
        }
    }

    /// The open form is closed; what is pending of it is still stored.
    fn close(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        let is_in_flight = self.in_flight.as_ref().is_some_and(|sent| sent.form == open.number);
        if is_in_flight || open.is_pending() {
            if open.choice == Choice::Pending {
                open.choice = Choice::None;
            }
            open.is_closed = true;
            self.closing.push(open);
        }
    }

    fn request(&mut self, draft: Rc<str>) {
        let is_open = |form: &OpenDraft| form.meta.id == draft && form.is_stored && form.choice != Choice::Pending;
        if self.open.as_ref().is_some_and(is_open) {
            return;
        }
        // Its steps are not all stored: the form itself comes back.
        if let Some(index) = self.closing.iter().position(is_open) {
            let mut form = self.closing.remove(index);
            form.is_closed = false;
            self.close();
            self.open = Some(form);
            self.show_open();
            self.report_progress();
            return;
        }
        if self.open.is_none() {
            // After a reload nothing is known of the drafts beside it.
            self.emit(DraftEffect::ListDrafts);
        }
        self.emit(DraftEffect::ReadDraft {
            draft,
            purpose: ReadPurpose::Open,
        });
    }

    fn choose(&mut self, choice: Choice) {
        if let Some(open) = &mut self.open {
            open.choice = choice;
            self.is_paused = false;
            self.report_progress();
        }
    }

    fn take_draft(&mut self, purpose: ReadPurpose, draft: &Draft, recovered: Recovered, spare_id: Rc<str>) {
        match purpose {
            ReadPurpose::Resume(form) => {
                let open = self.open.as_ref();
                if open.is_some_and(|open| open.number == form && open.is_free()) {
                    self.adopt(draft, recovered, spare_id);
                } else if open.is_some_and(|open| open.number == form) {
                    self.known.clear();
                    self.offer_found();
                }
            }
            ReadPurpose::Open => {
                let is_it = |form: &OpenDraft| form.meta.id == draft.head.id && form.is_stored;
                if self.closing.iter().any(is_it) {
                    self.request(draft.head.id.clone());
                } else if !self
                    .open
                    .as_ref()
                    .is_some_and(|open| is_it(open) && open.choice != Choice::Pending)
                {
                    self.adopt(draft, recovered, spare_id);
                }
            }
            ReadPurpose::Reload(form) => {
                let Some(form) = self.form(form).filter(|form| form.is_reloading) else {
                    return;
                };
                form.reload(draft, recovered);
                let number = form.number;
                if self.open.as_ref().is_some_and(|open| open.number == number) {
                    self.show_open();
                    self.report_progress();
                }
            }
            ReadPurpose::Follow => {}
        }
    }

    /// A draft takes the place of the open form.
    fn adopt(&mut self, draft: &Draft, recovered: Recovered, spare_id: Rc<str>) {
        self.close();
        let number = self.next_number();
        let opened_seq = next_seq(&self.heads);
        let session = recovered.session.clone();
        let open = OpenDraft::restored(number, draft, session, opened_seq, spare_id);
        let others = Found::of(&open.meta, &self.heads).into_all();
        self.known = ids(&self.heads);
        self.open = Some(open);
        self.emit(DraftEffect::ShowDraft {
            meta: draft.head.clone(),
            recovered: Box::new(recovered),
        });
        self.report_progress();
        if !others.is_empty() {
            self.emit(DraftEffect::Offer {
                reason: OfferReason::Beside,
                drafts: others,
            });
        }
    }

    fn miss_draft(&mut self, purpose: ReadPurpose, draft: &Rc<str>) {
        match purpose {
            ReadPurpose::Reload(form) => {
                if let Some(form) = self.form(form).filter(|form| form.is_reloading) {
                    form.reload_missing();
                }
            }
            ReadPurpose::Open => self.emit(DraftEffect::OpenFailed {
                error: StorageError::Gone,
            }),
            ReadPurpose::Resume(_) => self.heads.retain(|head| head.id != *draft),
            ReadPurpose::Follow => {}
        }
    }

    fn fail_read(&mut self, purpose: ReadPurpose, error: StorageError) {
        match purpose {
            ReadPurpose::Reload(number) => {
                if let Some(form) = self.form(number).filter(|form| form.is_reloading) {
                    // The next batch or the next announcement finds the new epoch again.
                    form.is_reloading = false;
                    form.is_stale = true;
                    self.pause(error);
                }
            }
            ReadPurpose::Open => self.emit(DraftEffect::OpenFailed { error }),
            ReadPurpose::Follow => self.open.iter_mut().for_each(|open| open.is_following = false),
            // A tab that cannot read reports it once it cannot write.
            ReadPurpose::Resume(_) => {}
        }
    }
}

/// The drafts of the database.
impl DraftProtocol {
    fn list(&mut self, heads: Vec<Head>) {
        self.heads = heads;
        let Some(open) = &self.open else { return };
        let found = Found::of(&open.meta, &self.heads);
        if open.is_blank_new() {
            self.known = ids(&self.heads);
            return;
        }
        if !open.is_free() {
            self.offer_found();
            return;
        }
        self.known = ids(&self.heads);
        match found.here.first() {
            Some(last) => {
                let (draft, purpose) = (last.id.clone(), ReadPurpose::Resume(open.number));
                self.emit(DraftEffect::ReadDraft { draft, purpose });
            }
            None if found.elsewhere.is_empty() => {}
            None => self.emit(DraftEffect::Offer {
                reason: OfferReason::OtherScope,
                drafts: found.elsewhere,
            }),
        }
    }

    /// Offers the drafts that were not known when the open form was begun.
    fn offer_found(&mut self) {
        let Some(open) = &self.open else { return };
        let mut drafts = Found::of(&open.meta, &self.heads).here;
        drafts.retain(|head| !self.known.contains(&head.id));
        self.known.extend(ids(&drafts));
        if !drafts.is_empty() {
            self.emit(DraftEffect::Offer {
                reason: OfferReason::AlreadyEntered,
                drafts,
            });
        }
    }

    /// Another tab wrote to a draft.
    fn hear(&mut self, draft: &Rc<str>) {
        let Some(open) = &mut self.open else { return };
        if open.meta.id == *draft && open.is_stored {
            open.is_stale = true;
        } else if open.is_free() {
            let known = self.heads.iter().find(|head| head.id == *draft);
            if known.is_none_or(|head| head.rubric_id == open.meta.rubric_id && head.page == open.meta.page) {
                self.emit(DraftEffect::ListDrafts);
            }
        }
    }

    fn look(&mut self) {
        let Some(open) = &mut self.open else { return };
        open.is_stale = true;
        if open.is_free() {
            self.emit(DraftEffect::ListDrafts);
        }
    }

    /// The later steps of the open draft were read.
    fn follow(&mut self, remote: RemoteSteps) {
        let Some(open) = self.open.as_mut().filter(|open| open.meta.id == remote.draft) else {
            return;
        };
        open.is_following = false;
        let is_sent = self.in_flight.as_ref().is_some_and(|sent| sent.form == open.number);
        if is_sent || !open.is_stored || open.is_reloading || open.choice == Choice::Pending {
            // The answer to the batch says more.
            return;
        }
        if remote.found.is_none() {
            // Somebody removed it: it is not stored again unasked.
            if !open.is_pending() {
                self.report(SaveStatus::NotSaved(StorageError::Gone));
            }
            return;
        }
        if remote.after != open.position() {
            open.is_stale = true;
            return;
        }
        let number = open.number;
        self.pull(number, remote);
    }
}

/// Committing steps.
impl DraftProtocol {
    fn push(&mut self, before: &Session, after: Session, step: Step, now: &Rc<str>) {
        if let Some(open) = &mut self.open {
            open.push(before, after, step, now);
            let is_asked = open.choice == Choice::Pending;
            self.is_paused = false;
            if !is_asked {
                self.report(SaveStatus::Saving);
            }
        }
    }

    /// Begins the next transaction, if there is something to be written or read.
    fn start(&mut self) {
        if self.in_flight.is_some() {
            return;
        }
        let number = self.last_number + 1;
        let mut forms = self.closing.iter_mut().chain(&mut self.open);
        if let Some(form) = forms.find(|form| !self.is_paused && form.can_commit()) {
            if !form.is_stored && form.position() == 0 {
                form.meta.turn = next_seq(&self.heads);
            }
            let batch = form.take_batch();
            self.in_flight = Some(InFlight {
                number,
                form: form.number,
                replacements: form.replacements,
                batch: batch.clone(),
            });
            self.last_number = number;
            self.emit(DraftEffect::CommitBatch(Box::new(batch)));
            self.emit(DraftEffect::Schedule {
                timer: DraftTimer::Slow(number),
                after_ms: PATIENCE,
            });
            return;
        }
        if let Some(open) = self.open.as_mut().filter(|open| open.may_follow()) {
            (open.is_stale, open.is_following) = (false, true);
            let (draft, after) = (open.meta.id.clone(), open.position());
            self.emit(DraftEffect::ReadSteps { draft, after });
        }
    }

    fn commit(&mut self, now: String) {
        let Some(sent) = self.in_flight.take() else { return };
        self.failures = 0;
        let Some(form) = self.form(sent.form) else { return };
        let is_first = !form.is_stored;
        form.commit(&sent.batch, form.replacements == sent.replacements);
        self.closing.retain(OpenDraft::is_pending);
        let draft = sent.batch.meta.id;
        self.emit(DraftEffect::Announce { draft });
        let open = self.open.as_ref().filter(|open| open.number == sent.form);
        let is_due = open.is_some_and(OpenDraft::is_snapshot_due);
        if open.is_some() && is_first {
            self.emit(DraftEffect::ListDrafts);
        }
        if self.has_pending() {
            return;
        }
        let is_stored = self.open.as_ref().is_some_and(|open| open.is_stored);
        self.report(if is_stored {
            SaveStatus::Saved(now)
        } else {
            SaveStatus::Empty
        });
        if is_due {
            self.snapshot = self.next_number();
            self.emit(DraftEffect::Schedule {
                timer: DraftTimer::Snapshot(self.snapshot),
                after_ms: QUIET,
            });
        }
    }

    /// Other tabs have written since the batch was made.
    fn rebase(&mut self, remote: RemoteSteps) {
        let Some(sent) = self.in_flight.take() else { return };
        let Some(form) = self.form(sent.form) else { return };
        if form.replacements == sent.replacements {
            form.rollback();
        }
        self.pull(sent.form, remote);
    }

    fn pull(&mut self, number: u64, remote: RemoteSteps) {
        let is_open = self.open.as_ref().is_some_and(|open| open.number == number);
        let Some(form) = self.form(number) else { return };
        let draft = form.meta.id.clone();
        match form.pull(remote) {
            Pulled::Current => {}
            Pulled::Steps if is_open => self.show_open(),
            Pulled::Steps => {}
            Pulled::Replaced => self.emit(DraftEffect::ReadDraft {
                draft,
                purpose: ReadPurpose::Reload(number),
            }),
            Pulled::Conflict => {
                self.emit(DraftEffect::AskConflict { draft });
                self.report(SaveStatus::NotSaved(StorageError::Conflict));
            }
        }
    }

    fn fail(&mut self, error: StorageError) {
        let Some(sent) = self.in_flight.take() else { return };
        if let Some(form) = self
            .form(sent.form)
            .filter(|form| form.replacements == sent.replacements)
        {
            form.rollback();
        }
        self.pause(error);
    }

    /// Nothing is committed for a while.
    fn pause(&mut self, error: StorageError) {
        self.report(SaveStatus::NotSaved(error));
        let after_ms = PAUSES[self.failures.min(PAUSES.len() - 1)];
        self.failures += 1;
        self.is_paused = true;
        self.retry = self.next_number();
        self.emit(DraftEffect::Schedule {
            timer: DraftTimer::Retry(self.retry),
            after_ms,
        });
    }

    fn fire(&mut self, timer: DraftTimer) {
        match timer {
            DraftTimer::Retry(number) if number == self.retry => self.is_paused = false,
            DraftTimer::Slow(number) if self.in_flight.as_ref().is_some_and(|sent| sent.number == number) => {
                self.report(SaveStatus::NotSaved(StorageError::Slow));
            }
            DraftTimer::Snapshot(number) if number == self.snapshot && !self.has_pending() => {
                let due = self.open.as_mut().filter(|open| open.is_snapshot_due());
                due.into_iter().for_each(OpenDraft::want_snapshot);
            }
            _ => {}
        }
    }
}
