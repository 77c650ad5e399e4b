//! Several raters, hostile texts, large and empty forms, and the shape of the file.

use crate::evaluate::assert_values;
use crate::kit::{assert_well_formed, members, of, record_of, rubric_of, sheets, shipped};
use assessment::points::Decimal;
use assessment::record::Record;
use office::compose::filled::Filled;
use office::compose::workbook::{score_csv, workbook};
use serde_json::{Value, json};

fn points(points: Value) -> Value {
    json!({ "kind": "points", "points": points })
}

/// A rubric of two criteria of 10 points, with three raters.
fn of_raters(combined: Value) -> assessment::rubric::Rubric {
    rubric_of(&[&json!({
        "uses": ["combined-raters"],
        "raters": [{ "id": "self", "label": "自评" }, { "id": "peer", "label": "互评" }, { "id": "board", "label": "考核组" }],
        "combined": combined,
        "rules": { "notApplicable": {} },
        "sections": [{ "id": "s", "title": "S", "criteria": [
            { "id": "a", "text": "A", "scale": { "kind": "points", "max": 10, "step": 0.5 } },
            { "id": "b", "text": "B", "scale": { "kind": "points", "max": 10, "step": 0.5 } }]}],
    })])
}

#[test]
fn combined_points_are_formulas_over_those_of_the_raters() {
    let case = json!({
        "answers": { "a": points(json!(9)), "b": points(json!(8)) },
        "raters": { "peer": { "a": points(json!(7)), "b": { "kind": "not-applicable" } },
                    "board": { "a": points(json!(6)), "b": points(json!(5)) } },
    });
    // By hand. Means: (9 + 7 + 6) ÷ 3 = 7.33, (8 + 5) ÷ 2 = 6.5. By weight: (1.8 + 2.1 + 3) ÷ 1 = 6.9,
    // (0.2 × 8 + 0.5 × 5) ÷ 0.7 = 5.857…. Without the highest and the lowest: 7; of two nothing is left out: 6.5.
    let weights = json!({ "raters": [{ "id": "self", "weight": 0.2 }, { "id": "peer", "weight": 0.3 }, { "id": "board", "weight": 0.5 }] });
    for (combined, a, b, sum, note) in [
        (
            json!({}),
            ("ROUND(AVERAGE(D5:F5),2)", "7.33"),
            ("ROUND(AVERAGE(D6:F6),2)", "6.5"),
            "13.83",
            "合分为各方得分的平均：自评、互评、考核组。",
        ),
        (
            weights,
            ("ROUND(SUM(D5*0.2,E5*0.3,F5*0.5)/1,2)", "6.9"),
            ("ROUND(SUM(D6*0.2,F6*0.5)/0.7,2)", "5.86"),
            "12.76",
            "合分为各方得分按权重的平均：自评 × 0.2、互评 × 0.3、考核组 × 0.5。",
        ),
        (
            json!({ "drop": 1 }),
            ("ROUND((SUM(D5:F5)-MAX(D5:F5)-MIN(D5:F5))/(COUNT(D5:F5)-2),2)", "7"),
            ("ROUND(AVERAGE(D6:F6),2)", "6.5"),
            "13.5",
            "合分为各方得分的平均：自评、互评、考核组。去掉最高、最低各 1 个。",
        ),
    ] {
        let rubric = of_raters(combined);
        let found = sheets(&workbook(&Filled::of(&rubric, &record_of(&rubric, &case), "zh-CN", "")).to_bytes());
        assert_values(&found, "raters");
        let raters = &found[1];
        assert_eq!(raters.name, "评分对照");
        let heads: Vec<_> = (0..8).map(|column| raters.text(2, column)).collect();
        assert_eq!(
            heads,
            [
                "序号",
                "评估内容",
                "标准分",
                "自评",
                "互评",
                "考核组",
                "最大差距",
                "合分"
            ]
        );
        for (row, (formula, value)) in [(4, a), (5, b)] {
            let cell = raters.at(row, 7);
            assert_eq!((cell.formula.as_deref(), cell.value), (Some(formula), Some(of(value))));
        }
        assert_eq!(raters.text(5, 4), "不适用");
        // 9 − 6 and 8 − 5.
        for (row, formula) in [(4, "MAX(D5:F5)-MIN(D5:F5)"), (5, "MAX(D6:F6)-MIN(D6:F6)")] {
            let cell = raters.at(row, 6);
            assert_eq!((cell.formula.as_deref(), cell.value), (Some(formula), Some(of("3"))));
        }
        let total = raters.at(6, 7);
        assert_eq!(
            (total.formula.as_deref(), total.value),
            (Some("SUM(H4)"), Some(of(sum)))
        );
        assert_eq!(raters.at(3, 7).formula.as_deref(), Some("SUM(H5:H6)"));
        assert_eq!(
            [3, 4, 5].map(|column| raters.number(6, column)),
            ["17", "7", "11"].map(|sum| Some(of(sum)))
        );
        assert_eq!(raters.text(8, 0), note);
    }
}

