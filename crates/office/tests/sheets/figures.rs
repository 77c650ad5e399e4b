//! Every figure of the score table is the engine's, for every rubric that ships and every case of the conventions.

use crate::evaluate::assert_values;
use crate::kit::{FoundSheet, files, read, record_of, rubric_of, sheets, shipped};
use assessment::points::Decimal;
use assessment::record::Record;
use assessment::rubric::{Rubric, Standing};
use assessment::score::{SectionSheet, Standing as Reliability};
use office::compose::filled::Filled;
use office::compose::workbook::workbook;
use serde_json::Value;

/// Compares a section and everything in it with the rows from `row` on, and returns the row after it. Counts subtotals, and those with
/// a formula.
fn compare(
    sheet: &FoundSheet,
    section: &SectionSheet,
    mut row: usize,
    about: &str,
    counts: &mut (usize, usize),
) -> usize {
    let at = |row: usize, column: usize| sheet.at(row, column);
    let tally = &section.tally;
    let about = format!("{about} {}", section.spec.id);
    let own = at(row, 3);
    let expected = match (section.spec.standing, section.spec.percent) {
        (Standing::Base, _) => Some(tally.score).filter(|_| tally.scored > 0),
        (Standing::Penalty, true) => Some(-tally.percent),
        (_, true) => Some(tally.percent),
        _ => Some(tally.extra),
    };
    // A section of which nothing is counted has a word, and is worth nothing.
    assert_eq!(
        own.value.unwrap_or_default(),
        expected.unwrap_or_default(),
        "{about}: points"
    );
    if own.value.is_some() {
        counts.0 += 1;
        counts.1 += usize::from(own.formula.is_some());
    }
    if !section.spec.beside {
        assert_eq!(
            sheet.number(row, 2).unwrap_or_default(),
            tally.max.max(Decimal::ZERO),
            "{about}: full marks"
        );
        if let Some(lost) = sheet.number(row, 4) {
            assert_eq!(lost, tally.lost_points(), "{about}: lost");
        }
        if let Some(rate) = sheet.number(row, 5) {
            let percent = rate.saturating_mul(Decimal::whole(100));
            assert_eq!(percent.to_string(), tally.rate(), "{about}: rate");
        }
    }
    row += 1;
    for criterion in section.criteria.iter() {
        let tally = &criterion.tally;
        let about = format!("{about} {}", criterion.spec.id);
        assert_eq!(sheet.number(row, 3).unwrap_or_default(), tally.score, "{about}: points");
        assert_eq!(
            sheet.number(row, 2).unwrap_or_default(),
            tally.max,
            "{about}: full marks"
        );
        if let Some(lost) = sheet.number(row, 4) {
            assert_eq!(lost, tally.max - tally.score, "{about}: lost");
        }
        row += 1;
    }
    for inner in section.sections.iter() {
        row = compare(sheet, inner, row, &about, counts);
    }
    row
}

