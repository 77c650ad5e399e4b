//! Store operations of a form that is embedded in a host page.

use super::{Store, opening};
use crate::locale::Locale;
use crate::state::{App, Change, Effect, Msg, Workspace};
use crate::web::platform::{Platform, fresh_id};
use assessment::rubric::Rubric;
use std::rc::Rc;
use web_sys::ShadowRoot;

impl Store {
    /// The store of an element in a host page: nothing is stored until that is asked for.
    pub(crate) fn hosted(today: Rc<str>, locale: Locale, run: fn(&Self, Effect)) -> Self {
        let workspace = Workspace {
            today,
            hosted: true,
            ..Workspace::default()
        };
        let app = App::new(workspace, fresh_id(), Locale::tags());
        Self::with(app, locale, Platform::browser(), run)
    }

    /// Whether the form is embedded in a host page.
    pub fn is_hosted(&self) -> bool {
        self.app().workspace().hosted
    }

    /// The root in which the form is drawn, while it is.
    pub(crate) fn root(&self) -> Option<ShadowRoot> {
        self.0.root.borrow().clone()
    }

    /// Notes where the form is drawn.
    pub(crate) fn set_root(&self, root: Option<ShadowRoot>) {
        *self.0.root.borrow_mut() = root;
    }

    /// Whether nothing can be changed.
    pub fn reads_only(&self) -> bool {
        self.app().is_read_only()
    }

    /// The rubric whose form is on the page, since it was drawn.
    pub(crate) fn drawn(&self) -> Option<Rc<Rubric>> {
        self.0.drawn.borrow().clone()
    }

    /// Notes that the form of this rubric is on the page.
    pub fn mark_rendered(&self, rubric: &Rc<Rubric>) {
        let was = self.0.drawn.replace(Some(rubric.clone()));
        if self.is_hosted() && was.is_none_or(|was| !Rc::ptr_eq(&was, rubric)) {
            self.notify();
        }
    }

    /// How many changes are settled: the field was left, or it was a click.
    pub(crate) fn settled(&self) -> u32 {
        self.app().settled()
    }

    /// What was changed last, and how many edits there were.
    pub(crate) fn latest(&self) -> (u64, Option<Rc<Change>>) {
        let app = self.app();
        let session = app.workspace().session.as_ref();
        session.map_or((0, None), |session| (session.edit_count, session.last_change.clone()))
    }

    /// Opens the rubric of the host page. Answers to another version of it are migrated.
    pub(crate) fn give_rubric(&self, text: &str) {
        self.send(Msg::SetRubric(opening((self.locale().messages.hosted_rubric, text))));
    }

    /// Opens the record of the host page in place of the open one; a blank form for none.
    pub(crate) fn give_record(&self, text: Option<String>) {
        self.send(Msg::SetRecord {
            name: self.locale().messages.hosted_record.into(),
            text: text.map(Into::into),
        });
    }
}
