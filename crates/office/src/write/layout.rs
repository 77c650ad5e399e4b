//! What all kinds of files have in common: to what a caption belongs, which headings the contents list, and the cells of a table with
//! as many columns in every row.

use crate::paper::{Align, Block, Chart, Content, Paper, Row, Style, Table};
use assessment::points::Decimal;
use std::borrow::Cow;

/// Columns of a table that Word opens. Texts of cells further right are added to the last one.
pub const COLUMNS: usize = 63;
/// Rows of a table without a head that are on one page.
const WHOLE: usize = 10;

/// Returns whether a paper is in Chinese.
pub fn is_chinese(language: &str) -> bool {
    let main = language.split(['-', '_']).next().unwrap_or_default();
    main.eq_ignore_ascii_case("zh")
}

/// To what captions belong. One above a picture or a chart belongs to it, one below belongs to what is above unless that has a caption
/// already.
pub struct Captions(Vec<bool>);

impl Captions {
    /// Looks at the blocks of a paper.
    pub fn of(paper: &Paper) -> Self {
        let mut below: Vec<bool> = Vec::with_capacity(paper.blocks.len());
        let mut captioned = false;
        let mut before: Option<&Content> = None;
        for Block { content, .. } in &paper.blocks {
            let is_below = is_caption(content) && before.is_some_and(is_drawn) && !captioned;
            captioned = is_drawn(content)
                && before.is_some_and(is_caption)
                && below.last().is_some_and(|caption_is_below| !caption_is_below);
            below.push(is_below);
            before = Some(content);
        }
        Self(below)
    }

    /// Returns whether the block at an index is a caption of what is above it.
    pub fn is_below(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(|below| *below)
    }

    /// Returns whether the block at an index, which is drawn, has a caption above or below.
    pub fn has(&self, paper: &Paper, at: usize) -> bool {
        let above = at
            .checked_sub(1)
            .and_then(|above| paper.blocks.get(above))
            .is_some_and(|above| is_caption(&above.content));
        self.is_below(at + 1) || above && at.checked_sub(1).is_some_and(|above| !self.is_below(above))
    }
}

fn is_caption(content: &Content) -> bool {
    matches!(
        content,
        Content::Paragraph {
            style: Style::Caption,
            ..
        }
    )
}

fn is_drawn(content: &Content) -> bool {
    matches!(content, Content::Picture(_) | Content::Chart(_))
}

/// Returns the headings that the contents list: their number among all headings, level and text.
pub fn listed(paper: &Paper) -> impl Iterator<Item = (usize, u8, &str)> {
    let headings = paper.blocks.iter().filter_map(|block| match &block.content {
        Content::Heading { level, text } => Some((*level, &**text)),
        _ => None,
    });
    headings
        .enumerate()
        .filter(|(_, (level, _))| *level <= 2)
        .map(|(number, (level, text))| (number, level.max(1), text))
}

/// A cell with its place.
pub struct Placed<'t> {
    /// The text.
    pub text: Cow<'t, str>,
    /// Where it stands.
    pub align: Align,
    /// The first column, from 0.
    pub column: usize,
    /// How many columns the cell covers, at least one.
    pub columns: usize,
}

/// Returns the number of columns of a table: that of its widest row, or of its widths if there are more.
pub fn columns(table: &Table) -> usize {
    let wide = |row: &Row| row.cells.iter().map(|cell| usize::from(cell.columns.max(1))).sum();
    let rows = table.head.iter().chain(&table.rows).map(wide).max().unwrap_or(0);
    rows.max(table.widths.len()).min(COLUMNS)
}

/// Returns whether a table is a short list of labels, which is not broken between pages.
pub fn is_whole(table: &Table) -> bool {
    table.head.is_empty() && table.rows.len() <= WHOLE
}

/// Returns the cells of a row, with empty ones at its end if it has fewer than `columns`.
pub fn cells(row: &Row, columns: usize) -> Vec<Placed<'_>> {
    let mut out: Vec<Placed<'_>> = Vec::with_capacity(row.cells.len());
    let mut column = 0;
    for cell in &row.cells {
        let covers = usize::from(cell.columns.max(1)).min(columns - column);
        match out.last_mut() {
            Some(last) if covers == 0 => {
                let text = last.text.to_mut();
                text.push(' ');
                text.push_str(&cell.text);
            }
            _ => out.push(Placed {
                text: Cow::Borrowed(&cell.text),
                align: cell.align,
                column,
                columns: covers,
            }),
        }
        column += covers;
    }
    out.extend((column..columns).map(|column| Placed {
        text: Cow::Borrowed(""),
        align: Align::Start,
        column,
        columns: 1,
    }));
    out
}

