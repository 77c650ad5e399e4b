//! Starts the second program, for the pages "Make a form", "Reports and tables" and "Put records together", and does what it asks of the page: show the rubric as a form,
//! hand it out, give the form that is open.

use super::{Store, evidence_store};
use crate::state::{Effect, EffectError, Msg, SecondPage, State};
use assessment::record::Record;
use assessment::rubric::Rubric;
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{Blob, Element, File, FileList, window};

thread_local! {
    /// The file that the page is to be opened with.
    static FILE: RefCell<Option<File>> = const { RefCell::new(None) };
}

/// Endings of the names of documents.
const DOCUMENTS: [&str; 18] = [
    ".docx", ".xlsx", ".csv", ".tsv", ".txt", ".md", ".doc", ".xls", ".wps", ".et", ".pdf", ".odt", ".ods", ".rtf",
    ".xlsb", ".pptx", ".png", ".jpg",
];

/// Returns whether this page has the program.
pub fn is_offered() -> bool {
    function("maker").is_some()
}

/// A function of the script that starts the program.
fn function(name: &str) -> Option<Function> {
    let class = window()?.custom_elements().get("ziping-form");
    Reflect::get(&class, &name.into()).ok()?.dyn_into().ok()
}

/// Opens the page with files, if they are documents and no form is open. Returns whether it does.
pub(super) fn take_files(store: &Store, files: &FileList) -> bool {
    let is_document = |name: &str| {
        let name = name.to_lowercase();
        DOCUMENTS.iter().any(|ending| name.ends_with(ending))
    };
    let file = files.get(0);
    let is_taken =
        file.as_ref().is_some_and(|file| is_document(&file.name())) && store.state().is_none() && is_offered();
    if is_taken {
        // The list is the field's, which is cleared.
        FILE.set(file);
        store.send(Msg::StartMaking);
    }
    is_taken
}

/// What a function does that the program calls, with what the program gives.
type HostWork = fn(&Store, JsValue, JsValue) -> JsValue;

/// A function that the program calls.
type HostFunction = Closure<dyn Fn(JsValue, JsValue) -> JsValue>;

/// Returns a function that adds functions to the object that the program is given.
fn giving<'a>(
    store: &'a Store,
    host: &'a Object,
    functions: &'a mut Vec<HostFunction>,
) -> impl FnMut(&str, HostWork) + 'a {
    move |name, work| {
        let store = store.clone();
        let function = HostFunction::new(move |one, other| work(&store, one, other));
        // A property of a new object can be set.
        let _ = Reflect::set(host, &name.into(), function.as_ref());
        functions.push(function);
    }
}

/// How long the program may take to write the papers of a handover, in milliseconds. A program that runs out of memory says nothing.
const PATIENCE: u32 = 30_000;

/// Lets the program write the papers that a handover of a form has beside the evidence. Returns each file with its name; none on a page
/// without the program.
///
/// # Errors
/// If the program does not write them.
pub(super) async fn papers(store: &Store, state: &State) -> Result<Vec<(String, Blob)>, EffectError> {
    let Some(write) = function("papers") else {
        return Ok(Vec::new());
    };
    let (form, draft) = (form(store, state), state.record.id.clone());
    let functions = [
        ("form", HostFunction::new(move |_, _| form.clone())),
        ("file", HostFunction::new(move |sha256, _| file(&draft, &sha256))),
    ];
    let host = Object::new();
    for (name, function) in &functions {
        // A property of a new object can be set.
        let _ = Reflect::set(&host, &(*name).into(), function.as_ref());
    }
    let _ = Reflect::set(&host, &"language".into(), &store.locale().tag.into());
    let late = future_to_promise(async {
        TimeoutFuture::new(PATIENCE).await;
        Err("no papers in time".into())
    });
    let written = async {
        let promise = write.call1(&JsValue::UNDEFINED, &host)?;
        let first = Promise::race(&Array::of2(&promise, &late));
        let files: Array = JsFuture::from(first).await?.dyn_into()?;
        let files = files.iter().filter_map(|file| {
            let file: Array = file.dyn_into().ok()?;
            let parts = Array::of1(&file.get(1));
            Some((file.get(0).as_string()?, Blob::new_with_u8_array_sequence(&parts).ok()?))
        });
        Ok(files.collect())
    };
    written.await.map_err(|error: JsValue| {
        web_sys::console::error_1(&error);
        EffectError::NoPapers
    })
}

/// The program, as the page controls it. Ends when dropped.
pub struct Making {
    controller: Rc<RefCell<Option<JsValue>>>,
    // The program calls these functions.
    _functions: Vec<HostFunction>,
}

