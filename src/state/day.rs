//! Days as people type them and files contain them: kept unchanged, and questioned if they are implausible.

use assessment::day::is_day;

/// Why a day is questioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayDoubt {
    /// The day does not exist, or is not written as `2026-11-26`: no browser can show it in a date field.
    NoDay,
    /// The year does not have four digits, or is centuries away.
    Year,
}

/// Why the text of a day is questioned; `None` for a plausible or blank text.
pub fn day_doubt(text: &str) -> Option<DayDoubt> {
    let Some((year, rest)) = text.split_once('-') else {
        return (!text.is_empty()).then_some(DayDoubt::NoDay);
    };
    // Browsers accept years of up to six digits: the day is checked in a four-digit year with the same leap day.
    let number = year.parse::<u32>().ok().filter(|_| (4..=6).contains(&year.len()));
    match number {
        Some(number) if is_day(&format!("{}-{rest}", 2000 + number % 400)) => {
            // Schools were founded in the nineteenth century, and plans reach into this one.
            let is_near = year.len() == 4 && (1800..2200).contains(&number);
            (!is_near).then_some(DayDoubt::Year)
        }
        _ => Some(DayDoubt::NoDay),
    }
}

/// The number of a day, from which days between two follow; nothing where the text begins with no day. By the civil calendar: years
/// begin in March, so that a leap day is the last of its year.
pub(super) fn day_number(text: &str) -> Option<i64> {
    let day = text.get(..10).filter(|day| is_day(day))?;
    let number = |part: &str| part.parse::<i64>().ok();
    let (year, month, day) = (number(&day[..4])?, number(&day[5..7])?, number(&day[8..])?);
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    Some(365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day)
}

#[cfg(test)]
mod tests {
    use super::day_number;

    #[test]
    fn days_between_two_are_those_of_the_calendar() {
        for (from, to, days) in [
            ("2026-11-23", "2026-11-24", 1),
            ("2026-11-30T23:59:59Z", "2026-12-01", 1),
            ("2026-12-31", "2027-01-01", 1),
            ("2028-02-28", "2028-03-01", 2),
            ("2026-02-28", "2026-03-01", 1),
            ("2000-02-28", "2000-03-01", 2),
            ("2100-02-28", "2100-03-01", 1),
            ("2026-11-24", "2026-11-23", -1),
            ("2025-11-27", "2026-11-27", 365),
        ] {
            let between = day_number(to).zip(day_number(from)).map(|(to, from)| to - from);
            assert_eq!(between, Some(days), "{from} to {to}");
        }
        assert_eq!(day_number("yesterday"), None);
    }
}
