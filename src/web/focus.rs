//! Moves to a place in the form, and renders the place first if it is far from the viewport.

use super::Store;
use super::dom::elements;
use super::first_view;
use super::lazy_render::LazyRender;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{
    CustomEvent, CustomEventInit, Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, ShadowRoot,
};
use yew::{Callback, NodeRef};

/// The maximum number of frames in which a place is searched: half a second.
const TRIES: u32 = 30;
/// The delay in milliseconds after which a jump is checked: a few frames.
const AFTER: u32 = 60;
/// The height at the top and bottom of the viewport that sticky parts may cover: `scroll-padding` in the style sheet.
const HEAD: i32 = 76;
const FOOT: i32 = 120;

/// Moves to the criterion with this ordinal and focuses its control.
pub fn criterion(store: &Store, ordinal: u32) {
    let Some((root, lazy)) = store.root().zip(store.lazy()) else {
        return;
    };
    lazy.bring(ordinal);
    let control = "[data-control] input:not([type=radio]):not([data-tool]), [data-control] input:checked, \
        [data-control] input:not([data-tool]), \
        [data-control] textarea, [data-control] button";
    // In a radio group the checked radio gets the focus; arrow keys reach the others.
    jump(by_id(root, format!("c-{ordinal}")), move |item| {
        let inner = control
            .split(", ")
            .find_map(|one| item.query_selector(one).ok().flatten());
        // In a read-only form the criterion itself gets the focus.
        let inner = inner.map(|inner| {
            let is_fixed = inner.matches(":disabled").unwrap_or(false);
            let reads = is_fixed && item.set_attribute("tabindex", "-1").is_ok();
            if reads { item.clone() } else { inner }
        });
        inner.map(|inner| go(&lazy, &item, &inner)).is_some()
    });
}

/// The attribute of the place that was shown last.
const SHOWN: &str = "data-shown";

/// Scrolls to a place of the form and marks it; the focus stays where it is. Without a place, only removes the mark.
pub fn show(store: &Store, place: Option<(String, u32)>) {
    let Some((root, lazy)) = store.root().zip(store.lazy()) else {
        return;
    };
    let unmark = |root: &ShadowRoot| {
        if let Ok(Some(shown)) = root.query_selector("[data-shown]") {
            // Removing an attribute cannot fail.
            let _ = shown.remove_attribute(SHOWN);
        }
    };
    unmark(&root);
    let Some((id, ordinal)) = place else {
        begin_jump();
        return;
    };
    lazy.bring(ordinal);
    jump(by_id(root.clone(), id), move |place| {
        unmark(&root);
        // The place is in the form even if it cannot be marked.
        let _ = place.set_attribute(SHOWN, "");
        let options = ScrollIntoViewOptions::new();
        let there = place.get_bounding_client_rect();
        options.set_block(if there.height() as i32 > (foot() - HEAD) / 2 {
            ScrollLogicalPosition::Start
        } else {
            ScrollLogicalPosition::Center
        });
        place.scroll_into_view_with_scroll_into_view_options(&options);
        lazy.hold(&place);
        true
    });
}

/// Focuses the control with this id once it is rendered, with as little scrolling as possible. If the person moved the
/// focus elsewhere in the meantime, it stays there.
pub fn control(store: &Store, id: &str) {
    let Some(root) = store.root() else { return };
    let (within, was) = (root.clone(), root.active_element());
    until_found(by_id(root.clone(), id.to_owned()), TRIES, move |control| {
        let now = within.active_element();
        if now.is_some() && now != was {
            return true;
        }
        if let Some(control) = wasm_bindgen::JsCast::dyn_ref::<HtmlElement>(&control) {
            // An element that cannot take the focus is still on the page.
            let _ = control.focus();
        }
        // As after Tab, typing replaces the text of the field.
        if let Some(input) = control.dyn_ref::<web_sys::HtmlInputElement>() {
            input.select();
        }
        true
    });
}

/// Moves to the row with this index in a rendered list.
pub fn row(list: &NodeRef, index: usize) {
    let row = list.cast::<Element>().and_then(|list| {
        list.query_selector(&format!(":scope > :nth-child({})", index + 1))
            .ok()?
    });
    if let Some(row) = row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
        // A row needs a tab index to take the focus. If the browser refuses, the focus stays where it is.
        row.set_tab_index(-1);
        let _ = row.focus();
    }
}

/// Focuses the element with this index among those that a selector matches within an element.
pub fn nth(list: &Element, selector: &str, index: usize) {
    let all = elements(list.query_selector_all(selector));
    if let Some(one) = all.get(index).and_then(|one| one.dyn_ref::<HtmlElement>()) {
        // An element that cannot take the focus is still on the page.
        let _ = one.focus();
    }
}

/// Focuses the form's title once it is rendered, so that keyboard navigation continues from there.
pub fn form(store: &Store) {
    control(store, "title");
}

