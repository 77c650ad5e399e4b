//! Several records at once, and what the person chooses where they differ.

use super::{Store, opening};
use crate::state::changes::Group;
use crate::state::{Change, Merging, OpenOutcome, OpenRequest, Session, Workspace};
use assessment::record::RecordFile;
use assessment::record::merge::{Choice, FieldPath};
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
    pub fn choose(&self, path: &FieldPath, choice: Choice) {
        self.change(|workspace| workspace.choose(path, choice));
    }

    /// Chooses what one of the records has; the newest wherever anything tells it, where none is named.
    pub fn choose_all_of(&self, source: Option<usize>) {
        self.change(|workspace| workspace.choose_all_of(source));
    }

    /// Has what was chosen out of records that have met.
    pub fn merge(&self) {
        let stamp = self.stamp();
        let before = self.0.workspace.borrow().session.clone();
        let step = self.change(|workspace| {
            let step = workspace.merge(&stamp);
            let serial = |session: &Option<Session>| session.as_ref().map(|session| session.serial);
            if serial(&workspace.session) != serial(&before) {
                self.keeper().decide(serial(&workspace.session));
            }
            step
        });
        if let (Some(before), Some(step)) = (before, step) {
            self.keeper().note(self, &before, step);
            self.tell();
        }
    }

    /// Takes the draft of the record that is open into it, where each only adds to the other.
    pub(in crate::web) fn take_draft(&self, draft: RecordFile) {
        self.0.workspace.borrow_mut().meet_draft(draft);
        self.merge();
        self.tell_again(OpenOutcome::Silent);
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

    /// The record that is open beside its draft.
    pub(in crate::web) fn beside_draft(&self, draft: RecordFile) -> Option<Merging> {
        self.0.workspace.borrow().beside_draft(draft)
    }

    /// Lays the record that is open beside its draft, until the person has chosen.
    pub(in crate::web) fn meet_draft(&self, draft: RecordFile) {
        self.change(|workspace| workspace.meet_draft(draft));
    }

    /// Says that the record that was opened is older than its draft, which the form goes on with.
    pub(in crate::web) fn copy_is_older(&self, merging: &Merging, opening: OpenRequest) {
        self.change(|workspace| workspace.copy_is_older(merging, opening));
    }

    /// Takes a whole record into the form as one edit.
    pub(in crate::web) fn take_record(&self, text: &str) {
        self.edit(Change::Record(text.into()), false);
    }

    /// Says again what opening a record had to say, after its draft has taken over.
    pub(in crate::web) fn tell_all_again(&self, report: OpenOutcome, changes: Rc<[Group]>) {
        self.change(|workspace| {
            workspace.report = report;
            workspace.changes = changes;
        });
    }

    /// Whether records lie side by side and wait for the person.
    pub fn is_choosing(&self) -> bool {
        self.merging().is_some()
    }

    /// Puts records that have met away again. The form goes on beside its draft, if it was that.
    pub fn cancel_merge(&self) {
        self.change(Workspace::cancel_merge);
        self.keeper().keep_apart(self);
    }
}
