//! Comma-separated files that Excel opens as they are: UTF-8 with a byte-order mark, and no cell that it would compute.

use assessment::points::{Decimal, NotDecimal};

/// A field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// A text. One that a spreadsheet would take for a formula begins with an apostrophe in the file.
    Text(String),
    /// A number.
    Number(Decimal),
}

/// What a file begins with: the byte-order mark, by which Excel knows UTF-8.
pub const BEGIN: &str = "\u{feff}";

/// What each record ends with.
pub const END: &str = "\r\n";

/// Writes records.
pub fn write(rows: &[Vec<Field>]) -> Vec<u8> {
    let mut out = String::from(BEGIN);
    rows.iter().for_each(|row| push_row(row, &mut out));
    out.into_bytes()
}

/// Adds a record to the text of a file.
pub fn push_row(row: &[Field], out: &mut String) {
    for (i, field) in row.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        match field {
            Field::Number(number) => out.push_str(&number.to_string()),
            Field::Text(text) => push_text(text, out),
        }
    }
    out.push_str(END);
}

/// Adds a text field to the text of a file.
pub fn push_text(text: &str, out: &mut String) {
    let is_quoted = text
        .bytes()
        .any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r' | b';' | b'\t'));
    if is_quoted {
        out.push('"');
    }
    if is_formula(text) {
        out.push('\'');
    }
    let mut parts = text.split('"');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str("\"\"");
        out.push_str(part);
    }
    if is_quoted {
        out.push('"');
    }
}

/// Returns whether a spreadsheet takes a text for a formula, as the list of OWASP ("CSV Injection") has it: also with full-width signs,
/// and after spaces, which some programs drop. A plain number is none.
fn is_formula(text: &str) -> bool {
    let is_first = |c| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(is_first) && !is_number(text)
}

fn is_number(text: &str) -> bool {
    matches!(text.parse::<Decimal>(), Ok(_) | Err(NotDecimal::TooFine(_)))
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

    #[test]
    fn texts_that_a_spreadsheet_computes_are_recognised() {
        for formula in [
            "=1",
            "+1",
            "@A1",
            "\t=1",
            "\r1",
            "\n=1",
            " =1",
            "\u{3000}=1",
            "＝1",
            "＋1",
            "－x",
            "＠x",
            "-",
            "-1-1",
            "-5%",
            "--1",
            "-1e3",
            "=HYPERLINK(\"http://example.org\")",
            "-1.2.3",
            " -1",
        ] {
            assert!(is_formula(formula), "{formula:?}");
            assert!(
                String::from_utf8(write(&[vec![Field::Text(formula.to_owned())]]))
                    .unwrap()
                    .contains('\'')
            );
        }
        for text in ["-1", "-0.5", "-0.123456", "0", "a=1", "", "1-1", "'", "分=1"] {
            assert!(!is_formula(text), "{text:?}");
        }
    }
}
