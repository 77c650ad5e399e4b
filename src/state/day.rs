//! Days as they are typed and as files bring them: kept as they are, and questioned where they can hardly be meant.

use assessment::day::is_day;

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
    let Some((year, rest)) = text.split_once('-') else {
        return (!text.is_empty()).then_some(DayDoubt::NoDay);
    };
    // A browser takes years of up to six digits: the day is looked at with one of four that has the same leap day.
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
