//! What a file contains, before any of it is understood: paragraphs, tables, and remarks on what a reader would miss.

use crate::limits;
use crate::problem::ReadError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The content of a file, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Paragraphs and tables.
    pub blocks: Vec<Block>,
    /// What the file has besides, and which is not in `blocks`.
    pub remarks: Vec<Remark>,
}

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph, or a line of a text file.
    Paragraph(Paragraph),
    /// A table, or a sheet of a workbook.
    Table(Table),
}

/// A paragraph, or a line of a text file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// The text, without the number that the program which wrote the file adds.
    pub text: String,
    /// That number, such as `1.` or `（一）`.
    pub number: Option<String>,
    /// The level of a heading, from 1.
    pub heading: Option<u8>,
    /// The indentation: characters in a text file, levels of a list elsewhere.
    pub indent: u16,
    /// Whether an empty line, or an empty paragraph, comes before it.
    pub apart: bool,
    /// Whether a line of a text file, which may be continued on the next one.
    pub line: bool,
}

/// A table, or a sheet of a workbook. All rows have the same number of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The name of the sheet.
    pub name: Option<String>,
    /// The rows that are not empty.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The number of the row in its sheet or table, from 1.
    pub number: u32,
    /// Whether the file marks the row as a head that repeats on every page.
    pub head: bool,
    /// The cells, one for each column.
    #[serde(with = "cells")]
    pub cells: Vec<Cell>,
}

/// A place of a table. A merged cell is at every place that it covers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text as it is shown, shared by all places of a merged cell.
    pub text: Rc<str>,
    /// Rows above this place that the cell also covers.
    pub above: u32,
    /// Columns before this place that the cell also covers.
    pub before: u32,
    /// Columns that the cell covers in all.
    pub columns: u32,
    /// Whether the value is computed by a formula.
    pub formula: bool,
    /// Whether the text is bold throughout.
    pub bold: bool,
}

/// What a file has besides its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Remark {
    /// A hidden sheet, which is left out.
    HiddenSheet(String),
    /// Hidden rows of a sheet, which are left out.
    HiddenRows {
        /// The sheet.
        sheet: String,
        /// How many.
        count: u32,
    },
    /// Hidden columns of a sheet, which are read.
    HiddenColumns {
        /// The sheet.
        sheet: String,
        /// How many.
        count: u32,
    },
    /// A formula whose value the file does not have.
    FormulaWithoutValue {
        /// The sheet.
        sheet: String,
        /// The cell, such as `D12`.
        cell: String,
    },
    /// A text box, which is read where it is anchored.
    TextBox(String),
    /// Text that was deleted while changes were tracked, which is left out.
    DeletedText,
    /// Hidden text, which is left out.
    HiddenText,
    /// A table inside a cell, which is read after the table around it.
    TableInCell,
    /// Pictures, which are left out.
    Pictures(u32),
    /// Fractions in a column that make 1, of a file whose formats are not known: they may be percentages.
    Fractions {
        /// The sheet.
        sheet: String,
        /// The column, from 1.
        column: u32,
    },
    /// Rows with more or fewer fields than the first one.
    UnevenRows {
        /// The first such row.
        row: u32,
        /// How many.
        count: u32,
    },
}

impl Cell {
    /// Returns whether this place is the first one of its cell.
    pub fn is_origin(&self) -> bool {
        self.above == 0 && self.before == 0
    }

    /// Returns whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

impl Table {
    /// Returns the number of columns.
    pub fn width(&self) -> usize {
        self.rows.first().map_or(0, |row| row.cells.len())
    }

    /// Returns the text at a place, which is empty outside of the table.
    pub fn text(&self, row: usize, column: usize) -> &str {
        self.rows
            .get(row)
            .and_then(|row| row.cells.get(column))
            .map_or("", |cell| &cell.text)
    }
}

impl Row {
    /// Returns the cells that begin in this row, each with its column.
    pub fn origins(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| cell.is_origin() && !cell.is_empty())
    }
}

impl Document {
    /// Returns the tables, each with its index among the blocks.
    pub fn tables(&self) -> impl Iterator<Item = (usize, &Table)> {
        self.blocks.iter().enumerate().filter_map(|(at, block)| match block {
            Block::Table(table) => Some((at, table)),
            Block::Paragraph(_) => None,
        })
    }
}

/// A cell before its place is known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    pub text: String,
    pub formula: bool,
    pub bold: bool,
}

/// Builds a table from cells that name their place or follow one another.
#[derive(Default)]
pub(crate) struct Grid {
    name: Option<String>,
    rows: Vec<(u32, bool, Vec<Option<Cell>>)>,
    spent: Spent,
}

/// The cells of all tables of a file so far, and the bytes of their texts. Tables that share it count together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spent(Rc<std::cell::Cell<(usize, usize)>>);

