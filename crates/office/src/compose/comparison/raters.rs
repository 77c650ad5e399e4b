//! Raters side by side.

use super::{Compared, chart, number, rate_of, text};
use crate::compose::filled::{Filled, has_total};
use crate::compose::ledger::made;
use crate::compose::say::{criteria, figure};
use crate::paper::{Align, Bar, Cell, Row, RowKind, Table};
use assessment::points::Decimal;
use assessment::score::{SectionSheet, Sheet};
use std::rc::Rc;

/// Returns the rates of the sections by every rater who entered anything, and the points of every criterion side by side; `None` with
/// fewer than two such raters.
pub fn raters(form: &Filled<'_>) -> Option<Compared> {
    let words = form.words;
    let raters = form.raters();
    let (first, others) = raters.split_first().filter(|(_, others)| !others.is_empty())?;
    let name = |rater: &Rc<str>| form.rater_name(rater);
    let sections: Vec<_> = form
        .sheet
        .root
        .sections
        .iter()
        .filter(|section| !section.spec.beside && section.tally.scored > 0)
        .collect();
    let rate_by = |sheet: &Sheet, section: &SectionSheet| {
        let path = form.rubric.section_path(&section.spec.id)?;
        sheet
            .section(path)
            .filter(|section| section.tally.settled > 0)
            .and_then(rate_of)
    };
    let charts = others.iter().map(|other| {
        let bars = sections.iter().map(|section| Bar {
            name: form.section_title(&section.spec),
            figures: [first, other]
                .map(|(_, sheet)| rate_by(sheet, section).map(|rate| rate.to_string()))
                .to_vec(),
        });
        let series = vec![name(&first.0), name(&other.0)];
        chart(words.raters, series, bars.collect())
    });
    let charts = if sections.is_empty() {
        Vec::new()
    } else {
        charts.collect()
    };
    let combined = form.record.combined(form.rubric);
    let mut heads = vec![words.section.to_owned()];
    heads.extend(raters.iter().map(|(rater, _)| name(rater)));
    heads.extend(combined.iter().map(|_| words.combined.to_owned()));
    let shown = |rate: Option<Decimal>| rate.map(|rate| format!("{}%", figure(rate))).unwrap_or_default();
    let all = || {
        raters
            .iter()
            .map(|(_, sheet)| *sheet)
            .chain(combined.iter().map(|combined| &combined.sheet))
    };
    let rows = sections.iter().map(|section| {
        let cells = all().map(|sheet| number(shown(rate_by(sheet, section))));
        Row::new(
            RowKind::Plain,
            std::iter::once(text(form.section_title(&section.spec))).chain(cells),
        )
    });
    let mut rows: Vec<_> = rows.collect();
    let outcomes = raters.iter().map(|(_, sheet)| sheet.outcome(form.rubric));
    let outcomes = outcomes.chain(combined.iter().map(|combined| combined.outcome.clone()));
    let totals = outcomes.map(|outcome| {
        let total = has_total(&outcome).then(|| {
            let values = [
                ("points", &*figure(outcome.total.score)),
                ("max", &*figure(outcome.total.max)),
            ];
            form.say(words.out_of, &values)
        });
        number(total.unwrap_or_default())
    });
    rows.push(Row::new(
        RowKind::Total,
        std::iter::once(text(words.total)).chain(totals),
    ));
    let widths: Vec<_> = std::iter::once(6).chain(heads.iter().skip(1).map(|_| 3)).collect();
    let heads: Vec<_> = heads.iter().map(|head| &**head).collect();
    Some(Compared {
        charts,
        table: made(widths, &heads, rows),
        note: String::new(),
        details: side_by_side(form, &raters),
    })
}

/// Returns the points of every criterion, one column for each rater.
fn side_by_side(form: &Filled<'_>, raters: &[(Rc<str>, &Sheet)]) -> Table {
    let words = form.words;
    let mut heads = vec![
        words.number.to_owned(),
        words.content.to_owned(),
        words.full_points.to_owned(),
    ];
    heads.extend(raters.iter().map(|(rater, _)| form.rater_name(rater)));
    let rows = criteria(&form.sheet.root).map(|own| {
        let spec = &own.spec;
        let points = raters.iter().map(|(_, sheet)| {
            let path = form.rubric.criterion_path(&spec.id);
            let sheet = path.and_then(|path| sheet.criterion(path));
            number(sheet.map(|sheet| form.points_of(sheet)).unwrap_or_default())
        });
        let cells = [
            Cell::new(form.number(spec), Align::Centre),
            text(form.text_of(spec)),
            number(form.most_of(own)),
        ];
        Row::new(RowKind::Plain, cells.into_iter().chain(points))
    });
    let rows = rows.collect();
    let widths = [2, 9, 3].into_iter().chain(raters.iter().map(|_| 3)).collect();
    let heads: Vec<_> = heads.iter().map(|head| &**head).collect();
    made(widths, &heads, rows)
}
