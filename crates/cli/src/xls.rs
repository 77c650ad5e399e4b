//! Excel files before 2007 as documents, as far as calamine reads them: values, formulas, merged regions, hidden sheets.

use anyhow::{Result, bail};
use assessment::points::Decimal;
use calamine::{Data, Reader as _, SheetType, SheetVisible, Xls, XlsError};
use office::document::{Block, Cell, Document, Remark, Table};
use office::{Kind, ReadError};
use std::io::Cursor;

/// Reads a file.
///
/// # Errors
/// If the file is damaged, encrypted, too large, or has no text.
pub fn read(bytes: &[u8]) -> Result<Document> {
    let damaged = |_| ReadError::Damaged(Kind::Excel);
    let mut book = match Xls::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(XlsError::Password) => bail!(ReadError::Encrypted),
        Err(_) => bail!(ReadError::Damaged(Kind::Excel)),
    };
    let mut document = Document::default();
    let sheets = book.sheets_metadata().to_vec();
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        if sheet.visible != SheetVisible::Visible {
            document.remarks.push(Remark::HiddenSheet(sheet.name.clone()));
            continue;
        }
        let range = book.worksheet_range(&sheet.name).map_err(damaged)?;
        let formulas = book.worksheet_formula(&sheet.name).map_err(damaged)?;
        let (top, left) = range.start().unwrap_or_default();
        let cells = range.used_cells().map(|(row, column, value)| {
            let (row, column) = (top + row as u32, left + column as u32);
            let formula = formulas.get_value((row, column));
            let cell = Cell {
                text: shown(value).into(),
                formula: formula.is_some_and(|formula| !formula.is_empty()),
                ..Cell::default()
            };
            ((row + 1, column as usize), cell)
        });
        let regions = book.merge_cells_by_sheet_name(&sheet.name).map_err(damaged)?;
        let spot = |(row, column): (u32, u32)| (row + 1, column as usize);
        let regions = regions.iter().map(|region| (spot(region.start), spot(region.end)));
        let table = Table::from_cells(sheet.name.clone(), cells, regions)?;
        let columns = table.iter().flat_map(fractions);
        document.remarks.extend(columns.map(|column| Remark::Fractions {
            sheet: sheet.name.clone(),
            column,
        }));
        document.blocks.extend(table.map(Block::Table));
    }
    if document.blocks.is_empty() {
        bail!(ReadError::Empty);
    }
    document.remarks.sort();
    Ok(document)
}

/// Returns the columns, from 1, whose numbers are fractions that make 1, with or without their sum below them: Excel may show them as
/// percentages.
fn fractions(table: &Table) -> Vec<u32> {
    let is_of_fractions = |column: &usize| {
        let cells = table
            .rows
            .iter()
            .filter_map(|row| row.cells.get(*column))
            .filter(|cell| cell.is_origin());
        let mut numbers: Vec<Decimal> = cells.filter_map(|cell| cell.text.parse().ok()).collect();
        numbers.pop_if(|last| *last == Decimal::ONE);
        let is_fraction = |number: &Decimal| Decimal::ZERO < *number && *number < Decimal::ONE;
        let sum: Decimal = numbers.iter().copied().sum();
        numbers.len() > 1 && numbers.iter().all(is_fraction) && sum == Decimal::ONE
    };
    let columns = (0..table.width()).filter(is_of_fractions);
    columns.filter_map(|column| u32::try_from(column + 1).ok()).collect()
}

/// Returns a value as Excel shows it, apart from its number format, which calamine does not have.
fn shown(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => decimal(*number),
        Data::String(text) => text.clone(),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(time) if time.is_datetime() && time.as_f64() >= 1.0 => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        Data::DateTime(time) => decimal(time.as_f64()),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

/// Prints a number with at most fifteen significant digits, as Excel does, without an exponent and without zeros at its end.
fn decimal(number: f64) -> String {
    let text = format!("{number:.14e}");
    let Some((mantissa, exponent)) = text.split_once('e') else {
        // Neither a number nor an amount.
        return String::new();
    };
    let exponent: i32 = exponent.parse().unwrap_or_default();
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    // The first digit is the whole part of the mantissa.
    let whole = usize::try_from(exponent + 1).unwrap_or_default();
    if whole == 0 {
        let zeros = "0".repeat((exponent + 1).unsigned_abs() as usize);
        return format!("{sign}0.{zeros}{digits}");
    }
    match digits.split_at_checked(whole) {
        Some((whole, fraction)) if !fraction.is_empty() => format!("{sign}{whole}.{fraction}"),
        _ => format!("{sign}{digits:0<whole$}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{decimal, fractions};
    use office::document::{Cell, Table};

    fn table(rows: &[&[&str]]) -> Table {
        let cells = rows.iter().enumerate().flat_map(|(row, cells)| {
            let cells = cells.iter().enumerate();
            cells.map(move |(column, text)| {
                let cell = Cell {
                    text: (*text).into(),
                    ..Cell::default()
                };
                ((row as u32 + 1, column), cell)
            })
        });
        let table = Table::from_cells("表".to_owned(), cells, []);
        table.ok().flatten().expect("a table")
    }

    #[test]
    fn columns_of_fractions_that_make_1_are_found() {
        let head = &["项目", "权重", "分值"][..];
        let rows = [
            head,
            &["甲", "0.15", "0.5"],
            &["乙", "0.35", "0.5"],
            &["丙", "0.5", "2"],
        ];
        assert_eq!(fractions(&table(&rows)), [2]);
        let with_sum = [head, &["甲", "0.15", "3"], &["乙", "0.85", "4"], &["合计", "1", "7"]];
        assert_eq!(fractions(&table(&with_sum)), [2]);
        let others = [head, &["甲", "0.2", "0.5"], &["乙", "0.7", "0.4"]];
        assert!(fractions(&table(&others)).is_empty());
        assert!(fractions(&table(&[head, &["甲", "1", "1"]])).is_empty());
    }

    #[test]
    fn numbers_are_shown_with_fifteen_digits() {
        for (number, shown) in [
            (0.0, "0"),
            (-0.0, "0"),
            (4.0, "4"),
            (100.0, "100"),
            (12.5, "12.5"),
            (-0.5, "-0.5"),
            (0.300_000_000_000_000_04, "0.3"),
            (0.001, "0.001"),
            (1e15, "1000000000000000"),
            (123_456_789_012_345_680.0, "123456789012346000"),
            (99.999_999_999_999_999, "100"),
            (f64::NAN, ""),
            (f64::INFINITY, ""),
        ] {
            assert_eq!(decimal(number), shown);
        }
    }
}
