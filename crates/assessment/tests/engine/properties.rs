//! What holds for every rubric and every way of filling it in.

use crate::drawn::{has_all, variants};
use crate::kit::{amount, entry, rubric, with};
use crate::model::{Given, Group, Model, chosen, given};
use crate::oracle::{Fate, Fraction, Worth, fate, scores, settled, ten_thousandths, worth};
use crate::strategies::{alone, base, edits, model, plain};
use assessment::Tally;
use assessment::answers::Answer;
use assessment::points::Decimal;
use assessment::rubric::{Gate, Rubric, When};
use assessment::score::{SectionSheet, Sheet};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeSet;

/// A sheet of the model's subject with nothing entered.
pub fn blank(model: &Model, rubric: &Rubric) -> Sheet {
    Sheet::blank(rubric).with_facts(rubric, model.facts())
}

/// The sheet after the edits, one by one, and what then stands.
pub fn edited(model: &Model, rubric: &Rubric, edits: &[(usize, usize)]) -> (Sheet, Vec<Option<Given>>) {
    let lines = model.lines();
    let mut all = vec![None; lines.len()];
    let mut sheet = blank(model, rubric);
    for (line, choice) in edits {
        let line = line % lines.len();
        all[line] = chosen(lines[line], *choice);
        sheet = with(rubric, &sheet, &format!("c{line}"), &Given::entry(all[line].as_ref()));
    }
    (sheet, all)
}

/// Every tally there is, the whole first.
pub fn tallies(section: &SectionSheet) -> Vec<Tally> {
    let chunks = section.criteria.chunks.iter().map(|chunk| chunk.sum);
    let chunks = chunks.chain(section.sections.chunks.iter().map(|chunk| chunk.sum));
    let own = [section.tally, section.sum].into_iter().chain(chunks);
    let criteria = section.criteria.iter().map(|criterion| criterion.tally);
    let inner = section.sections.iter().flat_map(|inner| tallies(inner));
    own.chain(criteria).chain(inner).collect()
}

/// What the whole and every section add.
fn parts(section: &SectionSheet) -> Vec<Tally> {
    let inner = section.sections.iter().flat_map(|inner| parts(inner));
    [section.tally].into_iter().chain(inner).collect()
}

fn fraction(amount: Decimal) -> Fraction {
    ten_thousandths(amount.ten_thousandths().into())
}

/// The model with two grades, of which anything above zero earns the better.
pub fn graded(model: &Model) -> String {
    model.json().replacen(
        "\"sections\": [",
        r#""grades": { "bands": [{ "id": "pass", "label": "P", "atLeast": 0.0001 }, { "id": "fail", "label": "F", "atLeast": 0 }] },
           "sections": ["#,
        1,
    )
}

/// The gates that look at one item.
const GATES_OF_ONE: &[&str] = &["veto", "precondition"];

/// A gate that looks at the item `v`.
fn gate_of_one(kind: &str, when: When) -> String {
    let key = if kind == "veto" { "when" } else { "must" };
    format!(
        r#"{{ "kind": "{kind}", "criterion": "v", "{key}": "{}", "grade": "fail" }}"#,
        when.word()
    )
}

/// A gate that looks at these lines.
fn gate_of_items(items: &BTreeSet<usize>, least: usize, below: i64) -> String {
    let ids: Vec<_> = items.iter().map(|i| format!("\"c{i}\"")).collect();
    format!(
        r#"{{ "kind": "key-items", "criteria": [{}], "failed": {least}, "below": {}, "grade": "fail" }}"#,
        ids.join(", "),
        crate::model::show(below),
    )
}

variants!(Gate: Veto KeyItems Precondition Condition);
variants!(When: Yes No);

#[test]
fn gates_of_every_kind_are_made() {
    let mut all: Vec<_> = GATES_OF_ONE
        .iter()
        .flat_map(|kind| When::ALL.iter().map(|when| gate_of_one(kind, *when)))
        .collect();
    all.push(gate_of_items(&[0].into(), 1, 1_000_000));
    let condition =
        r#"{ "kind": "condition", "if": { "kind": "answered", "criterion": "c0" }, "text": "T", "grade": "fail" }"#;
    all.push(condition.to_owned());
    let rubric = crate::kit::rubric_with(&format!(
        r#""uses": ["answer-conditions"], "sections": [{{ "id": "s", "title": "S", "criteria": [
             {{ "id": "v", "text": "V", "scale": {{ "kind": "yes-no" }} }}, {{ "id": "c0", "text": "C", "scale": {{ "kind": "points", "max": 1 }} }}] }}],
           "grades": {{ "bands": [{{ "id": "fail", "label": "F", "atLeast": 0 }}] }}, "rules": {{ "gates": [{}] }}"#,
        all.join(", ")
    ));
    has_all(&rubric.gates);
    has_all(When::ALL);
}

