//! Every shipped rubric is written in every format, and read back: what the format can say is the same.

use crate::{folder, read};
use assessment::points::Decimal;
use assessment::rubric::{Criterion, Part, Rubric, Standing};
use office::formats::{Exported, Fault, Format, UnsaidKind, export};
use std::collections::HashSet;
use std::fs;
use std::rc::Rc;

fn rubrics() -> Vec<(String, Rubric)> {
    let mut found = Vec::new();
    for file in fs::read_dir(folder("../../rubrics")).expect("the rubrics") {
        let path = file.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name.ends_with(".json") && !name.contains("schema") {
            let rubric = Rubric::parse(&fs::read_to_string(&path).expect("a file")).expect("a rubric");
            found.push((name, rubric));
        }
    }
    assert!(found.len() >= 10);
    found
}

/// A criterion with the points that it adds to the total if everything is earned.
fn criteria(rubric: &Rubric) -> Vec<(Rc<Criterion>, Decimal)> {
    let mut all = Vec::new();
    let mut factors: Vec<(Decimal, Decimal)> = Vec::new();
    rubric.walk(&mut |part| match part {
        Part::Section(section) => {
            factors.truncate(usize::from(section.depth) - 1);
            factors.push(match section.weight {
                Some(weight) => (weight, section.full),
                None => (Decimal::ONE, Decimal::ONE),
            });
        }
        Part::Criterion(criterion) => {
            let worth = criterion.worth().unwrap_or_default();
            let worth = factors
                .iter()
                .fold(worth, |worth, (weight, full)| worth.scaled(*weight, *full, 4));
            all.push((criterion.clone(), worth));
        }
    });
    all
}

fn kinds(exported: &Exported, place: &str) -> HashSet<UnsaidKind> {
    let of_place = exported.unsaid.iter().filter(|unsaid| unsaid.place == place);
    of_place.map(|unsaid| unsaid.kind).collect()
}

#[test]
fn shipped_rubrics_keep_criteria_points_and_total() {
    for (name, rubric) in rubrics() {
        for format in Format::WRITTEN {
            for language in ["zh-CN", "en"] {
                let exported = export(&rubric, *format, language).expect("written");
                let imported = read(&exported.bytes, &name).expect("recognised").expect("read back");
                assert_eq!(imported.format, *format);
                let back = Rubric::parse(&imported.rubric).expect("a rubric");
                let (before, after) = (criteria(&rubric), criteria(&back));
                let kept = before.iter().filter(|(criterion, _)| {
                    let kinds = kinds(&exported, &format!("criteria[{}]", criterion.id));
                    !kinds.contains(&UnsaidKind::QuestionLeftOut)
                });
                let kept: Vec<_> = kept.collect();
                assert_eq!(kept.len(), after.len(), "{name} as {format}");
                for ((criterion, worth), (read, read_worth)) in kept.iter().zip(&after) {
                    let kinds = kinds(&exported, &format!("criteria[{}]", criterion.id));
                    let (wanted, found) = (criterion.text.wording(language), read.text.wording(language));
                    assert!(found.contains(&*wanted), "{name} as {format}: {found} and {wanted}");
                    let differs = [UnsaidKind::Question, UnsaidKind::Rounded, UnsaidKind::NegativePoints];
                    let is_listed = kinds.iter().any(|kind| differs.contains(kind))
                        || exported.unsaid.iter().any(|unsaid| {
                            unsaid.text == "max" && unsaid.place == format!("criteria[{}]", criterion.id)
                        });
                    if !is_listed {
                        assert_eq!(worth, read_worth, "{name} as {format}: {}", criterion.id);
                        let is_scored = criterion.scale.maximum().is_some();
                        let becomes_scored = kinds.contains(&UnsaidKind::NotScored);
                        assert_eq!(
                            is_scored || becomes_scored,
                            read.scale.maximum().is_some(),
                            "{name}: {}",
                            criterion.id
                        );
                    }
                }
                let rules = [
                    UnsaidKind::SectionRule,
                    UnsaidKind::Rounded,
                    UnsaidKind::Question,
                    UnsaidKind::NegativePoints,
                ];
                let total_differs = exported
                    .unsaid
                    .iter()
                    .any(|unsaid| rules.contains(&unsaid.kind) || unsaid.text == "max");
                if !total_differs {
                    assert_eq!(rubric.root.full, back.root.full, "{name} as {format}");
                }
            }
        }
    }
}

#[test]
fn the_report_of_a_rubric_is_listed_part_by_part() {
    let (_, rubric) = rubrics()
        .into_iter()
        .find(|(name, _)| name == "teacher-review.json")
        .expect("the rubric");
    let expected = ["text", "profile", "sections", "result", "problems", "measures", "annex"];
    for format in Format::WRITTEN {
        let exported = export(&rubric, *format, "en").expect("written");
        let of_report = exported.unsaid.iter().filter(|one| one.place.starts_with("report"));
        let found: Vec<_> = of_report.map(|one| (&*one.place, one.kind, &*one.text)).collect();
        let places: Vec<_> = (0..expected.len()).map(|i| format!("report[{i}]")).collect();
        let expected = places.iter().zip(expected);
        let expected: Vec<_> = expected
            .map(|(place, part)| (&**place, UnsaidKind::Content, part))
            .collect();
        assert_eq!(found, expected, "{format}");
    }
}

