//! A form whose steps are stored in a journal that other copies of the form write too.
//!
//! The journal is one list of steps, and its order is authoritative. An edit is shown at once and is pending until it is written; if steps of other
//! copies come first, pending steps are applied again after them. So every copy that has read the whole journal shows the same content, and
//! no step is dropped: of two answers to one field the later one counts, and the earlier one is in the history.

use super::{Session, Step};

/// The position of a session in a journal.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    /// The number of journal steps that the session has.
    pub len: u64,
    /// The session without the pending steps; `None` while no step is pending.
    committed: Option<Session>,
    pending: Vec<Step>,
    sent: usize,
}

impl Journal {
    /// A journal of which a session has this many steps.
    pub fn with_len(len: u64) -> Self {
        Self { len, ..Self::default() }
    }

    /// Records a local step, given the session before it.
    pub fn push(&mut self, before: &Session, step: Step) {
        if self.pending.is_empty() {
            self.committed = Some(before.clone());
        }
        self.pending.push(step);
    }

    /// The number of pending steps.
    pub fn pending(&self) -> usize {
        self.pending.len()
    }

    /// The steps to write now, after all steps of others: apply those with [`Journal::rebase`] first.
    pub fn take_batch(&mut self) -> &[Step] {
        self.sent = self.pending.len();
        &self.pending
    }

    /// Confirms that the sent steps are in the journal.
    pub fn commit(&mut self) {
        let written: Vec<_> = self.pending.drain(..self.sent).collect();
        self.len += written.len() as u64;
        self.sent = 0;
        match &mut self.committed {
            Some(_) if self.pending.is_empty() => self.committed = None,
            Some(base) => base.take_all(&written),
            None => {}
        }
    }

    /// Reports that no sent step is in the journal: they are pending again.
    pub fn rollback(&mut self) {
        self.sent = 0;
    }

    /// Applies steps of others after those that the session has, and the pending steps after them. Never called between [`Journal::take_batch`]
    /// and its result: steps that were sent must not change.
    pub fn rebase(&mut self, session: &mut Session, others: &[Step]) {
        self.len += others.len() as u64;
        if others.is_empty() {
            return;
        }
        let Some(base) = &mut self.committed else {
            session.take_all(others);
            return;
        };
        base.take_all(others);
        // Typing that continues begins a new step: the previous step belongs to another copy now.
        if let Some(Step::Edit { goes_on, .. }) = self.pending.first_mut() {
            *goes_on = false;
        }
        let edits = session.edit_count;
        *session = base.clone();
        session.take_all(&self.pending);
        session.edit_count = edits.max(session.edit_count) + 1;
    }

    /// The session without the pending steps, given the session with them.
    pub fn committed<'s>(&'s self, session: &'s Session) -> &'s Session {
        self.committed.as_ref().unwrap_or(session)
    }

    /// The pending steps, for a session that is read again from the store.
    pub fn into_pending(self) -> Vec<Step> {
        self.pending
    }
}
