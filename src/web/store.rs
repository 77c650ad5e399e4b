//! Sends a person's actions to the app, executes the effects, and notifies the listeners of changes.

use super::lazy_render::LazyRender;
use super::mirrors::Writers;
use super::platform::{Platform, fresh_id};
use super::unanswered::Unanswered;
use crate::locale::Locale;
use crate::state::changes::Group;
use crate::state::{
    App, BundledRubric, Earlier, Effect, EffectError, Merging, Msg, OpenOutcome, OpenRequest, SecondPage, State,
    TakenUp, Workspace,
};
use assessment::rubric::Rubric;
use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;
use web_sys::ShadowRoot;
use yew::Callback;

mod drafts;
mod embed;
mod language;
mod mirrors;

/// Gives the views the state and receives a person's actions. Clones share one workspace.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

struct Inner {
    app: RefCell<App>,
    locale: Cell<Locale>,
    unanswered: Unanswered,
    writers: Writers,
    listeners: RefCell<Vec<(u32, Callback<()>)>>,
    next: Cell<u32>,
    version: Cell<u32>,
    root: RefCell<Option<ShadowRoot>>,
    /// Renders the parts of the open form lazily.
    lazy: RefCell<Option<Rc<LazyRender>>>,
    platform: Platform,
    /// Executes effects.
    run: fn(&Store, Effect),
    /// The rubric whose form is rendered.
    drawn: RefCell<Option<Rc<Rubric>>>,
}