/// Texts that are formulas, markup, codes of Excel, and characters that XML cannot have.
const HOSTILE: [&str; 12] = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "</t></is></c><c r=\"A1\"><f>1+1</f></c>",
    "]]> & <![CDATA[ \"'",
    "a\u{0}\u{1}\u{8}\u{b}\u{1f}b\u{fffe}\u{ffff}",
    "&amp;&#x3d;&lt;",
    "_x000D__x0041_",
    "\u{202e}abc\u{200b}",
    "😀\u{10ffff}\r\n=2",
];

#[test]
fn texts_are_never_formulas_nor_markup() {
    for text in HOSTILE {
        let own = |extra: Value| {
            let mut all = json!({ "id": "a", "text": text, "label": text, "units": [text], "notApplicable": {},
                "scale": { "kind": "points", "max": 4 } });
            all.as_object_mut()
                .expect("an object")
                .extend(extra.as_object().cloned().unwrap_or_default());
            all
        };
        let rubric = rubric_of(&[&json!({
            "title": text,
            "profile": [{ "id": "name", "label": text, "kind": "text", "subject": true },
                { "id": "n", "label": text, "kind": "number", "unit": text }],
            "roles": [{ "id": "head", "label": text, "signs": true }],
            "raters": [{ "id": "self", "label": text }, { "id": "other", "label": text }],
            "rules": { "problems": { "label": text } },
            "uses": ["problem-column"],
            "grades": { "bands": [{ "id": "g", "label": text, "atLeast": 0 }] },
            "sections": [{ "id": "s", "title": text, "label": text, "criteria": [own(json!({})), own(json!({ "id": "b" })),
                own(json!({ "id": "c", "scale": { "kind": "comment" } }))]}],
        })]);
        let case = json!({
            "period": text, "date": text, "profile": { "name": text, "n": 3 }, "roles": { "head": [text] },
            "narrative": text, "sections": { "s": text },
            "answers": {
                "a": { "answer": { "kind": "points", "points": 3 }, "note": text,
                    "problems": [{ "text": text, "category": text, "measure": { "text": text, "owner": text, "due": text, "done": text } }],
                    "evidence": [{ "name": text, "reference": text, "date": text }] },
                "b": { "answer": { "kind": "not-applicable" }, "reason": text },
                "c": { "kind": "comment", "text": text } },
        });
        let record = record_of(&rubric, &case);
        for language in ["zh-CN", "en", text] {
            let bytes = workbook(&Filled::of(&rubric, &record, language, "")).to_bytes();
            assert_eq!(bytes, workbook(&Filled::of(&rubric, &record, language, "")).to_bytes());
            assert_well_formed(&bytes);
            let found = sheets(&bytes);
            assert_values(&found, text);
            // The points are the only ones that formulas are made of.
            for sheet in &found {
                for cell in sheet.cells.values() {
                    let formula = cell.formula.as_deref().unwrap_or_default();
                    assert!(!formula.contains("1+1") && !formula.contains("cmd"), "{formula}");
                }
            }
            assert_eq!(found[0].number(3, 3), Some(of("3")), "{text:?}");
            let xml_has = |c: char| !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
            let kept: String = text.chars().filter(|c| xml_has(*c)).collect();
            assert_eq!(found[0].text(4, 1), kept, "{text:?}");
            let csv = score_csv(&Filled::of(&rubric, &record, language, ""));
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(&csv[..]);
            for record in reader.records() {
                for field in &record.expect("a record") {
                    let begins = field
                        .trim_start_matches('\u{feff}')
                        .trim_start()
                        .starts_with(['=', '+', '-', '@']);
                    assert!(!begins || field.parse::<Decimal>().is_ok(), "{field:?}");
                }
            }
        }
    }
}

