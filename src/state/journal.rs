//! A form whose steps are kept in a journal that other copies of the same form write too.
//!
//! The journal is one list of steps, and its order is the truth. What a person does is shown at once and waits to be written;
//! where others' steps come first, what waits is made again after them. So every copy that has read the whole journal shows the
//! same, and nothing is dropped: a later answer in the same field stands, and the earlier one is in the history.

use super::{Session, Step};

/// How far a session is written down.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    /// How many steps of the journal the session has.
    pub at: u64,
    /// The session without the steps that wait; nothing while none waits.
    written: Option<Session>,
    waiting: Vec<Step>,
    sent: usize,
}

impl Journal {
    /// A journal of which a session has this many steps.
    pub fn at(at: u64) -> Self {
        Self { at, ..Self::default() }
    }

    /// Notes a step that was made here, on a session that was so before.
    pub fn note(&mut self, before: &Session, step: Step) {
        if self.waiting.is_empty() {
            self.written = Some(before.clone());
        }
        self.waiting.push(step);
    }

    /// How many steps are not written yet.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// The steps to be written now, after all that others wrote: first [`Journal::meet`] those.
    pub fn send(&mut self) -> &[Step] {
        self.sent = self.waiting.len();
        &self.waiting
    }

    /// What was sent is in the journal.
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

    /// Nothing of what was sent is in the journal: it goes on waiting.
    pub fn returned(&mut self) {
        self.sent = 0;
    }

    /// Takes steps that others wrote after those that the session has, and makes what waits again after them. Never between
    /// [`Journal::send`] and its end: what was sent must not change any more.
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
        // What goes on typing goes on from a step of its own: the step before it is somebody else's now.
        if let Some(Step::Edit { goes_on, .. }) = self.waiting.first_mut() {
            *goes_on = false;
        }
        let edits = session.edits;
        *session = base.clone();
        session.take_all(&self.waiting);
        session.edits = edits.max(session.edits) + 1;
    }

    /// The steps that wait, for a session that is read again from the store.
    pub fn into_waiting(self) -> Vec<Step> {
        self.waiting
    }
}
