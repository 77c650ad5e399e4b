//! Merging of records: several files opened at once, or copies of one record. They wait until the person has chosen.

use super::{OpenOutcome, OpenRequest, Workspace};
use crate::state::{Action, Change, Meeting, Merging, Origin, Session, State, Step, VERSION};
use assessment::answers::Stamp;
use assessment::record::merge::{Choice, FieldPath};
use assessment::record::{Notice, Record, RecordFile};
use assessment::rubric::Rubric;
use std::rc::Rc;

impl Workspace {
    /// Opens several records at once, together with the open form if it has content and belongs to them.
    pub fn open_all(&mut self, openings: Vec<OpenRequest>) {
        self.merging = None;
        let (files, broken) = read(&openings);
        match &files[..] {
            [] => {}
            [(opening, _)] => self.open((*opening).clone()),
            [(first, file), ..] => match self.rubric_for(file) {
                Some(rubric) => {
                    let open = self.in_use().filter(|open| open.rubric.id == rubric.id);
                    if open.is_none() && self.is_dirty() {
                        self.report = OpenOutcome::Asks(openings.into());
                        return;
                    }
                    let open = open.map(|open| (self.open_origin(), open));
                    let named = files
                        .iter()
                        .map(|(opening, file)| (Origin::File(opening.name.clone()), file.clone()));
                    self.start_merge(rubric, open, named.collect());
                }
                None => self.report_missing_rubric(&first.name, file),
            },
        }
        // Problems of one file are reported even if others opened.
        if let Some(report) = broken {
            self.report = report;
        }
    }

    /// Merges the open record with its draft, which differs from it. The person chooses.
    pub fn merge_with_draft(&mut self, draft: RecordFile) {
        if let Some(open) = self.session.as_ref().map(|session| session.state.clone()) {
            let rubric = open.rubric.clone();
            self.start_merge(rubric, Some((self.open_origin(), open)), vec![(Origin::Draft, draft)]);
        }
    }

    /// The open record and its draft as a merge; `None` if no record is open, or the two cannot be merged.
    pub fn beside_draft(&self, draft: RecordFile) -> Option<Merging> {
        let open = self.session.as_ref()?.state.clone();
        let rubric = open.rubric.clone();
        Merging::new(rubric, Some((self.open_origin(), open)), vec![(Origin::Draft, draft)]).ok()
    }

    /// Reports that the record is older than its draft, with which the form goes on.
    pub fn copy_is_older(&mut self, merging: &Merging, opening: OpenRequest) {
        self.is_older(merging, [0, 1], opening);
    }

    /// The open form, if it has content that somebody entered.
    pub(super) fn in_use(&self) -> Option<Rc<State>> {
        if self.is_example() {
            return None;
        }
        let state = &self.session.as_ref()?.state;
        let touched = !state.record.to_file(&state.rubric).is_untouched();
        touched.then(|| state.clone())
    }

    /// Starts a merge of records, the open one first.
    pub(super) fn start_merge(
        &mut self,
        rubric: Rc<Rubric>,
        open: Option<(Origin, Rc<State>)>,
        files: Vec<(Origin, RecordFile)>,
    ) {
        // The open form decides which version is used.
        let rubric = open.as_ref().map_or(rubric, |(_, open)| open.rubric.clone());
        let first = files.first().cloned();
        match Merging::new(rubric.clone(), open, files) {
            Err((origins, fault)) => self.report = OpenOutcome::Unmergeable(origins, fault),
            Ok(merging) if merging.meeting() != Meeting::Same => self.wait_for(merging, false),
            Ok(_) => {
                if let Some((Origin::File(name), file)) = first {
                    self.replace_form(&name, &rubric, file);
                }
            }
        }
    }

    /// Stores a merge to wait for the person, or for [`Workspace::merge`] if there is nothing to choose.
    pub(super) fn wait_for(&mut self, mut merging: Merging, at_once: bool) {
        merging.at_once = at_once;
        self.merging = Some(Rc::new(merging));
        self.report = OpenOutcome::Silent;
    }

    /// Chooses a content at a difference.
    pub fn choose(&mut self, path: &FieldPath, choice: Choice) {
        if let Some(merging) = &mut self.merging {
            Rc::make_mut(merging).choices.insert(path.clone(), choice);
        }
    }

    /// Chooses the content of one record at every difference where it has content; without a record, the newest content where it is known.
    pub fn choose_all_of(&mut self, source: Option<usize>) {
        if let Some(merging) = &mut self.merging {
            let merging = Rc::make_mut(merging);
            match source {
                Some(source) => merging.choose_all_of(source),
                None => merging.choices.clear(),
            }
        }
    }

    /// Applies a merge: as an edit that can be undone if the open form takes part, otherwise as a new form. If the open form has changed
    /// since, the records are compared again. While a difference is undecided, nothing happens.
    pub fn merge(&mut self, stamp: &Stamp) -> Option<Step> {
        if self.merging.as_ref()?.undecided().next().is_some() {
            return None;
        }
        let merging = self.merging.take()?;
        let at_once = merging.at_once;
        let now = self.session.as_ref().map(|session| session.state.clone());
        let changed = |was: &Rc<State>| now.as_ref().is_some_and(|now| !Rc::ptr_eq(was, now));
        if merging.open.as_ref().is_some_and(changed) {
            self.merging = now.and_then(|now| merging.again(now)).map(Rc::new);
            return None;
        }
        let newest = merging.newest_file().filter(|_| at_once).cloned();
        let file = newest.or_else(|| merging.merged())?;
        let text = merging.open.as_ref().map(|_| file.to_text());
        let (record, notices) = Record::open(&merging.rubric, file);
        // Differences in earlier scores are not reported: scores are recomputed.
        let news = notices
            .into_iter()
            .filter(|notice| !matches!(notice, Notice::Differs(_)));
        self.report = match &merging.sources[..] {
            [form, file] if at_once => {
                let newer = merging.meeting() == Meeting::Newest(1);
                OpenOutcome::TakenIn([file.clone(), form.clone()], newer, news.collect())
            }
            sources => OpenOutcome::Merged(sources.len(), news.collect()),
        };
        if let (Some(text), Some(session)) = (text, &mut self.session) {
            let action = Action {
                version: VERSION,
                change: Change::Record(text.into()),
                rater: session.state.record.rater.clone(),
                stamp: stamp.clone(),
            };
            let step = session.perform(&action, false);
            if step.is_some() {
                return step;
            }
        }
        let rater = now.map(|state| state.record.rater.clone());
        let own = rater.and_then(|rater| record.filled_in_by(&merging.rubric, &rater));
        let state = State::on(&self.today, merging.rubric.clone(), own.unwrap_or(record));
        self.session = Some(Session::new(state));
        // No file has it, and no session has this many edits.
        self.exported_at = u64::MAX;
        None
    }

    /// Discards a merge. The open form stays open.
    pub fn cancel_merge(&mut self) {
        self.merging = None;
    }
}

/// The records among files, and the problems of the first file that is not a record.
fn read(openings: &[OpenRequest]) -> (Vec<(&OpenRequest, RecordFile)>, Option<OpenOutcome>) {
    let (mut files, mut broken) = (Vec::new(), None);
    for opening in openings {
        match Record::parse(&opening.text) {
            Ok(file) => files.push((opening, file)),
            Err(problems) => {
                broken = broken.or_else(|| Some(OpenOutcome::Problems(opening.name.clone(), problems.into())));
            }
        }
    }
    (files, broken)
}
