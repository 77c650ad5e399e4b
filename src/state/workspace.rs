//! The loaded rubrics, the open form, and the result of opening the last file.

mod merge;
mod records;
mod report;
mod rubrics;

pub use report::{Older, OpenOutcome};

use super::changes::{self, Group};
use super::drafts::OfferReason;
use super::{DraftMeta, EXAMPLE_OF, FormId, Merging, Recovered, Session, State, example};
use assessment::problem::Code;
use assessment::record::{Notice, RECORD_KIND, Record, RecordFile};
use assessment::rubric::{Heading, Rubric, Status};
use assessment::text::Text;
use std::rc::Rc;

/// A rubric that is bundled with the page.
#[derive(Clone, Debug)]
pub struct BundledRubric {
    /// The file's text.
    pub source: Rc<str>,
    /// Its id.
    pub id: Rc<str>,
    /// Its version.
    pub version: Rc<str>,
    /// Its title.
    pub title: Text,
    /// Its description.
    pub summary: Option<Text>,
    /// How official it is.
    pub status: Status,
}

/// A file to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRequest {
    /// Its name, for messages.
    pub name: Rc<str>,
    /// Its text.
    pub text: Rc<str>,
    /// The id for a record, if one is begun.
    pub fresh: Rc<str>,
}

/// A restored draft.
#[derive(Clone, Debug)]
pub struct RestoredDraft {
    /// Its entry in the list of drafts.
    pub meta: DraftMeta,
    /// The number of steps that could not be read.
    pub lost_steps: usize,
    /// Whether a snapshot could not be read and nothing replaces it.
    pub lost_state: bool,
    /// The notices, if the draft was begun on another version of the rubric.
    pub notices: Rc<[Notice]>,
    /// Other drafts of the same rubric, those of the same scope first, the most recent first.
    pub others: Rc<[DraftMeta]>,
}

/// Everything that is loaded.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// The bundled rubrics.
    pub shipped: Rc<[BundledRubric]>,
    /// The open form.
    pub session: Option<Session>,
    /// The result of opening the last file.
    pub report: OpenOutcome,
    /// The changes in the rubric of the file that was opened last.
    pub changes: Rc<[Group]>,
    /// Records that are being merged and wait for the person's choice.
    pub merging: Option<Rc<Merging>>,
    /// Whether the form is embedded in a host page. There a record that the page sets never replaces a form without asking.
    pub hosted: bool,
    /// The form that was opened from a file, and the file's name.
    pub opened: Option<(FormId, Rc<str>)>,
    /// The session's edit count at the last export or opening: edits up to there are in a file.
    pub exported_at: u64,
    /// The current day, as `2026-11-23`, by which measures are overdue.
    pub today: Rc<str>,
    /// The example that was shown last.
    pub example: Option<FormId>,
}

impl Workspace {
    /// A workspace with these bundled rubrics. A single rubric is opened at once; with several the person chooses, and each is checked
    /// when it is opened.
    pub fn new(sources: impl IntoIterator<Item = Rc<str>>, fresh: Rc<str>, today: Rc<str>) -> Self {
        let sources: Vec<_> = sources.into_iter().collect();
        let mut workspace = Self {
            today,
            ..Self::default()
        };
        if let [source] = &sources[..] {
            workspace.open(OpenRequest {
                name: "".into(),
                text: source.clone(),
                fresh,
            });
            workspace.shipped = workspace
                .rubric()
                .map(|rubric| rubrics::bundled(source, &Heading::from(&**rubric)))
                .into_iter()
                .collect();
            return workspace;
        }
        let known: Vec<_> = sources
            .iter()
            .filter_map(|source| {
                let heading = Heading::read(source);
                if heading.is_none()
                    && let Err(problems) = Rubric::parse(source)
                {
                    workspace.report = OpenOutcome::Problems("".into(), problems.into());
                }
                Some(rubrics::bundled(source, &heading?))
            })
            .collect();
        // Official rubrics come before drafts and samples.
        let (firm, other): (Vec<_>, Vec<_>) = known.into_iter().partition(|rubric| rubric.status == Status::Final);
        workspace.shipped = firm.into_iter().chain(other).collect();
        workspace
    }

    /// The open rubric.
    pub fn rubric(&self) -> Option<&Rc<Rubric>> {
        self.session.as_ref().map(|session| &session.state.rubric)
    }

