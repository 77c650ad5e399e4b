//! Which of the drafts in the database concern a form.

use crate::state::Head;
use std::rc::Rc;

/// The drafts of one rubric, those opened last first.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Those of the form's own scope. A page resumes only these by itself.
    pub(super) here: Vec<Head>,
    /// Those of other scopes.
    pub(super) elsewhere: Vec<Head>,
}

impl Found {
    /// The drafts of a form's rubric, without the form's own. A form in a host page sees the drafts of its own key only, and no other
    /// form sees these.
    pub(super) fn of(form: &Head, heads: &[Head]) -> Self {
        let is_visible = |head: &&Head| {
            head.removed.is_none()
                && head.id != form.id
                && head.rubric_id == form.rubric_id
                && head.is_hosted() == form.is_hosted()
                && (!form.is_hosted() || head.page == form.page)
        };
        let mut all: Vec<_> = heads.iter().filter(is_visible).cloned().collect();
        // Clocks can be set back, the counter cannot; it decides first.
        all.sort_by(|a, b| (b.turn, &b.changed).cmp(&(a.turn, &a.changed)));
        let (here, elsewhere) = all.into_iter().partition(|head| head.page == form.page);
        Self { here, elsewhere }
    }

    /// The draft of a form's record: in a host page the one opened last of those under its key.
    pub(super) fn of_record<'h>(form: &Head, heads: &'h [Head]) -> Option<&'h Head> {
        let is_of = |head: &&Head| {
            head.removed.is_none()
                && head.is_hosted() == form.is_hosted()
                && (!form.is_hosted() || head.page == form.page)
                && head.record() == form.record()
        };
        let all = heads.iter().filter(is_of);
        let last = all.max_by(|a, b| (a.turn, &a.changed).cmp(&(b.turn, &b.changed)));
        last.or_else(|| heads.iter().find(|head| head.id == form.id))
    }

    /// All of them, those of the form's own scope first.
    pub(super) fn into_all(self) -> Vec<Head> {
        let mut all = self.here;
        all.extend(self.elsewhere);
        all
    }
}

/// The counter of a draft that is opened after all others.
pub(super) fn next_seq(heads: &[Head]) -> u64 {
    1 + heads.iter().map(|head| head.turn).max().unwrap_or_default()
}

/// The ids of drafts.
pub(super) fn ids(heads: &[Head]) -> Vec<Rc<str>> {
    heads.iter().map(|head| head.id.clone()).collect()
}
