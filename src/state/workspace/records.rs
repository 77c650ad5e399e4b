//! Opening a record: in place of the open form, beside it, on another version of its rubric, or as a copy of the open record.

use super::{Older, OpenOutcome, OpenRequest, Workspace};
use crate::state::changes;
use crate::state::{Meeting, Merging, Origin, Session, State};
use assessment::record::{Record, RecordFile};
use assessment::rubric::Rubric;
use std::rc::Rc;

impl Workspace {
    /// Opens a parsed record.
    pub fn open_read(&mut self, name: Rc<str>, file: RecordFile) {
        self.merging = None;
        self.open_record(name.clone(), file, |file| OpenRequest {
            name,
            text: file.to_text().into(),
            fresh: "".into(),
        });
    }

    /// Opens a record, or asks first: `again` is what the answer opens.
    pub(super) fn open_record(
        &mut self,
        name: Rc<str>,
        file: RecordFile,
        again: impl FnOnce(RecordFile) -> OpenRequest,
    ) {
        let Some(rubric) = self.rubric_for(&file) else {
            self.report_missing_rubric(&name, &file);
            return;
        };
        // A copy of the open record replaces nothing: the two are merged.
        let open = self.in_use().filter(|open| open.record.id == file.id);
        if let Some(open) = open.filter(|open| open.rubric.id == rubric.id) {
            self.open_copy(name, open, file, again);
            return;
        }
        let other = self
            .rubric()
            .filter(|open| open.id == rubric.id && open.version != rubric.version);
        let other = other.map(|open| open.version.clone());
        if self.is_dirty() {
            self.report = OpenOutcome::Asks([again(file)].into());
        } else if let Some(open) = other {
            self.report = OpenOutcome::AsksVersion(Rc::new(again(file)), [open, rubric.version.clone()]);
        } else {
            self.replace_form(&name, &rubric, file);
        }
    }

    /// Opens a copy of the open record. If one of the two has everything that the other has, there is nothing to choose.
    fn open_copy(
        &mut self,
        name: Rc<str>,
        open: Rc<State>,
        file: RecordFile,
        again: impl FnOnce(RecordFile) -> OpenRequest,
    ) {
        let rubric = open.rubric.clone();
        let files = vec![(Origin::File(name.clone()), file.clone())];
        match Merging::new(rubric.clone(), Some((self.open_origin(), open)), files) {
            Err((origins, fault)) => self.report = OpenOutcome::Unmergeable(origins, fault),
            Ok(merging) => match merging.meeting() {
                Meeting::Same => self.replace_form(&name, &rubric, file),
                Meeting::Newest(0) if !self.hosted => self.is_older(&merging, [1, 0], again(file)),
                meeting => self.wait_for(merging, !self.hosted && meeting != Meeting::Differs),
            },
        }
    }

    /// Reports that one of two records is older than the other, with which the form goes on.
    pub(in crate::state) fn is_older(&mut self, merging: &Merging, [copy, kept]: [usize; 2], opening: OpenRequest) {
        let [copy, kept] = [copy, kept].map(|index| merging.sources[index].clone());
        self.report = OpenOutcome::Older(Rc::new(Older { copy, kept, opening }));
    }

    /// The source of the open form: a file, as long as there are no edits.
    pub(super) fn open_origin(&self) -> Origin {
        let session = self.session.as_ref().filter(|session| session.edit_count == 0);
        let opened = self.opened.as_ref().zip(session);
        let file = opened.filter(|((form_id, _), session)| *form_id == session.form_id);
        file.map_or(Origin::Open, |((_, name), _)| Origin::File(name.clone()))
    }

    /// Opens a record on the open version of the rubric, or on its own.
    pub fn open_on_version(&mut self, opening: &OpenRequest, stays: bool) {
        let Ok(file) = Record::parse(&opening.text) else { return };
        let open = self.rubric().filter(|_| stays).cloned();
        if let Some(rubric) = open.or_else(|| self.rubric_for(&file)) {
            self.replace_form(&opening.name, &rubric, file);
        }
    }

    /// Opens a copy of a record as a separate record with a new id.
    pub fn open_separately(&mut self, opening: &OpenRequest, id: Rc<str>) {
        let Ok(mut file) = Record::parse(&opening.text) else {
            return;
        };
        file.id = id;
        if let Some(rubric) = self.rubric_for(&file) {
            self.replace_form(&opening.name, &rubric, file);
            // No file has it under this id.
            self.exported_at = u64::MAX;
        }
    }

    /// Opens a record in place of the open form, as a host page does that sets a form's value.
    pub fn replace(&mut self, name: Rc<str>, text: &str) {
        self.merging = None;
        match Record::parse(text) {
            Err(problems) => self.report = OpenOutcome::Problems(name, problems.into()),
            Ok(file) => match self.rubric_for(&file) {
                Some(rubric) => self.replace_form(&name, &rubric, file),
                None => self.report_missing_rubric(&name, &file),
            },
        }
    }

    pub(super) fn report_missing_rubric(&mut self, name: &Rc<str>, file: &RecordFile) {
        let of = &file.rubric;
        self.report = OpenOutcome::NeedsRubric(name.clone(), of.id.clone(), of.version.clone());
    }

    /// Replaces the open form by a record.
    pub(super) fn replace_form(&mut self, name: &Rc<str>, rubric: &Rc<Rubric>, file: RecordFile) {
        self.changes = changes::since(&file, rubric);
        let (record, notices) = Record::open(rubric, file);
        let session = Session::new(State::on(&self.today, rubric.clone(), record));
        self.opened = Some((session.form_id.clone(), name.clone()));
        self.session = Some(session);
        self.report = OpenOutcome::Opened(name.clone(), notices.into());
        self.mark_exported();
    }
}
