//! Papers as plain text, for mail and chat.

use super::{layout, svg};
use crate::paper::{Chart, Content, Paper, Row, Style, Table};

/// Writes a paper as text. Blocks are apart by an empty line; rows are lines with tabs between the cells, as spreadsheets paste them.
pub fn text(paper: &Paper) -> String {
    let chinese = layout::is_chinese(&paper.language);
    let mut blocks: Vec<String> = Vec::with_capacity(paper.blocks.len() + 1);
    blocks.push(paper.title.clone());
    for block in &paper.blocks {
        blocks.push(match &block.content {
            Content::Heading { text, .. } => text.clone(),
            Content::Paragraph { style, text } => match style {
                Style::Body | Style::Missing if chinese => format!("　　{text}"),
                _ => text.clone(),
            },
            Content::Table(table) => rows(table),
            Content::Chart(chart) => bars(chart),
            Content::Picture(picture) => format!("[{}]", picture.description),
            Content::Contents => contents(paper),
            Content::PageBreak => String::new(),
        });
    }
    blocks.retain(|block| !block.trim().is_empty());
    let mut out = blocks.join("\n\n");
    out.push('\n');
    out
}

fn rows(table: &Table) -> String {
    let columns = layout::columns(table);
    let line = |row: &Row| {
        let mut line = String::new();
        for cell in layout::cells(row, columns) {
            if cell.column > 0 {
                line.push('\t');
            }
            line.push_str(&flat(&cell.text));
            // The places that a merged cell covers are empty, so that columns stay below each other.
            line.extend((1..cell.columns).map(|_| '\t'));
        }
        line
    };
    let lines: Vec<String> = table.head.iter().chain(&table.rows).map(line).collect();
    lines.join("\n")
}

fn bars(chart: &Chart) -> String {
    let mut lines = vec![flat(&chart.title)];
    let series = layout::series(chart);
    if series == 2 {
        lines.push(
            chart
                .series
                .iter()
                .take(2)
                .fold(String::new(), |line, name| line + "\t" + &flat(name)),
        );
    }
    for bar in &chart.bars {
        let mut line = flat(&bar.name);
        for i in 0..series {
            line.push('\t');
            line.push_str(&svg::label(chart, bar, i));
        }
        lines.push(line);
    }
    lines.join("\n")
}

fn contents(paper: &Paper) -> String {
    let line = |(_, level, text): (usize, u8, &str)| {
        let indent = if level > 1 { "  " } else { "" };
        format!("{indent}{}", flat(text))
    };
    layout::listed(paper).map(line).collect::<Vec<_>>().join("\n")
}

/// Returns a text on one line without tabs.
fn flat(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}
