//! The texts that name a document and its tables.

use super::profile;
use crate::assign::Assignments;
use crate::document::{Block, Document, Paragraph, Table};
use crate::draft::Place;

/// Returns the name that a person gave a sheet; `None` for one that a program gives, such as Sheet1.
pub fn name(table: &Table) -> Option<String> {
    let name = table.name.as_ref()?;
    let bare = name.trim().trim_end_matches(|last: char| last.is_ascii_digit());
    let is_given = ["sheet", "工作表", "表格", "feuil", "tabelle"].contains(&&*bare.trim_end().to_lowercase());
    (!is_given).then(|| name.clone())
}

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
                [(_, only)] if !is_decided(at) && profile::in_line(&only.text).is_empty() => {
                    Some((only.text.to_string(), Place::of_row(at, 0)))
                }
                _ => Some((name(table)?, Place::of_row(at, NO_ROW))),
            }
        }
    })
}

/// The row of what stands in no row, such as the name of a sheet.
const NO_ROW: usize = usize::MAX;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_with_the_name_that_a_program_gives_have_none() {
        for (sheet, known) in [
            ("Sheet", false),
            ("Sheet1", false),
            ("工作表1", false),
            ("sheet 12", false),
            ("自评表", true),
            ("2024", true),
            ("Sheet of Mr. A", true),
        ] {
            let table = Table {
                name: Some(sheet.to_owned()),
                ..Table::default()
            };
            assert_eq!(name(&table).is_some(), known, "{sheet}");
        }
    }
}
