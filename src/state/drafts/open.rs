//! One form with its draft: the steps that are not stored yet, and the row of metadata that they were made for.

mod comparison;

pub(super) use comparison::{Compared, Comparison};

use super::{Batch, NewForm, RemoteSteps};
use crate::state::{Change, Draft, DraftMeta, Journal, Recovered, Session, Snapshot, Step, encode_row};
use std::rc::Rc;

/// By how much the epoch is raised if the database has lost steps. A tab may be behind by some epochs: one more could be an epoch that
/// another tab knows with another form.
const AFTER_LOSS: u64 = 1_000;

/// A form and its place in the database.
#[derive(Clone, Debug)]
pub(super) struct OpenDraft {
    /// Which form of this tab it is.
    pub(super) number: u64,
    /// How often it was replaced by another form of the same record.
    pub(super) replacements: u64,
    pub(super) session: Session,
    pub(super) meta: DraftMeta,
    pub(super) is_stored: bool,
    /// The row of metadata as the database had it last.
    base: Option<DraftMeta>,
    /// The epoch of the journal that the form follows.
    epoch: u64,
    journal: Journal,
    /// A snapshot is to be stored before the pending steps.
    wants_snapshot: bool,
    /// By how much the next batch raises the epoch. If it does, other tabs read the form again.
    epoch_step: u64,
    spare_id: Rc<str>,
    is_new: bool,
    pub(super) has_begun: bool,
    /// Another tab may have written to it.
    pub(super) is_stale: bool,
    /// Its later steps are being read.
    pub(super) is_following: bool,
    /// It is being read again.
    pub(super) is_reloading: bool,
    /// Nobody sees it any more: it is only kept until its pending steps are stored.
    pub(super) is_closed: bool,
    pub(super) comparison: Comparison,
    /// How many steps were taken in this tab.
    taken: u64,
    /// How many they were when the removal of its draft was requested.
    mark: u64,
}

/// What became of the rows that another tab wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pulled {
    /// Nothing is new to the form.
    Current,
    /// The form has further steps.
    Steps,
    /// The form must be read again.
    Replaced,
    /// The person must choose.
    Conflict,
}

impl OpenDraft {
    pub(super) fn new(number: u64, form: NewForm) -> Self {
        Self {
            number,
            replacements: 0,
            session: form.session,
            meta: form.meta,
            is_stored: false,
            base: None,
            epoch: 0,
            journal: Journal::default(),
            wants_snapshot: form.is_dirty,
            epoch_step: 0,
            spare_id: form.spare_id,
            is_new: form.is_new,
            has_begun: form.is_dirty,
            is_stale: false,
            is_following: false,
            is_reloading: false,
            is_closed: false,
            comparison: if form.is_record {
                Comparison::Finding
            } else {
                Comparison::None
            },
            taken: 0,
            mark: 0,
        }
    }

    /// A form as it was read from the database.
    pub(super) fn restored(number: u64, draft: &Draft, session: Session, opened_seq: u64, spare_id: Rc<str>) -> Self {
        let form = NewForm {
            session,
            meta: DraftMeta {
                opened_seq,
                ..draft.meta.clone()
            },
            spare_id,
            is_dirty: false,
            is_new: false,
            is_record: false,
        };
        Self {
            is_stored: true,
            base: Some(draft.meta.clone()),
            epoch: draft.meta.epoch,
            journal: Journal::with_len(last_number(draft)),
            has_begun: true,
            ..Self::new(number, form)
        }
    }

    /// How many steps of the journal the form has.
    pub(super) fn position(&self) -> u64 {
        self.journal.len
    }

    /// Whether something of it is not stored.
    pub(super) fn is_pending(&self) -> bool {
        self.journal.pending() > 0 || self.wants_snapshot
    }

    /// Whether a batch of it can be committed now.
    pub(super) fn can_commit(&self) -> bool {
        self.is_pending() && !self.is_reloading && !self.is_comparing()
    }

    /// Its draft is to be removed: notes how many steps were taken before.
    pub(super) fn mark(&mut self) {
        self.mark = self.taken;
    }