/// Divides a width among columns by their parts, each at least `least` wide where there is room. The sum is exactly `total`.
pub fn divided(widths: &[u16], columns: usize, total: u32, least: u32) -> Vec<u32> {
    if columns == 0 {
        return Vec::new();
    }
    // A width that is missing is that of a middling column.
    let known = widths.iter().take(columns).map(|width| u64::from(*width));
    let (sum, count) = known.fold((0, 0), |(sum, count), width| (sum + width, count + 1));
    let middling = if sum == 0 { 1 } else { (sum / count).max(1) };
    let part = |column: usize| match widths.get(column) {
        Some(width) if sum > 0 => u64::from(*width),
        _ => middling,
    };
    let sum: u64 = (0..columns).map(part).sum::<u64>().max(1);
    let mut end = 0;
    let mut out = Vec::with_capacity(columns);
    let mut before = 0;
    for column in 0..columns {
        end += part(column);
        let edge = (u64::from(total) * end / sum) as u32;
        out.push(edge - before);
        before = edge;
    }
    let least = least.min(total / columns as u32);
    // The widest column has something to give while another one lacks something, since the mean is not less than `least`. Each turn
    // brings one of both to `least`.
    while let Some(narrow) = out.iter().copied().filter(|width| *width < least).min() {
        let widest = out.iter().copied().max().unwrap_or(0);
        let given = (least - narrow).min(widest.saturating_sub(least));
        if given == 0 {
            break;
        }
        for (from, to) in [(widest, widest - given), (narrow, narrow + given)] {
            if let Some(width) = out.iter_mut().find(|width| **width == from) {
                *width = to;
            }
        }
    }
    out
}

/// Returns the figure of a bar in a series, if there is one that is a number.
pub fn figure(figures: &[Option<String>], series: usize) -> Option<Decimal> {
    figures.get(series)?.as_deref()?.parse().ok()
}

/// Returns how many series a chart shows: one or two.
pub fn series(chart: &Chart) -> usize {
    chart.series.len().clamp(1, 2)
}

/// Returns the least and the greatest figure of the axis of a chart. Zero is always on it, and the greatest is above zero.
pub fn range(chart: &Chart) -> (Decimal, Decimal) {
    let most = chart.most.parse().unwrap_or(Decimal::ZERO);
    let (mut low, mut high) = (Decimal::ZERO, most);
    for bar in &chart.bars {
        for series in 0..series(chart) {
            if let Some(figure) = figure(&bar.figures, series) {
                low = low.min(figure);
                high = high.max(figure);
            }
        }
    }
    if high <= Decimal::ZERO {
        high = Decimal::ONE;
    }
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::{Cell, RowKind};

    #[test]
    fn widths_add_up_and_no_column_vanishes() {
        assert_eq!(divided(&[1, 1, 2], 3, 8844, 200), [2211, 2211, 4422]);
        // 8844 × 1/1001 is 8, less than 200; the other column gives 192.
        assert_eq!(divided(&[1, 1000], 2, 8844, 200), [200, 8644]);
        // No widths: equal ones. 8844 ÷ 7 is 1263 and 3/7, so the edges are 1263, 2526, 3790, 5053, 6317, 7580, 8844.
        assert_eq!(divided(&[], 7, 8844, 200), [1263, 1263, 1264, 1263, 1264, 1263, 1264]);
        // A third width is missing: the mean of 1 and 3 is 2, of 6 in all.
        assert_eq!(divided(&[1, 3], 3, 600, 0), [100, 300, 200]);
        for columns in 1..=COLUMNS {
            let widths: Vec<u16> = (0..columns).map(|i| [0, 1, 7, 900, u16::MAX][i * 3 % 5]).collect();
            let divided = divided(&widths, columns, 8844, 120);
            assert_eq!(divided.iter().sum::<u32>(), 8844, "{columns}");
            assert!(divided.iter().all(|width| *width >= 120), "{columns}: {divided:?}");
        }
    }

    #[test]
    fn rows_have_as_many_columns_as_the_table() {
        let text = |text: &str| Cell::new(text, Align::Start);
        let row = Row::new(RowKind::Plain, [text("a").over(2), text("b"), text("c")]);
        let seen = |columns| -> Vec<(String, usize, usize)> {
            let cells = cells(&row, columns);
            cells
                .into_iter()
                .map(|cell| (cell.text.into_owned(), cell.column, cell.columns))
                .collect()
        };
        let cell = |text: &str, column, columns| (text.to_owned(), column, columns);
        assert_eq!(seen(4), [cell("a", 0, 2), cell("b", 2, 1), cell("c", 3, 1)]);
        assert_eq!(
            seen(5),
            [cell("a", 0, 2), cell("b", 2, 1), cell("c", 3, 1), cell("", 4, 1)]
        );
        assert_eq!(seen(3), [cell("a", 0, 2), cell("b c", 2, 1)]);
        assert_eq!(seen(1), [cell("a b c", 0, 1)]);
    }
}
