//! The tokens of a formula.

use super::super::sheet::{LAST, column};
use super::{Area, Names};
use assessment::points::Decimal;

/// The coordinate of a reference, and whether it stays the same where the formula is copied to.
type Coordinate = (u32, bool);

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Number(Option<Decimal>),
    Area(Area),
    /// A name that stands for areas.
    Defined(Vec<Area>),
    Function(String),
    Sign(char),
    /// Texts, errors, truth values.
    Constant,
    /// What may be a reference to any cell.
    Unknown,
}

/// A formula while it is read.
pub struct Lexer<'t> {
    /// What is not read yet.
    pub rest: &'t str,
    /// The sheet of the formula.
    pub sheet: usize,
    /// How many rows and columns references move.
    pub moved: (i64, i64),
    /// What names stand for.
    pub names: &'t Names<'t>,
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '\\' | '?')
}

impl Lexer<'_> {
    /// Returns the tokens; `None` if a text has no end.
    pub fn tokens(mut self) -> Option<Vec<Token>> {
        let mut tokens = Vec::new();
        while let Some(next) = self.rest.chars().next() {
            let token = match next {
                _ if next.is_whitespace() => {
                    self.skip(next.len_utf8());
                    continue;
                }
                '"' => {
                    self.quoted('"')?;
                    Token::Constant
                }
                '\'' => {
                    let name = self.quoted('\'')?;
                    self.rest = self.rest.strip_prefix('!')?;
                    self.after_sheet(&name)
                }
                '#' => {
                    let end = self.rest.find(['!', '?', '/']).map_or(self.rest.len(), |at| at + 1);
                    self.skip(end);
                    Token::Constant
                }
                '[' | '@' | '{' | '}' => {
                    self.skip(1);
                    Token::Unknown
                }
                _ if is_word(next) => self.word(),
                _ => {
                    self.skip(next.len_utf8());
                    Token::Sign(next)
                }
            };
            tokens.push(token);
        }
        Some(tokens)
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// Takes a text in quotes, in which a quote stands twice.
    fn quoted(&mut self, quote: char) -> Option<String> {
        let mut out = String::new();
        let mut from = 1;
        loop {
            let end = from + self.rest.get(from..)?.find(quote)?;
            out.push_str(&self.rest[from..end]);
            from = end + 1;
            if !self.rest[from..].starts_with(quote) {
                self.skip(from);
                return Some(out);
            }
            out.push(quote);
            from += 1;
        }
    }

    fn take_word(&mut self) -> String {
        let end = self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len());
        let word = self.rest[..end].to_owned();
        self.skip(end);
        word
    }

    fn word(&mut self) -> Token {
        let whole = self.rest;
        let word = self.take_word();
        if let Some(rest) = self.rest.strip_prefix('!') {
            self.rest = rest;
            return self.after_sheet(&word);
        }
        if self.rest.starts_with('(') {
            return Token::Function(word.trim_start_matches("_xlfn.").to_ascii_uppercase());
        }
        if self.rest.starts_with('[') {
            return Token::Unknown;
        }
        self.rest = whole;
        if let Some(area) = self.area(self.sheet) {
            return area;
        }
        // `1.5E+3` has a sign inside.
        let word = self.take_word();
        if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            let is_exponent = word.ends_with(['E', 'e']) && self.rest.starts_with(['+', '-']);
            return match is_exponent {
                true => Token::Number(None),
                false => Token::Number(word.parse().ok()),
            };
        }
        if matches!(&*word.to_ascii_uppercase(), "TRUE" | "FALSE") {
            return Token::Constant;
        }
        // Sheets in a row, as in `一:三!A1`.
        if self.rest.starts_with(':') {
            return Token::Unknown;
        }
        let name = word.to_lowercase();
        match self.names.defined.iter().find(|(own, _)| *own == name) {
            Some((_, Some(areas))) => Token::Defined(areas.clone()),
            _ => Token::Unknown,
        }
    }

    /// Takes what follows the name of a sheet.
    fn after_sheet(&mut self, name: &str) -> Token {
        let name = name.to_lowercase();
        let Some(sheet) = self.names.sheets.iter().position(|own| *own == name) else {
            // Another file, or sheets in a row.
            self.take_word();
            return Token::Unknown;
        };
        if self.rest.starts_with('#') {
            return Token::Unknown;
        }
        self.area(sheet).unwrap_or_else(|| {
            self.take_word();
            Token::Unknown
        })
    }

    /// Takes a reference: `A1`, `$A$1:B2`, `A:C`, `1:3`.
    fn area(&mut self, sheet: usize) -> Option<Token> {
        let whole = self.rest;
        let word = self.take_word();
        let first = reference(&word);
        let second = match self.rest.strip_prefix(':') {
            Some(rest) => {
                self.rest = rest;
                Some(reference(&self.take_word()))
            }
            None => None,
        };
        let area = match (first, second) {
            (Some((Some(column), Some(row))), None) => self.between(sheet, (row, column), (row, column)),
            (Some((Some(column), Some(row))), Some(Some((Some(last_column), Some(last_row))))) => {
                self.between(sheet, (row, column), (last_row, last_column))
            }
            (Some((Some(column), None)), Some(Some((Some(last), None)))) => {
                self.between(sheet, ((1, true), column), ((LAST.0, true), last))
            }
            (Some((None, Some(row))), Some(Some((None, Some(last))))) => {
                self.between(sheet, (row, (0, true)), (last, (LAST.1, true)))
            }
            _ => None,
        };
        match area {
            Some(area) if !self.rest.starts_with([':', '(', '!']) => Some(Token::Area(area)),
            _ => {
                self.rest = whole;
                None
            }
        }
    }

    fn between(&self, sheet: usize, one: (Coordinate, Coordinate), other: (Coordinate, Coordinate)) -> Option<Area> {
        let moved = |(value, is_fixed): Coordinate, by: i64, least: u32, most: u32| {
            let value = if is_fixed {
                i64::from(value)
            } else {
                i64::from(value) + by
            };
            u32::try_from(value).ok().filter(|value| (least..=most).contains(value))
        };
        let row = |coordinate| moved(coordinate, self.moved.0, 1, LAST.0);
        let column = |coordinate| moved(coordinate, self.moved.1, 0, LAST.1);
        let (top, left) = (row(one.0)?, column(one.1)?);
        let (bottom, right) = (row(other.0)?, column(other.1)?);
        Some(Area {
            sheet,
            first: (top.min(bottom), left.min(right)),
            last: (top.max(bottom), left.max(right)),
        })
    }
}

/// Reads `$A$1`, `A` or `1`: the column and the row.
fn reference(word: &str) -> Option<(Option<Coordinate>, Option<Coordinate>)> {
    let (fixed_column, rest) = match word.strip_prefix('$') {
        Some(rest) => (true, rest),
        None => (false, word),
    };
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, rest) = rest.split_at(letters);
    if letters.is_empty() {
        // A row alone: what stood before it is its own sign.
        let row: u32 = rest.parse().ok()?;
        return (rest.bytes().all(|byte| byte.is_ascii_digit())).then_some((None, Some((row, fixed_column))));
    }
    let column = (column(letters)?, fixed_column);
    let (fixed_row, digits) = match rest.strip_prefix('$') {
        Some(digits) => (true, digits),
        None => (false, rest),
    };
    if digits.is_empty() && !fixed_row {
        return Some((Some(column), None));
    }
    let row: u32 = digits.parse().ok()?;
    (digits.bytes().all(|byte| byte.is_ascii_digit())).then_some((Some(column), Some((row, fixed_row))))
}
