//! A form against an earlier one.

use super::{Compared, chart, judged, number, rate_of, text};
use crate::compose::filled::Filled;
use crate::compose::ledger::made;
use crate::compose::say::{Line, criteria, figure, lines, signed};
use crate::compose::scores::earlier_points;
use crate::paper::{Align, Bar, Cell, Row, RowKind, Table};
use assessment::points::Decimal;
use assessment::rubric::Rubric;
use assessment::score::SectionSheet;

/// Returns the rates of the sections beside those of the earlier form, and every criterion with its last points; `None` without an
/// earlier form. Sections and criteria are matched by their ids, so the earlier form may be of another version.
pub fn years(form: &Filled<'_>) -> Option<Compared> {
    let (words, earlier) = (form.words, form.earlier?);
    let [now, before] = [form, earlier].map(|form| form.record.period.trim());
    let is_named = !now.is_empty() && !before.is_empty() && now != before;
    let names = if is_named {
        [now, before]
    } else {
        [words.now, words.before]
    };
    let before = |section: &SectionSheet| {
        let path = earlier.rubric.section_path(&section.spec.id)?;
        let section = earlier.sheet.section(path)?;
        rate_of(section).filter(|_| section.tally.settled > 0 && !section.spec.beside)
    };
    let sections: Vec<_> = judged(form.sheet).collect();
    let bars = sections.iter().map(|section| Bar {
        name: form.section_title(&section.spec),
        figures: [rate_of(section), before(section)]
            .map(|rate| rate.map(|rate| rate.to_string()))
            .to_vec(),
    });
    let shown = |rate: Option<Decimal>| rate.map(|rate| format!("{}%", figure(rate))).unwrap_or_default();
    let rows = sections.iter().map(|section| {
        let (now, before) = (rate_of(section), before(section));
        let change = now.zip(before).map(|(now, before)| signed(now - before));
        let cells = [shown(now), shown(before), change.unwrap_or_default()].map(number);
        Row::new(
            RowKind::Plain,
            std::iter::once(text(form.section_title(&section.spec))).chain(cells),
        )
    });
    let series = names.map(str::to_owned).to_vec();
    let charts = match sections.is_empty() {
        true => Vec::new(),
        false => vec![chart(words.years, series, bars.collect())],
    };
    let heads = [words.section, names[0], names[1], words.change_of_rate];
    Some(Compared {
        charts,
        table: made(vec![6, 4, 4, 4], &heads, rows.collect()),
        note: String::new(),
        details: by_year(form, earlier, names),
    })
}

/// Returns every criterion with its points now and before; those that are gone come last.
fn by_year(form: &Filled<'_>, earlier: &Filled<'_>, [now, before]: [&str; 2]) -> Table {
    let words = form.words;
    let rows = criteria(&form.sheet.root).filter(|own| own.tally.items > 0).map(|own| {
        let spec = &own.spec;
        let cells = [
            Cell::new(form.number(spec), Align::Centre),
            text(form.text_of(spec)),
            number(form.most_of(own)),
            number(form.points_of(own)),
            number(earlier_points(form, own)),
        ];
        Row::new(RowKind::Plain, cells)
    });
    let mut rows: Vec<_> = rows.collect();
    let is_gone = |rubric: &Rubric, id: &str| rubric.criterion(id).is_none();
    let mut gone = lines(&earlier.sheet.root).into_iter().filter_map(|line| match line {
        Line::Criterion(sheet) if is_gone(form.rubric, &sheet.spec.id) && sheet.tally.answered > 0 => Some(sheet),
        _ => None,
    });
    if let Some(first) = gone.next() {
        rows.push(Row::new(RowKind::Section, [text(words.gone).over(5)]));
        for sheet in std::iter::once(first).chain(gone) {
            let cells = [
                Cell::new(earlier.number(&sheet.spec), Align::Centre),
                text(earlier.text_of(&sheet.spec)),
                number(earlier.most_of(sheet)),
                number(""),
                number(earlier.points_of(sheet)),
            ];
            rows.push(Row::new(RowKind::Plain, cells));
        }
    }
    made(
        vec![2, 9, 3, 3, 3],
        &[words.number, words.content, words.full_points, now, before],
        rows,
    )
}
