//! The score table of the current rater.

use super::Context;
use super::figures::{Column, Totals, rate_in};
use super::lines::{Line, Lines};
use super::remarks;
use super::words::fill;
use crate::compose::scores::{earlier_points, earlier_total};
use crate::write::xlsx::table::{Table, centred, literal, text};
use crate::write::xlsx::{Band, Content, Form, Sheet};
use assessment::day::is_day;
use assessment::points::Decimal;
use assessment::score::Standing;
use std::ops::Range;

/// The columns of figures, from 0.
const FULL: usize = 2;
const OWN: usize = 3;
const LOST: usize = 4;
pub(super) const RATE: usize = 5;
/// The widths of the columns in digits.
const WIDTHS: [u16; 8] = [8, 36, 8, 8, 7, 8, 24, 20];
/// The width of the column with the points of an earlier form.
const EARLIER: u16 = 9;

/// The sheet, and which of its rows are the table, from its head to the total.
pub(super) struct ScoreTable {
    pub(super) sheet: Sheet,
    pub(super) rows: Range<usize>,
}

/// Makes the score table.
pub(super) fn table(context: &Context<'_>) -> ScoreTable {
    let Context {
        rubric, record, words, ..
    } = *context;
    let sheet = &record.sheet;
    let lines = Lines::of(&sheet.root, &sheet.facts, &rubric.rules, sheet.outcome(rubric));
    let earlier = context.form.earlier.is_some();
    let mut widths = WIDTHS.to_vec();
    widths.extend(earlier.then_some(EARLIER));
    let mut table = Table::new(words.scores, &widths, false);
    table.title(&context.text(&rubric.title));
    table.note(&about(context));
    let begin = table.len();
    let own = if rubric.raters.len() > 1 {
        fill(words.points_by, &[("rater", &context.rater(&record.rater))])
    } else {
        words.own.to_owned()
    };
    let label = rubric.rules.problems.as_ref().and_then(|rules| rules.label.as_ref());
    let reasons = label.map_or_else(|| words.reasons.to_owned(), |label| context.text(label));
    let mut heads = vec![
        words.number,
        words.content,
        words.full,
        &own,
        words.lost,
        words.rate,
        &reasons,
        words.remark,
    ];
    heads.extend(earlier.then_some(context.form.words.earlier_points));
    table.head(&heads);
    let first = table.len() + 1;
    let full = Column::full(FULL, first, &lines, context);
    let points = Column::points(OWN, first, &lines, context);
    let lost = Column::lost(LOST, &lines, &full, &points);
    let rates = Column::rates(RATE, &lines, &full, &points);
    let columns = [&full, &points, &lost, &rates];
    let is_unnumbered = remarks::is_unnumbered(&lines);
    let mut number = 0_usize;
    for (row, line) in lines.lines.iter().enumerate() {
        let figures = columns
            .iter()
            .map(|column| column.figures.get(row).cloned().unwrap_or_default());
        let figures: Vec<_> = figures.collect();
        let mut before = String::new();
        let (band, head, last) = match line {
            Line::Section { sheet, .. } => {
                let spec = &sheet.spec;
                let label = spec.label.as_ref().map(|label| context.text(label));
                let remark = remarks::of_section(context, sheet, &lines);
                let head = [literal(label.unwrap_or_default()), text(context.text(&spec.title))];
                (Band::Section, head, [text(""), text(remark)])
            }
            Line::Criterion(sheet) => {
                let spec = &sheet.spec;
                number += 1;
                before = earlier_points(context.form, sheet);
                let label = spec.label.as_ref().map(|label| context.text(label));
                let label = label.unwrap_or_else(|| match is_unnumbered {
                    true => number.to_string(),
                    false => String::new(),
                });
                let last = [
                    text(remarks::reasons(context, sheet)),
                    text(remarks::of_criterion(context, sheet, &lines)),
                ];
                (Band::Row, [numbered(label), text(context.text(&spec.text))], last)
            }
        };
        let before = earlier.then(|| points_of(&before));
        table.row(band, head.into_iter().chain(figures).chain(last).chain(before));
    }
    totals(context, &mut table, &lines, &columns);
    let rows = begin..table.len();
    for note in remarks::of_whole(context, &lines) {
        table.note(&note);
    }
    let has_brackets = full
        .figures
        .iter()
        .any(|(content, _)| matches!(content, Content::Text(_)));
    if has_brackets {
        table.note(words.in_brackets);
    }
    table.note(&signatures(context));
    ScoreTable {
        sheet: table.finish(),
        rows,
    }
}

