//! Numbers, days, times and lists in the manner of a language. The page formats them with the browser's `Intl`; without a browser, and
//! in a browser that lacks a part of it, they are written plainly.

use super::Locale;
use crate::foreign::direction::isolated;
use std::sync::OnceLock;

/// What is formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format<'v> {
    /// A count.
    Number(usize),
    /// A day, as `2026-11-23`.
    Day(&'v str),
    /// A time in UTC, as `2026-11-23T08:15:30Z`: the date and the time of day where the person is.
    Moment(&'v str),
    /// Such a time: the time of day where the person is.
    Clock(&'v str),
    /// Names that are all meant.
    List(&'v [String]),
}

/// Formats in the language with this tag; `None` if the value or the browser does not allow it.
pub type Formatter = fn(&str, Format<'_>) -> Option<String>;

static FORMATTER: OnceLock<Formatter> = OnceLock::new();

/// Formats with the browser from now on.
pub fn set_formatter(formatter: Formatter) {
    // Every element of a page sets the same one.
    let _ = FORMATTER.set(formatter);
}

impl Locale {
    /// Formats a value, or returns `None` without a browser.
    fn format(self, value: Format<'_>) -> Option<String> {
        FORMATTER.get()?(self.tag, value)
    }

    /// A count, with its digits in groups. Scores are not counts: they are written from their exact decimals.
    pub fn number(self, count: usize) -> String {
        // Small counts are the same in all languages.
        let large = (count > 999).then(|| self.format(Format::Number(count))).flatten();
        large.unwrap_or_else(|| count.to_string())
    }

    /// A day, such as `2026-11-23`; any other text unchanged.
    pub fn day(self, day: &str) -> String {
        self.format(Format::Day(day)).unwrap_or_else(|| day.to_owned())
    }

    /// A date and a time where the person is; any other text unchanged.
    pub fn moment(self, time: &str) -> String {
        self.format(Format::Moment(time)).unwrap_or_else(|| time.to_owned())
    }

    /// A time of day where the person is.
    pub fn clock(self, time: &str) -> String {
        self.format(Format::Clock(time)).unwrap_or_else(|| time.to_owned())
    }

    /// Names in a sentence, each isolated from its neighbours.
    pub fn list<T: AsRef<str>>(self, names: impl IntoIterator<Item = T>) -> String {
        let names: Vec<_> = names
            .into_iter()
            .map(|name| isolated(name.as_ref()).into_owned())
            .collect();
        let list = self.format(Format::List(&names));
        list.unwrap_or_else(|| names.join(self.messages.list_separator))
    }
}
