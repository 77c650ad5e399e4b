//! The raters side by side: the points of each, the largest difference, and what they make together.

use super::Context;
use super::figures::Column;
use super::lines::{Line, Lines};
use super::remarks;
use super::scores::numbered;
use super::words::fill;
use super::worked::Worked;
use crate::cell_name::letters;
use crate::write::xlsx::table::{Table, centred, text};
use crate::write::xlsx::{Band, Content, Form, Sheet};
use assessment::Rational;
use assessment::points::Decimal;
use assessment::score::{CombinedScore, RatedCriterion, Share};

/// The column of full marks, from 0. Those of the raters come after it.
const FULL: usize = 2;

/// Makes the sheet.
pub(super) fn sheet(context: &Context<'_>) -> Sheet {
    let Context {
        rubric, record, words, ..
    } = *context;
    let sheets = record.sheets(rubric);
    let raters: Vec<_> = sheets
        .iter()
        .map(|(_, sheet)| Lines::of(&sheet.root, &sheet.facts, &rubric.rules, sheet.outcome(rubric)))
        .collect();
    let combined: Option<CombinedScore> = record.combined(rubric);
    let combined = combined.as_ref().map(|score| {
        let outcome = score.outcome.clone();
        Lines::of(&score.sheet.root, &score.sheet.facts, &rubric.rules, outcome)
    });
    let names: Vec<_> = sheets.iter().map(|(rater, _)| context.rater(rater)).collect();
    let mut heads: Vec<&str> = vec![words.number, words.content, words.full];
    heads.extend(names.iter().map(|name| &**name));
    let mut widths = vec![7, 44, 8];
    widths.extend(names.iter().map(|_| 11));
    heads.push(words.widest);
    widths.push(9);
    if combined.is_some() {
        heads.push(words.combined);
        widths.push(11);
    }
    let mut table = Table::new(words.raters, &widths, raters.len() > 3);
    table.title(words.raters);
    table.note(&context.text(&rubric.title));
    table.head(&heads);
    let first = table.len() + 1;
    // The full marks of the combined points, or of the first rater.
    let Some(leading) = combined.as_ref().or(raters.first()) else {
        return table.finish();
    };
    let full = Column::full(FULL, first, leading, context);
    let columns: Vec<_> = (FULL + 1..)
        .zip(&raters)
        .map(|(index, lines)| Column::points(index, first, lines, context))
        .collect();
    let last = FULL + raters.len();
    let together = combined.as_ref().map(|lines| {
        let mut column = Column::points(last + 2, first, lines, context);
        for (row, line) in lines.lines.iter().enumerate() {
            // Answers without points are not combined.
            if let Line::Criterion(sheet) = line
                && sheet.tally.items > 0
                && sheet.tally.scored == 0
                && let Some(figure) = column.figures.get_mut(row)
            {
                figure.0 = Content::Empty;
            }
            if let Some(content) = mean(context, &raters, &columns, row, column.cells().number(row))
                && let Some(figure) = column.figures.get_mut(row)
            {
                figure.0 = content;
            }
        }
        column
    });
    let figure = |column: &Column, row: usize| column.figures.get(row).cloned().unwrap_or_default();
    for (row, line) in leading.lines.iter().enumerate() {
        let (band, head) = match line {
            Line::Section { sheet, .. } => {
                let spec = &sheet.spec;
                let label = spec.label.as_ref().map(|label| context.text(label));
                (
                    Band::Section,
                    [centred(label.unwrap_or_default()), text(context.text(&spec.title))],
                )
            }
            Line::Criterion(sheet) => {
                let spec = &sheet.spec;
                let label = spec.label.as_ref().map(|label| context.text(label));
                let head = [numbered(label.unwrap_or_default()), text(context.text(&spec.text))];
                (Band::Row, head)
            }
        };
        let difference = match line {
            Line::Criterion(_) => widest(&columns, row, first + row),
            Line::Section { .. } => Content::Empty,
        };
        let figures = std::iter::once(&full).chain(&columns).map(|column| figure(column, row));
        let figures = figures.chain([(difference, Form::Centre)]);
        let together = together.iter().map(|column| figure(column, row));
        table.row(band, head.into_iter().chain(figures).chain(together));
    }
    totals(
        context,
        &mut table,
        (leading, &full),
        &raters,
        &columns,
        combined.as_ref().zip(together.as_ref()),
    );
    if combined.is_some() {
        table.note(&rule(context));
    }
    table.finish()
}

