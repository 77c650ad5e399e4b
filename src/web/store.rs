//! Sends what a person did to the app, executes the effects, and notifies the listeners of changes.

use super::lazy_render::LazyRender;
use super::platform::{Platform, fresh_id};
use super::unanswered::Unanswered;
use crate::locale::Locale;
use crate::state::changes::Group;
use crate::state::{
    App, BundledRubric, Drafts, Effect, EffectError, Merging, Msg, OpenOutcome, OpenRequest, State, Workspace,
};
use assessment::rubric::Rubric;
use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;
use web_sys::ShadowRoot;
use yew::Callback;

mod drafts;
mod embed;
mod language;

/// Where the views find the state and send what a person did. Clones share one workspace.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

struct Inner {
    app: RefCell<App>,
    locale: Cell<Locale>,
    unanswered: Unanswered,
    drafts: RefCell<Rc<Drafts>>,
    listeners: RefCell<Vec<(u32, Callback<()>)>>,
    next: Cell<u32>,
    version: Cell<u32>,
    root: RefCell<Option<ShadowRoot>>,
    /// What draws the parts of the form that is shown.
    lazy: RefCell<Option<Rc<LazyRender>>>,
    platform: Platform,
    /// Executes effects.
    run: fn(&Store, Effect),
    /// The rubric whose form is on the page.
    drawn: RefCell<Option<Rc<Rubric>>>,
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
    /// The store of a page, over a workspace. Drafts are stored in a scope; `author` is who fills in, as far as that is known.
    pub fn new(workspace: Workspace, locale: Locale, scope: Rc<str>, author: Rc<str>, run: fn(&Self, Effect)) -> Self {
        let app = App::new(workspace, fresh_id(), Locale::tags())
            .in_scope(scope)
            .by(author);
        Self::with(app, locale, Platform::browser(), run)
    }

    /// A store that stores nothing, over a workspace: what is drawn from it can be drawn outside a browser. `hosted` says whether the form is
    /// in a host page.
    pub fn detached(mut workspace: Workspace, locale: Locale, hosted: bool) -> Self {
        workspace.hosted = hosted;
        let app = App::new(workspace, "detached".into(), Locale::tags());
        Self::with(app, locale, Platform::detached(), |_, _| {})
    }

    fn with(app: App, locale: Locale, platform: Platform, run: fn(&Self, Effect)) -> Self {
        Self(Rc::new(Inner {
            app: RefCell::new(app),
            locale: Cell::new(locale),
            unanswered: Unanswered::default(),
            drafts: RefCell::default(),
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

    /// Has the browser do something. An effect that fails is reported where the person sees it.
    pub fn run(&self, effect: Effect) {
        (self.0.run)(self, effect);
    }

    /// What the app knows.
    pub fn app(&self) -> Ref<'_, App> {
        self.0.app.borrow()
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

    /// How many changes there were: a prop for components that show something of all of them.
    pub fn version(&self) -> u32 {
        self.0.version.get()
    }

    /// The state, while a rubric is open.
    pub fn state(&self) -> Option<Rc<State>> {
        self.app().state().cloned()
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

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        let app = self.app();
        app.workspace()
            .session
            .as_ref()
            .is_some_and(crate::state::Session::can_undo)
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        let app = self.app();
        app.workspace()
            .session
            .as_ref()
            .is_some_and(crate::state::Session::can_redo)
    }

    /// Whether there are edits that neither a file nor a draft has.
    pub fn is_dirty(&self) -> bool {
        self.app().workspace().is_dirty()
    }

    /// Opens a rubric or a record.
    pub fn open(&self, name: &str, text: &str) {
        self.send(Msg::Open(opening((name, text))));
    }

    /// Opens several records, which merges them.
    pub fn open_all<'t>(&self, files: impl IntoIterator<Item = (&'t str, &'t str)>) {
        self.send(Msg::OpenAll(files.into_iter().map(opening).collect()));
    }

    /// Records that are being merged and wait for the person's choice.
    pub fn merging(&self) -> Option<Rc<Merging>> {
        self.app().workspace().merging.clone()
    }

    /// Whether opening the last file found problems in it.
    pub fn has_problems(&self) -> bool {
        matches!(
            self.app().workspace().report,
            OpenOutcome::Problems(..) | OpenOutcome::NeedsRubric(..) | OpenOutcome::Unmergeable(..)
        )
    }

    /// The rubrics that came with the page.
    pub fn shipped(&self) -> Rc<[BundledRubric]> {
        self.app().workspace().shipped.clone()
    }

    /// The result of opening the last file.
    pub fn report(&self) -> OpenOutcome {
        self.app().workspace().report.clone()
    }

    /// The changes in the rubric of the file that was opened last.
    pub fn changes(&self) -> Rc<[Group]> {
        self.app().workspace().changes.clone()
    }

    /// The error that was reported last.
    pub fn error(&self) -> Option<EffectError> {
        self.app().error().cloned()
    }

    /// Reports an error.
    pub fn fail(&self, error: EffectError) {
        self.send(Msg::Failed(error));
    }
}

/// A file to be opened, with an id for what may be begun.
fn opening((name, text): (&str, &str)) -> OpenRequest {
    OpenRequest {
        name: name.into(),
        text: text.into(),
        fresh: fresh_id(),
    }
}
