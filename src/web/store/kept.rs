//! What the store has to do with what the browser keeps.

use super::Store;
use crate::state::{Head, OpenOutcome, Recovered, SaveStatus, Session};
use crate::web::drafts::{Drafts, Keeper, Open};
use std::rc::Rc;

impl Store {
    /// Works on the form that is open, without telling anybody.
    pub(in crate::web) fn with_session<T>(&self, work: impl FnOnce(&mut Session) -> T) -> Option<T> {
        self.0.workspace.borrow_mut().session.as_mut().map(work)
    }

    /// What keeps the form.
    pub(crate) fn keeper(&self) -> &Keeper {
        &self.0.keeper
    }

    /// Whether what was entered is stored.
    pub fn save_status(&self) -> SaveStatus {
        self.0.keeper.save_status()
    }

    /// How many files of evidence were chosen and are not read yet.
    pub fn reading(&self) -> usize {
        self.0.reading.get()
    }

    /// Notes that further files were chosen.
    pub(in crate::web) fn begins_reading(&self, files: usize) {
        self.0.reading.set(self.reading() + files);
        self.tell();
    }

    /// Notes that a file was read, or could not be.
    pub(in crate::web) fn has_read(&self) {
        self.0.reading.set(self.reading().saturating_sub(1));
        self.tell();
    }

    /// The drafts that this browser has, as they were seen last.
    pub fn drafts(&self) -> Rc<Drafts> {
        self.0.drafts.borrow().clone()
    }

    /// Notes the drafts that were found.
    pub(in crate::web) fn found(&self, drafts: Drafts) {
        *self.0.drafts.borrow_mut() = Rc::new(drafts);
        self.tell();
    }

    /// The day by which measures are overdue.
    pub fn today(&self) -> Rc<str> {
        self.0.workspace.borrow().today.clone()
    }

    /// Which form is open: another number is another form.
    pub fn serial(&self) -> Option<u64> {
        self.0.workspace.borrow().session.as_ref().map(|session| session.serial)
    }

    /// The source of a rubric that came with the page.
    pub(in crate::web) fn shipped_source(&self, id: &str, version: &str) -> Option<Rc<str>> {
        let shipped = self.shipped();
        let found = shipped.iter().find(|one| *one.id == *id && *one.version == *version);
        found.map(|found| found.source.clone())
    }

    /// Puts a draft on the workspace that was read from the database.
    pub(in crate::web) fn resume(&self, open: Open, recovered: Recovered) {
        let head = open.head.clone();
        let serial = recovered.session.serial;
        {
            // The form that was there is put away by the keeper before the draft takes its place.
            let was = self.0.workspace.borrow().session.clone();
            self.0.keeper.replaced(self, was.as_ref(), None);
            self.0.workspace.borrow_mut().resume(head, recovered);
        }
        self.0.keeper.resume(open);
        let now = self.0.workspace.borrow().session.clone();
        if now.as_ref().map(|now| now.serial) != Some(serial) {
            // On another version of its rubric it is another form of the same draft.
            self.0.keeper.replaced(self, None, now.as_ref());
        }
        self.tell();
    }

    /// Adds to what going on with a draft had to say that there are others.
    pub(in crate::web) fn resumed_beside(&self, others: &[Head]) {
        if others.is_empty() {
            return;
        }
        self.change(|workspace| {
            if let OpenOutcome::RestoredDraft(resumed) = &mut workspace.report {
                Rc::make_mut(resumed).others = others.into();
            }
        });
    }

    /// Offers drafts that another tab began while this form was filled in.
    pub(in crate::web) fn offer_others(&self, heads: &[Head]) {
        self.change(|workspace| workspace.report = OpenOutcome::Others(heads.into()));
    }

    /// Offers drafts of the form that is open and empty.
    pub(in crate::web) fn offer(&self, heads: &[Head]) {
        self.change(|workspace| workspace.report = OpenOutcome::Offers(heads.into()));
    }
}
