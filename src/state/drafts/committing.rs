//! Committing the pending steps, one batch after another.

use super::found::next_seq;
use super::open::{OpenDraft, Pulled};
use super::{DraftEffect, DraftProtocol, DraftTimer, InFlight, ListPurpose, ReadPurpose, RemoteSteps};
use crate::state::{SaveStatus, Session, Step, StorageError};
use std::rc::Rc;

/// How long after the last batch a snapshot is stored, in milliseconds.
const QUIET: u32 = 2_000;
/// How long the browser may take for a batch, in milliseconds, before the person is notified.
const PATIENCE: u32 = 4_000;
/// The pauses between attempts, in milliseconds.
const PAUSES: [u32; 4] = [300, 1_000, 3_000, 10_000];

impl DraftProtocol {
    pub(super) fn push(&mut self, before: &Session, after: Session, step: Step, now: &Rc<str>) {
        if let Some(open) = &mut self.open {
            open.push(before, after, step, now);
            let is_asked = open.is_asked();
            let compare = open.compare();
            // The person may have put the comparison away.
            self.output.events.extend(compare);
            self.is_paused = false;
            self.report(if is_asked {
                SaveStatus::NotSaved(StorageError::Conflict)
            } else {
                SaveStatus::Saving
            });
        }
    }

    /// Begins the next transaction, if there is something to be written or read.
    pub(super) fn start(&mut self) {
        if self.in_flight.is_some() {
            return;
        }
        let number = self.last_number + 1;
        if self.start_removal() {
            return;
        }
        let removals = &self.removals;
        let may_commit =
            |form: &&mut OpenDraft| form.can_commit() && !removals.iter().any(|scope| scope.has(&form.meta));
        let mut forms = self.closing.iter_mut().chain(&mut self.open);
        if let Some(form) = forms.find(|form| !self.is_paused && may_commit(form)) {
            if !form.is_stored && form.position() == 0 {
                form.meta.opened_seq = next_seq(&self.metas);
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

    pub(super) fn commit(&mut self, now: String) {
        let Some(sent) = self.in_flight.take() else { return };
        self.failures = 0;
        let Some(form) = self.form(sent.form) else { return };
        let is_first = !form.is_stored;
        form.commit(&sent.batch, form.replacements == sent.replacements);
        let state = form.session.state.clone();
        if sent.batch.may_name_files || sent.batch.is_restored {
            self.emit(DraftEffect::StoreFiles {
                state,
                reports_missing: sent.batch.is_restored,
            });
        }
        self.closing.retain(OpenDraft::is_pending);
        let draft = sent.batch.meta.id;
        self.emit(DraftEffect::Announce { draft });
        let open = self.open.as_ref().filter(|open| open.number == sent.form);
        let is_due = open.is_some_and(OpenDraft::is_snapshot_due);
        if open.is_some() && is_first {
            self.emit(DraftEffect::ListDrafts(ListPurpose::Find));
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
    pub(super) fn rebase(&mut self, remote: RemoteSteps) {
        let Some(sent) = self.in_flight.take() else { return };
        let Some(form) = self.form(sent.form) else { return };
        if form.replacements == sent.replacements {
            form.rollback();
        }
        self.pull(sent.form, remote);
    }

    pub(super) fn pull(&mut self, number: u64, remote: RemoteSteps) {
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
            Pulled::Conflict => self.emit(DraftEffect::ReadDraft {
                draft,
                purpose: ReadPurpose::Compare(number),
            }),
        }
    }

    pub(super) fn fail(&mut self, error: StorageError) {
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
    pub(super) fn pause(&mut self, error: StorageError) {
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

    pub(super) fn fire(&mut self, timer: DraftTimer) {
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
