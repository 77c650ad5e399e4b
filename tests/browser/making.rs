//! "Make a form": a document becomes a form beside it, is mended there, and leaves as one page for schools.

use super::support::page::wait;
use super::support::{Page, Setup, browse, browse_as, files, keys};
use serde_json::json;

/// A table as a spreadsheet saves it: three items of 20 points, and their own scores.
const TABLE: &str = "序号,评估内容,分值,自评分\n1,制订计划,4,3\n2,成立小组,6,6\n3,开展活动,10,8\n合计,,20,17\n";

/// Opens the page "Make a form".
fn making(test: impl FnOnce(&Page)) {
    browse(|page| {
        page.open(&files::dist().join("ziping.html"));
        page.started();
        page.find("button", "制作表格").click();
        page.find("heading", "制作表格");
        test(page);
    });
}

/// The same with a table that was read.
fn made(table: &str, test: impl FnOnce(&Page)) {
    making(|page| {
        read(page, "评估表.csv", table);
        test(page);
    });
}

fn read(page: &Page, name: &str, text: &str) {
    let button = wait("a file button", || {
        page.all("file", "").pop().ok_or("there is none".to_owned())
    });
    button.choose_files(&[&files::write(name, text)]);
    page.find("button", "项目").click();
}

/// Waits until the form beside the page has this title and sum.
fn shows_form(page: &Page, sum: &str) {
    page.sums(sum);
}

/// Waits for a text in the half in which the form is made.
fn says(page: &Page, text: &str) {
    let half = "document.querySelector('.maker')?.innerText ?? ''";
    wait(&format!("the page says {text}"), || {
        let seen = page.text(half);
        if seen.contains(text) { Ok(()) } else { Err(seen) }
    });
}

#[test]
fn a_table_becomes_one_page_for_schools() {
    let mut given = String::new();
    made(TABLE, |page| {
        says(page, "3 项，共 20 分");
        says(page, "没有要看的地方");
        // The form is there, with the scores of the table.
        shows_form(page, "17 / 20");
        page.find("button", "展开：3 开展活动").click();
        page.find("textbox", "分值").rewrite("12");
        page.keys(keys::TAB);
        says(page, "3 项，共 22 分");
        shows_form(page, "17 / 22");
        // The table says 20.
        says(page, "文件写明 20，各项相加 22");
        page.find("button", "改为 22").click();
        page.find("button", "整张表").click();
        assert_eq!(page.find("textbox", "满分").value(), "22");
        // 60 % of 22.
        page.find("button", "达标 13.2、不达标").click();
        assert_eq!(page.find("textbox", "不低于（分）：达标").value(), "13.2");
        page.find("textbox", "不低于（分）：达标").rewrite("12");
        page.keys(keys::TAB);
        page.find("textbox", "表的名称").rewrite("三项自评表");
        page.find("button", "加上学校常用的各栏").click();
        wait("the form has the new title", || {
            let seen = page.seen();
            if seen.contains("三项自评表") {
                Ok(())
            } else {
                Err(seen)
            }
        });
        page.catch_downloads();
        page.find("button", "下载网页，发给各学校").click();
        let file = page.given();
        assert_eq!(file.name, "三项自评表（空白）.html");
        given = file.text;
    });
    browse(|page| {
        page.open(&files::write("handed-out.html", &given));
        page.find("textbox", "学校名称").rewrite("青山小学");
        page.points("3").rewrite("11");
        page.points("1").rewrite("4");
        page.points("2").rewrite("6");
        page.sums("21 / 22");
        page.shows("达标");
    });
}

#[test]
fn a_doubt_leads_to_its_row_and_is_settled_by_the_points() {
    made(&TABLE.replace(",20,", ",21,"), |page| {
        says(page, "请看一看（1）");
        says(page, "文件写明 21 分，各项加起来是 20 分");
        says(page, "还有 1 处没有看过");
        page.find("button", "去看：文件写明 21 分，各项加起来是 20 分。")
            .click();
        // The focus is on the row with the total.
        page.until(
            "the row has the focus",
            "document.activeElement.textContent.includes('合计')",
        );
        // A row can be another thing: the first one is a heading of the others.
        page.find("combobox", "第 2 行是").choose("部分");
        says(page, "2 项，共 16 分");
        page.find("button", "撤销").click();
        says(page, "3 项，共 20 分");
        page.find("button", "项目").click();
        page.find("button", "展开：1 制订计划").click();
        page.find("textbox", "分值").rewrite("５");
        page.keys(keys::TAB);
        says(page, "没有要看的地方");
        says(page, "已处理（1）");
        shows_form(page, "17 / 21");
    });
}

