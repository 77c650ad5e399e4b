//! Rows as a file of lines: the first says what the rows are of, each further one is a row. The page and `ziping rollup` write it, and compare a
//! year with the one before by it.
//!
//! Rows name parts by their place, so that a file without the layout would be read wrongly once the rubric has another section.

use crate::layout::Layout;
use crate::row::Row;
use serde::{Deserialize, Serialize};

/// The kind of file, in its first line.
const KIND: &str = "ziping-rows";

/// The first line of a file of rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    kind: Box<str>,
    /// The parts of the rubric, in order.
    pub layout: Layout,
    /// The id of the rater whose scores were looked at.
    pub rater: Box<str>,
}

impl Head {
    /// The first line of rows with this layout. `rater` is by place.
    pub fn new(layout: &Layout, rater: u32) -> Self {
        let rater = layout.raters.get(rater as usize).cloned().unwrap_or_default();
        Self {
            kind: KIND.into(),
            layout: layout.clone(),
            rater,
        }
    }

    /// The line, without a line end.
    pub fn to_line(&self) -> String {
        // Every field is a text, a number or a list.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the line, with or without a byte order mark; none if it is of another file.
    pub fn parse(line: &str) -> Option<Self> {
        let head: Self = serde_json::from_str(line.trim_start_matches('\u{feff}')).ok()?;
        Some(head).filter(|head| *head.kind == *KIND)
    }

    /// Reads a row with this layout; none if the line is none, or has other parts.
    pub fn row(&self, line: &str) -> Option<Row> {
        let row = Row::parse(line)?;
        let fits = |parts: usize, of: usize| parts == of;
        let is_whole = row.scores.iter().all(|scores| {
            fits(scores.sections.len(), self.layout.sections.len())
                && fits(scores.items.len(), self.layout.criteria.len())
        });
        Some(row).filter(|_| is_whole)
    }
}
