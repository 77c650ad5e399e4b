//! The record in the page's own light DOM: blocks below `<ziping-form>`, so that saving the page in any way saves the
//! answers, and the blocks that the page was opened with. The engine cuts and joins the record (`record::blocks`).

use super::dom::elements;
use super::{Store, Subscription, saved_page};
use crate::state::{EffectError, Msg, OpenOutcome, State};
use assessment::record::RecordFile;
use assessment::record::blocks::{HEAD, Lost, Part, REST, Splitter};
use assessment::rubric::Rubric;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, window};
use yew::Callback;

/// The delay in milliseconds between an edit and the update of the blocks. The update must be complete after 300 ms.
const SOON: u32 = 200;
/// The selector of a page's record blocks.
const BLOCKS: &str = "ziping-form > script[data-ziping=record]";
/// The selector of the record's rubric, if the page was not delivered with that rubric.
const RUBRIC: &str = "ziping-form > script[data-ziping=rubric]";

/// The selector of the evidence files that the page was opened with.
const FILES: &str = "ziping-form > script[data-ziping=file]";

/// The record that the page was opened with.
pub(crate) struct Found {
    /// The record; `None` if no block was readable.
    record: Option<RecordFile>,
    /// The rubric beside the record.
    rubric: Option<String>,
    /// The parts that could not be read.
    lost: Vec<Lost>,
}

/// Returns the record that the page was opened with, if there is one.
pub(crate) fn found(document: &Document) -> Option<Found> {
    let (record, lost) = saved_page::record(document)?;
    let host = document.query_selector("ziping-form").ok().flatten();
    let rubrics = host.map_or_else(Vec::new, |host| elements(host.query_selector_all(RUBRIC)));
    Some(Found {
        record,
        rubric: rubrics.first().and_then(|block| block.text_content()),
        lost,
    })
}

impl Found {
    /// Opens the record. An intact record is not reported because it belongs to the page.
    pub(crate) fn open(self, store: &Store) {
        if let Some(rubric) = self.rubric {
            store.open("", &rubric);
        }
        if let Some(record) = self.record {
            store.send(Msg::OpenRead {
                name: file_name().into(),
                file: Box::new(record),
            });
        }
        if matches!(store.report(), OpenOutcome::Opened(_, notices) if notices.is_empty()) {
            store.send(Msg::SetReport(OpenOutcome::Silent));
        }
        if !self.lost.is_empty() {
            store.fail(EffectError::Damaged(self.lost.into()));
        }
    }
}

/// Returns the name of the page's file.
fn file_name() -> String {
    let path = window().and_then(|window| window.location().pathname().ok());
    let path = path.unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    js_sys::decode_uri_component(last).map_or_else(|_| last.to_owned(), Into::into)
}

thread_local! {
    static LIGHT: RefCell<Option<Rc<Light>>> = const { RefCell::new(None) };
}

/// Starts updating the blocks of a page's form.
pub(crate) fn keep(store: &Store, document: &Document) {
    let Some(host) = document.query_selector("ziping-form").ok().flatten() else {
        return;
    };
    let own = store.clone();
    let kept = Kept::new(store, host, Callback::from(move |()| own.fail(EffectError::NotSaved)));
    LIGHT.set(Some(kept.light.clone()));
    // The mirror lasts as long as the page.
    std::mem::forget(kept);
}

/// The blocks of a form, updated until dropped.
pub(crate) struct Kept {
    light: Rc<Light>,
    _told: Subscription,
    _listening: Vec<EventListener>,
}

