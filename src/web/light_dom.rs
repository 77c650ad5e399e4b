//! The record in the page's own light DOM: blocks below `<ziping-form>`, so that saving the page in any way saves the
//! answers, and the blocks that the page was opened with. The engine cuts and joins the record (`record::blocks`).

use super::dom::elements;
use super::{Store, saved_page};
use crate::state::{BundledRubric, EffectError, Mirror, Msg, OpenOutcome, State};
use assessment::record::RecordFile;
use assessment::record::blocks::{HEAD, Lost, Part, REST, Splitter};
use assessment::rubric::Rubric;
use js_sys::Reflect;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, window};
use yew::Callback;

/// The selector of a page's record blocks.
pub(super) const BLOCKS: &str = "ziping-form > script[data-ziping=record]";
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

/// Starts updating the blocks of a page's form.
pub(crate) fn start(store: &Store, document: &Document) {
    let Some(host) = document.query_selector("ziping-form").ok().flatten() else {
        return;
    };
    let own = store.clone();
    start_in(store, host, Callback::from(move |()| own.fail(EffectError::NotSaved)));
}

/// Starts updating the blocks below this element, and calls back if the page refuses.
pub(crate) fn start_in(store: &Store, host: Element, refused: Callback<()>) {
    let light = LightDom {
        shipped: store.shipped(),
        host,
        written: RefCell::default(),
        is_refused: Cell::default(),
        refused,
        came_with: RefCell::new(store.state().map(|state| state.record.id.clone())),
    };
    store.start_mirror(Mirror::Blocks, Callback::from(move |state| light.write(state)));
}

/// Updates the blocks at once, because a copy of the page leaves the browser.
pub(crate) fn write(store: &Store) {
    store.send(Msg::WriteMirror(Mirror::Blocks));
}

/// The blocks of a form.
struct LightDom {
    shipped: Rc<[BundledRubric]>,
    host: Element,
    written: RefCell<Written>,
    /// Whether the page refuses writes.
    is_refused: Cell<bool>,
    refused: Callback<()>,
    /// The record whose evidence files the page was opened with, while that record is open.
    came_with: RefCell<Option<Rc<str>>>,
}

/// The blocks that were written into the page.
#[derive(Default)]
struct Written {
    splitter: Option<Splitter>,
    head: Option<Element>,
    rest: Option<Element>,
    parts: Vec<(Part, Option<Element>)>,
}

impl LightDom {
    fn write(&self, state: Option<Rc<State>>) {
        if self.is_refused.get() {
            return;
        }
        self.remove_files(state.as_deref());
        let mut written = self.written.borrow_mut();
        let is_written = match &state {
            Some(state) => self.put_all(&mut written, state).is_ok(),
            None => {
                self.clear(&mut written);
                true
            }
        };
        drop(written);
        if !is_written {
            // Reported once.
            self.is_refused.set(true);
            self.refused.emit(());
        }
    }

    /// Removes the evidence files that the page was opened with once another record is open, for example on a shared
    /// computer. The browser has stored the files before.
    fn remove_files(&self, state: Option<&State>) {
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
            if written.splitter.is_some() {
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
        if self.shipped.iter().any(|shipped| *shipped.source == *rubric.source) {
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
