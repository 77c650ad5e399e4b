//! As much of Markdown as the documents need: examples with the tables below them, names in backticks, and headings.

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// A document, taken apart.
pub struct Document {
    /// The examples in JSON.
    pub blocks: Vec<Block>,
    /// What is in backticks outside of examples.
    pub codes: BTreeSet<String>,
    /// The headings.
    pub headings: BTreeSet<String>,
}

/// An example: a block that begins with `json` and the word for what it is.
pub struct Block {
    /// What it is, such as `scale`; empty where the document does not say so.
    pub kind: String,
    /// Its text.
    pub text: String,
    /// The line on which it begins.
    pub line: usize,
    /// The table right below it; the names of its columns come first.
    pub table: Vec<Vec<String>>,
}

impl Block {
    /// Its content.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|fault| panic!("line {}: {fault}", self.line))
    }

    /// The table without the columns that only people read.
    pub fn figures(&self) -> Vec<Vec<String>> {
        let Some(head) = self.table.first() else {
            return Vec::new();
        };
        let is_named = |column: &usize| head.get(*column).is_some_and(|name| name.starts_with('`'));
        let row = |row: &Vec<String>| {
            (0..row.len())
                .filter(is_named)
                .map(|column| row[column].clone())
                .collect()
        };
        self.table.iter().map(row).collect()
    }
}

/// A file's text.
pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

impl Document {
    /// The document of a text.
    pub fn of(text: &str) -> Self {
        let mut document = Self {
            blocks: Vec::new(),
            codes: BTreeSet::new(),
            headings: BTreeSet::new(),
        };
        let mut lines = text.lines().enumerate().peekable();
        while let Some((i, line)) = lines.next() {
            if let Some(info) = line.strip_prefix("```") {
                let inner: Vec<_> = lines
                    .by_ref()
                    .map(|(_, line)| line)
                    .take_while(|line| *line != "```")
                    .collect();
                let mut words = info.split(' ');
                if words.next() != Some("json") {
                    continue;
                }
                while lines.next_if(|(_, line)| line.is_empty()).is_some() {}
                let mut table = Vec::new();
                while let Some((_, row)) = lines.next_if(|(_, line)| line.starts_with('|')) {
                    document.line(row);
                    table.push(cells(row));
                }
                // The second row is the rule below the names.
                if table.len() > 1 {
                    table.remove(1);
                }
                let kind = words.next().unwrap_or_default().to_owned();
                document.blocks.push(Block {
                    kind,
                    text: inner.join("\n"),
                    line: i + 1,
                    table,
                });
            } else {
                document.line(line);
            }
        }
        document
    }

    fn line(&mut self, line: &str) {
        let is_code = |i: usize| i % 2 == 1;
        let pieces: Vec<_> = line.split('`').enumerate().collect();
        self.codes.extend(
            pieces
                .iter()
                .filter(|(i, _)| is_code(*i))
                .map(|(_, code)| (*code).to_owned()),
        );
        if line.starts_with('#') {
            self.headings.insert(line.trim_start_matches('#').trim().to_owned());
        }
    }
}

fn cells(row: &str) -> Vec<String> {
    let inner = row.trim().trim_start_matches('|').trim_end_matches('|');
    inner.split('|').map(|cell| cell.trim().to_owned()).collect()
}