    /// The draft was removed. The form begins another at its next edit, or now if it was edited since [`OpenDraft::mark`].
    pub(super) fn detach(&mut self) {
        let was_edited = self.taken > self.mark;
        self.replacements += 1;
        self.journal = Journal::default();
        (self.is_stored, self.base, self.epoch) = (false, None, 0);
        (self.wants_snapshot, self.has_begun) = (was_edited, was_edited);
        (self.epoch_step, self.is_stale, self.is_following) = (0, false, false);
        self.is_reloading = false;
        if was_edited {
            self.meta.begun.clone_from(&self.meta.changed);
        }
        self.meta.name = "".into();
        self.meta.copied = None;
        self.stop_comparing();
    }

    /// Whether it may become a draft that is found: nothing was entered, and the person did not ask for a new form.
    pub(super) fn is_free(&self) -> bool {
        !self.is_new && !self.is_stored && !self.has_begun && self.session.state.is_blank()
    }

    /// Whether the person asked for a new form and has not entered anything: drafts are not offered there.
    pub(super) fn is_blank_new(&self) -> bool {
        self.is_new && !self.has_begun
    }

    /// Whether the later steps of its draft are to be read. A batch that can be committed finds them itself.
    pub(super) fn may_follow(&self) -> bool {
        self.is_stored && self.is_stale && !self.is_following && !self.is_reloading && !self.is_pending()
    }

    pub(super) fn push(&mut self, before: &Session, after: Session, step: Step, now: &Rc<str>) {
        if !self.has_begun {
            self.has_begun = true;
            self.meta.begun.clone_from(now);
            // A blank form can be made again from its rubric.
            self.wants_snapshot = !before.state.is_blank();
        }
        self.meta.changed.clone_from(now);
        self.journal.push(before, step);
        self.taken += 1;
        self.session = after;
    }

    /// Stores a snapshot with the next batch.
    pub(super) fn want_snapshot(&mut self) {
        self.wants_snapshot = true;
    }

    /// Another form of the same record takes its place. Its pending steps are in the new form.
    pub(super) fn replace(&mut self, session: Session, meta: DraftMeta) {
        self.replacements += 1;
        self.session = session;
        self.meta.rubric = meta.rubric;
        self.meta.version = meta.version;
        self.meta.titles = meta.titles;
        self.journal = Journal::with_len(self.journal.len);
        self.has_begun = true;
        self.wants_snapshot = true;
        self.epoch_step = self.epoch_step.max(u64::from(self.is_stored));
        self.is_reloading = false;
    }

    /// The next batch. Until [`OpenDraft::commit`] or [`OpenDraft::rollback`] no steps of other tabs may be applied.
    pub(super) fn take_batch(&mut self) -> Batch {
        let after = self.journal.len;
        let snapshot = self
            .wants_snapshot
            .then(|| encode_row(&Snapshot::of(self.journal.committed(&self.session))));
        let steps: Vec<_> = self.journal.take_batch().iter().map(encode_row).collect();
        let mut meta = DraftMeta {
            at: after + steps.len() as u64,
            epoch: self.epoch + self.epoch_step,
            removed: None,
            ..self.meta.clone()
        };
        (meta.state, meta.before, meta.bytes) = (None, None, [0; 3]);
        if let Some(base) = &self.base {
            // Another tab may have named it, exported a copy or stored a snapshot.
            meta.name.clone_from(&base.name);
            meta.copied.clone_from(&base.copied);
            (meta.state, meta.before, meta.bytes) = (base.state, base.before, base.bytes);
        }
        meta.refresh(&self.session, &self.meta.changed);
        let mut forget_before = None;
        if let Some(snapshot) = &snapshot {
            let [_, last, since] = meta.bytes;
            // The last snapshot and the steps after it stay until the next snapshot is stored as well.
            meta.bytes = [last + since, snapshot.len() as u64, 0];
            meta.before = meta.state.replace(after);
            forget_before = meta.before.filter(|before| *before < after);
        }
        meta.bytes[2] += steps.iter().map(|step| step.len() as u64).sum::<u64>();
        let may_name_files = snapshot.is_some() || self.journal.take_batch().iter().any(may_name_files);
        let is_other_rubric = self.base.as_ref().is_none_or(|base| base.rubric != meta.rubric);
        Batch {
            base: self.base.clone(),
            meta,
            after,
            rubric: is_other_rubric.then(|| self.session.state.rubric.source.clone()),
            snapshot,
            steps,
            forget_before,
            may_name_files,
            is_restored: self.is_stored && self.base.is_none(),
        }
    }

