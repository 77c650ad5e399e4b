//! Every rubric that ships, filled in to a total that was worked out by hand: `totals/*.json` names the rubric, the answers
//! (an answer, or an entry as a record writes it), the profile, and what it must come to.

use assessment::record::Record;
use assessment::rubric::Rubric;
use assessment::score::Standing;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let files = entries.filter_map(|entry| entry.expect("an entry").file_name().into_string().ok());
    let mut names: Vec<_> = files
        .filter_map(|file| Some(file.strip_suffix(".json")?.to_owned()))
        .collect();
    names.sort();
    names
}

fn rubric(name: &str) -> Rubric {
    let text = read(&here("../../rubrics").join(format!("{name}.json")));
    let told =
        |problems: Vec<assessment::problem::Problem>| problems.iter().map(|p| format!("{p}\n")).collect::<String>();
    Rubric::parse(&text).unwrap_or_else(|problems| panic!("{name}: {}", told(problems)))
}

fn check(name: &str) {
    let case: Value = serde_json::from_str(&read(&here("tests/totals").join(format!("{name}.json")))).expect("JSON");
    let rubric = rubric(name);
    let entries = |answers: &Value| -> Map<String, Value> {
        let answers = answers.as_object().expect("answers").iter();
        answers
            .map(|(id, given)| {
                let is_answer = given.get("kind").is_some();
                let entry = if is_answer {
                    json!({ "answer": given })
                } else {
                    given.clone()
                };
                (id.clone(), entry)
            })
            .collect()
    };
    let mut all = json!({ "self": entries(&case["answers"]) });
    for (rater, answers) in case["raters"].as_object().into_iter().flatten() {
        all[rater] = entries(answers).into();
    }
    let file = json!({
        "format": 1, "kind": "ziping-record", "id": "x", "revision": 0, "profile": case["profile"],
        "rubric": { "id": &*rubric.id, "version": &*rubric.version }, "answers": all,
    });
    let file = Record::parse(&file.to_string()).expect("a record");
    let (record, notices) = Record::open(&rubric, file);
    assert_eq!(notices, [], "{name}");
    let outcome = record.sheet.outcome(&rubric);
    let has_total = outcome.standing == Standing::Final;
    let amount = |value: assessment::points::Decimal| has_total.then(|| value.to_string());
    let grade = outcome
        .grade
        .zip(rubric.grades.as_ref())
        .map(|(i, grades)| grades.bands[i].id.to_string());
    let expected = &case["expected"];
    let number = |value: &Value| value.is_number().then(|| value.to_string());
    assert_eq!(
        (amount(outcome.total.score), amount(outcome.total.max), grade),
        (
            number(&expected["score"]),
            number(&expected["max"]),
            expected["grade"].as_str().map(ToOwned::to_owned)
        ),
        "{name}"
    );
    if let Some(standing) = expected["standing"].as_str() {
        assert_eq!(format!("{:?}", outcome.standing).to_lowercase(), standing, "{name}");
    }
    if let Some(combined) = record.combined(&rubric) {
        let expected = &case["combined"];
        let total = combined.outcome.total;
        let grade = combined.outcome.grade.zip(rubric.grades.as_ref());
        let found = json!({
            "score": serde_json::from_str::<Value>(&total.score.to_string()).expect("a number"),
            "max": serde_json::from_str::<Value>(&total.max.to_string()).expect("a number"),
            "grade": grade.map(|(i, grades)| grades.bands[i].id.to_string()),
        });
        assert!(expected.is_null() || *expected == found, "{name}: {found}");
    }
    // Complete: nothing that counts is left open.
    assert_eq!(outcome.total.open(), 0, "{name}");
}

#[test]
fn every_rubric_has_its_known_total() {
    let totals = names(&here("tests/totals"));
    assert!(totals.len() >= 10, "{totals:?}");
    totals.iter().for_each(|name| check(name));
}

#[test]
fn every_rubric_loads() {
    let shipped = names(&here("../../rubrics"));
    let rubrics: Vec<_> = shipped.iter().filter(|name| *name != "rubric.schema").collect();
    assert!(rubrics.len() >= 11, "{rubrics:?}");
    rubrics.iter().for_each(|name| assert_eq!(*rubric(name).id, **name));
}
