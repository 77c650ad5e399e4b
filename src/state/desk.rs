//! What lies on the desk: the rubrics at hand, the form that is open, and what opening the last file had to say.

mod meet;
mod report;
mod rubrics;

pub use report::{Older, Report};

use super::changes::{self, Group};
use super::{Head, Meeting, Merging, Origin, Recovered, Session, State};
use assessment::problem::Code;
use assessment::record::{Notice, RECORD_KIND, Record, RecordFile};
use assessment::rubric::{Rubric, Status};
use assessment::text::Text;
use std::rc::Rc;

/// A rubric that came with the page.
#[derive(Clone, Debug)]
pub struct Shipped {
    /// The file's text.
    pub source: Rc<str>,
    /// Its id.
    pub id: Rc<str>,
    /// Its version.
    pub version: Rc<str>,
    /// Its title.
    pub title: Text,
    /// What it is for.
    pub summary: Option<Text>,
    /// How far it may be relied on.
    pub status: Status,
}

/// A file that was asked to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Its name, for messages.
    pub name: Rc<str>,
    /// Its text.
    pub text: Rc<str>,
    /// The id for a record that may be begun.
    pub fresh: Rc<str>,
}

/// A draft that the form goes on from.
#[derive(Clone, Debug)]
pub struct Resumed {
    /// What the list says of it.
    pub head: Head,
    /// How many steps could not be read.
    pub lost_steps: usize,
    /// Whether a whole state could not be read and nothing stands in for it.
    pub lost_state: bool,
    /// What is worth knowing where the draft was begun on another version of the rubric.
    pub notices: Rc<[Notice]>,
    /// Other drafts of the same rubric, those of the same place first, the last one before others.
    pub others: Rc<[Head]>,
}

/// What lies on the desk.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// The rubrics that came with the page.
    pub shipped: Rc<[Shipped]>,
    /// The form that is open.
    pub session: Option<Session>,
    /// What opening the last file had to say.
    pub report: Report,
    /// What had changed in the rubric of the file that was opened last.
    pub changes: Rc<[Group]>,
    /// Records that have met and wait for the person to choose.
    pub merging: Option<Rc<Merging>>,
    /// Whether the form is part of a host page. There a record that the page sets takes no form's place unasked.
    pub hosted: bool,
    /// The form that was opened from a file, by its number, and the file's name.
    pub opened: Option<(u64, Rc<str>)>,
    /// The session's edits up to the last export or opening: up to there nothing can be lost.
    pub kept: u64,
    /// The day, as `2026-11-23`, by which measures are overdue.
    pub today: Rc<str>,
}

impl Desk {
    /// A desk with these rubrics at hand. A rubric alone is opened at once; of several the person chooses.
    pub fn new(sources: impl IntoIterator<Item = Rc<str>>, fresh: Rc<str>, today: Rc<str>) -> Self {
        let sources: Vec<_> = sources.into_iter().collect();
        let mut desk = Self {
            today,
            ..Self::default()
        };
        if let [source] = &sources[..] {
            desk.open(Opening {
                name: "".into(),
                text: source.clone(),
                fresh,
            });
            desk.shipped = desk
                .rubric()
                .map(|rubric| rubrics::shipped(source, rubric))
                .into_iter()
                .collect();
            return desk;
        }
        let known: Vec<_> = sources
            .iter()
            .filter_map(|source| match Rubric::parse(source) {
                Ok(rubric) => Some(rubrics::shipped(source, &rubric)),
                Err(problems) => {
                    desk.report = Report::Problems("".into(), problems.into());
                    None
                }
            })
            .collect();
        // What is in force comes before drafts and samples.
        let (firm, other): (Vec<_>, Vec<_>) = known.into_iter().partition(|rubric| rubric.status == Status::Final);
        desk.shipped = firm.into_iter().chain(other).collect();
        desk
    }

    /// The rubric that is open.
    pub fn rubric(&self) -> Option<&Rc<Rubric>> {
        self.session.as_ref().map(|session| &session.state.rubric)
    }

    /// Whether something was entered that no file holds.
    pub fn is_unkept(&self) -> bool {
        self.session.as_ref().is_some_and(|session| session.edits != self.kept)
    }

    /// Notes that the present state is in a file.
    pub fn keep(&mut self) {
        self.kept = self.session.as_ref().map_or(0, |session| session.edits);
    }

    /// Opens a rubric or a record. Whatever goes wrong, the form that was open still is.
    pub fn open(&mut self, opening: Opening) {
        self.merging = None;
        // Only a text that has the word at all is worth a look as a record: rubrics can be large.
        let record = opening.text.contains(RECORD_KIND).then(|| Record::parse(&opening.text));
        match record {
            Some(Ok(file)) => self.open_record(opening.name.clone(), file, |_| opening),
            Some(Err(problems)) if problems.iter().all(|problem| problem.code != Code::NotARecord) => {
                self.report = Report::Problems(opening.name, problems.into());
            }
            _ => self.open_rubric(opening),
        }
    }

