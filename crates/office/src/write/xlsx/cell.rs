//! A cell: its content and its style.

use super::style::Style;
use crate::cell_name::letters;
use crate::write::package::escaped;
use assessment::points::Decimal;

/// UTF-16 units of a cell that Excel keeps.
const TEXT: usize = 32_767;

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What is in it.
    pub content: Content,
    /// How it is shown.
    pub style: Style,
}

/// What is in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    #[default]
    Empty,
    /// A text, never a formula. A text longer than Excel's limit is cut in the file. A line feed is a line break.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A formula. Never made of texts from a rubric or a record.
    Formula {
        /// The formula as Excel has it in English, without the equals sign, such as `SUM(D5:D8)`.
        formula: String,
        /// What it results in. A program that does not compute the formula shows this.
        value: Decimal,
    },
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() {
            Self::default()
        } else {
            Content::Text(text).into()
        }
    }
}

impl From<Decimal> for Cell {
    fn from(number: Decimal) -> Self {
        Content::Number(number).into()
    }
}

impl From<Content> for Cell {
    fn from(content: Content) -> Self {
        Self {
            content,
            style: Style::default(),
        }
    }
}

impl Cell {
    /// Shows it in this style.
    #[must_use]
    pub fn styled(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Returns its number: its own or that of its formula.
    pub fn number(&self) -> Option<Decimal> {
        match &self.content {
            Content::Number(number) | Content::Formula { value: number, .. } => Some(*number),
            Content::Empty | Content::Text(_) => None,
        }
    }

    /// Writes it, in this row from 1 and this column from 0.
    pub(super) fn push_xml(&self, row: usize, column: usize, out: &mut String) {
        let style = match self.style.index() {
            0 => String::new(),
            index => format!(" s=\"{index}\""),
        };
        let start = format!("<c r=\"{}{row}\"{style}", letters(column));
        let cell = match &self.content {
            Content::Empty if style.is_empty() => return,
            Content::Empty => format!("{start}/>"),
            Content::Number(value) => format!("{start}><v>{value}</v></c>"),
            Content::Formula { formula, value } => format!("{start}><f>{}</f><v>{value}</v></c>", escaped(formula)),
            Content::Text(text) => format!(
                "{start} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escaped(&kept(text))
            ),
        };
        out.push_str(&cell);
    }
}

/// Returns as much of a text as Excel keeps. What Excel would read as the code of a character, such as `_x000D_`, stays a text.
fn kept(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut units = 0;
    for (at, c) in text.char_indices() {
        let is_code = c == '_' && is_code(&text[at..]);
        let added = if is_code { 7 } else { c.len_utf16() };
        units += added;
        if units > TEXT {
            break;
        }
        if is_code {
            out.push_str("_x005F");
        }
        out.push(c);
    }
    out
}

/// Returns whether a text begins with the code of a character (ECMA-376, part 1, 22.9.2.19).
fn is_code(text: &str) -> bool {
    let digits = text.as_bytes().get(..7).and_then(|code| code.strip_prefix(b"_x"));
    digits.is_some_and(|code| matches!(code, [digits @ .., b'_'] if digits.iter().all(u8::is_ascii_hexdigit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_the_limit_and_no_code_is_read() {
        assert_eq!(kept("_x000D_ _x00_ _xzzzz_"), "_x005F_x000D_ _x00_ _xzzzz_");
        assert_eq!(kept("_x00字_"), "_x00字_");
        let long = format!("{}😀x", "长".repeat(TEXT - 1));
        // One unit is left, and the sign needs two.
        assert_eq!(kept(&long).chars().count(), TEXT - 1);
    }
}
