//! Keyboard and screen readers: few tab stops before a score, arrow keys among rarely used tools, headings for
//! navigation, short names.

use serde_json::{Value, json};

use super::support::form::{one_rubric, rubric, school};
use super::support::portal::{STRICT, element, portal, stands};
use super::support::{Engine, Page, keys, wait};

const RIGHT: &str = "\u{E014}";
const LEFT: &str = "\u{E012}";
const HOME: &str = "\u{E011}";
const END: &str = "\u{E010}";

/// Waits until the control with the focus has a name that begins with `name`.
fn at(page: &Page, name: &str) {
    wait(&format!("the focus is at “{name}”"), || {
        let now = page.focused().name;
        now.starts_with(name).then_some(()).ok_or(now)
    });
}

/// Nested sections, and labels that are not numbers.
pub const NESTED: &str = r#"{"format": 1, "id": "nested", "version": "1", "status": "final", "title": "三级", "rules": {"problems": {}}, "sections": [
    {"id": "a", "label": "一", "title": "组织", "criteria": [
        {"id": "v", "label": "一票否决1", "text": "未落实安全责任制度，造成严重后果，被上级通报批评，社会影响恶劣。", "scale": {"kind": "yes-no", "points": 5, "right": "no"}}],
     "sections": [{"id": "a1", "label": "（一）", "title": "制度", "sections": [{"id": "a11", "label": "1.", "title": "规章", "criteria": [
        {"id": "c1", "label": "1.1", "text": "制度健全。", "evidence": ["制度汇编"], "scale": {"kind": "levels", "levels": [
            {"id": "x", "label": "全面落实各项规章制度，责任到人，记录完整规范，并能持续改进且成效显著", "points": 10, "text": "有台账"},
            {"id": "y", "label": "未落实", "points": 0}]}}]}]},
      {"id": "a2", "label": "（二）", "title": "队伍", "criteria": [{"id": "c2", "text": "人员到位。", "scale": {"kind": "points", "max": 5}}]}]},
    {"id": "b", "label": "二", "title": "活动", "criteria": [{"id": "c3", "label": "3.1", "text": "按计划开展。", "scale": {"kind": "points", "max": 5}}]}]}"#;

#[test]
fn the_scores_are_two_keys_away() {
    school(|page| {
        page.keys(keys::TAB);
        assert_eq!(page.focused().name, "跳到评分");
        let seen = "(() => { const box = document.activeElement.getBoundingClientRect(); return box.width > 40 && box.top >= 0 })()";
        page.until("the way is seen while it has the focus", seen);
        page.keys(keys::ENTER);
        at(page, "自评分，第1项");
    });
}

#[test]
fn an_item_is_two_stops() {
    school(|page| {
        page.points("1").click();
        for item in 1..4 {
            at(page, &format!("自评分，第{item}项"));
            page.keys(keys::TAB);
            at(page, &format!("备注，第{item}项"));
            page.keys(keys::TAB);
            if item == 3 {
                // The section's narrative follows its criteria.
                at(page, "情况说明");
                page.keys(keys::TAB);
            }
        }
        at(page, "自评分，第4项");
        page.points("1").rewrite("4");
        // Each required entry of a criterion is a tab stop, and all optional ones together are one.
        let stops = page.value(
            "[...document.querySelector('ziping-form').shadowRoot.querySelectorAll('.criterion')].map((item) =>
                [...item.querySelectorAll('button, a, summary, input[type=file]')].filter((one) => one.tabIndex >= 0 && one.checkVisibility()).length)",
        );
        assert_eq!(stops, json!(vec![1; 26]));
    });
}

#[test]
fn arrows_go_along_the_tools() {
    school(|page| {
        page.points("1").click();
        page.keys(keys::TAB);
        for (key, name) in [
            (RIGHT, "添加佐证"),
            (RIGHT, "添加附件"),
            (RIGHT, "添加问题与措施"),
            (RIGHT, "添加问题与措施"),
            (HOME, "0 零分"),
            (RIGHT, "满分"),
            (RIGHT, "备注"),
            (END, "添加问题与措施"),
        ] {
            page.keys(key);
            at(page, &format!("{name}，第1项"));
        }
        page.keys(keys::ENTER);
        at(page, "问题");
        // Arrow keys in the field's own row reach the button for full marks.
        page.find("button", "备注，第2项").click();
        at(page, "备注");
        page.points("2").click();
        page.keys(keys::TAB);
        at(page, "添加佐证，第2项");
        page.keys(LEFT);
        at(page, "满分，第2项");
        page.keys(keys::ENTER);
        page.sums("2 / 100");
    });
}

