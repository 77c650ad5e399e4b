//! Many records as a workbook. School B has 5 of 6 points, school A 4, school C has answered one of two.

use assessment::rubric::Rubric;
use office::compose::rollup::workbook;
use office::write::xlsx::{Content, Sheet};
use rollup::{Collection, Reading};

const RUBRIC: &str = r#"{"format":1,"id":"r","version":"2","status":"draft","title":{"zh-CN":"量表","en":"Rubric"},
    "profile":[{"id":"school","label":{"zh-CN":"学校","en":"School"},"kind":"text","subject":true}],
    "sections":[{"id":"s","title":{"zh-CN":"甲","en":"First"},"criteria":[
        {"id":"a","label":"1","text":{"zh-CN":"计划","en":"Plan"},"scale":{"kind":"points","max":4}},
        {"id":"b","label":"2","text":{"zh-CN":"总结","en":"Review"},"scale":{"kind":"points","max":2}}]}],
    "rules":{"places":2},
    "grades":{"bands":[{"id":"good","label":{"zh-CN":"良好","en":"Good"},"atLeast":5},{"id":"pass","label":{"zh-CN":"合格","en":"Pass"},"atLeast":0}]}}"#;

fn record(name: &str, a: u32, b: Option<u32>) -> String {
    let b = b.map(|b| {
        format!(
            r#","b":{{"answer":{{"kind":"points","points":{b}}},"problems":[{{"text":"缺总结","measure":{{"text":"补写","owner":"李"}}}}]}}"#
        )
    });
    format!(
        r#"{{"format":1,"kind":"ziping-record","id":"{name}","revision":1,"rubric":{{"id":"r","version":"2"}},"profile":{{"school":"{name}"}},
        "answers":{{"self":{{"a":{{"answer":{{"kind":"points","points":{a}}}}}{}}}}}}}"#,
        b.unwrap_or_default()
    )
}

/// The rows of a sheet, with a bar between the cells; those at the end without content are left out.
fn rows(sheet: &Sheet) -> Vec<String> {
    let shown = |content: &Content| match content {
        Content::Text(text) => text.clone(),
        Content::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let rows = sheet.rows.iter().map(|row| {
        let cells: Vec<_> = row.iter().map(|cell| shown(&cell.content)).collect();
        cells.join("|").trim_end_matches('|').to_owned()
    });
    rows.collect()
}

#[test]
fn a_workbook_has_the_figures_the_subjects_and_where_points_are_lost() {
    let rubric = Rubric::parse(RUBRIC).unwrap();
    let reading = Reading::new(&rubric, "");
    let all = [
        record("A校", 4, Some(0)),
        record("B校", 3, Some(2)),
        record("C校", 4, None),
    ];
    let all = all.iter().map(|text| reading.row("f.json", text).unwrap()).collect();
    let collection = Collection::new(reading.layout().clone(), all);
    let book = workbook(&collection, &rubric, 0, &[0, 1, 2], "zh-CN");
    let names: Vec<_> = book.sheets.iter().map(|sheet| &*sheet.name).collect();
    assert_eq!(names, ["汇总", "单位", "各项得分情况", "核对提示", "问题整改台账"]);
    let expected: [&[&str]; 5] = [
        &[
            // 9 of 12 points; the totals 4 and 5.
            "记录数|3",
            "已完成评分|2",
            "平均分|4.5",
            "中位数|4.5",
            "标准差|0.5",
            "最高分|5",
            "最低分|4",
            "得分率（%）|75",
            "良好|1|50",
            "合格|1|50",
            "无等级|0|0",
            "甲|2|4.5|75|3",
        ],
        &[
            "名次|学校|评估期间|得分|满分|得分率（%）|等级|评分状态|已评项数|甲|核对提示数|问题整改台账|日期|文件",
            "1|B校||5|6|83.33|良好|已完成|2 / 2|5|1|1||f.json",
            "2|A校||4|6|66.67|合格|已完成|2 / 2|4|0|1||f.json",
            "|C校||4|6|66.67||暂计|1 / 2|4|0|0||f.json",
        ],
        // A and B have 7 of 8 points for the plan, and 2 of 4 for the review.
        &["甲|1|计划|2|3.5|87.5|1|1|0|0|0", "甲|2|总结|2|1|50|2|1|0|0|0"],
        // B has full marks for the review, and a problem.
        &["2|总结|列有问题但得满分|严重|1"],
        &["B校||2|总结|缺总结||一般|补写|李||未开始"],
    ];
    for (sheet, expected) in book.sheets.iter().zip(expected) {
        let rows = rows(sheet);
        for row in expected {
            assert!(
                rows.iter().any(|own| own.starts_with(row)),
                "{}: no {row}\n{}",
                sheet.name,
                rows.join("\n")
            );
        }
    }
    let english = workbook(&collection, &rubric, 0, &[0], "en");
    assert!(
        rows(&english.sheets[1])
            .iter()
            .any(|row| row.starts_with("1|A校||4|6|66.67|Pass|Final"))
    );
}
