//! "Put records together": records of many subjects become one table, what a person must look at is named, and a form opens from its row.

use super::support::page::wait;
use super::support::{Engine, Page, Setup, browse, browse_as, files};
use serde_json::json;

const RUBRIC: &str = r#"{ "format": 1, "id": "tidy", "version": "1", "status": "final", "title": "整洁校园自评表", "total": 10,
    "profile": [{ "id": "school", "kind": "text", "subject": true, "label": "学校名称" },
        { "id": "stage", "kind": "choice", "label": "学段", "options": [{ "id": "p", "label": "小学" }, { "id": "m", "label": "初中" }] }],
    "grades": { "bands": [{ "id": "a", "label": "优秀", "atLeast": 9 }, { "id": "b", "label": "合格", "atLeast": 6 }, { "id": "c", "label": "不合格", "atLeast": 0 }] },
    "sections": [
        { "id": "room", "label": "一", "title": "教室", "criteria": [
            { "id": "desk", "label": "1", "text": "课桌整齐", "scale": { "kind": "points", "max": 4 } }]},
        { "id": "yard", "label": "二", "title": "操场", "criteria": [
            { "id": "wall", "label": "2", "text": "墙面干净", "scale": { "kind": "points", "max": 6 } }]}]}"#;

/// The rows of the records that count, by rank.
const BY_RANK: [&str; 3] = [
    "1 青山小学 9 / 10 优秀",
    "2 白水中学 7 / 10 合格",
    "2 清泉小学 7 / 10 合格",
];

/// A record; `edits` is how many edits it has seen.
fn record(id: &str, school: &str, stage: &str, points: [u32; 2], edits: u32) -> String {
    format!(
        r#"{{ "format": 1, "kind": "ziping-record", "id": "{id}", "revision": {edits}, "rubric": {{ "id": "tidy", "version": "1" }},
        "profile": {{ "school": "{school}", "stage": "{stage}" }}, "answers": {{ "self": {{
            "desk": {{ "answer": {{ "kind": "points", "points": {} }}, "counter": {edits}, "replica": "a",
                "problems": [{{ "text": "{school}课桌旧", "measure": {{ "text": "更换", "owner": "陈立" }} }}] }},
            "wall": {{ "answer": {{ "kind": "points", "points": {} }} }} }} }} }}"#,
        points[0], points[1]
    )
}

/// Opens the page with these files.
fn collect(page: &Page, all: &[(&str, &str)]) {
    page.open(&files::shipped());
    page.find("button", "把多份记录汇总").click();
    page.find("heading", "汇总");
    let paths: Vec<_> = all.iter().map(|(name, text)| files::write(name, text)).collect();
    page.find("file", "选择文件")
        .choose_files(&paths.iter().map(|path| &**path).collect::<Vec<_>>());
}

/// Waits until all is read and stored.
fn is_stored(page: &Page) {
    page.until(
        "it is stored",
        "document.querySelector('.maker-status').textContent.includes('已保存')",
    );
}

/// Waits until the table of subjects has these rows, each with its cells.
fn rows(page: &Page, expected: &[&str]) {
    let script = "[...document.querySelectorAll('.collection-rows tbody tr:not([aria-hidden])')].map((row) => [...row.cells].slice(0, 4).map((cell) => cell.textContent.trim()).join(' ')).join('; ')";
    wait(&format!("the rows are {expected:?}"), || {
        let seen = page.text(script);
        if seen == expected.join("; ") { Ok(()) } else { Err(seen) }
    });
}

/// Opens the page with the rubric, two copies of one record, and lines of which one is damaged.
fn four_files(test: impl FnOnce(&Page)) {
    browse(|page| {
        collect_four(page);
        test(page);
    });
}

fn collect_four(page: &Page) {
    let all = four();
    collect(
        page,
        &all.iter().map(|(name, text)| (*name, &**text)).collect::<Vec<_>>(),
    );
}