/// The points of an earlier form: a number, or a text such as `4 / 5` where the full marks were others.
fn points_of(text: &str) -> (Content, Form) {
    let content = match text.parse::<Decimal>() {
        Ok(number) => Content::Number(number),
        Err(_) if text.is_empty() => Content::Empty,
        Err(_) => Content::Text(text.to_owned()),
    };
    (content, Form::Centre)
}

/// A label as a number where it is one, so that Excel does not mark it as a number stored as text.
pub(super) fn numbered(label: String) -> (Content, Form) {
    let is_number = !label.is_empty() && label.len() < 9 && label.bytes().all(|byte| byte.is_ascii_digit());
    match label.parse::<Decimal>() {
        Ok(number) if is_number && !label.starts_with('0') => (Content::Number(number), Form::Centre),
        _ => literal(label),
    }
}

/// Adds the rows of the total.
fn totals(context: &Context<'_>, table: &mut Table, lines: &Lines<'_>, columns: &[&Column; 4]) {
    let (words, outcome) = (context.words, &lines.outcome);
    if outcome.standing == Standing::Unscored {
        return;
    }
    let [full, points, lost, _] = *columns;
    let sum_row = table.len() + 1;
    let Totals { sum, total, form } = points.total_points(lines, Some((sum_row, full)));
    let named = |name: &str| [centred(name), text("")];
    let lost_points = outcome.sum.lost_points();
    let lost = match outcome.sum.settled {
        0 => Content::Empty,
        _ => lost.total(lines, lost_points),
    };
    let full_sum = |figure: Decimal| match figure > Decimal::ZERO {
        true => full.total(lines, figure),
        false => Content::Empty,
    };
    let centre = |content: Content| (content, Form::Centre);
    let has_earlier = context.form.earlier.is_some();
    let (full, lost) = match sum {
        Some(sum) => {
            let figures = [full_sum(outcome.sum.max), sum, lost].map(centre);
            let rest = [text(""), text(""), text("")];
            let before = has_earlier.then(|| text(""));
            let row = named(words.sum).into_iter().chain(figures).chain(rest).chain(before);
            table.row(Band::Section, row);
            table.merge(0, 1);
            (Content::Number(outcome.total.max), Content::Empty)
        }
        None => (full_sum(outcome.total.max), lost),
    };
    let has_total = matches!(outcome.standing, Standing::Provisional | Standing::Final);
    let tally = &outcome.total;
    let rate = match has_total && tally.judged > Decimal::ZERO {
        true => {
            let rate = tally.score.scaled(Decimal::ONE, tally.judged, 3);
            match tally.judged == tally.max {
                true => rate_in(table.len() + 1, rate, (OWN, tally.score), (FULL, tally.max)),
                false => Content::Number(rate),
            }
        }
        false => Content::Empty,
    };
    let remark = remarks::grade(context, outcome).join(words.pause);
    let figures = [
        centre(full),
        (total, form),
        centre(lost),
        (rate, Form::Rate),
        text(""),
        text(remark),
    ];
    let before = has_earlier.then(|| points_of(&earlier_total(context.form)));
    table.row(Band::Total, named(words.total).into_iter().chain(figures).chain(before));
    table.merge(0, 1);
}

/// Returns the subject, the period, the version, and the day.
fn about(context: &Context<'_>) -> String {
    let Context {
        rubric, record, words, ..
    } = *context;
    let version = fill(words.version, &[("version", &rubric.version)]);
    let parts = [
        context.subject().map(|subject| subject.to_string()),
        Some(record.period.to_string()),
        Some(version),
    ];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

/// Returns the line for signatures, the seal and the day.
fn signatures(context: &Context<'_>) -> String {
    let Context {
        rubric, record, words, ..
    } = *context;
    let signers = rubric.roles.iter().filter(|role| role.signs == Some(true));
    let signers = signers.map(|role| fill(words.sign, &[("role", &context.text(&role.label))]));
    let date = &*record.date;
    let parts: Vec<_> = date.split('-').collect();
    let date = match parts[..] {
        [year, month, day] if is_day(date) => fill(words.date_of, &[("year", &year), ("month", &month), ("day", &day)]),
        _ => words.date_blank.to_owned(),
    };
    let all = signers.chain([words.seal.to_owned(), date]);
    all.collect::<Vec<_>>()
        .join("\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}")
}