#[test]
fn everything_of_every_convention_is_written_or_listed() {
    let (_, rubric) = rubrics()
        .into_iter()
        .find(|(name, _)| name == "every-convention.json")
        .expect("the rubric");
    for format in Format::WRITTEN {
        let exported = export(&rubric, *format, "en").expect("written");
        let has = |place: &str, kind| exported.unsaid.iter().any(|one| one.place == place && one.kind == kind);
        assert!(has("grades", UnsaidKind::Grades));
        assert!(has("raters[0]", UnsaidKind::Raters));
        assert!(has("profile[0]", UnsaidKind::Profile));
        assert!(exported.unsaid.iter().any(|one| one.place.starts_with("rules.")));
        for (criterion, _) in criteria(&rubric) {
            let place = format!("criteria[{}]", criterion.id);
            if criterion.not_applicable.is_some() {
                assert!(has(&place, UnsaidKind::NotApplicable), "{place}");
            }
            if !criterion.evidence.is_empty() {
                assert!(has(&place, UnsaidKind::Evidence), "{place}");
            }
        }
        rubric.walk(&mut |part| {
            if let Part::Section(section) = part
                && section.standing != Standing::Base
            {
                assert!(has(&format!("sections[{}]", section.id), UnsaidKind::SectionRule));
            }
        });
    }
}

#[test]
fn files_are_the_same_each_time_and_have_their_form() {
    let (_, rubric) = rubrics().remove(0);
    for format in Format::WRITTEN {
        let exported = export(&rubric, *format, "en").expect("written");
        assert_eq!(exported.bytes, export(&rubric, *format, "en").expect("written").bytes);
        let (begin, extension): (&[u8], _) = match format {
            Format::Canvas => ("\u{feff}Rubric Name,Criteria Name,".as_bytes(), "csv"),
            Format::Moodle => (b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<areas>", "xml"),
            Format::SurveyJs => (b"{\n  \"title\": {\n    \"default\": ", "json"),
            _ => (b"PK\x03\x04", "xlsx"),
        };
        assert!(exported.bytes.starts_with(begin), "{format}");
        assert_eq!(exported.file_extension, extension);
    }
    let error = export(&rubric, Format::Fhir, "en").expect_err("read only");
    assert_eq!(error.fault, Fault::NotWritten);
}

/// A rubric with one criterion of this scale and weight.
fn one(scale: &str, weight: &str) -> Rubric {
    let source = format!(
        r#"{{ "format": 1, "id": "r", "version": "1", "status": "draft", "title": "T", "uses": ["checklist-points", "level-ranges"],
        "sections": [{{ "id": "s", "title": "S", "criteria": [{{ "id": "c", "text": "-C", {weight} "scale": {scale} }}] }}] }}"#
    );
    Rubric::parse(&source).expect("a rubric")
}

#[test]
fn scales_are_written_as_worked_out_by_hand() {
    let levels = r#"{ "kind": "levels", "levels": [
        { "id": "a", "label": "=A", "text": "all", "points": 4 }, { "id": "b", "label": "B", "points": 1 }] }"#;
    let yes_no = r#"{ "kind": "yes-no", "points": 3, "right": "no" }"#;
    let points = r#"{ "kind": "points", "max": 2 }"#;
    let fine = r#"{ "kind": "points", "max": 20, "step": 0.01 }"#;
    let ranges = r#"{ "kind": "levels", "step": 0.01, "levels": [
        { "id": "a", "label": "A", "from": 5.01, "to": 10 }, { "id": "b", "label": "B", "from": 5, "to": 5 }] }"#;
    let weight = r#""weight": 10,"#;
    for (scale, weight, row) in [
        (levels, "", "false,'=A,all,4,B,,1"),
        (levels, weight, "false,'=A,all,10,B,,2.5"),
        (yes_no, "", "false,Yes,,0,No,,3"),
        (points, "", "false,2,,2,1,,1,0,,0"),
        (fine, "", "true,20,,20,0,,0"),
        (ranges, "", "true,A,,10,B,,5"),
    ] {
        let exported = export(&one(scale, weight), Format::Canvas, "en").expect("written");
        let text = String::from_utf8(exported.bytes).expect("text");
        assert_eq!(text.lines().nth(1), Some(&*format!("T,'-C,,{row}")));
    }
    let survey = |scale: &str| {
        let exported = export(&one(scale, ""), Format::SurveyJs, "en").expect("written");
        String::from_utf8(exported.bytes)
            .expect("text")
            .replace(['\n', ' '], "")
    };
    assert!(survey(yes_no).contains(r#""type":"boolean","name":"c","title":"-C","labelTrue":{"default":"Yes","zh-cn":"是"},"labelFalse":{"default":"No","zh-cn":"否"},"valueTrue":0,"valueFalse":3"#));
    assert!(survey(points).contains(r#""type":"rating","name":"c","title":"-C","rateMin":0,"rateMax":2,"rateStep":1"#));
    assert!(survey(levels).contains(r#"{"value":"a","text":"=A:all","score":4}"#));
    let exported = export(&one(levels, weight), Format::Moodle, "en").expect("written");
    let text = String::from_utf8(exported.bytes).expect("text");
    assert!(text.contains("<score>2.50000</score>"));
    assert!(text.contains("<definition>=A\nall</definition>"));
}
