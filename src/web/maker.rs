//! The page "Make a form": sends messages to its state, runs its effects, and talks to the program of the page around it.
//!
//! This is the second program of a page. The form beside it belongs to the first one, which it reaches through [`host::Host`].

pub(super) mod database;
mod host;
mod read;

pub use host::Host;
pub(crate) use read::perform;

use super::clock;
use super::downloads;
use super::keys;
use super::platform::fresh_id;
use super::second::SecondStore;
use crate::locale::{Format, MakerMessages, maker};
use crate::state::maker::{Edit, FILE, Head, Maker, MakerEffect, MakerError, MakerMsg, MakerPage, Wire, rubric_id};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Function, Uint8Array};
use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    DataTransfer, Element, File, FileList, FocusOptions, HtmlElement, HtmlInputElement, HtmlTextAreaElement,
    ScrollIntoViewOptions, ScrollLogicalPosition, window,
};
use yew::Callback;

/// After how many milliseconds the form shows a change, and after how many it is stored.
const SHOW: u32 = 250;
const SAVE: u32 = 500;

/// The state of the page with its listeners. Clones share one state.
#[derive(Clone)]
pub struct MakerStore(Rc<Inner>);

struct Inner {
    page: RefCell<MakerPage>,
    host: Host,
    /// Runs the reading of files in a worker.
    task: Option<Function>,
    language: RefCell<String>,
    listener: RefCell<Option<Callback<()>>>,
    showing: RefCell<Option<Timeout>>,
    saving: RefCell<Option<Timeout>>,
    focus: RefCell<Option<String>>,
    leaving: Cell<bool>,
    listeners: RefCell<Vec<EventListener>>,
    /// Shows the form with its entries again after it was printed blank.
    printing: RefCell<Option<EventListener>>,
}

impl PartialEq for MakerStore {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl SecondStore for MakerStore {
    fn start(&self) {
        self.run(MakerEffect::List);
        if let Some(file) = self.0.host.file() {
            self.read_file(file);
        }
        let (Some(window), store) = (window(), self.clone()) else {
            return;
        };
        let sends = |msg: MakerMsg| {
            let store = store.clone();
            move |_: &web_sys::Event| store.send(msg.clone())
        };
        let document = window.document();
        let mut listeners = vec![EventListener::new(&window, "pagehide", sends(MakerMsg::Leave))];
        let hidden =
            document.map(|document| EventListener::new(&document, "visibilitychange", sends(MakerMsg::SaveDue)));
        listeners.extend(hidden);
        *self.0.listeners.borrow_mut() = listeners;
    }

    fn follow(&self, listener: Callback<()>) {
        *self.0.listener.borrow_mut() = Some(listener);
    }

    fn take_focus(&self) -> Option<String> {
        self.0.focus.borrow_mut().take()
    }
}

impl MakerStore {
    /// Creates the store. `task` runs a task in a worker.
    pub fn new(host: Host, task: Option<Function>) -> Self {
        let language = host.language();
        Self(Rc::new(Inner {
            page: RefCell::new(MakerPage::new()),
            host,
            task,
            language: RefCell::new(language),
            listener: RefCell::default(),
            showing: RefCell::default(),
            saving: RefCell::default(),
            focus: RefCell::default(),
            leaving: Cell::default(),
            listeners: RefCell::default(),
            printing: RefCell::default(),
        }))
    }

    /// Ends: stores what is not stored yet.
    pub fn end(&self) {
        self.0.leaving.set(true);
        self.send(MakerMsg::Leave);
        self.0.listeners.borrow_mut().clear();
        self.0.printing.borrow_mut().take();
    }

    /// The state.
    pub fn page(&self) -> Ref<'_, MakerPage> {
        self.0.page.borrow()
    }

