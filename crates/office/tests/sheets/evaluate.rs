//! A small evaluator of formulas, exact, which knows nothing of how they are made.

use crate::kit::{FoundSheet, parse_place};
use assessment::points::Decimal;
use assessment::{Rational, Rounding};
use std::collections::BTreeMap;

/// A value: a number, or nothing a function counts, such as a word or an empty cell.
type Value = Option<Rational>;

/// Evaluates the formulas of a sheet, each over the results of the others.
pub struct Evaluator<'s> {
    sheet: &'s FoundSheet,
    /// Numbers in place of those of the sheet.
    pub changed: BTreeMap<(usize, usize), Decimal>,
}

struct Parser<'p> {
    rest: &'p str,
    of: &'p Evaluator<'p>,
}

impl<'s> Evaluator<'s> {
    pub fn new(sheet: &'s FoundSheet) -> Self {
        Self {
            sheet,
            changed: BTreeMap::new(),
        }
    }

    /// The value of a cell, computed anew if it has a formula.
    pub fn value(&self, place: (usize, usize)) -> Value {
        if let Some(number) = self.changed.get(&place) {
            return Some((*number).into());
        }
        let cell = self.sheet.at(place.0, place.1);
        match cell.formula {
            Some(formula) => {
                let mut parser = Parser {
                    rest: &formula,
                    of: self,
                };
                let value = parser.sum();
                assert_eq!(parser.rest, "", "{formula}");
                Some(value.unwrap_or_else(|| panic!("{formula} has no value")))
            }
            None => cell.value.map(Rational::from),
        }
    }
}

fn zero() -> Rational {
    Decimal::ZERO.into()
}

impl Parser<'_> {
    fn eats(&mut self, sign: &str) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn sum(&mut self) -> Value {
        let mut value = self.product();
        loop {
            let is_minus = if self.eats("+") {
                false
            } else if self.eats("-") {
                true
            } else if self.eats("=") {
                let other = self.product();
                let is_equal = value.unwrap_or(zero()) == other.unwrap_or(zero());
                return Some(Rational::from(if is_equal { Decimal::ONE } else { Decimal::ZERO }));
            } else {
                return value;
            };
            let other = self.product().expect("a number");
            let own = value.expect("a number");
            value = if is_minus {
                own.checked_sub(other)
            } else {
                own.checked_add(other)
            };
        }
    }

    fn product(&mut self) -> Value {
        let mut value = self.sign();
        loop {
            if self.eats("*") {
                value = value.expect("a number").checked_mul(self.sign().expect("a number"));
            } else if self.eats("/") {
                value = value.expect("a number").checked_div(self.sign().expect("a number"));
            } else {
                return value;
            }
        }
    }

    fn sign(&mut self) -> Value {
        match self.eats("-") {
            true => zero().checked_sub(self.sign().expect("a number")),
            false => self.atom(),
        }
    }

    fn atom(&mut self) -> Value {
        if self.eats("(") {
            let value = self.sum();
            assert!(self.eats(")"), "{}", self.rest);
            return value;
        }
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.');
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        if self.eats("(") {
            return self.function(word);
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return Some(word.parse::<Decimal>().expect("a number").into());
        }
        // A word in arithmetic is an error in Excel; a blank cell is nothing.
        let place = parse_place(word);
        assert_eq!(self.of.sheet.at(place.0, place.1).text, None, "{word} is a word");
        self.of.value(place).or(Some(zero()))
    }

    fn function(&mut self, name: &str) -> Value {
        if name == "IF" {
            let condition = self.sum().expect("a condition");
            assert!(self.eats(","));
            let yes = self.sum();
            assert!(self.eats(","));
            let no = self.sum();
            assert!(self.eats(")"));
            return if condition == zero() { no } else { yes };
        }
        let mut arguments = Vec::new();
        loop {
            arguments.extend(self.argument());
            if self.eats(")") {
                break;
            }
            assert!(self.eats(","), "{name} {}", self.rest);
        }
        let numbers: Vec<Rational> = arguments.into_iter().flatten().collect();
        let sum = || numbers.iter().try_fold(zero(), |sum, one| sum.checked_add(*one));
        let count = || Rational::from(Decimal::whole(numbers.len() as i32));
        match name {
            "SUM" => sum(),
            "COUNT" => Some(count()),
            "AVERAGE" => sum()?.checked_div(count()),
            "MIN" => Some(numbers.iter().min().copied().unwrap_or(zero())),
            "MAX" => Some(numbers.iter().max().copied().unwrap_or(zero())),
            "ROUND" => {
                let places = numbers[1].rounded(0, Rounding::Half).expect("places").to_string();
                let rounded = numbers[0].rounded(places.parse().expect("places"), Rounding::Half);
                Some(rounded.expect("a decimal").into())
            }
            other => panic!("the function {other}"),
        }
    }

    /// An argument: the cells of a range or one cell, in which words count as nothing, or a value.
    fn argument(&mut self) -> Vec<Value> {
        let end = self.rest.find([',', ')']).unwrap_or(self.rest.len());
        let word = &self.rest[..end];
        let is_place = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_uppercase()) && word.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        let ends = word.split_once(':').unwrap_or((word, word));
        if !is_place(ends.0) || !is_place(ends.1) {
            return vec![self.sum()];
        }
        self.rest = &self.rest[end..];
        let (from, to) = (parse_place(ends.0), parse_place(ends.1));
        let rows = from.0..=to.0;
        rows.flat_map(|row| (from.1..=to.1).map(move |column| (row, column)))
            .map(|place| self.of.value(place))
            .collect()
    }
}

