//! The one update function: [`App::update`] takes a message and returns the effects that the runtime executes.
//!
//! A message is an act of the person or of the host page, or the answer to an effect. `Store` in `web` sends messages and runs effects; it
//! changes nothing itself.

mod drafts;
mod making;
mod managing;
mod message;
mod mirroring;
mod profile;

pub use making::SecondPage;
pub use message::{Moment, Msg, TabForm};

use super::drafts::{DraftMsg, DraftProtocol, ListPurpose, MetaChange, Scope};
use super::mirrors::Mirrors;
use super::tasks::{Task, TaskEvent, Tasks};
use super::{
    Action, Change, DraftMeta, Drafts, Earlier, Effect, EffectError, FormId, NotEarlier, OpenOutcome, OpenRequest,
    SaveStatus, Session, State, Step, TakenUp, VERSION, Workspace,
};
use assessment::answers::Stamp;
use managing::Starting;
use mirroring::AutosaveFile;
use std::rc::Rc;

/// Everything that a page or an element knows, apart from what is drawn.
#[derive(Debug, Default)]
pub struct App {
    workspace: Workspace,
    drafts: DraftProtocol,
    /// The drafts that are shown to the person.
    listed: Rc<Drafts>,
    /// What the page remembered when it opened, until the drafts are listed.
    starting: Option<Starting>,
    /// The draft that the person asked for, until it is open.
    opening: Option<Rc<str>>,
    mirrors: Mirrors,
    autosave: Option<AutosaveFile>,
    /// The scope in which drafts are begun; `None` where no drafts are stored.
    scope: Option<Rc<str>>,
    /// The page beside which the form is a preview, while one is open.
    making: Option<making::Making>,
    /// The id of a record, and the earlier record whose scores stand beside its own.
    earlier: Option<(Rc<str>, Rc<Earlier>)>,
    /// Whether the page "Reports and tables" is open over the form.
    has_papers: bool,
    error: Option<EffectError>,
    tasks: Tasks,
    /// What was entered before the program had started, as far as it needs a notice.
    taken_up: Rc<TakenUp>,
    /// Who fills in, in stamps; empty while unknown.
    author: Rc<str>,
    /// The name of this copy of the form, in stamps.
    replica: Rc<str>,
    /// The form and the subject for which an earlier profile was sought last.
    sought_profile: Option<(FormId, Option<Rc<str>>)>,
    /// The languages in which a draft has its title.
    languages: Vec<&'static str>,
    is_read_only: bool,
    /// How many files of evidence were chosen and are not read yet.
    reading: usize,
    settled: u32,
    is_typing: bool,
    version: u32,
    effects: Vec<Effect>,
}

impl App {
    /// An app over a workspace.
    pub fn new(workspace: Workspace, replica: Rc<str>, languages: Vec<&'static str>) -> Self {
        Self {
            workspace,
            replica,
            languages,
            ..Self::default()
        }
    }

    /// Stores drafts in a scope from the beginning.
    #[must_use]
    pub fn in_scope(mut self, scope: Rc<str>) -> Self {
        self.scope = Some(scope);
        self
    }

    /// Names who fills in from the beginning.
    #[must_use]
    pub fn by(mut self, author: Rc<str>) -> Self {
        self.author = author;
        self
    }

    /// The earlier record whose scores stand beside those of the open form.
    pub fn earlier(&self) -> Option<&Rc<Earlier>> {
        let open = &self.workspace.session.as_ref()?.state.record.id;
        let (id, earlier) = self.earlier.as_ref()?;
        (id == open).then_some(earlier)
    }

    fn open_earlier(&mut self, file: Rc<str>, text: &Rc<str>, moment: &Moment) {
        let Some(session) = &self.workspace.session else { return };
        let state = &session.state;
        let opened = Earlier::open(&state.rubric, &file, text).map(|earlier| (state.record.id.clone(), earlier.into()));
        let report = match opened {
            Ok(earlier) => {
                self.earlier = Some(earlier);
                OpenOutcome::Beside(file)
            }
            Err(NotEarlier::Problems(problems)) => OpenOutcome::Problems(file, problems.into()),
            Err(NotEarlier::Other) => OpenOutcome::NotBeside(file),
        };
        self.change(moment, |workspace| workspace.report = report);
    }

    /// Takes a message; returns what is to be done, in this order.
    pub fn update(&mut self, msg: Msg, moment: &Moment) -> Vec<Effect> {
        self.take_message(msg, moment);
        self.mirror(Mirrors::follow);
        std::mem::take(&mut self.effects)
    }

