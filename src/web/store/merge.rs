//! Store operations about records that are merged.

use super::{Store, opening};
use crate::state::{Merging, Msg, OpenRequest};
use assessment::record::RecordFile;
use assessment::record::merge::{Choice, FieldPath};
use std::rc::Rc;

impl Store {
    /// Opens several records at once, which merges them.
    pub fn open_all<'t>(&self, files: impl IntoIterator<Item = (&'t str, &'t str)>) {
        self.send(Msg::OpenAll(files.into_iter().map(opening).collect()));
    }

    /// Adds a rubric that came with a record, unless it is loaded.
    pub fn bring(&self, source: &str) {
        self.send(Msg::AddRubric(source.into()));
    }

    /// Records that are being merged and wait for the person's choice.
    pub fn merging(&self) -> Option<Rc<Merging>> {
        self.app().workspace().merging.clone()
    }

    /// Chooses a content where records differ.
    pub fn choose(&self, place: &FieldPath, choice: Choice) {
        self.send(Msg::Choose {
            place: place.clone(),
            choice,
        });
    }

    /// Chooses the content of one record at every difference; the newest content without a record.
    pub fn choose_all_of(&self, source: Option<usize>) {
        self.send(Msg::ChooseAllOf(source));
    }

    /// Applies what was chosen where records differ.
    pub fn merge(&self) {
        self.send(Msg::Merge);
    }

    /// Opens a record that was parsed already.
    pub(in crate::web) fn open_read(&self, name: &str, file: RecordFile) {
        self.send(Msg::OpenRead {
            name: name.into(),
            file: Box::new(file),
        });
    }

    /// Opens a record on the open version of its rubric, or on its own.
    pub fn open_on(&self, opening: &OpenRequest, stays: bool) {
        self.send(Msg::OpenOnVersion {
            request: opening.clone(),
            is_open_one: stays,
        });
    }

    /// Opens a copy of a record as a record of its own.
    pub fn open_apart(&self, opening: &OpenRequest) {
        self.send(Msg::OpenSeparately(opening.clone()));
    }

    /// Discards a merge.
    pub fn cancel_merge(&self) {
        self.send(Msg::CancelMerge);
    }
}
