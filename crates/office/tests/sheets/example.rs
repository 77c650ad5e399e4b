//! The school of the documents: its form as a workbook and as CSV, with values worked out by hand.

use crate::kit::{FoundSheet, of, record_of, sheets, shipped};
use assessment::record::Record;
use assessment::rubric::Rubric;
use office::compose::filled::Filled;
use office::compose::workbook::{score_csv, workbook};
use serde_json::{Value, json};

/// The school's own scores, item by item: 90 points of 100.
const SCHOOL: [&str; 21] = [
    "4", "2", "2", "6", "4", "2", "8", "3", "10", "5", "5", "1", "2", "5", "3", "3", "2", "15", "3", "2", "3",
];

/// The record of the school, with what it wrote besides.
fn school(rubric: &Rubric) -> Record {
    let mut answers = json!({});
    for (i, points) in SCHOOL.iter().enumerate() {
        let points: Value = serde_json::from_str(points).expect("a number");
        answers[format!("pe-{:02}", i + 1)] = json!({ "answer": { "kind": "points", "points": points } });
    }
    for veto in ["hour", "lessons", "fitness", "tests", "fraud"] {
        answers[format!("veto-{veto}")] = json!({ "kind": "yes-no", "value": "no" });
    }
    answers["pe-12"]["problems"] = json!([
        { "text": "活动单调", "severity": "major", "measure":
            { "text": "开展跳绳和滚铁环", "owner": "体育组 王老师", "due": "2026-10-01", "status": "doing" } },
        { "text": "=HYPERLINK(\"http://example.org\")" }
    ]);
    answers["pe-17"]["note"] = json!("场地在扩建");
    answers["pe-18"]["evidence"] = json!([
        { "name": "器材登记册", "kind": "data", "reference": "档案柜 3-2", "date": "2026-09-01" }
    ]);
    let case = json!({
        "answers": answers, "period": "2025—2026学年", "date": "2026-11-26",
        "profile": { "school": "柳溪实验小学", "stage": "primary", "classes": 15 },
        "roles": { "head": ["李校长"], "members": ["王老师", "赵老师"] },
        "narrative": "一年来的工作。", "sections": { "facilities": "新建了两块场地。\n都在使用。" },
    });
    record_of(rubric, &case)
}

fn book(language: &str) -> Vec<FoundSheet> {
    let rubric = shipped("school-pe");
    sheets(&workbook(&Filled::of(&rubric, &school(&rubric), language, "")).to_bytes())
}

/// The texts and numbers of a row.
fn row(sheet: &FoundSheet, row: usize) -> String {
    let end = sheet
        .cells
        .keys()
        .filter(|(own, _)| *own == row)
        .map(|(_, column)| column + 1)
        .max();
    let shown = |column| {
        let cell = sheet.at(row, column);
        cell.text
            .or(cell.value.map(|value| value.to_string()))
            .unwrap_or_default()
    };
    (0..end.unwrap_or_default()).map(shown).collect::<Vec<_>>().join("|")
}