    fn take_message(&mut self, msg: Msg, moment: &Moment) {
        match msg {
            Msg::Edit { change, is_typing } => self.edit(change, is_typing, moment),
            Msg::FillInAs(rater) => self.take(Step::FillInAs(rater), moment),
            Msg::ShowRater(rater) => {
                let is_read_only = std::mem::take(&mut self.is_read_only);
                self.take(Step::FillInAs(rater), moment);
                self.is_read_only = is_read_only;
            }
            Msg::Undo => self.take(Step::Undo(self.stamp(moment)), moment),
            Msg::Redo => self.take(Step::Redo(self.stamp(moment)), moment),
            Msg::Settle => self.settle(moment),
            Msg::SetAuthor(name) => {
                self.author = name.trim().into();
                self.effects.push(Effect::RememberAuthor(self.author.clone()));
            }
            Msg::Open(request) => {
                self.error = None;
                self.change(moment, |workspace| workspace.open(request));
                self.merge_if_decided(moment);
            }
            Msg::OpenAll(requests) => {
                self.error = None;
                self.change(moment, |workspace| workspace.open_all(requests));
                self.merge_if_decided(moment);
            }
            Msg::OpenRead { name, file } => {
                self.change(moment, |workspace| workspace.open_read(name, *file));
                self.merge_if_decided(moment);
            }
            Msg::OpenAnyway(requests) => {
                self.change(moment, |workspace| workspace.open_anyway(&requests));
                self.merge_if_decided(moment);
            }
            Msg::OpenOnVersion { request, is_open_one } => {
                self.change(moment, |workspace| workspace.open_on_version(&request, is_open_one));
            }
            Msg::OpenSeparately(request) => {
                let id = moment.id.clone();
                self.change(moment, |workspace| workspace.open_separately(&request, id));
            }
            Msg::OpenEarlier { file, text } => self.open_earlier(file, &text, moment),
            Msg::CloseEarlier => {
                self.earlier = None;
                self.version += 1;
            }
            Msg::AddRubric(source) => self.change(moment, |workspace| workspace.add_rubric(&source)),
            Msg::Begin { rubric, is_new } => {
                let id = moment.id.clone();
                self.change_form(is_new, moment, |workspace| workspace.begin(&rubric, id));
            }
            Msg::ShowExample(words) => {
                let id = moment.id.clone();
                self.change_form(true, moment, |workspace| workspace.show_example(&words, id));
            }
            Msg::TakeProfile => self.take_profile(moment),
            Msg::BeginAnother => {
                let id = moment.id.clone();
                self.change_form(true, moment, |workspace| workspace.begin_another(id));
            }
            Msg::Close => self.change(moment, Workspace::close),
            Msg::CloseAnyway => self.change(moment, Workspace::close_anyway),
            Msg::MarkExported => self.mark_exported(moment),
            Msg::StartMaking => self.start_making(SecondPage::Maker),
            Msg::StartCollecting => self.start_making(SecondPage::Collection),
            Msg::StopMaking => self.stop_making(moment),
            Msg::StartPapers => self.set_papers(true),
            Msg::StopPapers => self.set_papers(false),
            Msg::Preview { rubric, record } => self.preview(rubric, record.map(|record| *record), moment),
            Msg::Choose { place, choice } => self.change(moment, |workspace| workspace.choose(&place, choice)),
            Msg::ChooseAllOf(source) => self.change(moment, |workspace| workspace.choose_all_of(source)),
            Msg::Merge => self.merge(moment),
            Msg::CancelMerge => {
                self.change(moment, Workspace::cancel_merge);
                self.send_draft(DraftMsg::KeepBoth, moment);
            }
            Msg::SetReport(report) => self.change(moment, |workspace| workspace.report = report),
            Msg::DismissError => self.set_error(None),
            Msg::SetTakenUp(taken_up) => {
                self.taken_up = taken_up.into();
                self.version += 1;
            }
            Msg::Failed(error) => self.set_error(Some(error)),
            Msg::Arrived => {
                if matches!(self.error, Some(EffectError::Late(..))) {
                    self.error = None;
                }
            }
            Msg::Task { number, event } => self.take_task_event(number, event),
            Msg::StopTask(number) => {
                self.take_task_event(number, TaskEvent::Ended);
                self.effects.push(Effect::StopTask(number));
            }
            Msg::FilesChosen(count) => {
                self.reading += count;
                self.version += 1;
            }
            Msg::FileRead => {
                self.reading = self.reading.saturating_sub(1);
                self.version += 1;
            }
            Msg::SetRubric(request) => self.set_rubric(request, moment),
            Msg::SetRecord { name, text } => self.set_record(&name, text, moment),
            Msg::SetReadOnly(is_read_only) => {
                if std::mem::replace(&mut self.is_read_only, is_read_only) != is_read_only {
                    self.version += 1;
                }
            }
            Msg::SetScope(scope) => {
                self.send_draft(DraftMsg::FormClosed, moment);
                self.scope = scope;
                self.show_form(false, moment);
            }
            Msg::Start { before, known } => self.start(before, known, moment),
            Msg::ListDrafts => self.send_draft(DraftMsg::ListRequested(ListPurpose::Show), moment),
            Msg::OpenDraft(id) => self.open_draft_of_person(id, moment),
            Msg::RenameDraft { id, name } => self.change_draft(id, MetaChange::Rename(name), moment),
            Msg::DuplicateDraft { id, name } => self.duplicate_draft(id, name, moment),
            Msg::DeleteDraft(id) => self.change_draft(id, MetaChange::Delete(moment.now.clone()), moment),
            Msg::RestoreDraft(id) => self.change_draft(id, MetaChange::Restore, moment),
            Msg::TidyDrafts => {
                let now = moment.now.clone();
                self.send_draft(DraftMsg::TidyRequested { now }, moment);
            }
            Msg::RemoveEverything => self.send_draft(DraftMsg::ClearRequested, moment),
            Msg::RemoveDrafts { scope } => {
                let rubric_id = self.state().map(|state| state.rubric.id.shared()).unwrap_or_default();
                let scope = Scope { page: scope, rubric_id };
                self.send_draft(DraftMsg::RemovalRequested(scope), moment);
            }
            Msg::StartMirror(mirror) => self.mirrors.start(mirror, None),
            Msg::StopMirror(mirror) => self.mirrors.stop(mirror),
            Msg::MirrorDue(timer) => self.mirror(|mirrors, now| mirrors.fire(timer, now)),
            Msg::WriteMirror(mirror) => self.mirror(|mirrors, now| mirrors.write(mirror, now)),
            Msg::PageHidden => self.mirror(Mirrors::write_all),
            Msg::SaveInto(name) => self.save_into(name),
            Msg::Saved { state, status } => self.end_saving(state, status, moment),
            Msg::Draft(msg) => self.send_draft(*msg, moment),
        }
    }

