//! The browser behind the page "Put records together": reads files in workers, keeps the collection, and shows the form of a record through
//! the first program of the page ([`Host`]).

mod database;
mod keep;
mod reading;
pub mod rows;
mod source;
mod tree;
mod work;

pub(crate) use work::perform;

use super::clock;
use super::downloads;
use super::events::composes;
use super::evidence_store;
use super::maker::{Host, focus};
use super::platform::fresh_id;
use super::second::SecondStore;
use crate::locale::{CollectionMessages, Locale, collection, fill};
use crate::state::collection::{CollectionEffect, CollectionMsg, CollectionPage, Out, Phase, Place, Said, TITLE, Tab};
use assessment::rubric::Rubric;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Function, Uint8Array};
use keep::{Keeper, SLICE, Snapshot};
use rollup::{Collection, Head, Reading, Row};
use source::{Source, Texts};
use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;
use std::str::Lines;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    AbortController, Blob, ClipboardEvent, DataTransfer, Event, FileList, HtmlInputElement, KeyboardEvent, window,
};
use yew::Callback;

/// After how many milliseconds a change is stored.
const SAVE: u32 = 500;

/// The state of the page with its listeners. Clones share one state.
#[derive(Clone)]
pub struct CollectionStore(Rc<Inner>);

struct Inner {
    page: RefCell<CollectionPage>,
    host: Host,
    task: Option<Function>,
    language: RefCell<String>,
    listener: RefCell<Option<Callback<()>>>,
    saving: RefCell<Option<Timeout>>,
    keeper: Keeper,
    focus: RefCell<Option<String>>,
    listeners: RefCell<Vec<EventListener>>,
    /// The files whose records are shown, in the order of the places of rows.
    sources: RefCell<Vec<Source>>,
    /// Files that wait for their rubric.
    waiting: RefCell<Vec<Source>>,
    /// Stops the reading that is under way.
    stop: RefCell<Option<AbortController>>,
    /// How often the collection was deleted: what was read for an earlier one does not count.
    era: Cell<u32>,
}

impl PartialEq for CollectionStore {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl SecondStore for CollectionStore {
    fn start(&self) {
        self.send(CollectionMsg::SetLanguage(self.tag()));
        self.send(CollectionMsg::SetToday(clock::today()));
        // With the button that opened the page the focus is gone.
        *self.0.focus.borrow_mut() = Some(TITLE.to_owned());
        self.restore();
        if let Some(window) = window() {
            let store = self.clone();
            let hidden = EventListener::new(&window, "pagehide", move |_| store.send(CollectionMsg::SaveDue));
            self.0.listeners.borrow_mut().push(hidden);
        }
    }

    fn follow(&self, listener: Callback<()>) {
        *self.0.listener.borrow_mut() = Some(listener);
    }

    fn take_focus(&self) -> Option<String> {
        self.0.focus.borrow_mut().take()
    }
}

impl CollectionStore {
    /// Creates the store. `task` runs tasks in workers, where there can be any.
    pub fn new(host: Host, task: Option<Function>) -> Self {
        let language = host.language();
        Self(Rc::new(Inner {
            page: RefCell::default(),
            host,
            task,
            language: RefCell::new(language),
            listener: RefCell::default(),
            saving: RefCell::default(),
            keeper: Keeper::default(),
            focus: RefCell::default(),
            listeners: RefCell::default(),
            sources: RefCell::default(),
            waiting: RefCell::default(),
            stop: RefCell::default(),
            era: Cell::default(),
        }))
    }

    /// Ends: stores what is not stored yet.
    pub fn end(&self) {
        self.stop();
        self.send(CollectionMsg::SaveDue);
        self.0.listeners.borrow_mut().clear();
    }

    /// The state.
    pub fn page(&self) -> Ref<'_, CollectionPage> {
        self.0.page.borrow()
    }

