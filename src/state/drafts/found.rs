//! Which of the drafts in the database concern a form.

use crate::state::DraftMeta;
use std::rc::Rc;

/// The drafts of one rubric, those opened last first.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Those of the form's own scope. A page resumes only these by itself.
    pub(super) here: Vec<DraftMeta>,
    /// Those of other scopes.
    pub(super) elsewhere: Vec<DraftMeta>,
}

impl Found {
    /// The drafts of a form's rubric in the order of the list, without the form's own. A form in a host page sees the drafts of its own key only, and no other
    /// form sees these.
    pub(super) fn of(form: &DraftMeta, metas: &[DraftMeta]) -> Self {
        let is_visible = |meta: &&DraftMeta| {
            meta.removed.is_none()
                && meta.id != form.id
                && meta.rubric_id == form.rubric_id
                && meta.is_hosted() == form.is_hosted()
                && (!form.is_hosted() || meta.page == form.page)
        };
        let all = metas.iter().filter(is_visible).cloned();
        let (here, elsewhere) = all.partition(|meta| meta.page == form.page);
        Self { here, elsewhere }
    }

    /// The draft of a form's record: in a host page the one opened last of those under its key.
    pub(super) fn of_record<'h>(form: &DraftMeta, metas: &'h [DraftMeta]) -> Option<&'h DraftMeta> {
        let is_of = |meta: &&DraftMeta| {
            meta.removed.is_none()
                && meta.is_hosted() == form.is_hosted()
                && (!form.is_hosted() || meta.page == form.page)
                && meta.record() == form.record()
        };
        let all = metas.iter().filter(is_of);
        let last = all.max_by(|a, b| (a.opened_seq, &a.changed).cmp(&(b.opened_seq, &b.changed)));
        last.or_else(|| metas.iter().find(|meta| meta.id == form.id))
    }

    /// All of them, those of the form's own scope first.
    pub(super) fn into_all(self) -> Vec<DraftMeta> {
        let mut all = self.here;
        all.extend(self.elsewhere);
        all
    }
}

/// The counter of a draft that is opened after all others.
pub(super) fn next_seq(metas: &[DraftMeta]) -> u64 {
    1 + metas.iter().map(|meta| meta.opened_seq).max().unwrap_or_default()
}

/// The ids of drafts.
pub(super) fn ids(metas: &[DraftMeta]) -> Vec<Rc<str>> {
    metas.iter().map(|meta| meta.id.clone()).collect()
}