/// Moves to the heading of the start page once it is rendered.
pub fn start() {
    let find = || web_sys::window()?.document()?.query_selector("main.start > h1").ok()?;
    until_found(find, TRIES, |title| {
        if let Some(title) = title.dyn_ref::<HtmlElement>() {
            // A heading that cannot take the focus is still at the top of the page.
            let _ = title.focus();
        }
        if let Some(window) = web_sys::window() {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
        true
    });
}

/// Focuses the mark at the end of the form, so that the next tab stop belongs to the page. The mark is a tab stop while
/// it has the focus: from an element that is no tab stop, Chromium continues at the start of the form.
pub fn past(store: &Store, id: &str) {
    let Some(end) = store
        .root()
        .and_then(|root| root.get_element_by_id(id))
        .and_then(|end| end.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    end.set_tab_index(0);
    // If the mark cannot take the focus, the focus stays where it is.
    let _ = end.focus();
    let left = end.clone();
    EventListener::once(&end, "blur", move |_| left.set_tab_index(-1)).forget();
}

/// Scrolls to the top of the page, where the open form begins.
pub fn head() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Saves the current focus in `was` when a notice appears, unless another notice has the focus. Focuses the notice if
/// `takes` is set, but not while the person is in the first view, in which the program has not started yet.
pub fn enter(title: &HtmlElement, was: &RefCell<Option<HtmlElement>>, takes: bool) {
    let outside = |place: &HtmlElement| matches!(place.closest(".notices"), Ok(None));
    if let Some(here) = focused().filter(outside) {
        was.replace(Some(here));
    }
    // In a host page the notice takes the focus only if the focus is already in the form.
    let root = title.get_root_node().dyn_into::<ShadowRoot>();
    let in_first_view = focused().is_some_and(|here| matches!(here.closest(first_view::PLACE), Ok(Some(_))));
    if takes && !in_first_view && root.map_or(true, |root| root.active_element().is_some()) {
        // Screen readers read the notice even without the focus.
        let _ = title.focus();
    }
}

/// Moves the focus from a notice that is about to close, if the notice or nothing has the focus: to another notice,
/// otherwise to the previous element, otherwise to the title of the form or the start page.
pub fn leave(store: &Store, title: &HtmlElement, was: Rc<RefCell<Option<HtmlElement>>>) {
    let (Ok(Some(notice)), Ok(Some(notices))) = (title.closest(".notice"), title.closest(".notices")) else {
        return;
    };
    // Safari does not focus a clicked button, and removes the focus from the previous element.
    let goes = focused().map_or(!store.is_hosted(), |here| notice.contains(Some(&here)));
    if !goes {
        return;
    }
    let store = store.clone();
    // After the timeout the notice is removed, and a person who moved the focus has it elsewhere.
    Timeout::new(0, move || {
        if focused().is_some() {
            return;
        }
        let next = notices.query_selector(".notice-title").ok().flatten();
        let next = next.and_then(|next| next.dyn_into::<HtmlElement>().ok());
        let back = || was.take().filter(|place| place.is_connected());
        let takes = |place: &HtmlElement| place.focus().is_ok() && focused().is_some_and(|here| here == *place);
        if next.filter(takes).or_else(|| back().filter(takes)).is_some() {
            return;
        }
        if store.state().is_some() {
            form(&store);
        } else {
            start();
        }
    })
    .forget();
}

/// Returns the element that has the focus, also inside a shadow root; `None` if nothing has the focus.
fn focused() -> Option<HtmlElement> {
    let active = web_sys::window()?.document()?.active_element()?;
    let inner = active.shadow_root().and_then(|root| root.active_element());
    let place = inner.unwrap_or(active).dyn_into::<HtmlElement>().ok()?;
    (place.tag_name() != "BODY").then_some(place)
}

/// The event with which elements around the form request a move to a criterion. The event stays inside the element.
const ASKED: &str = "ziping-visit";

/// Requests that the form move to the criterion with this ordinal, once the form is rendered.
pub fn ask(store: &Store, ordinal: u32) {
    ask_within(store, ordinal, TRIES);
}

fn ask_within(store: &Store, ordinal: u32, tries: u32) {
    let asked = CustomEventInit::new();
    asked.set_detail(&ordinal.into());
    asked.set_cancelable(true);
    let (Some(root), Ok(event)) = (store.root(), CustomEvent::new_with_event_init_dict(ASKED, &asked)) else {
        return;
    };
    // A form that handles the event cancels it.
    if root.dispatch_event(&event).unwrap_or(false) && tries > 0 {
        let store = store.clone();
        Timeout::new(16, move || ask_within(&store, ordinal, tries - 1)).forget();
    }
}

/// Calls back with the requested criteria, until the listener is dropped.
pub fn asked(root: &ShadowRoot, go: Callback<u32>) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(root, ASKED, options, move |event| {
        event.prevent_default();
        let detail = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_f64());
        // The ordinal comes from `ask`, so it is a small integer.
        if let Some(ordinal) = detail {
            go.emit(ordinal as u32);
        }
    })
}

