//! The panels beside the form: findings, problems and measures, raters, filters, and changes since another version.

use super::support::form::{SCHOOL, one_rubric, rubric, school};
use super::support::{Page, files, keys};

/// Runs a test on the school in the documents, with its profile and its problems.
fn inspected(test: impl FnOnce(&Page)) {
    school(|page| {
        page.score(&SCHOOL);
        for (field, value) in [
            ("其中：1至2年级", "5"),
            ("其中：3至6年级", "10"),
            ("其中：7至9年级", "0"),
            ("学生人数", "551"),
        ] {
            page.find("textbox", field).rewrite(value);
        }
        page.find("textbox", "专职体育教师人数").rewrite("2");
        page.problem("12", "活动单调", "开展新颖有趣的活动");
        page.problem("14", "专职体育教师不足", "招聘体育教师");
        page.problem("17", "生均场地不足", "争取资金，扩建场地");
        page.sums("90 / 100");
        test(page);
    });
}

#[test]
fn what_an_inspector_would_ask_the_school() {
    inspected(|page| {
        page.tab("核对提示");
        let panel = page.panel();
        assert_eq!(
            panel.matches("本项有失分，请写明存在的问题和整改措施。").count(),
            5,
            "{panel}"
        );
        assert!(panel.contains("自评满分，又列了问题。"), "{panel}");
        assert!(panel.contains("自评 5 分，按填报数据应得 3 分。"), "{panel}");
        // The finding links to the criterion, and its points can be applied with one click.
        page.find("tabpanel", "核对提示").find("button", "14").click();
        page.find("button", "采用 3 分").click();
        assert_eq!(page.points("14").value(), "3");
        page.sums("88 / 100");
        page.tab("核对提示");
        assert!(!page.panel().contains("按填报的数据"), "{}", page.panel());
    });
}

#[test]
fn problems_and_measures_are_kept_in_one_place() {
    inspected(|page| {
        page.criterion("14").find("textbox", "责任人").write("李副校长");
        page.criterion("14").find("textbox", "完成时限").date("2020-01-31");
        page.tab("问题与措施");
        assert!(page.panel().contains("显示 3 条，共 3 条"), "{}", page.panel());
        page.find("combobox", "完成时限").choose("已逾期");
        assert!(page.panel().contains("显示 1 条，共 3 条"), "{}", page.panel());
        assert!(page.panel().contains("招聘体育教师"), "{}", page.panel());
        page.find("combobox", "完成时限").choose("全部");
        page.find("combobox", "责任人").choose("未定责任人");
        assert!(page.panel().contains("显示 2 条，共 3 条"), "{}", page.panel());
        // The rectification order prints the filtered problems; here the filter is reset to all.
        page.find("combobox", "责任人").choose("全部");
        page.run(
            "window.print = () => { window.printed =
                document.querySelector('ziping-form').shadowRoot.querySelector('.print')?.textContent ?? 'nothing' }",
            serde_json::json!([]),
        );
        page.find("button", "打印问题整改清单").click();
        page.until("it is printed", "'printed' in window");
        let paper = page.text("window.printed");
        for expected in [
            "问题整改清单",
            "专职体育教师不足",
            "李副校长",
            "2020年1月31日",
            "扩建场地",
        ] {
            assert!(paper.contains(expected), "{expected} is not on {paper}");
        }
    });
}

#[test]
fn nobody_changes_what_another_gave() {
    one_rubric("every-convention.json", |page| {
        page.points("1").rewrite("4");
        page.tab("评分对照");
        page.find("radio", "复核").click();
        page.shows("当前评分方：复核");
        page.tab("填写");
        let field = page.find("textbox", "复核得分，第1项");
        assert_eq!(field.value(), "");
        page.criterion("1").says("自评：4");
        field.rewrite("3");
        page.sums("已评部分 3 / 5");
        page.tab("评分对照");
        assert!(page.panel().contains("评分不一致 1 项"), "{}", page.panel());
        page.find("radio", "自评").click();
        page.tab("填写");
        assert_eq!(page.points("1").value(), "4");
        page.sums("已评部分 4 / 5");
    });
}

