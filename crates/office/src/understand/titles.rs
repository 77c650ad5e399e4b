//! The texts that name a document and its tables.

use crate::assign::Assignments;
use crate::document::{Block, Document, Paragraph};
use crate::draft::Place;

/// Returns the heading or the short paragraph right before a table.
pub fn heading_before(document: &Document, table: usize) -> Option<(usize, Paragraph)> {
    let before = table.checked_sub(1)?;
    match document.blocks.get(before)? {
        Block::Paragraph(paragraph) if paragraph.text.is_empty() => None,
        Block::Paragraph(paragraph) if paragraph.heading.is_some() || paragraph.text.chars().count() <= 100 => {
            Some((before, paragraph.clone()))
        }
        _ => None,
    }
}

/// Returns the title, and where it stands: the first heading or short line, or the first cell of a table over its head.
pub fn title(document: &Document, assignments: &Assignments) -> Option<(String, Place)> {
    let is_decided = |at: usize| assignments.rows.contains_key(&(at, 0));
    let blocks = document.blocks.iter().enumerate();
    let filled = blocks.filter(|(_, block)| !matches!(block, Block::Paragraph(paragraph) if paragraph.text.is_empty()));
    let mut first = filled.take(3);
    first.find_map(|(at, block)| match block {
        Block::Paragraph(paragraph) => {
            let is_short = paragraph.text.chars().count() <= 60 && !is_decided(at);
            is_short.then(|| (paragraph.text.clone(), Place::of_row(at, 0)))
        }
        Block::Table(table) => {
            let origins: Vec<_> = table.rows.first()?.origins().collect();
            match origins.as_slice() {
                [(_, only)] if !is_decided(at) => Some((only.text.to_string(), Place::of_row(at, 0))),
                _ => Some((table.name.clone()?, Place::of_row(at, NO_ROW))),
            }
        }
    })
}

/// The row of what stands in no row, such as the name of a sheet.
const NO_ROW: usize = usize::MAX;