impl Making {
    /// Starts the program in an element.
    pub fn start(store: &Store, place: &Element) -> Self {
        let controller = Rc::<RefCell<Option<JsValue>>>::default();
        let (host, mut functions) = (Object::new(), Vec::new());
        let mut give = giving(store, &host, &mut functions);
        give("show", |store, rubric, record| show(store, &rubric, &record));
        give("hide", |store, _, _| {
            store.send(Msg::Preview {
                rubric: None,
                record: None,
            });
            JsValue::UNDEFINED
        });
        give("handOut", |store, _, _| {
            store.run(Effect::SaveBlankCopy);
            JsValue::UNDEFINED
        });
        give("print", |store, rubric, _| {
            if let Ok(rubric) = Rubric::parse(&rubric.as_string().unwrap_or_default()) {
                // Without a form there are no entries that would be carried over.
                for rubric in [None, Some(Rc::new(rubric))] {
                    store.send(Msg::Preview { rubric, record: None });
                }
                store.run(Effect::Print);
            }
            JsValue::UNDEFINED
        });
        give("rubric", |store, id, _| {
            let id = id.as_string().unwrap_or_default();
            let shipped = store.shipped();
            let found = shipped.iter().find(|rubric| *rubric.id == *id);
            found.map(|rubric| JsValue::from(&*rubric.source)).unwrap_or_default()
        });
        give("rubrics", |store, _, _| {
            let shipped = store.shipped();
            let titled = shipped.iter().map(|rubric| {
                let title = rubric.title.wording(store.locale().tag);
                JsValue::from(Array::of2(&(&*rubric.id).into(), &(&*title).into()))
            });
            titled.collect::<Array>().into()
        });
        give("leave", |store, _, _| later(store, None));
        give("fill", |store, rubric, _| later(store, rubric.as_string()));
        give("form", |store, _, _| {
            store.state().map(|state| form(store, &state)).unwrap_or_default()
        });
        give("file", |store, sha256, _| {
            let state = store.state();
            file(&state.map(|state| state.record.id.clone()).unwrap_or_default(), &sha256)
        });
        drop(give);
        let _ = Reflect::set(&host, &"language".into(), &store.locale().tag.into());
        let _ = Reflect::set(&host, &"opened".into(), &FILE.take().into());
        let page = store.second_page().map_or("", SecondPage::name);
        let _ = Reflect::set(&host, &"page".into(), &page.into());
        let (kept, store, place) = (Rc::clone(&controller), store.clone(), place.clone());
        spawn_local(async move {
            match run(&place, &host).await {
                Ok(started) => *kept.borrow_mut() = Some(started),
                Err(error) => {
                    web_sys::console::error_1(&error);
                    stop(&store);
                    store.fail(EffectError::NoMaker);
                }
            }
        });
        Self {
            controller,
            _functions: functions,
        }
    }

    /// Changes the language.
    pub fn set_language(&self, tag: &str) {
        self.call("setLanguage", &tag.into());
    }

    fn call(&self, name: &str, given: &JsValue) {
        let controller = self.controller.borrow().clone();
        let function = controller.as_ref().and_then(|controller| {
            let function = Reflect::get(controller, &name.into()).ok()?;
            function.dyn_into::<Function>().ok()
        });
        if let (Some(function), Some(controller)) = (function, controller) {
            // The program reports its own failures.
            let _ = function.call1(&controller, given);
        }
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        self.call("close", &JsValue::UNDEFINED);
    }
}

async fn run(place: &Element, host: &Object) -> Result<JsValue, JsValue> {
    let start = function("maker").ok_or("no program")?;
    let started: Promise = start.call2(&JsValue::UNDEFINED, place, host)?.dyn_into()?;
    JsFuture::from(started).await
}

/// Returns a form: the texts of its rubric and its record, and the id of the record; and if an earlier record is open beside it, the name of
/// its file and its text.
fn form(store: &Store, state: &State) -> JsValue {
    let record = state.record.to_text(&state.rubric);
    let form = Array::of3(
        &(&*state.rubric.source).into(),
        &record.into(),
        &(&*state.record.id).into(),
    );
    if let Some(earlier) = store.earlier() {
        form.push(&(&*earlier.file).into());
        form.push(&(&*earlier.text).into());
    }
    form.into()
}

/// Returns the promise of a file of a draft's evidence; of `undefined` if this browser does not have it.
fn file(draft: &Rc<str>, sha256: &JsValue) -> JsValue {
    let (draft, sha256) = (draft.clone(), sha256.as_string().unwrap_or_default());
    let found = async move { Ok(evidence_store::get(&draft, &sha256).await.into()) };
    future_to_promise(found).into()
}

fn stop(store: &Store) {
    store.send(match store.second_page() {
        Some(SecondPage::Papers) => Msg::StopPapers,
        _ => Msg::StopMaking,
    });
}

/// Ends the page after the call, because the program is still in it; then opens a rubric.
fn later(store: &Store, rubric: Option<String>) -> JsValue {
    let store = store.clone();
    spawn_local(async move {
        stop(&store);
        if let Some(rubric) = rubric {
            store.open("", &rubric);
        }
    });
    JsValue::UNDEFINED
}

/// Shows a rubric as the form; returns its problems as lists of the place in the tree, line, column and words.
fn show(store: &Store, rubric: &JsValue, record: &JsValue) -> JsValue {
    let source = rubric.as_string().unwrap_or_default();
    match Rubric::parse(&source) {
        Ok(rubric) => {
            let record = record
                .as_string()
                .and_then(|record| Record::parse(&record).ok())
                .map(Box::new);
            store.send(Msg::Preview {
                rubric: Some(Rc::new(rubric)),
                record,
            });
            Array::new().into()
        }
        Err(problems) => {
            let messages = store.locale().messages;
            let rows = problems.iter().map(|problem| {
                let words = problem.fill((messages.problem)(problem.code));
                JsValue::from(Array::of4(
                    &problem.path.as_str().into(),
                    &problem.line.into(),
                    &problem.column.into(),
                    &words.into(),
                ))
            });
            rows.collect::<Array>().into()
        }
    }
}