impl Spent {
    fn add(&self, text: usize) -> Result<(), TooLarge> {
        let (cells, texts) = self.0.get();
        let (cells, texts) = (cells + 1, texts + text);
        self.0.set((cells, texts));
        if cells > limits::CELLS || texts > limits::CELL_TEXTS {
            return Err(TooLarge);
        }
        Ok(())
    }
}

/// More rows, columns or cells than the limit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooLarge;

impl Grid {
    pub(crate) fn named(name: String) -> Self {
        Self {
            name: Some(name),
            ..Self::default()
        }
    }

    /// Counts the cells of this table together with those of others of the file.
    pub(crate) fn counted(self, spent: &Spent) -> Self {
        Self {
            spent: spent.clone(),
            ..self
        }
    }

    /// Begins a row with this number, above all earlier ones.
    pub(crate) fn row(&mut self, number: u32, head: bool) -> Result<usize, TooLarge> {
        if self.rows.len() >= limits::ROWS {
            return Err(TooLarge);
        }
        self.rows.push((number, head, Vec::new()));
        Ok(self.rows.len() - 1)
    }

    /// Returns the first column of a row, from `column`, that no cell covers.
    pub(crate) fn free(&self, row: usize, mut column: usize) -> usize {
        let cells = self.rows.get(row).map_or(&[][..], |(_, _, cells)| cells);
        while cells.get(column).is_some_and(Option::is_some) {
            column += 1;
        }
        column
    }

    /// Puts a cell at a place, or what a merged cell has at this place of it.
    fn put(&mut self, row: usize, column: usize, cell: Cell) -> Result<(), TooLarge> {
        if column >= limits::COLUMNS {
            return Err(TooLarge);
        }
        self.spent.add(cell.text.len())?;
        let cells = &mut self.rows[row].2;
        if cells.len() <= column {
            cells.resize(column + 1, None);
        }
        cells[column] = Some(cell);
        Ok(())
    }

    /// Puts a cell over one row and some columns. Columns beyond the limit are dropped if `columns` alone asks for them: files
    /// that were made by programs merge whole rows.
    pub(crate) fn place(
        &mut self,
        row: usize,
        column: usize,
        columns: usize,
        content: Content,
    ) -> Result<(), TooLarge> {
        let text = clean(&content.text);
        if text.len() > limits::TEXT {
            return Err(TooLarge);
        }
        self.cover(row, column, columns, 0, &Rc::from(text), &content)
    }

    fn cover(
        &mut self,
        row: usize,
        column: usize,
        columns: usize,
        above: u32,
        text: &Rc<str>,
        content: &Content,
    ) -> Result<(), TooLarge> {
        let columns = columns.clamp(1, limits::COLUMNS.saturating_sub(column).max(1));
        for before in 0..columns {
            self.put(
                row,
                column + before,
                Cell {
                    text: text.clone(),
                    above,
                    before: before as u32,
                    columns: columns as u32,
                    formula: content.formula,
                    bold: content.bold,
                },
            )?;
        }
        Ok(())
    }

    /// Continues the cell above, at this place, into this row.
    pub(crate) fn continue_down(&mut self, row: usize, column: usize, columns: usize) -> Result<(), TooLarge> {
        let above = row
            .checked_sub(1)
            .and_then(|row| self.rows[row].2.get(column).cloned().flatten())
            .unwrap_or_default();
        let content = Content {
            text: String::new(),
            formula: above.formula,
            bold: above.bold,
        };
        self.cover(row, column, columns, above.above + 1, &above.text, &content)
    }

    /// Drops the last row.
    pub(crate) fn drop_row(&mut self) {
        self.rows.pop();
    }

    /// Marks the last row as a head.
    pub(crate) fn mark_head(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.1 = true;
        }
    }

    /// Merges the places of a rectangle into its first cell. Rows are indices, the last row and column are included.
    pub(crate) fn merge(
        &mut self,
        rows: std::ops::RangeInclusive<usize>,
        columns: std::ops::RangeInclusive<usize>,
    ) -> Result<(), TooLarge> {
        let (top, left) = (*rows.start(), *columns.start());
        let origin = self.rows[top].2.get(left).cloned().flatten().unwrap_or_default();
        let content = Content {
            text: String::new(),
            formula: origin.formula,
            bold: origin.bold,
        };
        for row in rows {
            self.cover(
                row,
                left,
                columns.end() - left + 1,
                (row - top) as u32,
                &origin.text,
                &content,
            )?;
        }
        Ok(())
    }

    /// Returns the index of the row with this number, or of the first one after it.
    pub(crate) fn at_or_after(&self, number: u32) -> usize {
        self.rows.partition_point(|(known, _, _)| *known < number)
    }

    /// Returns the number of a row.
    pub(crate) fn number(&self, row: usize) -> Option<u32> {
        self.rows.get(row).map(|(number, _, _)| *number)
    }

    /// Returns the number of the last row.
    pub(crate) fn last(&self) -> u32 {
        self.rows.last().map_or(0, |(number, _, _)| *number)
    }

    /// Returns the table without empty rows and without empty columns at its end; `None` if nothing is left.
    pub(crate) fn finish(self) -> Option<Table> {
        let filled = |cell: &Option<Cell>| cell.as_ref().is_some_and(|cell| !cell.is_empty());
        let width = self
            .rows
            .iter()
            .filter_map(|(_, _, cells)| cells.iter().rposition(filled))
            .max()?
            + 1;
        let rows = self
            .rows
            .into_iter()
            .filter(|(_, _, cells)| cells.iter().any(filled))
            .map(|(number, head, cells)| {
                let mut cells: Vec<Cell> = cells.into_iter().take(width).map(Option::unwrap_or_default).collect();
                cells.resize(width, Cell::default());
                Row { number, head, cells }
            })
            .collect();
        Some(Table { name: self.name, rows })
    }
}

