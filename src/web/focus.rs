//! Goes to a place in the form, drawing it first where it is far from the screen.

use super::Store;
use super::dom::elements;
use super::lazy_render::LazyRender;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{
    CustomEvent, CustomEventInit, Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, ShadowRoot,
};
use yew::{Callback, NodeRef};

/// How often a place is looked for before giving up: once a frame, for half a second.
const TRIES: u32 = 30;
/// How many milliseconds after a jump it is looked whether it was made: a few frames.
const AFTER: u32 = 60;
/// How much of the screen's head and foot something may stand in front of: `scroll-padding` in the style.
const HEAD: i32 = 76;
const FOOT: i32 = 120;

/// Goes to the criterion with this ordinal and puts the focus into its control.
pub fn criterion(store: &Store, ordinal: u32) {
    let Some((root, lazy)) = store.root().zip(store.lazy()) else {
        return;
    };
    lazy.bring(ordinal);
    let control = "[data-control] input:not([type=radio]):not([data-tool]), [data-control] input:checked, \
        [data-control] input:not([data-tool]), \
        [data-control] textarea, [data-control] button";
    // Of radios the chosen one is the way in; the browser itself goes on to the others.
    until_found(by_id(root, format!("c-{ordinal}")), TRIES, move |item| {
        let inner = control
            .split(", ")
            .find_map(|one| item.query_selector(one).ok().flatten());
        // Where nothing can be changed, the criterion itself takes the focus.
        let inner = inner.map(|inner| {
            let is_fixed = inner.matches(":disabled").unwrap_or(false);
            let reads = is_fixed && item.set_attribute("tabindex", "-1").is_ok();
            if reads { item.clone() } else { inner }
        });
        inner.map(|inner| go(&lazy, &item, &inner)).is_some()
    });
}

/// Puts the focus into the control with this id once it is drawn, without moving the page more than it must. A person who went elsewhere
/// in the meantime is left there.
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
        true
    });
}

/// Goes to the row with this index of a list that is drawn.
pub fn row(list: &NodeRef, index: usize) {
    let row = list.cast::<Element>().and_then(|list| {
        list.query_selector(&format!(":scope > :nth-child({})", index + 1))
            .ok()?
    });
    if let Some(row) = row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
        // Only so a row takes the focus; a browser that does not let it leaves the person where they are.
        row.set_tab_index(-1);
        let _ = row.focus();
    }
}

/// Puts the focus onto the one with this index of what a selector finds within an element.
pub fn nth(list: &Element, selector: &str, index: usize) {
    let all = elements(list.query_selector_all(selector));
    if let Some(one) = all.get(index).and_then(|one| one.dyn_ref::<HtmlElement>()) {
        // What cannot take the focus is still on the page.
        let _ = one.focus();
    }
}

/// Goes to the title of the form once it is drawn, so that a keyboard goes on from there.
pub fn form(store: &Store) {
    control(store, "title");
}

