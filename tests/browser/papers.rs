//! "Reports and tables": what a school hands in is made of the open form, its words are changed in place, and the form that was sent is filled
//! in.

use super::support::page::wait;
use super::support::{Engine, Page, browse, files, keys};
use office::document::Block;
use serde_json::json;

const RUBRIC: &str = r#"{ "format": 1, "id": "yard", "version": "1", "status": "final", "title": "校园安全自评表", "total": 10,
    "profile": [{ "id": "school", "kind": "text", "subject": true, "label": "学校名称" }],
    "grades": { "bands": [{ "id": "a", "label": "优秀", "atLeast": 9 }, { "id": "b", "label": "合格", "atLeast": 6 }, { "id": "c", "label": "不合格", "atLeast": 0 }] },
    "sections": [
        { "id": "s1", "label": "一", "title": "组织", "criteria": [
            { "id": "plan", "label": "1", "text": "制订工作计划", "scale": { "kind": "points", "max": 4 } }]},
        { "id": "s2", "label": "二", "title": "设施", "criteria": [
            { "id": "gate", "label": "2", "text": "校门完好", "scale": { "kind": "points", "max": 6 } }]}]}"#;

/// Opens a form with 4 of 4 and 5 of 6 points, and the page "Reports and tables".
fn papers(test: impl FnOnce(&Page)) {
    browse(|page| {
        page.open(&files::write("page.html", &files::page_with(&[RUBRIC])));
        page.find("textbox", "学校名称").rewrite("青山小学");
        page.points("1").rewrite("4");
        page.points("2").rewrite("5");
        page.sums("9 / 10");
        page.command("报告与表格");
        page.find("heading", "报告与表格");
        test(page);
    });
}

/// Waits for a text of the paper, in its fields and its tables.
fn reads(page: &Page, text: &str) {
    let paper = "[...document.querySelectorAll('.paper .paper-text > p, .paper td, .paper th')].map((one) => one.textContent.replace('\\u200b', '')).join('\\n')";
    wait(&format!("the paper says {text}"), || {
        let seen = page.text(paper);
        if seen.contains(text) { Ok(()) } else { Err(seen) }
    });
}

/// Moves the focus to the first button with these words.
fn focus(page: &Page, words: &str) {
    let script =
        "[...document.querySelectorAll('.papers button')].find((one) => one.textContent === arguments[0]).focus()";
    page.run(script, json!([words]));
}

fn is_stored(page: &Page) {
    page.until(
        "the words are stored",
        "document.querySelector('.maker-status').textContent.includes('已保存')",
    );
}

#[test]
fn a_report_has_the_figures_of_the_form_and_is_given_as_a_word_file() {
    papers(|page| {
        reads(page, "青山小学");
        reads(page, "玖");
        page.catch_downloads();
        page.find("button", "Word 文件").click();
        let (name, bytes) = page.given_file();
        assert!(name.ends_with(".docx"), "{name}");
        let document = office::read(&bytes, &name, &|_, _| None).expect("a Word file");
        let cells = document.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        });
        let cells: Vec<&str> = cells
            .flat_map(|table| &table.rows)
            .flat_map(|row| row.origins())
            .map(|(_, cell)| &*cell.text)
            .collect();
        for wanted in ["制订工作计划", "校门完好", "9", "10"] {
            assert!(cells.contains(&wanted), "{wanted}: {cells:?}");
        }
        page.find("button", "得分表和台账（Excel）").click();
        let (name, bytes) = page.given_file();
        let book = office::read(&bytes, &name, &|_, _| None).expect("an Excel file");
        assert!(book.tables().count() >= 1);
    });
}

#[test]
fn a_report_is_printed_without_the_controls_of_the_page() {
    papers(|page| {
        reads(page, "青山小学");
        let Some((text, _)) = page.pdf() else { return };
        // 9 of 10 points; Firefox's PDF has no other characters of the report.
        assert!(text.contains('9') && text.contains("10"), "{text}");
        if page.engine == Engine::Chromium {
            assert!(text.contains("青山小学") && text.contains("玖"), "{text}");
            assert!(!text.contains("返回填表"), "{text}");
        }
    });
}

#[test]
fn own_words_stay_and_follow_undo_and_come_back_after_a_reload() {
    papers(|page| {
        page.find("textbox", "文稿题目").rewrite("青山小学安全自查报告");
        is_stored(page);
        page.find("button", "撤销").click();
        page.until(
            "the title is the form's",
            "!document.querySelector('#paper-title').value.includes('安全自查')",
        );
        page.find("button", "重做").click();
        is_stored(page);
        page.find("button", "返回填表").click();
        page.points("2").rewrite("6");
        page.sums("10 / 10");
        page.reload();
        page.sums("10 / 10");
        page.command("报告与表格");
        page.until(
            "the words are there",
            "document.querySelector('#paper-title')?.value === '青山小学安全自查报告'",
        );
        // The figures are those of the form.
        reads(page, "拾");
    });
}

