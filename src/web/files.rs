//! Files that a person chose or dropped, and rubrics fetched from an address of the site.

use super::handover::{self, NotOpened};
use super::{Store, address, evidence_store, making, saved_page};
use crate::state::{ArchiveError, AttachOutcome, EffectError, Msg, OpenOutcome};
use assessment::json;
use assessment::problem::{Code, Problem};
use gloo::file::Blob;
use gloo::file::futures::read_as_bytes;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, File, FileList, Url, Window};

/// Reads the files that a person chose or dropped, and opens them: rubrics before the records that may need them. Opens
/// the record in a saved page; merges several records.
pub(super) fn read(store: &Store, files: Option<FileList>) {
    let Some(files) = files else { return };
    if making::take_files(store, &files) {
        return;
    }
    let files: Vec<File> = (0..files.length()).filter_map(|i| files.get(i)).collect();
    let store = store.clone();
    spawn_local(async move {
        let mut faulty = Vec::new();
        let mut lost = Vec::new();
        let (mut rubrics, mut records, mut failed) = (Vec::new(), Vec::new(), Vec::new());
        for file in files {
            match read_one(&store, file, &mut faulty).await {
                (name, Ok(text)) if saved_page::is_page(&text) => match saved_page::read(&text) {
                    Ok(page) => {
                        rubrics.extend(page.rubrics.into_iter().map(|rubric| (name.clone(), rubric, true)));
                        evidence_store::take_blocks(&page.record.id, page.files);
                        lost.extend(page.lost);
                        records.push((name, page.record.to_text()));
                    }
                    Err(fault) => failed.push((name, Failed::Page(fault))),
                },
                (name, Ok(text)) if text.contains(assessment::record::RECORD_KIND) => records.push((name, text)),
                (name, Ok(text)) => rubrics.push((name, text, false)),
                (name, Err(fault)) => failed.push((name, fault)),
            }
        }
        let mut wrong = None;
        let mut look = |store: &Store| {
            if store.has_problems() {
                wrong.get_or_insert_with(|| store.report());
            }
        };
        for (name, fault) in failed {
            fault.report(&store, &name);
            look(&store);
        }
        for (name, text, comes_with_record) in rubrics {
            if comes_with_record {
                store.send(Msg::AddRubric(text.into()));
            } else {
                store.open(&name, &text);
                look(&store);
            }
        }
        match &records[..] {
            [] => {}
            [(name, text)] => store.open(name, text),
            all => store.open_all(all.iter().map(|(name, text)| (&**name, &**text))),
        }
        look(&store);
        // The report of a faulty file is not replaced by a file that opened.
        if let Some(report) = wrong {
            store.send(Msg::SetReport(report));
        }
        if !lost.is_empty() {
            store.fail(EffectError::Damaged(lost.into()));
        }
        if !faulty.is_empty() {
            store.fail(EffectError::Files(faulty));
        }
    });
}

/// Reads the first of the files that a person chose as an earlier record, whose scores are shown beside those of the open form.
pub(super) fn read_earlier(store: &Store, files: Option<FileList>) {
    let Some(file) = files.and_then(|files| files.get(0)) else {
        return;
    };
    let store = store.clone();
    spawn_local(async move {
        // Only the scores are compared: the evidence of the earlier form is neither stored nor missed.
        let (name, text) = match handover::is_zip(&file).await {
            true => {
                let record = handover::read_record(&store, &file.name(), &file).await;
                (file.name(), record.map_err(Failed::from))
            }
            false => text_of(file).await,
        };
        let mut lost = Vec::new();
        let text = text.and_then(|text| match saved_page::is_page(&text) {
            true => saved_page::read(&text).map_err(Failed::Page).map(|page| {
                lost = page.lost;
                page.record.to_text()
            }),
            false => Ok(text),
        });
        match text {
            Ok(text) => store.send(Msg::OpenEarlier {
                file: name.into(),
                text: text.into(),
            }),
            Err(fault) => fault.report(&store, &name),
        }
        if !lost.is_empty() {
            store.fail(EffectError::Damaged(lost.into()));
        }
    });
}

/// Why a file has no text.
enum Failed {
    Unreadable,
    Wrong(Problem),
    Page(saved_page::Fault),
    Closed(ArchiveError),
    /// The person stopped it.
    Stopped,
}

impl From<NotOpened> for Failed {
    fn from(why: NotOpened) -> Self {
        match why {
            NotOpened::Archive(error) => Self::Closed(error),
            NotOpened::Failed => Self::Unreadable,
            NotOpened::Stopped => Self::Stopped,
        }
    }
}

