//! What all records amount to, and each criterion of them.

use super::{Context, count, number};
use crate::compose::workbook::words::fill;
use crate::write::xlsx::table::{Table, centred, text};
use crate::write::xlsx::{Band, Sheet};
use rollup::figures::Share;

/// Makes the sheet with the figures, the grades and the sections.
pub(super) fn sheet(context: &Context<'_>) -> Sheet {
    let (words, rubric, figures) = (context.words, context.of.rubric, context.of.figures);
    let mut table = Table::new(words.summary, &[40, 14, 14, 14, 14], false);
    table.title(&context.text(&rubric.title));
    let version = fill(context.common.version, &[("version", &rubric.version)]);
    let about = [Some(version), context.rater()];
    table.note(&about.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    table.heading(words.totals);
    let totals = &figures.totals;
    for (name, cell) in [
        (words.records, count(figures.records)),
        (words.finals, count(totals.count)),
        (words.mean, number(totals.mean)),
        (words.median, number(totals.median)),
        (words.deviation, number(totals.deviation)),
        (words.highest, number(totals.highest)),
        (words.lowest, number(totals.lowest)),
        (words.rate, number(totals.rate)),
        (words.findings, count(figures.findings)),
    ] {
        table.row(Band::Row, [text(name), cell]);
    }
    if !figures.grades.is_empty() {
        table.heading(words.grades);
        table.row(Band::Head, [words.grade, words.subjects, words.share].map(centred));
        let mut row = |name: String, share: &Share| {
            table.row(Band::Row, [text(name), count(share.count), number(share.percent)]);
        };
        for (place, share) in (0..).zip(&figures.grades) {
            row(context.grade(Some(place)), share);
        }
        row(words.without_grade.to_owned(), &figures.without_grade);
    }
    table.heading(words.sections);
    table.row(
        Band::Head,
        [words.section, words.subjects, words.mean, words.rate, words.lost].map(centred),
    );
    let titles = context.sections();
    let places = &context.of.layout.sections;
    for ((title, place), figures) in titles.iter().zip(places).zip(&figures.sections) {
        let inner = "　".repeat(place.depth.saturating_sub(1) as usize);
        table.row(
            Band::Row,
            [
                text(format!("{inner}{title}")),
                count(figures.count),
                number(figures.mean),
                number(figures.rate),
                number(Some(figures.lost)),
            ],
        );
    }
    if context.of.rows.is_none() {
        table.note(words.not_listed);
    }
    table.finish()
}

/// Makes the sheet with a row for each criterion.
pub(super) fn criteria(context: &Context<'_>) -> Sheet {
    let (words, layout) = (context.words, context.of.layout);
    let mut table = Table::new(words.criteria, &[18, 8, 48, 10, 10, 10, 12, 10, 10, 10, 10], true);
    table.title(words.criteria);
    table.head(&[
        words.section,
        context.common.number,
        context.common.content,
        words.subjects,
        words.mean,
        words.rate,
        words.lost,
        words.losing,
        words.not_applicable,
        words.dont_know,
        words.open,
    ]);
    let titles = context.sections();
    let texts = context.criteria();
    for ((place, [label, content]), figures) in layout.criteria.iter().zip(texts).zip(&context.of.figures.criteria) {
        let section = titles.get(place.section as usize).cloned().unwrap_or_default();
        table.row(
            Band::Row,
            [
                text(section),
                centred(label),
                text(content),
                count(figures.part.count),
                number(figures.part.mean),
                number(figures.part.rate),
                number(Some(figures.part.lost)),
                count(figures.losing),
                count(figures.not_applicable),
                count(figures.dont_know),
                count(figures.open),
            ],
        );
    }
    table.finish()
}
