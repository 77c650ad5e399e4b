//! One page in one browser of its own: opened, edited, weighed. All times in microseconds.

use serde_json::{Value, json};
use std::path::Path;

use crate::support::engine::Setup;
use crate::support::page::{Page, address, wait_for};
use std::time::Duration;

/// How often real keys edit.
const KEYS: u64 = 20;
/// How many edits are made without painting.
const EDITS: u64 = 200;
/// Ten thousand items and a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// What was measured, in the order of the table's columns.
pub const COLUMNS: [&str; 9] = [
    "usable",
    "in view",
    "filled",
    "key to total",
    "cpu/edit",
    "script/edit",
    "JS heap",
    "wasm",
    "nodes",
];

/// The figures of one page: six times, two sizes in bytes, a count.
pub type Figures = [u64; COLUMNS.len()];

/// Opens a file with so many criteria, and measures.
pub fn measure(file: &Path, count: usize) -> Figures {
    let page = Page::start(&Setup {
        load: "none",
        ..Setup::default()
    });
    let watch = include_str!("watch.js").replace("COUNT", &count.to_string());
    page.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({"source": watch}));
    page.cdp("Performance.enable", &json!({}));
    page.go(&address(file));
    let marks = wait_for(PATIENCE, "everything is filled in", || {
        // Until the page is there, there is nothing to ask.
        let marks = page.value("window.bench?.marks ?? {}");
        let is_filled = marks["filled"].is_u64();
        is_filled.then_some(marks).ok_or_else(|| "it is not".to_owned())
    });
    let mark = |name: &str| marks[name].as_u64().unwrap_or_default();

    page.run("bench.listen()", json!([]));
    let before = metric(&page, "TaskDuration");
    for i in 0..KEYS {
        page.keys(["3", "4"][usize::from(i % 2 == 1)]);
    }
    let keys = wait_for(PATIENCE, "every key counts", || {
        let keys = page.value("bench.keys");
        let is_all = keys.as_array().is_some_and(|keys| keys.len() as u64 == KEYS);
        is_all.then_some(keys).ok_or_else(|| "not yet".to_owned())
    });
    let cpu = (metric(&page, "TaskDuration") - before) / KEYS;
    let keys = keys.as_array().into_iter().flatten().filter_map(Value::as_u64);

    let script = "const tell = arguments[arguments.length - 1];
        bench.script(arguments[0]).then(tell, (error) => tell(String(error)))";
    let script = page.post("/execute/async", &json!({"script": script, "args": [EDITS]}));
    let script = script
        .as_u64()
        .unwrap_or_else(|| panic!("the edits went wrong: {script}"));

    page.cdp("HeapProfiler.collectGarbage", &json!({}));
    [
        mark("usable"),
        mark("inView"),
        mark("filled"),
        super::median(keys.collect()),
        cpu,
        script,
        metric(&page, "JSHeapUsedSize") / 1_000_000,
        page.value("bench.memory()").as_u64().unwrap_or_default(),
        metric(&page, "Nodes") / 1_000_000,
    ]
}

/// A metric of Chromium's, in millionths.
fn metric(page: &Page, name: &str) -> u64 {
    let metrics = page.cdp("Performance.getMetrics", &json!({}));
    let all = metrics["metrics"].as_array().cloned().unwrap_or_default();
    let found = all
        .iter()
        .find(|metric| metric["name"] == name)
        .map(|metric| &metric["value"]);
    let value = found.and_then(Value::as_f64).unwrap_or_default();
    Duration::try_from_secs_f64(value).map_or(0, |value| u64::try_from(value.as_micros()).unwrap_or(u64::MAX))
}
