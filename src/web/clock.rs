//! The current time, and times in the person's time zone.

use js_sys::Date;

/// Returns the current time as `2026-11-23T10:42:07.000Z`.
pub(in crate::web) fn now() -> String {
    Date::new_0().to_iso_string().into()
}

/// Returns the local date as `2026-11-23`.
pub(crate) fn today() -> String {
    day(&Date::new_0())
}

fn day(date: &Date) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date()
    )
}

fn local(time: &str) -> Date {
    Date::new(&time.into())
}

/// Formats the local time of day as `10:42:07`.
pub fn clock(time: &str) -> String {
    let date = local(time);
    format!(
        "{:02}:{:02}:{:02}",
        date.get_hours(),
        date.get_minutes(),
        date.get_seconds()
    )
}

/// Formats a local date and time as `2026-11-23 10:42`. Returns text that is not a time unchanged.
pub fn moment(time: &str) -> String {
    let date = local(time);
    if date.get_time().is_nan() {
        return time.to_owned();
    }
    format!("{} {:02}:{:02}", day(&date), date.get_hours(), date.get_minutes())
}

/// The time in milliseconds since 1970.
pub(crate) fn milliseconds() -> u64 {
    // The time is a whole number.
    Date::now() as u64
}
