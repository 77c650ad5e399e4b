//! Runs `tests/cases`: rubrics with answers and what they must come to. Its README says how another program may.

use crate::kit::{amount, files, lines, rubric, text, with};
use assessment::Id;
use assessment::findings;
use assessment::points::Decimal;
use assessment::record::Record;
use assessment::rubric::{Facts, Part, Rubric};
use assessment::score::{Outcome, Sheet, Standing};
use serde_json::{Map, Value, json};

#[test]
fn every_case_has_its_expected_outcome() {
    let mut wrong = String::new();
    for path in files("cases", "json") {
        let file: Value =
            serde_json::from_str(&text(&path)).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        for case in file["cases"].as_array().expect("cases") {
            let rubric = rubric(&rubric_of(&file, case).to_string());
            let claimed = case.get("claimedTotal").map(|total| amount(&total.to_string()));
            let record = record(&rubric, case);
            let found = match case.get("raters") {
                None => outcome(&rubric, &record.sheet, claimed),
                Some(_) => combined(&rubric, &record),
            };
            let asked = case["expected"].as_object().expect("expected");
            let found: Map<_, _> = found.into_iter().filter(|(key, _)| asked.contains_key(key)).collect();
            if found != *asked {
                let (asked, found) = (json!(asked), json!(found));
                wrong += &format!(
                    "\n{} “{}”\nexpected {asked}\nfound    {found}\n",
                    path.display(),
                    case["about"]
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The file's rubric, with the members that the case puts in their place.
fn rubric_of(file: &Value, case: &Value) -> Value {
    let mut rubric = json!({ "format": 1, "id": "case", "version": "1", "status": "draft", "title": "Case" });
    let members = rubric.as_object_mut().expect("an object");
    for from in [&file["rubric"], &case["with"]] {
        members.extend(from.as_object().cloned().unwrap_or_default());
    }
    rubric
}

/// Answers as a record has them.
fn entries(answers: &Value) -> Value {
    let answers = answers.as_object().expect("answers").iter();
    let entry = |given: &Value| match given.get("kind") {
        Some(_) => json!({ "answer": given }),
        None => given.clone(),
    };
    answers.map(|(id, given)| (id.clone(), entry(given))).collect()
}

/// The record by way of its file; made answer by answer, in either order, the outcome of its first sheet is equal.
fn record(rubric: &Rubric, case: &Value) -> Record {
    let answers = case["answers"].as_object().expect("answers");
    let mut all = json!({ "self": entries(&case["answers"]) });
    for (rater, answers) in case["raters"].as_object().into_iter().flatten() {
        all[rater] = entries(answers);
    }
    let file = json!({
        "format": 1, "kind": "ziping-record", "id": "x", "revision": 0,
        "rubric": { "id": "case", "version": "1" }, "answers": all,
        "profile": case.get("profile").cloned().unwrap_or_else(|| json!({})),
    });
    let file = Record::parse(&file.to_string()).unwrap_or_else(|problems| panic!("{}", lines(&problems).join("\n")));
    let (mut record, notices) = Record::open(rubric, file);
    assert_eq!(notices, [], "{answers:?}");
    let facts = Facts {
        today: case["today"].as_str().unwrap_or_default().into(),
        ..record.sheet.facts.clone()
    };
    record.with_facts(rubric, &facts);
    let given: Vec<_> = answers.keys().collect();
    let one_by_one = |ids: &mut dyn Iterator<Item = &&String>| {
        let edited = ids.fold(Sheet::blank(rubric), |sheet, id| {
            let place = rubric.criterion_path(id).expect("the criterion");
            let entry = &record.sheet.criterion(place).expect("the criterion").entry;
            with(rubric, &sheet, id, entry)
        });
        // What is known about the subject may come last as well as first.
        edited.with_facts(rubric, facts.clone())
    };
    for edited in [one_by_one(&mut given.iter()), one_by_one(&mut given.iter().rev())] {
        assert_eq!(outcome(rubric, &edited, None), outcome(rubric, &record.sheet, None));
    }
    record
}

fn outcome(rubric: &Rubric, sheet: &Sheet, claimed: Option<Decimal>) -> Map<String, Value> {
    let outcome = sheet.outcome(rubric);
    let mut found = figures(rubric, sheet, &outcome, outcome.pending(sheet, rubric));
    found.insert("findings".to_owned(), json!(findings(rubric, sheet, &outcome, claimed)));
    found
}

/// The combined score of all raters.
fn combined(rubric: &Rubric, record: &Record) -> Map<String, Value> {
    let combined = record.combined(rubric).expect("a rule to combine them");
    figures(rubric, &combined.sheet, &combined.outcome, combined.pending)
}

fn figures(rubric: &Rubric, sheet: &Sheet, outcome: &Outcome, pending: Vec<Id>) -> Map<String, Value> {
    let number = |value: Decimal| -> Value { serde_json::from_str(&value.to_string()).expect("a number") };
    let has_total = matches!(outcome.standing, Standing::Provisional | Standing::Final);
    let total = |value| if has_total { number(value) } else { Value::Null };
    let (mut sections, mut means) = (Map::new(), Map::new());
    rubric.walk(&mut |part| {
        if let Part::Section(section) = part {
            let place = rubric.section_path(&section.id).expect("its place");
            let tally = sheet.section(place).expect("the section").tally;
            sections.insert(section.id.to_string(), json!([number(tally.score), number(tally.max)]));
            means.insert(
                section.id.to_string(),
                json!(rubric.rules.mean_of_section(section, &tally).map(number)),
            );
        }
    });
    let grade = outcome.grade.zip(rubric.grades.as_ref());
    let raised = outcome.raised.iter().flat_map(|i| rubric.gates[*i].rule().criteria());
    let raised = raised.map(ToString::to_string);
    let found = json!({
        "score": total(outcome.total.score),
        "max": total(outcome.total.max),
        "standing": match outcome.standing {
            Standing::Unscored => "unscored",
            Standing::Empty => "empty",
            Standing::TooFew => "too-few",
            Standing::Provisional => "provisional",
            Standing::Final => "final",
        },
        "grade": grade.map(|(i, grades)| grades.bands[i].id.to_string()),
        "vetoes": raised.collect::<Vec<_>>(),
        "pending": pending.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "sections": sections,
        "open": outcome.total.open(),
        "lost": outcome.total.lost,
        "full": number(rubric.root.full),
        "extra": number(outcome.total.extra),
        "mean": outcome.mean.map(number),
        "means": means,
        "dontKnow": outcome.total.dont_know,
        "weakest": outcome.weakest.as_ref().map(|part| json!([part.id.to_string(), number(part.score), number(part.max)])),
    });
    found.as_object().cloned().expect("an object")
}

/// What there is to ask about, as pairs of a criterion and the code, the whole last under no name.
fn findings(rubric: &Rubric, sheet: &Sheet, outcome: &Outcome, claimed: Option<Decimal>) -> Vec<[String; 2]> {
    let mut all = Vec::new();
    rubric.walk(&mut |part| {
        if let Part::Criterion(spec) = part {
            let place = rubric.criterion_path(&spec.id).expect("its place");
            let at = sheet.criterion(place).expect("the criterion");
            if at.tally.items == 0 {
                return;
            }
            let found = findings::of_criterion(spec, &at.entry, &at.tally, &rubric.rules, &sheet.facts);
            assert_eq!(found.len() as u32, at.tally.findings, "{}", spec.id);
            all.extend(
                found
                    .iter()
                    .map(|finding| [spec.id.to_string(), finding.code().to_owned()]),
            );
        }
    });
    let whole = outcome.findings(rubric, claimed);
    all.extend(whole.iter().map(|finding| [String::new(), finding.code().to_owned()]));
    all
}

#[test]
fn numbers_of_cases_are_compared_as_decimals() {
    // The runner compares JSON numbers, which is right only while a decimal is written as JSON would write it.
    for text in ["0", "38.5", "-0.13", "0.0001", "20000000000"] {
        assert_eq!(
            serde_json::from_str::<Value>(text).expect("a number").to_string(),
            amount(text).to_string()
        );
    }
}