#[test]
fn sums_of_the_school_are_formulas_with_90_points_in_all() {
    let found = book("zh-CN");
    let names: Vec<_> = found.iter().map(|sheet| &*sheet.name).collect();
    assert_eq!(
        names,
        ["评分表", "核对提示", "问题整改台账", "佐证材料目录", "基本情况"]
    );
    let scores = &found[0];
    // Three rows before the first section; each section is followed by its criteria: 3, 3, 6, 1, 3, 2, 3 and 5 vetoes.
    for (row, formula, points, full, lost) in [
        (3, "SUM(D5:D7)", "8", "8", "0"),
        (7, "SUM(D9:D11)", "12", "12", "0"),
        (11, "SUM(D13:D18)", "32", "33", "1"),
        (18, "SUM(D20)", "2", "2", "0"),
        (20, "SUM(D22:D24)", "11", "15", "4"),
        (24, "SUM(D26:D27)", "17", "20", "3"),
        (27, "SUM(D29:D31)", "8", "10", "2"),
        (37, "SUM(D4,D8,D12,D19,D21,D25,D28,D32)", "90", "100", "10"),
    ] {
        let cell = scores.at(row, 3);
        assert_eq!((cell.formula.as_deref(), cell.value), (Some(formula), Some(of(points))));
        assert_eq!(scores.at(row, 2).formula, Some(formula.replace('D', "C")));
        assert_eq!(
            (scores.number(row, 2), scores.number(row, 4)),
            (Some(of(full)), Some(of(lost)))
        );
    }
    assert_eq!(
        row(scores, 2),
        "序号|评估内容|标准分|自评分|扣分|得分率|存在问题 / 扣分原因|备注"
    );
    // 32 ÷ 33 = 0.9696…; 1 ÷ 2; 90 ÷ 100.
    assert_eq!(row(scores, 11), "三|体育活动|33|32|1|0.97||");
    assert_eq!(
        row(scores, 17),
        "12|因地制宜开展有当地特色的传统体育活动。|2|1|1|0.5|1. 活动单调\n2. =HYPERLINK(\"http://example.org\")|"
    );
    assert_eq!(scores.at(17, 4).formula.as_deref(), Some("C18-D18"));
    assert_eq!(scores.at(17, 5).formula.as_deref(), Some("ROUND(D18/C18,3)"));
    assert_eq!(
        row(scores, 25),
        "17|田径、篮球、足球、排球、乒乓球场地达到省定标准。|4|2|2|0.5||备注：场地在扩建"
    );
    assert_eq!(
        row(scores, 32),
        "一票否决1|未落实每天一小时校园体育活动。||无此情形||||"
    );
    assert_eq!(row(scores, 37), "合计||100|90|10|0.9||等级：优秀");
    assert_eq!(
        row(scores, 38).trim_end_matches('|'),
        "组长（签字）：　　　　　　填表人（签字）：　　　　　　单位（盖章）：　　　　　　日期：2026年11月26日"
    );
}

#[test]
fn lists_have_what_was_written() {
    let found = book("zh-CN");
    // Three items lost points without a problem before, and three after the one with problems; one problem has no measure.
    let findings: Vec<_> = (3..10).map(|at| row(&found[1], at)).collect();
    let items: Vec<_> = findings
        .iter()
        .map(|text| text.split('|').nth(1).unwrap_or_default())
        .collect();
    assert_eq!(items, ["12", "15", "16", "17", "18", "19", "20"]);
    assert_eq!(
        findings[0],
        "1|12|因地制宜开展有当地特色的传统体育活动。|较重|已列出问题，请写明整改措施。"
    );
    assert_eq!(
        row(&found[2], 3),
        "1|12|因地制宜开展有当地特色的传统体育活动。|活动单调||较重|体育组|开展跳绳和滚铁环|体育组 王老师|2026-10-01|进行中|"
    );
    assert!(row(&found[2], 4).contains("|=HYPERLINK(\"http://example.org\")||一般|"));
    assert_eq!(
        row(&found[3], 3),
        "1|18|体育器材配备达到省定标准，维护及时，使用充分。|器材登记册|数据、台账|档案柜 3-2|2026-09-01|"
    );
    let profile = &found[4];
    let text = |column| {
        (0..40)
            .map(|at| row(profile, at))
            .find(|text| text.starts_with(column))
            .unwrap_or_default()
    };
    assert_eq!(text("学校名称"), "学校名称|柳溪实验小学|");
    assert_eq!(text("学校类别"), "学校类别|小学|");
    assert_eq!(text("班级总数"), "班级总数|15|个班");
    assert_eq!(profile.number(profile.row_of(0, "班级总数"), 1), Some(of("15")));
    assert_eq!(text("成员"), "成员|王老师、赵老师|");
    assert_eq!(text("一年来的工作。"), "一年来的工作。||");
    assert_eq!(text("场地与器材"), "场地与器材||");
    assert_eq!(text("新建了两块场地。"), "新建了两块场地。||");
    // Nobody's text is a formula.
    for sheet in &found {
        for cell in sheet.cells.values() {
            assert!(!cell.formula.as_deref().unwrap_or_default().contains("HYPERLINK"));
        }
    }
}

#[test]
fn workbook_is_written_in_english() {
    let found = book("en");
    let names: Vec<_> = found.iter().map(|sheet| &*sheet.name).collect();
    assert_eq!(
        names,
        ["Scores", "Findings", "Problems and measures", "Evidence", "Profile"]
    );
    assert_eq!(row(&found[0], 37), "Total||100|90|10|0.9||Grade: Excellent");
    assert_eq!(
        row(&found[0], 32),
        "Veto 1|The daily hour of campus sport was not provided.||Did not occur||||"
    );
}

