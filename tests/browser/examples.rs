//! The portals in `examples/`: filled in, refused, submitted. A portal receives exactly the text that the page would
//! export.

use serde_json::{Value, json};

use super::support::form::SCHOOL;
use super::support::page::wait;
use super::support::{Page, files, portal};

/// The entries of a form as a server reads them.
struct Sent(Value);

impl Sent {
    fn entry(&self, name: &str) -> &str {
        self.0[name].as_str().unwrap_or_default()
    }
}

/// Opens a portal as served and records its events.
fn open(name: &str, test: impl FnOnce(&Page)) {
    portal::built(files::examples().join(format!("portal-{name}")), portal::STRICT, test);
}

/// Fills in the portal's own field above the form.
fn name_the_school(page: &Page) {
    page.run("document.getElementById('school').focus()", json!([]));
    page.keys("青石镇中心小学");
}

fn hand_in(page: &Page) {
    page.find("button", "提交").click();
}

/// Waits until the criterion with this id has the focus, anywhere in the document.
fn leads_to(page: &Page, id: &str) {
    wait(&format!("the focus is on {id}"), || {
        let there = page.focused().attribute("id").unwrap_or_default();
        (there == id).then_some(()).ok_or(there)
    });
}

fn says(page: &Page, text: &str) {
    wait(&format!("the portal says “{text}”"), || {
        let said = page.text("document.querySelector('output').textContent");
        (said == text).then_some(()).ok_or(said)
    });
}

/// Checks that there was no policy violation and no error.
fn went_well(page: &Page) {
    assert_eq!(page.value("window.violations"), json!([]));
    assert_eq!(page.value("window.faults"), json!([]));
}

/// Fills in the school's own scores, with refused submissions in between.
fn fill_in(page: &Page) {
    page.points("1");
    hand_in(page);
    leads_to(page, "school");
    name_the_school(page);
    page.points("1").rewrite("3.5");
    hand_in(page);
    leads_to(page, "i-1");
    page.score(&SCHOOL);
}

/// Checks that the page's export of the submitted record is byte-identical.
fn is_what_the_page_exports(page: &Page, sent: &str) {
    page.open(&files::shipped());
    page.catch_downloads();
    page.open_file(&files::write("sent.json", sent));
    page.sums("90 / 100");
    page.command("导出");
    // HTML forms submit every line end as CR LF.
    assert!(page.given().text == sent.replace("\r\n", "\n"), "another text is sent");
}

fn reads_what_was_sent(page: &Page, sent: &Sent) {
    assert_eq!(
        (
            sent.entry("school"),
            sent.entry("assessment.total"),
            sent.entry("assessment.grade")
        ),
        ("青石镇中心小学", "90", "excellent")
    );
    is_what_the_page_exports(page, sent.entry("assessment"));
}

/// Returns the entries that a server without a framework received.
fn posted(page: &Page) -> Sent {
    page.until("the form is sent", "location.pathname === '/submit'");
    Sent(page.value("Object.fromEntries(new URLSearchParams(document.body.textContent.trim()))"))
}

fn in_one_page(name: &str) {
    open(name, |page| {
        page.points("1");
        says(page, "尚未评分");
        fill_in(page);
        says(page, "合计 90 / 100，等级 优秀");
        let held = page.text("document.querySelector('ziping-form').value");
        hand_in(page);
        page.find("region", "回执");
        let received = page.text("document.getElementById('received').textContent");
        assert!(received == held, "another text is received");
        let shown = page.text("document.querySelector('dl').textContent");
        for part in ["青石镇中心小学", "90", "excellent"] {
            assert!(shown.contains(part), "{shown}");
        }
        went_well(page);
        is_what_the_page_exports(page, &received);
    });
}

#[test]
fn react_reads_what_the_page_exports() {
    in_one_page("react");
}

#[test]
fn vue_reads_what_the_page_exports() {
    in_one_page("vue");
}

#[test]
fn svelte_reads_what_the_page_exports() {
    in_one_page("svelte");
}

#[test]
fn yew_reads_what_the_page_exports() {
    in_one_page("yew");
}

#[test]
fn a_plain_form_reads_what_the_page_exports() {
    open("plain", |page| {
        fill_in(page);
        page.sums("90 / 100");
        went_well(page);
        hand_in(page);
        let sent = posted(page);
        reads_what_was_sent(page, &sent);
    });
}

#[test]
fn clicks_in_a_closed_root_reach_their_own_app_alone() {
    open("yew", |page| {
        page.points("1");
        assert_eq!(
            page.value("document.querySelector('ziping-form').shadowRoot"),
            Value::Null
        );
        page.run(
            "window.clicks = []; document.getElementById('portal').addEventListener('click', ({ target }) => clicks.push(target.localName))",
            json!([]),
        );
        for (label, total) in [("1", "4"), ("2", "6"), ("3", "8")] {
            page.criterion(label).find("button", "满分").click();
            says(page, &format!("暂计 {total} / 100，已评 {label} / 21 项"));
        }
        page.criterion("3").find("button", "清除").click();
        says(page, "暂计 6 / 100，已评 2 / 21 项");
        // The portal's own app sees the buttons as clicks on the element, and does nothing.
        assert_eq!(page.value("window.clicks"), json!(vec!["ziping-form"; 4]));
        assert!(page.lacks("region", "回执") && page.lacks("alert", ""));
        went_well(page);
    });
}

#[test]
fn a_frame_gives_what_the_page_exports() {
    open("iframe", |page| {
        let into = |page: &Page| {
            let frame = page.value("document.getElementById('frame')");
            page.post("/frame", &json!({"id": frame}));
        };
        page.until(
            "it is as high as what is in it",
            "document.getElementById('frame').offsetHeight > 2000",
        );
        name_the_school(page);
        into(page);
        page.points("1").rewrite("3.5");
        page.post("/frame", &json!({"id": null}));
        says(page, "暂计 3.5 / 100，已评 1 / 21 项");
        hand_in(page);
        page.find("alert", "").says("还有 20 项未评分。");
        into(page);
        page.score(&SCHOOL);
        page.post("/frame", &json!({"id": null}));
        says(page, "合计 90 / 100，等级 优秀");
        went_well(page);
        hand_in(page);
        let sent = posted(page);
        assert_eq!(sent.entry("school"), "青石镇中心小学");
        let record: Value = serde_json::from_str(sent.entry("assessment")).expect("a record");
        // The value was set as an object, so the serializer determined its text.
        page.open(&files::shipped());
        page.catch_downloads();
        page.open_file(&files::write("sent.json", sent.entry("assessment")));
        page.sums("90 / 100");
        page.command("导出");
        let exported: Value = serde_json::from_str(&page.given().text).expect("a record");
        assert!(exported == record, "another record is given");
    });
}
