//! Comma-separated files that Excel opens as they are: UTF-8 with a byte-order mark, and no cell that it would compute.

use assessment::points::Decimal;

/// A field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// A text. One that a spreadsheet would take for a formula begins with an apostrophe in the file.
    Text(String),
    /// A number.
    Number(Decimal),
}

/// Writes records.
pub fn write(rows: &[Vec<Field>]) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    for row in rows {
        for (i, field) in row.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            match field {
                Field::Number(number) => out.push_str(&number.to_string()),
                Field::Text(text) => push(text, &mut out),
            }
        }
        out.push_str("\r\n");
    }
    out.into_bytes()
}

fn push(text: &str, out: &mut String) {
    let is_quoted = text.contains([',', '"', '\n', '\r', ';', '\t']);
    if is_quoted {
        out.push('"');
    }
    if is_formula(text) {
        out.push('\'');
    }
    out.push_str(&text.replace('"', "\"\""));
    if is_quoted {
        out.push('"');
    }
}

/// Returns whether a spreadsheet takes a text for a formula. A plain number is none.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<Decimal>().is_err()
}

/// Returns a field without the apostrophe that [`write()`] puts before a formula.
pub fn bare(field: &str) -> &str {
    field
        .strip_prefix('\'')
        .filter(|rest| is_formula(rest))
        .unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_harmless_and_numbers_stay() {
        let text = |text: &str| Field::Text(text.to_owned());
        let rows = [
            vec![text("=1+1"), text("-2"), text("-two"), text("@x"), text("a,\"b\"")],
            vec![Field::Number("-1.5".parse().unwrap()), text("'=x")],
        ];
        let written = String::from_utf8(write(&rows)).unwrap();
        assert_eq!(written, "\u{feff}'=1+1,-2,'-two,'@x,\"a,\"\"b\"\"\"\r\n-1.5,'=x\r\n");
        assert_eq!(bare("'=1+1"), "=1+1");
        assert_eq!(bare("'tis"), "'tis");
    }
}
