//! Store operations about drafts.

use super::Store;
use crate::state::drafts::DraftMsg;
use crate::state::{Change, Head, OpenOutcome, Reconciliation, Recovered, SaveStatus, Workspace};
use crate::web::clock;
use crate::web::drafts::{DraftRuntime, Drafts};
use std::rc::Rc;

impl Store {
    /// Works on the workspace without notifying the listeners.
    pub(in crate::web) fn with_workspace<T>(&self, work: impl FnOnce(&mut Workspace) -> T) -> T {
        work(&mut self.0.workspace.borrow_mut())
    }

    /// The draft protocol with its open effects.
    pub(in crate::web) fn draft_runtime(&self) -> &DraftRuntime {
        &self.0.drafting
    }

    /// Whether what was entered is stored, with the time by the person's clock.
    pub fn save_status(&self) -> SaveStatus {
        match self.0.drafting.status() {
            SaveStatus::Saved(time) => SaveStatus::Saved(clock::clock(&time)),
            other => other,
        }
    }

    /// The draft of the open form, if it is stored.
    pub(in crate::web) fn open_draft(&self) -> Option<Head> {
        self.0.drafting.open_draft()
    }

    /// The scope in which drafts are begun; `None` where no drafts are stored.
    pub(crate) fn draft_scope(&self) -> Option<Rc<str>> {
        self.0.drafting.scope()
    }

    /// Stores drafts in this scope from now on. The form's draft in the previous scope is closed.
    pub(crate) fn set_draft_scope(&self, scope: Option<Rc<str>>) {
        self.send_draft(DraftMsg::FormClosed);
        self.0.drafting.set_scope(scope);
        if self.state().is_some() && self.show_open_form(false) {
            self.tell();
        }
    }

    /// The open record has a draft that it was not made from: what becomes of the two is decided, or the person is asked.
    pub(in crate::web) fn compare(&self, draft: &Recovered) {
        let draft = &draft.session.state;
        let kept = || draft.record.to_file(&draft.rubric);
        let (decision, report, changes) = self.with_workspace(|workspace| {
            let decision = workspace.reconcile(draft);
            (decision, workspace.report.clone(), workspace.changes.clone())
        });
        match decision {
            Reconciliation::Continue => {
                self.run_draft(DraftMsg::Continue);
                // What opening the record had to say still holds.
                self.with_workspace(|workspace| (workspace.report, workspace.changes) = (report, changes));
            }
            Reconciliation::Older(both, opening) => {
                self.run_draft(DraftMsg::Continue);
                self.with_workspace(|workspace| workspace.copy_is_older(&both, opening));
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
                // The draft stays in the history of the form: undoing the edit leads to it.
                self.run_draft(DraftMsg::Continue);
                self.edit(Change::Record(record), false);
                self.with_workspace(|workspace| workspace.report = OpenOutcome::TakenIn(sources, is_newer, notices));
            }
            Reconciliation::Join => {
                self.with_workspace(|workspace| workspace.meet_draft(kept()));
                self.merge();
                self.with_workspace(|workspace| workspace.report = OpenOutcome::Silent);
            }
            Reconciliation::Ask => self.with_workspace(|workspace| workspace.meet_draft(kept())),
        }
        self.tell();
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

    /// The drafts that this browser had when they were listed last.
    pub fn drafts(&self) -> Rc<Drafts> {
        self.0.drafts.borrow().clone()
    }

    /// Notes the drafts that were listed.
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
}