#[test]
fn what_is_made_comes_back_after_a_reload() {
    made(TABLE, |page| {
        page.find("button", "展开：2 成立小组").click();
        page.find("textbox", "内容").rewrite("成立领导小组");
        says(page, "已保存在这个浏览器里");
        page.find("button", "整张表").click();
        page.find("textbox", "表的名称").rewrite("我的表");
        page.until(
            "the last change is stored",
            "document.querySelector('.maker-status').textContent.includes('已保存')",
        );
        page.reload();
        page.started();
        page.find("button", "制作表格").click();
        page.find("button", "打开“我的表”").click();
        says(page, "3 项，共 20 分");
        page.find("button", "项目").click();
        says(page, "成立领导小组");
        shows_form(page, "17 / 20");
        // The document is there as well.
        page.find("button", "原文").click();
        page.find("combobox", "第 2 行是");
        page.find("button", "返回").click();
        page.find("button", "删除“我的表”").click();
        says(page, "已删除“我的表”");
        assert!(page.lacks("button", "打开“我的表”"));
        page.find("button", "恢复").click();
        page.find("button", "删除“我的表”").click();
        page.find("button", "返回").click();
        page.find("button", "制作表格").click();
        assert!(page.lacks("button", "打开“我的表”"));
    });
}

#[test]
fn keys_undo_what_was_made_and_not_what_was_tried() {
    made(TABLE, |page| {
        shows_form(page, "17 / 20");
        page.points("1").rewrite("4");
        shows_form(page, "18 / 20");
        page.find("button", "展开：2 成立小组").click();
        page.find("textbox", "分值").rewrite("7");
        page.keys(keys::TAB);
        // What was tried in the form is carried over.
        shows_form(page, "18 / 21");
        page.keys(&format!("{}z", keys::CONTROL));
        shows_form(page, "18 / 20");
        says(page, "3 项，共 20 分");
    });
}

#[test]
fn the_file_can_be_changed_as_text() {
    made(TABLE, |page| {
        page.find("button", "量表文件").click();
        let file = page.find("textbox", "量表文件（JSON）");
        let text = file.value();
        file.put(&text.replace("\"成立小组\"", "\"成立小组\" 多"));
        says(page, "还不能使用（1）");
        says(page, "第 25 行");
        file.put(&text.replace("成立小组", "成立领导小组"));
        page.find("button", "项目").click();
        says(page, "成立领导小组");
        shows_form(page, "17 / 20");
    });
}

#[test]
fn a_file_that_cannot_be_read_is_refused_with_what_to_do() {
    making(|page| {
        let old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        let pdf = files::write("通知.pdf", b"%PDF-1.7 x");
        let button = page.all("file", "").pop().expect("a file button");
        button.choose_files(&[&pdf]);
        says(page, "“通知.pdf”是 PDF");
        let button = page.all("file", "").pop().expect("a file button");
        button.choose_files(&[&files::write("细则.xls", old)]);
        says(page, "“细则.xls”");
        page.find("button", "知道了").click();
        page.find("button", "识别粘贴的内容").click();
        says(page, "没有可以读取的内容");
        page.find("button", "从空白开始").click();
        says(page, "表里还没有项目");
        page.find("button", "展开：第一部分").click();
        page.find("button", "在这里加一项").click();
        // The new item is open, and its text is written over.
        page.until("the text has the focus", "document.activeElement.value === '新项目'");
        page.keys("有计划");
        says(page, "还有 1 项没有写完");
        page.find("textbox", "分值").rewrite("5");
        page.keys(keys::TAB);
        shows_form(page, "— / 5");
    });
}

#[test]
fn a_document_on_the_start_page_is_a_form_in_the_making() {
    browse(|page| {
        page.open(&files::dist().join("ziping.html"));
        page.started();
        let table = files::write("评估表.csv", TABLE);
        page.all("file", "")
            .pop()
            .expect("a file button")
            .choose_files(&[&table]);
        says(page, "3 项，共 20 分");
        page.find("button", "现在就填这份表").click();
        page.points("1").rewrite("2");
        page.sums("2 / 20");
        page.keeps("saved");
    });
}

#[test]
fn axe_finds_nothing_where_a_form_is_made() {
    let setup = Setup {
        dark: true,
        ..Setup::default()
    };
    browse_as(&setup, |page| {
        page.open(&files::dist().join("ziping.html"));
        page.started();
        page.find("button", "制作表格").click();
        read(page, "评估表.csv", &TABLE.replace(",20,", ",21,"));
        shows_form(page, "17 / 20");
        page.find("button", "展开：1 制订计划").click();
        page.find("combobox", "评分方式").choose("等级");
        for tab in ["项目", "原文", "整张表", "量表文件"] {
            page.find("button", tab).click();
            assert_eq!(page.violations(), Vec::<String>::new(), "{tab}");
        }
    });
}

