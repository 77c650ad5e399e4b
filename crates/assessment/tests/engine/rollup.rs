//! Many records together (convention 19): tables of figures worked out by hand.

use crate::kit::{amount, rubric_with};
use assessment::Id;
use assessment::answers::Answer;
use assessment::points::Decimal;
use assessment::record::Record;
use assessment::rollup::{
    Earned, compare, deviation, graded_by_rank, mean, median, outcomes, places, score_rate, top, weighted,
};
use assessment::rubric::Rubric;
use assessment::score::{self, CriterionSheet};
use std::rc::Rc;

fn amounts(all: &[&str]) -> Vec<Decimal> {
    all.iter().map(|text| amount(text)).collect()
}

fn shown(found: Option<Decimal>) -> String {
    found.map_or_else(|| "—".to_owned(), |found| found.to_string())
}

#[test]
fn means_round_half_away_from_zero() {
    let table: &[(&[&str], u8, &str)] = &[
        (&["90", "85", "92"], 2, "89"),
        (&["1", "1", "0"], 2, "0.67"),
        (&["1", "1", "0"], 0, "1"),
        (&["1", "1", "0"], 4, "0.6667"),
        // Half lies away from zero on either side of it.
        (&["0.1", "0.15"], 2, "0.13"),
        (&["-0.1", "-0.15"], 2, "-0.13"),
        (&["89.5"], 2, "89.5"),
        (&["-5", "5"], 2, "0"),
        (&[], 2, "—"),
    ];
    for (all, to, expected) in table {
        assert_eq!(shown(mean(&amounts(all), *to)), *expected, "{all:?}");
    }
}

#[test]
fn the_middle_and_the_spread() {
    // The amounts, places, the median, and the standard deviation of all of them.
    let table: &[(&[&str], u8, &str, &str)] = &[
        (&["2", "4", "4", "4", "5", "5", "7", "9"], 2, "4.5", "2"),
        (&["1", "2"], 2, "1.5", "0.5"),
        (&["1", "2"], 0, "2", "1"),
        // √(2/3) = 0.816496…
        (&["3", "1", "2"], 2, "2", "0.82"),
        (&["3", "1", "2"], 4, "2", "0.8165"),
        // √0.0025 = 0.05 is a half of 0.1, and is rounded up; a hair below it is not.
        (&["0", "0.1"], 1, "0.1", "0.1"),
        (&["0.0001", "0.1"], 1, "0.1", "0"),
        (&["-1", "1"], 2, "0", "1"),
        (&["-0.05", "-0.1"], 1, "-0.1", "0"),
        (&["90"], 2, "90", "0"),
        (&[], 2, "—", "—"),
    ];
    for (all, to, middle, spread) in table {
        let all = amounts(all);
        assert_eq!(shown(median(&all, *to)), *middle, "{all:?}");
        assert_eq!(shown(deviation(&all, *to)), *spread, "{all:?}");
    }
}

#[test]
fn a_rate_is_of_all_points_together() {
    /// Points and the most of each site, the places kept, and the rate.
    type Row = (&'static [(&'static str, &'static str)], u8, &'static str);
    let table: &[Row] = &[
        (&[("90", "100"), ("80", "100")], 2, "85"),
        // 9 of 10 and 30 of 90 are 39 of 100, and not the mean of 90 % and 33.33 %.
        (&[("9", "10"), ("30", "90")], 2, "39"),
        (&[("1", "3"), ("1", "3")], 2, "33.33"),
        (&[("2", "3")], 1, "66.7"),
        (&[("105", "100")], 2, "105"),
        // A site at which nothing applies weighs nothing.
        (&[("9", "10"), ("0", "0")], 2, "90"),
        (&[("0", "0")], 2, "—"),
        (&[], 2, "—"),
    ];
    for (all, to, expected) in table {
        let all: Vec<_> = all
            .iter()
            .map(|(score, max)| Earned {
                score: amount(score),
                max: amount(max),
            })
            .collect();
        assert_eq!(shown(score_rate(&all, *to)), *expected, "{all:?}");
    }
}

