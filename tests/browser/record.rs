//! The record: exported, opened again here and elsewhere, without loss.

use super::support::form::{SCHOOL, school};
use super::support::{Page, browse, files};
use serde_json::json;

/// Fills in an entry of every kind in a record.
pub fn fill(page: &Page) {
    page.find("textbox", "学校名称").rewrite("麻栗坡县 第一/小学");
    page.find("combobox", "学校类别").choose("小学");
    page.find("textbox", "班级总数").rewrite("15");
    page.find("textbox", "组长").rewrite("王校长");
    page.find("textbox", "副组长").write("李副校长\n张主任");
    page.find("textbox", "评估期间").rewrite("2026 学年");
    page.find("textbox", "填表日期").date("2026-11-20");
    page.score(&SCHOOL[..6]);
    page.find("button", "备注，第1项").click();
    page.find("textbox", "备注").write("方案见附件\n“活动记录”缺三月");
    page.find("button", "不适用，第7项").click();
    page.shows("请写明不适用的理由。");
    page.find("textbox", "不适用的理由（必填）").write("操场在建");
    page.points("8").rewrite("4");
    page.criterion("一票否决2").find("radio", "无此情形").click();
    page.find("button", "情况说明：组织领导").click();
    page.find("textbox", "情况说明：组织领导").write("领导小组每月开会。");
    page.find("textbox", "工作情况说明")
        .write("全年开展大课间。\n问题：场地不足。");
}

/// Checks the content of the form after `fill`.
pub fn check(page: &Page) {
    page.sums("21.74 / 100");
    page.sums("实得 20 / 92，按 100 分折算。");
    for (name, value) in [
        ("学校名称", "麻栗坡县 第一/小学"),
        ("班级总数", "15"),
        ("组长", "王校长"),
        ("副组长", "李副校长\n张主任"),
        ("评估期间", "2026 学年"),
        ("填表日期", "2026-11-20"),
        ("备注", "方案见附件\n“活动记录”缺三月"),
        ("不适用的理由（必填）", "操场在建"),
        ("情况说明：组织领导", "领导小组每月开会。"),
        ("工作情况说明", "全年开展大课间。\n问题：场地不足。"),
        // A refused value is kept as typed.
        ("自评分，第8项", "4"),
    ] {
        assert_eq!(page.find("textbox", name).value(), value, "{name}");
    }
    assert_eq!(page.find("combobox", "学校类别").value(), "primary");
}

/// Exports the record and returns its text.
pub fn export(page: &Page) -> String {
    page.find("button", "导出").click();
    page.given().text
}

#[test]
fn exported_and_opened_again_is_the_same_bytes() {
    school(|page| {
        page.catch_downloads();
        page.keeps("none");
        fill(page);
        page.keeps("saved");
        page.find("button", "导出").click();
        let first = page.given();
        page.keeps("saved");
        assert_eq!(first.name, "自评_麻栗坡县 第一小学_2026-11-20.json");
        assert_eq!(first.kind, "application/json");

        // Simulates another computer, which has no draft of the record.
        page.run("indexedDB.deleteDatabase('ziping')", json!([]));
        page.reload();
        page.catch_downloads();
        page.shows("已评 0 / 21 项");
        page.open_file(&files::write("record.json", &first.text));
        page.shows("已打开“record.json”。");
        check(page);
        assert_eq!(export(page), first.text);
    });
}

#[test]
fn a_record_names_its_rubric() {
    // In the page with several rubrics, a record alone opens the form of its rubric.
    browse(|page| {
        page.open(&files::shipped());
        page.find("button", "班级文化").click();
        page.catch_downloads();
        page.find("textbox", "班级").rewrite("五年级2班");
        page.criterion("2").find("radio", "部分").click();
        let text = export(page);

        page.reload();
        page.catch_downloads();
        page.open_file(&files::write("class.json", &text));
        page.shows("已打开“class.json”。");
        assert_eq!(page.find("heading", "班级文化建设自评表").read("tagName"), "H1");
        assert_eq!(page.find("textbox", "班级").value(), "五年级2班");
        assert_eq!(export(page), text);
    });
}

#[test]
fn another_version_is_told_and_nothing_is_lost() {
    school(|page| {
        page.catch_downloads();
        page.score(&SCHOOL);
        let text = export(page);
        let version = |from: &str| text.replacen("\"version\": \"1\"", &format!("\"version\": \"{from}\""), 1);
        // The other version had one more criterion, and a key that this program does not know.
        let answer = "\"gone-01\": {\"answer\": {\"kind\": \"points\", \"points\": 3}, \"later\": true}, \"pe-01\":";
        let other = version("0").replacen("\"pe-01\":", answer, 1);
        assert!(other != text);

        page.open_file(&files::write("old.json", &other));
        page.shows("已采用它的内容");
        page.shows("有 1 项在本量表中找不到，填写的内容原样保留在记录里，导出时一并写回：");
        page.sums("90 / 100");
        let again = export(page);
        for kept in ["gone-01", "later"] {
            assert!(again.contains(kept), "{kept} in {again}");
        }
    });
}

#[test]
fn another_rubric_is_told_and_nothing_is_lost() {
    school(|page| {
        page.catch_downloads();
        page.points("1").rewrite("3");
        let text = export(page);
        page.points("2").rewrite("2");
        let foreign = text.replacen("\"id\": \"school-pe\"", "\"id\": \"town-pe\"", 1);
        assert!(foreign != text);

        page.open_file(&files::write("foreign.json", &foreign));
        page.shows("“foreign.json”是量表“town-pe”第 1 版的填写记录，本页没有这份量表。");
        page.sums("5 / 100");
    });
}

#[test]
fn figures_that_disagree_are_told() {
    school(|page| {
        page.catch_downloads();
        page.score(&SCHOOL);
        let text = export(page);
        let better = text.replace("\"total\": 90", "\"total\": 99");
        assert!(better != text);
        page.open_file(&files::write("better.json", &better));
        page.shows("文件里记的分数与按答案重算的不一致");
        page.shows("合计：文件 99，重算 90");
        page.sums("90 / 100");
    });
}

#[test]
fn a_file_over_unexported_answers_is_asked_about() {
    school(|page| {
        page.catch_downloads();
        page.refuse_storage();
        page.points("1").rewrite("3");
        let three = export(page);
        // A separate record, not a copy of the open one.
        let own = page.text(&format!("{three}.id"));
        let named = |id: &str| files::write("three.json", three.replacen(&own, id, 1));
        let file = named("another");
        page.points("1").rewrite("1");

        page.open_file(&file);
        page.shows("当前填写的内容还没有导出。打开“three.json”后，这些内容将不再保留。");
        page.find("button", "取消").click();
        page.sums("1 / 100");

        page.open_file(&file);
        page.find("button", "导出后继续").click();
        assert!(page.given().text.contains("\"total\": 1,"));
        page.sums("3 / 100");

        page.points("1").rewrite("2");
        page.open_file(&named("one-more"));
        page.find("button", "不导出，继续").click();
        page.sums("3 / 100");
    });
}
