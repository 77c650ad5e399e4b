//! Runs effects: the one table from effects to browser operations, in two parts: what only the standalone page has, and the rest.

use super::drafts::known_drafts;
use super::lazy_render::when_idle;
use super::{Store, attach, attachment_status, files, focus, handover, keys, page, page_copy, preferences, tasks};
use crate::state::{Autosave, AutosaveStatus, DraftMeta, Effect};
use assessment::Id;
use assessment::rubric::fingerprint::Fingerprint;
use std::rc::Rc;
use web_sys::FileList;

/// Executes an effect in the standalone page. Failures are reported in the page.
pub(crate) fn run_in_page(store: &Store, effect: Effect) {
    match effect {
        Effect::ExportArchive => handover::hand_over(store),
        Effect::SaveCopy => page_copy::save(store),
        Effect::SaveBlankCopy => page_copy::blank(store),
        Effect::FetchAsked => page::open_asked(store),
        Effect::ShowDialog(id) => page::show_dialog(id),
        Effect::CloseDialog(id) => page::close_dialog(id),
        Effect::FocusStart => focus::start(),
        Effect::StopTask(number) => tasks::stop(number),
        other => run(store, other),
    }
}

/// Executes an effect that a form in a host page has too. Failures are reported at the form.
pub(crate) fn run(store: &Store, effect: Effect) {
    match effect {
        Effect::FocusControl(id) => focus::control(store, &id),
        Effect::FocusCriterion(ordinal) => focus::criterion(store, ordinal),
        Effect::FocusSection { ordinal, before } => focus::section(store, ordinal, before),
        Effect::ShowPlace(place) => focus::show(store, place),
        Effect::ShowKeys(is_shown) => keys::show(store, is_shown),
        Effect::FocusTitle => focus::form(store),
        Effect::FocusPast(id) => focus::past(store, id),
        Effect::VisitCriterion(ordinal) => focus::ask(store, ordinal),
        Effect::ScrollToHead => focus::head(),
        Effect::Print => page::print(store),
        Effect::Export => page::export(store),
        Effect::DownloadAttachment(file) => attachment_status::give(store, &file),
        Effect::PrepareRubric(rubric) => {
            // A form that is closed before needs nothing.
            let rubric = Rc::downgrade(&rubric);
            when_idle(move || drop(rubric.upgrade().map(|rubric| Fingerprint::of(&rubric))));
        }
        Effect::ScheduleMirror { timer, after_ms } => store.schedule_mirror(timer, after_ms),
        Effect::WriteMirror { mirror, state } => store.write_mirror(mirror, state),
        Effect::Draft(effect) => store.run_draft_effect(*effect),
        Effect::RememberLanguage(tag) => preferences::remember_language(tag),
        Effect::RememberAuthor(name) => preferences::remember_author(&name),
        Effect::RememberDrafts(known) => known_drafts::write(&known),
        // A form in a host page has no bar, no start page, no dialogs and no files to open. Its program is smaller without them.
        Effect::ExportArchive
        | Effect::SaveCopy
        | Effect::SaveBlankCopy
        | Effect::FetchAsked
        | Effect::ShowDialog(_)
        | Effect::CloseDialog(_)
        | Effect::FocusStart
        | Effect::StopTask(_) => {}
    }
}

impl Store {
    /// Reads the files that a person chose, and opens them.
    pub fn read_files(&self, chosen: Option<FileList>) {
        files::read(self, chosen);
    }

    /// Reads the first of the files that a person chose as an earlier record, to compare with.
    pub fn read_earlier(&self, chosen: Option<FileList>) {
        files::read_earlier(self, chosen);
    }

    /// Attaches the files that a person chose to a criterion.
    pub fn attach(&self, criterion: Id, chosen: &FileList) {
        attach::attach(self, criterion, attach::listed(chosen));
    }

    /// Returns the file of the autosave, if there is one.
    pub fn autosave(&self) -> Option<Autosave> {
        let mut autosave = self.app().autosave()?;
        if let AutosaveStatus::Saved(time) = &mut autosave.status {
            *time = self.clock(time);
        }
        Some(autosave)
    }

    /// Returns whether a draft was begun in this store's scope.
    pub fn is_here(&self, draft: &DraftMeta) -> bool {
        self.draft_scope().is_some_and(|here| here == draft.page)
    }
}