#[test]
fn periods_are_averaged_by_their_weights() {
    let table: &[([Option<&str>; 3], u8, &str)] = &[
        // 80 × 0.15 + 90 × 0.25 + 95 × 0.60 = 12 + 22.5 + 57.
        ([Some("80"), Some("90"), Some("95")], 2, "91.5"),
        // A period that is missing leaves with its weight: (22.5 + 57) ÷ 0.85.
        ([None, Some("90"), Some("95")], 2, "93.53"),
        ([None, Some("90"), Some("95")], 0, "94"),
        // (12 + 57) ÷ 0.75.
        ([Some("80"), None, Some("95")], 2, "92"),
        ([None, None, Some("95")], 2, "95"),
        // Zero is a score and is not missing: 22.5 + 57.
        ([Some("0"), Some("90"), Some("95")], 2, "79.5"),
        ([None, None, None], 2, "—"),
    ];
    for (periods, to, expected) in table {
        let weights = ["15", "25", "60"].map(amount);
        let all: Vec<_> = periods.iter().map(|score| score.map(amount)).zip(weights).collect();
        assert_eq!(shown(weighted(&all, *to)), *expected, "{periods:?}");
    }
    // Weights need not come to a hundred, and without any there is no mean.
    let all = [(Some(amount("4")), amount("1")), (Some(amount("1")), amount("2"))];
    assert_eq!(shown(weighted(&all, 2)), "2");
    assert_eq!(shown(weighted(&[(Some(amount("4")), amount("0"))], 2)), "—");
}

#[test]
fn equal_scores_share_a_place_and_the_next_is_counted_on() {
    let table: &[(&[&str], &[usize])] = &[
        (&["70", "90", "80"], &[3, 1, 2]),
        (&["90", "80", "80", "70"], &[1, 2, 2, 4]),
        (&["80", "90", "70", "80", "90"], &[3, 1, 5, 3, 1]),
        (&["5", "5", "5.0"], &[1, 1, 1]),
        (&["-1", "0", "-0.0001"], &[3, 1, 2]),
        (&["1"], &[1]),
        (&[], &[]),
    ];
    for (all, expected) in table {
        assert_eq!(places(&amounts(all)), *expected, "{all:?}");
    }
}

#[test]
fn a_top_share_is_rounded_up() {
    let table = [
        (10, "30", 3),
        (10, "25", 3),
        (10, "0.01", 1),
        (10, "100", 10),
        (10, "0", 0),
        (1, "1", 1),
        (0, "50", 0),
        (3, "33.3333", 1),
        (3, "33.3334", 2),
        // Beyond what there can be.
        (10, "250", 10),
        (10, "-5", 0),
        (usize::MAX, "50", 0),
    ];
    for (count, percent, expected) in table {
        assert_eq!(top(count, amount(percent)), expected, "{percent} % of {count}");
    }
}

fn by_rank(bands: &str) -> Rubric {
    rubric_with(&format!(
        r#""sections": [{{ "id": "s", "title": "S", "criteria": [
            {{ "id": "c", "text": "C", "scale": {{ "kind": "points", "max": 100 }} }}] }}],
           "grades": {{ "by": "rank", "bands": [{bands}] }}"#
    ))
}

#[test]
fn equal_ranks_share_a_grade() {
    let stars = r#"{ "id": "five", "label": "5", "top": 20, "stars": 5 }, { "id": "four", "label": "4", "top": 50, "stars": 4 }"#;
    let rubric = by_rank(stars);
    let grades = rubric.grades.as_ref().expect("the grades");
    let table: &[(&[&str], &[Option<usize>])] = &[
        // The top 20 % of five are one, the top 50 % three; behind them there is no grade.
        (
            &["90", "80", "70", "60", "50"],
            &[Some(0), Some(1), Some(1), None, None],
        ),
        // Equal ranks share a grade.
        (
            &["90", "90", "70", "60", "50"],
            &[Some(0), Some(0), Some(1), None, None],
        ),
        (
            &["90", "80", "70", "70", "50"],
            &[Some(0), Some(1), Some(1), Some(1), None],
        ),
        (&["50", "50", "50"], &[Some(0), Some(0), Some(0)]),
        (&["1"], &[Some(0)]),
        (&[], &[]),
    ];
    for (all, expected) in table {
        assert_eq!(graded_by_rank(grades, &amounts(all)), *expected, "{all:?}");
    }
}

