//! Formulas of a workbook: which cells each reads, and the value of those that are sums, differences and references.

use super::sheet::{LAST, Spot, column};
use assessment::points::Decimal;

/// Cells that a formula reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// The index of the sheet.
    pub sheet: usize,
    /// The first cell.
    pub first: Spot,
    /// The last cell.
    pub last: Spot,
}

impl Area {
    /// Returns whether a cell is in it.
    pub fn has(&self, sheet: usize, (row, column): Spot) -> bool {
        self.sheet == sheet
            && (self.first.0..=self.last.0).contains(&row)
            && (self.first.1..=self.last.1).contains(&column)
    }

    /// Returns the cell, if it is one.
    pub fn only(&self) -> Option<Spot> {
        (self.first == self.last).then_some(self.first)
    }
}

/// A formula as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The cells that it reads.
    pub areas: Vec<Area>,
    /// Whether it may read any cell: it has names, tables, other files, or functions that make references.
    pub reads_any: bool,
    /// The sum that it is, if it is one.
    pub sum: Option<Vec<Term>>,
}

/// A part of a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether it is taken off.
    pub is_less: bool,
    /// What it is.
    pub of: Of,
}

/// What a part of a sum is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// A number.
    Number(Decimal),
    /// A cell, which must be a number or empty.
    Cell(Area),
    /// The numbers among some cells.
    Cells(Area),
}

/// What formulas refer to by name.
pub struct Names<'n> {
    /// The names of the sheets, in lower case.
    pub sheets: &'n [String],
    /// The defined names, in lower case, each with the areas that it stands for; `None` if it stands for something else.
    pub defined: &'n [(String, Option<Vec<Area>>)],
}

/// The coordinate of a reference, and whether it stays the same where the formula is copied to.
type Coordinate = (u32, bool);

#[derive(Clone, Debug, PartialEq)]
enum Token {
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

/// Functions whose references cannot be read in the formula.
const MAKE_REFERENCES: [&str; 7] = [
    "INDIRECT",
    "OFFSET",
    "INDEX",
    "CHOOSE",
    "CELL",
    "EVALUATE",
    "GETPIVOTDATA",
];
/// Tokens of a formula: Excel keeps no more than 8192 characters.
const LENGTH: usize = 8192;
/// Brackets inside of one another.
const DEPTH: usize = 64;

/// Reads a formula of a sheet. `moved` is how many rows and columns the cell is away from the one that the formula was written for.
pub fn parse(text: &str, sheet: usize, moved: (i64, i64), names: &Names<'_>) -> Parsed {
    let unknown = Parsed {
        reads_any: true,
        ..Parsed::default()
    };
    if text.len() > LENGTH * 4 {
        return unknown;
    }
    let lexer = Lexer {
        rest: text.trim().trim_start_matches('='),
        sheet,
        moved,
        names,
    };
    let Some(tokens) = lexer.tokens() else {
        return unknown;
    };
    let mut parsed = Parsed::default();
    for token in &tokens {
        match token {
            Token::Area(area) => parsed.areas.push(*area),
            Token::Defined(areas) => parsed.areas.extend(areas),
            Token::Unknown => parsed.reads_any = true,
            Token::Function(name) => parsed.reads_any |= MAKE_REFERENCES.contains(&name.as_str()),
            _ => {}
        }
    }
    if !parsed.reads_any {
        let mut parser = Parser {
            tokens: &tokens,
            at: 0,
            terms: Vec::new(),
            depth: 0,
        };
        let is_sum = parser.sum(false).is_some() && parser.at == tokens.len();
        parsed.sum = is_sum.then_some(parser.terms);
    }
    parsed
}

struct Lexer<'t> {
    rest: &'t str,
    sheet: usize,
    moved: (i64, i64),
    names: &'t Names<'t>,
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '\\' | '?')
}