    /// Opens a record that was read already.
    pub fn open_read(&mut self, name: Rc<str>, file: RecordFile) {
        self.merging = None;
        self.open_record(name.clone(), file, |file| Opening {
            name,
            text: file.to_text().into(),
            fresh: "".into(),
        });
    }

    /// Opens files that would take the place of what no file holds.
    pub fn open_anyway(&mut self, openings: &[Opening]) {
        let kept = self.kept;
        self.keep();
        match openings {
            [one] => self.open(one.clone()),
            all => self.open_all(all.to_vec()),
        }
        let stays = self.merging.is_some()
            || matches!(
                self.report,
                Report::Problems(..) | Report::NeedsRubric(..) | Report::Reloaded(..) | Report::Unmergeable(..)
            );
        if stays {
            self.kept = kept;
        }
    }

    /// Puts the form away, unless something in it is in no file: then the person is asked.
    pub fn close(&mut self) {
        if self.is_unkept() {
            self.report = Report::AsksToClose;
        } else {
            *self = Self {
                shipped: self.shipped.clone(),
                today: self.today.clone(),
                hosted: self.hosted,
                ..Self::default()
            };
        }
    }

    /// Puts the form away with what no file holds.
    pub fn close_anyway(&mut self) {
        self.keep();
        self.close();
    }

    /// Begins a new form for a rubric that came with the page, or goes on with the form where it is open already; whether there
    /// is such a rubric.
    pub fn begin(&mut self, id: &str, fresh: Rc<str>) -> bool {
        let Some(found) = self.shipped.iter().find(|shipped| &*shipped.id == id) else {
            return false;
        };
        if self.rubric().is_some_and(|open| open.source == found.source) {
            return true;
        }
        let opening = Opening {
            name: "".into(),
            text: found.source.clone(),
            fresh,
        };
        self.open(opening);
        true
    }

    /// Goes on from a draft. Where the page has the rubric in another version, the answers are carried over to that.
    pub fn resume(&mut self, head: Head, recovered: Recovered) {
        let own = self
            .shipped
            .iter()
            .find(|one| *one.id == *head.rubric_id)
            .map(|own| own.source.clone());
        // A page of somebody else's brings its rubric by itself.
        let given = self
            .rubric()
            .filter(|open| self.shipped.is_empty() && *open.id == *head.rubric_id);
        let own = own.or_else(|| given.map(|open| open.source.clone()));
        let other = own.filter(|own| *own != recovered.session.state.rubric.source);
        let was = recovered.session.state.rubric.clone();
        let (session, notices) = other
            .and_then(|own| carried(&recovered.session, &own, &self.today))
            .unwrap_or((recovered.session, Vec::new()));
        self.changes = changes::between(&was, &session.state.rubric);
        self.session = Some(session);
        self.report = Report::Resumed(Rc::new(Resumed {
            head,
            lost_steps: recovered.lost_steps,
            lost_state: recovered.lost_state,
            notices: notices.into(),
            others: [].into(),
        }));
        self.keep();
    }

    /// Begins another form for the rubric that is open, unless something in it is in no file and no draft.
    pub fn begin_another(&mut self, fresh: Rc<str>) {
        if self.is_unkept() {
            self.report = Report::AsksToClose;
            return;
        }
        let Some(rubric) = self.rubric().cloned() else { return };
        let record = Record::blank(&rubric, fresh);
        self.session = Some(Session::new(State::on(&self.today, rubric, record)));
        self.report = Report::Silent;
        self.keep();
    }

    /// Opens a rubric. Answers to another version of it are carried over.
    pub fn open_rubric(&mut self, opening: Opening) {
        self.merging = None;
        let rubric = match Rubric::parse(&opening.text) {
            Ok(rubric) => Rc::new(rubric),
            Err(problems) => {
                self.report = Report::Problems(opening.name, problems.into());
                return;
            }
        };
        match &self.session {
            Some(session) if session.state.rubric.id == rubric.id => {
                let own = &session.state.record;
                let file = own.to_file(&session.state.rubric);
                let (record, notices) = if own.origin.is_none() && file.is_untouched() {
                    // There is nothing to carry over: it stays as blank as it is.
                    (Record::blank(&rubric, own.id.clone()), Vec::new())
                } else {
                    Record::open(&rubric, file)
                };
                let is_kept = !self.is_unkept();
                self.changes = changes::between(&session.state.rubric, &rubric);
                self.session = Some(session.with_state(State::on(&self.today, rubric, record)));
                self.report = Report::Reloaded(opening.name, notices.into());
                if is_kept {
                    self.keep();
                }
            }
            _ if self.is_unkept() => self.report = Report::Asks([opening].into()),
            _ => {
                let record = Record::blank(&rubric, opening.fresh);
                self.session = Some(Session::new(State::on(&self.today, rubric, record)));
                self.report = Report::Silent;
                self.keep();
            }
        }
    }

