//! Times as the person's clock shows them.

use js_sys::Date;

fn local(time: &str) -> Date {
    Date::new(&time.into())
}

/// A time of the day, as `10:42:07`.
pub fn clock(time: &str) -> String {
    let date = local(time);
    format!(
        "{:02}:{:02}:{:02}",
        date.get_hours(),
        date.get_minutes(),
        date.get_seconds()
    )
}

/// A day and a time, as `2026-11-23 10:42`. What is no time, as it stands.
pub fn moment(time: &str) -> String {
    let date = local(time);
    if date.get_time().is_nan() {
        return time.to_owned();
    }
    let (year, month, day) = (date.get_full_year(), date.get_month() + 1, date.get_date());
    format!(
        "{year:04}-{month:02}-{day:02} {:02}:{:02}",
        date.get_hours(),
        date.get_minutes()
    )
}
