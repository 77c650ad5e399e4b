//! The loaded rubrics, and which of them a record answers.

use super::{BundledRubric, Workspace};
use assessment::record::RecordFile;
use assessment::rubric::{Heading, Rubric};
use std::rc::Rc;

impl Workspace {
    /// Adds a rubric that came with a record, unless one with its id and version is loaded. A rubric with problems is skipped: the record
    /// that needs it reports that it is missing.
    pub fn add_rubric(&mut self, source: &Rc<str>) {
        let Ok(rubric) = Rubric::parse(source) else { return };
        let new = bundled(source, &Heading::from(&rubric));
        let open = self.rubric().map(|open| (open.id.shared(), open.version.clone()));
        let known = self
            .shipped
            .iter()
            .map(|known| (known.id.clone(), known.version.clone()));
        if !known
            .chain(open)
            .any(|(id, version)| id == new.id && version == new.version)
        {
            self.shipped = self.shipped.iter().cloned().chain([new]).collect();
        }
    }

    /// The rubric that a record answers: its version if it is loaded, otherwise any version.
    pub(super) fn rubric_for(&self, file: &RecordFile) -> Option<Rc<Rubric>> {
        let open = self.rubric().filter(|rubric| rubric.id == file.rubric.id);
        if let Some(open) = open.filter(|rubric| rubric.version == file.rubric.version) {
            return Some(open.clone());
        }
        let same_id = || self.shipped.iter().filter(|shipped| *shipped.id == *file.rubric.id);
        let of_version = same_id().find(|shipped| shipped.version == file.rubric.version);
        match (of_version, open) {
            (None, Some(open)) => Some(open.clone()),
            (found, _) => {
                let source = &found.or_else(|| same_id().next())?.source;
                Rubric::parse(source).ok().map(Rc::new)
            }
        }
    }
}

/// The data of a rubric for the start page.
pub(super) fn bundled(source: &Rc<str>, heading: &Heading) -> BundledRubric {
    BundledRubric {
        source: source.clone(),
        id: heading.id.shared(),
        version: heading.version.clone(),
        title: heading.title.clone(),
        summary: heading.summary.clone(),
        status: heading.status,
    }
}
