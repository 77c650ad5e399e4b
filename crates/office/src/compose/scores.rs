//! The table of scores: every criterion with its points, sections with subtotals, and the total.

use super::filled::{Filled, has_total};
use super::say::{Line, figure, lines, rate, signed};
use super::{Align, Cell, Row, RowKind, Table};
use assessment::points::Decimal;
use assessment::rubric::{Section, Standing};
use assessment::score::{CriterionSheet, SectionSheet};

/// Returns the table of scores. With an earlier form the points of that stand in a further column. A rubric that carries no points has
/// no rows.
pub fn table(form: &Filled<'_>) -> Table {
    let words = form.words;
    if form.rubric.scored() == 0 {
        return Table::default();
    }
    let own = form.own_column();
    let mut heads = vec![words.number, words.content, words.full_points, &*own, words.rate];
    let mut widths = vec![2, 9, 3, 3, 3];
    if form.earlier.is_some() {
        heads.push(words.earlier_points);
        widths.push(3);
    }
    let rows = lines(&form.sheet.root).into_iter().map(|line| match line {
        // What carries no points is not part of the sum.
        Line::Section(section) => Some(section_row(form, section)).filter(|_| is_scored(&section.spec)),
        Line::Criterion(sheet) => Some(criterion_row(form, sheet)).filter(|_| sheet.spec.scale.maximum().is_some()),
    });
    let mut rows: Vec<_> = rows.flatten().collect();
    rows.extend(totals(form));
    Table {
        widths,
        head: vec![Row::new(
            RowKind::Plain,
            heads.into_iter().map(|head| Cell::new(head, Align::Centre)),
        )],
        rows,
    }
}

/// Whether a section has a criterion with points, at any depth.
fn is_scored(section: &Section) -> bool {
    let mut own = section.criteria.iter();
    own.any(|criterion| criterion.scale.maximum().is_some()) || section.sections.iter().any(|inner| is_scored(inner))
}

/// A row of a number, a text and figures.
fn row(form: &Filled<'_>, kind: RowKind, texts: [String; 5], earlier: impl FnOnce() -> String) -> Row {
    let aligns = [Align::Centre, Align::Start, Align::End, Align::End, Align::End];
    let cells = texts
        .into_iter()
        .zip(aligns)
        .map(|(text, align)| Cell::new(text, align));
    let earlier = form.earlier.is_some().then(|| Cell::new(earlier(), Align::End));
    Row::new(kind, cells.chain(earlier))
}

fn section_row(form: &Filled<'_>, section: &SectionSheet) -> Row {
    let (spec, tally) = (&section.spec, &section.tally);
    let label = spec.label.as_ref().map(|label| form.wording(label).trim().to_owned());
    let (max, own, rate) = if spec.beside {
        let own = (spec.depth == 1 && tally.answered > 0).then(|| form.extra_of(section));
        (String::new(), own.unwrap_or_default(), String::new())
    } else if tally.scored == 0 || tally.max <= Decimal::ZERO {
        (String::new(), String::new(), String::new())
    } else if tally.settled == 0 {
        (figure(tally.max), String::new(), String::new())
    } else {
        (
            figure(tally.max),
            figure(tally.score),
            percent(tally.score, tally.judged),
        )
    };
    let texts = [label.unwrap_or_default(), form.section_title(spec), max, own, rate];
    row(form, RowKind::Section, texts, || {
        let earlier = form.earlier.and_then(|earlier| {
            let path = earlier.rubric.section_path(&spec.id)?;
            earlier.sheet.section(path)
        });
        let earlier = earlier.filter(|earlier| earlier.tally.settled > 0 && !earlier.spec.beside);
        earlier.map(|earlier| figure(earlier.tally.score)).unwrap_or_default()
    })
}

fn criterion_row(form: &Filled<'_>, sheet: &CriterionSheet) -> Row {
    let (spec, tally) = (&sheet.spec, &sheet.tally);
    let has_rate = spec.standing == Standing::Base && !spec.takes_from_pool() && tally.pending == 0;
    let rate = Some(percent(tally.score, tally.judged))
        .filter(|_| has_rate)
        .unwrap_or_default();
    let number = spec.label.as_ref().map(|label| form.wording(label).trim().to_owned());
    let texts = [
        number.unwrap_or_default(),
        form.text_of(spec),
        form.most_of(sheet),
        form.points_of(sheet),
        rate,
    ];
    row(form, RowKind::Plain, texts, || earlier_points(form, sheet))
}

/// Returns the points that the earlier form has at a criterion; blank if it has none.
pub(super) fn earlier_points(form: &Filled<'_>, sheet: &CriterionSheet) -> String {
    let earlier = form.earlier.and_then(|earlier| {
        let path = earlier.rubric.criterion_path(&sheet.spec.id)?;
        Some((earlier, earlier.sheet.criterion(path)?))
    });
    let Some((earlier, before)) = earlier.filter(|(_, before)| before.tally.answered > 0) else {
        return String::new();
    };
    let points = earlier.points_of(before);
    let most = (before.tally.max, sheet.tally.max);
    if before.tally.scored > 0 && before.tally.judged > Decimal::ZERO && most.0 != most.1 {
        // Another maximum makes other points of them.
        return format!("{points} / {}", figure(most.0));
    }
    points
}

/// The rows below the sections: the sum before rescaling and extra points, the extra points, the total.
fn totals(form: &Filled<'_>) -> Vec<Row> {
    let (words, outcome) = (form.words, &form.outcome);
    let texts = |name: &str, max: String, own: String, rate: String| [String::new(), name.to_owned(), max, own, rate];
    let mut rows = Vec::new();
    let has_extra = outcome.total.extra != Decimal::ZERO;
    let is_other = outcome.is_rescaled() || has_extra;
    if is_other && has_total(outcome) {
        let sum = &outcome.sum;
        let texts = texts(
            words.sum,
            figure(sum.max),
            figure(sum.score),
            percent(sum.score, sum.judged),
        );
        rows.push(row(form, RowKind::Total, texts, String::new));
    }
    if has_extra {
        let texts = texts(words.extra, String::new(), signed(outcome.total.extra), String::new());
        rows.push(row(form, RowKind::Total, texts, String::new));
    }
    let total = &outcome.total;
    let max = Some(total.max)
        .filter(|max| *max > Decimal::ZERO)
        .map(figure)
        .unwrap_or_default();
    let (own, rate) = if has_total(outcome) {
        (figure(total.score), percent(total.score, total.judged))
    } else {
        (String::new(), String::new())
    };
    let texts = texts(words.total, max, own, rate);
    rows.push(row(form, RowKind::Total, texts, || earlier_total(form)));
    rows
}

/// Returns the total of the earlier form; blank if it has none.
pub(super) fn earlier_total(form: &Filled<'_>) -> String {
    let earlier = form
        .earlier
        .map(|earlier| &earlier.outcome)
        .filter(|outcome| has_total(outcome));
    earlier.map(|outcome| figure(outcome.total.score)).unwrap_or_default()
}

/// Returns a rate with its sign; blank if nothing could be earned.
pub(super) fn percent(score: Decimal, most: Decimal) -> String {
    rate(score, most)
        .map(|rate| format!("{}%", figure(rate)))
        .unwrap_or_default()
}
