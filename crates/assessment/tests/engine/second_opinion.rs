//! The engine and the scorer in `tests/second-opinion`, which was written from the documents alone, agree to the last digit on generated
//! rubrics and records.

use crate::kit::rubric;
use crate::model::Model;
use crate::properties::{edited, graded};
use crate::strategies::{edits, model};
use assessment::record::Verdict;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::sync::mpsc;
use std::thread;

/// How many pairs of a rubric and a record are compared, unless `SECOND_OPINION` says otherwise.
const PAIRS: u64 = 3_000;

/// A rubric and a record of it, as texts.
struct Pair {
    rubric: String,
    record: String,
}

/// Pairs that follow from a seed, without an end.
fn pairs(seed: u64) -> impl Iterator<Item = Pair> {
    let bytes: Vec<_> = [seed, 0, 0, 0].iter().flat_map(|part| part.to_le_bytes()).collect();
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let strategy = (model(), edits());
    (0..).map(move |number| {
        let (model, edits) = strategy.new_tree(&mut runner).expect("a model").current();
        Pair::new(&model, &edits, number)
    })
}

impl Pair {
    fn new(model: &Model, edits: &[(usize, usize)], number: u64) -> Self {
        // Without points there is nothing to grade.
        let text = match model.full() {
            0 => model.json(),
            _ => with_rules(&graded(model), number),
        };
        let text = match number % 4 {
            1 => with_raters(&text, number),
            _ => text,
        };
        let parsed = rubric(&text);
        let (sheet, _) = edited(model, &parsed, edits);
        let mut record = crate::versions::record(model, &parsed, sheet);
        for (i, (_, sheet)) in Rc::make_mut(&mut record.others).iter_mut().enumerate() {
            // Some of the first rater's places, with other answers, and for the last rater fewer of them.
            let own = edits.iter().skip(i * edits.len() / 3);
            let own: Vec<_> = own
                .map(|(line, choice)| (*line, choice.wrapping_mul(7 * i + 3)))
                .collect();
            *sheet = edited(model, &parsed, &own).0;
        }
        let record = record.to_text(&parsed);
        Self { rubric: text, record }
    }

    /// As the scorer reads it: one line.
    fn line(&self) -> String {
        let line = format!(
            r#"{{"rubric": {}, "record": {}, "today": ""}}"#,
            self.rubric, self.record
        );
        line.replace('\n', " ") + "\n"
    }

    /// What the engine says, by rater.
    fn scores(&self) -> Value {
        let verdict = Verdict::of(&rubric(&self.rubric), &self.record, "").expect("a record");
        let mut verdict: Value = serde_json::from_str(&verdict.to_text()).expect("JSON");
        let mut scores = verdict["scores"].take();
        for own in scores.as_object_mut().into_iter().flat_map(|all| all.values_mut()) {
            // The scorer finds no questions.
            own.as_object_mut().and_then(|own| own.remove("findings"));
        }
        scores
    }
}

/// The rubric with several raters whose points are combined, also by a rule of one section and one criterion.
fn with_raters(text: &str, number: u64) -> String {
    let mut rubric: Value = serde_json::from_str(text).expect("JSON");
    let ids = ["self", "bureau", "peer", "head"];
    let count = 2 + number as usize / 4 % 3;
    let raters = ids[..count].iter().map(|id| json!({ "id": id, "label": "R" }));
    rubric["raters"] = raters.collect();
    let weighed = json!({ "raters": [{ "id": "bureau", "weight": 0.7 }, { "id": "self", "weight": 0.3 }] });
    let rules = [
        json!({}),
        weighed,
        json!({ "drop": 1 }),
        json!({ "raters": [{ "id": "self" }, { "id": "bureau", "weight": 2.125 }] }),
    ];
    let rules: Vec<_> = rules
        .iter()
        .filter(|rule| count > 2 || rule["drop"].is_null())
        .collect();
    let rule = |n: u64| rules[(number / 12 + n) as usize % rules.len()].clone();
    rubric["combined"] = rule(0);
    if number % 8 == 1 {
        rubric["sections"][0]["combined"] = rule(1);
        if let Some(criterion) = rubric["sections"][0]["criteria"].get_mut(0) {
            criterion["combined"] = rule(2);
        }
    }
    rubric.to_string()
}

