//! What holds for every rubric and every way of filling it in.

use crate::kit::{entry, rubric, with};
use crate::oracle::scores;
use crate::strategies::{Model, Scale, choices, chosen, edits, model, plain, show};
use assessment::answers::Answer;
use assessment::rubric::{Facts, Rubric};
use assessment::score::{SectionSheet, Sheet, Tally};
use proptest::prelude::*;

/// The sheet after the edits, one by one, and the answers that then stand.
fn edited(model: &Model, rubric: &Rubric, edits: &[(usize, usize)]) -> (Sheet, Vec<Option<Answer>>) {
    let lines = model.lines();
    let mut answers = vec![None; lines.len()];
    let mut sheet = Sheet::blank(rubric);
    for (line, choice) in edits {
        let line = line % lines.len();
        answers[line] = chosen(lines[line], *choice);
        sheet = with(rubric, &sheet, &format!("c{line}"), &entry(answers[line].clone()));
    }
    (sheet, answers)
}

/// Every tally there is, the whole first.
fn tallies(section: &SectionSheet) -> Vec<Tally> {
    let runs = section
        .criteria
        .runs
        .iter()
        .map(|run| run.sum)
        .chain(section.sections.runs.iter().map(|run| run.sum));
    let own = [section.tally, section.sum].into_iter().chain(runs);
    let criteria = section.criteria.iter().map(|criterion| criterion.tally);
    let inner = section.sections.iter().flat_map(|inner| tallies(inner));
    own.chain(criteria).chain(inner).collect()
}

/// What the whole and every section add, as the oracle tells it.
fn shown(section: &SectionSheet) -> Vec<(String, String)> {
    let own = (section.tally.score.to_string(), section.tally.max.to_string());
    [own]
        .into_iter()
        .chain(section.sections.iter().flat_map(|inner| shown(inner)))
        .collect()
}

fn plain_text((score, max): (i128, i128)) -> (String, String) {
    let text = |amount: i128| crate::kit::amount(&show(amount as i64)).to_string();
    (text(score), text(max))
}

