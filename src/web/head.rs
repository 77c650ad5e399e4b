//! How much of the screen's head our own bar takes, with what opening a file had to say below it: what sticks to the head of the
//! screen is placed below both.

use super::dom::SizeWatch;
use std::cell::Cell;
use web_sys::HtmlElement;

/// Tells an element of the form how high the head of the standalone page is, as `--head`; a host page says itself what sticks to its
/// head. Set on the one element and not on the whole form, where the style of everything inside would be worked out again, nor on the
/// page, whose copies would carry it.
pub fn watch(place: &HtmlElement) -> Option<SizeWatch> {
    let document = place.owner_document()?;
    let head = document.query_selector("#ziping-shell .top").ok()??;
    let was = Cell::new(0);
    let (place, seen) = (place.clone(), head.clone());
    // Without an observer it is as if nothing were said below the bar.
    SizeWatch::new(&head, move || {
        let high = seen.get_bounding_client_rect().height().ceil() as i32;
        if was.replace(high) != high {
            // A style that cannot be set leaves what it was.
            let _ = place.style().set_property("--head", &format!("{high}px"));
        }
    })
}
