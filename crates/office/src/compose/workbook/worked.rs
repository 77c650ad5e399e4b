//! Formulas, each built together with what it results in: one that would not result in the engine's figure is never written.

use crate::cell_name::letters;
use crate::write::xlsx::Content;
use assessment::points::Decimal;
use assessment::{Rational, Rounding};

/// Characters of a formula that Excel reads.
const LONGEST: usize = 8_000;
/// Arguments of a function that Excel reads, of which it has 255.
const ARGUMENTS: usize = 200;

/// A formula with its exact value. Only functions and products are made, so no parentheses are missing.
#[derive(Clone, Debug)]
pub(super) struct Worked {
    text: String,
    /// `None` if it cannot be computed exactly.
    value: Option<Rational>,
}

/// The cells of one column, each with its number if it has one, from a row of the sheet on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells<'c> {
    pub(super) column: usize,
    /// The row of the first one, from 1.
    pub(super) first: usize,
    pub(super) numbers: &'c [Option<Decimal>],
}

impl Worked {
    /// A number.
    pub(super) fn number(number: Decimal) -> Self {
        Self {
            text: number.to_string(),
            value: Some(number.into()),
        }
    }

    /// The sum of some cells of a column, in ascending order. Words count as nothing.
    pub(super) fn sum(cells: Cells<'_>, rows: &[usize]) -> Self {
        Self::sum_with(cells, rows, &[])
    }

    /// The sum of some cells of a column and of others.
    pub(super) fn sum_with(cells: Cells<'_>, rows: &[usize], others: &[Self]) -> Self {
        let own = rows.iter().map(|row| cells.number(*row).unwrap_or_default());
        let own: Decimal = own.sum();
        let value = others
            .iter()
            .try_fold(Rational::from(own), |sum, other| sum.checked_add(other.value?));
        let mut arguments = cells.ranges(rows);
        arguments.extend(others.iter().map(|other| other.text.clone()));
        while arguments.len() > ARGUMENTS {
            let inner = arguments.chunks(ARGUMENTS);
            arguments = inner.map(|some| format!("SUM({})", some.join(","))).collect();
        }
        match arguments.is_empty() {
            true => Self::number(Decimal::ZERO),
            false => Self {
                text: format!("SUM({})", arguments.join(",")),
                value,
            },
        }
    }

    /// The sum of others.
    pub(super) fn sum_of(all: &[Self]) -> Self {
        let none = Cells {
            column: 0,
            first: 1,
            numbers: &[],
        };
        Self::sum_with(none, &[], all)
    }

    /// A cell, which must have a number.
    pub(super) fn cell(cells: Cells<'_>, row: usize) -> Self {
        Self {
            text: cells.name(row),
            value: cells.number(row).map(Rational::from),
        }
    }

    /// A function of cells beside one another, with the value that it has there.
    pub(super) fn of_range(function: &str, range: &str, value: Option<Rational>) -> Self {
        Self {
            text: format!("{function}({range})"),
            value,
        }
    }

    /// The smaller of this and a number.
    pub(super) fn at_most(self, most: Decimal) -> Self {
        Self {
            text: format!("MIN({},{most})", self.text),
            value: self.value.map(|value| value.min(most.into())),
        }
    }

    /// The larger of this and a number.
    pub(super) fn at_least(self, least: Decimal) -> Self {
        Self {
            text: format!("MAX({},{least})", self.text),
            value: self.value.map(|value| value.max(least.into())),
        }
    }

    /// Nothing while no cell in these rows has a number, else this.
    pub(super) fn once_any(self, cells: Cells<'_>, rows: &[usize]) -> Self {
        let ranges = cells.ranges(rows);
        let is_any = rows.iter().any(|row| cells.number(*row).is_some());
        let zero = Rational::from(Decimal::ZERO);
        match ranges.len() {
            1..=ARGUMENTS => Self {
                text: format!("IF(COUNT({})=0,0,{})", ranges.join(","), self.text),
                value: if is_any { self.value } else { Some(zero) },
            },
            _ => self,
        }
    }

    /// This less another.
    pub(super) fn less(self, other: &Self) -> Self {
        let both = self.value.zip(other.value);
        Self {
            text: format!("{}-{}", self.text, other.text),
            value: both.and_then(|(own, other)| own.checked_sub(other)),
        }
    }

    /// With the other sign. Not for a difference.
    pub(super) fn negative(self) -> Self {
        let zero = Rational::from(Decimal::ZERO);
        Self {
            text: format!("-{}", self.text),
            value: self.value.and_then(|value| zero.checked_sub(value)),
        }
    }

    /// This times a number, which is not negative.
    pub(super) fn times(self, factor: &Self) -> Self {
        let both = self.value.zip(factor.value);
        Self {
            text: format!("{}*{}", self.text, factor.text),
            value: both.and_then(|(own, factor)| own.checked_mul(factor)),
        }
    }

    /// This divided by another.
    pub(super) fn over(self, divisor: &Self) -> Self {
        let both = self.value.zip(divisor.value);
        Self {
            text: format!("{}/{}", self.text, divisor.text),
            value: both.and_then(|(own, divisor)| own.checked_div(divisor)),
        }
    }