    /// The messages in the person's language.
    pub fn words(&self) -> &'static MakerMessages {
        maker::messages(&self.0.language.borrow())
    }

    /// The tag of the person's language.
    pub fn language(&self) -> String {
        self.0.language.borrow().clone()
    }

    /// Formats a date and a time in the person's time zone.
    pub fn local_time(&self, time: &str) -> String {
        clock::format(&self.language(), Format::Moment(time)).unwrap_or_else(|| time.to_owned())
    }

    /// The time of day, in the person's language and time zone.
    fn clock(&self) -> String {
        clock::time_of_day(&self.language())
    }

    /// Changes the language.
    pub fn set_language(&self, tag: String) {
        *self.0.language.borrow_mut() = tag;
        self.notify();
        // The problems are worded by the program beside this one.
        self.send(MakerMsg::ShowDue);
    }

    fn notify(&self) {
        let listener = self.0.listener.borrow().clone();
        if let Some(listener) = listener {
            listener.emit(());
        }
    }

    /// Sends a message, and runs its effects.
    pub fn send(&self, msg: MakerMsg) {
        let effects = self.0.page.borrow_mut().update(msg);
        effects.into_iter().for_each(|effect| self.run(effect));
        self.notify();
    }

    fn later(&self, after: u32, slot: &RefCell<Option<Timeout>>, msg: MakerMsg) {
        let store = self.clone();
        // An earlier timer is dropped, and with it stopped.
        *slot.borrow_mut() = Some(Timeout::new(after, move || store.send(msg)));
    }

    fn run(&self, effect: MakerEffect) {
        match effect {
            MakerEffect::ScheduleShow => self.later(SHOW, &self.0.showing, MakerMsg::ShowDue),
            MakerEffect::ScheduleSave => self.later(SAVE, &self.0.saving, MakerMsg::SaveDue),
            MakerEffect::ShowForm { rubric, record } => {
                if !self.0.leaving.get() {
                    let troubles = self.0.host.show(&rubric, record.as_deref());
                    self.send(MakerMsg::Shown(troubles));
                }
            }
            MakerEffect::Check { rubric, version } => {
                let store = self.clone();
                spawn_local(async move {
                    let is_fine = match &store.0.task {
                        Some(task) => read::check(task, &rubric).await,
                        None => false,
                    };
                    store.send(MakerMsg::Checked { version, is_fine });
                });
            }
            MakerEffect::HideForm => self.0.host.hide(),
            MakerEffect::HandOut => {
                // The form beside the page is up to date.
                self.0.showing.borrow_mut().take();
                self.0.host.call("handOut", &[]);
            }
            MakerEffect::Reveal(ordinal) => reveal(ordinal),
            MakerEffect::Give { name, bytes } => {
                // The browser refuses no file of its own page.
                let _ = downloads::give_bytes(&name, &bytes);
            }
            MakerEffect::Focus(id) => *self.0.focus.borrow_mut() = Some(id),
            MakerEffect::Store {
                entry,
                saved,
                turn,
                version,
            } => {
                let store = self.clone();
                spawn_local(async move {
                    let outcome = database::store(entry, saved, turn).await;
                    let outcome = outcome.map(|(turn, id)| (store.clock(), turn, id));
                    store.send(MakerMsg::Stored { version, outcome });
                });
            }
            MakerEffect::List => {
                let store = self.clone();
                spawn_local(async move {
                    // Without a database the list is empty, and storing says why.
                    if let Ok(listed) = database::list().await {
                        store.send(MakerMsg::Listed(listed));
                    }
                });
            }
            MakerEffect::Load(id) => {
                let store = self.clone();
                spawn_local(async move {
                    let (kept, turn) = database::load(&id).await.unwrap_or_default();
                    let (maker, typed) = match kept {
                        Some(kept) => store.restored(&kept).await.unzip(),
                        None => (None, None),
                    };
                    let typed = typed.flatten();
                    store.send(MakerMsg::Loaded { id, maker, typed, turn });
                });
            }
            MakerEffect::Delete(id) => spawn_local(async move {
                // What cannot be deleted is in the list again the next time.
                let _ = database::delete(&id).await;
            }),
        }
    }

    /// Reads the first of these files.
    pub fn read_files(&self, files: Option<FileList>) {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            self.read_file(file);
        }
    }

    fn read_file(&self, file: File) {
        self.send(MakerMsg::Reading);
        let store = self.clone();
        spawn_local(async move {
            let name = file.name();
            let bytes = gloo::file::futures::read_as_bytes(&gloo::file::Blob::from(file)).await;
            match bytes {
                Ok(bytes) => {
                    let input = Array::of3(&"file".into(), &name.as_str().into(), &Uint8Array::from(&*bytes).into());
                    store.read(input, &name).await;
                }
                Err(_) => store.send(MakerMsg::Failed(MakerError::Unreadable(name))),
            }
        });
    }

    /// Reads a text that was pasted or typed.
    pub fn read_text(&self, text: String) {
        self.read_input("text", text);
    }

    /// Reads a table that was pasted, if the clipboard has one: the HTML that Word, Excel and browsers put there. Returns whether it has.
    pub fn read_pasted(&self, data: Option<DataTransfer>) -> bool {
        let Some(data) = data else { return false };
        if let Some(file) = data
            .files()
            .filter(|files| files.length() > 0 && data.get_data("text/html").unwrap_or_default().is_empty())
        {
            self.read_files(Some(file));
            return true;
        }
        let html = data.get_data("text/html").unwrap_or_default();
        let is_table = html.contains("<table") || html.contains("<TABLE");
        if is_table {
            self.read_input("html", html);
        }
        is_table
    }

    fn read_input(&self, kind: &str, text: String) {
        self.send(MakerMsg::Reading);
        let store = self.clone();
        let input = Array::of3(&kind.into(), &"".into(), &text.into());
        spawn_local(async move { store.read(input, "").await });
    }

    /// Reads in a worker, or here where there can be none.
    async fn wire(&self, input: &Array) -> Wire {
        let output = match &self.0.task {
            Some(task) => read::in_worker(task, input).await,
            None => None,
        };
        let wire = output.unwrap_or_else(|| read::read(input));
        // The page answers before the rubric is made.
        TimeoutFuture::new(0).await;
        wire
    }

    /// Reads what the browser kept: the making, and the text of its file as it was typed, if it is no JSON. `None` if it is damaged.
    async fn restored(&self, kept: &str) -> Option<(Box<Maker>, Option<String>)> {
        let input = Array::of3(&"kept".into(), &"".into(), &kept.into());
        let Wire::Kept(mut saved, draft) = self.wire(&input).await else {
            return None;
        };
        let typed = saved.typed.take();
        Some((derived(Maker::restore(*saved, draft)?).await, typed))
    }

    async fn read(&self, input: Array, name: &str) {
        let wire = self.wire(&input).await;
        let title = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let title = if title.is_empty() {
            self.words().blank_title
        } else {
            title
        };
        let msg = match wire.opened() {
            Ok(opened) if self.page().maker().is_none() => {
                let id: Rc<str> = fresh_id();
                let maker = derived(Maker::new(opened.titled(title), &rubric_id(&id))).await;
                MakerMsg::Made { maker, id }
            }
            Ok(opened) => MakerMsg::Read {
                opened: Box::new(opened.titled(title)),
                id: fresh_id(),
            },
            Err(error) => MakerMsg::Failed(error),
        };
        self.send(msg);
    }

    /// Begins without a document.
    pub fn begin_blank(&self) {
        let words = self.words();
        self.send(MakerMsg::Blank {
            id: fresh_id(),
            title: words.blank_title.to_owned(),
            section: words.blank_section.to_owned(),
        });
    }

    /// Downloads the rubric's file.
    pub fn download_file(&self) {
        let (text, title) = {
            let page = self.page();
            let title = page
                .maker()
                .map(|maker| Head::Title.read(maker.rubric()))
                .unwrap_or_default();
            (page.file(), title)
        };
        downloads::give(&format!("{}.json", downloads::safe(&title)), "application/json", &text);
    }

    /// Prints the blank form: what was tried in the form, and the scores of the document, are not on it.
    pub fn print(&self) {
        let text = self.page().file();
        let store = self.clone();
        let again = move |_: &web_sys::Event| store.send(MakerMsg::ShowDue);
        let listener = window().map(|window| EventListener::once(&window, "afterprint", again));
        *self.0.printing.borrow_mut() = listener;
        self.0.host.call("print", &[text.into()]);
    }

    /// Opens the rubric as a form to be filled in, which ends this page.
    pub fn fill(&self) {
        self.send(MakerMsg::SaveDue);
        let text = self.page().file();
        self.0.host.call("fill", &[text.into()]);
    }

    /// Ends this page.
    pub fn leave(&self) {
        self.send(MakerMsg::SaveDue);
        self.0.host.call("leave", &[]);
    }

    /// Splits a criterion where the cursor is in the field with this element id.
    pub fn split(&self, criterion: Rc<str>, field: &str) {
        let found = window().and_then(|window| window.document()?.get_element_by_id(field));
        let Some(field) = found.and_then(|found| found.dyn_into::<HtmlTextAreaElement>().ok()) else {
            return;
        };
        // The browser counts in UTF-16.
        let units = field.selection_start().ok().flatten().unwrap_or_default() as usize;
        let text: Vec<u16> = field.value().encode_utf16().take(units).collect();
        let at = String::from_utf16_lossy(&text).chars().count();
        self.send(MakerMsg::Edit(Edit::Split(criterion, at)));
    }
}

