//! Large and unusual input: long lists, long texts, large pages, photos with metadata, names with reversed direction.
//! The page stays usable, and reports input that it refuses.

use super::support::form::{rubric, school};
use super::support::large::{self, Shape};
use super::support::page::wait;
use super::support::{Page, files};
use serde_json::{Value, json};
use std::path::Path;

/// Returns a record of the school's form with this entry at the first criterion.
fn record(entry: &Value) -> String {
    let rubric: Value = serde_json::from_str(&files::rubric("school-pe.json")).expect("a rubric");
    let first = &rubric["sections"][0]["criteria"][0]["id"];
    json!({
        "format": 1, "kind": "ziping-record", "id": "burden", "revision": 1,
        "rubric": { "id": rubric["id"], "version": rubric["version"] },
        "answers": { "self": { first.as_str().expect("an id"): entry } },
    })
    .to_string()
}

const ROOT: &str = "document.querySelector('ziping-form').shadowRoot";

/// Waits until this number of evidence rows is rendered, including the row of the button.
fn rows(page: &Page, count: usize) {
    page.until(
        &format!("{count} rows are drawn"),
        &format!("{ROOT}.querySelectorAll('.evidence > li').length === {count}"),
    );
}

#[test]
fn a_long_list_is_drawn_as_it_is_asked_for() {
    school(|page| {
        let evidence: Vec<_> = (1..=180).map(|i| json!({ "name": format!("材料{i}") })).collect();
        page.open_file(&files::write("long.json", record(&json!({ "evidence": evidence }))));
        // Twenty rows, the button, and the last row.
        rows(page, 22);
        page.find("button", "再显示 100 项（还有 159 项）").click();
        rows(page, 122);
        page.until(
            "the person goes on at the first new row",
            &format!("{ROOT}.activeElement?.textContent.includes('佐证') || {ROOT}.activeElement === {ROOT}.querySelectorAll('.evidence > li')[20]"),
        );
        assert_eq!(page.find("group", "佐证 21").find("textbox", "名称").value(), "材料21");
        assert_eq!(
            page.find("group", "佐证 180").find("textbox", "名称").value(),
            "材料180"
        );
        // A row that is added is rendered for input.
        page.find("button", "添加佐证，第1项").click();
        rows(page, 123);
        page.until(
            "it has the focus",
            &format!("{ROOT}.activeElement?.id === 'e-0-180-name'"),
        );
        page.keys("新");
        page.find("button", "再显示 59 项（还有 59 项）").click();
        rows(page, 181);
        assert_eq!(page.find("group", "佐证 181").find("textbox", "名称").value(), "新");
    });
}

/// Pastes a text into a field; returns whether the page prevented the browser's default.
fn paste(page: &Page, field: &str, length: usize) -> bool {
    let script = format!(
        "const field = {ROOT}.querySelector(arguments[0]), text = 'a'.repeat(arguments[1]);
        field.focus();
        const paste = new Event('paste', {{ bubbles: true, cancelable: true, composed: true }});
        Object.defineProperty(paste, 'clipboardData', {{ value: {{ getData: () => text, files: [], types: ['text/plain'] }} }});
        return !field.dispatchEvent(paste)"
    );
    page.run(&script, json!([field, length])) == true
}

#[test]
fn a_text_that_is_too_long_is_refused_in_words() {
    school(|page| {
        assert!(!paste(page, "textarea#n-0", 100_000), "as much as there may be");
        assert!(paste(page, "textarea#n-0", 100_001), "one more");
        page.shows("这里最多 100000 字，要放入的有 100001 字，没有放入。");
        assert!(paste(page, "#i-0", 1_000_000), "a number of a million digits");
        page.shows("这里最多 100 字，要放入的有 1000000 字");
        // The message disappears with the next accepted input.
        page.points("1").rewrite("3");
        page.sums("3 / 100");
        page.until(
            "nothing more is said",
            &format!("!{ROOT}.querySelector('.too-long').textContent"),
        );
        // Input that cannot be prevented, such as an input method's, is removed afterwards.
        let script = format!(
            "const field = {ROOT}.querySelector('textarea#n-0');
            field.focus();
            field.value = 'a'.repeat(100_001);
            field.dispatchEvent(new InputEvent('input', {{ bubbles: true, composed: true }}));
            return field.value.length"
        );
        assert_eq!(page.run(&script, json!([])), 0);
        page.shows("这里最多 100000 字");
    });
}

#[test]
fn a_large_page_without_answers_is_told_at_once() {
    school(|page| {
        let nothing = format!("<!DOCTYPE html>{}", "<div>".repeat(4_000_000));
        page.open_file(&files::write("tags.html", nothing));
        page.shows("“tags.html”是一份没有答案的页面");
    });
}

/// Attaches a file to the first criterion.
fn attach(page: &Page, file: &Path) {
    page.find("file", "添加附件，第1项").choose_files(&[file]);
}

