//! Merging: several departments' copies opened at once, a copy of the open form, a saved page. The person resolves
//! conflicts.

use serde_json::{Value, json};

use super::support::form::school;
use super::support::{Page, files};
use std::path::{Path, PathBuf};

/// Returns a copy of the school's record with these entries: criterion, points, counter, minute, and author.
fn copy(name: &str, id: &str, entries: &[(&str, u32, u32, u32, &str)]) -> PathBuf {
    files::write(name, record(id, entries))
}

fn record(id: &str, entries: &[(&str, u32, u32, u32, &str)]) -> String {
    let entry = |(criterion, points, counter, minute, by): &(&str, u32, u32, u32, &str)| {
        format!(
            r#""{criterion}": {{ "answer": {{ "kind": "points", "points": {points} }}, "counter": {counter}, "replica": "{id}", "time": "2026-11-20T08:{minute:02}:00Z", "by": "{by}" }}"#
        )
    };
    let all: Vec<_> = entries.iter().map(entry).collect();
    format!(
        r#"{{ "format": 1, "kind": "ziping-record", "id": "{id}", "revision": {}, "rubric": {{ "id": "school-pe", "version": "1" }}, "answers": {{ "self": {{ {} }} }} }}"#,
        entries.len(),
        all.join(", ")
    )
}

/// Returns the copies of two departments: each has separate criteria, and they conflict on criterion 3.
fn departments() -> [PathBuf; 2] {
    [
        copy(
            "总务处.json",
            "a",
            &[("pe-01", 4, 1, 10, "张主任"), ("pe-03", 1, 2, 20, "张主任")],
        ),
        copy(
            "教务处.json",
            "b",
            &[
                ("pe-04", 6, 1, 5, "李老师"),
                ("pe-05", 4, 2, 6, "李老师"),
                ("pe-03", 2, 3, 7, "李老师"),
            ],
        ),
    ]
}

impl Page {
    /// Opens several files at once with the file button.
    fn open_files(&self, all: &[&Path]) {
        self.show_menu();
        let names: Vec<_> = all.iter().map(|file| file.to_string_lossy()).collect();
        let all = self.all("file", "");
        all.first().expect("a file button").write(&names.join("\n"));
    }
}

#[test]
fn two_departments_come_together_and_a_conflict_is_chosen() {
    // The records share no history, so the entry with the later time is preselected whatever its counter; either can be
    // chosen.
    for (chosen, total) in [
        (None, "15 / 100"),
        (Some("1 分"), "15 / 100"),
        (Some("2 分"), "16 / 100"),
    ] {
        school(|page| {
            page.catch_downloads();
            let [one, two] = departments();
            page.open_files(&[&one, &two]);
            page.find("heading", "合并 2 份记录");
            page.shows("有 1 处不一致，请选择");
            assert_eq!(page.find("radio", "1 分").read("checked"), "true");
            if let Some(chosen) = chosen {
                page.find("radio", chosen).click();
            }
            page.find("button", "合并").click();
            page.shows("已合并 2 份记录。");
            page.sums(total);
            page.find("button", "导出").click();
            let text = page.given().text;
            for kept in ["张主任", "李老师", "2026-11-20T08:05:00Z", "2026-11-20T08:10:00Z"] {
                assert!(text.contains(kept), "{kept} in {text}");
            }
        });
    }
}

#[test]
fn cancelled_nothing_has_changed() {
    school(|page| {
        page.points("1").rewrite("3");
        let [one, two] = departments();
        page.open_files(&[&one, &two]);
        page.find("heading", "合并 3 份记录");
        page.shows("当前填写的内容");
        page.shows("有 2 处不一致，请选择");
        page.find("button", "取消").click();
        page.sums("3 / 100");
        assert_eq!(page.points("1").value(), "3");
    });
}

#[test]
fn all_of_one_copy() {
    school(|page| {
        page.points("1").rewrite("3");
        let [one, two] = departments();
        page.open_files(&[&one, &two]);
        page.find("button", "全部采用这一份：总务处.json").click();
        page.find("button", "合并").click();
        // 4 and 1 from the first copy, 6 and 4 only from the second.
        page.sums("15 / 100");
    });
}

#[test]
fn a_copy_of_what_is_open_asks_where_it_differs() {
    school(|page| {
        page.catch_downloads();
        page.points("1").rewrite("1");
        page.points("2").rewrite("1");
        page.find("button", "导出").click();
        let mut copy: Value = serde_json::from_str(&page.given().text).expect("a record");
        // Another person edited a copy of the file: one criterion later than here, the other earlier.
        for (id, points, time) in [("pe-01", 3, "2099-01-01"), ("pe-02", 2, "2020-01-01")] {
            copy["answers"]["self"][id] = json!({"answer": {"kind": "points", "points": points}, "counter": 9, "replica": "other",
                "time": format!("{time}T08:00:00Z"), "by": "李老师"});
        }
        page.open_file(&files::write("copy.json", copy.to_string()));
        page.find("heading", "合并 2 份记录");
        page.shows("有 2 处不一致，请选择");
        page.find("radio", "2 分").click();
        page.find("button", "合并").click();
        page.sums("5 / 100");

        // The merge can be undone like any edit, also after the page was closed, and so can the edits before it.
        page.keeps("saved");
        page.reload();
        page.sums("5 / 100");
        for (button, sum) in [
            ("撤销", "2 / 100"),
            ("重做", "5 / 100"),
            ("撤销", "2 / 100"),
            ("撤销", "1 / 100"),
        ] {
            page.find("button", button).click();
            page.sums(sum);
        }
    });
}