#[test]
fn some_criteria_only() {
    school(|page| {
        page.score(&SCHOOL[..20]);
        page.find("combobox", "只看").choose("未评项");
        page.until(
            "one is left of those that are scored",
            "[...document.querySelector('ziping-form').shadowRoot.querySelectorAll('li.criterion')].filter((one) => !one.hidden).length === 6",
        );
        // An answered criterion stays in the filtered list while the person works on it.
        page.points("21").rewrite("3");
        page.sums("90 / 100");
        assert_eq!(page.points("21").value(), "3");
        page.find("combobox", "只看").choose("责任：校长室");
        page.points("2");
        assert!(page.lacks("textbox", "自评分，第5项"));
        page.find("combobox", "只看").choose("全部");
        page.points("5");
    });
}

#[test]
fn the_tabs_by_keyboard() {
    school(|page| {
        page.find("tab", "填写").click();
        page.keys("\u{E014}");
        page.find("tabpanel", "核对提示");
        assert_eq!(page.focused().name, "核对提示");
        page.keys("\u{E014}");
        page.find("tabpanel", "问题与措施");
        page.keys("\u{E014}");
        page.find("tabpanel", "填写");
        page.keys("\u{E012}");
        page.find("tabpanel", "问题与措施");
        page.keys(keys::TAB);
        assert!(page.focused().name.contains("责任人"), "{}", page.focused().name);
    });
}

const FIRST: &str = r#"{ "format": 1, "id": "tidy", "version": "1", "status": "draft", "title": "Tidy", "sections": [{ "id": "s", "title": "S",
    "criteria": [{ "id": "a", "label": "1", "text": "桌面整洁", "scale": { "kind": "points", "max": 4 } },
                 { "id": "b", "label": "2", "text": "地面整洁", "scale": { "kind": "points", "max": 4 } },
                 { "id": "c", "label": "3", "text": "门窗整洁", "scale": { "kind": "points", "max": 4 } }]}]}"#;

#[test]
fn a_record_of_an_older_version_says_what_to_look_at_again() {
    rubric(FIRST, |page| {
        page.catch_downloads();
        for label in ["1", "2", "3"] {
            page.points(label).rewrite("4");
        }
        page.find("button", "导出").click();
        let record = page.given().text;
        // The second version raises the first criterion, rewords the second, and drops the third.
        let second = FIRST.replace(r#""version": "1""#, r#""version": "2""#);
        let second = second
            .replacen(r#""max": 4"#, r#""max": 5"#, 1)
            .replace("地面整洁", "地面干净");
        let third = second.rfind(",\n").expect("the third");
        let second = format!("{}]}}]}}", &second[..third]);
        page.open(&files::write("second.html", files::page_with(&[&second])));
        page.find("button", "导出");
        page.catch_downloads();
        page.open_file(&files::write("record.json", &record));
        page.shows("有 2 项自填写以来有变动，答案已保留，请逐项核对：");
        page.shows("有 1 项在本量表中找不到");
        page.sums("8 / 9");
        page.tab("核对提示");
        assert_eq!(
            page.panel().matches("本项在第 1 版填写之后有变动").count(),
            2,
            "{}",
            page.panel()
        );
        page.find("tabpanel", "核对提示").find("button", "1").click();
        page.until(
            "the item has the focus",
            "document.querySelector('ziping-form').shadowRoot.activeElement?.id === 'i-0'",
        );
        page.points("1").rewrite("5");
        page.find("button", "已核对，无误，第2项").click();
        page.tab("核对提示");
        assert!(page.panel().contains("没有发现需要核对的地方。"), "{}", page.panel());
        // Answers to removed criteria are still in the file.
        page.find("button", "导出").click();
        assert!(page.given().text.contains("门窗整洁"));
    });
}

#[test]
fn a_grade_says_on_which_open_questions_it_depends() {
    school(|page| {
        page.score(&SCHOOL);
        page.sums("优秀");
        page.sums("待定");
        page.sums("等级还取决于 5 项");
        // The link moves to the question; an answered question is no longer listed as waiting.
        page.find("complementary", "")
            .all("button", "一票否决1")
            .remove(0)
            .click();
        page.criterion("一票否决1").find("radio", "无此情形").click();
        page.sums("等级还取决于 4 项");
        for label in ["一票否决2", "一票否决3", "一票否决4", "一票否决5"] {
            page.criterion(label).find("radio", "无此情形").click();
        }
        page.until("nothing is open", "!document.body.textContent.includes('等级还取决于')");
        assert!(!page.sum().contains("待定"));
    });
}

#[test]
fn findings_about_the_whole_are_counted_on_the_tab() {
    let text = r#"{"format": 1, "id": "r", "version": "1", "status": "final", "title": "自评表",
        "rules": {"claimedTotal": true},
        "sections": [{"id": "s", "title": "一", "criteria": [{"id": "a", "label": "1", "text": "甲", "scale": {"kind": "points", "max": 5}}]}]}"#;
    let record = r#"{"format": 1, "kind": "ziping-record", "id": "x", "revision": 1, "rubric": {"id": "r", "version": "1"}, "claimedTotal": 5,
        "answers": {"self": {"a": {"answer": {"kind": "points", "points": 4}}}}}"#;
    rubric(text, |page| {
        page.open_file(&files::write("claimed.json", record));
        page.sums("4 / 5");
        page.find("tab", "核对提示1");
        page.sums("核对提示 1 项");
        page.sums("纸质表总分 5");
    });
}

