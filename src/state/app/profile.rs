//! Offers the profile of the last form of the same school, once its name is entered.

use super::{App, Moment};
use crate::state::drafts::DraftMsg;
use crate::state::earlier_profile::{EarlierProfile, profile_changes};
use crate::state::{Change, DraftMeta, OpenOutcome, Recovered};
use std::rc::Rc;

impl App {
    /// The subject of the open form.
    fn subject(&self) -> Option<Rc<str>> {
        let state = self.state()?;
        let subject = state.record.subject(&state.rubric)?;
        Some(subject.trim().into()).filter(|subject: &Rc<str>| !subject.is_empty())
    }

    /// Has the last draft of the subject read, if the subject was just entered.
    pub(super) fn seek_profile(&mut self, moment: &Moment) {
        let Some(session) = self.workspace.session.as_ref().filter(|_| !self.is_read_only) else {
            return;
        };
        let state = &session.state;
        let is_subject = |change: &Change| {
            let mut fields = state.rubric.profile.iter();
            let subject = fields.find(|field| field.subject == Some(true));
            matches!((change, subject), (Change::Profile { field, .. }, Some(subject)) if *field == subject.id)
        };
        if !session.last_change.as_deref().is_some_and(is_subject) {
            return;
        }
        let (form, record) = (session.form_id.clone(), state.record.id.clone());
        let subject = self.subject();
        let sought = Some((form, subject.clone()));
        if self.sought_profile == sought {
            return;
        }
        self.sought_profile = sought;
        if matches!(self.workspace.report, OpenOutcome::EarlierProfile(_)) {
            // It is of another school.
            self.workspace.report = OpenOutcome::Silent;
            self.version += 1;
        }
        let Some(subject) = subject else { return };
        let is_it =
            |meta: &&DraftMeta| meta.removed.is_none() && meta.record() != &*record && meta.subject.trim() == &*subject;
        let last = self
            .visible_drafts()
            .metas
            .iter()
            .find(is_it)
            .map(|meta| meta.id.clone());
        if let Some(draft) = last {
            self.send_draft(DraftMsg::ProfileRequested { draft }, moment);
        }
    }

    /// The draft was read: its profile is offered if it fills a field. Another report is not replaced.
    pub(super) fn offer_profile(&mut self, meta: &DraftMeta, recovered: &Recovered) {
        let subject = self.subject().filter(|subject| **subject == *meta.subject.trim());
        // What was given or opened before is no question that waits for an answer.
        let is_free = matches!(
            self.workspace.report,
            OpenOutcome::Silent | OpenOutcome::Given(_) | OpenOutcome::Opened(..) | OpenOutcome::Beside(_)
        );
        let (Some(subject), Some(form), true) = (subject, self.state(), is_free) else {
            return;
        };
        let state = recovered.session.state.clone();
        if !profile_changes(&state, form).is_empty() {
            self.workspace.report = OpenOutcome::EarlierProfile(Rc::new(EarlierProfile {
                subject,
                changed: meta.changed.clone(),
                state,
            }));
        }
    }

    /// Fills the empty fields, as one edit.
    pub(super) fn take_profile(&mut self, moment: &Moment) {
        let OpenOutcome::EarlierProfile(earlier) = &self.workspace.report else {
            return;
        };
        // The name may have been changed, or undone.
        let is_own = self.subject().is_some_and(|subject| subject == earlier.subject);
        let changes = self
            .state()
            .filter(|_| is_own)
            .map(|form| profile_changes(&earlier.state, form));
        self.workspace.report = OpenOutcome::Silent;
        self.version += 1;
        if let Some(changes) = changes.filter(|changes| !changes.is_empty()) {
            self.edit(Change::Several(changes), false, moment);
        }
    }
}
