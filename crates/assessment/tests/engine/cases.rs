//! Runs `tests/cases`: rubrics with answers and what they must come to. Its README says how another program may.

use crate::kit::{amount, entry, files, lines, rubric, text, with};
use assessment::record::Record;
use assessment::rubric::{Part, Rubric};
use assessment::score::{Sheet, Standing};
use serde_json::{Map, Value, json};

#[test]
fn every_case_comes_to_what_it_should() {
    let mut wrong = String::new();
    for path in files("cases", "json") {
        let file: Value =
            serde_json::from_str(&text(&path)).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        for case in file["cases"].as_array().expect("cases") {
            let rubric = rubric(&rubric_of(&file, case).to_string());
            let found = outcome(&rubric, &sheet(&rubric, &case["answers"]));
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

/// The sheet by way of a record file; made answer by answer, in either order, it comes to the same.
fn sheet(rubric: &Rubric, answers: &Value) -> Sheet {
    let answers = answers.as_object().expect("answers");
    let entries: Map<_, _> = answers
        .iter()
        .map(|(id, answer)| (id.clone(), json!({ "answer": answer })))
        .collect();
    let file = json!({
        "format": 1, "kind": "ziping-record", "id": "x", "revision": 0,
        "rubric": { "id": "case", "version": "1" }, "answers": { "self": entries },
    });
    let file = Record::parse(&file.to_string()).unwrap_or_else(|problems| panic!("{}", lines(&problems).join("\n")));
    let (record, notices) = Record::open(rubric, file);
    assert_eq!(notices, [], "{answers:?}");
    let given: Vec<_> = answers.keys().collect();
    let one_by_one = |ids: &mut dyn Iterator<Item = &&String>| {
        ids.fold(Sheet::blank(rubric), |sheet, id| {
            let place = rubric.criterion_place(id).expect("the criterion");
            let answer = record
                .sheet
                .criterion(place)
                .expect("the criterion")
                .entry
                .answer
                .clone();
            with(rubric, &sheet, id, &entry(answer))
        })
    };
    for edited in [one_by_one(&mut given.iter()), one_by_one(&mut given.iter().rev())] {
        assert_eq!(outcome(rubric, &edited), outcome(rubric, &record.sheet));
    }
    record.sheet
}

fn outcome(rubric: &Rubric, sheet: &Sheet) -> Map<String, Value> {
    let outcome = sheet.outcome(rubric);
    let number =
        |value: assessment::points::Decimal| -> Value { serde_json::from_str(&value.to_string()).expect("a number") };
    let has_total = matches!(outcome.standing, Standing::Provisional | Standing::Final);
    let total = |value| if has_total { number(value) } else { Value::Null };
    let mut sections = Map::new();
    rubric.walk(&mut |part| {
        if let Part::Section(section) = part {
            let place = rubric.section_place(&section.id).expect("its place");
            let tally = sheet.section(place).expect("the section").tally;
            sections.insert(section.id.to_string(), json!([number(tally.score), number(tally.max)]));
        }
    });
    let grade = outcome.grade.zip(rubric.grades.as_ref());
    let raised = outcome.raised.iter().map(|i| {
        let assessment::rubric::Gate::Veto(veto) = &rubric.gates[*i];
        veto.criterion.to_string()
    });
    let found = json!({
        "score": total(outcome.total.score),
        "max": total(outcome.total.max),
        "standing": match outcome.standing {
            Standing::Unscored => "unscored",
            Standing::Empty => "empty",
            Standing::Provisional => "provisional",
            Standing::Final => "final",
        },
        "grade": grade.map(|(i, grades)| grades.bands[i].id.to_string()),
        "vetoes": raised.collect::<Vec<_>>(),
        "sections": sections,
        "open": outcome.total.open(),
        "lost": outcome.total.lost,
        "full": number(rubric.root.full),
    });
    found.as_object().cloned().expect("an object")
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
