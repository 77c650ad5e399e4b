//! Excel files.

use crate::kit::{cells, changed_cells, changed_members, left, made, member, scores, written, xlsx};
use office::fill::{Filling, Formula, Values, fill};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const SUMMARY: &str = "xl/worksheets/sheet2.xml";
const BOOK: &str = "xl/workbook.xml";

/// The shared texts of the form.
const STRINGS: [&str; 15] = [
    "安全工作考核自评表",
    "单位（盖章）：            填表日期：   年  月  日",
    "类别",
    "考核内容",
    "分值",
    "自评分",
    "扣分原因",
    "组织",
    "成立机构",
    "制订预案",
    "小计",
    "演练",
    "定期演练",
    "合计",
    // Runs with formats of their own.
    "<r><rPr><b/></rPr><t>自评等级</t></r><r><t xml:space=\"preserve\">：____（盖章）</t></r>",
];

fn text(cell: &str, index: usize) -> String {
    format!("<c r=\"{cell}\" s=\"1\" t=\"s\"><v>{index}</v></c>")
}

fn number(cell: &str, value: &str) -> String {
    format!("<c r=\"{cell}\" s=\"2\"><v>{value}</v></c>")
}

fn empty(cell: &str) -> String {
    format!("<c r=\"{cell}\" s=\"3\"/>")
}

fn formula(cell: &str, text: &str, value: &str) -> String {
    format!("<c r=\"{cell}\" s=\"4\"><f>{text}</f><v>{value}</v></c>")
}

/// A form with merged cells, sums, differences and a summary.
fn form() -> Vec<u8> {
    let row = |number: u32, cells: &[String]| format!("<row r=\"{number}\" spans=\"1:5\">{}</row>", cells.concat());
    let rows = [
        row(1, &[text("A1", 0)]),
        row(2, &[text("A2", 1)]),
        row(
            3,
            &[
                text("A3", 2),
                text("B3", 3),
                text("C3", 4),
                text("D3", 5),
                text("E3", 6),
            ],
        ),
        // There is no cell for the reason.
        row(4, &[text("A4", 7), text("B4", 8), number("C4", "10"), empty("D4")]),
        row(
            5,
            &[
                empty("A5"),
                text("B5", 9),
                number("C5", "20"),
                number("D5", "18"),
                empty("E5"),
            ],
        ),
        row(
            6,
            &[
                empty("A6"),
                text("B6", 10),
                formula("C6", "SUM(C4:C5)", "30"),
                formula("D6", "SUM(D4:D5)", "18"),
                // What is lost, as a shared formula.
                "<c r=\"E6\"><f t=\"shared\" ref=\"E6:E7\" si=\"0\">C6-D6</f><v>12</v></c>".to_owned(),
            ],
        ),
        row(
            7,
            &[
                text("A7", 11),
                text("B7", 12),
                number("C7", "30"),
                empty("D7"),
                "<c r=\"E7\"><f t=\"shared\" si=\"0\"/><v>30</v></c>".to_owned(),
            ],
        ),
        row(
            8,
            &[
                text("A8", 13),
                formula("C8", "C6+C7", "60"),
                formula("D8", "D6+D7", "18"),
            ],
        ),
        row(9, &[text("A9", 14)]),
    ];
    let sheet = format!(
        "<dimension ref=\"A1:E9\"/><sheetData>{}</sheetData><mergeCells count=\"4\"><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"A2:E2\"/><mergeCell ref=\"A4:A6\"/><mergeCell ref=\"A8:B8\"/></mergeCells>",
        rows.concat()
    );
    let summary = [
        formula("A1", "'安全 自评'!D8", "18"),
        formula("B1", "60-A1", "42"),
        formula("C1", "IF(A1&gt;=54,\"优\",\"良\")", "0")
            .replace("<v>0</v>", "<v>良</v>")
            .replace("s=\"4\"", "s=\"4\" t=\"str\""),
        formula("D1", "ROUND(A1/60,2)", "0.3"),
        // It reads nothing that is written.
        formula("E1", "ROUND('安全 自评'!C8/60,2)", "1"),
        formula("F1", "D1+1", "1.3"),
        formula("G1", "满分-A1", "42"),
    ];
    let summary = format!("<sheetData><row r=\"1\">{}</row></sheetData>", summary.concat());
    let book = "<definedNames><definedName name=\"满分\">'安全 自评'!$C$8</definedName></definedNames><calcPr calcId=\"191029\"/>";
    xlsx(&[("安全 自评", &sheet), ("汇总", &summary)], &STRINGS, book)
}

