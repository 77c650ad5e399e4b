//! The paragraphs and tables of a Word file, in the order in which its reader has them.

use super::super::FillError;
use super::super::tree::{At, Tree};
use super::raw::raw;
use crate::document::clean;
use crate::limits;
use std::collections::BTreeMap;

/// A paragraph or a table among the blocks of the document.
pub enum Spot {
    /// A paragraph.
    Paragraph(At),
    /// A table.
    Table(Vec<Line>),
}

/// A row of a table.
pub struct Line {
    /// Its number, as the document counts.
    pub number: u32,
    /// The cells that begin in it, by column.
    pub cells: BTreeMap<usize, At>,
}

/// Returns the row with a number.
pub fn line(lines: &[Line], number: u32) -> Option<&Line> {
    let at = lines.binary_search_by_key(&number, |line| line.number).ok()?;
    lines.get(at)
}

/// Finds the blocks of a document.
///
/// # Errors
/// If tables stand inside of one another without end.
pub fn blocks(tree: &Tree<'_>) -> Result<Vec<Spot>, FillError> {
    let mut walk = Walk {
        tree,
        blocks: Vec::new(),
        depth: 0,
    };
    for body in tree.children(Tree::ROOT).filter(|at| tree.name(*at) == "body") {
        walk.all(body)?;
    }
    Ok(walk.blocks)
}

/// Finds blocks in the order in which the reader has them.
struct Walk<'t, 'x> {
    tree: &'t Tree<'x>,
    blocks: Vec<Spot>,
    // Tables and text boxes inside of one another.
    depth: usize,
}

impl Walk<'_, '_> {
    fn all(&mut self, at: At) -> Result<(), FillError> {
        let children: Vec<At> = self.tree.children(at).collect();
        children.into_iter().try_for_each(|at| self.block(at))
    }

    fn block(&mut self, at: At) -> Result<(), FillError> {
        match self.tree.name(at) {
            "p" => {
                let raw = raw(self.tree, at);
                if !clean(&raw.text).is_empty() {
                    self.blocks.push(Spot::Paragraph(at));
                }
                self.boxes(raw.boxes)
            }
            "tbl" => self.table(at),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.all(at),
            _ => Ok(()),
        }
    }

    fn boxes(&mut self, boxes: Vec<At>) -> Result<(), FillError> {
        boxes.into_iter().try_for_each(|at| self.nested(|walk| walk.all(at)))
    }

    fn nested(&mut self, visit: impl FnOnce(&mut Self) -> Result<(), FillError>) -> Result<(), FillError> {
        self.depth += 1;
        if self.depth > limits::DEPTH {
            return Err(FillError::Structure);
        }
        let visited = visit(self);
        self.depth -= 1;
        visited
    }

    fn table(&mut self, table: At) -> Result<(), FillError> {
        let mut lines: Vec<Line> = Vec::new();
        let mut cells = Vec::new();
        self.rows(table, &mut lines, &mut cells);
        let mut inner = Vec::new();
        let mut has_text = false;
        for (cell, counts) in cells {
            let mut own = false;
            self.in_cell(cell, &mut own, &mut inner);
            has_text |= own && counts;
        }
        if has_text {
            self.blocks.push(Spot::Table(lines));
        }
        self.nested(|walk| {
            inner.into_iter().try_for_each(|inner| match inner {
                Inner::Block(at) => walk.block(at),
                Inner::Box(at) => walk.all(at),
            })
        })
    }

    /// Finds the rows, and all cells with whether their text counts: that of merged ones and of deleted rows does not.
    fn rows(&self, at: At, lines: &mut Vec<Line>, all: &mut Vec<(At, bool)>) {
        let tree = self.tree;
        for row in tree.children(at) {
            match tree.name(row) {
                "tr" => {
                    let number = lines.last().map_or(0, |line| line.number) + 1;
                    let mut line = Line {
                        number,
                        cells: BTreeMap::new(),
                    };
                    let properties: Vec<At> = tree
                        .children(row)
                        .filter(|at| tree.name(*at) == "trPr")
                        .flat_map(|at| tree.children(at))
                        .collect();
                    let before = properties.iter().filter(|at| tree.name(**at) == "gridBefore");
                    let mut column = before
                        .filter_map(|at| tree.attribute(*at, "val")?.trim().parse::<u32>().ok())
                        .next_back()
                        .unwrap_or(0)
                        .min(limits::COLUMNS as u32) as usize;
                    let first = all.len();
                    self.cells(row, &mut line, &mut column, all);
                    if properties.iter().any(|at| tree.name(*at) == "del") {
                        all[first..].iter_mut().for_each(|(_, counts)| *counts = false);
                    } else {
                        lines.push(line);
                    }
                }
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.rows(row, lines, all),
                _ => {}
            }
        }
    }

    fn cells(&self, at: At, line: &mut Line, column: &mut usize, all: &mut Vec<(At, bool)>) {
        let tree = self.tree;
        for cell in tree.children(at) {
            match tree.name(cell) {
                "tc" => {
                    let mut columns = 1;
                    let mut continues = false;
                    let properties = tree.children(cell).filter(|at| tree.name(*at) == "tcPr");
                    for at in properties.flat_map(|at| tree.children(at)) {
                        let value = tree.attribute(at, "val");
                        match tree.name(at) {
                            "gridSpan" => {
                                let span = value.and_then(|value| value.trim().parse::<u32>().ok());
                                columns = span.unwrap_or(1).max(1) as usize;
                            }
                            "vMerge" => continues = value.as_deref() != Some("restart"),
                            _ => {}
                        }
                    }
                    all.push((cell, !continues));
                    if !continues {
                        line.cells.insert(*column, cell);
                    }
                    *column = column.saturating_add(columns);
                }
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.cells(cell, line, column, all),
                _ => {}
            }
        }
    }

    /// Finds whether a cell has text, and the tables and text boxes inside of it.
    fn in_cell(&self, at: At, has_text: &mut bool, inner: &mut Vec<Inner>) {
        let tree = self.tree;
        for child in tree.children(at) {
            match tree.name(child) {
                "p" => {
                    let raw = raw(tree, child);
                    *has_text |= !clean(&raw.text).is_empty();
                    inner.extend(raw.boxes.into_iter().map(Inner::Box));
                }
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.in_cell(child, has_text, inner),
                _ => inner.push(Inner::Block(child)),
            }
        }
    }
}

/// What is inside of a cell besides its text.
enum Inner {
    Block(At),
    /// The content of a text box.
    Box(At),
}