    /// This in parentheses.
    pub(super) fn grouped(self) -> Self {
        Self {
            text: format!("({})", self.text),
            ..self
        }
    }

    /// Rounded half away from zero.
    pub(super) fn rounded(self, places: u8) -> Self {
        let rounded = self.value.and_then(|value| value.rounded(places, Rounding::Half));
        Self {
            text: format!("ROUND({},{places})", self.text),
            value: rounded.map(Rational::from),
        }
    }

    /// Scaled as the engine does it: × a numerator ÷ a denominator, rounded.
    pub(super) fn scaled(self, numerator: Decimal, denominator: Decimal, places: u8) -> Self {
        let scaled = self.times(&Self::number(numerator)).over(&Self::number(denominator));
        scaled.rounded(places)
    }

    /// A formula that is never written.
    pub(super) fn unknown(self) -> Self {
        Self { value: None, ..self }
    }

    /// Returns whether it results in a figure.
    pub(super) fn makes(&self, figure: Decimal) -> bool {
        self.text.len() <= LONGEST && self.value == Some(figure.into())
    }

    /// Returns the content of a cell: the formula if it results in the figure, else the figure.
    pub(super) fn or(self, figure: Decimal) -> Content {
        // A formula without a cell is the number itself.
        match self.makes(figure) && self.text != figure.to_string() {
            true => Content::Formula {
                formula: self.text,
                value: figure,
            },
            false => Content::Number(figure),
        }
    }
}

impl Cells<'_> {
    /// The number in a row, by its index among these cells.
    pub(super) fn number(&self, row: usize) -> Option<Decimal> {
        self.numbers.get(row).copied().flatten()
    }

    /// The name of the cell in a row, such as `D5`.
    pub(super) fn name(&self, row: usize) -> String {
        format!("{}{}", letters(self.column), self.first + row)
    }

    /// The names of some cells in ascending order; those that follow one another as a range.
    fn ranges(&self, rows: &[usize]) -> Vec<String> {
        let mut out = Vec::new();
        for run in rows.chunk_by(|row, next| row + 1 == *next) {
            match run {
                [first, .., last] => out.push(format!("{}:{}", self.name(*first), self.name(*last))),
                few => out.extend(few.iter().map(|row| self.name(*row))),
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn formula(content: Content) -> String {
        match content {
            Content::Formula { formula, value } => format!("{formula} {value}"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn formulas_are_written_as_excel_has_them() {
        let numbers = [Some(of("4")), None, Some(of("2.5")), Some(of("-1")), Some(of("3"))];
        let cells = Cells {
            column: 3,
            first: 5,
            numbers: &numbers,
        };
        let sum = |rows: &[usize]| Worked::sum(cells, rows);
        // 4 + 2.5 = 6.5; 4 + 2.5 − 1 = 5.5; 6.5 × 20 ÷ 7 = 18.571….
        assert_eq!(formula(sum(&[0, 1, 2]).or(of("6.5"))), "SUM(D5:D7) 6.5");
        assert_eq!(formula(sum(&[0, 2, 3]).or(of("5.5"))), "SUM(D5,D7:D8) 5.5");
        assert_eq!(
            formula(sum(&[0, 1, 2]).scaled(of("20"), of("7"), 2).or(of("18.57"))),
            "ROUND(SUM(D5:D7)*20/7,2) 18.57"
        );
        assert_eq!(formula(sum(&[4]).at_most(of("2")).or(of("2"))), "MIN(SUM(D9),2) 2");
        assert_eq!(formula(sum(&[3]).at_least(of("0")).or(of("0"))), "MAX(SUM(D8),0) 0");
        let difference = Worked::cell(cells, 0).less(&Worked::cell(cells, 4));
        assert_eq!(formula(difference.or(of("1"))), "D5-D9 1");
        let pool = Worked::sum_with(cells, &[3], &[Worked::number(of("10"))]);
        assert_eq!(
            formula(pool.once_any(cells, &[3]).or(of("9"))),
            "IF(COUNT(D8)=0,0,SUM(D8,10)) 9"
        );
        assert_eq!(sum(&[]).or(of("0")), Content::Number(of("0")));
    }

    #[test]
    fn what_does_not_result_in_the_figure_is_a_number() {
        let numbers = vec![Some(of("1")); 20_000];
        let cells = Cells {
            column: 3,
            first: 5,
            numbers: &numbers,
        };
        assert_eq!(Worked::sum(cells, &[0]).or(of("2")), Content::Number(of("2")));
        let every_second: Vec<_> = (0..1_000).map(|row| 2 * row).collect();
        let Content::Formula { formula, .. } = Worked::sum(cells, &every_second).or(of("1000")) else {
            panic!("no formula");
        };
        assert!(formula.starts_with("SUM(SUM(D5,D7,"), "{formula}");
        let too_many: Vec<_> = (0..9_000).map(|row| 2 * row).collect();
        assert_eq!(
            Worked::sum(cells, &too_many).or(of("9000")),
            Content::Number(of("9000"))
        );
    }
}