    /// Works on the workspace. If another form is open afterwards, its draft is begun or found.
    fn change<T>(&mut self, moment: &Moment, work: impl FnOnce(&mut Workspace) -> T) -> T {
        self.change_form(false, moment, work)
    }

    /// Works on the workspace; `is_new` says whether the person asked for a new form.
    fn change_form<T>(&mut self, is_new: bool, moment: &Moment, work: impl FnOnce(&mut Workspace) -> T) -> T {
        let was = self.form_id();
        let result = work(&mut self.workspace);
        let now = self.form_id();
        if was != now {
            self.prepare_rubric();
            self.show_form(is_new, moment);
            if was.is_some() && now.is_none() {
                self.effects.push(Effect::FocusStart);
            }
        }
        self.version += 1;
        result
    }

    /// The first edit of a form finds what it needs of the rubric computed.
    fn prepare_rubric(&mut self) {
        let rubric = self.state().map(|state| state.rubric.clone());
        self.effects.extend(rubric.map(Effect::PrepareRubric));
    }

    fn stamp(&self, moment: &Moment) -> Stamp {
        Stamp {
            counter: 0,
            replica: self.replica.clone(),
            time: moment.now.clone(),
            by: self.author.clone(),
        }
    }

    fn edit(&mut self, change: Change, is_typing: bool, moment: &Moment) {
        let action = Action {
            version: VERSION,
            rater: self.state().map(|state| state.record.rater.clone()).unwrap_or_default(),
            change,
            stamp: self.stamp(moment),
        };
        self.is_typing = is_typing;
        if !is_typing {
            self.settled += 1;
        }
        self.step(moment, |session| session.perform(&action, is_typing));
        if !is_typing {
            self.seek_profile(moment);
        }
    }

    fn take(&mut self, step: Step, moment: &Moment) {
        self.settled += 1;
        self.step(moment, |session| session.take(&step).then_some(step));
    }

    fn settle(&mut self, moment: &Moment) {
        if let Some(session) = &mut self.workspace.session {
            session.settle();
        }
        self.send_draft(DraftMsg::Settled, moment);
        if std::mem::take(&mut self.is_typing) {
            self.settled += 1;
            self.version += 1;
            self.seek_profile(moment);
        }
    }