/// A table with many rows, whose sum differs.
fn long_table() -> String {
    let mut table = "序号,评估内容,分值,自评分,备注\n".to_owned();
    for i in 1..=60 {
        table += &format!("{i},第{i}项工作按要求完成并留有记录,2,1,\n");
    }
    table + "合计,,121,60,\n"
}

#[test]
fn only_the_half_scrolls_when_something_is_sought() {
    made(&long_table(), |page| {
        page.find("button", "去看：文件写明 121 分，各项加起来是 120 分。")
            .click();
        page.until(
            "the row has the focus",
            "document.activeElement.textContent.includes('合计')",
        );
        let seen = "(() => { const row = document.activeElement.getBoundingClientRect(); return row.top >= 0 && row.bottom <= innerHeight; })()";
        page.until("the row is in view", seen);
        for _ in 0..70 {
            page.keys(keys::TAB);
        }
        page.run("document.querySelector('.maker-out button').focus()", json!([]));
        let still = "document.documentElement.scrollTop === 0 && document.body.scrollTop === 0 && scrollY === 0";
        page.until("the page stands still", still);
        let bar = "document.querySelector('.top').getBoundingClientRect().top === 0";
        page.until("the bar is at the top", bar);
    });
}

#[test]
fn the_focus_stays_where_the_work_is() {
    made(TABLE, |page| {
        page.find("button", "展开：2 成立小组").click();
        let up = page.find("button", "上移");
        up.click();
        page.until(
            "the button has the focus",
            "document.activeElement.id === 'maker-up-c2'",
        );
        page.find("button", "删除").click();
        page.until(
            "the next row has the focus",
            "document.activeElement.id === 'maker-criterion-c1'",
        );
        says(page, "已删除“2 成立小组”");
        page.find("button", "撤销：删除“2 成立小组”").click();
        page.until(
            "the row is there again",
            "document.activeElement.id === 'maker-criterion-c2'",
        );
        page.find("button", "展开：3 开展活动").click();
        page.find("button", "改为标题").click();
        page.until(
            "the title has the focus",
            "document.activeElement.id.startsWith('maker-title-') && document.activeElement.value === '开展活动'",
        );
        for _ in 0..3 {
            page.find("button", "撤销").click();
        }
        page.until(
            "the button keeps the focus",
            "document.activeElement.id === 'maker-undo'",
        );
    });
}

#[test]
fn a_veto_is_confirmed_at_its_box() {
    let table = "序号,评估内容,分值\n1,制订计划,20\n2,开展活动,30\n3,发生重大安全事故（一票否决）,\n合计,,50\n";
    made(table, |page| {
        page.find("button", "展开：1 制订计划").click();
        says(page, "还没有等级");
        page.find("checkbox", "一票否决：回答“是”就定为最低等级").click();
        // 90, 75 and 60 % of the 30 that are left.
        says(page, "定为“不合格”");
        page.find("button", "整张表").click();
        for (grade, bound) in [("优秀", "27"), ("良好", "22.5"), ("合格", "18")] {
            assert_eq!(page.find("textbox", &format!("不低于（分）：{grade}")).value(), bound);
        }
    });
}

#[test]
fn a_text_without_points_is_told_in_words() {
    making(|page| {
        let button = page.all("file", "").pop().expect("a file button");
        button.choose_files(&[&files::write("通知.txt", "各位老师：明天下午开会，请准时到。")]);
        says(page, "这不像评分表");
        let half = page.text("document.querySelector('.maker').innerText");
        assert!(!half.contains("没有要看的地方"), "{half}");
    });
}

#[test]
fn a_narrow_window_has_everything_in_one_column() {
    made(&long_table(), |page| {
        shows_form(page, "60 / 120");
        page.find("button", "原文").click();
        for (width, note) in [(900, false), (500, true)] {
            page.post("/window/rect", &json!({"width": width, "height": 800}));
            page.until(
                "nothing is wider than the page",
                "document.documentElement.scrollWidth <= innerWidth",
            );
            page.until(
                "the work is seen",
                "document.querySelector('.maker-work').getClientRects().length > 0",
            );
            let below = "document.querySelector('ziping-form').getBoundingClientRect().top >= document.querySelector('.maker').getBoundingClientRect().bottom - 1";
            page.until("the form is below", below);
            let half = page.text("document.querySelector('.maker').innerText");
            assert_eq!(half.contains("在电脑上制作更方便"), note, "{width}");
            page.find("button", "撤销");
            page.find("combobox", "第 2 行是").choose("说明");
            says(page, "59 项");
            page.find("button", "撤销").click();
            says(page, "60 项");
        }
    });
}
