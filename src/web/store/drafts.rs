//! Store operations about drafts.

use super::Store;
use crate::state::{DraftMeta, Drafts, FormId, SaveStatus};
use crate::web::unanswered::Unanswered;
use std::rc::Rc;

impl Store {
    /// Returns the effects of the draft protocol that are not answered yet.
    pub(in crate::web) fn unanswered(&self) -> &Unanswered {
        &self.0.unanswered
    }

    /// Returns whether the edits are stored, with the local time.
    pub fn save_status(&self) -> SaveStatus {
        match self.app().save_status() {
            SaveStatus::Saved(time) => SaveStatus::Saved(self.clock(time)),
            other => other.clone(),
        }
    }

    /// Returns the draft of the open form, if the draft is stored.
    pub(in crate::web) fn open_draft(&self) -> Option<DraftMeta> {
        self.app().open_draft().cloned()
    }

    /// Returns the scope in which drafts are begun; `None` if no drafts are stored.
    pub(crate) fn draft_scope(&self) -> Option<Rc<str>> {
        self.app().scope().cloned()
    }

    /// Returns the number of evidence files that were chosen and are not read yet.
    pub fn reading(&self) -> usize {
        self.app().reading()
    }

    /// Returns the drafts of the last listing.
    pub fn drafts(&self) -> Rc<Drafts> {
        self.app().listed().clone()
    }

    /// Returns today's date, which decides whether measures are overdue.
    pub fn today(&self) -> Rc<str> {
        self.app().workspace().today.clone()
    }

    /// Returns the id of the open form.
    pub fn form_id(&self) -> Option<FormId> {
        self.app().form_id()
    }

    /// Returns the source of a rubric that the page was delivered with.
    pub(in crate::web) fn shipped_source(&self, id: &str, version: &str) -> Option<Rc<str>> {
        let shipped = self.shipped();
        let found = shipped.iter().find(|one| *one.id == *id && *one.version == *version);
        found.map(|found| found.source.clone())
    }
}
