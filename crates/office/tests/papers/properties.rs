//! What holds for the papers of every form.

use super::fill::{Numbers, criteria, entry};
use super::{TODAY, case, fill, names, shipped, text};
use assessment::record::{Record, entered};
use assessment::rubric::{NodePath, Rubric};
use office::compose::comparison::comparison;
use office::compose::evidence::{directory, submissions};
use office::compose::filled::Filled;
use office::compose::ledger::ledger;
use office::compose::order::{To, orders};
use office::compose::report::report;
use office::paper::{Content, Paper, Table};
use serde_json::Value;
use std::collections::BTreeSet;

/// Returns every paper of a form.
fn papers(form: &Filled<'_>) -> Vec<Paper> {
    let mut all = vec![report(form), ledger(form), directory(form), comparison(form)];
    all.extend(orders(form, To::EachOwner).into_iter().map(|order| order.paper));
    all.extend(submissions(form, &|_| None).into_iter().map(|sheet| sheet.paper));
    all
}

/// Returns records of a rubric: blank, partly and completely filled in.
fn records(rubric: &Rubric) -> Vec<Record> {
    let mut all = vec![Record::blank(rubric, "".into())];
    all.extend([(1, 3), (2, 7), (3, 10), (4, 10)].map(|(seed, share)| fill::record(rubric, seed, share)));
    if names("crates/assessment/tests/totals")
        .iter()
        .any(|name| **name == *rubric.id)
    {
        all.push(case(rubric, &rubric.id));
    }
    all
}

/// Calls `check` with every paper of every rubric that ships, in both languages, and with an earlier form beside.
fn each(check: &mut dyn FnMut(&Rubric, &Paper)) {
    for name in names("rubrics") {
        let rubric = shipped(&name);
        let records = records(&rubric);
        let before = &records[2];
        for language in ["zh-CN", "en"] {
            let earlier = Filled::of(&rubric, before, language, TODAY);
            for record in &records {
                let form = Filled::of(&rubric, record, language, TODAY);
                papers(&form).iter().for_each(|paper| check(&rubric, paper));
                check(&rubric, &report(&form.beside(&earlier)));
            }
        }
    }
}

fn columns(table: &Table) -> bool {
    let rows = table.head.iter().chain(&table.rows);
    let mut widths = rows.map(|row| {
        row.cells
            .iter()
            .map(|cell| usize::from(cell.columns.max(1)))
            .sum::<usize>()
    });
    widths.all(|width| width == table.widths.len())
}

#[test]
fn keys_are_unique_and_tables_are_full() {
    each(&mut |rubric, paper| {
        let mut keys = BTreeSet::new();
        for block in &paper.blocks {
            assert!(
                keys.insert(&*block.key),
                "{}: {} twice in\n{}",
                rubric.id,
                block.key,
                text(paper)
            );
            match &block.content {
                Content::Table(table) => {
                    assert!(columns(table) && !table.rows.is_empty(), "{}: {}", rubric.id, block.key);
                }
                Content::Chart(chart) => {
                    assert!(
                        (1..=2).contains(&chart.series.len()) && !chart.bars.is_empty(),
                        "{}: {}",
                        rubric.id,
                        block.key
                    );
                    for bar in &chart.bars {
                        assert_eq!(bar.figures.len(), chart.series.len());
                        let mut figures = bar.figures.iter().flatten();
                        assert!(figures.all(|figure| figure.parse::<assessment::points::Decimal>().is_ok()));
                    }
                }
                Content::Paragraph { text, .. } | Content::Heading { text, .. } => {
                    assert!(!text.trim().is_empty(), "{}: {} is empty", rubric.id, block.key);
                }
                _ => {}
            }
        }
    });
}

#[test]
fn no_heading_is_without_content() {
    each(&mut |rubric, paper| {
        for pair in paper.blocks.windows(2) {
            if let (Content::Heading { level, .. }, Content::Heading { level: next, .. }) =
                (&pair[0].content, &pair[1].content)
            {
                assert!(next > level, "{}: {} in\n{}", rubric.id, pair[0].key, text(paper));
            }
        }
    });
}

#[test]
fn no_placeholder_and_no_doubled_stop_is_left() {
    each(&mut |rubric, paper| {
        let text = text(paper);
        // No text of these forms has a brace.
        for wrong in ["{", "}", "。。", "：：", "；。", "、、", "【】", "（）", "“”", "  ("] {
            assert!(!text.contains(wrong), "{}: {wrong} in\n{text}", rubric.id);
        }
    });
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{ffef}')
}

