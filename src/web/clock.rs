//! The time, and times as the person's clock shows them.

use js_sys::Date;

/// The time, as `2026-11-23T10:42:07.000Z`.
pub(in crate::web) fn now() -> String {
    Date::new_0().to_iso_string().into()
}

/// Today where the person is, as `2026-11-23`.
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

/// A day and a time, as `2026-11-23 10:42`. Text that is not a time is unchanged.
pub fn moment(time: &str) -> String {
    let date = local(time);
    if date.get_time().is_nan() {
        return time.to_owned();
    }
    format!("{} {:02}:{:02}", day(&date), date.get_hours(), date.get_minutes())
}
