//! Plain text: one paragraph for each line. `understand` decides which lines continue the one before.

use crate::document::{Block, Document, Paragraph, clean};
use crate::limits;
use crate::problem::ReadError;

/// Reads a text.
///
/// # Errors
/// If there are more lines than the limit, or one is too long.
pub fn read(text: &str) -> Result<Document, ReadError> {
    let mut out = Document::default();
    let mut apart = false;
    for line in text.split(['\n', '\r', '\u{c}']) {
        let words = clean(line);
        if words.is_empty() {
            apart = true;
            continue;
        }
        if words.len() > limits::TEXT || out.blocks.len() >= limits::PARAGRAPHS {
            return Err(ReadError::TooLarge);
        }
        let indent = line
            .chars()
            .take_while(|character| character.is_whitespace())
            .map(|character| match character {
                '\t' => 4,
                '\u{3000}' => 2,
                _ => 1,
            });
        out.blocks.push(Block::Paragraph(Paragraph {
            indent: u16::try_from(indent.sum::<usize>()).unwrap_or(u16::MAX),
            text: words,
            apart: std::mem::take(&mut apart),
            line: true,
            ..Paragraph::default()
        }));
    }
    Ok(out)
}