impl Lexer<'_> {
    fn tokens(mut self) -> Option<Vec<Token>> {
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

/// Reads sums: terms with plus and minus between them, `SUM(…)`, and brackets.
struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    terms: Vec<Term>,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn eat(&mut self, sign: char) -> bool {
        let is_next = self.peek() == Some(&Token::Sign(sign));
        self.at += usize::from(is_next);
        is_next
    }

    fn sum(&mut self, is_less: bool) -> Option<()> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let mut less = is_less;
        while let Some(Token::Sign(sign @ ('+' | '-'))) = self.peek() {
            less ^= *sign == '-';
            self.at += 1;
        }
        self.term(less)?;
        loop {
            if self.eat('+') {
                less = is_less;
            } else if self.eat('-') {
                less = !is_less;
            } else {
                break;
            }
            while self.eat('-') {
                less = !less;
            }
            self.term(less)?;
        }
        self.depth -= 1;
        Some(())
    }

    fn term(&mut self, is_less: bool) -> Option<()> {
        let token = self.peek()?.clone();
        self.at += 1;
        match token {
            Token::Number(number) => self.terms.push(Term {
                is_less,
                of: Of::Number(number?),
            }),
            Token::Area(area) => {
                area.only()?;
                self.terms.push(Term {
                    is_less,
                    of: Of::Cell(area),
                });
            }
            Token::Defined(areas) => {
                let [area] = areas[..] else { return None };
                area.only()?;
                self.terms.push(Term {
                    is_less,
                    of: Of::Cell(area),
                });
            }
            Token::Sign('(') => {
                self.sum(is_less)?;
                self.eat(')').then_some(())?;
            }
            Token::Function(name) if name == "SUM" => {
                self.eat('(').then_some(())?;
                loop {
                    self.argument(is_less)?;
                    if self.eat(')') {
                        break;
                    }
                    self.eat(',').then_some(())?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// An argument of `SUM`: cells, or a sum.
    fn argument(&mut self, is_less: bool) -> Option<()> {
        let ends = |token: Option<&Token>| matches!(token, Some(Token::Sign(',' | ')')));
        let areas = match self.peek() {
            Some(Token::Area(area)) if ends(self.tokens.get(self.at + 1)) => vec![*area],
            Some(Token::Defined(areas)) if ends(self.tokens.get(self.at + 1)) => areas.clone(),
            _ => return self.sum(is_less),
        };
        self.at += 1;
        self.terms.extend(areas.into_iter().map(|area| Term {
            is_less,
            of: Of::Cells(area),
        }));
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fill::sheet::name;

    fn names() -> (Vec<String>, Vec<(String, Option<Vec<Area>>)>) {
        let area = Area {
            sheet: 0,
            first: (2, 1),
            last: (2, 1),
        };
        let sheets = ["表1", "x y's", "汇总"].map(str::to_owned).to_vec();
        let defined = vec![("满分".to_owned(), Some(vec![area])), ("rate".to_owned(), None)];
        (sheets, defined)
    }

    fn shown(text: &str, moved: (i64, i64)) -> (String, bool, Option<String>) {
        let (sheets, defined) = names();
        let names = Names {
            sheets: &sheets,
            defined: &defined,
        };
        let parsed = parse(text, 2, moved, &names);
        let area = |area: &Area| match area.only() {
            Some(only) => format!("{}!{}", area.sheet, name(only)),
            None => format!("{}!{}:{}", area.sheet, name(area.first), name(area.last)),
        };
        let terms = parsed.sum.map(|terms| {
            let all = terms.iter().map(|term| {
                let sign = if term.is_less { "-" } else { "+" };
                match &term.of {
                    Of::Number(number) => format!("{sign}{number}"),
                    Of::Cell(own) => format!("{sign}{}", area(own)),
                    Of::Cells(own) => format!("{sign}[{}]", area(own)),
                }
            });
            all.collect::<Vec<_>>().join("")
        });
        let areas: Vec<String> = parsed.areas.iter().map(area).collect();
        (areas.join(" "), parsed.reads_any, terms)
    }

    #[test]
    fn sums_differences_and_references_are_understood() {
        for (formula, areas, sum) in [
            ("A1", "2!A1", Some("+2!A1")),
            ("$A$1+b2-3.5", "2!A1 2!B2", Some("+2!A1+2!B2-3.5")),
            ("SUM(D3:D20)", "2!D3:D20", Some("+[2!D3:D20]")),
            ("SUM(D3:D5,D7, 2)", "2!D3:D5 2!D7", Some("+[2!D3:D5]+[2!D7]+2")),
            ("sum(C4-D4)", "2!C4 2!D4", Some("+2!C4-2!D4")),
            ("-(A1-A2)", "2!A1 2!A2", Some("-2!A1+2!A2")),
            ("100-SUM(E2:E4)", "2!E2:E4", Some("+100-[2!E2:E4]")),
            ("表1!E5+'x y''s'!$E$6", "0!E5 1!E6", Some("+0!E5+1!E6")),
            ("满分-A1", "0!B2 2!A1", Some("+0!B2-2!A1")),
            ("SUM(A:C)", "2!A1:C1048576", Some("+[2!A1:C1048576]")),
            ("SUM(2:3)", "2!A2:XFD3", Some("+[2!A2:XFD3]")),
            ("IF(E5>=90,\"优\",\"良 A9\")", "2!E5", None),
            ("ROUND(A1/B1,2)", "2!A1 2!B1", None),
            ("A1*2", "2!A1", None),
            ("SUM(A1:A2)/2", "2!A1:A2", None),
            ("A1:A3", "2!A1:A3", None),
            ("1E+3", "", None),
            ("LOG10(A1)", "2!A1", None),
        ] {
            assert_eq!(
                shown(formula, (0, 0)),
                (areas.to_owned(), false, sum.map(str::to_owned)),
                "{formula}"
            );
        }
    }

    #[test]
    fn what_may_read_any_cell_is_known() {
        for formula in [
            "INDIRECT(\"A\"&1)",
            "OFFSET(A1,1,1)",
            "Table1[分数]",
            "[2]表1!A1",
            "rate*2",
            "unknown",
            "'[x.xlsx]表'!A1",
            "表1:汇总!A1",
            "\"open",
        ] {
            let (_, reads_any, sum) = shown(formula, (0, 0));
            assert!(reads_any && sum.is_none(), "{formula}");
        }
    }

    #[test]
    fn shared_formulas_move_what_is_not_fixed() {
        assert_eq!(shown("C4-$D$4", (2, 1)).0, "2!D6 2!D4");
        assert_eq!(shown("SUM(C$4:$D5)", (1, -1)).0, "2!B4:D6");
        // It would stand outside of the sheet.
        assert!(shown("A1", (-1, 0)).1);
    }
}
