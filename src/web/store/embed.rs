//! What a page that a form is part of has to do with its store.

use super::{Platform, Store, opening};
use crate::locale::Locale;
use crate::state::{Change, OpenOutcome, Workspace};
use crate::web::drafts::DraftRuntime;
use assessment::rubric::Rubric;
use std::rc::Rc;
use web_sys::ShadowRoot;

impl Store {
    /// The store of an element in a host page: nothing is stored until that is asked for.
    pub(crate) fn hosted(today: Rc<str>, locale: Locale) -> Self {
        let workspace = Workspace {
            today,
            hosted: true,
            ..Workspace::default()
        };
        Self::with(workspace, locale, DraftRuntime::default(), None, Platform::browser())
    }

    /// Whether the form is embedded in a host page.
    pub fn is_hosted(&self) -> bool {
        self.0.hosted
    }

    /// Shows a rater's scores; in a form that is only read, too.
    pub(crate) fn look_as(&self, rater: &str) {
        let reads_only = self.0.reads_only.replace(false);
        self.fill_in_as(rater);
        self.0.reads_only.set(reads_only);
    }

    /// The root in which the form is drawn, while it is.
    pub(crate) fn root(&self) -> Option<ShadowRoot> {
        self.0.root.borrow().clone()
    }

    /// Notes where the form is drawn.
    pub(crate) fn stands_in(&self, root: Option<ShadowRoot>) {
        *self.0.root.borrow_mut() = root;
    }

    /// Whether nothing can be changed.
    pub fn reads_only(&self) -> bool {
        self.0.reads_only.get()
    }

    /// Says whether nothing can be changed.
    pub(crate) fn read_only(&self, reads_only: bool) {
        if self.0.reads_only.replace(reads_only) != reads_only {
            self.tell();
        }
    }

    /// The rubric whose form is on the page, since it was drawn.
    pub(crate) fn drawn(&self) -> Option<Rc<Rubric>> {
        self.0.drawn.borrow().clone()
    }

    /// Notes that the form of this rubric is on the page.
    pub fn draws(&self, rubric: &Rc<Rubric>) {
        let was = self.0.drawn.replace(Some(rubric.clone()));
        if self.is_hosted() && was.is_none_or(|was| !Rc::ptr_eq(&was, rubric)) {
            self.tell();
        }
    }

    /// How many changes are settled: the field was left, or it was a click.
    pub(crate) fn settled(&self) -> u32 {
        self.0.settled.get()
    }

    /// What was changed last, and how many edits there were.
    pub(crate) fn latest(&self) -> (u64, Option<Rc<Change>>) {
        let workspace = self.0.workspace.borrow();
        let session = workspace.session.as_ref();
        session.map_or((0, None), |session| (session.edits, session.latest.clone()))
    }

    /// Opens a rubric that the host gives. Answers to another version of it are carried over.
    pub(crate) fn give_rubric(&self, text: &str) {
        let opening = opening((self.locale().messages.hosted_rubric, text));
        self.change(|workspace| {
            workspace.keep();
            workspace.open_rubric(opening);
            if matches!(workspace.report, OpenOutcome::Reloaded(_, ref notices) if notices.is_empty()) {
                workspace.report = OpenOutcome::Silent;
            }
        });
    }

    /// Opens a record that the host gives, in place of what is open; a blank form for none.
    pub(crate) fn give_record(&self, text: Option<&str>) {
        let fresh = crate::web::files::fresh_id();
        // A draft that it differs from is not overwritten by it.
        let name = self.locale().messages.hosted_record;
        let keeps = self.draft_scope().is_some() && !self.reads_only();
        let is_reset = text.is_none() && self.state().is_some_and(|state| state.record.revision > 0);
        // The page asked for a blank form: what was filled in before is not to come back into it.
        self.change_form(is_reset, |workspace| {
            workspace.keep();
            match text {
                Some(text) if keeps => workspace.open(opening((name, text))),
                Some(text) => workspace.replace(name.into(), text),
                None => workspace.begin_another(fresh),
            }
            if matches!(workspace.report, OpenOutcome::Opened(_, ref notices) if notices.is_empty()) {
                workspace.report = OpenOutcome::Silent;
            }
        });
    }
}
