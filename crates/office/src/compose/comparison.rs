//! Comparisons as charts, each with a table of the same figures: the rates of the sections, where points were lost, raters side by
//! side, this form against an earlier one.

mod raters;
mod years;

pub use raters::raters;
pub use years::years;

use super::answer::lost;
use super::filled::Filled;
use super::ledger::made;
use super::say::{criteria, figure, rate};
use super::scores::percent;
use super::{Align, Bar, Cell, Chart, Content, Paper, Row, RowKind, Style, Table};
use assessment::Rational;
use assessment::Rounding;
use assessment::answers::RemedyStatus;
use assessment::day::is_day;
use assessment::points::Decimal;
use assessment::rubric::Standing;
use assessment::score::{SectionSheet, Sheet};
use std::cmp::Reverse;

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
