//! The list of drafts, and the form that comes back when the page opens.

use super::{App, Moment, TabForm};
use crate::state::drafts::{DraftMsg, Duplicate, ListPurpose, MetaChange};
use crate::state::known_draft::MOST_KNOWN;
use crate::state::{DraftMeta, Drafts, Effect, EffectError, KnownDraft};
use std::rc::Rc;

/// What the page remembered when it opened.
#[derive(Debug)]
pub(super) struct Starting {
    before: Option<TabForm>,
    known: Vec<KnownDraft>,
}

impl App {
    pub(super) fn start(&mut self, before: Option<TabForm>, known: Vec<KnownDraft>, moment: &Moment) {
        self.starting = Some(Starting { before, known });
        self.prepare_rubric();
        if self.workspace.session.is_none() {
            self.send_draft(DraftMsg::ListRequested(ListPurpose::Refresh), moment);
        } else if !self.drafts.has_form() {
            self.show_form(false, moment);
        }
    }

    /// The drafts were listed: those that the person may see are shown, and remembered in case the browser loses them.
    pub(super) fn list(&mut self, moment: &Moment) {
        let listed = self.visible_drafts();
        let starting = self.starting.take();
        if *self.listed != listed || starting.is_some() {
            self.listed = Rc::new(listed);
            self.version += 1;
            if !self.workspace.hosted {
                let known = self.listed.metas.iter().take(MOST_KNOWN).map(KnownDraft::of).collect();
                self.effects.push(Effect::RememberDrafts(known));
            }
        }
        if let Some(starting) = starting {
            self.come_back(starting, moment);
        }
    }

    /// The drafts that were listed last, of those that the person may see. Drafts of a host page are shown only to people who have their
    /// key.
    pub(super) fn visible_drafts(&self) -> Drafts {
        let scope = self.scope.as_ref().filter(|_| self.workspace.hosted);
        self.drafts.list_of(|meta| match scope {
            Some(scope) => meta.is_hosted() && meta.page == *scope,
            None => !meta.is_hosted(),
        })
    }

    /// The form that was open in this tab comes back: its draft, or a blank form of its rubric. Drafts that the browser lost are reported.
    fn come_back(&mut self, starting: Starting, moment: &Moment) {
        let listed = self.listed.clone();
        if let Some(before) = starting.before.filter(|_| self.workspace.session.is_none()) {
            let is_it = |meta: &DraftMeta| meta.removed.is_none() && meta.id == before.draft;
            if listed.metas.iter().any(is_it) {
                self.send_draft(DraftMsg::OpenRequested { draft: before.draft }, moment);
            } else {
                // The form was blank, although there may be drafts of its rubric.
                let (rubric, id) = (before.rubric, moment.id.clone());
                self.change_form(true, moment, |workspace| workspace.begin(&rubric, id));
            }
        }
        if self.error.is_some() {
            // Problems of the page itself take precedence.
            return;
        }
        let is_there = |known: &KnownDraft| listed.metas.iter().any(|meta| meta.id == known.id);
        let gone: Vec<_> = starting.known.into_iter().filter(|known| !is_there(known)).collect();
        if listed.damaged > 0 {
            self.set_error(Some(EffectError::DraftsDamaged(listed.damaged)));
        } else if !gone.is_empty() {
            self.set_error(Some(EffectError::DraftsGone(gone)));
        }
    }

    /// Opens the draft that the person chose; its title is focused once it is open.
    pub(super) fn open_draft_of_person(&mut self, id: Rc<str>, moment: &Moment) {
        self.opening = Some(id.clone());
        self.send_draft(DraftMsg::OpenRequested { draft: id }, moment);
    }

    /// Has the title focused, if the draft that the person asked for is open.
    pub(super) fn focus_opened(&mut self) {
        let open = self.drafts.open_draft().map(|open| &open.id);
        if self.opening.is_some() && open == self.opening.as_ref() {
            self.opening = None;
            self.effects.push(Effect::FocusTitle);
        }
    }

    pub(super) fn change_draft(&mut self, draft: Rc<str>, change: MetaChange, moment: &Moment) {
        self.send_draft(DraftMsg::ChangeRequested { draft, change }, moment);
    }

    pub(super) fn duplicate_draft(&mut self, draft: Rc<str>, name: Rc<str>, moment: &Moment) {
        let duplicate = Duplicate {
            draft,
            name,
            page: self.scope.clone().unwrap_or_default(),
            languages: self.languages.clone(),
            now: moment.now.clone(),
        };
        self.send_draft(DraftMsg::DuplicateRequested(duplicate), moment);
    }
}
