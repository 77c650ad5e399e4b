//! The program in a worker: it draws nothing and has no store, and performs the task that the page gives it (`tasks.js`).

use crate::web::handover::TASKS;
use crate::web::tasks::perform;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// Lets the worker's script call `zipingPerform` with the name of a task, its input, and a function that takes its progress in percent.
pub(super) fn start() {
    let perform = |name: String, input: JsValue, report: Function| -> Promise {
        future_to_promise(async move {
            let task = TASKS.iter().find(|task| task.name == name).ok_or("no such task")?;
            perform(task, input, report).await.ok_or_else(|| "input".into())
        })
    };
    let perform = Closure::<dyn Fn(String, JsValue, Function) -> Promise>::new(perform);
    // Setting a property of the global object cannot fail.
    let _ = Reflect::set(&js_sys::global(), &"zipingPerform".into(), &perform.into_js_value());
}