#[test]
fn file_has_the_parts_that_excel_needs_in_their_order() {
    let rubric = shipped("school-pe");
    let bytes = workbook(&Filled::of(&rubric, &Record::blank(&rubric, "x".into()), "zh-CN", "")).to_bytes();
    let members = members(&bytes);
    let paths: Vec<_> = members.keys().map(|path| &**path).collect();
    for path in [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
    ] {
        assert!(paths.contains(&path), "{path}");
    }
    let book = &members["xl/workbook.xml"];
    assert!(book.contains("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'评分表'!$3:$3</definedName>"));
    assert!(members["docProps/core.xml"].contains("<dc:language>zh-CN</dc:language>"));
    assert!(members["xl/styles.xml"].contains("宋体"));
    let sheet = &members["xl/worksheets/sheet1.xml"];
    let order = [
        "<sheetPr>",
        "<sheetViews>",
        "<sheetFormatPr",
        "<cols>",
        "<sheetData>",
        "<mergeCells",
        "<printOptions",
        "<pageMargins",
        "<pageSetup",
        "<headerFooter>",
    ];
    let places: Vec<_> = order
        .iter()
        .map(|part| sheet.find(part).unwrap_or_else(|| panic!("no {part}")))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(sheet.contains("ySplit=\"3\" topLeftCell=\"A4\""));
    assert!(sheet.contains("paperSize=\"9\" orientation=\"portrait\" fitToWidth=\"1\" fitToHeight=\"0\""));
    assert!(!sheet.contains("sheetProtection"));
    // Every style that a cell names is in the table.
    let styles = members["xl/styles.xml"]
        .split("<cellXfs")
        .nth(1)
        .expect("styles")
        .matches("<xf ")
        .count();
    for sheet in sheets(&bytes) {
        assert!(sheet.cells.values().all(|cell| cell.style < styles), "{}", sheet.name);
    }
}

#[test]
fn merged_regions_do_not_overlap() {
    let rubric = shipped("teacher-review");
    for sheet in workbook(&Filled::of(&rubric, &Record::blank(&rubric, "x".into()), "zh-CN", "")).sheets {
        let mut rows = std::collections::BTreeSet::new();
        for merged in &sheet.layout.merged {
            assert!(rows.insert(merged.row), "{} {}", sheet.name, merged.row);
            assert!(merged.first < merged.last && merged.row < sheet.rows.len());
            assert!(merged.last < sheet.layout.widths.len(), "{}", sheet.name);
        }
    }
}

#[test]
fn blank_record_has_sums_that_compute_when_it_is_filled_in() {
    let rubric = shipped("school-pe");
    let found = sheets(&workbook(&Filled::of(&rubric, &Record::blank(&rubric, "x".into()), "zh-CN", "")).to_bytes());
    let total = found[0].row_of(0, "合计");
    let cell = found[0].at(total, 3);
    assert_eq!(
        (cell.formula.as_deref(), cell.value),
        (Some("SUM(D4,D8,D12,D19,D21,D25,D28,D32)"), Some(of("0")))
    );
    let mut evaluator = crate::evaluate::Evaluator::new(&found[0]);
    // The first criterion of the first section and the last of the sixth: 4 + 15.5.
    evaluator.changed.insert((4, 3), of("4"));
    evaluator.changed.insert((26, 3), of("15.5"));
    assert_eq!(evaluator.value((total, 3)), Some(of("19.5").into()));
    // Nothing is open before anything is answered.
    assert_eq!(found[0].text(4, 3), "");
    for sheet in &found[1..4] {
        assert_eq!(sheet.text(3, 0), "（无）", "{}", sheet.name);
    }
}

#[test]
fn three_hundred_criteria_have_their_rows() {
    let criterion = |i: usize| json!({ "id": format!("c{i}"), "text": "内容".repeat(20), "scale": { "kind": "points", "max": 1, "step": 0.1 } });
    let sections: Vec<_> = (0..30)
        .map(|s| json!({ "id": format!("s{s}"), "title": "部分", "criteria": (0..10).map(|i| criterion(s * 10 + i)).collect::<Vec<_>>() }))
        .collect();
    let rubric = rubric_of(&[&json!({ "sections": sections })]);
    let answers: serde_json::Map<_, _> = (0..300).map(|i| (format!("c{i}"), points(json!(0.7)))).collect();
    let record = record_of(&rubric, &json!({ "answers": answers }));
    let found = sheets(&workbook(&Filled::of(&rubric, &record, "zh-CN", "")).to_bytes());
    let formulas = assert_values(&found, "300 criteria");
    // 300 × 0.7; each criterion has two formulas, each section and the total four.
    let total = found[0].row_of(0, "合计");
    assert_eq!((total, found[0].number(total, 3)), (3 + 330, Some(of("210"))));
    assert_eq!(formulas, 300 * 2 + 31 * 4);
    // Without labels of their own the criteria are numbered.
    assert_eq!(found[0].number(total - 1, 0), Some(of("300")));
}

#[test]
fn long_texts_are_cut_at_the_limit_of_a_cell() {
    let rubric = shipped("school-pe");
    let long = "长".repeat(40_000);
    let case = json!({ "answers": { "pe-01": { "answer": { "kind": "points", "points": 4 }, "note": long } } });
    let found = sheets(&workbook(&Filled::of(&rubric, &record_of(&rubric, &case), "zh-CN", "")).to_bytes());
    assert_eq!(found[0].text(4, 7).chars().count(), 32_767);
}
