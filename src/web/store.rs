//! Holds the workspace for the views, stamps every edit with the clock, and tells listeners that something changed.

use super::drafts::{DraftRuntime, Drafts, scope};
use super::lazy_render::LazyRender;
use crate::locale::Locale;
use crate::state::changes::Group;
use crate::state::drafts::DraftMsg;
use crate::state::{
    Action, BundledRubric, Change, EffectError, OpenOutcome, OpenRequest, Session, State, Step, VERSION, Workspace,
};
use assessment::answers::Stamp;
use assessment::problem::Problem;
use assessment::rubric::Rubric;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::ShadowRoot;
use yew::Callback;

mod drafts;
mod embed;
mod merge;
mod user;

/// Where the views find the state and send what a person did. Clones share one workspace.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

struct Inner {
    hosted: bool,
    workspace: RefCell<Workspace>,
    locale: Cell<Locale>,
    error: RefCell<Option<EffectError>>,
    drafting: DraftRuntime,
    drafts: RefCell<Rc<Drafts>>,
    who: RefCell<Rc<str>>,
    listeners: RefCell<Vec<(u32, Callback<()>)>>,
    next: Cell<u32>,
    turn: Cell<u32>,
    reading: Cell<usize>,
    root: RefCell<Option<ShadowRoot>>,
    /// What draws the parts of the form that is shown.
    lazy: RefCell<Option<Rc<LazyRender>>>,
    platform: Platform,
    reads_only: Cell<bool>,
    /// The rubric whose form is on the page.
    drawn: RefCell<Option<Rc<Rubric>>>,
    settled: Cell<u32>,
    unsettled: Cell<bool>,
}

/// What a store knows of where it runs, so that views need not ask while they draw.
struct Platform {
    /// The name of this copy of the form, in stamps.
    replica: Rc<str>,
    /// Whether the page is shown by the browser inside an app.
    in_app: bool,
    /// A time as the person's clock shows it.
    local_time: fn(&str) -> String,
}

impl Platform {
    fn browser() -> Self {
        Self {
            replica: super::files::fresh_id(),
            in_app: super::page::is_in_app(),
            local_time: super::clock::moment,
        }
    }

    /// No browser: times are shown as they are.
    fn detached() -> Self {
        Self {
            replica: "detached".into(),
            in_app: false,
            local_time: str::to_owned,
        }
    }
}

/// A listener; dropping it ends the listening.
pub struct Subscription {
    store: Store,
    key: u32,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.store.0.listeners.borrow_mut().retain(|(key, _)| *key != self.key);
    }
}

impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Store {
    /// The store of a page, over a workspace: drafts are kept, and who fills in is remembered.
    pub fn new(workspace: Workspace, locale: Locale) -> Self {
        let who = Some(super::page::who().into());
        Self::with(
            workspace,
            locale,
            DraftRuntime::in_scope(scope::page()),
            who,
            Platform::browser(),
        )
    }

    /// A store that keeps nothing, over a workspace: what is drawn from it is drawn outside a browser too. `hosted` says whether the form is
    /// in a host page.
    pub fn detached(workspace: Workspace, locale: Locale, hosted: bool) -> Self {
        let who = (!hosted).then(Rc::default);
        Self::with(workspace, locale, DraftRuntime::default(), who, Platform::detached())
    }

    /// A store over a workspace, whose drafts are kept so. Who is at a page is known; who is at an element is its page's business.
    fn with(workspace: Workspace, locale: Locale, drafting: DraftRuntime, who: Option<Rc<str>>, platform: Platform) -> Self {
        Self(Rc::new(Inner {
            hosted: who.is_none(),
            workspace: RefCell::new(workspace),
            locale: Cell::new(locale),
            error: RefCell::new(None),
            drafting,
            drafts: RefCell::default(),
            who: RefCell::new(who.unwrap_or_default()),
            listeners: RefCell::default(),
            next: Cell::new(0),
            turn: Cell::new(0),
            reading: Cell::new(0),
            root: RefCell::default(),
            lazy: RefCell::default(),
            platform,
            reads_only: Cell::new(false),
            drawn: RefCell::default(),
            settled: Cell::new(0),
            unsettled: Cell::new(false),
        }))
    }

    /// Calls back after every change, until the subscription is dropped.
    pub fn subscribe(&self, callback: Callback<()>) -> Subscription {
        let key = self.0.next.replace(self.0.next.get() + 1);
        self.0.listeners.borrow_mut().push((key, callback));
        Subscription {
            store: self.clone(),
            key,
        }
    }

    /// Calls all listeners.
    pub(super) fn tell(&self) {
        self.0.turn.set(self.0.turn.get().wrapping_add(1));
        // A listener may unsubscribe while it is called.
        let listeners: Vec<_> = self
            .0
            .listeners
            .borrow()
            .iter()
            .map(|(_, callback)| callback.clone())
            .collect();
        listeners.iter().for_each(|listener| listener.emit(()));
    }

    /// How many changes there were: a prop for components that show something of all of them.
    pub fn turn(&self) -> u32 {
        self.0.turn.get()
    }

    fn change<T>(&self, work: impl FnOnce(&mut Workspace) -> T) -> T {
        self.change_form(false, work)
    }

    /// Works on the workspace. If another form is open afterwards, `is_new` says whether the person asked for a new form.
    fn change_form<T>(&self, is_new: bool, work: impl FnOnce(&mut Workspace) -> T) -> T {
        let (was, result) = {
            let mut workspace = self.0.workspace.borrow_mut();
            let was = workspace.session.clone();
            (was, work(&mut workspace))
        };
        let now = self.0.workspace.borrow().session.clone();
        if was.as_ref().map(|was| was.serial) != now.as_ref().map(|now| now.serial) {
            self.show_open_form(is_new);
            if was.is_some() && now.is_none() {
                super::focus::start();
            }
        }
        self.tell();
        result
    }

    fn stamp(&self) -> Stamp {
        Stamp {
            counter: 0,
            replica: self.0.platform.replica.clone(),
            time: super::clock::now().into(),
            by: self.who(),
        }
    }

    /// The state, while a rubric is open.
    pub fn state(&self) -> Option<Rc<State>> {
        self.0
            .workspace
            .borrow()
            .session
            .as_ref()
            .map(|session| session.state.clone())
    }

    /// Applies a change. Typing in one field is one step of undo until it settles.
    pub fn edit(&self, change: Change, typing: bool) {
        let action = Action {
            version: VERSION,
            rater: self.state().map(|state| state.record.rater.clone()).unwrap_or_default(),
            change,
            stamp: self.stamp(),
        };
        self.0.unsettled.set(typing);
        if !typing {
            self.0.settled.set(self.settled() + 1);
        }
        self.step(|session| session.perform(&action, typing));
    }

    /// Goes on as another of the rubric's raters. Nothing of anyone's is changed by it.
    pub fn fill_in_as(&self, rater: &str) {
        self.take(Step::FillInAs(rater.into()));
    }

    /// Ends the step that typing is adding to.
    pub fn settle(&self) {
        if let Some(session) = &mut self.0.workspace.borrow_mut().session {
            session.settle();
        }
        self.run_draft(DraftMsg::Settled);
        if self.0.unsettled.replace(false) {
            self.0.settled.set(self.settled() + 1);
            self.tell();
        }
    }

    /// Has the session take a step of its own making, and has that kept.
    fn step(&self, work: impl FnOnce(&mut Session) -> Option<Step>) {
        if self.reads_only() {
            return;
        }
        let taken = {
            let mut workspace = self.0.workspace.borrow_mut();
            let Some(session) = &mut workspace.session else { return };
            let before = session.clone();
            work(session).map(|step| (before, step))
        };
        if let Some((before, step)) = taken {
            self.store_step(before, step);
            self.tell();
        }
    }

    /// Has a step stored that the session took.
    fn store_step(&self, before: Session, step: Step) {
        let after = self.with_workspace(|workspace| workspace.session.clone());
        if let Some(after) = after {
            self.run_draft(DraftMsg::Stepped {
                before,
                after,
                step,
                now: super::clock::now().into(),
            });
        }
    }

    fn take(&self, step: Step) {
        self.0.settled.set(self.settled() + 1);
        self.step(|session| session.take(&step).then_some(step));
    }

    /// Takes the last step back.
    pub fn undo(&self) {
        self.take(Step::Undo(self.stamp()));
    }

    /// Makes the last step that was taken back again.
    pub fn redo(&self) {
        self.take(Step::Redo(self.stamp()));
    }

    /// Whether the page is shown by the browser inside an app, most of which do nothing with a download and say nothing.
    pub fn is_in_app(&self) -> bool {
        self.0.platform.in_app
    }

    /// A day and a time as the person's clock shows them, such as `2026-11-23 10:42`.
    pub fn local_time(&self, time: &str) -> String {
        (self.0.platform.local_time)(time)
    }

    /// What draws the parts of the form that is shown.
    pub(super) fn lazy(&self) -> Option<Rc<LazyRender>> {
        self.0.lazy.borrow().clone()
    }

    /// Notes what draws the parts of the form that is shown.
    pub fn set_lazy(&self, lazy: Rc<LazyRender>) {
        *self.0.lazy.borrow_mut() = Some(lazy);
    }

    /// The text of the record that is open; empty where none is.
    pub fn record_text(&self) -> String {
        let state = self.state();
        state.map_or_else(String::new, |state| state.record.to_text(&state.rubric))
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        self.0
            .workspace
            .borrow()
            .session
            .as_ref()
            .is_some_and(crate::state::Session::can_undo)
    }

    /// Whether there is a step to make again.
    pub fn can_redo(&self) -> bool {
        self.0
            .workspace
            .borrow()
            .session
            .as_ref()
            .is_some_and(crate::state::Session::can_redo)
    }

    /// Whether something was entered that no file holds.
    pub fn is_unkept(&self) -> bool {
        self.0.workspace.borrow().is_unkept()
    }

    /// Notes that the present state is in a file or in a draft.
    pub fn keep(&self) {
        self.change(Workspace::keep);
    }

    /// Notes that a copy of the present state has left the browser.
    pub(crate) fn note_copied(&self) {
        self.keep();
        super::drafts::note_copied(self);
    }

    /// Says that the browser was given a file to download.
    pub(super) fn given(&self, name: &str) {
        self.change(|workspace| workspace.report = OpenOutcome::Given(name.into()));
    }

    /// Opens a rubric or a record.
    pub fn open(&self, name: &str, text: &str) {
        let opening = opening((name, text));
        *self.0.error.borrow_mut() = None;
        self.change(|workspace| workspace.open(opening));
        self.merge_at_once();
    }

    /// Whether opening the last file found problems in it.
    pub fn has_problems(&self) -> bool {
        matches!(
            self.0.workspace.borrow().report,
            OpenOutcome::Problems(..) | OpenOutcome::NeedsRubric(..) | OpenOutcome::Unmergeable(..)
        )
    }

    /// Says again what opening a file had to say.
    pub fn tell_again(&self, report: OpenOutcome) {
        self.change(|workspace| workspace.report = report);
    }

    /// Says what is wrong with a file that is not even text.
    pub fn refuse(&self, name: &str, problems: Rc<[Problem]>) {
        self.change(|workspace| workspace.report = OpenOutcome::Problems(name.into(), problems));
    }

    /// Opens files that take the place of what no file holds, as the person decided.
    pub fn open_anyway(&self, openings: &[OpenRequest]) {
        self.change(|workspace| workspace.open_anyway(openings));
        self.merge_at_once();
    }

    /// Begins a form for a rubric that came with the page.
    pub fn begin(&self, id: &str) -> bool {
        self.change(|workspace| workspace.begin(id, super::files::fresh_id()))
    }

    /// Begins a new form for a rubric of the start page, beside the drafts that are listed there.
    pub fn begin_new(&self, id: &str) {
        self.change_form(true, |workspace| workspace.begin(id, super::files::fresh_id()));
    }

    /// Begins another form for the rubric that is open; the one that is open stays a draft.
    pub fn begin_another(&self) {
        self.change_form(true, |workspace| workspace.begin_another(super::files::fresh_id()));
    }

    /// Puts the form away, to choose another.
    pub fn close(&self) {
        self.change(Workspace::close);
    }

    /// Puts the form away with what no file holds, as the person decided.
    pub fn close_anyway(&self) {
        self.change(Workspace::close_anyway);
    }

    /// The rubrics that came with the page.
    pub fn shipped(&self) -> Rc<[BundledRubric]> {
        self.0.workspace.borrow().shipped.clone()
    }

    /// What opening the last file had to say.
    pub fn report(&self) -> OpenOutcome {
        self.0.workspace.borrow().report.clone()
    }

    /// What had changed in the rubric of the file that was opened last.
    pub fn changes(&self) -> Rc<[Group]> {
        self.0.workspace.borrow().changes.clone()
    }

    /// What failed last.
    pub fn error(&self) -> Option<EffectError> {
        self.0.error.borrow().clone()
    }

    /// Says that something failed.
    pub fn fail(&self, trouble: EffectError) {
        *self.0.error.borrow_mut() = Some(trouble);
        self.tell();
    }

    /// What was late has come: nothing is said of that any more.
    pub(super) fn came(&self) {
        if matches!(*self.0.error.borrow(), Some(EffectError::Late(..))) {
            *self.0.error.borrow_mut() = None;
        }
    }

    /// Takes away what opening a file had to say.
    pub fn dismiss_report(&self) {
        self.change(|workspace| workspace.report = OpenOutcome::Silent);
    }

    /// Takes away what failed.
    pub fn dismiss_error(&self) {
        *self.0.error.borrow_mut() = None;
        self.tell();
    }
}

/// A file to be opened, with an id for what may be begun.
fn opening((name, text): (&str, &str)) -> OpenRequest {
    OpenRequest {
        name: name.into(),
        text: text.into(),
        fresh: super::files::fresh_id(),
    }
}