    /// The messages in the person's language.
    pub fn words(&self) -> &'static CollectionMessages {
        collection::messages(&self.0.language.borrow())
    }

    /// The person's language.
    pub fn locale(&self) -> Locale {
        Locale::preferred([&**self.0.language.borrow()])
    }

    /// The function that runs tasks in workers.
    fn task(&self) -> Option<&Function> {
        self.0.task.as_ref()
    }

    fn tag(&self) -> &'static str {
        self.locale().tag
    }

    /// Changes the language.
    pub fn set_language(&self, tag: String) {
        *self.0.language.borrow_mut() = tag;
        self.send(CollectionMsg::SetLanguage(self.tag()));
    }

    /// Sends a message, runs its effects, and draws.
    pub fn send(&self, msg: CollectionMsg) {
        let effects = self.0.page.borrow_mut().update(msg);
        effects.into_iter().for_each(|effect| self.run(effect));
        let listener = self.0.listener.borrow().clone();
        if let Some(listener) = listener {
            listener.emit(());
        }
    }

    fn run(&self, effect: CollectionEffect) {
        match effect {
            CollectionEffect::ReadAgain { rows, compares } => {
                let store = self.clone();
                spawn_local(async move { store.again(&rows, compares).await });
            }
            CollectionEffect::ShowForm(row, places) => {
                let store = self.clone();
                spawn_local(async move { store.show_form(row, &places).await });
            }
            CollectionEffect::HideForm => drop(self.0.host.call("hide", &[])),
            CollectionEffect::ScheduleSave => {
                let store = self.clone();
                // An earlier timer is dropped, and with it stopped.
                let save = Timeout::new(SAVE, move || store.send(CollectionMsg::SaveDue));
                *self.0.saving.borrow_mut() = Some(save);
            }
            CollectionEffect::Store {
                saved,
                has_new_rows,
                rows,
            } => self.keep(Snapshot {
                saved: *saved,
                has_new_rows,
                rows,
            }),
            CollectionEffect::StoreOver => self.0.keeper.replace(),
            CollectionEffect::Forget => {
                self.stop();
                self.0.era.set(self.0.era.get().wrapping_add(1));
                self.0.waiting.borrow_mut().clear();
                self.0.sources.borrow_mut().clear();
                self.forget();
            }
            CollectionEffect::Write {
                out,
                name,
                rater,
                among,
            } => {
                let store = self.clone();
                spawn_local(async move { store.write(out, name, rater, &among).await });
            }
            CollectionEffect::Focus(id) => *self.0.focus.borrow_mut() = Some(id),
        }
    }

    async fn write(&self, out: Out, name: String, rater: u32, among: &[usize]) {
        let lines = self.parts().await;
        let given = match out {
            Out::Lines => {
                let head = self
                    .page()
                    .collection()
                    .map(|own| Head::new(own.layout(), rater).to_line());
                lines.unshift(&format!("{}\n", head.unwrap_or_default()).into());
                Blob::new_with_blob_sequence(&lines).ok()
            }
            Out::Excel | Out::Csv => {
                let Some(rubric) = self.page().rubric().cloned() else {
                    return;
                };
                let input = Array::of5(
                    &(&*rubric.source).into(),
                    &self.tag().into(),
                    &rater.into(),
                    &(out == Out::Excel).into(),
                    &lines,
                );
                input.push(&among.iter().map(|at| JsValue::from(*at as f64)).collect::<Array>());
                let bytes = reading::write(self.task(), &input).await;
                bytes.and_then(|bytes| Blob::new_with_u8_array_sequence(&Array::of1(&bytes)).ok())
            }
        };
        let is_given = given.is_some_and(|blob| downloads::give_blob(&name, &blob).is_some());
        self.send(CollectionMsg::Say(match is_given {
            true => Said::Given(name),
            false => Said::NotGiven(name),
        }));
    }

    /// The rows as lines in parts, between which the page answers.
    async fn parts(&self) -> Array {
        let parts = Array::new();
        while let Some(lines) = self.part(parts.length() as usize) {
            parts.push(&Uint8Array::from(&*lines));
            TimeoutFuture::new(0).await;
        }
        parts
    }

    /// Reads the files of a list.
    pub fn choose(&self, files: Option<FileList>) {
        let Some(files) = files else { return };
        let sources = (0..files.length()).filter_map(|i| files.get(i)).map(Source::of_file);
        self.add(sources.filter(|source| !source.is_hidden()).collect());
    }

    /// Reads files and folders that were dropped.
    pub fn take_drop(&self, data: Option<DataTransfer>) {
        let Some(data) = data else { return };
        // The browser gives the entries away during the event only.
        let entries = tree::entries(&data);
        let store = self.clone();
        spawn_local(async move {
            let (files, has_more) = tree::files_of(entries).await;
            store.add(files);
            if has_more {
                store.send(CollectionMsg::Say(Said::NotAllFiles(tree::MOST)));
            }
        });
    }

    /// Reads files, once those are read that were chosen before.
    fn add(&self, sources: Vec<Source>) {
        if !sources.is_empty() {
            self.0.waiting.borrow_mut().extend(sources);
            self.read_waiting();
        }
    }

    /// Reads the files that wait, unless others are being read.
    fn read_waiting(&self) {
        if self.page().is_busy() || self.0.waiting.borrow().is_empty() {
            return;
        }
        self.send(CollectionMsg::Begin);
        let store = self.clone();
        let waiting = self.0.waiting.take();
        spawn_local(async move {
            let era = store.era();
            store.read(waiting, era).await;
            if store.era() == era && !matches!(store.page().phase(), Phase::NeedsRubric(_)) {
                store.read_waiting();
            }
        });
    }

    /// The rubrics that the page has: id and title.
    pub fn rubrics(&self) -> Vec<(String, String)> {
        let Ok(all) = self.0.host.call("rubrics", &[]).dyn_into::<Array>() else {
            return Vec::new();
        };
        let pair = |pair: JsValue| {
            let pair: Array = pair.dyn_into().ok()?;
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        };
        all.iter().filter_map(pair).collect()
    }

    /// Begins to type many subjects into a grid, for a rubric that the page has.
    pub fn begin_entry(&self, id: &str) {
        let rubric = self.0.host.rubric(id).and_then(|text| Rubric::parse(&text).ok());
        if let Some(rubric) = rubric {
            self.0.waiting.borrow_mut().clear();
            self.send(CollectionMsg::Enter(Rc::new(rubric)));
        }
    }

    /// Puts the records of the grid into the table.
    pub fn take_grid(&self) {
        let found = self.page().grid().map(|grid| {
            let lines = grid.lines(&mut fresh_id);
            let name = fill(self.words().entry_file, &[("date", &grid.typed().date)]);
            (lines, name)
        });
        let Some((lines, name)) = found.filter(|(lines, _)| !lines.is_empty()) else {
            return;
        };
        let blob = Blob::new_with_str_sequence(&Array::of1(&lines.into()));
        if let Ok(blob) = blob {
            self.send(CollectionMsg::Show(Tab::Subjects));
            self.add(vec![Source::named(name, blob)]);
        }
    }

    /// Puts a pasted table into the grid, from this field on. A single cell is left to the browser.
    pub fn paste_into_grid(&self, event: &Event, row: usize, column: usize) {
        let data = event
            .dyn_ref::<ClipboardEvent>()
            .and_then(ClipboardEvent::clipboard_data);
        let text = data
            .and_then(|data| data.get_data("text/plain").ok())
            .unwrap_or_default();
        if text.trim_end_matches(['\r', '\n']).contains(['\t', '\n']) {
            event.prevent_default();
            self.send(CollectionMsg::GridPut(row, column, text));
        }
    }

    /// Stops reading; what was read stays.
    pub fn stop(&self) {
        if let Some(stop) = self.0.stop.take() {
            stop.abort();
        }
    }

    async fn read(&self, sources: Vec<Source>, era: u32) {
        let known = self.page().rubric().cloned();
        let rubric = match known {
            Some(rubric) => Some(rubric),
            None => {
                let found = reading::look(&sources).await;
                // A form that somebody sends in comes last: its rubric may be another one by the same name.
                let text = found.rubric.or_else(|| self.0.host.rubric(&found.id)).or(found.of_page);
                let rubric = text.and_then(|text| Rubric::parse(&text).ok()).map(Rc::new);
                if self.era() != era {
                    return;
                }
                if rubric.is_none() {
                    self.0.waiting.borrow_mut().splice(0..0, sources);
                    return self.send(CollectionMsg::NeedsRubric(found.id));
                }
                rubric
            }
        };
        let Some(rubric) = rubric else { return };
        self.send(CollectionMsg::SetRubric(rubric.clone()));
        let first = {
            let mut all = self.0.sources.borrow_mut();
            let first = all.len();
            all.extend(sources.iter().cloned());
            first
        };
        let stop = AbortController::new().ok();
        *self.0.stop.borrow_mut() = stop.clone();
        let outcome = reading::read(self, &rubric, &sources, first, stop.as_ref()).await;
        if self.era() != era {
            return;
        }
        self.0.stop.take();
        self.send(match outcome {
            Ok(()) => CollectionMsg::Ended,
            Err(()) => CollectionMsg::Stopped,
        });
    }

    /// The number of the collection that is shown: it changes when the collection is deleted.
    fn era(&self) -> u32 {
        self.0.era.get()
    }

    /// Reads records once more, and puts their rows in the place of those that are there.
    async fn again(&self, rows: &[(usize, Vec<Place>)], compares: bool) {
        let Some(rubric) = self.page().rubric().cloned() else {
            return;
        };
        let era = self.era();
        let sources = self.0.sources.borrow().clone();
        let found = reading::again(self.0.task.as_ref(), &rubric.source, &sources, rows, compares).await;
        if self.era() != era {
            return;
        }
        self.send(found.map_or(CollectionMsg::NotSettled, CollectionMsg::Settled));
        self.read_waiting();
    }

    /// Shows the form of the record at the first of these places, with the answers that its copies have beside it.
    async fn show_form(&self, row: usize, places: &[Place]) {
        let sources = self.0.sources.borrow().clone();
        let text = Texts::new(&sources).all(places).await;
        let rubric = self.page().rubric().cloned();
        let text = text.zip(rubric.as_ref()).and_then(|((first, copies), rubric)| {
            if copies.is_empty() {
                return Some(first);
            }
            let copies: Vec<&str> = copies.iter().map(|text| &**text).collect();
            let record = Reading::new(rubric, "").join(&first, &copies).ok()?;
            Some(record.to_text())
        });
        let rubric = rubric.map(|rubric| rubric.source.to_string());
        // Meanwhile the person may have gone on to another one.
        if self.page().opened() != Some(row) {
            return;
        }
        match rubric.zip(text) {
            Some((rubric, text)) => {
                self.0.host.call("show", &[rubric.into(), text.into()]);
                focus("collection-form");
            }
            None => {
                self.send(CollectionMsg::Close);
                self.send(CollectionMsg::Say(Said::NoForm));
            }
        }
    }

    /// Opens the first of these files as an earlier collection.
    pub fn open_earlier(&self, files: Option<FileList>) {
        let Some(file) = files.and_then(|files| files.get(0)) else {
            return;
        };
        let store = self.clone();
        spawn_local(async move {
            let name = file.name();
            let size = evidence_store::size(&Blob::from(file.clone()));
            let bytes = evidence_store::part(&file, 0..size).await.unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            let mut lines = text.lines();
            let head = lines.next().and_then(Head::parse);
            let collection = match head {
                Some(head) => {
                    let rows = parsed(lines, |line| head.row(line)).await;
                    Some(Box::new(Collection::new(head.layout, rows)))
                }
                None => None,
            };
            store.send(CollectionMsg::OpenEarlier(name, collection));
        });
    }

    /// Prints the page, once all rows are drawn.
    pub fn print(&self) {
        rows::print();
    }

    /// Ends this page.
    pub fn leave(&self) {
        self.send(CollectionMsg::SaveDue);
        self.0.host.call("leave", &[]);
    }
}