fn values() -> Values {
    let mut values = scores(&["9.5", "20", "28"]);
    for (id, reason) in [("c1", "人员不足"), ("c3", "少一次")] {
        values.criteria.get_mut(id).unwrap().reason = Some(reason.to_owned());
    }
    values.sections = [("s1", "29.5"), ("s2", "28")]
        .map(|(id, points)| (id.to_owned(), points.to_owned()))
        .into();
    values.total = Some("57.5".to_owned());
    values.grade = Some("优秀".to_owned());
    values.date = Some("2026-03-02".to_owned());
    values.subject = Some("第二中学".to_owned());
    values
}

fn filled() -> (Vec<u8>, Filling) {
    let original = form();
    let (rubric, origin) = made(&original, "考核表.xlsx");
    let filling = fill(&original, &rubric, Some(&origin), &values()).unwrap();
    (original, filling)
}

#[test]
fn workbook_of_a_bureau_is_filled_in() {
    let (original, filling) = filled();
    assert_eq!(
        written(&filling),
        [
            "c1 安全 自评!D4 = 9.5",
            "c1 reason 安全 自评!E4 = 人员不足",
            "c2 安全 自评!D5 = 20 for 18",
            "c3 安全 自评!D7 = 28",
            "subject 安全 自评!A2 = 第二中学",
            "grade 安全 自评!A9 = 优秀",
            "date 安全 自评!A2 = 2026-03-02",
            // The formulas make the same.
            "s1 安全 自评!D6 = 29.5",
            "total 安全 自评!D8 = 57.5",
        ]
    );
    // The cell of the reason computes what is lost, and no row is that of the second section.
    assert_eq!(left(&filling), ["c3 reason 安全 自评!E7: Formula(\"\")", "s2: NoCell"]);
    let shown = |formula: &Formula| {
        let value = formula.value.clone().unwrap_or_else(|| "?".to_owned());
        format!("{}!{} {}", formula.sheet, formula.cell, value)
    };
    // 30 - 29.5, 30 - 28, 60 - 57.5, and 57.5 ÷ 60 is none of the formulas that are computed here.
    assert_eq!(
        filling.formulas.iter().map(shown).collect::<Vec<_>>(),
        [
            "安全 自评!D6 29.5",
            "安全 自评!E6 0.5",
            "安全 自评!E7 2",
            "安全 自评!D8 57.5",
            "汇总!A1 57.5",
            "汇总!B1 2.5",
            "汇总!C1 ?",
            "汇总!D1 ?",
            "汇总!F1 ?",
            "汇总!G1 2.5",
        ]
    );
    assert_eq!(changed_members(&original, &filling.bytes), [BOOK, SHEET, SUMMARY]);
    let (before, after) = (member(&original, SHEET), member(&filling.bytes, SHEET));
    assert_eq!(
        changed_cells(&before, &after),
        ["A2", "A9", "D4", "D5", "D6", "D7", "D8", "E4", "E6", "E7"]
    );
    let (_, all) = cells(&after);
    let inline = |cell: &str, inner: &str| format!("<c r=\"{cell}\" s=\"1\" t=\"inlineStr\"><is>{inner}</is></c>");
    for (cell, expected) in [
        ("D4", "<c r=\"D4\" s=\"3\"><v>9.5</v></c>".to_owned()),
        ("D5", number("D5", "20")),
        ("D6", formula("D6", "SUM(D4:D5)", "29.5")),
        // The style of the cell below.
        (
            "E4",
            "<c r=\"E4\" s=\"3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">人员不足</t></is></c>".to_owned(),
        ),
        (
            "E6",
            "<c r=\"E6\"><f t=\"shared\" ref=\"E6:E7\" si=\"0\">C6-D6</f><v>0.5</v></c>".to_owned(),
        ),
        ("E7", "<c r=\"E7\"><f t=\"shared\" si=\"0\"/><v>2</v></c>".to_owned()),
        // Four characters are as wide as eight of the twelve spaces.
        (
            "A2",
            inline(
                "A2",
                "<t xml:space=\"preserve\">单位（盖章）：第二中学    填表日期：2026年3月2日</t>",
            ),
        ),
        (
            "A9",
            inline(
                "A9",
                "<r><rPr><b/></rPr><t>自评等级</t></r><r><t xml:space=\"preserve\">：优秀（盖章）</t></r>",
            ),
        ),
    ] {
        assert_eq!(all[cell], expected);
    }
    assert!(after.find("r=\"D4\"") < after.find("r=\"E4\"") && after.find("r=\"E4\"") < after.find("r=\"A5\""));
    let (before, after) = (member(&original, SUMMARY), member(&filling.bytes, SUMMARY));
    assert_eq!(changed_cells(&before, &after), ["A1", "B1", "C1", "D1", "F1", "G1"]);
    let (_, all) = cells(&after);
    assert_eq!(all["C1"], "<c r=\"C1\" s=\"4\"><f>IF(A1&gt;=54,\"优\",\"良\")</f></c>");
    let book = member(&original, BOOK).replace(
        "<calcPr calcId=\"191029\"/>",
        "<calcPr calcId=\"191029\" fullCalcOnLoad=\"1\"/>",
    );
    assert_eq!(member(&filling.bytes, BOOK), book);
}

