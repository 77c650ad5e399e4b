//! Many records together (convention 19): tables of figures worked out by hand.

use crate::kit::{amount, rubric_with};
use assessment::points::Decimal;
use assessment::rollup::{Standing, graded_by_rank, mean, places, score_rate, top, weighted};
use assessment::rubric::Rubric;

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
            .map(|(score, max)| Standing {
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
