//! As much of Markdown as the tests need: headings, links, code spans and the first cell of table rows.

use std::collections::BTreeSet;
use std::path::Path;

/// A document, taken apart. Fenced blocks are left out.
#[derive(Default)]
pub struct Document {
    /// How many lines it has.
    pub lines: usize,
    /// The anchors of its headings, in order.
    pub headings: Vec<String>,
    /// The targets of its links and images.
    pub links: Vec<String>,
    /// Its code spans.
    pub codes: BTreeSet<String>,
    /// The first cells of its tables' rows.
    pub first_cells: BTreeSet<String>,
    /// Lines on which a code span is not closed. Spans do not run over the end of a line here, so that they can be searched for.
    pub unclosed: Vec<usize>,
}

impl Document {
    /// Reads a file.
    pub fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self::of(&text)
    }

    /// Takes a text apart.
    pub fn of(text: &str) -> Self {
        let mut document = Self::default();
        let mut fenced = false;
        for (i, line) in text.lines().enumerate() {
            document.lines = i + 1;
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            } else if !fenced && !line.starts_with("    ") {
                document.line(i + 1, line);
            }
        }
        document
    }

    fn line(&mut self, number: usize, line: &str) {
        let pieces: Vec<_> = line.split('`').collect();
        if pieces.len().is_multiple_of(2) {
            self.unclosed.push(number);
        }
        self.codes
            .extend(pieces.iter().skip(1).step_by(2).map(|code| (*code).to_owned()));
        let plain: String = pieces.iter().step_by(2).copied().collect();
        let links = plain.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        self.links.extend(links.map(|(target, _)| target.to_owned()));
        let images = plain.split("src=\"").skip(1).filter_map(|rest| rest.split_once('"'));
        self.links.extend(images.map(|(target, _)| target.to_owned()));
        if let Some(heading) = line.strip_prefix('#') {
            self.headings.push(anchor(heading.trim_start_matches('#')));
        }
        if let Some(row) = line.strip_prefix('|') {
            self.first_cells
                .extend(row.split('|').next().map(|cell| cell.trim().to_owned()));
        }
    }
}

/// The anchor that code hosting sites make of a heading: lower case, hyphens for spaces, no punctuation.
fn anchor(heading: &str) -> String {
    let lower = heading.trim().to_lowercase();
    lower
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}