fn four() -> Vec<(&'static str, String)> {
    vec![
        ("表.json", RUBRIC.to_owned()),
        ("青山.json", record("r1", "青山小学", "p", [4, 5], 3)),
        ("青山（旧）.json", record("r1", "青山小学", "p", [1, 1], 2)),
        ("多份.ndjson", {
            let lines = [
                record("r2", "白水中学", "m", [3, 4], 1),
                "{ broken".to_owned(),
                record("r3", "清泉小学", "p", [2, 5], 1),
            ];
            lines.map(|line| line.replace('\n', " ")).join("\n")
        }),
    ]
}

#[test]
fn records_become_a_table_with_ranks_and_what_to_check() {
    four_files(|page| {
        rows(page, &BY_RANK);
        page.shows("3 份记录");
        page.find("button", "单位").click();
        rows(
            page,
            &[
                "2 清泉小学 7 / 10 合格",
                "2 白水中学 7 / 10 合格",
                "1 青山小学 9 / 10 优秀",
            ],
        );
        page.find("combobox", "学段").choose("小学");
        rows(page, &["2 清泉小学 7 / 10 合格", "1 青山小学 9 / 10 优秀"]);
        page.find("combobox", "学段").choose("全部");
        page.find("textbox", "查找单位").write("白水");
        rows(page, &["2 白水中学 7 / 10 合格"]);
        page.find("textbox", "查找单位").rewrite("");

        page.find("button", "核对").click();
        page.shows("“青山小学 · 青山（旧）.json”是“青山小学 · 青山.json”的副本，计入后一份：包含前一份的全部修改。");
        page.shows("多份.ndjson:2：文件损坏或不完整（第 1 行第 3 列）");
        page.find("textbox", "应交名单（每行一个单位）")
            .write("青山小学\n白水中学\n红星小学");
        page.shows("没有交的（1 个）：红星小学");
        page.shows("不在名单上的（1 个）：清泉小学");

        page.find("button", "汇总").click();
        // (9 + 7 + 7) ÷ 3, and one of three.
        page.shows("7.67");
        page.shows("33.33%");
        page.find("combobox", "分组").choose("学段");
        page.shows("小学");
        page.find("textbox", "前百分之几").write("30");
        page.shows("前 30% 共 1 个：青山小学");
        page.find("button", "问题台账").click();
        page.shows("白水中学课桌旧");
        page.find("button", "失分").click();
        page.shows("墙面干净");
    });
}

#[test]
fn a_form_opens_from_its_row_and_cannot_be_changed() {
    four_files(|page| {
        page.find("button", "打开“白水中学”的表").click();
        page.find("heading", "白水中学");
        page.sums("7 / 10");
        page.shows("只读，不能修改");
        page.until(
            "its fields cannot be changed",
            "[...document.querySelector('ziping-form').shadowRoot.querySelectorAll('#c-0 [data-control] input')].every((field) => field.matches(':disabled'))",
        );
        page.find("button", "下一个单位").click();
        page.find("heading", "清泉小学");
        page.until(
            "its form is shown",
            "document.querySelector('ziping-form').shadowRoot.textContent.includes('教室')",
        );
        page.find("button", "返回汇总表").click();
        rows(page, &BY_RANK);
        assert_eq!(page.focused().name, "打开“清泉小学”的表");
    });
}

#[test]
fn a_collection_is_there_again_after_a_reload() {
    four_files(|page| {
        page.find("textbox", "复核分，青山小学").write("8.5");
        page.shows("-0.5");
        is_stored(page);
        page.reload();
        page.find("button", "把多份记录汇总").click();
        rows(page, &BY_RANK);
        assert_eq!(page.focused().name, "汇总整洁校园自评表");
        assert_eq!(page.find("textbox", "复核分，青山小学").value(), "8.5");
        page.find("button", "打开“青山小学”的表").click();
        page.sums("9 / 10");
        page.find("button", "返回汇总表").click();
        page.find("button", "清空，重新开始").click();
        wait("the question has the focus", || match page.focused().name {
            name if name == "不删除" => Ok(()),
            name => Err(name),
        });
        page.find("button", "不删除").click();
        page.find("button", "清空，重新开始").click();
        page.find("button", "删除并重新开始").click();
        page.shows("把记录拖到这里");
        page.reload();
        page.find("button", "把多份记录汇总").click();
        page.shows("把记录拖到这里");
        page.find("button", "返回首页").click();
        page.find("heading", "自评表");
    });
}