/// Reads lines as rows, in slices between which the page answers. A line that is no row is left out.
async fn parsed(lines: Lines<'_>, row: impl Fn(&str) -> Option<Row>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (i, line) in lines.enumerate() {
        rows.extend(row(line));
        if i % SLICE == SLICE - 1 {
            TimeoutFuture::new(0).await;
        }
    }
    rows
}

/// Moves from one field of the grid to another by the keys of a spreadsheet: Enter and the arrows; left and right at the ends of a text alone.
pub fn move_in_grid(event: &KeyboardEvent, row: usize, column: usize) {
    if composes(event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let field = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let at = field.as_ref().and_then(|field| field.selection_start().ok().flatten());
    let end = field.as_ref().and_then(|field| field.selection_end().ok().flatten());
    // The browser counts in UTF-16.
    let length = field.map_or(0, |field| field.value().encode_utf16().count());
    let is_at_start = at == Some(0);
    let is_at_end = end.is_some_and(|end| end as usize == length);
    let up = row.checked_sub(1).map(|row| (row, column));
    let next = match (&*event.key(), event.shift_key()) {
        ("Enter", true) | ("ArrowUp", false) => up,
        ("Enter" | "ArrowDown", false) => Some((row + 1, column)),
        ("ArrowLeft", false) if is_at_start => column.checked_sub(1).map(|column| (row, column)),
        ("ArrowRight", false) if is_at_end => Some((row, column + 1)),
        _ => return,
    };
    event.prevent_default();
    if let Some((row, column)) = next {
        focus(&format!("grid-{row}-{column}"));
    }
}