#[test]
fn grades_by_points_have_no_ranks() {
    let rubric = rubric_with(
        r#""sections": [{ "id": "s", "title": "S", "criteria": [
            { "id": "c", "text": "C", "scale": { "kind": "points", "max": 100 } }] }],
           "grades": { "bands": [{ "id": "pass", "label": "P", "atLeast": 60 }] }"#,
    );
    let grades = rubric.grades.as_ref().expect("the grades");
    assert_eq!(graded_by_rank(grades, &amounts(&["90", "10"])), [None, None]);
}

/// A rubric with one number that is compared, and a grade by points and rank.
fn compared(to: &str, table: &str) -> Rubric {
    rubric_with(&format!(
        r#""uses": ["compared", "points-and-rank", "dont-know", "piecewise-tables"], "rules": {{ "dontKnow": true }},
           "raters": [{{ "id": "self", "label": "S" }}, {{ "id": "bureau", "label": "B" }}],
           "sections": [{{ "id": "s", "title": "S", "criteria": [
            {{ "id": "c", "text": "C", "scale": {{ "kind": "measure", "table": {table},
                "quantity": {{ "kind": "compared", {to}, "number": {{ "label": "N", "step": 0.5 }} }} }} }}] }}],
           "grades": {{ "bands": [{{ "id": "a", "label": "A", "atLeast": 5, "top": 50 }}, {{ "id": "b", "label": "B", "atLeast": 5 }},
            {{ "id": "c", "label": "C", "atLeast": 0 }}] }}"#
    ))
}

/// Records with these numbers; without one, or not known.
fn records(rubric: &Rubric, numbers: &[&str]) -> Vec<Record> {
    let record = |number: &&str| {
        let mut record = Record::blank(rubric, "x".into());
        let path = rubric.criterion_path("c").expect("the criterion");
        record.edit(rubric, "self", path, &|entry| match *number {
            "" => {}
            "?" => entry.answer = Some(Answer::DontKnow),
            number => {
                Rc::make_mut(&mut entry.amounts.taken).insert(Id::new("value").expect("an id"), amount(number));
            }
        });
        record
    };
    numbers.iter().map(record).collect()
}

