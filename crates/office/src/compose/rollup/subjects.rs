//! The subjects, the best first, with the points of their sections.

use super::{Context, Rows, count, number};
use crate::write::xlsx::table::{Table, centred, literal, text};
use crate::write::xlsx::{Band, Sheet};
use assessment::points::Decimal;
use rollup::figures::rate;

/// The most sections that have columns of their own.
const SECTIONS: usize = 30;

/// Makes the sheet.
pub(super) fn sheet(context: &Context<'_>, rows: &Rows<'_>) -> Sheet {
    let (words, layout) = (context.words, context.of.layout);
    let tops: Vec<(usize, String)> = context
        .sections()
        .into_iter()
        .enumerate()
        .filter(|(at, _)| layout.sections.get(*at).is_some_and(|section| section.depth == 1))
        .take(SECTIONS)
        .collect();
    let subject = context.subject();
    let mut columns = vec![
        (words.rank, 8),
        (&*subject, 28),
        (context.common.period, 18),
        (words.score, 10),
        (words.maximum, 10),
        (words.rate, 10),
        (words.grade, 10),
        (words.standing, 12),
        (words.answered, 10),
    ];
    columns.extend(tops.iter().map(|(_, title)| (&**title, 12)));
    columns.extend([
        (words.findings, 10),
        (context.common.ledger, 10),
        (context.common.date, 12),
        (context.common.file, 30),
    ]);
    let (heads, widths): (Vec<&str>, Vec<u16>) = columns.into_iter().unzip();
    let mut table = Table::new(words.subjects, &widths, true);
    table.title(words.subjects);
    table.head(&heads);
    let mut order = rows.among.to_vec();
    order.sort_by_key(|at| {
        let rank = rows.results.ranks.get(*at).copied().flatten();
        (rank.is_none(), rank, *at)
    });
    for at in order {
        let Some(row) = rows.all.get(at) else { continue };
        let scores = row.of_rater(context.of.rater);
        let total = scores.and_then(|scores| scores.total);
        let rank = rows.results.ranks.get(at).copied().flatten();
        let mut cells = vec![
            rank.map_or_else(Default::default, count),
            text(&*row.subject),
            text(&*row.period),
            number(total.map(|total| total.score())),
            number(total.map(|total| total.max())),
            number(total.and_then(|total| rate(total.score(), total.max()))),
            centred(context.grade(rows.results.grades.get(at).copied().flatten())),
            centred(words.of_standing(scores.map(|scores| scores.standing))),
            literal(scores.map_or_else(String::new, |scores| {
                format!("{} / {}", scores.answered, scores.criteria)
            })),
        ];
        let points = |place: usize| -> Option<Decimal> { Some(scores?.sections.get(place).copied()??.score()) };
        cells.extend(tops.iter().map(|(place, _)| number(points(*place))));
        let problems = row
            .problems
            .iter()
            .filter(|problem| problem.rater == context.of.rater)
            .count();
        cells.extend([
            count(scores.map_or(0, |scores| scores.findings.len() as u32)),
            count(problems as u32),
            literal(&*row.date),
            text(&*row.file),
        ]);
        table.row(Band::Row, cells);
    }
    table.finish()
}
