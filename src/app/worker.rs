//! A program in a worker: it draws nothing and has no store, and performs the task that the page gives it (`tasks.js`).

use crate::web::tasks::Work;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// Lets the worker's script call `zipingPerform` with the name of a task, its input, and a function that takes its progress in percent.
/// `perform` does the work of a task that the program has.
pub(super) fn start(perform: fn(&str, JsValue, Function) -> Option<Work>) {
    let perform = move |name: String, input: JsValue, report: Function| -> Promise {
        future_to_promise(async move {
            let work = perform(&name, input, report).ok_or("no such task")?;
            work.await.ok_or_else(|| "input".into())
        })
    };
    let perform = Closure::<dyn Fn(String, JsValue, Function) -> Promise>::new(perform);
    // Setting a property of the global object cannot fail.
    let _ = Reflect::set(&js_sys::global(), &"zipingPerform".into(), &perform.into_js_value());
}
