//! The page's side of reading: looks for the rubric, shares the work among two workers, and takes their rows.

use super::CollectionStore;
use super::source::{ARCHIVE, Source, whole};
use super::work::{PART, READ, READ_AGAIN, WRITE, lines_of, perform, write_line};
use crate::state::collection::{CollectionMsg, Place, ReadRow, rubric_of};
use crate::web::clock::today;
use crate::web::evidence_store::{part, size};
use crate::web::saved_page;
use assessment::json;
use assessment::rubric::Rubric;
use js_sys::{Array, Function, Promise, Uint8Array};
use rollup::Row;
use rollup::archive::Archive;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::AbortController;

/// From how many bytes on two workers share the work.
const SHARED: u64 = 1024 * 1024;

/// What the first readable record says.
#[derive(Default)]
pub(super) struct Looked {
    /// The id of the rubric that the records answer.
    pub(super) id: String,
    /// The text of that rubric, if it is among the files.
    pub(super) rubric: Option<String>,
    /// The text of that rubric, if it is in a saved page among the files.
    pub(super) of_page: Option<String>,
}

/// Looks for the rubric of the records, in the files until one tells.
pub(super) async fn look(sources: &[Source]) -> Looked {
    let mut looked = Looked::default();
    let mut rubrics: Vec<(String, String)> = Vec::new();
    let mut of_pages: Vec<(String, String)> = Vec::new();
    let named = |text: String| Some((Rubric::parse(&text).ok()?.id.to_string(), text));
    for source in sources {
        let texts = if source.is_archive().await {
            let bytes = whole(&source.blob, ARCHIVE).await.unwrap_or_default();
            let archive = Archive::open(bytes);
            let first = |archive: &Archive| {
                let records = archive.records().into_iter().take(20);
                records
                    .filter_map(|at| json::decode(&archive.bytes(at)?).ok())
                    .collect()
            };
            archive.as_ref().map(first).unwrap_or_default()
        } else if source.has_lines() {
            let bytes = part(&source.blob, 0..PART.min(size(&source.blob))).await;
            let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
            let lines = text
                .lines()
                .map(str::trim_ascii)
                .filter(|line| !line.trim_start_matches('\u{feff}').is_empty());
            lines.take(20).map(str::to_owned).collect()
        } else {
            let bytes = whole(&source.blob, ARCHIVE).await;
            let text = bytes.and_then(|bytes| json::decode(&bytes).ok());
            match text
                .as_deref()
                .filter(|text| saved_page::is_page(text))
                .map(saved_page::read)
            {
                // A saved page has its rubric with it.
                Some(Ok(page)) => {
                    of_pages.extend(page.rubrics.into_iter().filter_map(named));
                    vec![page.record.to_text()]
                }
                Some(Err(_)) => Vec::new(),
                None => text.into_iter().collect::<Vec<_>>(),
            }
        };
        for text in texts {
            match rubric_of(&text) {
                Some(id) if looked.id.is_empty() => looked.id = id,
                Some(_) => {}
                None => rubrics.extend(named(text)),
            }
        }
        // A rubric may be among the first files or the last; a record tells most.
        if !looked.id.is_empty() && sources.len() > 50 {
            break;
        }
    }
    if looked.id.is_empty() {
        looked.id = rubrics.first().map(|(id, _)| id.clone()).unwrap_or_default();
    }
    let of = |rubrics: Vec<(String, String)>| {
        rubrics
            .into_iter()
            .find(|(id, _)| *id == looked.id)
            .map(|(_, text)| text)
    };
    (looked.rubric, looked.of_page) = (of(rubrics), of(of_pages));
    looked
}

/// Reads all records, and sends their rows as they come.
///
/// # Errors
/// If the person stopped it, or a worker failed.
pub(super) async fn read(
    store: &CollectionStore,
    rubric: &Rubric,
    sources: &[Source],
    first: usize,
    stop: Option<&AbortController>,
) -> Result<(), ()> {
    let total: u64 = sources.iter().map(|source| size(&source.blob)).sum();
    let done = Rc::new(RefCell::new([0_u64; 2]));
    let era = store.era();
    let shares = divided(sources, first, total).await.into_iter().enumerate();
    let works = shares.map(|(number, share)| {
        let input = Array::of3(&(&*rubric.source).into(), &today().into(), &share);
        let (store, done, stop) = (store.clone(), done.clone(), stop.cloned());
        future_to_promise(async move {
            let report = {
                let store = store.clone();
                Closure::<dyn Fn(JsValue)>::new(move |batch: JsValue| {
                    if let Some((rows, bytes)) = rows_of(&batch).filter(|_| store.era() == era) {
                        done.borrow_mut()[number] = bytes;
                        let all = done.borrow().iter().sum();
                        store.send(CollectionMsg::Read(rows, all, total));
                    }
                })
            };
            let report: &Function = report.as_ref().unchecked_ref();
            let outcome = run(store.task(), READ, &input, report, stop.as_ref()).await;
            outcome.map_err(|()| JsValue::NULL)
        })
    });
    let all = Promise::all(&works.collect::<Array>());
    JsFuture::from(all).await.map(drop).map_err(drop)
}

