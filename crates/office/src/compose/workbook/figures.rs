//! The figures of a rater's sheet as columns of a table: points, full marks, points lost and rates. Points of criteria are numbers;
//! subtotals and totals are formulas over them wherever a plain one results in the engine's figure.

use super::figure::{Figure, empty};
use super::lines::{Line, Lines};
use super::worked::{Cells, Worked};
use super::{Context, criteria, sections};
use crate::write::xlsx::{Content, Form};
use assessment::points::Decimal;
use assessment::rubric::{Section, Standing};
use assessment::score::Standing as Reliability;

/// A column of figures: one for each line, with the place of their cells.
pub(super) struct Column {
    /// The index of the column, from 0.
    pub(super) index: usize,
    /// The row of the first line, from 1.
    pub(super) first: usize,
    pub(super) figures: Vec<Figure>,
    /// The numbers of the figures.
    pub(super) numbers: Vec<Option<Decimal>>,
}

/// The row of the total, and that of the sum of the sections where the total is rescaled.
pub(super) struct Totals {
    pub(super) sum: Option<Content>,
    pub(super) total: Content,
    pub(super) form: Form,
}

fn number(content: &Content) -> Option<Decimal> {
    match content {
        Content::Number(number) | Content::Formula { value: number, .. } => Some(*number),
        Content::Empty | Content::Text(_) => None,
    }
}

impl Column {
    /// Makes the figures of all lines, the last one first: a section has those of its parts.
    pub(super) fn of(
        index: usize,
        first: usize,
        lines: &Lines<'_>,
        mut figure: impl FnMut(&Line<'_>, usize, Cells<'_>) -> Figure,
    ) -> Self {
        let mut figures = vec![empty(); lines.lines.len()];
        let mut numbers = vec![None; lines.lines.len()];
        for (row, line) in lines.lines.iter().enumerate().rev() {
            let cells = Cells {
                column: index,
                first,
                numbers: &numbers,
            };
            let made = figure(line, row, cells);
            if let Some(own) = numbers.get_mut(row) {
                *own = number(&made.0);
            }
            if let Some(own) = figures.get_mut(row) {
                *own = made;
            }
        }
        Self {
            index,
            first,
            figures,
            numbers,
        }
    }

