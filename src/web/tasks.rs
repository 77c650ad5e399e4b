//! Work without a view: data in, data out. It runs in a worker, a second instance of the program, so that the page answers meanwhile. Where
//! a browser or a policy allows no worker, it runs here in slices.

use super::Store;
use super::clock::milliseconds;
use crate::state::{Msg, TaskEvent, TaskKind};
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Function, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, window};

/// How long a task may keep the page from answering, in milliseconds.
const SLICE: u64 = 30;
/// After how many milliseconds a task is shown, and how often its progress is.
const SHOWN: u64 = 300;

/// A task: a function of values that the browser copies into and out of a worker.
pub(crate) struct Task {
    /// The name by which a worker knows the task.
    pub(crate) name: &'static str,
    /// What the task does, for the person.
    pub(super) kind: TaskKind,
    /// Does the work.
    pub(super) work: fn(JsValue, Pace) -> Work,
}

/// The work of a task; `None` if the input is none of this task, or the person stopped it.
pub(crate) type Work = Pin<Box<dyn Future<Output = Option<JsValue>>>>;

/// The person stopped the task.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopped;

/// Why a task has no output.
pub(crate) enum NoOutput {
    /// The person stopped it.
    Stopped,
    /// It failed in a way that no task expects: the browser lacks memory, for example. The console has the browser's message.
    Failed,
}

/// Shows the progress of a task, and lets the page answer while the task runs there.
pub(crate) struct Pace {
    report: Function,
    signal: Option<AbortSignal>,
    /// Whether the task shares its thread with the page.
    is_shared: bool,
    slice: Cell<u64>,
    reported: Cell<u64>,
}

impl Pace {
    fn new(report: Function, signal: Option<AbortSignal>, is_shared: bool) -> Self {
        let now = milliseconds();
        Self {
            report,
            signal,
            is_shared,
            slice: Cell::new(now),
            reported: Cell::new(now),
        }
    }

    /// Says that so much of the work is done, in any unit. To be called often.
    ///
    /// # Errors
    /// Returns an error if the person has stopped the task.
    pub(crate) async fn go_on(&self, done: u64, all: u64) -> Result<(), Stopped> {
        let now = milliseconds();
        if now.saturating_sub(self.reported.get()) >= SHOWN {
            self.reported.set(now);
            let percent = (done.saturating_mul(100) / all.max(1)).min(100);
            // The page only shows it.
            let _ = self.report.call1(&JsValue::NULL, &(percent as u8).into());
        }
        if self.is_shared && now.saturating_sub(self.slice.get()) >= SLICE {
            TimeoutFuture::new(0).await;
            self.slice.set(milliseconds());
        }
        match &self.signal {
            Some(signal) if signal.aborted() => Err(Stopped),
            _ => Ok(()),
        }
    }
}

thread_local! {
    static RUNNING: RefCell<Vec<(u32, AbortController)>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// Runs a task on behalf of the person. `file` is the name of the file that it writes or reads.
///
/// # Errors
/// Returns an error if the person stopped the task or it failed.
pub(super) async fn run(store: &Store, file: &str, task: &Task, input: JsValue) -> Result<JsValue, NoOutput> {
    let number = NEXT.replace(NEXT.get() + 1);
    let send = {
        let store = store.clone();
        move |event| store.send(Msg::Task { number, event })
    };
    send(TaskEvent::Began(task.kind, file.into()));
    // A task can be stopped in every browser that the page supports.
    let controller = AbortController::new().ok();
    let signal = controller.as_ref().map(AbortController::signal);
    RUNNING.with_borrow_mut(|running| running.extend(controller.map(|controller| (number, controller))));
    let report = {
        let send = send.clone();
        Closure::<dyn Fn(u8)>::new(move |percent| send(TaskEvent::At(percent)))
    };
    let report: &Function = report.as_ref().unchecked_ref();
    let output = match in_worker(task.name, &input, report, signal.as_ref()).await {
        Ok(output) if output.is_undefined() => {
            let pace = Pace::new(report.clone(), signal.clone(), true);
            (task.work)(input, pace).await.ok_or(NoOutput::Failed)
        }
        output => output.map_err(|_| NoOutput::Failed),
    };
    RUNNING.with_borrow_mut(|running| running.retain(|(other, _)| *other != number));
    send(TaskEvent::Ended);
    match output {
        Err(_) if signal.is_some_and(|signal| signal.aborted()) => Err(NoOutput::Stopped),
        output => output,
    }
}

/// Stops a task.
pub(super) fn stop(number: u32) {
    let found = RUNNING.with_borrow(|running| running.iter().find(|(other, _)| *other == number).cloned());
    if let Some((_, controller)) = found {
        controller.abort();
    }
}

/// Runs a task in a worker of its own; returns `undefined` where there can be none. `tasks.js` starts the worker, because only a script can
/// contain the worker's script.
async fn in_worker(
    name: &str,
    input: &JsValue,
    report: &Function,
    signal: Option<&AbortSignal>,
) -> Result<JsValue, JsValue> {
    let class = window().map(|window| window.custom_elements().get("ziping-form"));
    let start = class.and_then(|class| Reflect::get(&class, &"task".into()).ok());
    let Some(start) = start.and_then(|start| start.dyn_into::<Function>().ok()) else {
        return Ok(JsValue::UNDEFINED);
    };
    let given = Array::of5(&wasm_bindgen::module(), &name.into(), input, report, &signal.into());
    let output: Promise = start.apply(&JsValue::NULL, &given)?.dyn_into()?;
    JsFuture::from(output).await
}

/// Does the work of a task in this worker. `report` takes the progress in percent.
pub(crate) fn perform(task: &Task, input: JsValue, report: Function) -> Work {
    (task.work)(input, Pace::new(report, None, false))
}