#[test]
fn the_form_that_was_sent_is_filled_in() {
    use office::write::xlsx::{Sheet, Workbook};
    let mut sheet = Sheet::new("自评表");
    sheet.push_texts(["校园安全自评表"]);
    sheet.push_texts(["序号", "评估内容", "分值", "自评分"]);
    for (label, text, points) in [("1", "制订工作计划", 4), ("2", "校门完好", 6)] {
        sheet.rows.push(vec![
            label.into(),
            text.into(),
            assessment::points::Decimal::whole(points).into(),
        ]);
    }
    sheet.push_texts(["", "合计", "10"]);
    let original = Workbook::of(vec![sheet]).to_bytes();
    papers(|page| {
        page.catch_downloads();
        let button = page.all("file", "").pop().expect("a file button");
        button.choose_files(&[&files::write("原表.xlsx", &original)]);
        let (name, bytes) = page.given_file();
        assert_eq!(name, "原表.xlsx");
        let filled = office::read(&bytes, &name, &|_, _| None).expect("an Excel file");
        let (_, table) = filled.tables().next().expect("a table");
        let own: Vec<&str> = (2..5).map(|row| table.text(row, 3)).collect();
        assert_eq!(own, ["4", "5", "9"]);
        page.find("heading", "填回原表");
        wait("what was written is said", || {
            let seen = page.text("document.querySelector('.papers-side').innerText");
            if seen.contains("填了 3 格") {
                Ok(())
            } else {
                Err(seen)
            }
        });
        // Another table has none of these items.
        let mut other = Sheet::new("课程表");
        other.push_texts(["星期一", "星期二"]);
        other.push_texts(["语文", "数学"]);
        let other = Workbook::of(vec![other]).to_bytes();
        let button = page.all("file", "").pop().expect("a file button");
        button.choose_files(&[&files::write("课程表.xlsx", &other)]);
        wait("nothing was written", || {
            let seen = page.text("document.querySelector('.papers-side').innerText");
            if seen.contains("没有找到本表的评价项") {
                Ok(())
            } else {
                Err(seen)
            }
        });
    });
}

#[test]
fn every_paper_opens_by_keyboard_and_the_focus_is_kept() {
    papers(|page| {
        for kind in ["得分分析", "整改台账", "督办函", "佐证目录", "自评报告"] {
            focus(page, kind);
            page.keys(keys::ENTER);
            page.until(
                "it is chosen",
                &format!("document.activeElement.textContent === '{kind}' && document.activeElement.getAttribute('aria-pressed') === 'true'"),
            );
        }
        // A block that is left out is named, and taken back.
        page.find("button", "删去这一段：第 1 段");
        focus(page, "删去这一段");
        page.keys(keys::ENTER);
        page.find("button", "恢复").click();
        page.find("button", "删去这一段：第 1 段");
        page.find("button", "返回填表").click();
        page.sums("9 / 10");
    });
}

#[test]
fn last_years_record_stands_beside_this_years() {
    papers(|page| {
        page.find("button", "返回填表").click();
        page.catch_downloads();
        page.command("导出");
        let last = page.given().text;
        page.points("2").rewrite("6");
        page.sums("10 / 10");
        page.command("报告与表格");
        let buttons = page.all("file", "");
        buttons
            .first()
            .expect("a file button")
            .choose_files(&[&files::write("去年.json", &last)]);
        wait("the earlier form is named", || {
            let seen = page.text("document.querySelector('.papers-side').innerText");
            if seen.contains("正在与“去年.json”对比") {
                Ok(())
            } else {
                Err(seen)
            }
        });
        page.find("button", "得分分析").click();
        reads(page, "83.3%");
    });
}

#[test]
fn last_time_s_scores_stand_beside_the_items_and_in_the_report() {
    let mut last = String::new();
    let form = files::write("page.html", files::page_with(&[RUBRIC]));
    browse(|page| {
        page.open(&form);
        page.points("1").rewrite("3");
        page.sums("3 / 10");
        page.catch_downloads();
        page.command("导出");
        last = page.given().text;
    });
    browse(|page| {
        page.open(&form);
        page.points("1").rewrite("4");
        page.sums("4 / 10");
        page.show_menu();
        page.find("file", "与上次的记录对比")
            .choose_files(&[&files::write("去年.json", &last)]);
        page.shows("每一项旁边列出“去年.json”里的得分。");
        page.shows("上次得分：3 / 4");
        // The form goes on as it was.
        page.sums("4 / 10");
        page.points("2").rewrite("5");
        page.sums("9 / 10");
        page.command("报告与表格");
        reads(page, "上次得分");
        page.find("button", "返回填表").click();
        page.command("不再与“去年.json”对比");
        wait("nothing is compared", || {
            let seen = page.seen();
            if seen.contains("上次得分") {
                Err(seen)
            } else {
                Ok(())
            }
        });
    });
}