impl Kept {
    /// Updates the blocks below this element, and calls back if the page refuses.
    pub(crate) fn new(store: &Store, host: Element, refused: Callback<()>) -> Self {
        let document = host.owner_document();
        let light = Rc::new(Light {
            store: store.clone(),
            host,
            written: RefCell::default(),
            timer: RefCell::default(),
            seen: Cell::default(),
            refused: Cell::default(),
            refuses: refused,
            came_with: RefCell::new(store.state().map(|state| state.record.id.clone())),
        });
        light.later();
        let listen = |target: &web_sys::EventTarget, name: &'static str| {
            let light = light.clone();
            EventListener::new(target, name, move |_| light.write())
        };
        let hides = document.map(|document| listen(&document, "visibilitychange"));
        let leaves = window().map(|window| listen(&window, "pagehide"));
        let listener = light.clone();
        Self {
            light,
            _told: store.subscribe(Callback::from(move |()| listener.later())),
            _listening: hides.into_iter().chain(leaves).collect(),
        }
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        // A pending update is discarded.
        drop(self.light.timer.take());
    }
}

/// Updates the blocks at once.
pub(crate) fn write() {
    if let Some(light) = LIGHT.with_borrow(Clone::clone) {
        light.write();
    }
}

struct Light {
    store: Store,
    host: Element,
    written: RefCell<Written>,
    timer: RefCell<Option<Timeout>>,
    /// The address of the last seen state.
    seen: Cell<usize>,
    /// Whether the page refuses writes.
    refused: Cell<bool>,
    refuses: Callback<()>,
    /// The record whose evidence files the page was opened with, while that record is open.
    came_with: RefCell<Option<Rc<str>>>,
}

/// The blocks that were written into the page.
#[derive(Default)]
struct Written {
    state: Option<Rc<State>>,
    splitter: Option<Splitter>,
    head: Option<Element>,
    rest: Option<Element>,
    parts: Vec<(Part, Option<Element>)>,
}

impl Light {
    /// Schedules an update if the state changed.
    fn later(self: &Rc<Self>) {
        let now = self.store.state().map_or(0, |state| Rc::as_ptr(&state) as usize);
        if self.seen.replace(now) == now || self.timer.borrow().is_some() {
            return;
        }
        let light = self.clone();
        *self.timer.borrow_mut() = Some(Timeout::new(SOON, move || light.write()));
    }

    fn write(&self) {
        drop(self.timer.take());
        let state = self.store.state();
        let mut written = self.written.borrow_mut();
        let same = match (&state, &written.state) {
            (Some(now), Some(then)) => Rc::ptr_eq(now, then),
            (now, then) => now.is_none() && then.is_none(),
        };
        if same || self.refused.get() {
            return;
        }
        self.put_files_away(state.as_deref());
        let failed = match &state {
            Some(state) => self.put_all(&mut written, state).is_err(),
            None => {
                self.clear(&mut written);
                false
            }
        };
        written.state = state;
        drop(written);
        if failed {
            // The page refuses the write, which is reported once.
            self.refused.set(true);
            self.refuses.emit(());
        }
    }

    /// Removes the evidence files that the page was opened with once another record is open, for example on a shared
    /// computer. The browser has stored the files before.
    fn put_files_away(&self, state: Option<&State>) {
        let now = state.map(|state| &state.record.id);
        if self.came_with.borrow().as_ref() == now {
            return;
        }
        if self.came_with.take().is_some() {
            self.all(FILES).iter().for_each(Element::remove);
        }
    }

    /// Removes the blocks after the form was closed or replaced.
    fn clear(&self, written: &mut Written) {
        for selector in [BLOCKS, RUBRIC] {
            self.all(selector).iter().for_each(Element::remove);
        }
        *written = Written::default();
    }

