//! A sheet: its rows, and how they are laid out and printed.

use super::SPREADSHEET;
use super::cell::Cell;
use crate::cell_name::letters;
use crate::write::package::{DECLARATION, escaped};
use std::collections::BTreeMap;

/// Rows of a sheet that Excel opens. Later ones are left out of the file.
const ROWS: usize = 1_048_576;
/// The widest column that Excel has, in characters.
const WIDTH: u16 = 255;
/// The highest row that Excel has, in points.
const HEIGHT: u16 = 409;

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The name. Characters that Excel does not allow are replaced in the file, and a long name is cut.
    pub name: String,
    /// The rows, from the first one.
    pub rows: Vec<Vec<Cell>>,
    /// How they are laid out and printed.
    pub layout: Layout,
}

/// How a sheet is laid out and printed: on A4, as wide as the paper and as long as it needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The widths of the first columns, in digits of the default face, without the width of Excel for those after them.
    pub widths: Vec<u16>,
    /// How many of the first rows stay in view.
    pub frozen: usize,
    /// Which rows are repeated on every printed page, as the first one and the one after the last.
    pub repeated: (usize, usize),
    /// Regions that are one cell.
    pub merged: Vec<Merged>,
    /// The heights of rows, by their index. Other rows have the height of a line, or of their texts in programs that find that out.
    pub heights: BTreeMap<usize, Height>,
    /// Whether the paper lies across.
    pub is_landscape: bool,
}

/// The height of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Height {
    /// Points.
    pub points: u16,
    /// Whether it stays when a text in the row is changed, as it must where cells are merged.
    pub is_fixed: bool,
}

/// Cells beside one another that are one cell, which has the content of the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The row, from 0.
    pub row: usize,
    /// The first column, from 0.
    pub first: usize,
    /// The last column.
    pub last: usize,
}

impl Sheet {
    /// Creates an empty sheet.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// Adds a row of texts.
    pub fn push_texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        self.rows.push(texts.into_iter().map(Cell::from).collect());
    }

    /// Returns its content as XML. Only one sheet of a workbook is selected.
    pub(super) fn xml(&self, is_selected: bool) -> String {
        let layout = &self.layout;
        let mut out = format!("{DECLARATION}<worksheet xmlns=\"{SPREADSHEET}\">");
        let is_plain = *layout == Layout::default();
        if !is_plain {
            out.push_str("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
            layout.push_view(is_selected, &mut out);
        }
        out.push_str("<sheetData>");
        for (i, row) in self.rows.iter().enumerate().take(ROWS) {
            let number = i + 1;
            let height = layout.heights.get(&i).map(|height| {
                let points = height.points.clamp(1, HEIGHT);
                let fixed = if height.is_fixed { " customHeight=\"1\"" } else { "" };
                format!(" ht=\"{points}\"{fixed}")
            });
            out.push_str(&format!("<row r=\"{number}\"{}>", height.unwrap_or_default()));
            for (column, cell) in row.iter().enumerate() {
                cell.push_xml(number, column, &mut out);
            }
            out.push_str("</row>");
        }
        out.push_str("</sheetData>");
        if !is_plain {
            layout.push_print(&mut out);
        }
        out.push_str("</worksheet>");
        out
    }

    /// Returns the name that Excel has for the repeated rows of the sheet with this index; `None` if no row is repeated.
    pub(super) fn print_titles(&self, index: usize, name: &str) -> Option<String> {
        let (first, end) = self.layout.repeated;
        let name = escaped(&name.replace('\'', "''"));
        (first < end).then(|| {
            format!(
                "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{index}\">'{name}'!${}:${end}</definedName>",
                first + 1
            )
        })
    }
}

impl Layout {
    /// Writes what comes before the rows.
    fn push_view(&self, is_selected: bool, out: &mut String) {
        let selected = if is_selected { " tabSelected=\"1\"" } else { "" };
        out.push_str(&format!("<sheetViews><sheetView{selected} workbookViewId=\"0\">"));
        if self.frozen > 0 {
            out.push_str(&format!(
                "<pane ySplit=\"{0}\" topLeftCell=\"A{1}\" activePane=\"bottomLeft\" state=\"frozen\"/>\
                 <selection pane=\"bottomLeft\" activeCell=\"A{1}\" sqref=\"A{1}\"/>",
                self.frozen,
                self.frozen + 1
            ));
        }
        out.push_str("</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>");
        if !self.widths.is_empty() {
            out.push_str("<cols>");
            for (number, width) in (1..).zip(&self.widths) {
                let width = width.clamp(&1, &WIDTH);
                out.push_str(&format!(
                    "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"
                ));
            }
            out.push_str("</cols>");
        }
    }

    /// Writes what comes after the rows.
    fn push_print(&self, out: &mut String) {
        let merged: Vec<_> = self.merged.iter().filter(|one| one.first < one.last).collect();
        if !merged.is_empty() {
            out.push_str(&format!("<mergeCells count=\"{}\">", merged.len()));
            for one in merged {
                let (first, last, row) = (letters(one.first), letters(one.last), one.row + 1);
                out.push_str(&format!("<mergeCell ref=\"{first}{row}:{last}{row}\"/>"));
            }
            out.push_str("</mergeCells>");
        }
        let across = if self.is_landscape { "landscape" } else { "portrait" };
        out.push_str(&format!(
            "<printOptions horizontalCentered=\"1\"/>\
             <pageMargins left=\"0.5\" right=\"0.5\" top=\"0.55\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>\
             <pageSetup paperSize=\"9\" orientation=\"{across}\" fitToWidth=\"1\" fitToHeight=\"0\"/>\
             <headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>"
        ));
    }
}
