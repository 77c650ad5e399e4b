//! Text that people type into a form, and its effect.

use serde_json::json;

use super::support::form::school;
use super::support::{Page, keys, wait};

/// Waits until a field holds a text.
fn holds(page: &Page, label: &str, text: &str) {
    wait(&format!("criterion {label} holds “{text}”"), || {
        let value = page.points(label).value();
        (value == text).then_some(()).ok_or(format!("it holds “{value}”"))
    });
}

/// Undoes, or redoes with Shift, by keyboard.
fn undo(page: &Page) {
    page.keys(&format!("{}z", keys::CONTROL));
}

fn redo(page: &Page) {
    page.keys(&format!("{}{}z", keys::CONTROL, keys::SHIFT));
}

#[test]
fn full_width_digits_are_taken() {
    school(|page| {
        for (label, typed, taken, sum) in [
            ("7", "８", "8", "8 / 100"),
            ("9", "７。５", "7.5", "15.5 / 100"),
            ("10", "４．", "4", "19.5 / 100"),
            ("11", ".5", "0.5", "20 / 100"),
            ("18", "１６", "16", "36 / 100"),
        ] {
            page.points(label).rewrite(typed);
            page.keys(keys::TAB);
            page.sums(sum);
            holds(page, label, taken);
        }
    });
}

#[test]
fn a_refused_value_says_why_and_stays() {
    school(|page| {
        page.points("2").rewrite("2");
        page.sums("2 / 100");
        for (typed, why) in [
            ("9", "“9”超过上限 4 分，未计分。请改填 4 分以内。"),
            ("-1", "“-1”低于下限 0 分，未计分。请改填 0 分以上。"),
            ("16", "“16”超过上限 4 分，未计分。请改填 4 分以内。"),
            ("1.3", "只能填 0.5 的倍数；“1.3”未计分。最近的是 1 或 1.5。"),
            ("三", "“三”不是数字，未计分。请填数字，如 2 或 2.5。"),
        ] {
            page.points("1").rewrite(typed);
            page.find("group", "1 制定").says(why);
            let field = page.points("1");
            assert_eq!(field.attribute("aria-invalid").as_deref(), Some("true"), "{typed}");
            assert!(field.description().contains(why), "{}", field.description());
            page.keys(keys::TAB);
            holds(page, "1", typed);
            page.sums("2 / 100");
        }
        page.points("1").rewrite("3");
        page.sums("5 / 100");
        assert_eq!(page.points("1").attribute("aria-invalid").as_deref(), Some("false"));
        assert!(page.lacks("alert", ""));
    });
}

#[test]
fn the_limits_are_told_before_they_are_met() {
    school(|page| assert_eq!(page.points("18").description(), "/ 16 分 · 最小 0.5 分"));
}

#[test]
fn one_touch_for_zero_and_for_full_marks() {
    school(|page| {
        page.find("button", "满分，第18项").click();
        page.sums("16 / 100");
        holds(page, "18", "16");
        page.find("button", "0 零分，第18项").click();
        page.sums("0 / 100");
        page.sums("已评 1 / 21 项");
        assert_eq!(
            page.find("button", "0 零分，第18项")
                .attribute("aria-pressed")
                .as_deref(),
            Some("true")
        );
    });
}

#[test]
fn an_answer_can_be_taken_back() {
    school(|page| {
        page.points("1").rewrite("0");
        page.sums("已评 1 / 21 项");
        page.find("button", "清除，第1项").click();
        page.sums("已评 0 / 21 项");
        holds(page, "1", "");
        // Clearing a field has the same effect.
        page.points("1").rewrite("2");
        page.sums("已评 1 / 21 项");
        page.points("1").rewrite("");
        page.sums("已评 0 / 21 项");
    });
}

#[test]
fn whoever_goes_on_at_once_is_not_called_back() {
    school(|page| {
        // Faster than rendering: a button that leads to a field, and then another field.
        let (excuse, other) = (page.find("button", "不适用，第7项"), page.points("8"));
        let both = json!([excuse.element(), other.element()]);
        page.run("arguments[0].click(); arguments[1].focus()", both);
        page.find("textbox", "不适用的理由（必填）");
        page.frames(5);
        assert!(
            page.focused().name.starts_with("自评分，第8项"),
            "{}",
            page.focused().name
        );
    });
}

#[test]
fn undo_and_redo_over_everything() {
    school(|page| {
        page.find("textbox", "学校名称").rewrite("一小");
        page.points("9").rewrite("10");
        page.find("button", "备注，第9项").click();
        page.find("textbox", "备注").rewrite("附表");
        page.criterion("一票否决1").find("radio", "有此情形").click();
        let is = |name: &'static str, value: &'static str| {
            wait(&format!("{name} is “{value}”"), || {
                let now = page
                    .all("textbox", name)
                    .pop()
                    .map(|field| field.value())
                    .unwrap_or_default();
                (now == value).then_some(()).ok_or(now)
            });
        };
        let vetoed = |yes: bool| {
            page.until(
                "the veto",
                &format!("{yes} === !!document.querySelector('ziping-form').shadowRoot.querySelector('.veto')"),
            )
        };

        vetoed(true);
        undo(page);
        vetoed(false);
        undo(page);
        is("备注", "");
        undo(page);
        is("自评分，第9项", "");
        undo(page);
        is("学校名称", "");
        assert_eq!(page.find("button", "撤销").read("disabled"), "true");

        redo(page);
        is("学校名称", "一小");
        redo(page);
        is("自评分，第9项", "10");
        redo(page);
        is("备注", "附表");
        redo(page);
        vetoed(true);
        assert_eq!(page.find("button", "重做").read("disabled"), "true");

        // The bar's buttons do the same.
        page.find("button", "撤销").click();
        vetoed(false);
        page.find("button", "重做").click();
        vetoed(true);
    });
}

#[test]
fn leaving_warns_of_what_is_not_stored() {
    school(|page| {
        page.catch_downloads();
        let warned = "(() => { const event = document.createEvent('BeforeUnloadEvent');
            event.initEvent('beforeunload', false, true); return !window.dispatchEvent(event); })()";
        assert_eq!(page.value(warned), false);
        page.points("1").rewrite("2");
        page.keeps("saved");
        assert_eq!(page.value(warned), false);
        page.refuse_storage();
        page.points("1").rewrite("1");
        page.keeps("not-saved");
        assert_eq!(page.value(warned), true);
        page.find("button", "导出").click();
        page.given();
        assert_eq!(page.value(warned), false);
    });
}
