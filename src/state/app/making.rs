//! The pages of the second program. Beside "Make a form" the form is a preview: it can be tried, and nothing of it is stored. Under "Reports and
//! tables" the form stays as it is. Below "Put records together" the form of one record can be read.

use super::{App, Moment};
use crate::state::{Effect, Workspace};
use assessment::record::RecordFile;
use assessment::rubric::Rubric;
use std::rc::Rc;

/// A page that the second program draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondPage {
    /// "Make a form", beside the form that is made.
    Maker,
    /// "Reports and tables", in place of the form.
    Papers,
    /// "Put records together", with the form of one record below it.
    Collection,
}

impl SecondPage {
    /// All pages.
    pub const ALL: [Self; 3] = [Self::Maker, Self::Papers, Self::Collection];

    /// The name by which the second program knows it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Maker => "maker",
            Self::Papers => "papers",
            Self::Collection => "collection",
        }
    }
}

/// A page beside which the form is a preview.
#[derive(Debug)]
pub(super) struct Making {
    /// The page.
    page: SecondPage,
    /// The scope in which drafts were begun before.
    scope: Option<Rc<str>>,
    /// Whether the form was read-only before.
    was_read_only: bool,
}

impl App {
    /// Begins, while no form is open. What is shown of a collection's records is not changed.
    pub(super) fn start_making(&mut self, page: SecondPage) {
        if self.making.is_none() && self.workspace.session.is_none() {
            self.making = Some(Making {
                page,
                scope: self.scope.take(),
                was_read_only: self.is_read_only,
            });
            self.is_read_only |= page == SecondPage::Collection;
            self.version += 1;
        }
    }

    /// Ends, and closes the preview.
    pub(super) fn stop_making(&mut self, moment: &Moment) {
        let Some(making) = self.making.take() else { return };
        self.workspace.mark_exported();
        self.change(moment, Workspace::close);
        self.scope = making.scope;
        self.is_read_only = making.was_read_only;
        self.effects.push(Effect::FocusStart);
        self.version += 1;
    }

    /// Shows a rubric as the preview, or closes it.
    pub(super) fn preview(&mut self, rubric: Option<Rc<Rubric>>, record: Option<RecordFile>, moment: &Moment) {
        if self.making.is_none() {
            return;
        }
        let id = moment.id.clone();
        self.change(moment, |workspace| match rubric {
            Some(rubric) => workspace.preview(rubric, record, id),
            None => {
                workspace.mark_exported();
                workspace.close();
            }
        });
    }

    /// Opens or closes the page "Reports and tables". Closed, the form has the focus.
    pub(super) fn set_papers(&mut self, is_open: bool) {
        let is_open = is_open && self.making.is_none() && self.workspace.session.is_some();
        if self.has_papers && !is_open {
            self.effects.push(Effect::FocusTitle);
        }
        self.has_papers = is_open;
        self.version += 1;
    }

    /// The page of the second program that is open.
    pub fn second_page(&self) -> Option<SecondPage> {
        if let Some(making) = &self.making {
            return Some(making.page);
        }
        (self.has_papers && self.workspace.session.is_some()).then_some(SecondPage::Papers)
    }
}
