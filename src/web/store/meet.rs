//! Several records at once, and what the person chooses where they differ.

use super::{Store, opening};
use crate::state::changes::Group;
use crate::state::{Desk, Merging, Report, Session};
use assessment::record::RecordFile;
use assessment::record::merge::Place;
use std::rc::Rc;

impl Store {
    /// Opens several records at once, which merges them.
    pub fn open_all<'t>(&self, files: impl IntoIterator<Item = (&'t str, &'t str)>) {
        let openings = files.into_iter().map(opening).collect();
        *self.0.trouble.borrow_mut() = None;
        self.change(|desk| desk.open_all(openings));
    }

    /// Puts a rubric that came with a record beside those at hand, where there is none like it.
    pub fn bring(&self, source: &str) {
        self.change(|desk| desk.bring(&source.into()));
    }

    /// Records that have met and wait for the person to choose.
    pub fn merging(&self) -> Option<Rc<Merging>> {
        self.0.desk.borrow().merging.clone()
    }

    /// Chooses a candidate where records that have met differ.
    pub fn choose(&self, place: &Place, candidate: usize) {
        self.change(|desk| desk.choose(place, candidate));
    }

    /// Chooses what one of the records has; the newest, where none is named.
    pub fn choose_all_of(&self, source: Option<usize>) {
        self.change(|desk| desk.choose_all_of(source));
    }

    /// Has what was chosen out of records that have met.
    pub fn merge(&self) {
        let stamp = self.stamp();
        let before = self.0.desk.borrow().session.clone();
        let step = self.change(|desk| {
            let step = desk.merge(&stamp);
            let serial = |session: &Option<Session>| session.as_ref().map(|session| session.serial);
            if serial(&desk.session) != serial(&before) {
                self.keeper().decide(serial(&desk.session));
            }
            step
        });
        if let (Some(before), Some(step)) = (before, step) {
            self.keeper().note(self, &before, step);
            self.tell();
        }
    }

    /// Takes a state of the record that is open into it, which differs from it nowhere.
    pub(in crate::web) fn take_in(&self, name: &str, file: RecordFile) {
        self.0.desk.borrow_mut().open_read(name.into(), file);
        self.merge();
        self.tell_again(Report::Silent);
    }

    /// Opens a record that was read already; beside another state of it, where that is open.
    pub(in crate::web) fn open_read(&self, name: &str, file: RecordFile) {
        self.change(|desk| desk.open_read(name.into(), file));
    }

    /// Says again what opening a record had to say, after its draft has taken over.
    pub(in crate::web) fn tell_all_again(&self, report: Report, changes: Rc<[Group]>) {
        self.change(|desk| {
            desk.report = report;
            desk.changes = changes;
        });
    }

    /// Whether records lie side by side and wait for the person.
    pub fn is_choosing(&self) -> bool {
        self.merging().is_some()
    }

    /// Puts records that have met away again. The form goes on beside its draft, if it was that.
    pub fn cancel_merge(&self) {
        self.change(Desk::cancel_merge);
        self.keeper().keep_apart(self);
    }
}
