//! Runs effects: the one table of what the browser does for a person.

use super::{Store, attach, attachment_status, drafts, files, focus, handover, page, page_copy};
use crate::state::{Autosave, DraftMeta, Effect};
use assessment::Id;
use web_sys::FileList;

impl Store {
    /// Has the browser do something. What fails is reported where the person sees it.
    pub fn run(&self, effect: Effect) {
        match effect {
            Effect::FocusControl(id) => focus::control(self, &id),
            Effect::FocusCriterion(ordinal) => focus::criterion(self, ordinal),
            Effect::FocusSection { ordinal, before } => focus::section(self, ordinal, before),
            Effect::FocusTitle => focus::form(self),
            Effect::FocusPast(id) => focus::past(self, id),
            Effect::VisitCriterion(ordinal) => focus::ask(self, ordinal),
            Effect::ScrollToHead => focus::head(),
            Effect::Print => page::print(self),
            Effect::Export => page::export(self),
            Effect::ExportArchive => handover::hand_over(self),
            Effect::SaveCopy => page_copy::save(self),
            Effect::SaveBlankCopy => page_copy::blank(self),
            Effect::DownloadAttachment(file) => attachment_status::give(self, &file),
            Effect::FetchAsked => page::open_asked(self),
            Effect::ShowDialog(id) => page::show_dialog(id),
            Effect::CloseDialog(id) => page::close_dialog(id),
            Effect::ListDrafts => drafts::look(self),
            Effect::OpenDraft(id) => drafts::open(self, &id),
            Effect::RenameDraft { id, name } => drafts::rename(self, &id, &name),
            Effect::DuplicateDraft { id, name } => drafts::duplicate(self, &id, &name),
            Effect::RemoveDraft(id) => drafts::remove(self, &id),
            Effect::RestoreDraft(id) => drafts::restore(self, &id),
            Effect::RemoveEverything => drafts::remove_everything(self),
            Effect::FocusStart => focus::start(),
            Effect::Draft(effect) => self.run_draft_effect(*effect),
        }
    }

    /// Reads the files that a person chose, and opens them.
    pub fn read_files(&self, chosen: Option<FileList>) {
        files::read(self, chosen);
    }

    /// Attaches the files that a person chose to a criterion.
    pub fn attach(&self, criterion: Id, chosen: &FileList) {
        attach::attach(self, criterion, attach::listed(chosen));
    }

    /// The file that the page is saved into again and again, if there is one.
    pub fn autosave(&self) -> Option<Autosave> {
        page_copy::autosave_status(self)
    }

    /// Whether a draft was begun where this store keeps its own.
    pub fn is_here(&self, draft: &DraftMeta) -> bool {
        self.draft_scope().is_some_and(|here| here == draft.page)
    }
}
