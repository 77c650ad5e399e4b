//! Tables as text: fields between commas, semicolons or tabs, with quotes as RFC 4180 has them.

use crate::document::{Block, Content, Document, Grid, Remark, TooLarge};
use crate::problem::{Kind, ReadError};

/// The characters that fields are separated by, in the order in which they are preferred.
const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Reads a table.
///
/// # Errors
/// If there are more rows or cells than the limits.
pub fn read(text: &str) -> Result<Document, ReadError> {
    // Excel writes the separator in a first line of its own.
    let (text, named) = match text.strip_prefix("sep=").and_then(|rest| rest.split_once(['\n', '\r'])) {
        Some((separator, rest)) => (rest, separator.bytes().next()),
        None => (text, None),
    };
    let separator = named.or_else(|| separator(text)).unwrap_or(b',');
    table(text, separator)
}

/// Returns the separator that most lines have, equally often: the one that makes the evenest table of at least two columns.
pub fn separator(text: &str) -> Option<u8> {
    SEPARATORS
        .iter()
        .filter_map(|separator| {
            let mut counts: Vec<usize> = records(text, *separator)
                .take(200)
                .flatten()
                .map(|record| record.len())
                .filter(|count| *count > 1)
                .collect();
            counts.sort_unstable();
            let longest = counts
                .chunk_by(|one, other| one == other)
                .max_by_key(|group| (group.len(), group[0]))?;
            Some((longest.len(), longest[0], *separator))
        })
        // The last of equals wins in `max_by_key`: the preferred separator is the last one.
        .rev()
        .max_by_key(|(rows, columns, _)| (*rows, *columns))
        .map(|(_, _, separator)| separator)
}

fn records(text: &str, separator: u8) -> impl Iterator<Item = Result<csv::StringRecord, csv::Error>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes())
        .into_records()
}

fn table(text: &str, separator: u8) -> Result<Document, ReadError> {
    let mut grid = Grid::default();
    let mut lengths: Vec<(u32, usize)> = Vec::new();
    for record in records(text, separator) {
        let record = record.map_err(|_| ReadError::Damaged(Kind::Csv))?;
        let number = record
            .position()
            .map_or(0, |position| u32::try_from(position.line()).unwrap_or(u32::MAX))
            .max(grid.last() + 1);
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let too_large = |TooLarge| ReadError::TooLarge;
        let row = grid.row(number, false).map_err(too_large)?;
        for (column, field) in record.iter().enumerate().filter(|(_, field)| !field.is_empty()) {
            let content = Content {
                text: field.to_owned(),
                ..Content::default()
            };
            grid.place(row, column, 1, content).map_err(too_large)?;
        }
        lengths.push((number, record.len()));
    }
    let usual = usual(&lengths);
    let uneven: Vec<_> = lengths.iter().filter(|(_, length)| *length != usual).collect();
    let mut out = Document::default();
    if let (Some((row, _)), true) = (uneven.first(), lengths.len() > uneven.len()) {
        out.remarks.push(Remark::UnevenRows {
            row: *row,
            count: uneven.len() as u32,
        });
    }
    out.blocks.extend(grid.finish().map(Block::Table));
    Ok(out)
}

/// Returns the number of fields that most rows have.
fn usual(lengths: &[(u32, usize)]) -> usize {
    let mut sorted: Vec<usize> = lengths.iter().map(|(_, length)| *length).collect();
    sorted.sort_unstable();
    sorted
        .chunk_by(|one, other| one == other)
        .max_by_key(|group| group.len())
        .map_or(0, |group| group[0])
}