    fn put_all(&self, written: &mut Written, state: &State) -> Result<(), JsValue> {
        let record = &state.record;
        // An empty form leaves the page as it was delivered.
        if record.revision == 0 && record.origin.is_none() {
            if written.state.is_some() {
                self.clear(written);
            }
            return Ok(());
        }
        let known = written.splitter.take();
        let goes_on = known.filter(|splitter| splitter.is_for(&state.rubric, record));
        let is_new = goes_on.is_none();
        let mut splitter = goes_on.unwrap_or_else(|| Splitter::new(state.rubric.clone(), record));
        // Blocks that the page was opened with stay in place if their content is equal.
        let mut strays = if is_new { self.all(BLOCKS) } else { Vec::new() };
        let mut claim = |name: &str| {
            // The parts come in reverse order, and so do the blocks.
            let index = strays.iter().rposition(|block| saved_page::name(block) == name)?;
            Some(strays.remove(index))
        };
        let mut before = std::mem::take(&mut written.parts);
        if is_new {
            before.clear();
            (written.head, written.rest) = (claim(HEAD), claim(REST));
        }
        let parts = splitter.parts(record);
        let mut blocks = Vec::with_capacity(parts.len());
        // In reverse order, each block can be inserted before the block that follows it.
        let mut next: Option<Element> = None;
        for (i, part) in parts.into_iter().enumerate().rev() {
            let (same, there) = match before.get_mut(i) {
                Some((old, block)) => (*old == part, block.take()),
                None => (false, claim(&part.name())),
            };
            let block = if same {
                there
            } else {
                self.put(there, &part.name(), splitter.part(record, &part), next.as_ref())?
            };
            next = block.clone().or(next);
            blocks.push((part, block));
        }
        blocks.reverse();
        if is_new {
            written.rest = self.put(written.rest.take(), REST, splitter.rest(), next.as_ref())?;
            self.put_rubric(&state.rubric)?;
        }
        let next = written.rest.as_ref().or(next.as_ref());
        let standing = blocks.iter().filter(|(_, block)| block.is_some());
        let names = written.rest.iter().map(|_| REST.into());
        let names = names.chain(standing.map(|(part, _)| part.name().into())).collect();
        let head = splitter.head(record, names);
        written.head = self.put(written.head.take(), HEAD, Some(head), next)?;
        strays.iter().for_each(Element::remove);
        (written.parts, written.splitter) = (blocks, Some(splitter));
        Ok(())
    }

    /// Sets the text of a block, or removes the block.
    fn put(
        &self,
        there: Option<Element>,
        name: &str,
        text: Option<String>,
        next: Option<&Element>,
    ) -> Result<Option<Element>, JsValue> {
        let Some(text) = text else {
            if let Some(block) = there {
                block.remove();
            }
            return Ok(None);
        };
        if let Some(block) = there {
            if block.text_content().as_deref() != Some(&*text) {
                put_text(&block, &text)?;
            }
            return Ok(Some(block));
        }
        let block = self.script("record", &text)?;
        block.set_attribute("data-part", name)?;
        self.host.insert_before(&block, next.map(|next| &**next))?;
        Ok(Some(block))
    }

    /// Adds the rubric of the record, unless the page was delivered with it.
    fn put_rubric(&self, rubric: &Rubric) -> Result<(), JsValue> {
        self.all(RUBRIC).iter().for_each(Element::remove);
        if self
            .store
            .shipped()
            .iter()
            .any(|shipped| *shipped.source == *rubric.source)
        {
            return Ok(());
        }
        let block = self.script("rubric", &in_script(&rubric.source))?;
        self.host.append_child(&block)?;
        Ok(())
    }

    fn script(&self, what: &str, text: &str) -> Result<Element, JsValue> {
        let document = self.host.owner_document().ok_or(JsValue::NULL)?;
        let block = document.create_element("script")?;
        block.set_attribute("type", "application/json")?;
        block.set_attribute("data-ziping", what)?;
        put_text(&block, text)?;
        Ok(block)
    }

    fn all(&self, selector: &str) -> Vec<Element> {
        elements(self.host.query_selector_all(selector))
    }
}

/// Sets the text of a script element. A page that requires trusted types refuses by throwing.
fn put_text(block: &Element, text: &str) -> Result<(), JsValue> {
    Reflect::set(block, &"textContent".into(), &text.into()).map(drop)
}

/// Escapes a rubric's text for a script element: `<` occurs only inside strings, where the escape is the same
/// character, and line ends are normalized because a browser does the same when it reads the page.
pub(super) fn in_script(rubric: &str) -> String {
    rubric.replace("\r\n", "\n").trim().replace('<', "\\u003c")
}