    /// Whether there are edits that no file has.
    pub fn is_dirty(&self) -> bool {
        self.session
            .as_ref()
            .is_some_and(|session| session.edit_count != self.exported_at)
    }

    /// Marks the current state as exported.
    pub fn mark_exported(&mut self) {
        self.exported_at = self.session.as_ref().map_or(0, |session| session.edit_count);
    }

    /// Opens a rubric or a record. If that fails, the open form stays open.
    pub fn open(&mut self, opening: OpenRequest) {
        self.merging = None;
        // Only a text that contains the word is parsed as a record: rubrics can be large.
        let record = opening.text.contains(RECORD_KIND).then(|| Record::parse(&opening.text));
        match record {
            Some(Ok(file)) => self.open_record(opening.name.clone(), file, |_| opening),
            Some(Err(problems)) if problems.iter().all(|problem| problem.code != Code::NotARecord) => {
                self.report = OpenOutcome::Problems(opening.name, problems.into());
            }
            _ => self.open_rubric(opening),
        }
    }

    /// Opens files that would replace edits which no file has.
    pub fn open_anyway(&mut self, openings: &[OpenRequest]) {
        let exported_at = self.exported_at;
        self.mark_exported();
        match openings {
            [one] => self.open(one.clone()),
            all => self.open_all(all.to_vec()),
        }
        let stays = self.merging.is_some()
            || matches!(
                self.report,
                OpenOutcome::Problems(..)
                    | OpenOutcome::NeedsRubric(..)
                    | OpenOutcome::Reloaded(..)
                    | OpenOutcome::Unmergeable(..)
            );
        if stays {
            self.exported_at = exported_at;
        }
    }

    /// Closes the form, unless it has edits that no file has: then the person is asked.
    pub fn close(&mut self) {
        if self.is_dirty() {
            self.report = OpenOutcome::AsksToClose;
        } else {
            *self = Self {
                shipped: self.shipped.clone(),
                today: self.today.clone(),
                hosted: self.hosted,
                ..Self::default()
            };
        }
    }

    /// Closes the form and discards edits that no file has.
    pub fn close_anyway(&mut self) {
        self.mark_exported();
        self.close();
    }

    /// Begins a new form for a bundled rubric, or keeps the form if the rubric is already open; whether there is such a rubric.
    pub fn begin(&mut self, id: &str, fresh: Rc<str>) -> bool {
        let Some(found) = self.shipped.iter().find(|shipped| &*shipped.id == id) else {
            return false;
        };
        if self.rubric().is_some_and(|open| open.source == found.source) {
            return true;
        }
        let opening = OpenRequest {
            name: "".into(),
            text: found.source.clone(),
            fresh,
        };
        self.open(opening);
        true
    }

    /// Whether the open form is the example, as it was.
    pub fn is_example(&self) -> bool {
        let session = self.session.as_ref().filter(|session| session.edit_count == 0);
        session.is_some_and(|session| Some(&session.form_id) == self.example.as_ref())
    }

    /// Shows the filled-in example, in place of no form. A form that is open stays.
    pub fn show_example(&mut self, words: &str, fresh: Rc<str>) {
        let found = self.shipped.iter().find(|shipped| &*shipped.id == EXAMPLE_OF);
        let rubric = found.and_then(|found| Rubric::parse(&found.source).ok());
        if let Some(rubric) = rubric.filter(|_| self.session.is_none()) {
            let session = Session::new(example(rubric.into(), fresh, &self.today, words));
            self.example = Some(session.form_id.clone());
            self.session = Some(session);
            self.report = OpenOutcome::Example;
            self.mark_exported();
        }
    }

    /// Restores a draft. If the page has another version of the rubric, the answers are migrated to it.
    pub fn restore(&mut self, meta: DraftMeta, recovered: Recovered) {
        let own = self
            .shipped
            .iter()
            .find(|one| *one.id == *meta.rubric_id)
            .map(|own| own.source.clone());
        // A host page brings its own rubric.
        let given = self
            .rubric()
            .filter(|open| self.shipped.is_empty() && *open.id == *meta.rubric_id);
        let own = own.or_else(|| given.map(|open| open.source.clone()));
        let other = own.filter(|own| *own != recovered.session.state.rubric.source);
        let was = recovered.session.state.rubric.clone();
        let (session, notices) = other
            .and_then(|own| carried(&recovered.session, &own, &self.today))
            .unwrap_or((recovered.session, Vec::new()));
        self.changes = changes::between(&was, &session.state.rubric);
        self.session = Some(session);
        self.report = OpenOutcome::RestoredDraft(Rc::new(RestoredDraft {
            meta,
            lost_steps: recovered.lost_steps,
            lost_state: recovered.lost_state,
            notices: notices.into(),
            others: [].into(),
        }));
        self.mark_exported();
    }

