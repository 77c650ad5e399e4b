//! The parts, headings and texts that a rubric gives its report.

use super::{case, chapters, form, parse, said, school, shipped, style};
use assessment::rubric::Rubric;
use assessment::rubric::report::{NAMES, OF_CRITERION, OF_SECTION};
use office::compose::report::report;
use office::paper::{Content, Paper, Style};
use serde_json::{Value, json};

/// Returns the PE rubric with a report of its own.
fn shaped(report: Value) -> Rubric {
    let mut rubric: Value = serde_json::from_str(&super::read("rubrics/school-pe.json")).unwrap();
    rubric["uses"] = json!(["report"]);
    rubric["report"] = report;
    parse(&rubric.to_string())
}

#[test]
fn parts_come_in_the_order_of_the_rubric() {
    let rubric = shaped(json!([
        { "part": "text", "text": { "zh-CN": "{subject}自评{total}分（{capital}分），共失{lost}分。\n“体育活动”得{section.activities.score}分，第12项得{criterion.pe-12.score}分。", "en": "{total}" } },
        { "part": "result", "heading": { "zh-CN": "结果（{grade}）" } },
        { "part": "problems" },
        { "part": "text", "heading": "下一步打算", "text": "组长{role.head}，学生{profile.pupils}，校舍{profile.building}。" },
        { "part": "measures", "heading": "四、措施" },
    ]));
    let record = school(&rubric);
    let paper = report(&form(&rubric, &record, "zh-CN"));
    assert_eq!(
        chapters(&paper),
        [
            "一、结果（优秀）",
            "二、存在的问题与失分原因",
            "三、下一步打算",
            "四、措施"
        ]
    );
    assert_eq!(
        said(&paper, "text:0:own:0"),
        "麻栗坡县示范小学自评90分（玖拾分），共失10分。"
    );
    assert_eq!(said(&paper, "text:0:own:1"), "“体育活动”得32分，第12项得1分。");
    // What the form does not say is marked.
    assert_eq!(
        said(&paper, "text:3:own:0"),
        "组长张校长，学生551人，校舍【请补充：校舍建筑面积】。"
    );
    assert_eq!(style(&paper, "text:3:own:0"), Some(Style::Missing));
    assert_eq!(style(&paper, "text:0:own:0"), Some(Style::Body));
    // The author's own first paragraph is in the place of ours.
    assert_eq!(style(&paper, "opening"), None);
}

#[test]
fn every_part_that_exists_is_written_in_the_order_of_the_rubric() {
    let parts = [
        "annex", "measures", "problems", "result", "sections", "basis", "profile",
    ];
    let all = parts.map(|part| json!({ "part": part, "heading": part, "text": format!("About {part}.") }));
    let rubric = shaped(json!(all));
    let record = school(&rubric);
    let paper = report(&form(&rubric, &record, "en"));
    let numbered: Vec<_> = (1..).zip(parts).map(|(i, part)| format!("{i}. {part}")).collect();
    assert_eq!(chapters(&paper), numbered);
    for part in parts {
        assert_eq!(said(&paper, &format!("{part}:own:0")), format!("About {part}."));
    }
    // Below its heading and text each part has what it has in the usual report.
    let usual = shipped("school-pe");
    let usual = report(&form(&usual, &record, "en"));
    for part in parts {
        assert_eq!(keys(&paper, part), keys(&usual, part), "{part}");
    }
}

/// Returns the keys of the blocks below the heading of a part, up to the next heading of a part or the signatures.
fn keys(paper: &Paper, part: &str) -> Vec<String> {
    let blocks = paper
        .blocks
        .iter()
        .skip_while(|block| block.key != format!("heading:{part}"));
    let blocks = blocks.skip(1).take_while(|block| {
        !matches!(block.content, Content::Heading { level: 1, .. })
            && !block.key.starts_with("sign")
            && block.key != "seal"
    });
    let own = format!("{part}:own:");
    let keys: Vec<_> = blocks.map(|block| block.key.clone()).collect();
    keys.into_iter().filter(|key| !key.starts_with(&own)).collect()
}

#[test]
fn every_name_that_exists_has_a_value() {
    let others = ["profile.classes-1-2", "role.head"].map(str::to_owned);
    let sections = OF_SECTION.map(|what| format!("section.activities.{what}"));
    let criteria = OF_CRITERION.map(|what| format!("criterion.pe-15.{what}"));
    let names = [&NAMES.map(str::to_owned)[..], &others, &sections, &criteria].concat();
    let text: String = names.iter().map(|name| format!("{{{name}}}|")).collect();
    let rubric = shaped(json!([{ "part": "text", "text": format!("{text} a brace {{ that is not closed") }]));
    let record = school(&rubric);
    let paper = report(&form(&rubric, &record, "en"));
    let said = said(&paper, "text:0:own:0");
    let expected = "麻栗坡县示范小学|School PE Special Supervision: Self-assessment|1|2025—2026学年|25 November 2026|90|100|90|玖拾|\
                    Excellent|10|21|21|5 classes|张校长|Sports activities|32|33|97|1|Every PE teacher has at least 48 hours of training a year, with certificates|\
                    3|5|2|2名教师本年度培训均为30学时，未达到48学时。| a brace { that is not closed";
    assert_eq!(said, expected);
    assert_eq!(style(&paper, "text:0:own:0"), Some(Style::Body));
}

#[test]
fn a_rubric_that_ships_has_a_report_of_its_own() {
    let rubric = shipped("teacher-review");
    let record = case(&rubric, "teacher-review");
    let paper = report(&form(&rubric, &record, "zh-CN"));
    let expected = [
        "一、基本情况",
        "二、一年来的工作",
        "三、考核得分",
        "四、不足之处",
        "五、下一年的打算",
        "六、附件",
    ];
    assert_eq!(chapters(&paper), expected);
    assert_eq!(
        said(&paper, "text:0:own:0"),
        "示例教师任教数学。对照《教师年度考核表》逐项考核，得94.18分，满分100分。"
    );
}
