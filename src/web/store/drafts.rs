//! Store operations about drafts.

use super::Store;
use crate::state::{DraftMeta, Drafts, FormId, SaveStatus};
use crate::web::unanswered::Unanswered;
use std::rc::Rc;

impl Store {
    /// The effects of the draft protocol that are not answered yet.
    pub(in crate::web) fn unanswered(&self) -> &Unanswered {
        &self.0.unanswered
    }

    /// Whether what was entered is stored, with the time by the person's clock.
    pub fn save_status(&self) -> SaveStatus {
        match self.app().save_status() {
            SaveStatus::Saved(time) => SaveStatus::Saved((self.0.platform.clock)(time)),
            other => other.clone(),
        }
    }

    /// The draft of the open form, if it is stored.
    pub(in crate::web) fn open_draft(&self) -> Option<DraftMeta> {
        self.app().open_draft().cloned()
    }

    /// The scope in which drafts are begun; `None` where no drafts are stored.
    pub(crate) fn draft_scope(&self) -> Option<Rc<str>> {
        self.app().scope().cloned()
    }

    /// How many files of evidence were chosen and are not read yet.
    pub fn reading(&self) -> usize {
        self.app().reading()
    }

    /// The drafts that this browser had when they were listed last.
    pub fn drafts(&self) -> Rc<Drafts> {
        self.0.drafts.borrow().clone()
    }

    /// Notes the drafts that were listed.
    pub(in crate::web) fn found(&self, drafts: Drafts) {
        let is_new = **self.0.drafts.borrow() != drafts;
        if is_new {
            *self.0.drafts.borrow_mut() = Rc::new(drafts);
            self.notify();
        }
    }

    /// The day by which measures are overdue.
    pub fn today(&self) -> Rc<str> {
        self.app().workspace().today.clone()
    }

    /// Which form is open.
    pub fn form_id(&self) -> Option<FormId> {
        self.app().form_id()
    }

    /// The source of a rubric that came with the page.
    pub(in crate::web) fn shipped_source(&self, id: &str, version: &str) -> Option<Rc<str>> {
        let shipped = self.shipped();
        let found = shipped.iter().find(|one| *one.id == *id && *one.version == *version);
        found.map(|found| found.source.clone())
    }
}
