//! Several records on one desk: opened at once, or copies that meet. They lie side by side until the person has chosen.

use super::{Desk, Opening, Report};
use crate::state::{Action, Change, Merging, Session, State, Step, VERSION};
use assessment::answers::Stamp;
use assessment::record::merge::Place;
use assessment::record::{Notice, Record, RecordFile};
use assessment::rubric::Rubric;
use std::rc::Rc;

impl Desk {
    /// Opens several records at once: together with the form that is open, where something is in it that belongs to them.
    pub fn open_all(&mut self, openings: Vec<Opening>) {
        self.merging = None;
        let (files, broken) = read(&openings);
        match &files[..] {
            [] => {}
            [(opening, _)] => self.open((*opening).clone()),
            [(first, file), ..] => match self.rubric_for(file) {
                Some(rubric) => {
                    let open = self.in_use().filter(|open| open.rubric.id == rubric.id);
                    if open.is_none() && self.is_unkept() {
                        self.report = Report::Asks(openings.into());
                        return;
                    }
                    let named = files.iter().map(|(opening, file)| (opening.name.clone(), file.clone()));
                    self.lay(rubric, open, named.collect());
                }
                None => self.needs_rubric(&first.name, file),
            },
        }
        // What was wrong with one file is not hidden by others that opened.
        if let Some(report) = broken {
            self.report = report;
        }
    }

    /// Records meet, such as a saved page and a newer draft of it. The person chooses where they differ; where all hold the
    /// same, the first is opened.
    pub fn meet(&mut self, openings: &[Opening]) {
        self.merging = None;
        let (files, broken) = read(openings);
        if let Some((first, file)) = files.first() {
            match self.rubric_for(file) {
                Some(rubric) => {
                    let named = files.iter().map(|(opening, file)| (opening.name.clone(), file.clone()));
                    self.lay(rubric, None, named.collect());
                }
                None => self.needs_rubric(&first.name, file),
            }
        }
        if let Some(report) = broken {
            self.report = report;
        }
    }

    /// The form that is open, where somebody has touched it.
    pub(super) fn in_use(&self) -> Option<Rc<State>> {
        let state = &self.session.as_ref()?.state;
        let touched = !state.record.to_file(&state.rubric).is_untouched();
        touched.then(|| state.clone())
    }

    /// Lays records side by side, the open one first.
    pub(super) fn lay(&mut self, rubric: Rc<Rubric>, open: Option<Rc<State>>, files: Vec<(Rc<str>, RecordFile)>) {
        // The form that is open decides on which version it goes on.
        let rubric = open.as_ref().map_or(rubric, |open| open.rubric.clone());
        let first = files.first().cloned();
        match Merging::new(rubric.clone(), open, files) {
            Err((names, fault)) => self.report = Report::Unmergeable(names, fault),
            Ok(merging) if !merging.is_same() => {
                self.merging = Some(Rc::new(merging));
                self.report = Report::Silent;
            }
            Ok(_) => {
                if let Some((name, file)) = first {
                    self.put(&name, &rubric, file);
                }
            }
        }
    }

    /// Chooses a candidate where records that have met differ.
    pub fn choose(&mut self, place: &Place, candidate: usize) {
        if let Some(merging) = &mut self.merging {
            Rc::make_mut(merging).choices.insert(place.clone(), candidate);
        }
    }

    /// Chooses what one of the records has, wherever it has something that differs; the newest everywhere, where none is named.
    pub fn choose_all_of(&mut self, source: Option<usize>) {
        if let Some(merging) = &mut self.merging {
            let merging = Rc::make_mut(merging);
            match source {
                Some(source) => merging.choose_all_of(source),
                None => merging.choices.clear(),
            }
        }
    }

    /// Has what was chosen out of records that have met: in the open form, where that is one of them, as a step that can be
    /// taken back, and else as a form of its own. An open form that has changed since is laid beside them once more.
    pub fn merge(&mut self, stamp: &Stamp) -> Option<Step> {
        let merging = self.merging.take()?;
        let now = self.session.as_ref().map(|session| session.state.clone());
        let changed = |was: &Rc<State>| now.as_ref().is_some_and(|now| !Rc::ptr_eq(was, now));
        if merging.open.as_ref().is_some_and(changed) {
            self.merging = now.and_then(|now| merging.again(now)).map(Rc::new);
            return None;
        }
        let file = merging.merged()?;
        let text = merging.open.as_ref().map(|_| file.to_text());
        let (record, notices) = Record::open(&merging.rubric, file);
        // Scores of before are no news: they are worked out again.
        let news = notices
            .into_iter()
            .filter(|notice| !matches!(notice, Notice::Differs(_)));
        self.report = Report::Merged(merging.sources.len(), news.collect());
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
        // No file holds it, and there are never so many edits.
        self.kept = u64::MAX;
        None
    }

    /// Puts records that have met away again. What was open still is.
    pub fn cancel_merge(&mut self) {
        self.merging = None;
    }
}

/// The records among files, and what is wrong with the first that is none.
fn read(openings: &[Opening]) -> (Vec<(&Opening, RecordFile)>, Option<Report>) {
    let (mut files, mut broken) = (Vec::new(), None);
    for opening in openings {
        match Record::parse(&opening.text) {
            Ok(file) => files.push((opening, file)),
            Err(problems) => {
                broken = broken.or_else(|| Some(Report::Problems(opening.name.clone(), problems.into())));
            }
        }
    }
    (files, broken)
}
