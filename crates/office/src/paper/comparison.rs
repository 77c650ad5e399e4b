//! Comparisons as charts, each with a table of the same figures: the rates of the sections, where points were lost, raters side by
//! side, this form against an earlier one.

use super::answer::lost;
use super::filled::Filled;
use super::ledger::made;
use super::say::{Line, criteria, figure, lines, rate};
use super::scores::{earlier_points, percent};
use super::{Align, Bar, Cell, Chart, Content, Paper, Row, RowKind, Style, Table};
use assessment::Rational;
use assessment::Rounding;
use assessment::answers::RemedyStatus;
use assessment::day::is_day;
use assessment::points::Decimal;
use assessment::rubric::{Rubric, Standing};
use assessment::score::{SectionSheet, Sheet};
use std::cmp::Reverse;
use std::rc::Rc;

/// Charts with the table of their figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// The charts. Several raters have one each beside the first.
    pub charts: Vec<Chart>,
    /// The table with the figures of all charts.
    pub table: Table,
    /// A remark on the table; empty if there is none.
    pub note: String,
    /// Details: a row for each criterion; without rows if there are none.
    pub details: Table,
}

impl Compared {
    /// Adds the charts and the table to a paper.
    pub(super) fn add(self, form: &Filled<'_>, key: &str, caption: &str, paper: &mut Paper) {
        for (i, chart) in self.charts.into_iter().enumerate() {
            let key = if i == 0 {
                format!("chart:{key}")
            } else {
                format!("chart:{key}:{}", i + 1)
            };
            paper.push(key, Content::Chart(chart));
        }
        paper.show(key, caption, self.table);
        if !self.note.is_empty() {
            paper.say(format!("note:{key}"), Style::Remark, self.note);
        }
        let by_item = [("text", caption), ("remark", form.words.by_item)];
        let caption = if caption.is_empty() {
            String::new()
        } else {
            form.say(form.words.with_remark, &by_item)
        };
        paper.show(&format!("{key}:details"), &caption, self.details);
    }
}

/// Composes a paper of all comparisons that the form has figures for.
pub fn comparison(form: &Filled<'_>) -> Paper {
    let words = form.words;
    let mut paper = Paper::of(form, form.title(words.comparison));
    let parts: [(&str, &str, Option<Compared>); 4] = [
        ("rates", words.rates, rates(form)),
        ("lost", words.losses, losses(form)),
        ("raters", words.raters, raters(form)),
        ("years", words.years, years(form)),
    ];
    let mut chapter = 0;
    for (key, title, compared) in parts {
        if let Some(compared) = compared {
            chapter += 1;
            paper.head(format!("heading:{key}"), 1, form.numbered(chapter, None, title));
            compared.add(form, key, "", &mut paper);
        }
    }
    if chapter == 0 {
        paper.lack(form, "comparison", words.lack_comparison);
    }
    paper
}

/// Returns the sections of the rubric itself whose points are in the maximum and judged.
fn judged(sheet: &Sheet) -> impl Iterator<Item = &SectionSheet> {
    let own = sheet.root.sections.iter().map(|section| &**section);
    own.filter(|section| !section.spec.beside && section.tally.settled > 0 && section.tally.judged > Decimal::ZERO)
}

fn rate_of(section: &SectionSheet) -> Option<Decimal> {
    rate(section.tally.score, section.tally.judged)
}

/// A chart of rates.
fn chart(title: &str, series: Vec<String>, bars: Vec<Bar>) -> Chart {
    Chart {
        title: title.to_owned(),
        series,
        unit: "%".to_owned(),
        most: "100".to_owned(),
        bars,
    }
}

fn text(text: impl Into<String>) -> Cell {
    Cell::new(text, Align::Start)
}

fn number(text: impl Into<String>) -> Cell {
    Cell::new(text, Align::End)
}