/// A listener, unsubscribed on drop.
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
    /// Creates the store of a page over a workspace. `scope` is where drafts are begun; `author` is the person who
    /// fills in the form, empty if unknown.
    pub fn new(workspace: Workspace, locale: Locale, scope: Rc<str>, author: Rc<str>, run: fn(&Self, Effect)) -> Self {
        let app = App::new(workspace, fresh_id(), Locale::tags())
            .in_scope(scope)
            .by(author);
        Self::with(app, locale, Platform::browser(), run)
    }

    /// Creates a store over a workspace that stores nothing, so that views can be rendered outside a browser. `hosted`
    /// says whether the form is in a host page.
    pub fn detached(mut workspace: Workspace, locale: Locale, hosted: bool) -> Self {
        workspace.hosted = hosted;
        let app = App::new(workspace, "detached".into(), Locale::tags());
        Self::with(app, locale, Platform::detached(), |_, _| {})
    }

    /// Creates a store over a page's rubrics as text, for drawing what the page shows before the program has started: a detached store
    /// whose form is blank.
    pub fn first_view(rubrics: impl IntoIterator<Item = Rc<str>>, locale: Locale) -> Self {
        // The date of today is not known when the page is built.
        let workspace = Workspace::new(rubrics, "".into(), "".into());
        let app = App::new(workspace, "detached".into(), Locale::tags());
        Self::with(app, locale, Platform::first_view(), |_, _| {})
    }

    fn with(app: App, locale: Locale, platform: Platform, run: fn(&Self, Effect)) -> Self {
        Self(Rc::new(Inner {
            app: RefCell::new(app),
            locale: Cell::new(locale),
            unanswered: Unanswered::default(),
            writers: Writers::default(),
            listeners: RefCell::default(),
            next: Cell::new(0),
            version: Cell::new(0),
            root: RefCell::default(),
            lazy: RefCell::default(),
            platform,
            run,
            drawn: RefCell::default(),
        }))
    }

    /// Sends a message to the app, executes its effects, and notifies the listeners if something has changed.
    pub fn send(&self, msg: Msg) {
        let moment = (self.0.platform.moment)();
        let (effects, is_changed) = {
            let mut app = self.0.app.borrow_mut();
            let version = app.version();
            let effects = app.update(msg, &moment);
            (effects, app.version() != version)
        };
        effects.into_iter().for_each(|effect| self.run(effect));
        if is_changed {
            self.notify();
        }
    }

    /// Executes a browser effect. Failures are reported in the page.
    pub fn run(&self, effect: Effect) {
        (self.0.run)(self, effect);
    }

    /// Returns the app's state.
    pub fn app(&self) -> Ref<'_, App> {
        self.0.app.borrow()
    }

    /// Calls back after every change until the subscription is dropped.
    pub fn subscribe(&self, callback: Callback<()>) -> Subscription {
        let key = self.0.next.replace(self.0.next.get() + 1);
        self.0.listeners.borrow_mut().push((key, callback));
        Subscription {
            store: self.clone(),
            key,
        }
    }

    /// Calls all listeners.
    pub(super) fn notify(&self) {
        self.0.version.set(self.0.version.get().wrapping_add(1));
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

    /// Returns the number of changes: a prop for components that depend on all of the state.
    pub fn version(&self) -> u32 {
        self.0.version.get()
    }

    /// Returns the state, while a form is open.
    pub fn state(&self) -> Option<Rc<State>> {
        self.app().state().cloned()
    }

    /// Whether the views are drawn for the time before the program has started.
    pub fn is_first_view(&self) -> bool {
        self.0.platform.is_first_view
    }

    /// Returns what was entered before the program had started, as far as it needs a notice.
    pub fn taken_up(&self) -> Rc<TakenUp> {
        self.app().taken_up().clone()
    }

    /// Returns whether the page is shown by the browser inside an app, most of which ignore downloads silently.
    pub fn is_in_app(&self) -> bool {
        self.0.platform.in_app
    }

    /// Whether the page has the program for "Make a form".
    pub fn offers_making(&self) -> bool {
        (self.0.platform.offers_making)()
    }

    /// The earlier record whose scores stand beside those of the open form.
    pub fn earlier(&self) -> Option<Rc<Earlier>> {
        self.app().earlier().cloned()
    }

    /// The page of the second program that is open.
    pub fn second_page(&self) -> Option<SecondPage> {
        self.app().second_page()
    }

    /// Whether the open form is a preview, of which nothing is lost.
    pub fn is_making(&self) -> bool {
        matches!(self.second_page(), Some(SecondPage::Maker | SecondPage::Collection))
    }

    /// Formats a time of day in the person's language and time zone.
    pub(super) fn clock(&self, time: &str) -> String {
        self.locale().clock(time)
    }

    /// Formats a date and a time in the person's language and time zone.
    pub fn local_time(&self, time: &str) -> String {
        self.locale().moment(time)
    }

    /// Returns the lazy rendering of the open form.
    pub(super) fn lazy(&self) -> Option<Rc<LazyRender>> {
        self.0.lazy.borrow().clone()
    }

    /// Sets the lazy rendering of the open form.
    pub fn set_lazy(&self, lazy: Rc<LazyRender>) {
        *self.0.lazy.borrow_mut() = Some(lazy);
    }

    /// Returns the text of the open record; empty if none is open.
    pub fn record_text(&self) -> String {
        let state = self.state();
        state.map_or_else(String::new, |state| state.record.to_text(&state.rubric))
    }

    /// Returns whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        let app = self.app();
        app.workspace()
            .session
            .as_ref()
            .is_some_and(crate::state::Session::can_undo)
    }

    /// Returns whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        let app = self.app();
        app.workspace()
            .session
            .as_ref()
            .is_some_and(crate::state::Session::can_redo)
    }

    /// Returns whether there are edits that are neither in a file nor in a draft.
    pub fn is_dirty(&self) -> bool {
        self.app().workspace().is_dirty()
    }

    /// Opens a rubric or a record.
    pub fn open(&self, name: &str, text: &str) {
        self.send(Msg::Open(opening((name, text))));
    }

    /// Opens several records by merging them.
    pub fn open_all<'t>(&self, files: impl IntoIterator<Item = (&'t str, &'t str)>) {
        self.send(Msg::OpenAll(files.into_iter().map(opening).collect()));
    }

    /// Returns the records that are being merged and wait for the person's choice.
    pub fn merging(&self) -> Option<Rc<Merging>> {
        self.app().workspace().merging.clone()
    }

    /// Returns whether the open form is the example, as it was.
    pub fn shows_example(&self) -> bool {
        self.app().workspace().is_example()
    }

    /// Returns whether the last opened file had problems.
    pub fn has_problems(&self) -> bool {
        matches!(
            self.app().workspace().report,
            OpenOutcome::Problems(..) | OpenOutcome::NeedsRubric(..) | OpenOutcome::Unmergeable(..)
        )
    }

    /// Returns the rubrics that the page was delivered with.
    pub fn shipped(&self) -> Rc<[BundledRubric]> {
        self.app().workspace().shipped.clone()
    }

    /// Returns the result of opening the last file.
    pub fn report(&self) -> OpenOutcome {
        self.app().workspace().report.clone()
    }

    /// Returns the changes in the rubric of the last opened file.
    pub fn changes(&self) -> Rc<[Group]> {
        self.app().workspace().changes.clone()
    }

    /// Returns the error that was reported last.
    pub fn error(&self) -> Option<EffectError> {
        self.app().error().cloned()
    }

    /// Reports an error.
    pub fn fail(&self, error: EffectError) {
        self.send(Msg::Failed(error));
    }
}

/// Creates the request to open a file, with an id for the record that may be begun.
fn opening((name, text): (&str, &str)) -> OpenRequest {
    OpenRequest {
        name: name.into(),
        text: text.into(),
        fresh: fresh_id(),
    }
}
