//! Formulas of a workbook: which cells each reads, and the value of those that are sums, differences and references.

mod sums;
mod tokens;

use super::sheet::Spot;
use assessment::points::Decimal;
use tokens::{Lexer, Token};

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
        parsed.sum = sums::terms(&tokens);
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fill::sheet::name;

    type Defined = Vec<(String, Option<Vec<Area>>)>;

    fn names() -> (Vec<String>, Defined) {
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
