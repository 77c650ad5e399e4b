//! Copies of the page with the answers: the blocks in the page, and the file that it saves.

use serde_json::{Value, json};

use super::record::{check, export, fill};
use super::support::control::keys;
use super::support::form::{SCHOOL, school};
use super::support::large::{self, Shape};
use super::support::{Page, browse, files};

/// Returns the page's HTML 300 ms after the last edit, as a browser would save it.
fn html(page: &Page) -> String {
    let script = "const tell = arguments[arguments.length - 1];
        setTimeout(() => tell('<!DOCTYPE html>\\n' + document.documentElement.outerHTML), 300)";
    let html = page.post("/execute/async", &json!({"script": script, "args": []}));
    html.as_str().unwrap_or_default().to_owned()
}

/// The names of the blocks in the page.
const BLOCKS: &str =
    "[...document.querySelectorAll('ziping-form > script')].map((block) => block.dataset.part ?? block.dataset.ziping)";

#[test]
fn one_click_gives_one_file_with_everything_in_it() {
    school(|page| {
        page.catch_downloads();
        fill(page);
        page.keys(&format!("{}s", keys::CONTROL));
        let copy = page.given();
        assert_eq!(copy.name, "自评_麻栗坡县 第一小学_2026-11-20.html");
        assert_eq!(copy.kind, "text/html");
        let record = export(page);

        page.open(&files::write("copy.html", &copy.text));
        check(page);
        page.catch_downloads();
        assert_eq!(export(page), record);
        // The page continues to work, and so does its copy.
        page.points("8").rewrite("2");
        page.sums("23.91 / 100");
        page.command("保存副本");
        page.open(&files::write("again.html", page.given().text));
        page.sums("23.91 / 100");
    });
}

#[test]
fn the_page_carries_what_was_entered_within_300_milliseconds() {
    school(|page| {
        assert_eq!(page.value(BLOCKS), json!([]));
        fill(page);
        page.points("21").rewrite("3");
        let saved = html(page);
        page.catch_downloads();
        let record = export(page);
        page.open(&files::write("saved.html", saved));
        page.sums("25 / 100");
        page.catch_downloads();
        assert_eq!(export(page), record);
        assert_eq!(page.value("document.querySelectorAll('#ziping-shell .bar').length"), 1);
    });
}

#[test]
fn a_form_with_nothing_in_it_leaves_the_page_alone() {
    school(|page| {
        page.catch_downloads();
        page.command("保存副本");
        let copy = page.given();
        assert!(
            copy.text == files::page_with(&[&files::rubric("school-pe.json")]),
            "not what the build makes"
        );
    });
}

#[test]
fn a_rubric_of_ones_own_goes_with_its_record() {
    let text = files::rubric("class-culture.json").replacen("\"class-culture\"", "\"own-culture\"", 1);
    browse(|page| {
        page.open(&files::shipped());
        page.open_file(&files::write("own.json", &text));
        page.criterion("2").find("radio", "部分").click();
        let saved = html(page);
        page.catch_downloads();
        let record = export(page);
        assert!(record.contains("own-culture"));
        page.open(&files::write("saved.html", saved));
        page.catch_downloads();
        assert_eq!(export(page), record);
        // A rubric that the page was delivered with is not added again, and the page opens with the record's rubric.
        assert_eq!(
            page.value("document.querySelectorAll('ziping-form > script[data-ziping=rubric]').length"),
            1
        );

        page.open(&files::shipped());
        page.find("button", "学校体育工作").click();
        page.score(&SCHOOL[..2]);
        let saved = html(page);
        page.open(&files::write("many.html", saved));
        page.sums("6 / 100");
        assert_eq!(page.value(BLOCKS), json!(["head", "organisation/0"]));
    });
}

