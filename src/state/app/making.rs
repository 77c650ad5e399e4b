//! The page "Make a form", which another program draws. The form beside it is a preview: it can be tried, and nothing of it is stored.

use super::{App, Moment};
use crate::state::{Effect, Workspace};
use assessment::record::RecordFile;
use assessment::rubric::Rubric;
use std::rc::Rc;

impl App {
    /// Begins, while no form is open.
    pub(super) fn start_making(&mut self) {
        if self.making.is_none() && self.workspace.session.is_none() {
            self.making = Some(self.scope.take());
            self.version += 1;
        }
    }

    /// Ends, and closes the preview.
    pub(super) fn stop_making(&mut self, moment: &Moment) {
        let Some(scope) = self.making.take() else { return };
        self.workspace.mark_exported();
        self.change(moment, Workspace::close);
        self.scope = scope;
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

    /// Whether a form is being made, so that the open form is a preview.
    pub fn is_making(&self) -> bool {
        self.making.is_some()
    }
}