    /// Opens a record, or asks to: `again` is what is opened then.
    fn open_record(&mut self, name: Rc<str>, file: RecordFile, again: impl FnOnce(RecordFile) -> Opening) {
        let Some(rubric) = self.rubric_for(&file) else {
            self.needs_rubric(&name, &file);
            return;
        };
        // A copy of what is open takes nothing's place: the two come together.
        let open = self.in_use().filter(|open| open.record.id == file.id);
        if let Some(open) = open.filter(|open| open.rubric.id == rubric.id) {
            self.meet_copy(name, open, file, again);
            return;
        }
        let other = self
            .rubric()
            .filter(|open| open.id == rubric.id && open.version != rubric.version);
        let other = other.map(|open| open.version.clone());
        if self.is_unkept() {
            self.report = Report::Asks([again(file)].into());
        } else if let Some(open) = other {
            self.report = Report::AsksVersion(Rc::new(again(file)), [open, rubric.version.clone()]);
        } else {
            self.put(&name, &rubric, file);
        }
    }

    /// A copy of the record that is open is opened. Where one has everything that the other has, nothing is to be chosen.
    fn meet_copy(
        &mut self,
        name: Rc<str>,
        open: Rc<State>,
        file: RecordFile,
        again: impl FnOnce(RecordFile) -> Opening,
    ) {
        let rubric = open.rubric.clone();
        let files = vec![(Origin::File(name.clone()), file.clone())];
        match Merging::new(rubric.clone(), Some((self.open_origin(), open)), files) {
            Err((origins, fault)) => self.report = Report::Unmergeable(origins, fault),
            Ok(merging) => match merging.meeting() {
                Meeting::Same => self.put(&name, &rubric, file),
                Meeting::Newest(0) if !self.hosted => self.is_older(&merging, [1, 0], again(file)),
                meeting => self.wait_for(merging, !self.hosted && meeting != Meeting::Differs),
            },
        }
    }

    /// Says that one of two records is older than the other, which the form goes on with.
    pub(super) fn is_older(&mut self, merging: &Merging, [copy, kept]: [usize; 2], opening: Opening) {
        let [copy, kept] = [copy, kept].map(|index| merging.sources[index].clone());
        self.report = Report::Older(Rc::new(Older { copy, kept, opening }));
    }

    /// Where the form that is open comes from: a file, as long as nothing was changed since.
    fn open_origin(&self) -> Origin {
        let session = self.session.as_ref().filter(|session| session.edits == 0);
        let opened = self.opened.as_ref().zip(session);
        let file = opened.filter(|((serial, _), session)| *serial == session.serial);
        file.map_or(Origin::Open, |((_, name), _)| Origin::File(name.clone()))
    }

    /// Opens a record on the version of the rubric that is open, or on its own.
    pub fn open_on(&mut self, opening: &Opening, stays: bool) {
        let Ok(file) = Record::parse(&opening.text) else { return };
        let open = self.rubric().filter(|_| stays).cloned();
        if let Some(rubric) = open.or_else(|| self.rubric_for(&file)) {
            self.put(&opening.name, &rubric, file);
        }
    }

    /// Opens a copy of a record as a record of its own, beside the one that it is a copy of.
    pub fn open_apart(&mut self, opening: &Opening, id: Rc<str>) {
        let Ok(mut file) = Record::parse(&opening.text) else {
            return;
        };
        file.id = id;
        if let Some(rubric) = self.rubric_for(&file) {
            self.put(&opening.name, &rubric, file);
            // No file holds it under this id.
            self.kept = u64::MAX;
        }
    }

    /// Opens a record in the place of whatever is open, as a page does that gives a form its value.
    pub fn replace(&mut self, name: Rc<str>, text: &str) {
        self.merging = None;
        match Record::parse(text) {
            Err(problems) => self.report = Report::Problems(name, problems.into()),
            Ok(file) => match self.rubric_for(&file) {
                Some(rubric) => self.put(&name, &rubric, file),
                None => self.needs_rubric(&name, &file),
            },
        }
    }

    fn needs_rubric(&mut self, name: &Rc<str>, file: &RecordFile) {
        let of = &file.rubric;
        self.report = Report::NeedsRubric(name.clone(), of.id.clone(), of.version.clone());
    }

    /// A record takes the place of what was open.
    fn put(&mut self, name: &Rc<str>, rubric: &Rc<Rubric>, file: RecordFile) {
        self.changes = changes::since(&file, rubric);
        let (record, notices) = Record::open(rubric, file);
        let session = Session::new(State::on(&self.today, rubric.clone(), record));
        self.opened = Some((session.serial, name.clone()));
        self.session = Some(session);
        self.report = Report::Opened(name.clone(), notices.into());
        self.keep();
    }
}

/// A session on another version of its rubric.
fn carried(session: &Session, source: &str, today: &Rc<str>) -> Option<(Session, Vec<Notice>)> {
    let rubric = Rc::new(Rubric::parse(source).ok()?);
    let file = session.state.record.to_file(&session.state.rubric);
    let (record, notices) = Record::open(&rubric, file);
    Some((session.with_state(State::on(today, rubric, record)), notices))
}