/// Fails where a formula of the sheets does not result in the value beside it. Returns how many formulas there are.
pub fn assert_values(sheets: &[FoundSheet], about: &str) -> usize {
    let mut count = 0;
    for sheet in sheets {
        let evaluator = Evaluator::new(sheet);
        for (place, cell) in &sheet.cells {
            if let Some(formula) = &cell.formula {
                count += 1;
                let cached = cell.value.expect("a value beside the formula");
                let value = evaluator.value(*place);
                assert_eq!(
                    value,
                    Some(cached.into()),
                    "{about} {} {place:?} {formula}, not {cached}",
                    sheet.name
                );
            }
        }
    }
    count
}

#[test]
fn formulas_are_evaluated() {
    let mut sheet = FoundSheet::default();
    for (row, number) in ["4", "2.5", "-1"].iter().enumerate() {
        let cell = sheet.cells.entry((row, 0)).or_default();
        cell.value = Some(number.parse().expect("a number"));
    }
    sheet.cells.entry((3, 0)).or_default().text = Some("未填".to_owned());
    // By hand: 4 + 2.5 − 1 = 5.5; 6.5 × 20 ÷ 7 = 18.571…; 5.5 ÷ 3 = 1.8333….
    for (formula, expected) in [
        ("SUM(A1:A4)", "5.5"),
        ("SUM(A1,A3,SUM(A2,1))", "6.5"),
        ("ROUND(SUM(A1:A2)*20/7,2)", "18.57"),
        ("MAX(MIN(SUM(A1:A3),5),0)", "5"),
        ("-MIN(SUM(A1:A3),2)", "-2"),
        ("A1-A2", "1.5"),
        ("IF(COUNT(A4)=0,0,SUM(A1,100))", "0"),
        ("IF(COUNT(A3:A4)=0,0,SUM(A1,100))", "104"),
        ("ROUND(AVERAGE(A1:A4),2)", "1.83"),
        ("ROUND((SUM(A1:A4)-MAX(A1:A4)-MIN(A1:A4))/(COUNT(A1:A4)-2),2)", "2.5"),
        ("MAX(A1:A4)-MIN(A1:A4)", "5"),
        ("ROUND(-0.005,2)", "-0.01"),
    ] {
        sheet.cells.entry((9, 0)).or_default().formula = Some(formula.to_owned());
        let expected: Decimal = expected.parse().expect("a number");
        assert_eq!(Evaluator::new(&sheet).value((9, 0)), Some(expected.into()), "{formula}");
    }
}