/// Brings a criterion into view in the form beside the page.
fn reveal(ordinal: usize) {
    let form = window().and_then(|window| window.document()?.query_selector("ziping-form").ok().flatten());
    let is_beside = form
        .as_ref()
        .is_some_and(|form| form.get_bounding_client_rect().left() > 0.0);
    let criterion = form.and_then(|form| form.shadow_root()?.get_element_by_id(&format!("c-{ordinal}")));
    // In one column the work would go out of view.
    if let Some(criterion) = criterion.filter(|_| is_beside) {
        scroll_to(&criterion);
    }
}

/// A step through what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Back.
    Undo,
    /// Forward.
    Redo,
}

/// Returns the step of a shortcut for undo or redo.
pub fn step_of_key(event: &web_sys::Event) -> Option<Step> {
    match keys::shortcut(event)? {
        ('z', false) => Some(Step::Undo),
        ('z', true) | ('y', false) => Some(Step::Redo),
        _ => None,
    }
}

/// Focuses an element by id, and scrolls it into view.
pub fn focus(id: &str) {
    let found = window().and_then(|window| window.document()?.get_element_by_id(id));
    if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // What cannot take the focus is scrolled to only.
        let _ = element.focus_with_options(&options);
        if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
            field.select();
        } else if let Some(field) = element.dyn_ref::<HtmlTextAreaElement>().filter(|_| id != FILE) {
            field.select();
        }
        scroll_to(&element);
    }
}