/// Returns a text with even white space: no-break and other wide spaces become plain ones, spaces at line ends and empty lines go.
pub(crate) fn clean(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}']) {
        let mut out = String::with_capacity(line.len());
        for character in line.chars() {
            match character {
                '\u{200b}' | '\u{feff}' | '\u{ad}' => {}
                _ if character.is_whitespace() || character.is_control() => {
                    if !out.is_empty() && !out.ends_with(' ') {
                        out.push(' ');
                    }
                }
                _ => out.push(character),
            }
        }
        let line = out.trim_end();
        if !line.is_empty() {
            lines.push(line.to_owned());
        }
    }
    lines.join("\n")
}

/// The cells of a row as their texts, and what else is known of those that are merged, bold or computed: most are not, and a table of some
/// thousand rows is read again while a person waits.
mod cells {
    use super::Cell;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::rc::Rc;

    /// The column, what the cell covers above, before and in all, and whether it is computed and bold.
    type Mark = (usize, u32, u32, u32, bool, bool);

    pub fn serialize<S: Serializer>(cells: &[Cell], serializer: S) -> Result<S::Ok, S::Error> {
        let texts: Vec<&Rc<str>> = cells.iter().map(|cell| &cell.text).collect();
        let marks: Vec<Mark> = cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| **cell != plain(cell.text.clone()))
            .map(|(i, cell)| (i, cell.above, cell.before, cell.columns, cell.formula, cell.bold))
            .collect();
        (texts, marks).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Cell>, D::Error> {
        let (texts, marks) = <(Vec<Rc<str>>, Vec<Mark>)>::deserialize(deserializer)?;
        let mut cells: Vec<Cell> = texts.into_iter().map(plain).collect();
        for (i, above, before, columns, formula, bold) in marks {
            let Some(cell) = cells.get_mut(i) else { continue };
            *cell = Cell {
                text: cell.text.clone(),
                above,
                before,
                columns,
                formula,
                bold,
            };
        }
        Ok(cells)
    }

    /// A cell of one column that is neither computed nor bold.
    fn plain(text: Rc<str>) -> Cell {
        Cell {
            text,
            columns: 1,
            ..Cell::default()
        }
    }
}

/// The row, from 1, and the column, from 0, of a place in a sheet.
type Spot = (u32, usize);

impl Table {
    /// Builds a table from the cells of a sheet, for readers of formats outside of this crate. A cell needs its text and whether it is
    /// computed and bold; `merged` has the first and the last place of each merged region. `None` if no cell has text.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] if there are more rows, columns, cells or characters than the limit.
    pub fn from_cells(
        name: String,
        cells: impl IntoIterator<Item = (Spot, Cell)>,
        merged: impl IntoIterator<Item = (Spot, Spot)>,
    ) -> Result<Option<Self>, ReadError> {
        let mut rows: BTreeMap<u32, Vec<(usize, Cell)>> = BTreeMap::new();
        for ((row, column), cell) in cells {
            if !cell.text.trim().is_empty() {
                rows.entry(row).or_default().push((column, cell));
            }
        }
        let mut grid = Grid::named(name);
        let too_large = |_: TooLarge| ReadError::TooLarge;
        for (number, cells) in rows {
            let row = grid.row(number, false).map_err(too_large)?;
            for (column, cell) in cells {
                let content = Content {
                    text: cell.text.to_string(),
                    formula: cell.formula,
                    bold: cell.bold,
                };
                grid.place(row, column, 1, content).map_err(too_large)?;
            }
        }
        for ((top, left), (bottom, right)) in merged {
            let (first, end) = (grid.at_or_after(top), grid.at_or_after(bottom.saturating_add(1)));
            // A region whose first row has no cells is empty.
            if first < end && grid.number(first) == Some(top) && left <= right && left < limits::COLUMNS {
                let right = right.min(limits::COLUMNS - 1);
                grid.merge(first..=end - 1, left..=right).map_err(too_large)?;
            }
        }
        Ok(grid.finish())
    }
}
