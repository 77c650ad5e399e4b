//! Days as they are typed and as files bring them: kept as they are, and questioned where they can hardly be meant.

/// What is doubtful about a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayDoubt {
    /// There is no such day, or it is not written as `2026-11-26`: no browser can show it in a field for a day.
    NoDay,
    /// The year has more or fewer than four digits, or lies centuries away.
    Year,
}

/// What is doubtful about the text of a day; nothing about one that is blank.
pub fn day_doubt(text: &str) -> Option<DayDoubt> {
    if text.is_empty() {
        return None;
    }
    let Some((year, month, day)) = parts(text) else {
        return Some(DayDoubt::NoDay);
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    if !(1..=last).contains(&day) {
        return Some(DayDoubt::NoDay);
    }
    // Schools were founded in the nineteenth century, and plans reach into this one.
    (!(1800..2200).contains(&year)).then_some(DayDoubt::Year)
}

fn parts(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split('-');
    let mut next = |fewest: usize, most: usize| {
        let part = parts.next()?;
        let is_number = (fewest..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| part.parse().ok()).flatten()
    };
    let day = (next(4, 6)?, next(2, 2)?, next(2, 2)?);
    parts.next().is_none().then_some(day)
}
