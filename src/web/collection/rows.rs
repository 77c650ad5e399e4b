//! The rows of a long table that are drawn: those near the viewport, and all while the page is printed.

use gloo::events::EventListener;
use gloo::timers::future::TimeoutFuture;
use std::ops::Range;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, HtmlElement, window};
use yew::NodeRef;

/// The height of a row in pixels, as the style sheet has it.
const ROW: i32 = 42;
/// How many rows are drawn above the viewport and below it. The first row that is drawn is a multiple of it, so that not every step of scrolling
/// draws.
const BEYOND: usize = 10;
/// How many rows the viewport of a large screen shows.
const SHOWN: usize = 60;

/// The rows that are drawn if `first` is the first in sight.
pub(crate) fn drawn(first: usize, count: usize) -> Range<usize> {
    let most = in_sight() + 2 * BEYOND;
    let first = first / BEYOND * BEYOND;
    let first = first.min(count.saturating_sub(most).next_multiple_of(BEYOND));
    first.saturating_sub(BEYOND)..(first + most).min(count)
}

/// How many rows are in sight at most: the table is as high as the style sheet has it.
fn in_sight() -> usize {
    let height = window().and_then(|window| window.inner_height().ok()?.as_f64());
    // A height is far below the limits of a number.
    let height = height.map_or(SHOWN * ROW as usize, |height| height as usize);
    (height * 7 / 10).max(320).div_ceil(ROW as usize)
}

/// The first row in sight, rounded so that most scrolling changes nothing.
pub(crate) fn first(place: &NodeRef) -> Option<usize> {
    let scrolled = place.cast::<HtmlElement>()?.scroll_top();
    let row = usize::try_from(scrolled / ROW).unwrap_or_default();
    Some(row / BEYOND * BEYOND)
}

/// The first row in sight if this one is to be seen with some before it.
pub(crate) fn before(row: usize) -> usize {
    row.saturating_sub(BEYOND / 2) / BEYOND * BEYOND
}

/// Scrolls so that this row is the first in sight.
pub(crate) fn scroll(place: &NodeRef, first: usize) {
    if let Some(place) = place.cast::<HtmlElement>() {
        // Far below the limits of a number.
        place.set_scroll_top(i32::try_from(first).unwrap_or_default() * ROW);
    }
}

/// Sets the heights of the rows before and after those that are drawn. The policy would refuse a `style` attribute.
pub(crate) fn set_heights(place: &NodeRef, before: usize, after: usize) {
    if let Some(place) = place.cast::<HtmlElement>() {
        for (name, rows) in [("--before", before), ("--after", after)] {
            // Without it only the scroll bar is shorter.
            let _ = place.style().set_property(name, &(rows * ROW as usize).to_string());
        }
    }
}

/// The event before the page is printed.
const PRINT: &str = "ziping-print-table";

/// Prints the page after all rows are drawn.
pub(super) fn print() {
    let Some(window) = window() else { return };
    let is_sent = Event::new(PRINT).is_ok_and(|event| window.dispatch_event(&event).is_ok());
    spawn_local(async move {
        if is_sent {
            // Yew draws before the browser takes the next task.
            TimeoutFuture::new(50).await;
        }
        // A browser that cannot print says so itself.
        let _ = window.print();
    });
}

/// Calls back when the page is about to print and when it has printed, until the listeners are dropped.
pub(crate) fn while_printing(is_on: impl Fn(bool) + Clone + 'static) -> Option<[EventListener; 3]> {
    let window = window()?;
    let listener = |name: &'static str, value: bool| {
        let is_on = is_on.clone();
        EventListener::new(&window, name, move |_| is_on(value))
    };
    // By its own command the browser waits until the rows are drawn; called by the program it does not.
    Some([
        listener(PRINT, true),
        listener("beforeprint", true),
        listener("afterprint", false),
    ])
}
