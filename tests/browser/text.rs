//! Text is data: text that looks like markup, in a rubric, a record or a file name, is shown literally.

use serde_json::{Value, json};

use super::support::form::rubric;
use super::support::{Page, files};

const TEXT: &str =
    "<img src=x onerror=\"window.hit=1\"> **粗** ^v^ </script><!-- {count} {value} &amp; <b>b</b> 20**版 \\n";

/// Returns a rubric in which every text is that text, with a distinguishing word before it.
fn loaded() -> Value {
    let text = |name: &str| json!({"zh-CN": format!("{name} {TEXT}"), "en": "x"});
    json!({
        "format": 1, "id": "data", "version": "<b>1", "status": "final",
        "title": text("标题"), "summary": text("概要"), "instructions": text("须知"),
        "basis": [{"title": text("依据"), "number": format!("号 {TEXT}")}],
        "profile": [
            {"id": "name", "label": text("栏"), "hint": text("提示"), "kind": "text", "subject": true},
            {"id": "size", "label": text("数"), "kind": "number", "unit": text("单位")},
            {"id": "kind", "label": text("类"), "kind": "choice", "options": [{"id": "a", "label": text("甲")}]},
        ],
        "roles": [{"id": "head", "label": text("长")}],
        "narrative": text("总述"),
        "sections": [{
            "id": "s", "label": text("节号"), "title": text("节"), "text": text("节文"), "narrative": text("述"),
            "criteria": [
                {"id": "p", "label": text("号"), "text": text("项"), "guidance": text("指引"), "evidence": [text("证")],
                 "methods": [text("法")], "units": [text("位")], "scale": {"kind": "points", "max": 5},
                 "notApplicable": {"reason": "optional"}},
                {"id": "l", "text": text("档"), "scale": {"kind": "levels", "levels": [
                    {"id": "a", "label": text("一档"), "text": text("描述"), "points": 5}]}},
                {"id": "y", "text": text("问"), "scale": {"kind": "yes-no", "labels": {"yes": text("有"), "no": text("无")}}},
                {"id": "d", "text": text("扣"), "scale": {"kind": "deductions", "max": 1, "findings": [
                    {"id": "f", "label": text("见"), "unit": text("量"), "each": 1}]}},
            ],
        }],
        "grades": {"bands": [{"id": "g", "label": text("级"), "atLeast": 0, "text": text("后果")}]},
    })
}

/// Checks that no text became an element and no script ran.
fn is_harmless(page: &Page) {
    let strays = "[document, document.querySelector('ziping-form').shadowRoot]
        .reduce((count, root) => count + root.querySelectorAll('img, b, [onerror]').length, 0)";
    assert_eq!(page.value(strays), 0);
    assert_eq!(page.value("window.hit ?? null"), Value::Null);
}

fn shows_as_typed(page: &Page, name: &str) {
    let typed = format!("{name} {TEXT}");
    page.until(
        &typed,
        &format!(
            "[document.body, document.querySelector('ziping-form').shadowRoot.querySelector('.form')]
        .some((root) => root.textContent.includes({}))",
            Value::from(&*typed)
        ),
    );
}

#[test]
fn of_a_rubric() {
    rubric(&loaded().to_string(), |page| {
        page.find("button", "满分，号").click();
        page.find("radio", "一档 ").click();
        page.find("textbox", "见 ").write("0");
        page.sums("11 / 11");
        for name in [
            "标题", "概要", "须知", "依据", "号", "栏", "提示", "数", "单位", "类", "甲", "长", "总述", "节号", "节",
            "节文", "项", "指引", "证", "法", "位", "档", "一档", "描述", "级", "后果", "问", "有", "无", "扣", "见",
            "量",
        ] {
            shows_as_typed(page, name);
        }
        assert!(page.text("document.title").contains(TEXT));
        is_harmless(page);
    });
}

#[test]
fn of_notes_and_records() {
    rubric(&loaded().to_string(), |page| {
        page.catch_downloads();
        page.find("textbox", "栏 ").write(TEXT);
        page.find("button", "备注，号").click();
        page.find("textbox", "备注").write(TEXT);
        page.points("号").rewrite("1");
        page.find("button", "导出").click();
        let given = page.given();
        assert!(
            given.name.starts_with("自评_") && !given.name.contains(['<', '/', '\\', '*', '"']),
            "{}",
            given.name
        );

        // An edit that is not stored yet would make the file the newer one.
        page.keeps("saved");
        page.reload();
        page.catch_downloads();
        page.open_file(&files::write("{count} &amp; {file}.json", &given.text));
        // Names in braces are placeholders in messages, but not in a file name.
        page.shows("已打开“{count} &amp; {file}.json”。");
        assert_eq!(page.find("textbox", "备注").value(), TEXT);
        page.run("window.dispatchEvent(new Event('beforeprint'))", json!([]));
        page.until(
            "the note is on the paper",
            &format!(
                "document.querySelector('ziping-form').shadowRoot.querySelector('.print').textContent.includes({})",
                Value::from(TEXT)
            ),
        );
        is_harmless(page);
        page.find("button", "导出").click();
        assert_eq!(page.given().text, given.text);
    });
}

#[test]
fn of_what_is_wrong_with_a_file() {
    rubric(&loaded().to_string(), |page| {
        let text = "<b>{known} &amp;</b>";
        let broken =
            json!({"format": 1, "id": text, "version": "1", "status": "final", "title": "t", "sections": [], text: 1});
        page.open_file(&files::write("{count} <b>x.json", broken.to_string()));
        page.shows(&format!("没有“{text}”这个键"));
        page.shows(&format!("“{text}”不能用作标识"));
        page.shows("“{count} <b>x.json”没有打开");
        is_harmless(page);
    });
}
