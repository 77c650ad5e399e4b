//! A form whose steps are stored in a journal that other copies of the form write too.
//!
//! The journal is one list of steps, and its order is authoritative. An edit is shown at once and waits to be written; if steps of other
//! copies come first, waiting steps are applied again after them. So every copy that has read the whole journal shows the same content, and
//! no step is dropped: of two answers to one field the later one counts, and the earlier one is in the history.

use super::{Session, Step};

/// The position of a session in a journal.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    /// The number of journal steps that the session has.
    pub at: u64,
    /// The session without the waiting steps; `None` while no step waits.
    written: Option<Session>,
    waiting: Vec<Step>,
    sent: usize,
}

impl Journal {
    /// A journal of which a session has this many steps.
    pub fn at(at: u64) -> Self {
        Self { at, ..Self::default() }
    }

    /// Records a local step, given the session before it.
    pub fn note(&mut self, before: &Session, step: Step) {
        if self.waiting.is_empty() {
            self.written = Some(before.clone());
        }
        self.waiting.push(step);
    }

    /// The number of steps that are not written yet.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// The steps to write now, after all steps of others: apply those with [`Journal::meet`] first.
    pub fn send(&mut self) -> &[Step] {
        self.sent = self.waiting.len();
        &self.waiting
    }

    /// Confirms that the sent steps are in the journal.
    pub fn arrived(&mut self) {
        let written: Vec<_> = self.waiting.drain(..self.sent).collect();
        self.at += written.len() as u64;
        self.sent = 0;
        match &mut self.written {
            Some(_) if self.waiting.is_empty() => self.written = None,
            Some(base) => base.take_all(&written),
            None => {}
        }
    }

    /// Reports that no sent step is in the journal: they wait again.
    pub fn returned(&mut self) {
        self.sent = 0;
    }

    /// Applies steps of others after those that the session has, and the waiting steps after them. Never called between [`Journal::send`]
    /// and its result: steps that were sent must not change.
    pub fn meet(&mut self, session: &mut Session, others: &[Step]) {
        self.at += others.len() as u64;
        if others.is_empty() {
            return;
        }
        let Some(base) = &mut self.written else {
            session.take_all(others);
            return;
        };
        base.take_all(others);
        // Typing that continues begins a new step: the previous step belongs to another copy now.
        if let Some(Step::Edit { goes_on, .. }) = self.waiting.first_mut() {
            *goes_on = false;
        }
        let edits = session.edits;
        *session = base.clone();
        session.take_all(&self.waiting);
        session.edits = edits.max(session.edits) + 1;
    }

    /// The session without the waiting steps, given the session with them.
    pub fn written<'s>(&'s self, session: &'s Session) -> &'s Session {
        self.written.as_ref().unwrap_or(session)
    }

    /// The waiting steps, for a session that is read again from the store.
    pub fn into_waiting(self) -> Vec<Step> {
        self.waiting
    }
}
