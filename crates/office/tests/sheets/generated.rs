//! Generated rubrics with generated answers: the figures are the engine's, and the formulas go on being right when points are changed.

use crate::evaluate::Evaluator;
use crate::figures::check;
use crate::kit::{record_of, rubric_of, sheets};
use assessment::answers::Answer;
use assessment::points::Decimal;
use assessment::rubric::{Rubric, Scale};
use assessment::score::SectionSheet;
use office::compose::filled::Filled;
use office::compose::workbook::workbook;
use serde_json::{Map, Value, json};

/// Numbers that look random and are the same in every run (a linear congruential generator, Knuth's MMIX).
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }
}

/// A criterion with its answer, which may be none.
fn criterion(draw: &mut Draw, id: &str, is_pool: bool) -> (Value, Option<Value>) {
    let max = 1 + draw.below(12);
    if is_pool {
        let scale = json!({ "kind": "deductions", "findings": [{ "id": "f", "label": "处", "each": 0.5 }] });
        let answer = (!draw.one_in(5)).then(|| json!({ "amounts": { "f": draw.below(9) } }));
        return (json!({ "id": id, "text": id, "scale": scale }), answer);
    }
    let mut own =
        json!({ "id": id, "text": id, "notApplicable": {}, "scale": { "kind": "points", "max": max, "step": 0.5 } });
    if draw.one_in(6) {
        own["weight"] = json!(1 + draw.below(9));
    }
    if draw.one_in(9) {
        own["notApplicable"] = json!({ "counts": "full" });
    }
    let answer = match draw.below(12) {
        0 => None,
        1 => Some(json!({ "kind": "not-applicable" })),
        2 => Some(json!({ "kind": "points", "points": 0 })),
        3..=6 => Some(json!({ "kind": "points", "points": max })),
        _ => {
            let halves = draw.below(2 * max + 1);
            let points = format!("{}.{}", halves / 2, 5 * (halves % 2));
            let points: Value = serde_json::from_str(&points).expect("a number");
            Some(json!({ "kind": "points", "points": points }))
        }
    };
    (own, answer)
}

fn section(draw: &mut Draw, id: &str, depth: u64, answers: &mut Map<String, Value>) -> Value {
    let is_pool = depth == 0 && draw.one_in(9);
    let criteria: Vec<_> = (0..1 + draw.below(5))
        .map(|i| {
            let id = format!("{id}-{i}");
            let (criterion, answer) = criterion(draw, &id, is_pool);
            answers.extend(answer.map(|answer| (id, answer)));
            criterion
        })
        .collect();
    let mut section = json!({ "id": id, "title": id, "criteria": criteria });
    if is_pool {
        section["starts"] = json!(10);
        return section;
    }
    if depth < 2 && draw.one_in(3) {
        let inner: Vec<_> = (0..1 + draw.below(3))
            .map(|i| self::section(draw, &format!("{id}s{i}"), depth + 1, answers))
            .collect();
        section["sections"] = inner.into();
    }
    for (key, least) in [("cap", 4), ("weight", 1)] {
        if draw.one_in(4) {
            section[key] = json!(least + draw.below(20));
        }
    }
    if draw.one_in(5) {
        section["floor"] = json!(draw.below(4));
    }
    if depth == 0 && draw.one_in(4) {
        section["counts"] = json!(if draw.one_in(2) { "bonus" } else { "penalty" });
        if draw.one_in(3) && section.get("weight").is_none() {
            section["percent"] = json!(true);
        }
    }
    section
}