/// Writes a file in a worker; returns its bytes.
pub(super) async fn write(task: Option<&Function>, input: &Array) -> Option<JsValue> {
    let report = Closure::<dyn Fn(JsValue)>::new(|_| {});
    let report: &Function = report.as_ref().unchecked_ref();
    run(task, WRITE, input, report, None).await.ok()
}

/// Reads records once more, as [`CollectionEffect::ReadAgain`](crate::state::collection::CollectionEffect) says; returns rows, each with its
/// index.
pub(super) async fn again(
    task: Option<&Function>,
    rubric: &str,
    sources: &[Source],
    rows: &[(usize, Vec<Place>)],
    compares: bool,
) -> Option<Vec<(usize, Row)>> {
    let sources: Array = sources.iter().map(Source::to_value).collect();
    let mut lines = Vec::new();
    rows.iter().for_each(|row| write_line(&mut lines, row));
    let rows = Uint8Array::from(&*lines);
    let input = Array::of5(&rubric.into(), &today().into(), &sources, &rows, &compares.into());
    let report = Closure::<dyn Fn(JsValue)>::new(|_| {});
    let report: &Function = report.as_ref().unchecked_ref();
    let rows = run(task, READ_AGAIN, &input, report, None).await.ok()?;
    Some(lines_of(rows.dyn_ref()?))
}

/// Runs a task in a worker, or here where there is none.
async fn run(
    task: Option<&Function>,
    name: &str,
    input: &Array,
    report: &Function,
    stop: Option<&AbortController>,
) -> Result<JsValue, ()> {
    let signal = stop.map(AbortController::signal);
    if let Some(task) = task {
        let given = Array::of4(&name.into(), input, report, &signal.clone().into());
        let promise = task
            .apply(&JsValue::NULL, &given)
            .and_then(JsValue::dyn_into::<Promise>);
        let output = JsFuture::from(promise.map_err(|_| ())?).await.map_err(|_| ())?;
        if !output.is_undefined() {
            return Ok(output);
        }
    }
    let work = perform(name, input.clone().into(), report.clone()).ok_or(())?;
    let output = work.await.ok_or(());
    match signal {
        Some(signal) if signal.aborted() => Err(()),
        _ => output,
    }
}

/// A part of the work: a source by number, and which of its lines or files.
type Piece = (usize, u64, u64);

/// Divides the work into two shares of about the same size, or leaves it whole. Large files are divided, too.
async fn divided(sources: &[Source], first: usize, total: u64) -> Vec<Array> {
    let share = |pieces: &[Piece]| {
        let values = pieces.iter().map(|(at, start, end)| {
            let source = &sources[*at];
            JsValue::from(Array::of5(
                &((first + at) as f64).into(),
                &source.name.as_str().into(),
                &source.blob,
                &(*start as f64).into(),
                &(*end as f64).into(),
            ))
        });
        values.collect::<Array>()
    };
    let mut halves: [Vec<Piece>; 2] = [Vec::new(), Vec::new()];
    let mut filled = 0;
    for (at, source) in sources.iter().enumerate() {
        let length = size(&source.blob);
        let half = usize::from(total > SHARED && filled * 2 >= total);
        // The bytes of this file before the middle of all.
        let cut = (total / 2).saturating_sub(filled);
        if total > SHARED
            && half == 0
            && cut < length
            && length > SHARED
            && (source.has_lines() || source.is_archive().await)
        {
            halves[0].push((at, 0, cut));
            halves[1].push((at, cut, length));
        } else {
            halves[half].push((at, 0, length));
        }
        filled += length;
    }
    halves
        .iter()
        .filter(|half| !half.is_empty())
        .map(|half| share(half))
        .collect()
}

fn rows_of(batch: &JsValue) -> Option<(Vec<ReadRow>, u64)> {
    let batch: &Array = batch.dyn_ref()?;
    // A number of bytes.
    let done = batch.get(0).as_f64()? as u64;
    Some((lines_of(batch.get(1).dyn_ref()?), done))
}
