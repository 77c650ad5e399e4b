//! Markdown: headings, lists, paragraphs and tables between vertical bars. Marks within a line are dropped, their text is kept.

use super::plain;
use crate::document::{Block, Content, Document, Grid, Spent, TooLarge};
use crate::problem::ReadError;

/// Reads a Markdown text.
///
/// # Errors
/// If there are more rows, cells or paragraphs than the limits.
pub fn read(text: &str) -> Result<Document, ReadError> {
    let mut out = Document::default();
    let spent = Spent::default();
    let mut lines = text.lines().peekable();
    let mut pending = String::new();
    let mut fenced = false;
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            fenced = !fenced;
            continue;
        }
        if !fenced && trimmed.contains('|') && lines.peek().is_some_and(|next| is_rule(next)) {
            paragraphs(&std::mem::take(&mut pending), &mut out)?;
            lines.next();
            let mut grid = Grid::default().counted(&spent);
            put(&mut grid, trimmed, true)?;
            while let Some(row) = lines.next_if(|row| row.contains('|')) {
                put(&mut grid, row, false)?;
            }
            out.blocks.extend(grid.finish().map(Block::Table));
            continue;
        }
        // A rule between paragraphs says nothing.
        let rule = trimmed.len() >= 3
            && ['-', '*', '_', '=']
                .iter()
                .any(|mark| trimmed.chars().all(|c| c == *mark || c == ' '));
        pending.push_str(if rule { "" } else { line });
        pending.push('\n');
    }
    paragraphs(&pending, &mut out)?;
    Ok(out)
}

fn paragraphs(text: &str, out: &mut Document) -> Result<(), ReadError> {
    let mut read = plain::read(text)?;
    for block in &mut read.blocks {
        if let Block::Paragraph(paragraph) = block {
            let hashes = paragraph.text.bytes().take_while(|byte| *byte == b'#').count();
            if (1..=6).contains(&hashes) && paragraph.text[hashes..].starts_with(' ') {
                paragraph.heading = Some(hashes as u8);
                paragraph.text = paragraph.text[hashes..]
                    .trim()
                    .trim_end_matches('#')
                    .trim_end()
                    .to_owned();
            }
            // Quotes and bullets are marks of the line.
            let text = paragraph.text.trim_start_matches(['>', ' ']);
            let text = ["- ", "* ", "+ "]
                .iter()
                .find_map(|mark| text.strip_prefix(mark))
                .unwrap_or(text);
            paragraph.text = words(text);
        }
    }
    out.blocks.append(&mut read.blocks);
    Ok(())
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('-') && line.contains('|') && line.chars().all(|character| matches!(character, '|' | '-' | ':' | ' '))
}

fn put(grid: &mut Grid, line: &str, head: bool) -> Result<(), ReadError> {
    let too_large = |TooLarge| ReadError::TooLarge;
    let row = grid.row(grid.last() + 1, head).map_err(too_large)?;
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line
        .strip_suffix('|')
        .filter(|rest| !rest.ends_with('\\'))
        .unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.peek() == Some(&'|') => {
                characters.next();
                cells.last_mut().expect("one cell is there from the start").push('|');
            }
            '|' => cells.push(String::new()),
            other => cells.last_mut().expect("one cell is there from the start").push(other),
        }
    }
    for (column, cell) in cells.iter().enumerate() {
        let content = Content {
            text: words(
                &cell
                    .replace("<br>", "\n")
                    .replace("<br/>", "\n")
                    .replace("<br />", "\n"),
            ),
            formula: false,
            bold: head || (cell.trim().starts_with("**") && cell.trim().ends_with("**")),
        };
        grid.place(row, column, 1, content).map_err(too_large)?;
    }
    Ok(())
}

/// Returns the text of a line without the marks for emphasis, code, links and escapes.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Where one bracket begins no link, no later one does.
    let mut links = true;
    while let Some(character) = rest.chars().next() {
        let after = &rest[character.len_utf8()..];
        match character {
            '\\' if after.starts_with(|next: char| next.is_ascii_punctuation()) => {
                out.push_str(&after[..1]);
                rest = &after[1..];
                continue;
            }
            '*' if after.starts_with('*') => {
                rest = &after[1..];
                continue;
            }
            // A star after a figure is a mark of the text.
            '*' if !after.starts_with(' ') && !out.ends_with(|last: char| last.is_ascii_digit()) => {}
            '`' => {}
            // A link shows its words.
            '[' if links => match after
                .find("](")
                .and_then(|end| Some((end, end + 2 + after[end + 2..].find(')')?)))
            {
                Some((end, close)) => {
                    out.push_str(&words(&after[..end]));
                    rest = &after[close + 1..];
                    continue;
                }
                None => {
                    links = false;
                    out.push('[');
                }
            },
            other => out.push(other),
        }
        rest = after;
    }
    out
}
