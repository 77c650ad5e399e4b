//! Store operations of a form that is embedded in a host page.

use super::{Store, opening};
use crate::locale::Locale;
use crate::state::{App, Change, Effect, Msg, Workspace};
use crate::web::platform::{Platform, fresh_id};
use assessment::rubric::Rubric;
use std::rc::Rc;
use web_sys::ShadowRoot;

impl Store {
    /// Creates the store of an element in a host page. Nothing is stored until the page requests it.
    pub(crate) fn hosted(today: Rc<str>, locale: Locale, run: fn(&Self, Effect)) -> Self {
        let workspace = Workspace {
            today,
            hosted: true,
            ..Workspace::default()
        };
        let app = App::new(workspace, fresh_id(), Locale::tags());
        Self::with(app, locale, Platform::browser(), run)
    }

    /// Returns whether the form is embedded in a host page.
    pub fn is_hosted(&self) -> bool {
        self.app().workspace().hosted
    }

    /// Returns the shadow root of the form, while the form is mounted.
    pub(crate) fn root(&self) -> Option<ShadowRoot> {
        self.0.root.borrow().clone()
    }

    /// Sets the shadow root of the form.
    pub(crate) fn set_root(&self, root: Option<ShadowRoot>) {
        *self.0.root.borrow_mut() = root;
    }

    /// Returns whether the form is read-only.
    pub fn reads_only(&self) -> bool {
        self.app().is_read_only()
    }

    /// Returns the rubric whose form is rendered.
    pub(crate) fn drawn(&self) -> Option<Rc<Rubric>> {
        self.0.drawn.borrow().clone()
    }

    /// Marks the form of this rubric as rendered.
    pub fn mark_rendered(&self, rubric: &Rc<Rubric>) {
        let was = self.0.drawn.replace(Some(rubric.clone()));
        if self.is_hosted() && was.is_none_or(|was| !Rc::ptr_eq(&was, rubric)) {
            self.notify();
        }
    }

    /// Returns the number of settled changes: the field was left, or the change was a click.
    pub(crate) fn settled(&self) -> u32 {
        self.app().settled()
    }

    /// Returns the number of edits and the last change.
    pub(crate) fn latest(&self) -> (u64, Option<Rc<Change>>) {
        let app = self.app();
        let session = app.workspace().session.as_ref();
        session.map_or((0, None), |session| (session.edit_count, session.last_change.clone()))
    }

    /// Opens the host page's rubric. Answers to another version of the rubric are migrated.
    pub(crate) fn give_rubric(&self, text: &str) {
        self.send(Msg::SetRubric(opening((self.locale().messages.hosted_rubric, text))));
    }

    /// Replaces the open record with the host page's record, or with a blank form for `None`.
    pub(crate) fn give_record(&self, text: Option<String>) {
        self.send(Msg::SetRecord {
            name: self.locale().messages.hosted_record.into(),
            text: text.map(Into::into),
        });
    }
}
