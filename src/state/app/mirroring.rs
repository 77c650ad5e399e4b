//! The copies of the open form besides its draft: the blocks in the page, the file of the autosave, the value of an HTML form.

use super::{App, Moment};
use crate::state::mirrors::Mirrors;
use crate::state::{Autosave, AutosaveStatus, Effect, Mirror, State};
use std::rc::Rc;

/// The file of the autosave.
#[derive(Debug)]
pub(super) struct AutosaveFile {
    /// The record that is saved into it. Another record never is.
    record: Rc<str>,
    name: String,
    /// How the last saving went; `None` before the first.
    status: Option<AutosaveStatus>,
}

impl App {
    /// Has the mirrors work with the open state, and their effects executed.
    pub(super) fn mirror<E: IntoIterator<Item = Effect>>(
        &mut self,
        work: impl FnOnce(&mut Mirrors, Option<&Rc<State>>) -> E,
    ) {
        let state = self.state().cloned();
        self.effects.extend(work(&mut self.mirrors, state.as_ref()));
    }

    /// The page is saved into a file, now and after each change of the open record.
    pub(super) fn save_into(&mut self, name: String) {
        let Some(record) = self.state().map(|state| state.record.id.clone()) else {
            return;
        };
        // A write that is under way is followed by one with the later changes.
        if self.mirrors.is_writing(Mirror::File, &record) {
            return;
        }
        self.autosave = Some(AutosaveFile {
            record: record.clone(),
            name,
            status: None,
        });
        self.mirrors.start(Mirror::File, Some(record));
        self.mirror(|mirrors, now| mirrors.write(Mirror::File, now));
    }

    /// The page was saved into its file with this state, or could not be. After a failure the next change is saved again, unless the
    /// person must allow it first. The file of another record is not meant.
    pub(super) fn end_saving(&mut self, state: Option<Rc<State>>, status: Option<AutosaveStatus>, moment: &Moment) {
        let record = state.as_ref().map(|state| &state.record.id);
        let Some(file) = self.autosave.as_mut().filter(|file| record == Some(&file.record)) else {
            return;
        };
        let is_saved = matches!(status, Some(AutosaveStatus::Saved(_)));
        let is_lapsed = status == Some(AutosaveStatus::Lapsed);
        file.status = status.or(file.status.take());
        let is_current = self
            .state()
            .zip(state.as_ref())
            .is_some_and(|(now, saved)| Rc::ptr_eq(now, saved));
        self.mirrors.end(Mirror::File, state, is_lapsed);
        self.version += 1;
        if is_saved && is_current {
            self.mark_exported(moment);
        }
    }

    /// The file that the open form is saved into, once it was tried, with the time in the program's format.
    pub fn autosave(&self) -> Option<Autosave> {
        let record = &self.state()?.record.id;
        let file = self.autosave.as_ref().filter(|file| file.record == *record)?;
        Some(Autosave {
            file: file.name.clone(),
            status: file.status.clone()?,
        })
    }

    /// Whether the open form has a file that it can be saved into again. A file that could not be written may be gone.
    pub fn has_file(&self) -> bool {
        let file = self.state().zip(self.autosave.as_ref());
        file.is_some_and(|(state, file)| {
            file.record == state.record.id && !matches!(file.status, Some(AutosaveStatus::Failed(_)))
        })
    }
}
