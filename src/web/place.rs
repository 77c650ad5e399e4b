//! The current section: the section of the focused element while that is in the viewport, otherwise the section being
//! read. The section is determined on scroll and on focus changes, never on edits.

use super::lazy_render::before_frame;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot, window};
use yew::Callback;

/// The height at the top and bottom of the viewport that is not used for reading, in whole pixels.
const HEAD: i32 = 100;
const FOOT: i32 = 160;
/// The distance of the current section from the edge of the section list.
const AIR: i32 = 24;
/// The distances at which a section is searched around a place without one.
const NEAR: [i32; 5] = [0, 60, -60, 160, 280];

/// Calls back with the ordinals of the current section and its ancestors, the innermost first, whenever they may have
/// changed, until the listeners are dropped. `list` is an element in the form's root.
pub fn watch(list: &Element, changed: Callback<Rc<[u32]>>) -> Option<[EventListener; 2]> {
    let root: ShadowRoot = list.get_root_node().dyn_into().ok()?;
    let document = window()?.document()?;
    let focused = {
        let (root, changed) = (root.clone(), changed.clone());
        EventListener::new(&root.clone(), "focusin", move |_| {
            if let Some(path) = focus(&root) {
                changed.emit(path);
            }
        })
    };
    // Captures the event because a host page may scroll the form in a box.
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: true,
    };
    let asked = Rc::new(Cell::new(false));
    let scrolled = EventListener::new_with_options(&document, "scroll", options, move |_| {
        if asked.replace(true) {
            return;
        }
        let (root, changed, asked) = (root.clone(), changed.clone(), asked.clone());
        before_frame(move || {
            asked.set(false);
            // If no section is found, for example below a notice, the current section stays.
            if let Some(path) = focus(&root).or_else(|| read(&root)) {
                changed.emit(path);
            }
        });
    });
    Some([focused, scrolled])
}

/// Returns the path of the focused element, while the element is in the viewport.
fn focus(root: &ShadowRoot) -> Option<Rc<[u32]>> {
    let active = root.active_element()?;
    active.closest(".sections").ok()??;
    let (there, high) = (active.get_bounding_client_rect(), high()?);
    (there.bottom() > 0.0 && (there.top() as i32) < high).then(|| path(&active))
}

/// Returns the path at the reading position, which moves from the top of the viewport at the start of the page to the
/// bottom at its end.
fn read(root: &ShadowRoot) -> Option<Rc<[u32]>> {
    let window = window()?;
    let page = window.document()?.document_element()?;
    let (high, scrolled) = (high()?, window.scroll_y().ok()? as i32);
    let most = (page.scroll_height() - high).max(1);
    let read = i64::from((high - HEAD - FOOT).max(0)) * i64::from(scrolled.clamp(0, most)) / i64::from(most);
    // The value is at most the viewport's height.
    let at = HEAD + read as i32;
    let column = root.query_selector(".sections").ok()??.get_bounding_client_rect();
    if column.top() as i32 > at {
        return Some(Rc::from([]));
    }
    let middle = (column.left() as i32 + column.right() as i32) / 2;
    let hit = |by: &i32| root.element_from_point(middle as f32, (at + by) as f32);
    let found = NEAR.iter().filter_map(hit).map(|hit| path(&hit));
    found.into_iter().find(|path| !path.is_empty())
}

/// Returns the height of the viewport in whole pixels.
fn high() -> Option<i32> {
    Some(window()?.inner_height().ok()?.as_f64()? as i32)
}

/// Returns the ordinals of the sections around an element, the innermost first.
fn path(inner: &Element) -> Rc<[u32]> {
    let around = |inner: &Element| inner.closest(".section").ok().flatten();
    let sections = std::iter::successors(around(inner), |section| around(&section.parent_element()?));
    let ordinal = |section: Element| {
        section
            .get_attribute("aria-labelledby")?
            .strip_prefix("s-")?
            .parse()
            .ok()
    };
    sections.filter_map(ordinal).collect()
}

/// Scrolls the list, not the page, so that the current section is visible in the list.
pub fn keep_in_sight(list: &HtmlElement) {
    let Ok(Some(here)) = list.query_selector("[aria-current]") else {
        return;
    };
    let (there, frame) = (here.get_bounding_client_rect(), list.get_bounding_client_rect());
    let above = frame.top() as i32 - there.top() as i32;
    let below = there.bottom() as i32 - frame.bottom() as i32;
    if above > 0 {
        list.set_scroll_top(list.scroll_top() - above - AIR);
    } else if below > 0 {
        list.set_scroll_top(list.scroll_top() + below + AIR);
    }
}
