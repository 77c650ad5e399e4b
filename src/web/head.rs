//! How much of the screen's head our own bar takes, with what opening a file had to say below it: what sticks to the head of the
//! screen stands below both.

use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ResizeObserver};
use yew::prelude::*;

/// Tells an element of the form how high the head is, as `--head`. Set on the one element and not on the whole form, where the style
/// of everything inside would be worked out again, nor on the page, whose copies would carry it.
#[hook]
pub fn use_head(place: &NodeRef) {
    use_effect_with((), {
        let place = place.clone();
        move |()| {
            let watched = place.cast::<HtmlElement>().and_then(|place| watch(&place));
            move || {
                if let Some((observer, seen)) = watched {
                    observer.disconnect();
                    drop(seen);
                }
            }
        }
    });
}

type Watched = (ResizeObserver, Closure<dyn FnMut()>);

/// Watches the head of our own page; a host page says itself what sticks to its head.
fn watch(place: &HtmlElement) -> Option<Watched> {
    let document = place.owner_document()?;
    let head = document.query_selector("#ziping-shell .top").ok()??;
    let was = Rc::new(Cell::new(0));
    let seen = {
        let (place, head) = (place.clone(), head.clone());
        Closure::<dyn FnMut()>::new(move || {
            let high = head.get_bounding_client_rect().height().ceil() as i32;
            if was.replace(high) != high {
                // A style that cannot be set leaves what it was.
                let _ = place.style().set_property("--head", &format!("{high}px"));
            }
        })
    };
    // Without an observer it is as if nothing were said below the bar.
    let observer = ResizeObserver::new(seen.as_ref().unchecked_ref()).ok()?;
    observer.observe(&head);
    Some((observer, seen))
}