    /// Has the session take a step of its own making, and has the step stored.
    fn step(&mut self, moment: &Moment, work: impl FnOnce(&mut Session) -> Option<Step>) {
        if self.is_read_only {
            return;
        }
        let Some(session) = &mut self.workspace.session else {
            return;
        };
        let before = session.clone();
        if let Some(step) = work(session) {
            self.store_step(before, step, moment);
            self.version += 1;
        }
    }

    /// A copy of the open form has left the browser.
    fn mark_exported(&mut self, moment: &Moment) {
        self.change(moment, Workspace::mark_exported);
        if let Some(draft) = self.drafts.open_draft().map(|draft| draft.id.clone()) {
            self.change_draft(draft, MetaChange::MarkCopied(moment.now.clone()), moment);
        }
    }

    fn take_task_event(&mut self, number: u32, event: TaskEvent) {
        if self.tasks.take(number, event) {
            self.version += 1;
        }
    }

    fn set_error(&mut self, error: Option<EffectError>) {
        self.error = error;
        self.version += 1;
    }

    /// The rubric of a host page. Answers to another version of it are migrated.
    fn set_rubric(&mut self, request: OpenRequest, moment: &Moment) {
        self.change(moment, |workspace| {
            workspace.mark_exported();
            workspace.open_rubric(request);
            if matches!(workspace.report, OpenOutcome::Reloaded(_, ref notices) if notices.is_empty()) {
                workspace.report = OpenOutcome::Silent;
            }
        });
    }

    /// The record of a host page, in place of the open one; a blank form for none.
    fn set_record(&mut self, name: &Rc<str>, text: Option<Rc<str>>, moment: &Moment) {
        // A draft that the record differs from is not overwritten by it.
        let stores = self.scope.is_some() && !self.is_read_only;
        let is_reset = text.is_none() && self.state().is_some_and(|state| state.record.revision > 0);
        // The page asked for a blank form: what was filled in before must not come back into it.
        self.change_form(is_reset, moment, |workspace| {
            workspace.mark_exported();
            match text {
                Some(text) if stores => workspace.open(OpenRequest {
                    name: name.clone(),
                    text,
                    fresh: moment.id.clone(),
                }),
                Some(text) => workspace.replace(name.clone(), &text),
                None => workspace.begin_another(moment.id.clone()),
            }
            if matches!(workspace.report, OpenOutcome::Opened(_, ref notices) if notices.is_empty()) {
                workspace.report = OpenOutcome::Silent;
            }
        });
    }
}

/// What views and effects read.
impl App {
    /// The loaded rubrics, the open form, and the result of opening the last file.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The state of the open form.
    pub fn state(&self) -> Option<&Rc<State>> {
        self.workspace.session.as_ref().map(|session| &session.state)
    }

    /// Which form is open.
    pub fn form_id(&self) -> Option<FormId> {
        self.workspace.session.as_ref().map(|session| session.form_id.clone())
    }

    /// A number that grows with every change that a view may show.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The error that was reported last.
    pub fn error(&self) -> Option<&EffectError> {
        self.error.as_ref()
    }

    /// Who fills in; empty while unknown.
    pub fn author(&self) -> &Rc<str> {
        &self.author
    }

    /// Whether nothing can be changed.
    pub fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    /// The work without a view that is under way.
    pub fn tasks(&self) -> &[Task] {
        self.tasks.list()
    }

    /// How many files of evidence were chosen and are not read yet.
    pub fn reading(&self) -> usize {
        self.reading
    }

    /// How many changes are settled: the field was left, or there was no field.
    pub fn settled(&self) -> u32 {
        self.settled
    }

    /// The scope in which drafts are begun; `None` where no drafts are stored.
    pub fn scope(&self) -> Option<&Rc<str>> {
        self.scope.as_ref()
    }

    /// The save status of the open form, with the time in the program's format.
    pub fn save_status(&self) -> &SaveStatus {
        self.drafts.status()
    }

    /// What was entered before the program had started, as far as it needs a notice.
    pub fn taken_up(&self) -> &Rc<TakenUp> {
        &self.taken_up
    }

    /// The draft of the open form, if it is stored.
    pub fn open_draft(&self) -> Option<&DraftMeta> {
        self.drafts.open_draft()
    }

    /// The drafts that were listed last, those that the person may see.
    pub fn listed(&self) -> &Rc<Drafts> {
        &self.listed
    }
}