/// Scrolls an element into view, and nothing that need not move.
fn scroll_to(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Focuses the text of the rubric's file at a line and a column from 1, which is selected to its end.
pub fn go_to(line: u32, column: u32) {
    let found = window().and_then(|window| window.document()?.get_element_by_id(FILE));
    let Some(area) = found.and_then(|found| found.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return;
    };
    let text = area.value();
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1) as usize)
        .map(utf16)
        .sum();
    let own = text
        .split('\n')
        .nth(line.saturating_sub(1) as usize)
        .unwrap_or_default();
    let skipped: String = own.chars().take(column.saturating_sub(1) as usize).collect();
    let (from, to) = (before + utf16(&skipped), before + utf16(own));
    // A browser scrolls to the end of a selection when it takes the focus. The height of a line is that of the whole by its lines.
    let _ = area.set_selection_range(from as u32, to.max(from + 1) as u32);
    let _ = area.focus();
    let lines = text.split('\n').count().max(1) as i32;
    area.set_scroll_top(area.scroll_height() / lines * (line as i32 - 5).max(0));
    scroll_to(&area);
}

fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Derives what drawing needs in steps between which the page answers: each takes some 20 milliseconds for some thousand rows.
async fn derived(maker: Maker) -> Box<Maker> {
    let maker = Box::new(maker);
    TimeoutFuture::new(0).await;
    maker.outline();
    TimeoutFuture::new(0).await;
    maker.own_scores();
    TimeoutFuture::new(0).await;
    maker
}
