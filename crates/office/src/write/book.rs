//! Papers as Excel workbooks: each page that begins with a page break is a sheet.

use super::layout;
use super::xlsx::table::Table;
use super::xlsx::{Band, Content as CellContent, Form, Sheet, Workbook};
use crate::paper::{self, Align, Block, Content, Paper, Row, RowKind, Style};
use assessment::points::Decimal;

/// The width of a sheet that fills its paper without being made smaller, in digits.
const ACROSS: u32 = 132;
const UPRIGHT: u32 = 92;
/// From how many columns on the paper lies across.
const MANY: usize = 7;
/// How many rows may stay in view beside those that are scrolled.
const FROZEN: usize = 4;

/// Makes a workbook of a paper. `named` says how the sheet of some blocks is called; without it a sheet has the name of its title.
///
/// Texts stay texts; a figure in a column of figures is a number. Charts and contents are left out, and a picture is its description.
pub fn book(paper: &Paper, named: &dyn Fn(&[Block]) -> Option<String>) -> Workbook {
    let pages = paper.blocks.split(|block| block.content == Content::PageBreak);
    let pages = pages.enumerate().filter(|(at, blocks)| *at == 0 || !blocks.is_empty());
    let sheets = pages.map(|(at, blocks)| {
        let (title, blocks) = match (at, blocks.split_first()) {
            (0, _) => (&*paper.title, blocks),
            (_, Some((first, rest))) if title_of(first).is_some() => (title_of(first).unwrap_or_default(), rest),
            _ => ("", blocks),
        };
        sheet(title, named(blocks), blocks)
    });
    Workbook {
        sheets: sheets.collect(),
        title: paper.title.clone(),
        language: paper.language.clone(),
    }
}

/// Returns the text of a block that begins a page as its title.
fn title_of(block: &Block) -> Option<&str> {
    match &block.content {
        Content::Heading { text, .. }
        | Content::Paragraph {
            style: Style::Title,
            text,
        } => Some(text),
        _ => None,
    }
}

fn sheet(title: &str, name: Option<String>, blocks: &[Block]) -> Sheet {
    let tables = || {
        blocks.iter().filter_map(|block| match &block.content {
            Content::Table(table) => Some(table),
            _ => None,
        })
    };
    // The first of the widest tables gives the columns their widths.
    let columns = tables().map(layout::columns).max().unwrap_or(0).max(1);
    let widths = tables().find(|table| layout::columns(table) == columns);
    let widths = widths.map(|table| &*table.widths).unwrap_or_default();
    let is_across = columns >= MANY;
    let total = if is_across { ACROSS } else { UPRIGHT };
    let widths = layout::divided(widths, columns, total, 4);
    let widths: Vec<u16> = widths
        .into_iter()
        .map(|width| u16::try_from(width).unwrap_or(u16::MAX))
        .collect();
    let name = name.unwrap_or_else(|| title.to_owned());
    let mut out = Table::new(&name, &widths, is_across);
    if !title.is_empty() {
        out.title(title);
    }
    for block in blocks {
        match &block.content {
            Content::Heading { text, .. } => out.heading(text),
            Content::Paragraph { style, text } => match style {
                Style::Title => out.title(text),
                Style::Centred | Style::Caption => out.line(text, Form::Centre),
                Style::Signature => out.line(text, Form::End),
                Style::Body | Style::Plain | Style::Remark | Style::Missing => out.note(text),
            },
            Content::Table(table) => grid(&mut out, table, columns),
            Content::Picture(picture) => out.note(&picture.description),
            Content::Chart(_) | Content::Contents | Content::PageBreak => {}
        }
    }
    out.finish()
}

/// Adds a table. One with fewer columns than the sheet has a wide last one.
fn grid(out: &mut Table, table: &paper::Table, columns: usize) {
    let own = layout::columns(table);
    let start = out.len();
    for (row, is_head) in (table.head.iter().map(|row| (row, true))).chain(table.rows.iter().map(|row| (row, false))) {
        add(out, row, is_head, own, columns);
    }
    out.repeat(start, start + table.head.len(), FROZEN);
}

fn add(out: &mut Table, row: &Row, is_head: bool, own: usize, columns: usize) {
    let band = match row.kind {
        _ if is_head => Band::Head,
        RowKind::Plain => Band::Row,
        RowKind::Section => Band::Section,
        RowKind::Total => Band::Total,
    };
    let mut cells = Vec::with_capacity(columns);
    let mut wide = Vec::new();
    for cell in layout::cells(row, own) {
        let end = match cell.column + cell.columns {
            end if end == own => columns,
            end => end,
        };
        let form = match cell.align {
            Align::Start => Form::Text,
            Align::Centre => Form::Centre,
            Align::End => Form::End,
        };
        cells.push((content(&cell.text, cell.align), form));
        cells.resize(end, (CellContent::Empty, form));
        if end > cell.column + 1 {
            wide.push((cell.column, end - 1));
        }
    }
    out.row(band, cells);
    for (first, last) in wide {
        out.merge(first, last);
    }
}

/// Returns a figure as a number, and anything else as a text.
fn content(text: &str, align: Align) -> CellContent {
    if text.is_empty() {
        return CellContent::Empty;
    }
    let number = text.parse::<Decimal>().ok();
    // A number such as `007` is a text of its own letters.
    match number.filter(|number| align != Align::Start && number.to_string() == *text) {
        Some(number) => CellContent::Number(number),
        None => CellContent::Text(text.to_owned()),
    }
}