#[test]
fn what_is_left_out_while_unanswered_is_open_and_bonus_items_are_scored() {
    let item = |id: &str| {
        format!(r#"{{"id": "{id}", "label": "{id}", "text": "甲", "scale": {{"kind": "points", "max": 5}}}}"#)
    };
    let text = format!(
        r#"{{"format": 1, "id": "r", "version": "1", "status": "final", "title": "自评表", "rules": {{"unanswered": "exclude"}},
        "sections": [{{"id": "s", "title": "一", "criteria": [{}]}},
            {{"id": "b", "title": "二", "counts": "bonus", "criteria": [{}, {}]}}]}}"#,
        item("a"),
        item("x"),
        item("y")
    );
    rubric(&text, |page| {
        page.shows("共 3 项");
        let seen = page.seen();
        assert!(!seen.contains("不适用") && !seen.contains("/ 0"), "{seen}");
        page.points("a").rewrite("4");
        page.sums("4 / 5");
        page.find("button", "EN").click();
        page.shows("3 items");
    });
}

#[test]
fn dates_that_are_none_and_more_evidence_than_is_shown_are_told() {
    let evidence: Vec<_> = (0..203).map(|i| format!(r#"{{"name": "佐证{i}"}}"#)).collect();
    let record = format!(
        r#"{{"format": 1, "kind": "ziping-record", "id": "x", "revision": 1, "rubric": {{"id": "school-pe", "version": "{}"}}, "date": "99999-99-99",
        "answers": {{"self": {{"pe-01": {{"answer": {{"kind": "points", "points": 4}}, "evidence": [{}]}}}}}}}}"#,
        version(),
        evidence.join(",")
    );
    school(|page| {
        page.open_file(&files::write("odd.json", record));
        page.shows("有 1 处日期不是历法中的日子");
        page.shows("填表日期：“99999-99-99”");
        page.shows("有 1 项的佐证或问题超过 200 条，只显示前 200 条");
    });
}

/// Returns the version of the shipped rubric.
fn version() -> String {
    let text = files::rubric("school-pe.json");
    let version = text.split_once("\"version\": \"").expect("a version").1;
    version.split('"').next().expect("its end").to_owned()
}