#[test]
fn a_workbook_and_tables_come_out() {
    four_files(|page| {
        rows(page, &BY_RANK);
        page.catch_downloads();
        page.find("button", "当前表格（CSV）").click();
        let given = page.given();
        assert_eq!(given.name, "整洁校园自评表.csv");
        assert!(
            given.text.contains("青山小学") && given.text.contains("优秀"),
            "{}",
            given.text
        );
        page.find("button", "汇总工作簿（Excel）").click();
        page.shows("已生成“整洁校园自评表.xlsx”。请在浏览器的下载里查看。");
        page.find("button", "全部数据（NDJSON，供下期对比）").click();
        page.shows("已生成“整洁校园自评表.ndjson”。请在浏览器的下载里查看。");
    });
}

#[test]
fn records_without_their_rubric_ask_for_it() {
    browse(|page| {
        let all = four();
        let without: Vec<_> = all.iter().skip(1).map(|(name, text)| (*name, &**text)).collect();
        collect(page, &without);
        page.shows("这些记录填的是“tidy”，本页没有这张表。请把这张表的 JSON 文件也加进来。");
        page.find("file", "选择文件")
            .choose_files(&[&files::write("表.json", RUBRIC)]);
        rows(page, &BY_RANK);
    });
}

#[test]
fn ten_thousand_rows_stay_a_table() {
    browse(|page| {
        let lines: Vec<String> = (0..2_000)
            .map(|i| record(&format!("r{i}"), &format!("学校{i:04}"), "p", [i % 5, i % 7], 1).replace('\n', " "))
            .collect();
        let text = format!("{}\n", lines.join("\n"));
        collect(page, &[("表.json", RUBRIC), ("多份.ndjson", &text)]);
        page.shows("2000 份记录");
        page.until("the table says how many rows there are", "document.querySelector('.collection-rows table').ariaRowCount === '2001' || document.querySelector('.collection-rows table').getAttribute('aria-rowcount') === '2001'");
        page.until(
            "few are drawn",
            "document.querySelectorAll('.collection-rows tbody tr').length < 100",
        );
        page.run("document.querySelector('.collection-rows').focus()", json!([]));
        page.keys("\u{E010}");
        page.until("the last row is drawn", "[...document.querySelectorAll('.collection-rows tbody tr')].some((row) => row.getAttribute('aria-rowindex') === '2001')");
    });
}

#[test]
fn many_classes_are_typed_into_one_grid() {
    browse(|page| {
        page.open(&files::shipped());
        page.find("button", "把多份记录汇总").click();
        page.find("combobox", "量表").choose("班级星级评比日检表");
        page.find("textbox", "单位名单（每行一个，如一年级1班）")
            .write("一年级1班\n一年级2班");
        page.until(
            "the grid is drawn",
            "document.querySelectorAll('.collection-grid tbody tr').length === 2",
        );
        let at = "document.activeElement.id";
        page.run("document.getElementById('grid-0-0').focus()", json!([]));
        page.keys("\u{E007}");
        page.until("Enter goes down", &format!("{at} === 'grid-1-0'"));
        page.keys("\u{E013}");
        page.until("the arrow goes up", &format!("{at} === 'grid-0-0'"));
        page.keys("\u{E014}");
        page.until("the arrow goes on", &format!("{at} === 'grid-0-1'"));
        page.keys("999");
        page.until(
            "what is not accepted is marked",
            "document.getElementById('grid-0-1').getAttribute('aria-invalid') === 'true'",
        );
        page.find("button", "清空这一张，录下一次").click();
        page.until(
            "the fields are empty",
            "document.getElementById('grid-0-1').value === ''",
        );
    });
}

