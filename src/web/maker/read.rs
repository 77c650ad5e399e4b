//! The task of reading: bytes or a text in, what it is in pieces of text out. Runs in a worker where there can be one.

use crate::state::maker::{Joined, MakerError, Wire, divided};
use crate::web::clock::milliseconds;
use crate::web::files::decoded;
use crate::web::tasks::Work;
use assessment::rubric::Rubric;
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The name of the task.
const READ: &str = "read";

/// The name of the task that checks a rubric.
const CHECK: &str = "check";

/// How long the page takes pieces before it answers again, in milliseconds.
const SLICE: u64 = 16;

/// Does the work in a worker; `None` if the browser has none.
pub(super) async fn in_worker(task: &Function, input: &Array) -> Option<Wire> {
    // Reading is too quick for its progress to be shown.
    let report = Closure::<dyn Fn(JsValue)>::new(|_| {});
    let promise = task.call3(&JsValue::NULL, &READ.into(), input, report.as_ref()).ok()?;
    let promise: Promise = promise.dyn_into().ok()?;
    let pieces: Array = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let mut joined = Joined::default();
    let mut begun = milliseconds();
    for piece in pieces.iter() {
        joined.take(serde_json::from_str(&piece.as_string()?).ok()?);
        if milliseconds().saturating_sub(begun) > SLICE {
            TimeoutFuture::new(0).await;
            begun = milliseconds();
        }
    }
    joined.wire()
}

/// Checks a rubric in a worker: whether it has no problems. `false` too where the worker fails.
pub(super) async fn check(task: &Function, rubric: &str) -> bool {
    let report = Closure::<dyn Fn(JsValue)>::new(|_| {});
    let input = Array::of1(&rubric.into());
    let started = task.call3(&JsValue::NULL, &CHECK.into(), &input, report.as_ref());
    let Ok(promise) = started.and_then(JsValue::dyn_into::<Promise>) else {
        return false;
    };
    JsFuture::from(promise).await.is_ok_and(|is_fine| is_fine.is_truthy())
}

/// Performs a task in this worker, if it has this name.
pub(crate) fn perform(name: &str, input: JsValue, _report: Function) -> Option<Work> {
    if name == CHECK {
        return Some(Box::pin(async move {
            let rubric = input.dyn_ref::<Array>()?.get(0).as_string()?;
            Some(Rubric::parse(&rubric).is_ok().into())
        }));
    }
    (name == READ).then(|| -> Work {
        Box::pin(async move {
            let pieces = divided(read(input.dyn_ref::<Array>()?));
            let pieces = pieces
                .iter()
                .map(|piece| serde_json::to_string(piece).ok().map(JsValue::from));
            pieces.collect::<Option<Array>>().map(JsValue::from)
        })
    })
}

/// Reads `["file", name, bytes]`, `["html", "", text]`, `["text", "", text]`, or `["kept", "", text]` with what the browser kept.
pub(super) fn read(input: &Array) -> Wire {
    let kind = input.get(0).as_string().unwrap_or_default();
    let name = input.get(1).as_string().unwrap_or_default();
    let decode = |label: &str, bytes: &[u8]| decoded(label, bytes);
    match (&*kind, input.get(2)) {
        ("html", text) => Wire::of_html(&text.as_string().unwrap_or_default()),
        ("kept", text) => Wire::of_kept(&text.as_string().unwrap_or_default()),
        ("text", text) => Wire::of_text(&text.as_string().unwrap_or_default()),
        (_, bytes) => match bytes.dyn_into::<Uint8Array>() {
            Ok(bytes) => Wire::of_file(&bytes.to_vec(), &name, &decode),
            Err(_) => Wire::Failed(MakerError::Unreadable(name)),
        },
    }
}
