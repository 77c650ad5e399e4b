//! Work without a view: in a worker, and in slices where there is none; its progress, its failure, and how it is stopped.

use super::evidence::{catch_bytes, given};
use super::support::form::school;
use super::support::page::wait;
use super::support::{Engine, Page, browse, files, is_long, served, site};
use serde_json::{Value, json};

/// Has the page count the tasks that its workers have done.
const COUNTED: &str = "window.done = 0; const Native = Worker;
    window.Worker = class extends Native {
        constructor(...given) {
            super(...given);
            this.addEventListener('message', ({ data }) => { if (data[0] === 'done') window.done++; });
        }
    };";

/// Ways in which there is no worker: the browser has none, the policy refuses it with an exception, with an event, or in silence; the
/// program cannot be handed over.
const REFUSED: [(&str, &str); 5] = [
    ("none", "window.Worker = undefined;"),
    (
        "exception",
        "window.Worker = class { constructor() { throw new DOMException('', 'SecurityError'); } };",
    ),
    (
        "event",
        "window.Worker = class { constructor() { setTimeout(() => this.onerror(new ErrorEvent('error'))); } terminate() {} };",
    ),
    ("silence", "window.Worker = class { terminate() {} };"),
    (
        "no program",
        "window.Worker = class { constructor() { setTimeout(() => this.onmessage({ data: ['ready'] })); }
            postMessage() { throw new DOMException('', 'DataCloneError'); } terminate() {} };",
    ),
];

/// A worker that has done two fifths of its task and does no more; `window.stopped` says whether it was stopped, and
/// `window.fail()` has it fail.
const SLOW: &str = "window.stopped = false; window.Worker = class {
        constructor() { setTimeout(() => this.onmessage({ data: ['ready'] })); }
        postMessage() { this.onmessage({ data: ['at', 40] }); window.fail = () => this.onmessage({ data: ['failed', 'test'] }); }
        terminate() { window.stopped = true; }
    };";

const PACK: &str = "打包导出（ZIP，含附件）";

/// A form with a file and a score, in a browser that `change` was done to.
fn filled(change: &str, test: impl FnOnce(&Page)) {
    let plan = files::write("方案.docx", b"a plan ".repeat(200_000));
    school(|page| {
        catch_bytes(page);
        page.run(change, json!([]));
        page.find("file", "添加附件，第1项").choose_files(&[&plan]);
        page.shows("方案.docx 1.4 MB");
        page.points("1").rewrite("3");
        test(page);
    });
}

/// Begins to export the form as an archive, which takes long enough to be shown.
fn begins(page: &Page) {
    page.show_menu();
    page.find("button", PACK).click();
    page.shows("正在打包“打包导出_");
}

/// Exports the form as an archive; returns its bytes.
fn packed(page: &Page) -> Vec<u8> {
    page.show_menu();
    page.find("button", PACK).click();
    given(page).1
}

/// How many tasks are done in a worker by each of these tests: WebKit lets a worker of a page from disk read no file.
fn done() -> Value {
    json!(if Engine::asked() == Engine::Webkit { 0 } else { 1 })
}

#[test]
fn an_archive_is_packed_and_opened_in_a_worker() {
    let mut bytes = Vec::new();
    filled(COUNTED, |page| {
        bytes = packed(page);
        assert_eq!(page.value("window.done"), done());
    });
    let zip = files::write("packed.zip", &bytes);
    school(|page| {
        page.run(COUNTED, json!([]));
        page.open_file(&zip);
        page.sums("3 / 100");
        page.shows("方案.docx 1.4 MB");
        assert_eq!(page.value("window.done"), done());
    });
}

#[test]
fn from_a_server_every_browser_uses_a_worker() {
    let server = served::start(site::built());
    browse(|page| {
        page.open_address(&format!("{}?rubric=school-pe", server.address));
        page.points("1").rewrite("3");
        catch_bytes(page);
        page.run(COUNTED, json!([]));
        let zip = files::write("served.zip", packed(page));
        assert_eq!(page.value("window.done"), json!(1));
        page.points("1").rewrite("4");
        page.open_file(&zip);
        page.until("the archive is opened", "window.done === 2");
    });
}

#[test]
fn without_a_worker_the_page_does_the_work() {
    let count = if is_long() { REFUSED.len() } else { 2 };
    for (how, change) in REFUSED.into_iter().take(count) {
        let mut bytes = Vec::new();
        filled(change, |page| bytes = packed(page));
        let zip = files::write(&format!("{how}.zip"), &bytes);
        school(|page| {
            page.run(change, json!([]));
            page.open_file(&zip);
            page.sums("3 / 100");
            page.shows("方案.docx 1.4 MB");
        });
    }
}

#[test]
fn a_task_shows_its_progress_and_can_be_stopped() {
    filled(SLOW, |page| {
        begins(page);
        let label =
            "document.getElementById(document.querySelector('progress[value=\"40\"]').getAttribute('aria-labelledby'))";
        assert!(page.text(&format!("{label}.textContent")).starts_with("正在打包"));
        page.find("button", "停止").click();
        page.until("the worker is stopped", "window.stopped");
        wait("the notice is gone", || match page.seen().contains("正在打包") {
            true => Err("it is there".to_owned()),
            false => Ok(()),
        });
        assert_eq!(page.value("window.packs.length"), json!(0));
        // The form is as it was, and the next attempt is a task of its own.
        page.sums("3 / 100");
        begins(page);
        page.find("button", "停止").click();
    });
}

#[test]
fn a_task_that_fails_is_reported_and_loses_nothing() {
    filled(SLOW, |page| {
        begins(page);
        page.run("window.fail()", json!([]));
        page.shows("浏览器没有生成文件，填写的内容还在页面上。");
        assert!(!page.seen().contains("正在打包"));
        page.sums("3 / 100");
        page.shows("方案.docx 1.4 MB");
    });
    let zip = files::write("any.zip", b"PK\x03\x04");
    school(|page| {
        page.points("1").rewrite("3");
        page.run(SLOW, json!([]));
        page.open_file(&zip);
        page.shows("正在打开“any.zip”");
        page.run("window.fail()", json!([]));
        page.shows("any.zip");
        assert!(!page.seen().contains("正在打开"));
        page.sums("3 / 100");
    });
}