#[test]
fn numbers_are_compared_with_those_of_all_records() {
    let ranks =
        r#"{ "kind": "lower-is-better", "steps": [{ "atMost": 1, "points": 10 }, { "atMost": 3, "points": 6 }] }"#;
    let share = r#"{ "kind": "linear", "from": 0, "to": 100, "points": 10 }"#;
    let below = r#"{ "kind": "target", "target": 100, "points": 10, "below": { "each": -0.1 } }"#;
    // What is compared, the numbers, what each is compared with, and the points that follow.
    type Row<'r> = (&'r str, &'r str, &'r [&'r str], &'r [&'r str], &'r [&'r str]);
    let table: &[Row<'_>] = &[
        (
            r#""to": "rank""#,
            ranks,
            &["12", "7", "12", "3"],
            &["1", "3", "1", "4"],
            &["10", "6", "10", "0"],
        ),
        (
            r#""to": "rank", "less": true"#,
            ranks,
            &["12", "7", "12", "3"],
            &["3", "2", "3", "1"],
            &["6", "6", "6", "10"],
        ),
        // A blank record and one that does not know take no part.
        (
            r#""to": "rank""#,
            ranks,
            &["", "7", "?", "9"],
            &["", "2", "", "1"],
            &["", "6", "", "10"],
        ),
        (
            r#""to": "best""#,
            share,
            &["12", "16", "4"],
            &["16", "16", "16"],
            &["7.5", "10", "2.5"],
        ),
        (
            r#""to": "best", "less": true"#,
            share,
            &["12", "16", "4"],
            &["4", "4", "4"],
            &["3.33", "2.5", "10"],
        ),
        // The mean of 80, 79 and 81.5 is 80.1667: 79 is 98.5446… % of that.
        (
            r#""to": "mean""#,
            below,
            &["80", "79", "81.5"],
            &["80.1667", "80.1667", "80.1667"],
            &["9.98", "9.85", "10"],
        ),
        (r#""to": "mean""#, below, &[""], &[""], &[""]),
    ];
    for (to, points, numbers, references, expected) in table {
        let rubric = compared(to, points);
        let mut records = records(&rubric, numbers);
        compare(&rubric, &mut records);
        let path = rubric.criterion_path("c").expect("the criterion");
        let name = ["rank", "best", "mean"]
            .into_iter()
            .find(|name| to.contains(name))
            .expect("one of them");
        let found = |figure: &dyn Fn(&CriterionSheet) -> Option<Decimal>| -> Vec<String> {
            let sheets = records
                .iter()
                .map(|record| record.sheet.criterion(path).expect("the criterion"));
            sheets
                .map(|sheet| figure(sheet).map(|amount| amount.to_string()).unwrap_or_default())
                .collect()
        };
        assert_eq!(
            found(&|sheet| sheet.entry.amount(name)),
            *references,
            "{to} of {numbers:?}"
        );
        let points = found(&|sheet| sheet.entry.amount(name).map(|_| sheet.tally.score));
        assert_eq!(points, *expected, "{to} of {numbers:?}");
        // Once more changes nothing, and without the others the comparison is another one.
        let before: Vec<_> = records.iter().map(|record| record.to_text(&rubric)).collect();
        compare(&rubric, &mut records);
        let after: Vec<_> = records.iter().map(|record| record.to_text(&rubric)).collect();
        assert_eq!(before, after);
    }
}

#[test]
fn a_number_alone_waits_for_all_records() {
    let rubric = compared(
        r#""to": "rank""#,
        r#"{ "kind": "lower-is-better", "steps": [{ "atMost": 1, "points": 10 }] }"#,
    );
    let mut records = records(&rubric, &["12", "7"]);
    let standing = |record: &Record| record.sheet.outcome(&rubric).standing;
    assert_eq!(standing(&records[0]), score::Standing::Provisional);
    compare(&rubric, &mut records);
    assert_eq!(standing(&records[0]), score::Standing::Final);
    // The number is gone: so is what it was compared with.
    let path = rubric.criterion_path("c").expect("the criterion");
    records[0].edit(&rubric, "self", path, &|entry| {
        Rc::make_mut(&mut entry.amounts.taken).remove("value");
    });
    compare(&rubric, &mut records);
    assert_eq!(
        records[0]
            .sheet
            .criterion(path)
            .expect("the criterion")
            .entry
            .amount("rank"),
        None
    );
    assert_eq!(
        records[1]
            .sheet
            .criterion(path)
            .expect("the criterion")
            .entry
            .amount("rank"),
        Some(Decimal::ONE)
    );
}

#[test]
fn a_grade_by_points_and_rank_needs_both() {
    let table = r#"{ "kind": "each", "each": 1, "most": 20 }"#;
    let rubric = rubric_with(&format!(
        r#""uses": ["points-and-rank"], "sections": [{{ "id": "s", "title": "S", "criteria": [
            {{ "id": "c", "text": "C", "scale": {{ "kind": "measure", "table": {table}, "quantity": {{ "kind": "number", "label": "N", "step": 0.5 }} }} }}] }}],
           "grades": {{ "bands": [{{ "id": "a", "label": "A", "atLeast": 5, "top": 50 }}, {{ "id": "b", "label": "B", "atLeast": 5 }},
            {{ "id": "c", "label": "C", "atLeast": 0 }}] }}"#
    ));
    let records = records(&rubric, &["9", "8", "8", "7", "3", ""]);
    let sheets: Vec<_> = records.iter().map(|record| &record.sheet).collect();
    // Of five final ones the top half are three: the two that are equal share the second place.
    let grades: Vec<_> = outcomes(&rubric, &sheets)
        .into_iter()
        .map(|outcome| outcome.grade)
        .collect();
    assert_eq!(grades, [Some(0), Some(0), Some(0), Some(1), Some(2), None]);
    // One alone does not know its rank, unless its points decide.
    let alone: Vec<_> = sheets.iter().map(|sheet| sheet.outcome(&rubric)).collect();
    let alone: Vec<_> = alone
        .iter()
        .map(|outcome| (outcome.grade, outcome.waits_for_rank))
        .collect();
    assert_eq!(alone[0], (None, true));
    assert_eq!(alone[4], (Some(2), false));
    assert_eq!(alone[5], (None, false));
}
