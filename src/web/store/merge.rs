//! Several records at once, and what the person chooses where they differ.

use super::{Store, opening};
use crate::state::drafts::DraftMsg;
use crate::state::{Change, Merging, OpenRequest, Session, Workspace};
use assessment::answers::Stamp;
use assessment::record::RecordFile;
use assessment::record::merge::{Choice, Place};
use std::rc::Rc;

impl Store {
    /// Opens several records at once, which merges them.
    pub fn open_all<'t>(&self, files: impl IntoIterator<Item = (&'t str, &'t str)>) {
        let openings = files.into_iter().map(opening).collect();
        *self.0.error.borrow_mut() = None;
        self.change(|workspace| workspace.open_all(openings));
        self.merge_at_once();
    }

    /// Brings records together of which nothing is to be chosen.
    pub(super) fn merge_at_once(&self) {
        if self.merging().is_some_and(|merging| merging.at_once) {
            self.merge();
        }
    }

    /// Adds a rubric that came with a record to the loaded ones, unless it is loaded.
    pub fn bring(&self, source: &str) {
        self.change(|workspace| workspace.bring(&source.into()));
    }

    /// Records that have met and wait for the person to choose.
    pub fn merging(&self) -> Option<Rc<Merging>> {
        self.0.workspace.borrow().merging.clone()
    }

    /// Chooses a candidate where records that have met differ.
    pub fn choose(&self, place: &Place, choice: Choice) {
        self.change(|workspace| workspace.choose(place, choice));
    }

    /// Chooses what one of the records has; the newest wherever anything tells it, where none is named.
    pub fn choose_all_of(&self, source: Option<usize>) {
        self.change(|workspace| workspace.choose_all_of(source));
    }

    /// Applies what was chosen where records differ.
    pub fn merge(&self) {
        let (stamp, before) = (self.stamp(), self.with_workspace(|workspace| workspace.session.clone()));
        if self.draft_runtime().is_comparing() {
            self.merge_with_draft(&stamp, before);
            return;
        }
        let step = self.change(|workspace| workspace.merge(&stamp));
        if let (Some(before), Some(step)) = (before, step) {
            self.store_step(before, step);
            self.tell();
        }
    }

    /// Applies what was chosen where the open record and its draft differ. On a page the form continues as the draft, with the result as one
    /// edit; in a host page the result replaces the draft.
    fn merge_with_draft(&self, stamp: &Stamp, before: Option<Session>) {
        let step = self.with_workspace(|workspace| workspace.merge(stamp));
        let is_other_form = self.serial() != before.as_ref().map(|before| before.serial);
        match (before, step) {
            // Something is undecided, or the form has changed since and the two are compared again.
            (_, None) if !is_other_form => {}
            (before, step) if self.is_hosted() => {
                match (before, step) {
                    (Some(before), Some(step)) => self.store_step(before, step),
                    _ => drop(self.show_open_form(false)),
                }
                self.run_draft(DraftMsg::Overwrite);
            }
            _ => {
                let (record, report) = (self.record_text(), self.report());
                self.run_draft(DraftMsg::Continue);
                self.edit(Change::Record(record.into()), false);
                self.with_workspace(|workspace| workspace.report = report);
            }
        }
        self.tell();
    }

    /// Opens a record that was read already; beside another state of it, where that is open.
    pub(in crate::web) fn open_read(&self, name: &str, file: RecordFile) {
        self.change(|workspace| workspace.open_read(name.into(), file));
        self.merge_at_once();
    }

    /// Opens a record on the version of the rubric that is open, or on its own.
    pub fn open_on(&self, opening: &OpenRequest, stays: bool) {
        self.change(|workspace| workspace.open_on(opening, stays));
    }

    /// Opens a copy of a record as a record of its own. Its files of evidence are stored with its draft, as any that it names.
    pub fn open_apart(&self, opening: &OpenRequest) {
        self.change(|workspace| workspace.open_apart(opening, crate::web::files::fresh_id()));
    }

    /// Whether records lie side by side and wait for the person.
    pub fn is_choosing(&self) -> bool {
        self.merging().is_some()
    }

    /// Puts records that have met away again. The form goes on beside its draft, if it was that.
    pub fn cancel_merge(&self) {
        self.change(Workspace::cancel_merge);
        self.send_draft(DraftMsg::KeepBoth);
    }
}