/// Collects the Chinese texts of a rubric that have no other wording.
fn plain_texts(node: &Value, found: &mut Vec<String>) {
    match node {
        Value::String(text) if text.chars().any(is_chinese) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| plain_texts(item, found)),
        Value::Object(members) => {
            let others = members.iter().filter(|(key, _)| **key != "zh-CN");
            others.for_each(|(_, member)| plain_texts(member, found));
        }
        _ => {}
    }
}

#[test]
fn an_english_paper_of_an_english_form_has_no_chinese() {
    for name in names("rubrics") {
        let rubric = shipped(&name);
        let tree: Value = serde_json::from_str(&rubric.source).unwrap();
        let mut given = Vec::new();
        plain_texts(&tree, &mut given);
        for record in &[
            Record::blank(&rubric, "".into()),
            fill::record(&rubric, 1, 6),
            fill::record(&rubric, 2, 10),
        ] {
            let form = Filled::of(&rubric, record, "en", TODAY);
            for paper in papers(&form) {
                let mut text = text(&paper);
                for given in &given {
                    text = text.replace(given.trim_end_matches(['.', '。']), "");
                }
                let wrong: Vec<_> = text.lines().filter(|line| line.contains(is_chinese)).collect();
                assert!(wrong.is_empty(), "{name}: {wrong:#?}");
            }
        }
    }
}

#[test]
fn a_chinese_paper_has_no_english_message() {
    for name in names("rubrics") {
        let rubric = shipped(&name);
        for record in &records(&rubric) {
            for paper in papers(&Filled::of(&rubric, record, "zh-CN", TODAY)) {
                let text = text(&paper);
                for wrong in ["[To be", " points", "Table ", "signature", "criteria"] {
                    assert!(!text.contains(wrong), "{name}: {wrong} in\n{text}");
                }
            }
        }
    }
}

#[test]
fn keys_keep_their_order_and_their_kind_when_an_answer_changes() {
    for name in names("rubrics") {
        let rubric = shipped(&name);
        let tree: Value = serde_json::from_str(&rubric.source).unwrap();
        let mut record = fill::record(&rubric, 5, 8);
        let mut numbers = Numbers::of(6);
        let all = criteria(&tree);
        let mut before = report(&Filled::of(&rubric, &record, "zh-CN", TODAY));
        for _ in 0..12 {
            let criterion = all[numbers.below(all.len())];
            let id = criterion["id"].as_str().unwrap();
            let entry = entry(criterion, &mut numbers);
            let file = format!(
                r#"{{"format":1,"kind":"ziping-record","id":"x","revision":1,"rubric":{{"id":"r","version":"1"}},"answers":{{"self":{{"c":{entry}}}}}}}"#
            );
            let file = Record::parse(&file).unwrap();
            let entry = entered(
                rubric.criterion(id).unwrap(),
                file.answers.get("self").unwrap().get("c").unwrap(),
            );
            let path: NodePath = rubric.criterion_path(id).unwrap().clone();
            let rater = record.rater.clone();
            record.edit(&rubric, &rater, &path, &|old| *old = entry.clone());
            let after = report(&Filled::of(&rubric, &record, "zh-CN", TODAY));
            check_same(&before, &after, &name, id);
            before = after;
        }
    }
}

/// Checks that the keys of both papers are in one order, and that what has the same key is the same kind of block.
fn check_same(before: &Paper, after: &Paper, name: &str, id: &str) {
    let keys = |paper: &Paper| -> Vec<String> { paper.blocks.iter().map(|block| block.key.clone()).collect() };
    let (old, new) = (keys(before), keys(after));
    let common = |one: &[String], other: &[String]| -> Vec<String> {
        let other: BTreeSet<_> = other.iter().collect();
        one.iter().filter(|key| other.contains(key)).cloned().collect()
    };
    assert_eq!(common(&old, &new), common(&new, &old), "{name} {id}");
    for block in &before.blocks {
        let Some(other) = after.blocks.iter().find(|other| other.key == block.key) else {
            continue;
        };
        let same = std::mem::discriminant(&block.content) == std::mem::discriminant(&other.content);
        assert!(same, "{name} {id}: {}", block.key);
        // What is said of the basis does not depend on answers.
        if block.key.starts_with("basis") || block.key.starts_with("role") {
            assert_eq!(block.content, other.content, "{name} {id}: {}", block.key);
        }
    }
}

#[test]
fn equal_forms_give_equal_papers() {
    let rubric = shipped("every-convention");
    let (one, other) = (case(&rubric, "every-convention"), case(&rubric, "every-convention"));
    let of = |record: &Record| papers(&Filled::of(&rubric, record, "zh-CN", TODAY));
    assert_eq!(of(&one), of(&other));
    // Papers are kept with a draft, as JSON.
    for paper in of(&one) {
        let kept = serde_json::to_string(&paper).unwrap();
        assert_eq!(serde_json::from_str::<Paper>(&kept).unwrap(), paper);
    }
}