#[test]
fn an_edit_rewrites_its_own_block_and_the_head() {
    let page = files::page_with(&[&large::rubric(10_000, Shape::One)]);
    browse(|browser| {
        browser.open(&files::write("large.html", page));
        browser.points("1").rewrite("3");
        browser.until("it is carried", "document.querySelector('[data-part=\"s1/0\"]')");
        assert_eq!(browser.value(BLOCKS), json!(["head", "s1/0"]));
        browser.run(
            "window.rewritten = [];
            new MutationObserver((all) => window.rewritten.push(...all.map((one) => one.target.dataset.part ?? one.addedNodes[0]?.dataset.part)))
                .observe(document.querySelector('ziping-form'), { childList: true, subtree: true, characterData: true })",
            json!([]),
        );
        browser.points("2").rewrite("4");
        browser.until(
            "it is carried",
            "document.querySelector('[data-part=\"s1/0\"]').textContent.includes('\"points\":4')",
        );
        assert_eq!(browser.value("window.rewritten"), json!(["s1/0", "head"]));
    });
}

#[test]
fn a_damaged_block_is_told_and_the_rest_is_opened() {
    school(|page| {
        page.score(&SCHOOL);
        let saved = html(page);
        let at = saved
            .find("data-part=\"teaching/0\"")
            .map(|at| at + 200)
            .expect("the block of the second section");
        let torn = format!("{}{}", &saved[..at], &saved[at + 40..]);
        // Simulates another computer: here the page would find its draft.
        page.keeps("saved");
        page.go("about:blank");
        page.open(&files::shipped());
        page.delete_database();
        page.open(&files::write("torn.html", torn));
        page.shows("这个文件里有 1 处填写内容已损坏或缺失，无法读取。");
        page.find("button", "二、体育教学");
        assert_eq!(page.subtotal("一、组织领导"), "8 / 8");
        assert_eq!(page.subtotal("二、体育教学"), "— / 12");
    });
}

/// A script that simulates a browser that can write files and records the calls in `window.wrote`.
const WRITES: &str = "window.wrote = []; window.refuse = null;
    const fail = (name) => { throw new DOMException('disk trouble', name) };
    window.showSaveFilePicker = async (options) => {
        if (window.refuse === 'picker') fail('AbortError');
        return {
            name: options.suggestedName,
            requestPermission: async () => { window.refuse = null; return 'granted' },
            createWritable: async () => {
                if (window.refuse) fail(window.refuse);
                let text = '';
                return { write: async (more) => { text += more }, close: async () => { window.wrote.push(text) } };
            },
        };
    };";

fn wrote(page: &Page, count: usize) {
    page.until("the file is written", &format!("window.wrote.length === {count}"));
}

#[test]
fn saving_goes_on_into_the_same_file() {
    school(|page| {
        page.run(WRITES, json!([]));
        page.points("1").rewrite("3");
        page.run("window.refuse = 'picker'", json!([]));
        page.command("保存副本");
        page.run("window.refuse = null", json!([]));
        assert_eq!(page.value("window.wrote.length"), 0);

        page.command("保存副本");
        wrote(page, 1);
        page.shows("已存入“自评_学校体育工作专项督导评估自评表_");
        page.points("2").rewrite("1");
        wrote(page, 2);
        let text = |page: &Page| page.text("window.wrote.at(-1)");
        assert!(text(page).contains("\"points\":1}"), "the second answer");

        // The permission to write has expired; the next click requests it again.
        page.run("window.refuse = 'NotAllowedError'", json!([]));
        page.points("3").rewrite("2");
        page.shows("请再点一次“保存副本”");
        page.command("保存副本");
        wrote(page, 3);
        page.shows("已存入“");

        // The disk is full: the page reports it, and the next click offers another file.
        page.run("window.refuse = 'QuotaExceededError'", json!([]));
        page.points("4").rewrite("5");
        page.shows("disk trouble");
        page.run("window.refuse = null", json!([]));
        page.command("保存副本");
        wrote(page, 4);
        page.shows("已存入“");
        let last = text(page);
        page.open(&files::write("written.html", last));
        page.sums("11 / 100");
    });
}

#[test]
fn with_nothing_open_the_keys_are_the_browsers() {
    browse(|page| {
        page.open(&files::shipped());
        page.find("button", "学校体育工作");
        page.catch_downloads();
        let script = "return document.dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true, cancelable: true }))";
        assert_eq!(page.run(script, json!([])), Value::Bool(true));
    });
}