/// Waits until a chart is there by its name, and its picture is shown and has these words.
fn chart(page: &Page, title: &str, table: &str, words: &[&str]) {
    let name = format!("图：{title}。数字见表“{table}”。");
    page.find("img", &name);
    let image = format!("document.querySelector('.collection-chart img[alt=\"{name}\"]')");
    page.until(
        &format!("“{title}” is shown"),
        &format!("{image}.complete && {image}.naturalWidth > 0"),
    );
    let source = format!(
        "new TextDecoder().decode(Uint8Array.from(atob({image}.src.split(',')[1]), (byte) => byte.charCodeAt(0)))"
    );
    for word in words {
        page.until(
            &format!("“{title}” has {word}"),
            &format!("{source}.includes('>{word}<')"),
        );
    }
}

#[test]
fn charts_show_what_the_tables_say() {
    four_files(|page| {
        rows(page, &BY_RANK);
        page.find("button", "汇总").click();
        chart(page, "各等级的份数", "等级分布", &["优秀", "合格", "2"]);
        // Two records with 7 of 10, one with 9.
        chart(
            page,
            "各得分率区间的份数",
            "得分率分布",
            &["不足 10%", "70% 至不足 80%", "2", "90% 及以上", "1"],
        );
        page.shows("70% 至不足 80%");
        // (4 + 3 + 2) of 12, and (5 + 4 + 5) of 18.
        chart(page, "各部分得分率", "部分", &["一 教室", "75%", "二 操场", "77.78%"]);
        assert_eq!(page.all("img", "图：").len(), 3);
        if page.engine == Engine::Chromium {
            let paper = page.pdf().map(|(text, _)| text).unwrap_or_default();
            for words in ["各部分得分率", "77.78%", "90% 及以上", "制表人"] {
                assert!(paper.contains(words), "“{words}” is not on the paper: {paper}");
            }
        }

        page.catch_downloads();
        page.find("button", "全部数据（NDJSON，供下期对比）").click();
        let before = files::write("去年.ndjson", &page.given().text);
        page.find("file", "打开上期汇总").choose_files(&[&before]);
        page.shows("上期得分率");
        chart(page, "各部分得分率", "部分", &["得分率", "上期得分率", "77.78%"]);

        page.find("button", "失分").click();
        chart(
            page,
            "得分率最低的指标",
            "失分",
            &["1 课桌整齐", "75%", "2 墙面干净", "77.78%"],
        );
    });
}

#[test]
fn axe_finds_nothing_where_records_are_put_together() {
    let setup = Setup {
        dark: true,
        ..Setup::default()
    };
    browse_as(&setup, |page| {
        page.open(&files::shipped());
        page.find("button", "把多份记录汇总").click();
        page.find("heading", "汇总");
        assert_eq!(page.violations(), Vec::<String>::new(), "without records");
        collect_four(page);
        page.shows("3 份记录");
        for tab in ["各单位", "汇总", "失分", "问题台账", "核对", "多期加权", "逐项录入"] {
            page.find("button", tab).click();
            if tab == "逐项录入" {
                page.find("textbox", "单位名单（每行一个，如一年级1班）")
                    .write("一班\n二班");
            }
            assert_eq!(page.violations(), Vec::<String>::new(), "{tab}");
        }
    });
}

#[test]
fn damaged_files_alone_are_named() {
    browse(|page| {
        collect(
            page,
            &[("表.json", RUBRIC), ("坏.json", "{ \"kind\": \"ziping-record\", ")],
        );
        page.find("button", "核对").click();
        page.shows("坏.json：文件损坏或不完整");
    });
}

