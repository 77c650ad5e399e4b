//! Days of the calendar as rubrics and records write them: `2026-11-23`.

/// Whether a text is a day of the calendar between the years 1000 and 9999. Such texts sort in the order of the days.
///
/// ```
/// use assessment::day::is_day;
///
/// assert!(is_day("2026-11-23") && is_day("2028-02-29"));
/// assert!(!is_day("2026-02-29")); // No leap year.
/// assert!(!is_day("99999-99-99") && !is_day("20261-03-01") && !is_day("0026-03-01") && !is_day("2026-3-1"));
/// ```
pub fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |(i, byte): (usize, &u8)| {
        if i == 4 || i == 7 {
            *byte == b'-'
        } else {
            byte.is_ascii_digit()
        }
    };
    if bytes.len() != 10 || !bytes.iter().enumerate().all(is_digit) {
        return false;
    }
    let number = |from: usize, to: usize| {
        bytes[from..to]
            .iter()
            .fold(0_u32, |n, byte| n * 10 + u32::from(byte - b'0'))
    };
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    year >= 1000 && (1..=days).contains(&day)
}