#[test]
fn filling_in_twice_changes_nothing() {
    let (original, filling) = filled();
    let (rubric, origin) = made(&original, "考核表.xlsx");
    let again = fill(&filling.bytes, &rubric, Some(&origin), &values()).unwrap();
    assert_eq!(again.bytes, filling.bytes);
}

#[test]
fn formulas_that_make_another_value_are_listed() {
    let original = form();
    let (rubric, origin) = made(&original, "考核表.xlsx");
    let mut values = values();
    // The form has a limit that the workbook does not know.
    values.total = Some("55".to_owned());
    let filling = fill(&original, &rubric, Some(&origin), &values).unwrap();
    assert!(left(&filling).contains(&"total 安全 自评!D8: Differs(\"57.5\")".to_owned()));
    let (_, all) = cells(&member(&filling.bytes, SHEET));
    assert_eq!(all["D8"], formula("D8", "D6+D7", "57.5"));
}

/// A sheet with a head and two criteria, and what comes below.
fn small(more: &str, own: &str) -> (String, Vec<&'static str>) {
    let strings = vec!["内容", "分值", "自评分", "要求一", "要求二", "合计"];
    let rows = [
        format!("<row r=\"1\">{}{}{}</row>", text("A1", 0), text("B1", 1), text("C1", 2)),
        format!("<row r=\"2\">{}{}{own}</row>", text("A2", 3), number("B2", "5")),
        format!("<row r=\"3\">{}{}</row>", text("A3", 4), number("B3", "5")),
    ];
    (format!("<sheetData>{}{more}</sheetData>", rows.concat()), strings)
}

#[test]
fn workbook_without_settings_of_calculation_gets_them_at_their_place() {
    let (sheet, strings) = small("<row r=\"4\"><c r=\"C4\"><f>AVERAGE(C2:C3)</f><v>0</v></c></row>", "");
    for (book, expected) in [
        ("", "</sheets><calcPr fullCalcOnLoad=\"1\"/></workbook>"),
        (
            "<definedNames/><pivotCaches/>",
            "<definedNames/><calcPr fullCalcOnLoad=\"1\"/><pivotCaches/>",
        ),
        ("<calcPr fullCalcOnLoad='0' />", "<calcPr fullCalcOnLoad=\"1\" />"),
        ("<calcPr fullCalcOnLoad='true'/>", "<calcPr fullCalcOnLoad='true'/>"),
    ] {
        let original = xlsx(&[("表", &sheet)], &strings, book);
        let (rubric, origin) = made(&original, "a.xlsx");
        let filling = fill(&original, &rubric, Some(&origin), &scores(&["3", "4"])).unwrap();
        let after = member(&filling.bytes, BOOK);
        assert!(after.contains(expected), "{after}");
        let (_, all) = cells(&member(&filling.bytes, SHEET));
        assert_eq!(all["C4"], "<c r=\"C4\"><f>AVERAGE(C2:C3)</f></c>");
    }
}

#[test]
fn formulas_of_many_kinds_keep_or_lose_their_values() {
    // The scores are 3 in C2 and 4.5 in C3; B2 and B3 are 5.
    for (formula, value) in [
        ("SUM(C2:C3)", Some("7.5")),
        ("SUM(C:C)-SUM(C2)", Some("4.5")),
        ("C2+C3-0.25", Some("7.25")),
        ("SUM(B2:C3)", Some("17.5")),
        ("-(C2-C3)", Some("1.5")),
        ("SUM(B2-C2,B3-C3)", Some("2.5")),
        ("C2", Some("3")),
        ("C2*2", None),
        ("SUM(C2:C3)/2", None),
        ("IF(C2&gt;3,1,0)", None),
        ("INDIRECT(\"C2\")", None),
        ("Unknown+1", None),
        // These read nothing that is written.
        ("B2+B3", Some("old")),
        ("IF(B2&gt;3,1,0)", Some("old")),
        ("A2", Some("old")),
    ] {
        let more = format!("<row r=\"4\"><c r=\"E4\"><f>{formula}</f><v>77</v></c></row>");
        let (sheet, strings) = small(&more, &empty("C2"));
        let original = xlsx(&[("表", &sheet)], &strings, "");
        let (rubric, origin) = made(&original, "a.xlsx");
        let filling = fill(&original, &rubric, Some(&origin), &scores(&["3", "4.5"])).unwrap();
        let (_, all) = cells(&member(&filling.bytes, SHEET));
        let value = match value {
            Some("old") => "<v>77</v>".to_owned(),
            Some(value) => format!("<v>{value}</v>"),
            None => String::new(),
        };
        assert_eq!(all["E4"], format!("<c r=\"E4\"><f>{formula}</f>{value}</c>"));
    }
}

