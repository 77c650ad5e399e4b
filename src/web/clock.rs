//! The current time, and values in the manner of the person's language.

use crate::locale::Format;
use assessment::day::is_day;
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

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

/// Formats a value with the browser's `Intl`. Its classes are looked up by name: an older browser lacks some of them. A text that is no
/// day or time gives `None`.
pub(in crate::web) fn format(tag: &str, value: Format<'_>) -> Option<String> {
    let date = |time: &str| JsValue::from(Date::new(&time.into()));
    let (class, options, value): (_, &[(&str, &str)], _) = match value {
        Format::Number(count) => ("NumberFormat", &[], JsValue::from(count as u32)),
        // A day is the same in every time zone.
        Format::Day(day) if is_day(day) => ("DateTimeFormat", &[DATE, ("timeZone", "UTC")], date(day)),
        Format::Day(_) => return None,
        Format::Moment(time) => ("DateTimeFormat", &[DATE, ("timeStyle", "short"), HOURS], date(time)),
        Format::Clock(time) => ("DateTimeFormat", &[("timeStyle", "medium"), HOURS], date(time)),
        Format::List(names) => {
            let names: Array = names.iter().map(|name| JsValue::from(name.as_str())).collect();
            ("ListFormat", &[], names.into())
        }
    };
    let settings = Object::new();
    for (key, choice) in options {
        Reflect::set(&settings, &(*key).into(), &(*choice).into()).ok()?;
    }
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let class: Function = get(&get(&js_sys::global(), "Intl")?, class)?.dyn_into().ok()?;
    let formatter = Reflect::construct(&class, &Array::of2(&tag.into(), &settings)).ok()?;
    let format: Function = get(&formatter, "format")?.dyn_into().ok()?;
    format.call1(&formatter, &value).ok()?.as_string()
}

/// The bar has no room for "AM" beside the time of saving.
const HOURS: (&str, &str) = ("hourCycle", "h23");
const DATE: (&str, &str) = ("dateStyle", "medium");

/// The current time of day in the manner of a language, where the person is.
pub(in crate::web) fn time_of_day(tag: &str) -> String {
    let now = now();
    format(tag, Format::Clock(&now)).unwrap_or(now)
}

/// The time in milliseconds since 1970.
pub(crate) fn milliseconds() -> u64 {
    // The time is a whole number.
    Date::now() as u64
}
