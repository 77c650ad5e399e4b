//! The figures of a rater's sheet as columns of a table: points, full marks, points lost and rates. Points of criteria are numbers;
//! subtotals and totals are formulas over them wherever a plain one results in the engine's figure.

use super::Context;
use super::lines::{Line, Lines};
use super::words::fill;
use super::worked::{Cells, Worked};
use crate::write::xlsx::{Content, Form};
use assessment::answers::Answer;
use assessment::points::Decimal;
use assessment::rubric::{Criterion, Facts, Rescale, Scale, Section, Standing};
use assessment::score::{CriterionSheet, SectionSheet, Standing as Reliability};

/// What a cell of a column holds, and how it is shown.
pub(super) type Figure = (Content, Form);

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

fn empty() -> Figure {
    (Content::Empty, Form::Centre)
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
            Line::Criterion(sheet) => (given(sheet, lines.facts, has_begun, context), Form::Centre),
            Line::Section { sheet, parts } => section_points(sheet, parts, cells, lines, context),
        })
    }

    /// The full marks of a sheet, as far as they are counted.
    pub(super) fn full(index: usize, first: usize, lines: &Lines<'_>, context: &Context<'_>) -> Self {
        Self::of(index, first, lines, |line, _, cells| match line {
            Line::Criterion(sheet) => (full(sheet, lines.facts, context), Form::Centre),
            Line::Section { sheet, parts } => (section_full(sheet, parts, cells, lines), Form::Centre),
        })
    }

    /// The points lost.
    pub(super) fn lost(index: usize, lines: &Lines<'_>, full: &Self, points: &Self) -> Self {
        Self::of(index, full.first, lines, |line, row, cells| {
            let difference = Worked::cell(full.cells(), row).less(&Worked::cell(points.cells(), row));
            match line {
                Line::Criterion(sheet) => {
                    let is_known = is_counted(sheet) && points.cells().number(row).is_some();
                    let lost = is_known.then(|| difference.or(sheet.tally.lost_points()));
                    (lost.unwrap_or_default(), Form::Centre)
                }
                Line::Section { sheet, .. } if !is_base(sheet) => empty(),
                Line::Section { sheet, parts } => {
                    let tally = &sheet.tally;
                    let lost = tally.lost_points();
                    let sum = Worked::sum(cells, parts);
                    let content = match is_sum(&sheet.spec, lines) && sum.makes(lost) {
                        true => sum.or(lost),
                        false if tally.judged == tally.max => difference.or(lost),
                        false => Content::Number(lost),
                    };
                    (content, not_zero(tally.settled > 0))
                }
            }
        })
    }

    /// The rates, of what is answered.
    pub(super) fn rates(index: usize, lines: &Lines<'_>, full: &Self, points: &Self) -> Self {
        Self::of(index, full.first, lines, |line, row, _| {
            let (tally, has_rate) = match line {
                Line::Criterion(sheet) => (&sheet.tally, is_counted(sheet)),
                Line::Section { sheet, .. } => (&sheet.tally, is_base(sheet)),
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

/// A number that is not shown while it is 0 and nothing is answered.
fn not_zero(is_answered: bool) -> Form {
    if is_answered { Form::Centre } else { Form::NotZero }
}

/// Returns whether a section has points of the maximum.
fn is_base(sheet: &SectionSheet) -> bool {
    !sheet.spec.beside && sheet.tally.scored > 0 && sheet.tally.max > Decimal::ZERO
}

/// Returns whether a criterion has an answer with points of the maximum.
fn is_counted(sheet: &CriterionSheet) -> bool {
    let tally = &sheet.tally;
    sheet.spec.standing == Standing::Base && tally.settled > 0 && tally.pending == 0 && tally.judged > Decimal::ZERO
}

/// Returns whether the figures of a section are the plain sums of those of its parts, whatever they are.
fn is_sum(spec: &Section, lines: &Lines<'_>) -> bool {
    let is_restored = lines.rules.rescale == Rescale::Section && !spec.beside;
    let weight = spec.weight(lines.facts).filter(|weight| *weight != spec.full);
    let limits = [spec.cap, spec.floor, spec.starts, weight];
    limits.iter().all(Option::is_none) && spec.each.is_none() && !is_restored
}

/// Returns the full marks of a criterion: in brackets if they are not counted.
fn full(sheet: &CriterionSheet, facts: &Facts, context: &Context<'_>) -> Content {
    let spec = &sheet.spec;
    let worth = spec.worth_now(facts).filter(|_| !spec.takes_from_pool());
    match worth.filter(|worth| *worth != Decimal::ZERO) {
        None => Content::Empty,
        Some(_) if sheet.tally.max != Decimal::ZERO => Content::Number(sheet.tally.max),
        Some(worth) => Content::Text(fill(context.words.bracketed, &[("points", &worth)])),
    }
}

fn section_full(sheet: &SectionSheet, parts: &[usize], cells: Cells<'_>, lines: &Lines<'_>) -> Content {
    if !is_base(sheet) {
        return Content::Empty;
    }
    let (spec, max) = (&sheet.spec, sheet.tally.max);
    if spec.starts.is_some() {
        return Content::Number(max);
    }
    let mut worked = Worked::sum(cells, parts);
    if let Some(cap) = spec.cap {
        worked = worked.at_most(cap);
    }
    match spec.weight(lines.facts).filter(|weight| *weight != spec.full) {
        Some(weight) => worked.scaled(weight, spec.full, lines.rules.places).or(max),
        None => worked.or(max),
    }
}

fn section_points(
    sheet: &SectionSheet,
    parts: &[usize],
    cells: Cells<'_>,
    lines: &Lines<'_>,
    context: &Context<'_>,
) -> Figure {
    let words = context.words;
    let (spec, tally) = (&sheet.spec, &sheet.tally);
    let worked = section_worked(sheet, parts, cells, lines);
    if spec.standing != Standing::Base {
        let points = match (spec.percent, spec.standing) {
            (false, _) => tally.extra,
            (true, Standing::Penalty) => -tally.percent,
            (true, _) => tally.percent,
        };
        let worked = match spec.standing {
            Standing::Penalty => worked.negative(),
            _ => worked,
        };
        let form = match spec.percent {
            _ if tally.answered == 0 => Form::NotZero,
            true => Form::SignedPercent,
            false => Form::Signed,
        };
        return (worked.or(points), form);
    }
    if tally.scored == 0 {
        return empty();
    }
    if tally.max <= Decimal::ZERO && tally.score == Decimal::ZERO {
        // Nothing in it is counted in the maximum, as far as it is answered.
        return match tally.open() {
            0 if tally.known == tally.settled => (Content::Text(words.not_applicable.to_owned()), Form::Centre),
            0 => (Content::Text(words.dont_know.to_owned()), Form::Centre),
            _ => (worked.or(tally.score), Form::NotZero),
        };
    }
    (worked.or(tally.score), not_zero(tally.settled > 0))
}

/// Returns how the points of a section are computed from those of its parts, as far as a formula says it.
fn section_worked(sheet: &SectionSheet, parts: &[usize], cells: Cells<'_>, lines: &Lines<'_>) -> Worked {
    let (spec, places) = (&sheet.spec, lines.rules.places);
    let weight = spec.weight(lines.facts).filter(|weight| *weight != spec.full);
    let mut worked = match spec.starts {
        Some(starts) => Worked::sum_with(cells, parts, &[Worked::number(starts)]),
        None => Worked::sum(cells, parts),
    };
    // The most that its parts could earn, within the cap.
    let held = spec.cap.map_or(sheet.sum.max, |cap| sheet.sum.max.min(cap));
    if let Some(cap) = spec.cap {
        worked = worked.at_most(cap);
    }
    if let Some(floor) = spec.floor {
        worked = worked.at_least(floor.min(held));
    }
    let is_restored = lines.rules.rescale == Rescale::Section && !spec.beside && spec.standing == Standing::Base;
    worked = match (is_restored && held > Decimal::ZERO && held != spec.full, weight) {
        (false, None) => worked,
        (false, Some(weight)) => worked.scaled(weight, spec.full, places),
        (true, weight) => worked.scaled(weight.unwrap_or(spec.full), held, places),
    };
    // Points that a section has by itself wait for an answer. Sections in it have a number at any time.
    let has_own = spec.starts.is_some() || spec.floor.is_some_and(|floor| floor > Decimal::ZERO);
    match has_own && spec.sections.is_empty() {
        true => worked.once_any(cells, parts),
        false => worked,
    }
}

/// Returns what a criterion has in the column of points: points, or the answer in a word if it has none.
pub(super) fn given(sheet: &CriterionSheet, facts: &Facts, has_begun: bool, context: &Context<'_>) -> Content {
    let words = context.words;
    let (spec, tally, answer) = (&sheet.spec, &sheet.tally, sheet.entry.answer.as_ref());
    let word = |word: &str| Content::Text(word.to_owned());
    let is_worth = spec.worth_now(facts).is_some_and(|worth| worth != Decimal::ZERO);
    let is_left_out = tally.max == Decimal::ZERO && is_worth;
    match answer {
        _ if tally.items == 0 => word(words.not_applicable),
        _ if tally.score != Decimal::ZERO => Content::Number(tally.score),
        Some(Answer::NotApplicable) if tally.scored == 0 || is_left_out => word(words.not_applicable),
        Some(Answer::DontKnow) => word(words.dont_know),
        None if tally.dont_know > 0 => word(words.dont_know),
        _ if tally.pending > 0 => word(words.pending),
        _ if tally.answered == 0 && (!has_begun || matches!(spec.scale, Scale::Comment(_))) => Content::Empty,
        _ if tally.answered == 0 => word(words.open),
        _ if tally.scored > 0 && is_left_out => word(words.not_counted),
        _ if tally.scored > 0 => Content::Number(tally.score),
        answer => Content::Text(answered(spec, answer, context)),
    }
}

/// Returns an answer without points in a word or two.
fn answered(spec: &Criterion, answer: Option<&Answer>, context: &Context<'_>) -> String {
    let words = context.words;
    let own = match (answer, &spec.scale) {
        (Some(Answer::Level(id)), Scale::Levels(levels)) => levels.level(id).map(|level| &level.label),
        (Some(Answer::Yes), Scale::YesNo(scale)) => scale.labels.as_ref().and_then(|labels| labels.yes.as_ref()),
        (Some(Answer::No), Scale::YesNo(scale)) => scale.labels.as_ref().and_then(|labels| labels.no.as_ref()),
        _ => None,
    };
    let ours = match answer {
        Some(Answer::Yes) => words.yes,
        Some(Answer::No) => words.no,
        Some(Answer::Partial) => words.partial,
        _ => words.filled,
    };
    own.map_or_else(|| ours.to_owned(), |own| context.text(own))
}
