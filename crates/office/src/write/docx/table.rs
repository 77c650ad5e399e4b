//! Tables of Word files.

use super::Writer;
use super::look::TEXT_WIDTH;
use crate::paper::{Align, Row, RowKind, Table};
use crate::write::layout;

/// The least width of a column: two characters of a table.
const LEAST: u32 = 500;

/// Writes a table with a full grid, as wide as the text. Its head is repeated on every page, and no row is broken. A head, the row
/// of a section, a row that is one cell and the row before a sum stay with the next row, and a short list of labels is on one page.
pub fn table(table: &Table, writer: &mut Writer<'_>) {
    let columns = layout::columns(table);
    if columns == 0 || table.head.is_empty() && table.rows.is_empty() {
        return;
    }
    let widths = layout::divided(&table.widths, columns, TEXT_WIDTH, LEAST);
    let out = &mut writer.body;
    out.push_str(&format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>"
    ));
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        out.push_str(&format!(
            "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
        ));
    }
    out.push_str("</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>");
    for (side, width) in [("top", 28), ("left", 57), ("bottom", 28), ("right", 57)] {
        out.push_str(&format!("<w:{side} w:w=\"{width}\" w:type=\"dxa\"/>"));
    }
    out.push_str("</w:tblCellMar></w:tblPr><w:tblGrid>");
    for width in &widths {
        out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
    }
    out.push_str("</w:tblGrid>");
    let has_rows = !table.rows.is_empty();
    for (i, row) in table.head.iter().enumerate() {
        let keep = has_rows || i + 1 < table.head.len();
        let look = RowLook {
            head: true,
            bold: true,
            keep,
        };
        write_row(row, &widths, &look, writer);
    }
    let is_whole = layout::is_whole(table);
    for (i, row) in table.rows.iter().enumerate() {
        let next = table.rows.get(i + 1);
        let look = RowLook {
            head: false,
            bold: row.kind != RowKind::Plain,
            keep: next.is_some_and(|next| is_whole || is_name(row, columns) || next.kind == RowKind::Total),
        };
        write_row(row, &widths, &look, writer);
    }
    writer.body.push_str("</w:tbl>");
}

/// Returns whether a row names what is in the rows below.
fn is_name(row: &Row, columns: usize) -> bool {
    row.kind == RowKind::Section || columns > 1 && row.cells.len() == 1 && usize::from(row.cells[0].columns) >= columns
}

struct RowLook {
    head: bool,
    bold: bool,
    keep: bool,
}

fn write_row(row: &Row, widths: &[u32], look: &RowLook, writer: &mut Writer<'_>) {
    writer.body.push_str("<w:tr><w:trPr><w:cantSplit/>");
    if look.head {
        writer.body.push_str("<w:tblHeader/>");
    }
    writer.body.push_str("</w:trPr>");
    for cell in layout::cells(row, widths.len()) {
        let width: u32 = widths.iter().skip(cell.column).take(cell.columns).sum();
        writer
            .body
            .push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"));
        if cell.columns > 1 {
            writer
                .body
                .push_str(&format!("<w:gridSpan w:val=\"{}\"/>", cell.columns));
        }
        writer
            .body
            .push_str("<w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Cell\"/>");
        if look.keep {
            writer.body.push_str("<w:keepNext/>");
        }
        match cell.align {
            _ if look.head => writer.body.push_str("<w:jc w:val=\"center\"/>"),
            Align::Centre => writer.body.push_str("<w:jc w:val=\"center\"/>"),
            Align::End => writer.body.push_str("<w:jc w:val=\"right\"/>"),
            Align::Start => {}
        }
        writer.body.push_str("</w:pPr>");
        writer.run(&cell.text, if look.bold { "<w:b/><w:bCs/>" } else { "" });
        writer.body.push_str("</w:p></w:tc>");
    }
    writer.body.push_str("</w:tr>");
}