#[test]
fn last_year_stands_beside_this_year() {
    four_files(|page| {
        // Until all is read, nothing is given.
        rows(page, &BY_RANK);
        page.catch_downloads();
        page.find("button", "全部数据（NDJSON，供下期对比）").click();
        let given = page.given();
        let before = files::write("去年.ndjson", &given.text);
        page.find("file", "打开上期汇总").choose_files(&[&before]);
        page.shows("正在与“去年.ndjson”对比。");
        page.shows("0 (9)");
        page.find("file", "打开上期汇总")
            .choose_files(&[&files::write("别的.ndjson", "{}")]);
        page.shows("“别的.ndjson”不是这张表导出的汇总数据，没有打开。");
    });
}

#[test]
fn a_saved_page_brings_its_rubric_and_copies_bring_answers_of_other_raters() {
    let raters = r#""raters": [{ "id": "self", "label": "自评" }, { "id": "review", "label": "复评" }], "grades""#;
    let rubric = RUBRIC.replacen(r#""grades""#, raters, 1);
    let own = record("r1", "青山小学", "p", [4, 5], 3);
    let reviewed = record("r1", "青山小学", "p", [3, 3], 1).replace(r#""self""#, r#""review""#);
    let block =
        |kind: &str, text: &str| format!(r#"<script type="application/json" data-ziping="{kind}">{text}</script>"#);
    let saved = format!(
        "<!doctype html><title>自评</title>{}{}",
        block("rubric", &rubric),
        block("record", &own)
    );
    browse(|page| {
        collect(page, &[("青山.html", &saved), ("青山（复评）.json", &reviewed)]);
        rows(page, &["1 青山小学 9 / 10 优秀"]);
        is_stored(page);
        page.find("combobox", "评分人").choose("复评");
        rows(page, &["1 青山小学 6 / 10 合格"]);
        is_stored(page);
        page.find("combobox", "评分人").choose("自评");
        // The form has the answers of both, also after a later copy came.
        let newer = record("r1", "青山小学", "p", [4, 6], 4);
        page.find("file", "再添加记录")
            .choose_files(&[&files::write("青山（新）.json", &newer)]);
        rows(page, &["1 青山小学 10 / 10 优秀"]);
        is_stored(page);
        page.find("button", "打开“青山小学”的表").click();
        page.sums("10 / 10");
        page.shows("复评：3");
    });
}

#[test]
fn what_another_window_has_stored_is_replaced_on_demand_alone() {
    four_files(|page| {
        is_stored(page);
        let first = page.window();
        page.open_window();
        page.open(&files::shipped());
        page.find("button", "把多份记录汇总").click();
        rows(page, &BY_RANK);
        page.find("textbox", "复核分，青山小学").write("8");
        is_stored(page);
        page.switch_to(&first);
        page.find("textbox", "复核分，白水中学").write("6");
        page.shows("没有保存：另一个窗口保存了另一份汇总");
        page.find("button", "改存这里的").click();
        is_stored(page);
        page.reload();
        page.find("button", "把多份记录汇总").click();
        rows(page, &BY_RANK);
        assert_eq!(page.find("textbox", "复核分，青山小学").value(), "");
        assert_eq!(page.find("textbox", "复核分，白水中学").value(), "6");
    });
}

#[test]
fn the_table_is_printed_whole_with_places_to_sign() {
    four_files(|page| {
        rows(page, &BY_RANK);
        let Some((text, _)) = page.pdf() else { return };
        assert!(text.contains("9 / 10") && text.contains("7 / 10"), "{text}");
        if page.engine == Engine::Chromium {
            let expected = ["整洁校园自评表", "青山小学", "白水中学", "清泉小学", "制表人"];
            for words in expected {
                assert!(text.contains(words), "“{words}” is not on the paper: {text}");
            }
            assert!(!text.contains("再添加记录"), "{text}");
        }
    });
}
