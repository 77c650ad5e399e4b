//! Bytes of files as rows: what a worker does with each record.

use assessment::json;
use assessment::limits;
use assessment::problem::Code;
use assessment::record::RECORD_KIND;
use rollup::{Fault, Newer, Reading, Row};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Where the text of a record is: a source by number, and the range of its bytes, or the number of a file in an archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file, by the order in which files were chosen.
    pub source: u32,
    /// The first byte, or the number of the file in the archive.
    pub start: u64,
    /// The byte after the last; 0 for a file in an archive.
    pub end: u64,
}

/// A record that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadRow {
    /// The name of its file, with the line or the path inside.
    pub file: String,
    /// Where its text is.
    pub place: Place,
    /// The row, or why there is none.
    pub row: Result<Box<Row>, ReadFault>,
}

/// Why a text has no row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReadFault {
    /// It is damaged at this line and column.
    Damaged {
        /// The line, from 1.
        line: u32,
        /// The column, from 1.
        column: u32,
        /// The problem's code.
        code: String,
    },
    /// It is a saved page of whose answers a part is lost.
    DamagedPage,
    /// It is a kind of file that is not read inside an archive.
    InArchive,
    /// It is no record.
    NoRecord,
    /// It is a record of another rubric, of this id.
    OtherRubric(String),
    /// It is larger than a record may be.
    TooLarge,
    /// The browser cannot read it.
    Unreadable,
}

/// A file or a record that was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// Its file, with the line.
    pub file: String,
    /// Where it is.
    pub place: Place,
    /// Why.
    pub fault: ReadFault,
}

/// A record that does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotCounted {
    /// Its subject and its file.
    pub file: String,
    /// Those of the record that counts in its place.
    pub by: String,
    /// Whether it is a copy of that record, or one that was begun apart.
    pub is_copy: bool,
    /// Why the other one is newer.
    pub why: Newer,
}

/// The mark of UTF-8 at the beginning of a text.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// Reads one record.
///
/// # Errors
/// If the bytes are no record of the rubric.
pub fn to_row(reading: &Reading<'_>, file: &str, bytes: &[u8]) -> Result<Box<Row>, ReadFault> {
    if bytes.len() > limits::FILE {
        return Err(ReadFault::TooLarge);
    }
    let text = json::decode(bytes).map_err(|problem| ReadFault::Damaged {
        line: problem.line,
        column: problem.column,
        code: problem.code.text().to_owned(),
    })?;
    reading.row(file, &text).map(Box::new).map_err(|fault| match fault {
        Fault::OtherRubric(id) => ReadFault::OtherRubric(id.into()),
        Fault::Problems(problems) => match problems.first() {
            Some(problem) if problem.code != Code::NotARecord => ReadFault::Damaged {
                line: problem.line,
                column: problem.column,
                code: problem.code.text().to_owned(),
            },
            _ => ReadFault::NoRecord,
        },
    })
}

/// The id of the rubric that a record answers; none if the text is no record.
pub fn rubric_of(text: &str) -> Option<String> {
    if !text.contains(RECORD_KIND) {
        return None;
    }
    let file = assessment::record::Record::parse(text.trim_start_matches('\u{feff}')).ok()?;
    Some(file.rubric.id.to_string())
}

/// The lines that begin in a part of a file, given bytes from `start` on: from the first line that begins there to the last line's end,
/// which may be behind the part. A line that began before is another part's. Without a line end in the bytes behind the part the last line is
/// open, unless the file ends there: then `None` asks for more bytes.
pub fn lines_between(
    bytes: &[u8],
    start: u64,
    part: u64,
    is_end: bool,
    follows_line_end: bool,
) -> Option<Vec<Range<u64>>> {
    let mut from = 0;
    if !follows_line_end {
        match bytes.iter().position(|byte| *byte == b'\n') {
            Some(end) => from = end + 1,
            None if is_end => return Some(Vec::new()),
            None => return None,
        }
    }
    let mut lines = Vec::new();
    while (from as u64) < part && from < bytes.len() {
        let end = match bytes[from..].iter().position(|byte| *byte == b'\n') {
            Some(length) => from + length,
            None if is_end => bytes.len(),
            None => return None,
        };
        let line = bytes[from..end].strip_prefix(BOM).unwrap_or(&bytes[from..end]);
        if line.iter().any(|byte| !byte.is_ascii_whitespace()) {
            lines.push(start + from as u64..start + end as u64);
        }
        from = end + 1;
    }
    Some(lines)
}