#[test]
fn circles_errors_and_fine_numbers_have_no_sum() {
    for (more, cell) in [
        (
            "<c r=\"E4\"><f>C2+F4</f><v>1</v></c><c r=\"F4\"><f>E4</f><v>1</v></c>",
            "E4",
        ),
        (
            "<c r=\"E4\"><f>C2+F4</f><v>1</v></c><c r=\"F4\" t=\"e\"><v>#N/A</v></c>",
            "E4",
        ),
        (
            "<c r=\"E4\"><f>C2+F4</f><v>1</v></c><c r=\"F4\"><v>0.33333333333333331</v></c>",
            "E4",
        ),
        ("<c r=\"E4\"><f>C2+A2</f><v>1</v></c>", "E4"),
        ("<c r=\"E4\"><f t=\"array\" ref=\"E4\">SUM(C2:C3)</f><v>1</v></c>", "E4"),
        ("<c r=\"E4\"><f t=\"shared\" si=\"9\"/><v>1</v></c>", "E4"),
    ] {
        let (sheet, strings) = small(&format!("<row r=\"4\">{more}</row>"), "");
        let original = xlsx(&[("表", &sheet)], &strings, "");
        let (rubric, origin) = made(&original, "a.xlsx");
        let filling = fill(&original, &rubric, Some(&origin), &scores(&["3", "4"])).unwrap();
        let (_, all) = cells(&member(&filling.bytes, SHEET));
        assert!(!all[cell].contains("<v>"), "{more}");
        assert!(
            filling
                .formulas
                .iter()
                .any(|formula| formula.cell == cell && formula.value.is_none())
        );
    }
}

#[test]
fn cells_that_are_not_certain_are_listed() {
    for (own, expected) in [
        (
            "<c r=\"C2\"><f>VLOOKUP(A2,A1:B3,2)</f></c>",
            "c1 表!C2: Formula(\"VLOOKUP(A2,A1:B3,2)\")",
        ),
        ("<c r=\"C2\"><f>B2-1</f><v>4</v></c>", "c1 表!C2: Differs(\"4\")"),
        (
            "<c r=\"C2\" t=\"inlineStr\"><is><t>免评</t></is></c>",
            "c1 表!C2: Occupied(\"免评\")",
        ),
        ("<c r=\"C2\" t=\"e\"><v>#REF!</v></c>", "c1 表!C2: Occupied(\"#\")"),
        ("<c r=\"C2\" vm=\"1\" t=\"e\"><v>#VALUE!</v></c>", "c1 表!C2: Structure"),
    ] {
        let (sheet, strings) = small("", own);
        let original = xlsx(&[("表", &sheet)], &strings, "");
        let (rubric, origin) = made(&original, "a.xlsx");
        let filling = fill(&original, &rubric, Some(&origin), &scores(&["3", "4"])).unwrap();
        assert_eq!(left(&filling), [expected], "{own}");
        assert_eq!(
            changed_cells(&member(&original, SHEET), &member(&filling.bytes, SHEET)),
            ["C3"]
        );
    }
}

#[test]
fn sheet_with_two_cells_at_one_place_is_left_alone() {
    let (sheet, strings) = small("", "<c r=\"C2\"/><c r=\"C2\"/>");
    let original = xlsx(&[("表", &sheet)], &strings, "");
    let (rubric, origin) = made(&original, "a.xlsx");
    let filling = fill(&original, &rubric, Some(&origin), &scores(&["3", "4"])).unwrap();
    assert_eq!(left(&filling), ["c1 表!C2: Structure", "c2 表!C3: Structure"]);
    assert_eq!(filling.bytes, original);
}

#[test]
fn earlier_score_without_a_new_one_is_listed() {
    let (sheet, strings) = small("", &number("C2", "2"));
    let original = xlsx(&[("表", &sheet)], &strings, "");
    let (rubric, origin) = made(&original, "a.xlsx");
    let mut values = scores(&["", "4"]);
    values.criteria.remove("c1");
    let filling = fill(&original, &rubric, Some(&origin), &values).unwrap();
    assert_eq!(left(&filling), ["c1 表!C2: Earlier(\"2\")"]);
}