#[test]
fn a_photo_does_not_tell_where_it_was_taken() {
    school(|page| {
        let script = "const canvas = document.createElement('canvas');
            Object.assign(canvas, { width: 40, height: 30 });
            canvas.getContext('2d').fillRect(0, 0, 20, 30);
            return canvas.toDataURL('image/jpeg').split(',')[1]";
        let plain = files::base64(page.run(script, json!([])).as_str().expect("a picture"));
        let told = b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0 GPS 26.5N 101.7E";
        let mut photo = plain[..2].to_vec();
        photo.extend([0xff, 0xe1, 0, 2 + told.len() as u8]);
        photo.extend(told);
        photo.extend(&plain[2..]);
        attach(page, &files::write("操场.jpg", &photo));
        page.shows("由“操场.jpg”（");
        page.shows("已去除拍摄地点、设备等信息");
        page.until(
            "the picture is shown",
            &format!("{ROOT}.querySelector('.attached img')?.naturalWidth === 40"),
        );
        page.catch_downloads();
        page.find("button", "导出").click();
        let record: Value = serde_json::from_str(&page.given().text).expect("a record");
        let file = record["answers"]["self"]
            .as_object()
            .and_then(|answers| answers.values().next())
            .map(|entry| entry["evidence"][0]["file"].clone())
            .expect("a file");
        assert_eq!(file["name"], "操场.jpg");
        assert_eq!(
            file["original"],
            json!({ "name": "操场.jpg", "size": photo.len(), "sha256": assessment::sha256(&photo) })
        );
        let size = file["size"].as_u64().expect("a size");
        assert!(size <= plain.len() as u64, "{size} of {}", photo.len());
    });
}

#[test]
fn names_are_shown_as_they_are_and_turn_nothing_round() {
    school(|page| {
        attach(page, &files::write("photo\u{202e}gpj.exe", "MZ"));
        page.shows("photogpj.exe");
        page.open_file(&files::write("تقرير\u{202e}.json", "{"));
        let title = "document.querySelector('.notice-title')?.textContent ?? ''";
        page.until("it is told", &format!("({title}).includes('没有打开')"));
        let title = page.text(title);
        assert!(title.starts_with("“\u{2068}تقرير.json\u{2069}”"), "{title:?}");
    });
}

#[test]
fn drafts_are_found_by_a_word_of_theirs() {
    school(|page| {
        page.find("textbox", "学校名称").rewrite("青山小学");
        page.keeps("saved");
        page.command("返回首页（选其他表）");
        let drafts = "document.querySelectorAll('.drafts li.draft').length";
        for count in 1..=21 {
            page.until("the copy is listed", &format!("{drafts} === {count}"));
            if count <= 20 {
                page.run(
                    "[...document.querySelectorAll('.drafts button')].find((one) => one.getAttribute('aria-label')?.startsWith('复制一份')).click()",
                    json!([]),
                );
            }
        }
        page.find("searchbox", "查找草稿").write("副本 青山");
        page.shows("找到 20 份");
        page.until("only they are listed", &format!("{drafts} === 20"));
        page.find("searchbox", "查找草稿").rewrite("没有这个");
        page.shows("没有找到");
        page.until("none is listed", &format!("{drafts} === 0"));
    });
}

#[test]
fn another_language_reaches_the_last_of_many() {
    rubric(&large::rubric(1_200, Shape::One), |page| {
        let last = format!("{ROOT}.querySelector('#t-1199')?.textContent");
        page.until("all are drawn", &format!("{last}?.includes('第1200项')"));
        page.find("button", "EN").click();
        page.until(
            "what is seen is in English at once",
            &format!("{ROOT}.querySelector('#t-0').textContent.includes('Item 1:')"),
        );
        page.until("and then the last", &format!("{last}.includes('Item 1200')"));
        page.until("which says so", &format!("!{ROOT}.querySelector('.criteria[lang]')"));
    });
}

#[test]
fn the_paper_of_many_is_drawn_before_the_browser_prints() {
    rubric(&large::rubric(1_200, Shape::One), |page| {
        let rows = format!("{ROOT}.querySelectorAll('.print tr').length");
        page.run(
            &format!(
                "window.print = () => {{ window.rows = {rows}; dispatchEvent(new Event('beforeprint')); window.same = {rows}; dispatchEvent(new Event('afterprint')); }};
                window.told = [];
                new MutationObserver(() => window.told.push({ROOT}.querySelector('[role=status].too-long')?.textContent)).observe({ROOT}, {{ childList: true, subtree: true }})"
            ),
            json!([]),
        );
        page.command("打印");
        wait("it is printed", || {
            let printed = page.value("window.same ?? null");
            printed.is_u64().then_some(()).ok_or("not yet".to_owned())
        });
        // The heading, the section, its criteria and the total; the profile has one row.
        assert_eq!(page.value("[window.rows, window.same]"), json!([1_204, 1_204]));
        assert!(page.value("window.told").to_string().contains("正在准备打印…"));
        page.until("the paper is gone", &format!("!{ROOT}.querySelector('.print')"));
    });
}
