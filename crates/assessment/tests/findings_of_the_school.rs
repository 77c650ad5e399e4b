//! What a careful inspector would ask the school of the documents: its own scores, beside its own profile and problems.

use assessment::findings;
use assessment::record::Record;
use assessment::rubric::{Part, Rubric};
use serde_json::{Map, Value, json};

/// The school's own scores, item by item.
const SCORES: [&str; 21] = [
    "4", "2", "2", "6", "4", "2", "8", "3", "10", "5", "5", "1", "2", "5", "3", "3", "2", "15", "3", "2", "3",
];

/// The problems that it lists, each with the measure against it.
const PROBLEMS: [(&str, &str, &str); 3] = [
    ("pe-12", "活动单调", "开展新颖有趣的活动"),
    ("pe-14", "专职体育教师不足", "招聘体育教师"),
    ("pe-17", "生均场地不足", "争取资金，扩建场地"),
];

fn school_pe() -> Rubric {
    let path = format!("{}/../../rubrics/school-pe.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the rubric is there");
    Rubric::parse(&text)
        .unwrap_or_else(|problems| panic!("{}", problems.iter().map(|p| format!("{p}\n")).collect::<String>()))
}

/// Its profile; whether it is rural is not said.
fn profile() -> Map<String, Value> {
    let known = json!({ "classes-1-2": 5, "classes-3-6": 10, "classes-7-9": 0, "pupils": 551, "pe-teachers": 2 });
    known.as_object().cloned().expect("an object")
}

fn with(mut profile: Map<String, Value>, field: &str, value: Value) -> Map<String, Value> {
    profile.insert(field.to_owned(), value);
    profile
}

/// The findings about the school, as pairs of a criterion and the code, in the rubric's order and the whole last.
fn found(rubric: &Rubric, profile: Map<String, Value>, amounts: &[(&str, Value)]) -> Vec<(String, &'static str)> {
    let mut answers = Map::new();
    for (i, points) in SCORES.iter().enumerate() {
        let points: Value = serde_json::from_str(points).expect("a number");
        let entry = json!({ "answer": { "kind": "points", "points": points } });
        answers.insert(format!("pe-{:02}", i + 1), entry);
    }
    for (id, problem, measure) in PROBLEMS {
        answers[id]["problems"] = json!([{ "text": problem, "measure": { "text": measure } }]);
    }
    for (id, entered) in amounts {
        answers[*id]["amounts"] = entered.clone();
    }
    let file = json!({
        "format": 1, "kind": "ziping-record", "id": "x", "revision": 0,
        "rubric": { "id": "school-pe", "version": "1" }, "answers": { "self": answers }, "profile": profile,
    });
    let file = Record::parse(&file.to_string()).expect("a record");
    let (record, notices) = Record::open(rubric, file);
    assert_eq!(notices, []);
    let sheet = &record.sheet;
    let mut all = Vec::new();
    rubric.walk(&mut |part| {
        if let Part::Criterion(spec) = part {
            let place = rubric.criterion_path(&spec.id).expect("its place");
            let at = sheet.criterion(place).expect("the criterion");
            let here = findings::of_criterion(spec, &at.entry, &at.tally, &rubric.rules, &sheet.facts);
            all.extend(here.iter().map(|finding| (spec.id.to_string(), finding.code())));
        }
    });
    let outcome = sheet.outcome(rubric);
    assert_eq!(outcome.total.score.to_string(), "90");
    let whole = outcome.findings(rubric, None);
    all.extend(whole.iter().map(|finding| (String::new(), finding.code())));
    all
}

/// The findings about the number of teachers alone.
fn about_teachers(profile: Map<String, Value>) -> Vec<&'static str> {
    let all = found(&school_pe(), profile, &[]);
    all.iter()
        .filter(|(id, _)| id == "pe-14")
        .map(|(_, code)| *code)
        .collect()
}