impl Failed {
    fn report(self, store: &Store, name: &str) {
        match self {
            Self::Unreadable => store.fail(EffectError::Unreadable(name.to_owned())),
            Self::Wrong(problem) => store.send(Msg::SetReport(OpenOutcome::Problems(name.into(), [problem].into()))),
            Self::Page(saved_page::Fault::NoAnswers) => store.fail(EffectError::NoAnswers(name.to_owned())),
            Self::Page(saved_page::Fault::Damaged(lost)) => store.fail(EffectError::Damaged(lost.into())),
            Self::Stopped => {}
            Self::Closed(why) => store.fail(EffectError::Archive(name.to_owned(), why)),
        }
    }
}

/// Reads the text of a file, or the record of a handover; adds damaged and missing files to `faulty`.
async fn read_one(
    store: &Store,
    file: File,
    faulty: &mut Vec<(String, AttachOutcome)>,
) -> (String, Result<String, Failed>) {
    if !handover::is_zip(&file).await {
        return text_of(file).await;
    }
    let name = file.name();
    let text = handover::read(store, &name, &file).await.map(|opened| {
        faulty.extend(opened.failed);
        opened.record
    });
    (name, text.map_err(Failed::from))
}

/// Reads the text of a file that is no archive.
async fn text_of(file: File) -> (String, Result<String, Failed>) {
    let name = file.name();
    // Checks the size before reading.
    let text = if file.size() as usize > assessment::limits::FILE {
        Err(Failed::Wrong(json::too_large(file.size() as usize)))
    } else {
        let bytes = read_as_bytes(&Blob::from(file)).await;
        bytes.map_err(|_| Failed::Unreadable).and_then(|bytes| text(&bytes))
    };
    (name, text)
}

/// Decodes the text of a file: Unicode, or GBK as older Chinese editors save it.
fn text(bytes: &[u8]) -> Result<String, Failed> {
    json::decode(bytes).or_else(|problem| match problem.code {
        Code::Encoding => decoded("gbk", bytes).ok_or(Failed::Wrong(problem)),
        _ => Err(Failed::Wrong(problem)),
    })
}

/// Decodes bytes of an encoding, named as in the Encoding Standard; `None` if they do not have it, or the browser does not know it.
pub(super) fn decoded(label: &str, bytes: &[u8]) -> Option<String> {
    let global = js_sys::global();
    let class: js_sys::Function = Reflect::get(&global, &"TextDecoder".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"fatal".into(), &true.into()).ok()?;
    let decoder = Reflect::construct(&class, &Array::of2(&label.into(), &options)).ok()?;
    let decode: js_sys::Function = Reflect::get(&decoder, &"decode".into()).ok()?.dyn_into().ok()?;
    decode.call1(&decoder, &Uint8Array::from(bytes)).ok()?.as_string()
}

/// When a slow address is reported, and when advice is added, in milliseconds.
const PATIENCE: [(u32, bool); 2] = [(3_000, false), (9_000, true)];

thread_local! {
    /// The controller that aborts the current request.
    static READING: RefCell<Option<AbortController>> = const { RefCell::new(None) };
}

/// Fetches a rubric from an address of the page's own site, and opens it. Aborts the previous request.
pub(super) fn fetch(store: &Store, window: &Window, address: String) {
    let location = window.location();
    let (base, origin) = (
        location.href().unwrap_or_default(),
        location.origin().unwrap_or_default(),
    );
    if !origin.starts_with("http") {
        return store.fail(EffectError::NotServed);
    }
    let Some(url) = Url::new_with_base(&address, &base)
        .ok()
        .filter(|url| url.origin() == origin)
    else {
        return store.fail(EffectError::Foreign(address));
    };
    // A browser without `AbortController` reads to the end.
    let giving_up = AbortController::new().ok();
    if let Some(before) = READING.replace(giving_up.clone()) {
        before.abort();
    }
    let (store, window) = (store.clone(), window.clone());
    let late = PATIENCE.map(|(time, long)| {
        let (store, address) = (store.clone(), address.clone());
        // A person who has opened another form is not interrupted.
        Timeout::new(time, move || {
            if store.state().is_none() {
                store.fail(EffectError::Late(address, long));
            }
        })
    });
    spawn_local(async move {
        let read = address::read(&window, &url.href(), giving_up.as_ref()).await;
        drop(late);
        if giving_up.is_some_and(|giving_up| giving_up.signal().aborted()) {
            return;
        }
        store.send(Msg::Arrived);
        match read.map(|bytes| text(&bytes)) {
            Ok(Ok(text)) => {
                store.open(&address, &text);
            }
            Ok(Err(failed)) => failed.report(&store, &address),
            Err(why) => store.fail(EffectError::NotFetched(address, why)),
        }
    });
}