/// The rubric with grades of some kind, and with gates on what it has.
fn with_rules(text: &str, number: u64) -> String {
    let mut rubric: Value = serde_json::from_str(text).expect("JSON");
    let (mut scored, mut words) = (Vec::new(), Vec::new());
    let mut weakest = Vec::new();
    for section in rubric["sections"].as_array().into_iter().flatten() {
        if section["counts"] == "base" || section["counts"].is_null() {
            let mut see = |criterion: &Value| {
                let kind = &criterion["scale"]["kind"];
                if kind == "points" || kind == "parts" || kind == "measure" {
                    weakest.push(criterion["id"].clone());
                }
            };
            criteria(&json!([section]), &mut see);
        }
    }
    criteria(&rubric["sections"], &mut |criterion| {
        let scale = &criterion["scale"];
        let is_word = scale["kind"] == "yes-no";
        let takes = (scale["kind"] == "deductions" && scale["max"].is_null())
            || (scale["kind"] == "entries" && scale["most"].is_null());
        let is_unscored = takes
            || scale["kind"] == "comment"
            || (is_word && scale["points"].is_null())
            || (scale["kind"] == "levels"
                && scale["levels"][0]["points"].is_null()
                && scale["levels"][0]["from"].is_null());
        let id = criterion["id"].clone();
        if is_word {
            words.push(id.clone());
        }
        if !is_unscored {
            scored.push(id);
        }
    });
    let mut gates = Vec::new();
    if number.is_multiple_of(2) && !scored.is_empty() {
        let failed = 1 + number as usize / 2 % scored.len();
        let below = [33.3333, 60.0, 66.67, 100.0][number as usize / 4 % 4];
        let mut gate = json!({ "kind": "key-items", "criteria": &scored, "failed": failed, "grade": "fail" });
        match number / 2 % 3 {
            0 => gate["below"] = json!(below),
            1 => gate["atLeast"] = json!(3),
            _ => gate["atMost"] = json!(0.5),
        }
        gates.push(gate);
    }
    if let Some(word) = words.first() {
        match number % 3 {
            0 => gates.push(json!({ "kind": "veto", "criterion": word, "when": "no", "grade": "fail" })),
            1 => gates.push(json!({ "kind": "precondition", "criterion": word, "must": "yes", "grade": "fail" })),
            _ => {}
        }
    }
    if number.is_multiple_of(3)
        && let Some(first) = scored.first()
    {
        let reached = json!({ "kind": "at-least", "of": { "kind": "earned", "criterion": first }, "atLeast": { "kind": "number", "value": 1 } });
        gates.push(json!({ "kind": "condition", "if": reached, "text": "T", "grade": "fail" }));
    }
    // Some gates lower the grade in place of imposing one.
    for (i, gate) in gates.iter_mut().enumerate() {
        if (number as usize / 3 + i).is_multiple_of(2) {
            gate.as_object_mut().and_then(|gate| gate.remove("grade"));
            gate["lowerBy"] = json!(1 + i);
        }
    }
    let grades = &mut rubric["grades"];
    if number % 6 == 5 {
        grades["bands"] =
            json!([{ "id": "pass", "label": "P", "atMost": 3 }, { "id": "fail", "label": "F", "atMost": 9.5 }]);
    }
    if number % 5 < 2 {
        grades["by"] = "rate".into();
        let bound = if number % 6 == 5 { "atMost" } else { "atLeast" };
        grades["bands"][0][bound] = json!(if bound == "atMost" { 9 } else { 60 });
    }
    if number % 4 == 3 {
        let to = ["up", "down", "half"][number as usize % 3];
        grades["rounded"] = json!({ "to": to, "places": number % 2 });
    }
    // The best grade asks for a share of certain answers, too.
    if number % 5 == 3
        && let Some(word) = words.first()
    {
        let share = json!({ "kind": "share", "criteria": [word], "any": ["yes"] });
        let half = json!({ "kind": "number", "value": 50 });
        grades["bands"][0]["if"] = json!({ "kind": "at-least", "of": share, "atLeast": half });
    }
    rubric["rules"]["gates"] = gates.into();
    // A scale for means, and the weakest of some.
    if number % 4 < 2 {
        let places = if number.is_multiple_of(8) {
            Some(number % 3)
        } else {
            None
        };
        let of = [5.0, 4.0, 2.125][number as usize % 3];
        rubric["rules"]["mean"] = json!({ "of": of });
        if let Some(places) = places {
            rubric["rules"]["mean"]["places"] = json!(places);
        }
        if number % 16 == 1 && number % 6 != 5 {
            rubric["grades"]["by"] = "mean".into();
            rubric["grades"]["bands"][0]["atLeast"] = json!(1.5);
        }
    }
    if number % 3 == 1 && !weakest.is_empty() {
        let few: Vec<_> = weakest.iter().step_by(1 + number as usize % 2).collect();
        rubric["rules"]["weakest"] = json!({ "label": "W", "criteria": few });
    }
    if number % 7 == 6 {
        rubric["rules"]["minimumAnswered"] = json!(50);
    }
    rubric.to_string()
}

fn criteria(sections: &Value, see: &mut impl FnMut(&Value)) {
    for section in sections.as_array().into_iter().flatten() {
        section["criteria"].as_array().into_iter().flatten().for_each(&mut *see);
        criteria(&section["sections"], see);
    }
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
#[ignore = "needs Python: `cargo xtask test` runs it"]
fn the_scorer_from_the_documents_agrees() {
    let count = setting("SECOND_OPINION").unwrap_or(PAIRS) as usize;
    let seed = setting("SECOND_OPINION_SEED").unwrap_or(1);
    let scorer = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/second-opinion/scorer.py");
    let python = std::env::var("ZIPING_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut scorer = Command::new(python)
        .arg("-B")
        .arg(scorer)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut input = scorer.stdin.take().expect("its input");
    let output = BufReader::new(scorer.stdout.take().expect("its output"));
    let (sender, made) = mpsc::channel();
    let writer = thread::spawn(move || {
        for pair in pairs(seed).take(count) {
            let line = pair.line();
            // The receiver hangs up after a disagreement.
            if sender.send(pair).is_err() || input.write_all(line.as_bytes()).is_err() {
                break;
            }
        }
    });
    let mut read = 0;
    for (pair, line) in made.iter().zip(output.lines()) {
        let theirs: Value = serde_json::from_str(&line.expect("text")).expect("JSON");
        assert_eq!(pair.scores(), theirs, "pair {read} of seed {seed}: {}", pair.line());
        read += 1;
    }
    writer.join().expect("every pair was written");
    assert!(scorer.wait().expect("it ends").success());
    assert_eq!(read, count);
    println!("{read} pairs of seed {seed} agree");
}
