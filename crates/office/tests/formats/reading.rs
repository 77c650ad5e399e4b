//! Every case is read as its expectation says, which was worked out by hand.

use crate::draw::{drawn, workbook};
use crate::{folder, read};
use assessment::rubric::Rubric;
use office::formats::{Fault, Format, Needed};
use std::fs;

/// The files, each with its expectation.
pub const CASES: [(&str, &str); 9] = [
    ("canvas.csv", "canvas.txt"),
    ("moodle.xml", "moodle.txt"),
    ("surveyjs.json", "surveyjs.txt"),
    ("xlsform.sheets", "xlsform.txt"),
    ("case.json", "case.txt"),
    ("fhir.json", "fhir.txt"),
    ("openchain.json", "openchain.txt"),
    ("exelearning.csv", "exelearning.txt"),
    ("exelearning.html", "exelearning-table.txt"),
];

/// The bytes of a case.
pub fn bytes(file: &str) -> Vec<u8> {
    let path = folder("tests/formats/cases").join(file);
    match file.ends_with(".sheets") {
        true => workbook(&fs::read_to_string(path).expect("a case")),
        false => fs::read(path).expect("a case"),
    }
}

#[test]
fn cases_are_read_as_expected() {
    for (file, expected) in CASES {
        let wanted = fs::read_to_string(folder("tests/formats/cases").join(expected)).expect("an expectation");
        let imported = read(&bytes(file), file).expect("recognised").expect("a rubric");
        assert_eq!(drawn(&imported), wanted.trim_end(), "{file}");
    }
}

#[test]
fn name_of_the_file_does_not_decide() {
    for (file, _) in CASES {
        let one = read(&bytes(file), "a.bin").expect("recognised").expect("a rubric");
        let other = read(&bytes(file), file).expect("recognised").expect("a rubric");
        assert_eq!((one.format, one.unsaid), (other.format, other.unsaid));
        let id = |rubric: &str| Rubric::parse(rubric).expect("a rubric").id.to_string();
        assert_eq!(id(&one.rubric), "a");
    }
}

#[test]
fn texts_keep_their_languages() {
    let form = read(&bytes("surveyjs.json"), "")
        .expect("recognised")
        .expect("a rubric");
    let rubric = Rubric::parse(&form.rubric).expect("a rubric");
    assert_eq!(&*rubric.title.wording("zh-CN"), "食堂检查");
    assert_eq!(
        &*rubric.criterion("floor").expect("a criterion").text.wording("zh"),
        "地面"
    );
    let form = read(&bytes("xlsform.sheets"), "")
        .expect("recognised")
        .expect("a rubric");
    let rubric = Rubric::parse(&form.rubric).expect("a rubric");
    assert_eq!(&*rubric.version, "3");
    assert_eq!(
        &*rubric.criterion("swept").expect("a criterion").text.wording("zh"),
        "打扫"
    );
    let form = read(&bytes("fhir.json"), "").expect("recognised").expect("a rubric");
    let rubric = Rubric::parse(&form.rubric).expect("a rubric");
    assert_eq!(&*rubric.title.wording("zh-CN"), "睡眠日记");
}

#[test]
fn other_files_are_not_recognised() {
    for text in [
        "",
        "序号,评估内容,分值\n1,安全,10\n",
        "Criterion,Points\nA,10\n",
        "Criteria,Max (10),Note\nA,5,b\n",
        "{\"format\": 1, \"title\": \"elements\"}",
        "{\"pages\": [1, 2]}",
        "[1, 2]",
        "{\"resourceType\": \"Patient\"}",
        "{\"sections\": [{\"questions\": []}], \"specVersion\": \"1\"}",
        "<html><table><tr><td>1</td></tr></table></html>",
        "PK",
        "{",
    ] {
        assert_eq!(read(text.as_bytes(), "a.json"), None, "{text}");
    }
    for file in fs::read_dir(folder("../../rubrics")).expect("the rubrics") {
        let file = file.expect("an entry").path();
        assert_eq!(read(&fs::read(&file).expect("a file"), "x.json"), None, "{file:?}");
    }
}

#[test]
fn faults_name_their_place() {
    let canvas = "Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range,Rating Name,Rating Description,Rating Points\n";
    let survey = |question: &str| format!(r#"{{"elements": [{{"type": "comment", "name": "a"}}, {question}]}}"#);
    let moodle = |level: &str| {
        format!(
            "<areas><definition><method>rubric</method><name>N</name><plugin_gradingform_rubric_definition><criteria>\
             <criterion id=\"4\"><description>D</description><levels>{level}</levels></criterion></criteria>\
             </plugin_gradingform_rubric_definition></definition></areas>"
        )
    };
    let cases: Vec<(String, Format, &str, Fault)> = vec![
        (
            format!("{canvas}R,C,,false,Good,,ten\n"),
            Format::Canvas,
            "line 2, rating 1",
            Fault::NoAmount("ten".into()),
        ),
        (
            format!("{canvas}R,C,,false,Good,,\n"),
            Format::Canvas,
            "line 2, rating 1",
            Fault::Missing(Needed::Points),
        ),
        (
            format!("{canvas},C,,false,Good,,1\n"),
            Format::Canvas,
            "line 2",
            Fault::Missing(Needed::RubricName),
        ),
        (
            format!("{canvas}R,C\n"),
            Format::Canvas,
            "line 2",
            Fault::Missing(Needed::Level),
        ),
        (canvas.to_owned(), Format::Canvas, "", Fault::Empty),
        (
            survey(r#"{"type": "radiogroup", "name": "b", "choices": [{"value": "x", "score": "high"}]}"#),
            Format::SurveyJs,
            "elements[1].choices[0].score",
            Fault::NoAmount("high".into()),
        ),
        (
            survey(r#"{"type": "slider", "name": "b", "min": 5, "max": 5}"#),
            Format::SurveyJs,
            "elements[1].max",
            Fault::WrongType(Needed::AboveLeast),
        ),
        (
            moodle("<level id=\"9\"><score>x</score><definition>y</definition></level>"),
            Format::Moodle,
            "criterion 4, level 9",
            Fault::NoAmount("x".into()),
        ),
        (moodle(""), Format::Moodle, "criterion 4", Fault::Missing(Needed::Level)),
        (
            r#"{"resourceType": "Questionnaire", "item": [{"text": "x"}]}"#.to_owned(),
            Format::Fhir,
            "item[0]",
            Fault::Missing(Needed::Key("type".into())),
        ),
        (
            r#"{"CFRubricCriteria": [{"description": "a"}, {"description": "b", "weight": "much"}]}"#.to_owned(),
            Format::Case,
            "CFRubricCriteria[1].weight",
            Fault::NoAmount("much".into()),
        ),
        (
            "{\"resourceType\": \"Questionnaire\",\n \"item\": [".to_owned(),
            Format::Fhir,
            "line 2, column 11",
            Fault::Malformed,
        ),
    ];
    for (text, format, place, fault) in cases {
        let error = read(text.as_bytes(), "").expect("recognised").expect_err("a fault");
        assert_eq!(
            (error.format, &*error.place, &error.fault),
            (format, place, &fault),
            "{text}"
        );
        assert!(error.to_string().starts_with(&format.to_string()));
    }
}