/// Compares the whole workbook of a record with the engine. Returns how many subtotals there are, and how many are formulas.
pub fn check(rubric: &Rubric, record: &Record, about: &str) -> (usize, usize) {
    let found = sheets(&workbook(&Filled::of(rubric, record, "zh-CN", "")).to_bytes());
    assert_values(&found, about);
    let scores = &found[0];
    let mut counts = (0, 0);
    let mut row = 3;
    for section in record.sheet.root.sections.iter() {
        row = compare(scores, section, row, about, &mut counts);
    }
    let outcome = record.sheet.outcome(rubric);
    if outcome.standing == Reliability::Unscored {
        assert_ne!(scores.text(row, 0), "合计", "{about}");
    } else {
        let rescaled = scores.text(row, 0) == "各部分合计";
        assert_eq!(rescaled, outcome.is_rescaled() && outcome.total.settled > 0, "{about}");
        if rescaled {
            assert_eq!(scores.number(row, 3), Some(outcome.sum.score), "{about}");
            row += 1;
        }
        assert_eq!(scores.text(row, 0), "合计", "{about}");
        let has_total = matches!(outcome.standing, Reliability::Provisional | Reliability::Final);
        let total = Some(outcome.total.score).filter(|_| has_total);
        assert_eq!(
            scores.number(row, 3).unwrap_or_default(),
            total.unwrap_or_default(),
            "{about}: total"
        );
        assert_eq!(
            scores.number(row, 2).unwrap_or_default(),
            outcome.total.max,
            "{about}: maximum"
        );
    }
    if let Some(combined) = record.combined(rubric) {
        let raters = &found[1];
        let last = 2 + rubric.raters.len() + 2;
        let row = raters.row_of(0, "合计");
        let has_total = matches!(combined.outcome.standing, Reliability::Provisional | Reliability::Final);
        let total = Some(combined.outcome.total.score).filter(|_| has_total);
        assert_eq!(
            raters.number(row, last).unwrap_or_default(),
            total.unwrap_or_default(),
            "{about}: combined"
        );
    }
    counts
}

#[test]
fn every_case_of_the_conventions_has_the_figures_of_the_engine() {
    let (mut cases, mut all, mut formulas) = (0, 0, 0);
    for path in files("crates/assessment/tests/cases") {
        let file: Value = serde_json::from_str(&read(&path)).expect("JSON");
        for case in file["cases"].as_array().expect("cases") {
            let rubric = rubric_of(&[&file["rubric"], &case["with"]]);
            let record = record_of(&rubric, case);
            let about = format!("{} {}", path.display(), case["about"]);
            let counts = check(&rubric, &record, &about);
            all += counts.0;
            formulas += counts.1;
            cases += 1;
        }
        let rubric = rubric_of(&[&file["rubric"]]);
        check(
            &rubric,
            &Record::blank(&rubric, "x".into()),
            &path.display().to_string(),
        );
    }
    assert!(cases > 400, "{cases} cases");
    // Where the engine divides and cuts, there are numbers; they are few.
    assert!(formulas * 100 > all * 90, "{formulas} of {all} subtotals are formulas");
}

#[test]
fn shipped_rubrics_have_the_totals_that_were_worked_out_by_hand() {
    let mut count = 0;
    for path in files("crates/assessment/tests/totals") {
        let case: Value = serde_json::from_str(&read(&path)).expect("JSON");
        let name = case["rubric"].as_str().expect("a name");
        let rubric = shipped(name);
        let record = record_of(&rubric, &case);
        check(&rubric, &record, name);
        let found = sheets(&workbook(&Filled::of(&rubric, &record, "zh-CN", "")).to_bytes());
        let expected = |value: &Value| value.is_number().then(|| crate::kit::of(&value.to_string()));
        if let Some(score) = expected(&case["expected"]["score"]) {
            let row = found[0].row_of(0, "合计");
            assert_eq!(found[0].number(row, 3), Some(score), "{name}");
            assert_eq!(found[0].number(row, 2), expected(&case["expected"]["max"]), "{name}");
            assert!(found[0].at(row, 3).formula.is_some(), "{name}: the total is no formula");
        }
        count += 1;
    }
    assert!(count >= 16, "{count} rubrics");
}

#[test]
fn every_shipped_rubric_has_a_workbook_before_anything_is_answered() {
    for path in files("rubrics") {
        if path.file_stem().is_some_and(|name| name == "rubric.schema") {
            continue;
        }
        let rubric = crate::kit::parsed(&read(&path));
        let record = Record::blank(&rubric, "x".into());
        for language in ["zh-CN", "en"] {
            let bytes = workbook(&Filled::of(&rubric, &record, language, "")).to_bytes();
            crate::kit::assert_well_formed(&bytes);
            assert_values(&sheets(&bytes), &path.display().to_string());
        }
        check(&rubric, &record, &path.display().to_string());
    }
}