#[test]
fn every_tool_row_is_a_toolbar_with_one_stop() {
    for name in ["school-pe.json", "every-convention.json"] {
        one_rubric(name, |page| {
            let rows = page.value(
                "[...document.querySelector('ziping-form').shadowRoot.querySelectorAll('[role=toolbar]')].map((row) =>
                    [row.ariaLabel, [...row.querySelectorAll('button, input')].filter((one) => one.tabIndex >= 0).length])",
            );
            let rows = rows.as_array().expect("rows");
            assert!(rows.len() > 20, "{rows:?}");
            for row in rows {
                assert_eq!(row[1], 1, "{row}");
                assert!(row[0].as_str().is_some_and(|name| name.starts_with("更多，")), "{row}");
            }
            page.find("toolbar", "更多，第1项");
        });
    }
}

#[test]
fn every_item_is_a_heading_below_its_section() {
    rubric(NESTED, |page| {
        for (name, level) in [
            ("一、组织", "H2"),
            ("一票否决1 未落实", "H3"),
            ("（一）制度", "H3"),
            ("1. 规章", "H4"),
            ("1.1 制度健全", "H5"),
            ("（二）队伍", "H3"),
            ("人员到位", "H4"),
            ("二、活动", "H2"),
            ("3.1 按计划", "H3"),
        ] {
            assert_eq!(page.find("heading", name).read("tagName"), level, "{name}");
        }
        // A label that is not a number names the criterion; a criterion without a label is numbered by position.
        page.find("button", "备注，一票否决1");
        page.find("button", "备注，第1.1项");
        page.find("textbox", "自评分，第3项");
        page.command("EN");
        page.find("textbox", "Points, item 3.1");
        page.find("button", "Note, 一票否决1");
    });
}

#[test]
fn visiting_an_item_leads_to_its_answer() {
    rubric(NESTED, |page| {
        // The focus skips the button for attaching files, which is a field to the browser.
        page.find("complementary", "合计与进度")
            .find("button", "1.1制度健全")
            .click();
        at(page, "全面落实");
        assert_eq!(page.focused().read("type"), "radio");
    });
}

#[test]
fn headings_nest_on_every_tab() {
    one_rubric("every-convention.json", |page| {
        for tab in ["核对提示", "问题与措施", "评分对照"] {
            page.find("tab", tab).click();
            page.find("tabpanel", tab);
            let levels = page.value(
                "[...document.querySelector('ziping-form').shadowRoot.querySelectorAll('h1, h2, h3, h4, h5, h6')]
                    .filter((one) => one.getClientRects().length).map((one) => Number(one.localName[1]))",
            );
            let levels: Vec<_> = levels
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_u64)
                .collect();
            for pair in levels.windows(2) {
                assert!(pair[1] <= pair[0] + 1, "{tab}: a level is left out: {levels:?}");
            }
        }
    });
}

#[test]
fn a_page_gets_past_the_form() {
    let inside = format!(
        "<input id=\"before\" aria-label=\"前\">{}<input id=\"after\" aria-label=\"后\">",
        element("")
    );
    portal(STRICT, &inside, |page| {
        stands(page);
        page.run("document.getElementById('before').focus()", json!([]));
        page.keys(keys::TAB);
        at(page, "跳到评分");
        page.keys(keys::TAB);
        at(page, "跳过本表");
        page.keys(keys::ENTER);
        at(page, "表单到此为止");
        page.keys(keys::TAB);
        at(page, "后");
        // The link to the scores works, too.
        page.run("document.getElementById('before').focus()", json!([]));
        page.keys(&format!("{}{}", keys::TAB, keys::ENTER));
        at(page, "自评分，第1项");
        assert_eq!(page.value("location.hash"), "");
    });
}

#[test]
fn the_total_is_said_when_a_field_is_left() {
    school(|page| {
        page.points("9").rewrite("");
        page.run(
            "window.said = []; const heard = document.querySelector('ziping-form').shadowRoot.querySelector('[role=status]');
            new MutationObserver(() => said.push(heard.textContent)).observe(heard, { childList: true, characterData: true, subtree: true })",
            json!([]),
        );
        page.keys("1");
        page.sums("1 / 100");
        page.keys("0");
        page.sums("10 / 100");
        assert_eq!(page.value("said"), json!([]));
        page.keys(keys::TAB);
        page.until("it is said", "said.length === 1");
        assert_eq!(page.value("said"), json!(["合计：10 / 100，暂计"]));
        // Nothing else announces the total, and the announced text has a pause before the word.
        let live = page
            .value("document.querySelector('ziping-form').shadowRoot.querySelectorAll('output, [aria-live]:not(.too-long)').length");
        assert_eq!(live, 0);
        let read =
            page.text("document.querySelector('ziping-form').shadowRoot.querySelector('.sum .figure').textContent");
        assert_eq!(read, "合计：10 / 100，暂计");
        if page.engine == Engine::Chromium {
            page.find("complementary", "合计与进度");
        }
    });
}
