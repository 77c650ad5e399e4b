//! The height of the standalone page's bar and of the notices below it: sticky parts of the form are placed below both.

use super::dom::SizeWatch;
use std::cell::Cell;
use web_sys::HtmlElement;

/// Sets the height of the standalone page's bar and notices as `--head` on an element of the form; a host page sets the
/// height of its own sticky parts. The property is set on this one element: on the whole form it would recompute the
/// style of everything inside, and on the page it would end up in saved copies.
pub fn watch(place: &HtmlElement) -> Option<SizeWatch> {
    let document = place.owner_document()?;
    let head = document.query_selector("#ziping-shell .top").ok()??;
    let was = Cell::new(0);
    let (place, seen) = (place.clone(), head.clone());
    // Without an observer the notices below the bar count as absent.
    SizeWatch::new(&head, move || {
        let high = seen.get_bounding_client_rect().height().ceil() as i32;
        if was.replace(high) != high {
            // If the style cannot be set, the previous value stays.
            let _ = place.style().set_property("--head", &format!("{high}px"));
        }
    })
}