#[test]
fn what_nothing_decides_is_chosen_by_the_person_and_texts_can_be_kept_together() {
    school(|page| {
        page.catch_downloads();
        let of = |name: &str, id: &str, school: &str, narrative: &str| {
            let text = record(id, &[("pe-01", 4, 1, 1, "")]);
            let own = format!(r#""profile": {{ "school": "{school}" }}, "narrative": "{narrative}", "answers""#);
            files::write(name, text.replacen(r#""answers""#, &own, 1))
        };
        let (one, two) = (
            of("一.json", "a", "一小", "先写的。"),
            of("二.json", "b", "一小", "后写的。"),
        );
        page.open_files(&[&one, &two]);
        page.shows("无法判断先后，请逐处选择。");
        page.shows("工作情况说明");
        page.until(
            "nothing is chosen",
            "[...document.querySelectorAll('.merge-place input')].every((radio) => !radio.checked)",
        );
        // Merging moves to the first conflict without a choice.
        page.find("button", "合并").click();
        page.shows("还有 1 处没有选择。");
        page.until(
            "the keyboard is there",
            "document.activeElement.matches('.merge-place input')",
        );
        page.find("radio", "都保留").click();
        page.find("button", "合并").click();
        page.sums("4 / 100");
        page.find("button", "导出").click();
        let merged: Value = serde_json::from_str(&page.given().text).expect("a record");
        assert_eq!(merged["narrative"], "先写的。\n后写的。");
    });
}

#[test]
fn records_of_two_schools_are_kept_apart() {
    school(|page| {
        let of = |name: &str, id: &str, school: &str| {
            let own = format!(r#""profile": {{ "school": "{school}" }}, "answers""#);
            files::write(
                name,
                record(id, &[("pe-01", 4, 1, 1, "")]).replacen(r#""answers""#, &own, 1),
            )
        };
        let (one, two) = (of("one.json", "a", "一小"), of("two.json", "b", "二小"));
        page.open_files(&[&one, &two]);
        page.shows("“one.json”填的是“一小”，“two.json”填的是“二小”，单位不同，不能合并。");
        page.shows("已评 0 / 21 项");
    });
}

#[test]
fn a_saved_page_is_opened_for_the_record_in_it() {
    school(|page| {
        let own = record("a", &[("pe-01", 4, 1, 1, "张主任")]);
        let html = format!(
            r#"<!DOCTYPE html><title>x</title><script type="application/json" data-ziping="record">{own}</script>"#
        );
        page.open_file(&files::write("saved.html", &html));
        page.shows("已打开“saved.html”。");
        page.sums("4 / 100");
        page.open_file(&files::write("empty.html", "<!DOCTYPE html><title>x</title>"));
        page.shows("“empty.html”是一份没有答案的页面");
        page.sums("4 / 100");
    });
}

/// Markup that would run if a text were interpreted as HTML.
const MARKUP: &str = "<img src=nowhere onerror='window.ran = 1'><script>window.ran = 2</script>";

impl Page {
    /// Checks that no markup became an element and none of it ran.
    fn took_no_markup(&self) {
        // Error events are in order: after that of a later image, an earlier image's handler has run.
        let fault = "window.failed = false; const image = new Image(); image.onerror = () => { window.failed = true }; image.src = 'nowhere'";
        self.run(fault, json!([]));
        self.until("an image that is not there fails", "window.failed");
        let made = "[document, document.querySelector('ziping-form').shadowRoot].some((root) => root.querySelector('img[src=nowhere]')
            || [...root.querySelectorAll('script')].some((one) => one.textContent === 'window.ran = 2'))";
        self.until("no element was made of it", &format!("!({made})"));
        self.until("nothing of it ran", "window.ran === undefined");
    }
}

#[test]
fn markup_in_files_is_shown_as_text_and_nothing_of_it_runs() {
    school(|page| {
        let with_texts = |id: &str, more: &str| {
            let mut record: Value = serde_json::from_str(&record(id, &[("pe-01", 4, 1, 1, MARKUP)])).expect("a record");
            record["profile"] = json!({ "school": MARKUP });
            record["narrative"] = format!("{more}{MARKUP}").into();
            record["answers"]["self"]["pe-01"]["note"] = format!("{more}{MARKUP}").into();
            record["answers"]["self"]["pe-01"]["evidence"] = json!([{ "name": MARKUP }]);
            record["answers"]["self"]["pe-01"]["problems"] = json!([{ "text": MARKUP, "measure": { "text": MARKUP } }]);
            record
        };
        // A page with active content in its own markup and in its record.
        let own = with_texts("a", "").to_string().replace('<', "\\u003c");
        let html = format!(
            r#"<!DOCTYPE html><title>x</title>{MARKUP}<script>window.ran = 3</script><script type="application/json" data-ziping="record">{own}</script>"#
        );
        page.open_file(&files::write("saved.html", &html));
        page.shows("已打开“saved.html”。");
        page.sums("4 / 100");
        let fields = "[...document.querySelector('ziping-form').shadowRoot.querySelectorAll('input, textarea')]";
        page.until(
            "the texts stand in their fields as they were written",
            &format!("{fields}.some((one) => one.value === {})", json!(MARKUP)),
        );
        page.took_no_markup();
        // Conflicts with a copy, whose texts are shown within messages.
        let name = "<img src=nowhere onerror='window.ran = 4'>.json";
        page.open_file(&files::write(name, with_texts("a", "甲").to_string()));
        page.find("heading", "合并 2 份记录");
        page.shows(name);
        page.shows(&format!("甲{MARKUP}"));
        page.took_no_markup();
    });
}