    /// The batch is stored. `is_same` says whether the form was not replaced meanwhile.
    pub(super) fn commit(&mut self, batch: &Batch, is_same: bool) {
        if is_same {
            self.journal.commit();
            self.wants_snapshot &= batch.snapshot.is_none();
            self.epoch_step = 0;
        } else {
            // The steps are in the form that replaced the one they were made on.
            self.journal.len += batch.steps.len() as u64;
            self.epoch_step = 1;
        }
        self.epoch = batch.meta.epoch;
        self.meta.name.clone_from(&batch.meta.name);
        self.base = Some(batch.meta.clone());
        self.is_stored = true;
    }

    /// Nothing of the batch is stored.
    pub(super) fn rollback(&mut self) {
        self.journal.rollback();
    }

    /// Whether the snapshots are older than they should be.
    pub(super) fn is_snapshot_due(&self) -> bool {
        self.base.as_ref().is_some_and(DraftMeta::is_snapshot_due)
    }

    /// Takes what the database has of the draft. Pending steps are applied again after the steps of other tabs.
    pub(super) fn pull(&mut self, remote: RemoteSteps) -> Pulled {
        self.is_stale = false;
        let Some(found) = remote.found else {
            if self.is_stored {
                self.restart();
                self.base = None;
            }
            return Pulled::Current;
        };
        // A draft that was removed and begun again under its id has another time of its beginning.
        let is_other = !self.is_stored || found.begun != self.meta.begun;
        if is_other || (self.epoch_step > 0 && found.epoch > self.epoch) {
            return self.pull_unrelated(found);
        }
        if found.epoch > self.epoch {
            self.is_reloading = true;
            return Pulled::Replaced;
        }
        let at = found.at;
        self.base = Some(found);
        if at < self.journal.len {
            self.restart();
        }
        if at <= self.journal.len {
            return Pulled::Current;
        }
        // A damaged step has no effect in any tab; a tab that opens the draft reports it.
        let steps: Vec<Step> = remote.steps.into_iter().filter_map(|(_, step)| step).collect();
        self.journal.rebase(&mut self.session, &steps);
        self.journal.len = at;
        Pulled::Steps
    }

    /// The database has lost steps that this form has: it is stored again as a whole, and other tabs read it again.
    fn restart(&mut self) {
        self.wants_snapshot = true;
        self.epoch_step = AFTER_LOSS;
    }

    /// The form was read again; its pending steps are applied to it.
    pub(super) fn reload(&mut self, draft: &Draft, recovered: Recovered) {
        let pending = std::mem::take(&mut self.journal).into_pending();
        self.journal = Journal::with_len(last_number(draft));
        let edits = self.session.edit_count;
        self.session = recovered.session;
        for (index, mut step) in pending.into_iter().enumerate() {
            // Typing that continues does so in a step of its own: the step before it belongs to another form.
            if let (0, Step::Edit { goes_on, .. }) = (index, &mut step) {
                *goes_on = false;
            }
            let before = self.session.clone();
            self.session.take(&step);
            self.journal.push(&before, step);
        }
        self.session.edit_count = edits.max(self.session.edit_count) + 1;
        self.meta = DraftMeta {
            opened_seq: self.meta.opened_seq,
            changed: self.meta.changed.clone(),
            ..draft.meta.clone()
        };
        (self.base, self.epoch) = (Some(draft.meta.clone()), draft.meta.epoch);
        (self.wants_snapshot, self.epoch_step) = (false, 0);
        (self.is_reloading, self.is_stale) = (false, false);
    }

    /// The draft that was to be read again is gone.
    pub(super) fn reload_missing(&mut self) {
        self.is_reloading = false;
        self.restart();
        self.base = None;
    }
}

/// Whether a form may name files of evidence after a step that it did not name before.
fn may_name_files(step: &Step) -> bool {
    match step {
        Step::Edit { action, goes_on } => {
            !goes_on && matches!(action.change, Change::Evidence { .. } | Change::Record(_))
        }
        Step::Undo(_) | Step::Redo(_) => true,
        Step::FillInAs(_) => false,
    }
}

/// The number of the last step in the rows.
fn last_number(draft: &Draft) -> u64 {
    let last = draft.steps.last().map_or(0, |(last, _)| *last);
    last.max(draft.meta.at)
}
