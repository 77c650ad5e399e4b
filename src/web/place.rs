//! In which section the person is: where the focus is while it is in sight, and else what has come to be read. It is looked at
//! when the page is scrolled and when the focus moves, never for an edit.

use super::lazy_render::before_frame;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot, window};
use yew::Callback;

/// How much of the screen's head and foot nothing is read in, in whole pixels.
const HEAD: i32 = 100;
const FOOT: i32 = 160;
/// How far from the edge of the list of sections the one in which the person is, is placed.
const AIR: i32 = 24;
/// How far from a place without a section one is looked for.
const NEAR: [i32; 5] = [0, 60, -60, 160, 280];

/// Calls back with the ordinals of the section in which the person is, and of those around it, the innermost first, whenever that
/// may have changed, while the listeners are held. `list` is an element in the form's root.
pub fn watch(list: &Element, tell: Callback<Rc<[u32]>>) -> Option<[EventListener; 2]> {
    let root: ShadowRoot = list.get_root_node().dyn_into().ok()?;
    let document = window()?.document()?;
    let focused = {
        let (root, tell) = (root.clone(), tell.clone());
        EventListener::new(&root.clone(), "focusin", move |_| {
            if let Some(path) = focus(&root) {
                tell.emit(path);
            }
        })
    };
    // A host page may scroll the form in a box.
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: true,
    };
    let asked = Rc::new(Cell::new(false));
    let scrolled = EventListener::new_with_options(&document, "scroll", options, move |_| {
        if asked.replace(true) {
            return;
        }
        let (root, tell, asked) = (root.clone(), tell.clone(), asked.clone());
        before_frame(move || {
            asked.set(false);
            // Where nothing is read, as below a notice, the person is where they were.
            if let Some(path) = focus(&root).or_else(|| read(&root)) {
                tell.emit(path);
            }
        });
    });
    Some([focused, scrolled])
}

/// Where the focus is, while that is in sight.
fn focus(root: &ShadowRoot) -> Option<Rc<[u32]>> {
    let active = root.active_element()?;
    active.closest(".sections").ok()??;
    let (there, high) = (active.get_bounding_client_rect(), high()?);
    (there.bottom() > 0.0 && (there.top() as i32) < high).then(|| path(&active))
}

/// What is read: at the head of the page what is at the head of the screen, at its foot what is at the foot.
fn read(root: &ShadowRoot) -> Option<Rc<[u32]>> {
    let window = window()?;
    let page = window.document()?.document_element()?;
    let (high, scrolled) = (high()?, window.scroll_y().ok()? as i32);
    let most = (page.scroll_height() - high).max(1);
    let read = i64::from((high - HEAD - FOOT).max(0)) * i64::from(scrolled.clamp(0, most)) / i64::from(most);
    // It is no more than the screen is high.
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

/// How high the screen is, in whole pixels.
fn high() -> Option<i32> {
    Some(window()?.inner_height().ok()?.as_f64()? as i32)
}

/// The sections around something, the innermost first.
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

/// Scrolls the list, and not the page, so that the section in which the person is can be seen in it.
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
