//! Sends what a person did to the app, executes the effects, and notifies the listeners of changes.

use super::drafts::{DraftRuntime, Drafts, scope};
use super::lazy_render::LazyRender;
use crate::locale::Locale;
use crate::state::changes::Group;
use crate::state::{App, BundledRubric, EffectError, Merging, Moment, Msg, OpenOutcome, OpenRequest, State, Workspace};
use assessment::rubric::Rubric;
use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;
use web_sys::ShadowRoot;
use yew::Callback;

mod drafts;
mod embed;
mod user;

/// Where the views find the state and send what a person did. Clones share one workspace.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

struct Inner {
    app: RefCell<App>,
    locale: Cell<Locale>,
    drafting: DraftRuntime,
    drafts: RefCell<Rc<Drafts>>,
    listeners: RefCell<Vec<(u32, Callback<()>)>>,
    next: Cell<u32>,
    version: Cell<u32>,
    root: RefCell<Option<ShadowRoot>>,
    /// What draws the parts of the form that is shown.
    lazy: RefCell<Option<Rc<LazyRender>>>,
    platform: Platform,
    /// The rubric whose form is on the page.
    drawn: RefCell<Option<Rc<Rubric>>>,
}

/// What a store knows of where it runs, so that views need not ask while they draw.
struct Platform {
    /// Whether the page is shown by the browser inside an app.
    in_app: bool,
    /// A day and a time as the person's clock shows them.
    local_time: fn(&str) -> String,
    /// A time of the day as the person's clock shows it.
    clock: fn(&str) -> String,
    /// The time, and ids that no record has.
    moment: fn() -> Moment,
}

impl Platform {
    fn browser() -> Self {
        Self {
            in_app: super::page::is_in_app(),
            local_time: super::clock::moment,
            clock: super::clock::clock,
            moment: || Moment {
                now: super::clock::now().into(),
                id: super::files::fresh_id(),
                spare_id: super::files::fresh_id(),
            },
        }
    }

    /// No browser: times are shown as they are.
    fn detached() -> Self {
        Self {
            in_app: false,
            local_time: str::to_owned,
            clock: str::to_owned,
            moment: || Moment {
                now: "".into(),
                id: "detached".into(),
                spare_id: "detached-beside".into(),
            },
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
    /// The store of a page, over a workspace: drafts are stored, and who fills in is remembered.
    pub fn new(workspace: Workspace, locale: Locale) -> Self {
        let app = App::new(workspace, super::files::fresh_id(), Locale::tags()).in_scope(scope::page());
        let store = Self::with(app, locale, Platform::browser());
        store.send(Msg::SetAuthor(super::page::who().into()));
        store
    }

    /// A store that stores nothing, over a workspace: what is drawn from it can be drawn outside a browser. `hosted` says whether the form is
    /// in a host page.
    pub fn detached(mut workspace: Workspace, locale: Locale, hosted: bool) -> Self {
        workspace.hosted = hosted;
        let app = App::new(workspace, "detached".into(), Locale::tags());
        Self::with(app, locale, Platform::detached())
    }

    fn with(app: App, locale: Locale, platform: Platform) -> Self {
        Self(Rc::new(Inner {
            app: RefCell::new(app),
            locale: Cell::new(locale),
            drafting: DraftRuntime::default(),
            drafts: RefCell::default(),
            listeners: RefCell::default(),
            next: Cell::new(0),
            version: Cell::new(0),
            root: RefCell::default(),
            lazy: RefCell::default(),
            platform,
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

    /// Notes that a copy of the open form has left the browser.
    pub(crate) fn note_copied(&self) {
        self.send(Msg::MarkExported);
        super::drafts::note_copied(self);
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
        fresh: super::files::fresh_id(),
    }
}