proptest! {
    #[test]
    fn the_sheet_is_what_an_independent_count_from_scratch_says((model, edits) in (model(), edits())) {
        let rubric = model.rubric();
        let (sheet, answers) = edited(&model, &rubric, &edits);
        let expected: Vec<_> = scores(&model, &answers).into_iter().map(plain_text).collect();
        prop_assert_eq!(shown(&sheet.root), expected);
    }

    #[test]
    fn edited_step_by_step_is_built_at_once((model, edits) in (model(), edits())) {
        let rubric = model.rubric();
        let (sheet, answers) = edited(&model, &rubric, &edits);
        let at_once = Sheet::filled(
            &rubric,
            Facts::default(),
            &mut |criterion| entry(answers[criterion.ordinal as usize].clone()),
            &mut |_| "".into(),
        );
        prop_assert_eq!(tallies(&sheet.root), tallies(&at_once.root));
        prop_assert_eq!(sheet.outcome(&rubric), at_once.outcome(&rubric));
    }

    #[test]
    fn an_entry_set_and_set_back_restores_every_tally((model, edits, line, choice) in (model(), edits(), any::<usize>(), any::<usize>())) {
        let rubric = model.rubric();
        let (sheet, answers) = edited(&model, &rubric, &edits);
        let line = line % answers.len();
        let id = format!("c{line}");
        let there = with(&rubric, &sheet, &id, &entry(chosen(model.lines()[line], choice)));
        let back = with(&rubric, &there, &id, &entry(answers[line].clone()));
        prop_assert_eq!(tallies(&sheet.root), tallies(&back.root));
    }

    #[test]
    fn where_nothing_weighs_or_rescales_the_total_is_the_sum((model, edits) in (plain(), edits())) {
        let rubric = model.rubric();
        let (sheet, _) = edited(&model, &rubric, &edits);
        let sections: Tally = sheet.root.sections.iter().fold(Tally::default(), |sum, section| sum + section.tally);
        prop_assert_eq!(sections, sheet.root.sum);
        prop_assert_eq!(sections.max, sheet.root.tally.max);
        prop_assert_eq!(sections.score.max(crate::kit::amount("0")), sheet.root.tally.score);
        prop_assert!(!sheet.outcome(&rubric).is_rescaled());
    }

    #[test]
    fn a_better_answer_never_lowers_the_total((model, edits, line, a, b) in (model(), edits(), any::<usize>(), any::<usize>(), any::<usize>())) {
        let rubric = model.rubric();
        let (sheet, answers) = edited(&model, &rubric, &edits);
        let line = line % answers.len();
        let all = choices(&model.lines()[line].scale);
        let (worse, better) = (a.min(b) % all.len(), a.max(b) % all.len());
        let (worse, better) = (worse.min(better), worse.max(better));
        let total = |answer: &Answer| {
            let sheet = with(&rubric, &sheet, &format!("c{line}"), &entry(Some(answer.clone())));
            (sheet.root.tally.score, sheet.root.tally.max)
        };
        let (low, high) = (total(&all[worse].0), total(&all[better].0));
        prop_assert!(low.0 <= high.0, "{low:?} {high:?}");
        prop_assert_eq!(low.1, high.1);
    }

    #[test]
    fn no_score_passes_its_maximum_and_counts_agree((model, edits) in (model(), edits())) {
        let rubric = model.rubric();
        let (sheet, answers) = edited(&model, &rubric, &edits);
        for tally in tallies(&sheet.root) {
            prop_assert!(tally.score <= tally.max && tally.judged <= tally.max, "{tally:?}");
            prop_assert!(tally.settled <= tally.answered && tally.scored <= tally.items && tally.lost <= tally.settled);
        }
        let answered = answers.iter().flatten().count();
        prop_assert_eq!((sheet.root.tally.items as usize, sheet.root.tally.answered as usize), (answers.len(), answered));
        let comments = model.lines().iter().filter(|line| matches!(line.scale, Scale::Comment)).count();
        prop_assert_eq!(sheet.root.tally.scored as usize, answers.len() - comments);
    }

    #[test]
    fn a_veto_keeps_the_number((model, edits, raised) in (model(), edits(), any::<bool>())) {
        let gated = model.json().replacen(
            "\"sections\": [",
            r#""grades": { "bands": [{ "id": "pass", "label": "P", "atLeast": 0.0001 }, { "id": "fail", "label": "F", "atLeast": 0 }] },
               "sections": [{ "id": "vetoes", "title": "V", "criteria": [{ "id": "v", "text": "V", "scale": { "kind": "yes-no" } }] },"#,
            1,
        ).replacen(
            "\"rules\": {",
            r#""rules": { "gates": [{ "kind": "veto", "criterion": "v", "when": "yes", "grade": "fail" }],"#,
            1,
        );
        // Where nothing can be scored no grade can be reached.
        prop_assume!(model.groups.iter().map(|g| g.weight.unwrap_or(g.full())).sum::<i64>() > 0);
        let rubric = rubric(&gated);
        let (sheet, _) = edited(&model, &rubric, &edits);
        let answer = if raised { Answer::Yes } else { Answer::No };
        let after = with(&rubric, &sheet, "v", &entry(Some(answer)));
        let (before, after) = (sheet.outcome(&rubric), after.outcome(&rubric));
        prop_assert_eq!((before.total.score, before.total.max, before.standing), (after.total.score, after.total.max, after.standing));
        prop_assert_eq!(after.grade, if raised { before.grade.map(|_| 1) } else { before.grade });
        prop_assert_eq!(after.raised, if raised { vec![0] } else { vec![] });
    }

    #[test]
    fn a_record_of_anything_opens_as_it_was((model, edits) in (model(), edits())) {
        let rubric = model.rubric();
        let (sheet, _) = edited(&model, &rubric, &edits);
        let mut record = assessment::record::Record::blank(&rubric, "x".into());
        record.sheet = sheet;
        let text = record.to_text(&rubric);
        let (back, notices) = crate::records::opened(&rubric, &text);
        prop_assert_eq!(notices, []);
        prop_assert_eq!(tallies(&back.sheet.root), tallies(&record.sheet.root));
        prop_assert_eq!(back.to_text(&rubric), text);
    }
}
