//! Numbers of a workbook as Excel shows them, without floating point: a number is stored as the decimal text of a double, and shown
//! with at most fifteen significant digits.

/// How a number is shown, as far as it matters for reading: decimals, percent, words around it, or a date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Format {
    kind: Kind,
    before: String,
    after: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Kind {
    /// As many decimals as there are.
    #[default]
    General,
    /// A hundred times the value, and the sign.
    Percent,
    /// A day, as a count of days.
    Day,
}

impl Format {
    /// Returns a format that is known by its number only (ECMA-376, part 1, 18.8.30).
    pub fn built_in(id: u32) -> Self {
        let kind = match id {
            9 | 10 => Kind::Percent,
            14..=17 | 22 | 27..=31 | 36 | 50..=58 => Kind::Day,
            _ => Kind::General,
        };
        Self {
            kind,
            ..Self::default()
        }
    }

    /// Reads the code of a format, such as `0.0%` or `0"分"`. Of several sections the first one counts.
    pub fn of(code: &str) -> Self {
        let mut format = Self::default();
        let mut digits = false;
        let mut day = false;
        let mut percent = false;
        let mut characters = code.chars();
        while let Some(character) = characters.next() {
            let mut word = String::new();
            match character {
                ';' => break,
                '"' => word.extend(characters.by_ref().take_while(|character| *character != '"')),
                '\\' => word.extend(characters.next()),
                // The width of a character, and filling up, show nothing.
                '_' | '*' => drop(characters.next()),
                '[' => {
                    let inside: String = characters.by_ref().take_while(|character| *character != ']').collect();
                    // Elapsed time is a number of hours, minutes or seconds.
                    day |= matches!(&*inside, "h" | "hh" | "m" | "mm" | "s" | "ss");
                }
                '0' | '#' | '?' => digits = true,
                '%' => percent = true,
                'y' | 'Y' | 'd' | 'D' => day = true,
                '年' | '月' | '日' if day => {}
                '.' | ',' | '/' | '@' | 'E' | 'e' | '+' | '-' | ' ' => {}
                'm' | 'M' | 'h' | 'H' | 's' | 'S' => {}
                'G' | 'g' => {
                    // General
                    characters.by_ref().nth(5);
                    digits = true;
                }
                other if !other.is_ascii() => word.push(other),
                _ => {}
            }
            if digits {
                format.after.push_str(&word);
            } else {
                format.before.push_str(&word);
            }
        }
        format.kind = match () {
            () if day && !digits => Kind::Day,
            () if percent => Kind::Percent,
            () => Kind::General,
        };
        if format.kind == Kind::Day {
            format.before.clear();
            format.after.clear();
        }
        format
    }

    /// Returns a stored number as it is read: all its digits, with the words of the format.
    pub fn show(&self, value: &str, dates_from_1904: bool) -> String {
        let Some((digits, exponent)) = decimal(value) else {
            return value.to_owned();
        };
        match self.kind {
            Kind::General => format!("{}{}{}", self.before, plain(digits, exponent), self.after),
            Kind::Percent => format!("{}{}%{}", self.before, plain(digits, exponent + 2), self.after),
            Kind::Day => {
                let whole = plain(digits, exponent);
                let days = whole.split('.').next().unwrap_or_default().parse().unwrap_or(0);
                day(days, dates_from_1904).unwrap_or(whole)
            }
        }
    }
}

/// Returns the digits and the exponent of ten of a number, rounded to fifteen significant digits.
fn decimal(text: &str) -> Option<(i128, i32)> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let mut exponent: i32 = exponent
        .parse()
        .ok()
        .filter(|exponent| (-400..=400).contains(exponent))?;
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if (whole.is_empty() && fraction.is_empty()) || whole.len() + fraction.len() > 400 {
        return None;
    }
    exponent -= i32::try_from(fraction.len()).ok()?;
    let mut digits: i128 = 0;
    for byte in whole.bytes().chain(fraction.bytes()) {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        if digits < 1_000_000_000_000_000 {
            digits = digits * 10 + i128::from(digit);
        } else {
            // The sixteenth digit is there for rounding; later ones do not matter.
            exponent += 1;
        }
    }
    if digits >= 1_000_000_000_000_000 {
        digits = (digits + 5) / 10;
        exponent += 1;
    }
    Some((sign * digits, exponent))
}

/// Returns digits and an exponent of ten as a plain decimal.
fn plain(mut digits: i128, mut exponent: i32) -> String {
    if digits == 0 {
        return "0".to_owned();
    }
    while digits % 10 == 0 {
        digits /= 10;
        exponent += 1;
    }
    let sign = if digits < 0 { "-" } else { "" };
    let text = digits.unsigned_abs().to_string();
    if exponent >= 0 {
        return format!("{sign}{text}{}", "0".repeat(exponent as usize));
    }
    let places = exponent.unsigned_abs() as usize;
    let padded = format!("{}{text}", "0".repeat((places + 1).saturating_sub(text.len())));
    let (whole, fraction) = padded.split_at(padded.len() - places);
    format!("{sign}{whole}.{fraction}")
}

/// Returns a count of days since the end of 1899, or since 1904, as year, month and day.
fn day(count: i64, from_1904: bool) -> Option<String> {
    // Excel counts 29 February 1900, which did not exist: from March 1900 on the count is one more than the days.
    let since_1970 = match from_1904 {
        true => count - 24_107,
        false if count >= 61 => count - 25_569,
        false if count >= 1 => count - 25_568,
        false => return None,
    };
    // The calendar in eras of 400 years (Howard Hinnant, "chrono-compatible low-level date algorithms", 2013).
    let days = since_1970 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (1900..=9999)
        .contains(&year)
        .then(|| format!("{year}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_with_fifteen_digits() {
        let general = Format::default();
        for (stored, shown) in [
            ("4", "4"),
            ("0.30000000000000004", "0.3"),
            ("2.2999999999999998", "2.3"),
            ("1E-3", "0.001"),
            ("1.5E+2", "150"),
            ("-0.5", "-0.5"),
            ("100", "100"),
            ("0", "0"),
            ("abc", "abc"),
        ] {
            assert_eq!(general.show(stored, false), shown);
        }
    }

    #[test]
    fn formats_say_percent_words_and_days() {
        for (code, stored, shown) in [
            ("0%", "0.15", "15%"),
            ("0.0%", "0.125", "12.5%"),
            ("0\"分\"", "5", "5分"),
            ("0分", "5", "5分"),
            ("General\"分\"", "2.5", "2.5分"),
            ("\"满分\"0", "10", "满分10"),
            ("0.00_);[Red](0.00)", "3.5", "3.5"),
            ("yyyy\"年\"m\"月\"d\"日\"", "46354", "2026-11-28"),
            ("yyyy/m/d", "61", "1900-03-01"),
            ("@", "7", "7"),
        ] {
            assert_eq!(Format::of(code).show(stored, false), shown, "{code}");
        }
        assert_eq!(Format::built_in(9).show("0.4", false), "40%");
        assert_eq!(Format::built_in(14).show("46354", false), "2026-11-28");
    }
}