/// A rubric and the answers to it.
fn drawn(seed: u64) -> (Rubric, Value) {
    let draw = &mut Draw(seed);
    let mut answers = Map::new();
    let mut sections: Vec<_> = (0..1 + draw.below(5))
        .map(|i| section(draw, &format!("s{i}"), 0, &mut answers))
        .collect();
    sections.push(json!({ "id": "last", "title": "last", "criteria": [
        { "id": "sure", "text": "sure", "scale": { "kind": "points", "max": 5, "step": 0.5 } }]}));
    answers.insert("sure".to_owned(), json!({ "kind": "points", "points": draw.below(6) }));
    let word = |draw: &mut Draw, words: [&str; 3]| words[draw.below(3) as usize].to_owned();
    let rules = json!({
        "unanswered": word(draw, ["provisional", "exclude", "zero"]),
        "rescale": word(draw, ["none", "section", "total"]),
        "places": draw.below(5),
    });
    let uses = ["pool", "percent-sections"];
    let rubric = rubric_of(&[&json!({ "uses": uses, "sections": sections, "rules": rules })]);
    (rubric, json!({ "answers": answers }))
}

#[test]
fn generated_forms_have_the_figures_of_the_engine() {
    let (mut all, mut formulas) = (0, 0);
    for seed in 0..150 {
        let (rubric, case) = drawn(seed);
        let record = record_of(&rubric, &case);
        let counts = check(&rubric, &record, &format!("seed {seed}"));
        all += counts.0;
        formulas += counts.1;
    }
    assert!(
        all > 500 && formulas * 100 > all * 90,
        "{formulas} of {all} subtotals are formulas"
    );
}

/// The rows of sections, and those of criteria whose points can be changed, with their ids.
#[derive(Default)]
struct Rows {
    next: usize,
    sections: Vec<usize>,
    criteria: Vec<(usize, String)>,
}

impl Rows {
    fn add(&mut self, section: &SectionSheet) {
        self.sections.push(self.next);
        self.next += 1;
        for criterion in section.criteria.iter() {
            let has_points = matches!(criterion.entry.answer, Some(Answer::Points(_)));
            if matches!(criterion.spec.scale, Scale::Points(_)) && criterion.spec.weight.is_none() && has_points {
                self.criteria.push((self.next, criterion.spec.id.to_string()));
            }
            self.next += 1;
        }
        section.sections.iter().for_each(|inner| self.add(inner));
    }
}

#[test]
fn formulas_give_the_total_of_the_engine_after_points_are_changed() {
    let mut count = 0;
    for seed in 0..250 {
        let (rubric, case) = drawn(seed);
        let record = record_of(&rubric, &case);
        let found = sheets(&workbook(&Filled::of(&rubric, &record, "zh-CN", "")).to_bytes());
        let scores = &found[0];
        let mut rows = Rows {
            next: 3,
            ..Rows::default()
        };
        record.sheet.root.sections.iter().for_each(|section| rows.add(section));
        let total = scores.row_of(0, "合计");
        // Where a figure is a number, because the engine cuts or the rule is no plain one, nothing follows from other points.
        rows.sections.push(total);
        let is_live = |row: &usize| scores.at(*row, 3).formula.is_some() || scores.at(*row, 3).text.is_some();
        if !rows.sections.iter().all(is_live) {
            continue;
        }
        let mut evaluator = Evaluator::new(scores);
        let mut changed = case.clone();
        let draw = &mut Draw(seed + 1_000);
        for (row, id) in rows.criteria {
            let most = rubric
                .criterion(&id)
                .and_then(|criterion| criterion.worth())
                .expect("a maximum");
            let halves = 2 * most.ten_thousandths() / 10_000;
            // Not full marks: what would be rounded up to them is cut by the engine, and not by a formula.
            let points = Decimal::of_ten_thousandths(i128::from(draw.below(halves as u64)) * 5_000).expect("points");
            evaluator.changed.insert((row, 3), points);
            let points: Value = serde_json::from_str(&points.to_string()).expect("a number");
            changed["answers"][&id] = json!({ "kind": "points", "points": points });
        }
        let expected = record_of(&rubric, &changed).sheet.outcome(&rubric).total.score;
        assert_eq!(evaluator.value((total, 3)), Some(expected.into()), "seed {seed}");
        count += 1;
    }
    assert!(count >= 80, "{count} forms");
}
