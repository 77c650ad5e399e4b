//! The shape that a rubric gives its report.

use super::{chapters, form, parse, record, said, school, shipped, style};
use assessment::json::parse as tree;
use assessment::rubric::Rubric;
use office::compose::report::report;
use office::compose::shape::{FaultKind, Part, Shape};
use office::compose::words::Words;
use office::paper::Style;
use serde_json::{Value, json};

/// Returns the PE rubric with a report of its own.
fn shaped(report: Value) -> Rubric {
    let mut rubric: Value = serde_json::from_str(&super::read("rubrics/school-pe.json")).unwrap();
    rubric["x-report"] = report;
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
fn without_a_shape_the_order_is_the_usual_one() {
    let rubric = shipped("school-pe");
    let shape = Shape::of(&rubric).unwrap();
    assert_eq!(shape, Shape::default());
    let parts: Vec<_> = shape.parts.iter().map(|part| part.part.name()).collect();
    let expected = [
        "profile", "basis", "sections", "result", "problems", "measures", "annex",
    ];
    assert_eq!(parts, expected);
    assert!(
        Part::ALL
            .iter()
            .all(|part| expected.contains(&part.name()) || *part == Part::Text)
    );
}

#[test]
fn mistakes_are_reported_with_their_places() {
    let rubric = shipped("school-pe");
    let cases = [
        ("{}", "report", FaultKind::NotParts),
        ("[]", "report", FaultKind::NotParts),
        ("[1]", "report[0]", FaultKind::NotAPart),
        (r#"[{"part":"resut"}]"#, "report[0].part", FaultKind::UnknownPart),
        (r#"[{"heading":"x"}]"#, "report[0].part", FaultKind::UnknownPart),
        (
            r#"[{"part":"result"},{"part":"result"}]"#,
            "report[1]",
            FaultKind::PartTwice,
        ),
        (
            r#"[{"part":"result","titel":"x"}]"#,
            "report[0].titel",
            FaultKind::UnknownKey,
        ),
        (r#"[{"part":"text"}]"#, "report[0]", FaultKind::NoText),
        (r#"[{"part":"text","text":3}]"#, "report[0].text", FaultKind::NotAText),
        (r#"[{"part":"text","text":{}}]"#, "report[0].text", FaultKind::NotAText),
        (
            r#"[{"part":"text","text":{"en":3}}]"#,
            "report[0].text",
            FaultKind::NotAText,
        ),
        (
            r#"[{"part":"text","text":{"en":"{totl}"}}]"#,
            "report[0].text.en",
            FaultKind::UnknownField,
        ),
        (
            r#"[{"part":"text","text":"{}"}]"#,
            "report[0].text",
            FaultKind::UnknownField,
        ),
        (
            r#"[{"part":"text","text":"{total:a|b}"}]"#,
            "report[0].text",
            FaultKind::UnknownField,
        ),
        (
            r#"[{"part":"text","text":"{profile.ID}"}]"#,
            "report[0].text",
            FaultKind::UnknownField,
        ),
        (
            r#"[{"part":"text","text":"{section.nowhere.score}"}]"#,
            "report[0].text",
            FaultKind::UnknownField,
        ),
        (
            r#"[{"part":"text","text":"{section..score}"}]"#,
            "report[0].text",
            FaultKind::UnknownField,
        ),
        (
            r#"[{"part":"text","text":"{criterion.pe-12.weight}"}]"#,
            "report[0].text",
            FaultKind::UnknownField,
        ),
        (
            r#"[{"part":"result","heading":"{x}"}]"#,
            "report[0].heading",
            FaultKind::UnknownField,
        ),
    ];
    for (source, path, kind) in cases {
        let faults = Shape::from_node(&tree(source).unwrap(), &rubric).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| (&*fault.path, fault.kind)).collect();
        assert_eq!(found, [(path, kind)], "{source}");
        for (_, words) in Words::ALL {
            let message = faults[0].message(words);
            assert!(message.starts_with(path) && !message.contains("{path}"), "{message}");
        }
    }
    let many = format!(r#"[{{"part":"text","text":"{}"}}]"#, "{total}".repeat(101));
    let faults = Shape::from_node(&tree(&many).unwrap(), &rubric).unwrap_err();
    assert_eq!(faults[0].kind, FaultKind::TooManyFields);
}

#[test]
fn every_field_that_exists_is_accepted() {
    let rubric = shipped("school-pe");
    let names = [
        "subject",
        "title",
        "version",
        "period",
        "date",
        "total",
        "max",
        "rate",
        "capital",
        "grade",
        "lost",
        "answered",
        "criteria",
        "profile.classes-1-2",
        "role.head",
        "section.activities.title",
        "section.activities.score",
        "section.activities.max",
        "section.activities.rate",
        "section.activities.lost",
        "criterion.pe-12.text",
        "criterion.pe-12.score",
        "criterion.pe-12.max",
        "criterion.pe-12.lost",
        "criterion.pe-15.note",
    ];
    let text: String = names.iter().map(|name| format!("{{{name}}}|")).collect();
    let source = json!([{ "part": "text", "text": format!("{text} a brace {{ that is not closed") }]);
    let shape = Shape::from_node(&tree(&source.to_string()).unwrap(), &rubric).unwrap();
    let record = school(&rubric);
    let paper = office::compose::report::report_in(&form(&rubric, &record, "en"), &shape);
    let said = said(&paper, "text:0:own:0");
    let expected = "麻栗坡县示范小学|School PE Special Supervision: Self-assessment|1|2025—2026学年|25 November 2026|90|100|90|玖拾|\
                    Excellent|10|21|21|5 classes|张校长|Sports activities|32|33|97|1|Traditional sports of the locality are practised|\
                    1|2|1|2名教师本年度培训均为30学时，未达到48学时。| a brace { that is not closed";
    assert_eq!(said, expected);
}

#[test]
fn a_shape_with_mistakes_gives_the_usual_report() {
    let rubric = shaped(json!([{ "part": "nothing" }]));
    assert!(Shape::of(&rubric).is_err());
    let record = record(&rubric, json!({}), json!({}));
    assert_eq!(chapters(&report(&form(&rubric, &record, "zh-CN"))).len(), 7);
}