#[test]
fn csv_has_the_table_and_no_formula() {
    let rubric = shipped("school-pe");
    let csv = String::from_utf8(score_csv(&Filled::of(&rubric, &school(&rubric), "zh-CN", ""))).expect("UTF-8");
    let mut lines = csv.split("\r\n");
    assert_eq!(
        lines.next(),
        Some("\u{feff}序号,评估内容,标准分,自评分,扣分,得分率（%）,存在问题 / 扣分原因,备注")
    );
    assert_eq!(lines.next(), Some("一,组织领导,8,8,0,100,,"));
    assert!(csv.contains("\r\n三,体育活动,33,32,1,97,,\r\n"));
    assert!(csv.ends_with("\r\n合计,,100,90,10,90,,等级：优秀\r\n"));
    assert!(csv.contains("\"1. 活动单调\n2. =HYPERLINK"));
    // Nothing is 0 before anything is answered.
    let blank = Record::blank(&rubric, "x".into());
    let csv = String::from_utf8(score_csv(&Filled::of(&rubric, &blank, "zh-CN", ""))).expect("UTF-8");
    assert!(csv.contains("\r\n一,组织领导,8,,,,,\r\n") && csv.ends_with("\r\n合计,,100,,,,,\r\n"));
    // A problem alone is at the start of its cell.
    let case = json!({ "answers": { "veto-hour": { "answer": { "kind": "yes-no", "value": "yes" }, "problems": [{ "text": "=1+1" }] } } });
    let csv =
        String::from_utf8(score_csv(&Filled::of(&rubric, &record_of(&rubric, &case), "zh-CN", ""))).expect("UTF-8");
    assert!(csv.contains(",有此情形,,,'=1+1,\r\n"), "{csv}");
}

#[test]
fn reader_of_this_crate_reads_the_numbers_as_they_are_shown() {
    let rubric = shipped("school-pe");
    let bytes = workbook(&Filled::of(&rubric, &school(&rubric), "zh-CN", "")).to_bytes();
    let read = office::read(&bytes, "a.xlsx", &|_, _| None).expect("a workbook");
    let (_, table) = read.tables().next().expect("a table");
    assert_eq!(table.name.as_deref(), Some("评分表"));
    let texts = |row: usize| {
        (0..6)
            .map(|column| table.text(row, column))
            .collect::<Vec<_>>()
            .join("|")
    };
    assert_eq!(texts(3), "一|组织领导|8|8|0|100%");
    assert_eq!(texts(11), "三|体育活动|33|32|1|97%");
    assert_eq!(texts(37), "合计|合计|100|90|10|90%");
    // No formula lacks its value, and nothing is hidden.
    assert_eq!(read.remarks, []);
    // The table is understood as a form again: 21 items with points, 100 in all.
    let draft = office::understand(&read).expect("a form");
    assert_eq!(draft.total(), of("100"));
}

#[test]
fn the_points_of_an_earlier_form_stand_in_a_column_of_their_own() {
    let rubric = shipped("school-pe");
    let now = school(&rubric);
    let without = workbook(&Filled::of(&rubric, &now, "zh-CN", ""));
    let blank = Record::blank(&rubric, "x".into());
    for (before, first, total) in [(&now, Some("4"), Some("90")), (&blank, None, None)] {
        let before = Filled::of(&rubric, before, "zh-CN", "");
        let form = Filled::of(&rubric, &now, "zh-CN", "").beside(&before);
        let book = workbook(&form);
        // The other columns and sheets are as they were.
        let cut = |sheet: &office::write::xlsx::Sheet| -> Vec<_> {
            let rows = sheet
                .rows
                .iter()
                .map(|row| row.iter().take(8).cloned().collect::<Vec<_>>());
            rows.collect()
        };
        assert_eq!(cut(&book.sheets[0]), cut(&without.sheets[0]));
        assert_eq!(book.sheets.len(), without.sheets.len());
        let found = sheets(&book.to_bytes());
        let row = |text: &str| {
            (0..60)
                .find(|row| (0..3).any(|column| found[0].text(*row, column) == text))
                .expect("a row")
        };
        let item = (0..60)
            .find(|row| found[0].number(*row, 0) == Some(of("1")))
            .expect("item 1");
        assert_eq!(found[0].text(row("序号"), 8), "上次得分");
        assert_eq!(found[0].number(item, 8), first.map(of));
        assert_eq!(found[0].number(row("合计"), 8), total.map(of));
        let csv = String::from_utf8(score_csv(&form)).expect("UTF-8");
        assert!(
            csv.lines().next().is_some_and(|head| head.ends_with(",上次得分")),
            "{csv}"
        );
    }
}
