//! Removing the drafts of a scope, as a host page asks for after a hand-in. Nothing of them is written meanwhile.

use super::open::OpenDraft;
use super::{DraftEffect, DraftProtocol, Scope};
use crate::state::{DraftMeta, StorageError};

impl DraftProtocol {
    /// Whether a draft is about to be removed.
    pub(super) fn is_to_be_removed(&self, meta: &DraftMeta) -> bool {
        self.removals.iter().any(|scope| scope.has(meta))
    }

    pub(super) fn request_removal(&mut self, scope: Scope) {
        self.forms_of(&scope).for_each(OpenDraft::mark);
        self.removals.push_back(scope);
    }

    fn forms_of(&mut self, scope: &Scope) -> impl Iterator<Item = &mut OpenDraft> {
        let forms = self.open.iter_mut().chain(&mut self.closing);
        forms.filter(|form| scope.has(&form.meta))
    }

    /// Has the drafts of the next scope removed, if none are being removed; whether there is such a scope.
    pub(super) fn start_removal(&mut self) -> bool {
        let Some(scope) = self.removals.front().cloned() else {
            return false;
        };
        if !self.is_removing {
            self.is_removing = true;
            self.emit(DraftEffect::RemoveDrafts(scope));
        }
        true
    }

    /// The drafts are removed, or all of them stay.
    pub(super) fn end_removal(&mut self, result: Result<(), StorageError>) {
        let Some(scope) = self.removals.pop_front().filter(|_| self.is_removing) else {
            return;
        };
        self.is_removing = false;
        if result.is_ok() {
            self.metas.retain(|meta| !scope.has(meta));
            // The content of the open form stays in the form. Its next edit begins a draft again.
            self.forms_of(&scope).for_each(OpenDraft::detach);
            self.closing.retain(OpenDraft::is_pending);
        }
        self.report_progress();
        self.emit(DraftEffect::AnswerRemoval(result));
    }
}