    pub(super) fn cells(&self) -> Cells<'_> {
        Cells {
            column: self.index,
            first: self.first,
            numbers: &self.numbers,
        }
    }

    /// The points of a sheet.
    pub(super) fn points(index: usize, first: usize, lines: &Lines<'_>, context: &Context<'_>) -> Self {
        let has_begun = lines.root.tally.answered > 0;
        Self::of(index, first, lines, |line, _, cells| match line {
            Line::Criterion(sheet) => (criteria::given(sheet, lines.facts, has_begun, context), Form::Centre),
            Line::Section { sheet, parts } => sections::points(sheet, parts, cells, lines, context),
        })
    }

    /// The full marks of a sheet, as far as they are counted.
    pub(super) fn full(index: usize, first: usize, lines: &Lines<'_>, context: &Context<'_>) -> Self {
        Self::of(index, first, lines, |line, _, cells| match line {
            Line::Criterion(sheet) => (criteria::full(sheet, lines.facts, context), Form::Centre),
            Line::Section { sheet, parts } => (sections::full(sheet, parts, cells, lines), Form::Centre),
        })
    }

    /// The points lost.
    pub(super) fn lost(index: usize, lines: &Lines<'_>, full: &Self, points: &Self) -> Self {
        Self::of(index, full.first, lines, |line, row, cells| {
            let difference = Worked::cell(full.cells(), row).less(&Worked::cell(points.cells(), row));
            match line {
                Line::Criterion(sheet) => {
                    let is_known = criteria::is_counted(sheet) && points.cells().number(row).is_some();
                    let lost = is_known.then(|| difference.or(sheet.tally.lost_points()));
                    (lost.unwrap_or_default(), Form::Centre)
                }
                Line::Section { sheet, .. } if !sections::is_base(sheet) => empty(),
                Line::Section { sheet, parts } => {
                    let tally = &sheet.tally;
                    let lost = tally.lost_points();
                    let sum = Worked::sum(cells, parts);
                    let content = match sections::is_sum(&sheet.spec, lines) && sum.makes(lost) {
                        true => sum.or(lost),
                        false if tally.judged == tally.max => difference.or(lost),
                        false => Content::Number(lost),
                    };
                    (content, sections::not_zero(tally.settled > 0))
                }
            }
        })
    }

    /// The rates, of what is answered.
    pub(super) fn rates(index: usize, lines: &Lines<'_>, full: &Self, points: &Self) -> Self {
        Self::of(index, full.first, lines, |line, row, _| {
            let (tally, has_rate) = match line {
                Line::Criterion(sheet) => (&sheet.tally, criteria::is_counted(sheet)),
                Line::Section { sheet, .. } => (&sheet.tally, sections::is_base(sheet)),
            };
            let Some(own) = points.cells().number(row) else {
                return empty();
            };
            if !has_rate || tally.settled == 0 || tally.judged <= Decimal::ZERO {
                return empty();
            }
            let rate = tally.score.scaled(Decimal::ONE, tally.judged, 3);
            let content = match full.cells().number(row).filter(|_| tally.judged == tally.max) {
                Some(most) => rate_in(full.first + row, rate, (points.index, own), (full.index, most)),
                None => Content::Number(rate),
            };
            (content, Form::Rate)
        })
    }

    /// The total of the points. `sum` is the row of the sum of the sections where there is one if the total is rescaled, with the column
    /// of full marks.
    pub(super) fn total_points(&self, lines: &Lines<'_>, sum_row: Option<(usize, &Self)>) -> Totals {
        let outcome = &lines.outcome;
        let (total, sum) = (&outcome.total, &outcome.sum);
        let section = |row: &usize| match lines.lines.get(*row) {
            Some(Line::Section { sheet, .. }) => Some(*sheet),
            _ => None,
        };
        let is = |row: &usize, test: fn(&Section) -> bool| section(row).is_some_and(|sheet| test(&sheet.spec));
        let rows = |test: fn(&Section) -> bool| -> Vec<usize> {
            lines.sections.iter().filter(|row| is(row, test)).copied().collect()
        };
        let base = rows(|spec| spec.standing == Standing::Base);
        let beside = rows(|spec| spec.standing != Standing::Base && !spec.percent);
        let plain = Worked::sum(self.cells(), &base);
        let is_rescaled = outcome.is_rescaled() && total.settled > 0;
        let basis = is_rescaled.then(|| {
            let basis = match sum_row {
                Some((row, full)) => {
                    let score = cell(self.index, row, sum.score).times(&Worked::number(total.max));
                    score.over(&cell(full.index, row, sum.max))
                }
                None => plain
                    .clone()
                    .times(&Worked::number(total.max))
                    .over(&Worked::number(sum.max)),
            };
            basis.rounded(lines.rules.places)
        });
        let sum_content = (is_rescaled && sum_row.is_some()).then(|| plain.or(sum.score));
        let percents: Vec<_> = lines
            .root
            .spec
            .percents
            .iter()
            .filter_map(|(own, of)| {
                let own = *lines.sections.get(*own as usize)?;
                let whole = match of {
                    Some(of) => Worked::cell(self.cells(), *lines.sections.get(*of as usize)?),
                    None => basis.clone().unwrap_or_else(|| Worked::sum(self.cells(), &base)),
                };
                let percent = Worked::cell(self.cells(), own);
                let hundred = Worked::number(Decimal::whole(100));
                let points = whole.at_least(Decimal::ZERO).times(&percent).over(&hundred);
                Some(points.rounded(lines.rules.places))
            })
            .collect();
        let has_extra = !beside.is_empty() || !percents.is_empty();
        let mut others: Vec<_> = basis.into_iter().collect();
        others.extend(percents);
        let mut summed = if is_rescaled { Vec::new() } else { base };
        summed.extend(beside);
        summed.sort_unstable();
        let is_alone = is_rescaled && !has_extra;
        let worked = match others.first().filter(|_| is_alone) {
            Some(basis) => basis.clone(),
            None => Worked::sum_with(self.cells(), &summed, &others),
        };
        // The total is never below zero.
        let may_be_negative = has_extra || self.numbers.iter().flatten().any(|points| *points < Decimal::ZERO);
        let worked = if may_be_negative {
            worked.at_least(Decimal::ZERO)
        } else {
            worked
        };
        let (total, form) = match outcome.standing {
            Reliability::Provisional | Reliability::Final => (worked.or(total.score), Form::Centre),
            // In a blank table the total computes as it is filled in.
            Reliability::Empty if worked.makes(Decimal::ZERO) => (worked.or(Decimal::ZERO), Form::NotZero),
            _ => (Content::Empty, Form::Centre),
        };
        Totals {
            sum: sum_content,
            total,
            form,
        }
    }

    /// The total of full marks or of points lost: the sum of the rubric's sections.
    pub(super) fn total(&self, lines: &Lines<'_>, figure: Decimal) -> Content {
        Worked::sum(self.cells(), &lines.sections).or(figure)
    }
}

/// The rate of a row of the sheet, from 1, as a formula over its cells of points and of full marks: each a column and its number.
pub(super) fn rate_in(row: usize, rate: Decimal, points: (usize, Decimal), full: (usize, Decimal)) -> Content {
    let [points, full] = [points, full].map(|(column, number)| cell(column, row, number));
    points.over(&full).rounded(3).or(rate)
}

/// The cell of a column in a row of the sheet, from 1, with its number.
fn cell(column: usize, row: usize, number: Decimal) -> Worked {
    let numbers = [Some(number)];
    let cells = Cells {
        column,
        first: row,
        numbers: &numbers,
    };
    Worked::cell(cells, 0)
}
