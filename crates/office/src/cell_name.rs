//! The letters of the columns of a workbook: A, B, … Z, AA.

/// Beyond every sheet.
const FAR: usize = 1 << 20;

/// Returns the letters of a column, from 0.
pub fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut out = String::new();
    while rest > 0 {
        out.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    out
}

/// Returns the column, from 0, of letters such as `AB` or `ab`; at most 1,048,575. `None` for any other text.
pub fn column(letters: &str) -> Option<usize> {
    let column = letters.bytes().try_fold(0_usize, |column, byte| {
        let digit = byte
            .to_ascii_uppercase()
            .checked_sub(b'A')
            .filter(|digit| *digit < 26)?;
        Some((column * 26 + usize::from(digit) + 1).min(FAR))
    })?;
    column.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_columns_are_those_of_excel() {
        for (index, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(letters(index), name);
            assert_eq!(column(name), Some(index));
        }
        assert_eq!(column("zz"), Some(701));
        assert_eq!(column(&"Z".repeat(40)), Some(FAR - 1));
        for other in ["", "1", "A1", "列"] {
            assert_eq!(column(other), None, "{other}");
        }
    }
}