#[test]
fn full_marks_for_too_few_teachers_and_lost_points_without_a_problem() {
    let expected = [
        ("pe-14", "full-despite-problem"),
        ("pe-14", "contradicts"),
        ("pe-15", "lost-without-problem"),
        ("pe-16", "lost-without-problem"),
        ("pe-18", "lost-without-problem"),
        ("pe-19", "lost-without-problem"),
        ("pe-20", "lost-without-problem"),
    ];
    let expected = expected.map(|(id, code)| (id.to_owned(), code));
    // Whether it is rural changes nothing: with 15 classes it needs more than one teacher either way.
    for rural in [None, Some("yes"), Some("no")] {
        let known = rural.map_or_else(profile, |rural| with(profile(), "rural", json!(rural)));
        assert_eq!(found(&school_pe(), known, &[]), expected, "{rural:?}");
    }
}

#[test]
fn fifteen_classes_need_three_teachers() {
    let known = |teachers| with(profile(), "pe-teachers", json!(teachers));
    assert_eq!(about_teachers(known(2)), ["full-despite-problem", "contradicts"]);
    assert_eq!(about_teachers(known(3)), ["full-despite-problem"]);
    assert_eq!(about_teachers(known(4)), ["full-despite-problem"]);
    // However the 15 classes are split over the grades of a primary school.
    for young in 0..=15 {
        let split = with(
            with(known(2), "classes-1-2", json!(young)),
            "classes-3-6",
            json!(15 - young),
        );
        assert_eq!(
            about_teachers(split),
            ["full-despite-problem", "contradicts"],
            "{young}"
        );
    }
}

#[test]
fn a_rural_school_of_200_needs_one_whatever_its_classes() {
    let none = ["classes-1-2", "classes-3-6", "classes-7-9", "pe-teachers"]
        .iter()
        .fold(profile(), |known, field| with(known, field, json!(0)));
    let rural = |pupils| with(with(none.clone(), "rural", json!("yes")), "pupils", json!(pupils));
    assert_eq!(about_teachers(rural(200)), ["full-despite-problem", "contradicts"]);
    // Where none is needed there is nothing to hold against the points.
    assert_eq!(about_teachers(rural(199)), ["full-despite-problem"]);
    assert_eq!(
        about_teachers(with(rural(200), "rural", json!("no"))),
        ["full-despite-problem"]
    );
}

/// What is entered beside an item, and whether it contradicts the points that the school gave itself there.
#[test]
fn what_is_measured_keeps_to_the_thresholds() {
    let ratio = |numerator: u32, denominator: u32| json!({ "numerator": numerator, "denominator": denominator });
    let value = |value: u32| json!({ "value": value });
    let cases = [
        ("pe-07", value(1), false),
        ("pe-07", value(0), true),
        ("pe-08", ratio(95, 100), false),
        ("pe-08", ratio(949, 1000), true),
        ("pe-09", ratio(90, 100), false),
        ("pe-09", ratio(899, 1000), true),
        ("pe-10", value(24), true),
        ("pe-10", value(25), false),
        ("pe-10", value(30), false),
        ("pe-10", value(31), true),
        ("pe-11", value(59), true),
        ("pe-11", value(60), false),
        // The school took 3 of 5 at item 15: 28 hours of 48 support 2.9, on the step 2.5. What supports more holds nothing
        // against it: hours are one clause of several.
        ("pe-15", value(28), true),
        ("pe-15", value(29), false),
        ("pe-15", value(48), false),
        // 2 kinds of five are worth 1.6 of 4, on the step 1.5; it took 2.
        ("pe-17", value(2), true),
        ("pe-17", value(3), false),
        // It took 15 of 16.
        ("pe-18", ratio(14, 16), true),
        ("pe-18", ratio(15, 16), false),
    ];
    let rubric = school_pe();
    for (id, entered, contradicts) in cases {
        let all = found(&rubric, profile(), &[(id, entered.clone())]);
        let here = all.contains(&(id.to_owned(), "contradicts"));
        assert_eq!(here, contradicts, "{id} {entered}");
    }
}