/// Returns the share of its points that each section earned; `None` with fewer than two sections.
pub fn rates(form: &Filled<'_>) -> Option<Compared> {
    let words = form.words;
    let sections: Vec<_> = judged(form.sheet).collect();
    if sections.len() < 2 {
        return None;
    }
    let bars = sections.iter().map(|section| Bar {
        name: form.section_title(&section.spec),
        figures: vec![rate_of(section).map(|rate| rate.to_string())],
    });
    let own = form.own_column();
    let rows = sections.iter().map(|section| {
        let tally = &section.tally;
        let cells = [
            text(form.section_title(&section.spec)),
            number(figure(tally.judged)),
            number(figure(tally.score)),
            number(percent(tally.score, tally.judged)),
        ];
        Row::new(RowKind::Plain, cells)
    });
    Some(Compared {
        charts: vec![chart(words.rates, vec![own.clone()], bars.collect())],
        table: made(
            vec![6, 3, 3, 3],
            &[words.section, words.judged_points, &own, words.rate],
            rows.collect(),
        ),
        ..Compared::default()
    })
}

/// What a section lost.
struct Loss<'s> {
    section: &'s SectionSheet,
    points: Decimal,
    items: usize,
    /// The points of one criterion, on average.
    each: Rational,
    /// The first day on which a measure is due.
    due: Option<&'s str>,
}

impl<'s> Loss<'s> {
    fn of(section: &'s SectionSheet) -> Option<Self> {
        let tally = &section.tally;
        let points = match section.spec.standing {
            Standing::Penalty if !section.spec.percent => -tally.extra,
            Standing::Base => tally.lost_points(),
            _ => return None,
        };
        let losing: Vec<_> = criteria(section).filter(|sheet| lost(sheet).is_some()).collect();
        let count = Decimal::whole(i32::try_from(losing.len()).ok()?);
        let each = Rational::from(points).checked_div(count.into())?;
        let problems = losing.iter().flat_map(|sheet| sheet.entry.problems.iter());
        let open = problems
            .map(|problem| &problem.remedy)
            .filter(|remedy| remedy.status != RemedyStatus::Done);
        let due = open.map(|remedy| remedy.due.trim()).filter(|day| is_day(day)).min();
        (points > Decimal::ZERO).then_some(Self {
            section,
            points,
            items: losing.len(),
            each,
            due,
        })
    }
}

/// Returns the points that each section lost, and in which order they are regained soonest: where one criterion put right gives the
/// most, then where more was lost. `None` with fewer than two sections that lost points.
pub fn losses(form: &Filled<'_>) -> Option<Compared> {
    let words = form.words;
    let losses: Vec<_> = form
        .sheet
        .root
        .sections
        .iter()
        .filter_map(|section| Loss::of(section))
        .collect();
    if losses.len() < 2 {
        return None;
    }
    let mut order: Vec<_> = (0..losses.len()).collect();
    order.sort_by_key(|i| losses.get(*i).map(|loss| Reverse((loss.each, loss.points))));
    let name = |loss: &Loss<'_>| form.section_title(&loss.section.spec);
    let bars = losses.iter().map(|loss| Bar {
        name: name(loss),
        figures: vec![Some(loss.points.to_string())],
    });
    let most = losses.iter().map(|loss| loss.points).max().unwrap_or_default();
    let most = Rational::from(most).rounded(0, Rounding::Up).unwrap_or(most);
    let rows = losses.iter().enumerate().map(|(i, loss)| {
        let rank = order.iter().position(|place| *place == i).map_or(0, |rank| rank + 1);
        let each = loss.each.rounded(2, Rounding::Half).map(figure);
        let cells = [
            text(name(loss)),
            number(figure(loss.points)),
            number(loss.items.to_string()),
            number(each.unwrap_or_default()),
            text(loss.due.map(|day| form.day(day)).unwrap_or_default()),
            Cell::new(rank.to_string(), Align::Centre),
        ];
        Row::new(RowKind::Plain, cells)
    });
    let heads = [
        words.section,
        words.lost,
        words.items_lost,
        words.lost_each,
        words.first_due,
        words.regain_order,
    ];
    Some(Compared {
        charts: vec![Chart {
            title: words.losses.to_owned(),
            series: vec![words.lost.to_owned()],
            unit: String::new(),
            most: most.to_string(),
            bars: bars.collect(),
        }],
        table: made(vec![6, 3, 3, 4, 5, 4], &heads, rows.collect()),
        note: words.regain_note.to_owned(),
        details: Table::default(),
    })
}

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
        let total = super::filled::has_total(&outcome).then(|| {
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
        let change = now.zip(before).map(|(now, before)| super::say::signed(now - before));
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