/// Adds the rows of totals and of grades.
fn totals(
    context: &Context<'_>,
    table: &mut Table,
    (leading, full): (&Lines<'_>, &Column),
    raters: &[Lines<'_>],
    columns: &[Column],
    together: Option<(&Lines<'_>, &Column)>,
) {
    let words = context.words;
    let all = raters.iter().zip(columns);
    let of = |(lines, column): (&Lines<'_>, &Column)| {
        let totals = column.total_points(lines, None);
        (totals.total, totals.form)
    };
    let most = leading.outcome.total.max;
    let full = match most > Decimal::ZERO && !leading.outcome.is_rescaled() {
        true => full.total(leading, most),
        false if most > Decimal::ZERO => Content::Number(most),
        false => Content::Empty,
    };
    let head = [centred(words.total), text(""), (full, Form::Centre)];
    let figures = all.clone().map(of);
    let figures: Vec<_> = figures.chain([text("")]).chain(together.map(of)).collect();
    table.row(Band::Total, head.into_iter().chain(figures));
    table.merge(0, 1);
    let said = |(lines, _): (&Lines<'_>, &Column)| text(remarks::grade(context, &lines.outcome).join("\n"));
    let grades: Vec<_> = all.map(said).chain([text("")]).chain(together.map(said)).collect();
    let head = [centred(words.grade_row), text(""), text("")];
    table.row(Band::Row, head.into_iter().chain(grades));
    table.merge(0, 1);
}

/// The largest difference between raters who gave points, in a row of the sheet; nothing where fewer than two did.
fn widest(columns: &[Column], row: usize, number: usize) -> Content {
    let given: Vec<_> = columns.iter().filter_map(|column| column.cells().number(row)).collect();
    let (Some(most), Some(least)) = (given.iter().max(), given.iter().min()) else {
        return Content::Empty;
    };
    if given.len() < 2 {
        return Content::Empty;
    }
    let range = range(columns, number);
    let of = |function: &str, value: Decimal| Worked::of_range(function, &range, Some(value.into()));
    of("MAX", *most).less(&of("MIN", *least)).or(*most - *least)
}

/// The cells of all raters in a row of the sheet.
fn range(columns: &[Column], number: usize) -> String {
    let name = |column: Option<&Column>| column.map(|column| format!("{}{number}", letters(column.index)));
    let ends = [columns.first(), columns.last()].map(|column| name(column).unwrap_or_default());
    ends.join(":")
}

/// The combined points of a criterion as a formula over those of the raters; `None` where that is not plain.
fn mean(
    context: &Context<'_>,
    raters: &[Lines<'_>],
    columns: &[Column],
    row: usize,
    points: Option<Decimal>,
) -> Option<Content> {
    let rubric = context.rubric;
    let ids = rubric.rater_ids();
    let rated: Option<Vec<_>> = ids
        .iter()
        .zip(raters)
        .map(|(rater, lines)| match lines.lines.get(row)? {
            Line::Criterion(sheet) => Some(RatedCriterion {
                rater,
                sheet,
                facts: lines.facts,
            }),
            Line::Section { .. } => None,
        })
        .collect();
    let (points, combined) = (points?, rubric.combined_at(&rated?)?);
    let cell = |share: &Share| {
        let column = columns.get(share.rater)?;
        column.cells().number(row).filter(|number| *number == share.score)?;
        Some(Worked::cell(column.cells(), row))
    };
    let cells: Option<Vec<_>> = combined.shares.iter().map(cell).collect();
    let (cells, shares) = (cells?, &combined.shares);
    let number = columns.first()?.first + row;
    let has_numbers = columns
        .iter()
        .filter(|column| column.cells().number(row).is_some())
        .count();
    let is_everyone = cells.len() == has_numbers && has_numbers > 1;
    let count = i32::try_from(cells.len()).ok()?;
    let sum: Decimal = shares.iter().map(|share| share.score).sum();
    let dropped = shares.iter().filter(|share| !share.counts).count();
    let is_equal = shares
        .iter()
        .all(|share| Some(share.weight) == shares.first().map(|first| first.weight));
    let over_range = |function: &str, value: Decimal| {
        Worked::of_range(function, &range(columns, number), Some(Rational::from(value)))
    };
    let worked = match dropped {
        0 if is_equal && is_everyone => {
            let mean = Rational::from(sum).checked_div(Decimal::whole(count).into());
            Worked::of_range("AVERAGE", &range(columns, number), mean)
        }
        0 => {
            let weighted: Vec<_> = cells
                .into_iter()
                .zip(shares)
                .map(|(cell, share)| cell.times(&Worked::number(share.weight)))
                .collect();
            let weights: Decimal = shares.iter().map(|share| share.weight).sum();
            Worked::sum_of(&weighted).over(&Worked::number(weights))
        }
        2 if is_everyone => {
            let (most, least) = (
                shares.iter().map(|share| share.score).max()?,
                shares.iter().map(|share| share.score).min()?,
            );
            let rest = over_range("SUM", sum)
                .less(&over_range("MAX", most))
                .less(&over_range("MIN", least));
            let of = over_range("COUNT", Decimal::whole(count)).less(&Worked::number(Decimal::whole(2)));
            rest.grouped().over(&of.grouped())
        }
        _ => return None,
    };
    Some(worked.rounded(rubric.rules.places).or(points))
}

/// Says how points are combined.
fn rule(context: &Context<'_>) -> String {
    let (rubric, words) = (context.rubric, context.words);
    let Some(rule) = &rubric.combined else {
        return String::new();
    };
    let ids = rubric.rater_ids();
    let weights: Vec<_> = ids.iter().filter_map(|id| Some((id, rule.weight(id)?))).collect();
    let is_equal = weights
        .iter()
        .all(|(_, weight)| Some(weight) == weights.first().map(|(_, first)| first));
    let raters = weights.iter().map(|(id, weight)| match is_equal {
        true => context.rater(id),
        false => format!("{} × {weight}", context.rater(id)),
    });
    let raters = context.joined(raters);
    let template = if is_equal {
        words.combined_mean
    } else {
        words.combined_weights
    };
    let drop = rule.dropped();
    let drop = (drop > 0).then(|| fill(words.combined_drop, &[("count", &drop)]));
    fill(template, &[("raters", &raters)]) + &drop.unwrap_or_default()
}