/// Moves to the heading of the section with this ordinal. `before` is the number of criteria before the section.
pub fn section(store: &Store, ordinal: u32, before: u32) {
    let Some((root, lazy)) = store.root().zip(store.lazy()) else {
        return;
    };
    lazy.bring(before);
    jump(by_id(root, format!("s-{ordinal}")), move |heading| {
        go(&lazy, &heading, &heading);
        true
    });
}

/// Scrolls the focused field out from under the sticky sum at the bottom of the viewport, until the listeners are
/// dropped: not every browser applies `scroll-margin` when it follows the focus, and none does inside a multi-line
/// field.
pub fn keep_bare(root: &ShadowRoot) -> [EventListener; 2] {
    ["focusin", "input"].map(|name| {
        let root = root.clone();
        EventListener::new(&root.clone(), name, move |event| {
            let is_long = |target: web_sys::EventTarget| target.has_type::<web_sys::HtmlTextAreaElement>();
            // A single-line field does not grow during typing.
            if event.type_() == "focusin" || event.target().is_some_and(is_long) {
                let root = root.clone();
                Timeout::new(AFTER, move || uncover(&root)).forget();
            }
        })
    })
}

fn uncover(root: &ShadowRoot) {
    let Ok(Some(bar)) = root.query_selector(".sum-bar") else {
        return;
    };
    let Some(active) = root.active_element().filter(|active| !bar.contains(Some(active))) else {
        return;
    };
    let (bar, there) = (bar.get_bounding_client_rect(), active.get_bounding_client_rect());
    if bar.height() == 0.0 || there.bottom() <= bar.top() || there.top() >= bar.bottom() {
        return;
    }
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    active.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Returns a lookup of the element with this id in a form.
fn by_id(root: ShadowRoot, id: String) -> impl Fn() -> Option<Element> {
    move || root.get_element_by_id(&id)
}

thread_local! {
    /// The number of jumps so far.
    static JUMPS: Cell<u32> = const { Cell::new(0) };
}

/// Ends the jump that is under way, and returns the number of the next one.
fn begin_jump() -> u32 {
    let own = JUMPS.get().wrapping_add(1);
    JUMPS.set(own);
    own
}

/// As [`until_found`], unless another jump begins before the place is found.
fn jump(find: impl Fn() -> Option<Element> + 'static, go: impl Fn(Element) -> bool + 'static) {
    let own = begin_jump();
    until_found(find, TRIES, move |place| JUMPS.get() != own || go(place));
}

fn until_found(find: impl Fn() -> Option<Element> + 'static, tries: u32, go: impl Fn(Element) -> bool + 'static) {
    // In a tab that is about to be shown, the element exists but cannot take the focus yet.
    let is_shown = |place: &Element| matches!(place.closest("[hidden]"), Ok(None));
    let found = find().filter(is_shown).is_some_and(&go);
    if !found && tries > 0 {
        Timeout::new(16, move || until_found(find, tries - 1, go)).forget();
    }
}

/// Returns whether an element would be in the viewport after scrolling by `moved`. Whole pixels are precise enough.
fn is_in_sight(inner: &Element, moved: i32) -> bool {
    let there = inner.get_bounding_client_rect();
    there.top() as i32 + moved >= HEAD && there.bottom() as i32 + moved <= foot()
}

/// Returns the vertical position at which the bottom bar begins.
fn foot() -> i32 {
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    height.unwrap_or(0.0) as i32 - FOOT
}

/// Returns the scroll distance that puts an element into the middle of the viewport.
fn to_middle(place: &Element) -> i32 {
    let there = place.get_bounding_client_rect();
    (HEAD + foot()) / 2 - (there.top() as i32 + there.bottom() as i32) / 2
}

fn go(lazy: &LazyRender, place: &Element, inner: &Element) {
    let options = ScrollIntoViewOptions::new();
    let heading = place == inner;
    options.set_block(if heading {
        ScrollLogicalPosition::Start
    } else {
        ScrollLogicalPosition::Center
    });
    // A criterion may be higher than a phone's screen, with its control at the end. The goal is computed before
    // scrolling: of two jumps within one frame Firefox makes neither.
    let whole = heading || is_in_sight(inner, to_middle(place));
    let goal = if whole { place } else { inner };
    goal.scroll_into_view_with_scroll_into_view_options(&options);
    if !heading {
        // If an element above changes its height in the same frame, Firefox does not jump at all.
        let inner = inner.clone();
        Timeout::new(AFTER, move || {
            if inner.matches(":focus").unwrap_or(false) && !is_in_sight(&inner, 0) {
                inner.scroll_into_view_with_scroll_into_view_options(&options);
            }
        })
        .forget();
    }
    lazy.hold(place);
    if let Some(inner) = wasm_bindgen::JsCast::dyn_ref::<HtmlElement>(inner) {
        let calm = web_sys::FocusOptions::new();
        calm.set_prevent_scroll(true);
        // An element that cannot take the focus is still in view.
        let _ = inner.focus_with_options(&calm);
        if let Some(input) = wasm_bindgen::JsCast::dyn_ref::<web_sys::HtmlInputElement>(inner) {
            input.select();
        }
    }
}