/// Goes to the head of the start page once it is drawn.
pub fn start() {
    let find = || web_sys::window()?.document()?.query_selector("main.start > h1").ok()?;
    until_found(find, TRIES, |title| {
        if let Some(title) = title.dyn_ref::<HtmlElement>() {
            // What cannot take the focus is still at the head of the page.
            let _ = title.focus();
        }
        if let Some(window) = web_sys::window() {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
        true
    });
}

/// Goes to what marks the end of the form, so that the next stop is the page's. While it has the focus it is a stop itself: from what
/// is none Chromium begins again at the head of the form.
pub fn past(store: &Store, id: &str) {
    let Some(end) = store
        .root()
        .and_then(|root| root.get_element_by_id(id))
        .and_then(|end| end.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    end.set_tab_index(0);
    // What cannot take the focus stays where it is.
    let _ = end.focus();
    let left = end.clone();
    EventListener::once(&end, "blur", move |_| left.set_tab_index(-1)).forget();
}

/// Goes to the head of the page, where what is open begins.
pub fn head() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Keeps in `was` where the focus is as a notice appears, unless that is another notice, and gives the notice the focus if it takes it.
pub fn enter(title: &HtmlElement, was: &RefCell<Option<HtmlElement>>, takes: bool) {
    let outside = |place: &HtmlElement| matches!(place.closest(".notices"), Ok(None));
    if let Some(here) = focused().filter(outside) {
        was.replace(Some(here));
    }
    // In a host page the focus is the page's, unless it is in the form already.
    let root = title.get_root_node().dyn_into::<ShadowRoot>();
    if takes && root.map_or(true, |root| root.active_element().is_some()) {
        // Without the focus it is still read out.
        let _ = title.focus();
    }
}

/// Passes the focus on from a notice that is about to go, if it is there or nowhere: to another notice, else to where it was,
/// else to the title of the form or of the start.
pub fn leave(store: &Store, title: &HtmlElement, was: Rc<RefCell<Option<HtmlElement>>>) {
    let (Ok(Some(notice)), Ok(Some(notices))) = (title.closest(".notice"), title.closest(".notices")) else {
        return;
    };
    // Safari gives a button that is clicked no focus, and takes it from where it was.
    let goes = focused().map_or(!store.is_hosted(), |here| notice.contains(Some(&here)));
    if !goes {
        return;
    }
    let store = store.clone();
    // By then the notice is gone, and a person who goes elsewhere is there.
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

/// What has the focus, in a form too; nothing where it is nowhere.
fn focused() -> Option<HtmlElement> {
    let active = web_sys::window()?.document()?.active_element()?;
    let inner = active.shadow_root().and_then(|root| root.active_element());
    let place = inner.unwrap_or(active).dyn_into::<HtmlElement>().ok()?;
    (place.tag_name() != "BODY").then_some(place)
}

/// The event by which elements around the form ask it to go to a criterion. It stays inside the element.
const ASKED: &str = "ziping-visit";

/// Asks the form to go to the criterion with this ordinal, once it is drawn.
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
    // A form that hears it says so.
    if root.dispatch_event(&event).unwrap_or(false) && tries > 0 {
        let store = store.clone();
        Timeout::new(16, move || ask_within(&store, ordinal, tries - 1)).forget();
    }
}

/// Calls back with the criteria that the form is asked to go to, for as long as the listener is held.
pub fn asked(root: &ShadowRoot, go: Callback<u32>) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(root, ASKED, options, move |event| {
        event.prevent_default();
        let detail = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_f64());
        // An ordinal came from `ask`, whole and small.
        if let Some(ordinal) = detail {
            go.emit(ordinal as u32);
        }
    })
}

/// Goes to the heading of the section with this ordinal, before which so many criteria stand.
pub fn section(store: &Store, ordinal: u32, before: u32) {
    let Some((root, lazy)) = store.root().zip(store.lazy()) else {
        return;
    };
    lazy.bring(before);
    until_found(by_id(root, format!("s-{ordinal}")), TRIES, move |heading| {
        go(&lazy, &heading, &heading);
        true
    });
}

/// Keeps the field that has the focus out from under the sum, which sticks to the foot of the screen, while the listeners are held: not
/// every browser minds `scroll-margin` as it follows the focus, and none does in a field of several lines.
pub fn keep_bare(root: &ShadowRoot) -> [EventListener; 2] {
    ["focusin", "input"].map(|name| {
        let root = root.clone();
        EventListener::new(&root.clone(), name, move |event| {
            let is_long = |target: web_sys::EventTarget| target.has_type::<web_sys::HtmlTextAreaElement>();
            // A line does not grow as it is typed in.
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

/// Finds what has this id in a form.
fn by_id(root: ShadowRoot, id: String) -> impl Fn() -> Option<Element> {
    move || root.get_element_by_id(&id)
}

fn until_found(find: impl Fn() -> Option<Element> + 'static, tries: u32, go: impl Fn(Element) -> bool + 'static) {
    // In a tab that is about to be shown it is there and cannot take the focus yet.
    let is_shown = |place: &Element| matches!(place.closest("[hidden]"), Ok(None));
    let found = find().filter(is_shown).is_some_and(&go);
    if !found && tries > 0 {
        Timeout::new(16, move || until_found(find, tries - 1, go)).forget();
    }
}

/// Whether something would be in sight once the page has moved down by so much. Whole pixels will do.
fn is_in_sight(inner: &Element, moved: i32) -> bool {
    let there = inner.get_bounding_client_rect();
    there.top() as i32 + moved >= HEAD && there.bottom() as i32 + moved <= foot()
}

/// Where on the screen the foot begins.
fn foot() -> i32 {
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    height.unwrap_or(0.0) as i32 - FOOT
}

/// How far the page moves down to show an element in the middle of the screen.
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
    // A criterion may be higher than a phone, and what is typed into stand at its end. It is worked out before: of two jumps
    // within one frame Firefox makes neither.
    let whole = heading || is_in_sight(inner, to_middle(place));
    let goal = if whole { place } else { inner };
    goal.scroll_into_view_with_scroll_into_view_options(&options);
    if !heading {
        // Where something above changed its height in the same frame, Firefox makes no jump at all.
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
