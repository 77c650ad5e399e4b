//! The cells of a section, as formulas over those of its parts.

use super::Context;
use super::figure::{Figure, empty};
use super::lines::Lines;
use super::worked::{Cells, Worked};
use crate::write::xlsx::{Content, Form};
use assessment::points::Decimal;
use assessment::rubric::{Rescale, Section, Standing};
use assessment::score::SectionSheet;

/// A number that is not shown while it is 0 and nothing is answered.
pub(super) fn not_zero(is_answered: bool) -> Form {
    if is_answered { Form::Centre } else { Form::NotZero }
}

/// Returns whether a section has points of the maximum.
pub(super) fn is_base(sheet: &SectionSheet) -> bool {
    !sheet.spec.beside && sheet.tally.scored > 0 && sheet.tally.max > Decimal::ZERO
}

/// Returns whether the figures of a section are the plain sums of those of its parts, whatever they are.
pub(super) fn is_sum(spec: &Section, lines: &Lines<'_>) -> bool {
    let is_restored = lines.rules.rescale == Rescale::Section && !spec.beside;
    let weight = spec.weight(lines.facts).filter(|weight| *weight != spec.full);
    let limits = [spec.cap, spec.floor, spec.starts, weight];
    limits.iter().all(Option::is_none) && spec.each.is_none() && !is_restored
}

/// Returns the full marks of a section, as far as they are counted.
pub(super) fn full(sheet: &SectionSheet, parts: &[usize], cells: Cells<'_>, lines: &Lines<'_>) -> Content {
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

/// Returns the points of a section: those that it adds to the sections around it, or to the total.
pub(super) fn points(
    sheet: &SectionSheet,
    parts: &[usize],
    cells: Cells<'_>,
    lines: &Lines<'_>,
    context: &Context<'_>,
) -> Figure {
    let words = context.words;
    let (spec, tally) = (&sheet.spec, &sheet.tally);
    let worked = worked(sheet, parts, cells, lines);
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
fn worked(sheet: &SectionSheet, parts: &[usize], cells: Cells<'_>, lines: &Lines<'_>) -> Worked {
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
    // Points that a section has by itself wait for an answer. Sections in it have a number at any time. The points of subjects are not in
    // the table.
    let has_own = spec.starts.is_some() || spec.floor.is_some_and(|floor| floor > Decimal::ZERO);
    match has_own && spec.sections.is_empty() {
        _ if spec.each.is_some() => worked.unknown(),
        true => worked.once_any(cells, parts),
        false => worked,
    }
}
