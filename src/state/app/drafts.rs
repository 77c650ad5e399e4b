//! The open form and the draft protocol: the messages that the protocol gets, and what it has shown.

use super::{App, Moment};
use crate::state::drafts::{DraftEvent, DraftMsg, NewForm};
use crate::state::{
    Change, DraftMeta, Effect, EffectError, OpenOutcome, Reconciliation, Recovered, SaveStatus, Session, Step,
    StorageError,
};

impl App {
    /// Sends a message to the draft protocol, and shows what comes of it.
    pub(super) fn send_draft(&mut self, msg: DraftMsg, moment: &Moment) {
        let update = self.drafts.update(msg);
        self.effects
            .extend(update.effects.into_iter().map(|effect| Effect::Draft(Box::new(effect))));
        let mut followups = Vec::new();
        for event in update.events {
            if matches!(event, DraftEvent::Listed) {
                self.list(moment);
                continue;
            }
            self.version += 1;
            match event {
                DraftEvent::Listed => {}
                DraftEvent::ListFailed => self.starting = None,
                DraftEvent::Failed(error) => self.error = Some(EffectError::Storage(error)),
                DraftEvent::StatusChanged => {}
                DraftEvent::ShowForm(session) => self.workspace.session = Some(session),
                DraftEvent::ShowDraft { meta, recovered } => {
                    let form = recovered.session.form_id.clone();
                    self.workspace.restore(meta, *recovered);
                    self.prepare_rubric();
                    if self.form_id() != Some(form) {
                        // The draft is on another version of its rubric.
                        self.show_form(false, moment);
                    }
                }
                DraftEvent::Offer { reason, drafts } => self.workspace.offer(reason, &drafts),
                DraftEvent::OpenFailed { draft, error } => {
                    self.opening = None;
                    self.error = Some(match error {
                        StorageError::Gone => EffectError::Draft(draft.to_string()),
                        error => EffectError::Storage(error),
                    });
                }
                DraftEvent::ProfileRead { meta, recovered } => self.offer_profile(&meta, &recovered),
                DraftEvent::Compare { recovered, .. } => followups.push(recovered),
            }
        }
        for recovered in followups {
            self.compare(&recovered, moment);
        }
        self.focus_opened();
        let is_saved = self.drafts.is_settled() && matches!(self.drafts.status(), SaveStatus::Saved(_));
        if is_saved && self.workspace.is_dirty() {
            self.workspace.mark_exported();
            self.version += 1;
        }
    }

    /// Has a step stored that the open session took.
    pub(super) fn store_step(&mut self, before: Session, step: Step, moment: &Moment) {
        if let Some(after) = self.workspace.session.clone() {
            let now = moment.now.clone();
            let msg = DraftMsg::Stepped {
                before,
                after,
                step,
                now,
            };
            self.send_draft(msg, moment);
        }
    }

    /// Tells the protocol which form is open now; `is_new` says whether the person asked for a new form.
    pub(super) fn show_form(&mut self, is_new: bool, moment: &Moment) {
        let Some(scope) = self.scope.clone() else { return };
        let Some(session) = self.workspace.session.clone() else {
            self.send_draft(DraftMsg::FormClosed, moment);
            return;
        };
        let record = &session.state.record;
        let mut meta = DraftMeta {
            page: scope,
            ..DraftMeta::of(&session, &self.languages, &moment.now)
        };
        if self.drafts.open_record() == Some(&*record.id) {
            self.send_draft(DraftMsg::FormReplaced { session, meta }, moment);
            return;
        }
        if self.workspace.hosted {
            meta.id = meta.marked("");
        }
        let form = NewForm {
            is_record: record.origin.is_some(),
            session,
            meta,
            spare_id: moment.spare_id.clone(),
            is_dirty: self.workspace.is_dirty(),
            is_new,
        };
        self.send_draft(DraftMsg::FormOpened(Box::new(form)), moment);
    }

    /// Merges records of which nothing is to be chosen.
    pub(super) fn merge_if_decided(&mut self, moment: &Moment) {
        if self.workspace.merging.as_ref().is_some_and(|merging| merging.at_once) {
            self.merge(moment);
        }
    }

    /// Applies what was chosen where records differ.
    pub(super) fn merge(&mut self, moment: &Moment) {
        let (stamp, before) = (self.stamp(moment), self.workspace.session.clone());
        if self.drafts.is_comparing() {
            self.merge_with_draft(before, moment);
            return;
        }
        let step = self.change(moment, |workspace| workspace.merge(&stamp));
        if let (Some(before), Some(step)) = (before, step) {
            self.store_step(before, step, moment);
        }
    }

    /// Applies what was chosen where the open record and its draft differ. On a page the form continues as the draft, with the result as one
    /// edit; in a host page the result replaces the draft.
    fn merge_with_draft(&mut self, before: Option<Session>, moment: &Moment) {
        let step = self.workspace.merge(&self.stamp(moment));
        let is_other_form = self.form_id() != before.as_ref().map(|before| before.form_id.clone());
        self.version += 1;
        match (before, step) {
            // Something is undecided, or the form has changed since and the two are compared again.
            (_, None) if !is_other_form => {}
            (before, step) if self.workspace.hosted => {
                // First the answer: an edit would ask for the comparison again.
                self.send_draft(DraftMsg::Overwrite, moment);
                match (before, step) {
                    (Some(before), Some(step)) => self.store_step(before, step, moment),
                    _ => self.show_form(false, moment),
                }
            }
            _ => {
                let record = self.state().map(|state| state.record.to_text(&state.rubric));
                let report = self.workspace.report.clone();
                self.continue_with(record.unwrap_or_default().into(), moment);
                self.workspace.report = report;
            }
        }
    }

    /// The form continues as the draft, with a record applied to it. The draft stays in the history of the form.
    fn continue_with(&mut self, record: std::rc::Rc<str>, moment: &Moment) {
        self.send_draft(DraftMsg::Continue, moment);
        self.edit(Change::Record(record), false, moment);
    }

    /// The open record has a draft that it was not made from: what becomes of the two is decided, or the person is asked.
    fn compare(&mut self, draft: &Recovered, moment: &Moment) {
        if self.workspace.merging.is_some() {
            // The person is being asked.
            return;
        }
        self.version += 1;
        let draft = &draft.session.state;
        let (report, changes) = (self.workspace.report.clone(), self.workspace.changes.clone());
        match self.workspace.reconcile(draft) {
            Reconciliation::Continue => {
                self.send_draft(DraftMsg::Continue, moment);
                // The result of opening the record is still true.
                (self.workspace.report, self.workspace.changes) = (report, changes);
            }
            Reconciliation::Older(both, opening) => {
                self.send_draft(DraftMsg::Continue, moment);
                self.workspace.copy_is_older(&both, opening);
            }
            Reconciliation::TakeIn {
                record,
                sources,
                is_newer,
            } => {
                let notices = match report {
                    OpenOutcome::Opened(_, notices) => notices,
                    _ => [].into(),
                };
                self.continue_with(record, moment);
                self.workspace.report = OpenOutcome::TakenIn(sources, is_newer, notices);
            }
            Reconciliation::Join => {
                self.workspace.merge_with_draft(draft.record.to_file(&draft.rubric));
                self.merge(moment);
                self.workspace.report = OpenOutcome::Silent;
            }
            Reconciliation::Ask => self.workspace.merge_with_draft(draft.record.to_file(&draft.rubric)),
        }
    }
}