    /// Offers drafts to the person.
    pub fn offer(&mut self, reason: OfferReason, drafts: &[DraftMeta]) {
        match reason {
            OfferReason::OtherScope => self.report = OpenOutcome::Offers(drafts.into()),
            OfferReason::AlreadyEntered => self.report = OpenOutcome::Others(drafts.into()),
            OfferReason::Beside => {
                if let OpenOutcome::RestoredDraft(restored) = &mut self.report {
                    Rc::make_mut(restored).others = drafts.into();
                }
            }
        }
    }

    /// Begins another form for the open rubric, unless there are edits that neither a file nor a draft has.
    pub fn begin_another(&mut self, fresh: Rc<str>) {
        if self.is_dirty() {
            self.report = OpenOutcome::AsksToClose;
            return;
        }
        let Some(rubric) = self.rubric().cloned() else { return };
        let record = Record::blank(&rubric, fresh);
        self.session = Some(Session::new(State::on(&self.today, rubric, record)));
        self.report = OpenOutcome::Silent;
        self.mark_exported();
    }

    /// Shows a rubric that is being made. What was entered in the form before is migrated; otherwise the form has this record.
    pub fn preview(&mut self, rubric: Rc<Rubric>, record: Option<RecordFile>, fresh: Rc<str>) {
        let entered = self
            .session
            .as_ref()
            .filter(|session| session.edit_count > 0 && session.state.rubric.id == rubric.id);
        let file = match entered {
            Some(session) => Some(session.state.record.to_file(&session.state.rubric)),
            None => record,
        };
        let record = match file {
            Some(file) => Record::open(&rubric, file).0,
            None => Record::blank(&rubric, fresh),
        };
        let state = State::on(&self.today, rubric, record);
        self.session = Some(match entered {
            Some(session) => session.with_state(state),
            None => Session::new(state),
        });
        self.report = OpenOutcome::Silent;
        self.changes = Rc::default();
        self.mark_exported();
    }

    /// Opens a rubric. Answers to another version of it are migrated.
    pub fn open_rubric(&mut self, opening: OpenRequest) {
        self.merging = None;
        let rubric = match Rubric::parse(&opening.text) {
            Ok(rubric) => Rc::new(rubric),
            Err(problems) => {
                self.report = OpenOutcome::Problems(opening.name, problems.into());
                return;
            }
        };
        match &self.session {
            Some(session) if session.state.rubric.id == rubric.id && !self.is_example() => {
                let own = &session.state.record;
                let file = own.to_file(&session.state.rubric);
                let (record, notices) = if own.origin.is_none() && file.is_untouched() {
                    // A blank form has nothing to migrate and stays blank.
                    (Record::blank(&rubric, own.id.clone()), Vec::new())
                } else {
                    Record::open(&rubric, file)
                };
                let is_kept = !self.is_dirty();
                self.changes = changes::between(&session.state.rubric, &rubric);
                self.session = Some(session.with_state(State::on(&self.today, rubric, record)));
                self.report = OpenOutcome::Reloaded(opening.name, notices.into());
                if is_kept {
                    self.mark_exported();
                }
            }
            _ if self.is_dirty() => self.report = OpenOutcome::Asks([opening].into()),
            _ => {
                let record = Record::blank(&rubric, opening.fresh);
                self.session = Some(Session::new(State::on(&self.today, rubric, record)));
                self.report = OpenOutcome::Silent;
                self.mark_exported();
            }
        }
    }
}

/// A session on another version of its rubric.
fn carried(session: &Session, source: &str, today: &Rc<str>) -> Option<(Session, Vec<Notice>)> {
    let rubric = Rc::new(Rubric::parse(source).ok()?);
    let file = session.state.record.to_file(&session.state.rubric);
    let (record, notices) = Record::open(&rubric, file);
    Some((session.with_state(State::on(today, rubric, record)), notices))
}