proptest! {
    #[test]
    fn the_sheet_is_what_an_independent_count_from_scratch_says((model, edits) in (model(), edits())) {
        let rubric = model.rubric();
        let (sheet, given) = edited(&model, &rubric, &edits);
        let (expected, extra) = scores(&model, &given);
        let found: Vec<_> = parts(&sheet.root);
        prop_assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            prop_assert_eq!((fraction(found.score), fraction(found.max)), (expected.score.clone(), expected.max.clone()));
            let counts = (found.items, found.answered, found.scored, found.settled, found.known, found.dont_know, found.pending).into();
            let counts: [u32; 7] = counts;
            prop_assert_eq!(counts.map(|n| n as usize), [expected.items, expected.answered, expected.scored, expected.settled, expected.known, expected.unknown, expected.waiting]);
        }
        prop_assert_eq!(fraction(sheet.root.tally.extra), extra);
        prop_assert_eq!(fraction(rubric.root.full), ten_thousandths(model.full().into()));
    }

    #[test]
    fn edited_step_by_step_is_built_at_once((model, edits) in (model(), edits())) {
        let rubric = model.rubric();
        let (sheet, given) = edited(&model, &rubric, &edits);
        let at_once = Sheet::filled(
            &rubric,
            model.facts(),
            &mut |criterion| Given::entry(given[criterion.ordinal as usize].as_ref()),
            &mut |_| "".into(),
        );
        prop_assert_eq!(tallies(&sheet.root), tallies(&at_once.root));
        prop_assert_eq!(sheet.outcome(&rubric), at_once.outcome(&rubric));
    }

    #[test]
    fn no_order_of_answers_and_facts_makes_a_difference((model, edits, turn) in (model(), edits(), any::<prop::sample::Index>())) {
        let rubric = model.rubric();
        let (sheet, given) = edited(&model, &rubric, &edits);
        // From somewhere in the middle to the end, then from the start; the profile comes last.
        let mut order: Vec<_> = (0..given.len()).collect();
        order.rotate_left(turn.index(given.len()));
        for order in [order.clone(), order.into_iter().rev().collect()] {
            let other = order.iter().fold(Sheet::blank(&rubric), |sheet, line| {
                with(&rubric, &sheet, &format!("c{line}"), &Given::entry(given[*line].as_ref()))
            });
            let other = other.with_facts(&rubric, model.facts());
            prop_assert_eq!(tallies(&sheet.root), tallies(&other.root));
            prop_assert_eq!(sheet.outcome(&rubric), other.outcome(&rubric));
        }
    }

    #[test]
    fn an_entry_set_and_set_back_restores_every_tally((model, edits, line, choice) in (model(), edits(), any::<usize>(), any::<usize>())) {
        let rubric = model.rubric();
        let (sheet, given) = edited(&model, &rubric, &edits);
        let line = line % given.len();
        let id = format!("c{line}");
        let there = with(&rubric, &sheet, &id, &Given::entry(chosen(model.lines()[line], choice).as_ref()));
        let back = with(&rubric, &there, &id, &Given::entry(given[line].as_ref()));
        prop_assert_eq!(tallies(&sheet.root), tallies(&back.root));
    }

    #[test]
    fn where_nothing_weighs_or_rescales_the_total_is_the_sum((model, edits) in (plain(), edits())) {
        let rubric = model.rubric();
        let (sheet, _) = edited(&model, &rubric, &edits);
        let sections: Tally = sheet.root.sections.iter().fold(Tally::default(), |sum, section| sum + section.tally);
        prop_assert_eq!(sections, sheet.root.sum);
        prop_assert_eq!(sections.max, sheet.root.tally.max);
        prop_assert_eq!(sections.score.max(amount("0")), sheet.root.tally.score);
        prop_assert!(!sheet.outcome(&rubric).is_rescaled());
    }

    #[test]
    fn a_better_answer_never_lowers_the_total((model, edits, line, a, b) in (alone(), edits(), any::<usize>(), any::<usize>(), any::<usize>())) {
        // The last answer for a subject changes how the points are made, which may round otherwise.
        prop_assume!(!model.groups.iter().any(Group::is_by_subject));
        let rubric = model.rubric();
        let (sheet, all) = edited(&model, &rubric, &edits);
        let line = line % all.len();
        let scale = &model.lines()[line].scale;
        prop_assume!(model.lines()[line].may_be_key());
        let two = [a, b].map(|seed| given(scale, seed));
        let [Worth::Points(first, of), Worth::Points(second, most)] = two.each_ref().map(|given| worth(scale, given, &model.known)) else {
            return Ok(());
        };
        prop_assert_eq!(of, most);
        let [first_total, second_total] = two.each_ref().map(|given| {
            let sheet = with(&rubric, &sheet, &format!("c{line}"), &Given::entry(Some(given)));
            (sheet.root.tally.score, sheet.root.tally.max)
        });
        prop_assert_eq!(first_total.1, second_total.1);
        let (low, high) = if first <= second { (first_total, second_total) } else { (second_total, first_total) };
        prop_assert!(low.0 <= high.0, "{low:?} {high:?}");
    }

    #[test]
    fn without_a_bonus_no_score_passes_its_maximum_however_it_is_restored((model, edits) in (base(), edits())) {
        let rubric = model.rubric();
        let (sheet, _) = edited(&model, &rubric, &edits);
        for section in parts(&sheet.root) {
            prop_assert!(section.score <= section.max && section.judged <= section.max, "{section:?}");
        }
        for tally in tallies(&sheet.root) {
            prop_assert!(tally.settled <= tally.answered && tally.scored <= tally.items && tally.lost <= tally.settled);
        }
        prop_assert!(model.has_other_weights() || sheet.root.tally.max <= rubric.root.full, "{:?}", sheet.root.tally);
        prop_assert!(sheet.root.tally.score >= amount("0"));
    }

    #[test]
    fn a_gate_of_one_item_keeps_the_number((model, edits, kind, when, answer) in (
        model(), edits(), select(GATES_OF_ONE), select(When::ALL), proptest::option::of(select(When::ALL)),
    )) {
        // Where nothing can be scored no grade can be reached.
        prop_assume!(model.full() > 0);
        let with_item = graded(&model).replacen(
            "\"sections\": [",
            r#""sections": [{ "id": "gates", "title": "G", "criteria": [{ "id": "v", "text": "V", "scale": { "kind": "yes-no" } }] },"#,
            1,
        );
        let plain = rubric(&with_item);
        let gated = rubric(&with_item.replacen("\"rules\": {", &format!(r#""rules": {{ "gates": [{}],"#, gate_of_one(kind, when)), 1));
        let (sheet, _) = edited(&model, &gated, &edits);
        let given = |when: When| entry(Some(if when == When::Yes { Answer::Yes } else { Answer::No }));
        let after = answer.map_or_else(|| sheet.clone(), |answer| with(&gated, &sheet, "v", &given(answer)));
        let (before, after) = (edited(&model, &plain, &edits).0.outcome(&plain), after.outcome(&gated));
        prop_assert_eq!((before.total.score, before.total.max, before.standing), (after.total.score, after.total.max, after.standing));
        // A veto is raised by the answer that it names, a precondition by the other; without one a veto may yet be raised, and a
        // precondition lets no grade be claimed.
        let is_veto = kind == "veto";
        let is_raised = answer.is_some_and(|answer| (answer == when) == is_veto);
        let waits = answer.is_none() && !is_veto;
        let depends = answer.is_none() && is_veto && before.grade == Some(0);
        let only = |is: bool| if is { vec![0] } else { vec![] };
        prop_assert_eq!(after.grade, if is_raised { before.grade.map(|_| 1) } else { before.grade.filter(|_| !waits) });
        prop_assert_eq!((after.raised, after.waiting, after.undecided), (only(is_raised), only(waits), only(depends)));
    }

    #[test]
    fn key_items_fail_by_their_own_points((model, edits, picks, failed, below) in (
        model(), edits(), proptest::collection::vec(any::<prop::sample::Index>(), 1..5), 1_usize..5,
        prop_oneof![Just(333_333_i64), Just(666_667), Just(600_000), 1_i64..=1_000_000],
    )) {
        prop_assume!(model.full() > 0);
        let lines = model.lines();
        let scored: Vec<_> = (0..lines.len()).filter(|i| lines[*i].may_be_key()).collect();
        prop_assume!(!scored.is_empty());
        let items: BTreeSet<_> = picks.iter().map(|pick| scored[pick.index(scored.len())]).collect();
        let least = failed.min(items.len());
        let graded = graded(&model);
        let gate = format!(r#""rules": {{ "gates": [{}],"#, gate_of_items(&items, least, below));
        let gated = rubric(&graded.replacen("\"rules\": {", &gate, 1));
        let plain = rubric(&graded);
        let (sheet, given) = edited(&model, &gated, &edits);
        let settled = settled(&model, &given);
        let places = settled.places();
        let begun = scores(&model, &given).0[0].known > 0;
        let fates = items.iter().map(|i| fate(places[*i].0, (places[*i].1, places[*i].2), given[*i].as_ref(), &model, begun, below));
        let fates: Vec<_> = fates.collect();
        let count = |fate| fates.iter().filter(|one| **one == fate).count();
        let outcome = sheet.outcome(&gated);
        let earned = edited(&model, &plain, &edits).0.outcome(&plain).grade;
        let is_raised = count(Fate::Failed) >= least;
        prop_assert_eq!(&outcome.raised, &if is_raised { vec![0] } else { vec![] }, "{:?}", fates);
        prop_assert_eq!(outcome.grade, if is_raised { earned.map(|_| 1) } else { earned });
        let depends = !is_raised && outcome.grade == Some(0) && count(Fate::Failed) + count(Fate::Open) >= least;
        prop_assert_eq!(&outcome.undecided, &if depends { vec![0] } else { vec![] }, "{:?}", fates);
        prop_assert_eq!(outcome.pending(&sheet, &gated).len(), if depends { count(Fate::Open) } else { 0 });
    }

    #[test]
    fn a_record_of_anything_opens_as_it_was((model, edits) in (model(), edits())) {
        let rubric = model.rubric();
        let (sheet, _) = edited(&model, &rubric, &edits);
        let record = crate::versions::record(&model, &rubric, sheet);
        let text = record.to_text(&rubric);
        let (back, notices) = crate::records::opened(&rubric, &text);
        prop_assert_eq!(notices, []);
        prop_assert_eq!(tallies(&back.sheet.root), tallies(&record.sheet.root));
        prop_assert_eq!(back.to_text(&rubric), text);
    }
}
