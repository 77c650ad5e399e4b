//! Lazy rendering: the first criteria are rendered with controls, so that a person can begin. In a form with up to some hundreds of
//! criteria the others are rendered as text, and get their controls while the browser is idle. In a larger form the others are filled in as
//! text while the browser is idle, and get their controls when they come near the viewport.

use super::dom::after;
use super::scroll_anchor::ScrollAnchor;
use js_sys::Function;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, ShadowRoot};
use yew::Callback;

/// The maximum number of criteria in a form of which every criterion gets its controls.
const ALL: u32 = 500;
/// The number of criteria that a form renders with controls at first.
const FIRST: u32 = 30;
/// The number of criteria that are filled in as text per idle period: a few milliseconds of work.
const AT_ONCE: usize = 100;
/// The number of criteria that get their controls per idle period.
const CONTROLS_AT_ONCE: usize = 10;
/// For how many frames an anchor is held after everything was rendered.
const STILL: u32 = 30;
/// The distance from the viewport that counts as near.
const MARGIN: &str = "800px";

/// How much of a part is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Nothing yet.
    Empty,
    /// The text.
    Text,
    /// The text and the controls.
    Interactive,
}

/// Decides how much of each part of a form is rendered, and renders more on request.
pub struct LazyRender {
    all: bool,
    wanted: Cell<Option<u32>>,
    far: RefCell<Vec<Rc<PendingPart>>>,
    /// The parts that are filled in while the browser is idle.
    waiting: RefCell<VecDeque<Rc<PendingPart>>>,
    stale: RefCell<VecDeque<Rc<Stale>>>,
    filling: Cell<bool>,
    observer: RefCell<Option<Observer>>,
    held: Cell<Option<ScrollAnchor>>,
    holding: Cell<bool>,
}

/// A part that is not interactive yet.
struct PendingPart {
    range: Range<u32>,
    element: Element,
    stage: Stage,
    raise: Callback<Stage>,
    /// Whether more of the part was requested and is not rendered yet.
    asked: Cell<bool>,
}

/// A part that is rendered as text in a previous language.
struct Stale {
    count: usize,
    draw: Callback<()>,
}

struct Observer {
    inner: IntersectionObserver,
    _seen: Closure<dyn FnMut(js_sys::Array)>,
}

impl LazyRender {
    /// Creates the state for a rubric with this number of criteria.
    pub fn new(count: u32) -> Self {
        let all = count <= ALL;
        Self {
            all,
            wanted: Cell::new(None),
            far: RefCell::default(),
            waiting: RefCell::default(),
            stale: RefCell::default(),
            filling: Cell::new(false),
            observer: RefCell::default(),
            held: Cell::default(),
            holding: Cell::new(false),
        }
    }

    /// Returns whether every criterion gets its controls, near the viewport or not.
    pub fn is_all_near(&self) -> bool {
        self.all
    }

    /// Returns how much of a part with these criteria is rendered at first.
    pub fn first(&self, range: &Range<u32>) -> Stage {
        let wanted = self.wanted.get().is_some_and(|wanted| range.contains(&wanted));
        if range.start < FIRST || wanted {
            Stage::Interactive
        } else if self.all {
            Stage::Text
        } else {
            Stage::Empty
        }
    }

    /// Renders the part with this criterion, with its controls.
    pub(super) fn bring(self: &Rc<Self>, ordinal: u32) {
        self.wanted.set(Some(ordinal));
        let found: Vec<_> = self
            .far
            .borrow()
            .iter()
            .filter(|far| far.range.contains(&ordinal))
            .cloned()
            .collect();
        found.iter().for_each(|far| self.raise(far, Stage::Interactive));
    }

    /// Requests more of a part, and anchors the viewport until the part is rendered.
    fn raise(self: &Rc<Self>, far: &PendingPart, to: Stage) {
        if to <= far.stage {
            return;
        }
        far.asked.set(true);
        let root = far.element.get_root_node().dyn_into::<ShadowRoot>();
        if let (Ok(root), false) = (root, self.holding.replace(true)) {
            self.held.set(ScrollAnchor::middle(&root));
            self.hold_on(root, STILL);
        }
        far.raise.emit(to);
    }

    /// Anchors this place and no other while parts are being rendered.
    pub(super) fn hold(&self, place: &Element) {
        if self.holding.get() {
            self.held.set(ScrollAnchor::on(place.clone()));
        }
    }

    /// Restores the anchor's position before each frame until all requested parts are rendered, and for `still` frames more: Yew may
    /// render the parts in a later frame than the one of the request, and their fields get their heights after that.
    fn hold_on(self: &Rc<Self>, root: ShadowRoot, still: u32) {
        let near = self.clone();
        before_frame(move || {
            let held = near.held.take().and_then(ScrollAnchor::keep);
            let is_waiting = near.far.borrow().iter().any(|far| far.asked.get());
            if is_waiting {
                near.held.set(held.or_else(|| ScrollAnchor::middle(&root)));
                near.hold_on(root, STILL);
            } else if still > 0 && held.is_some() {
                near.held.set(held);
                near.hold_on(root, still - 1);
            } else {
                near.holding.set(false);
            }
        });
    }

    /// Watches a part that is rendered to `stage`, until the guard is dropped; `raise` renders more of it.
    pub fn watch(self: &Rc<Self>, range: Range<u32>, element: Element, stage: Stage, raise: Callback<Stage>) -> Watch {
        let far = Rc::new(PendingPart {
            range,
            element,
            stage,
            raise,
            asked: Cell::new(false),
        });
        if self.all || stage == Stage::Empty {
            self.waiting.borrow_mut().push_back(far.clone());
            self.fill_when_idle();
        }
        if self.observer.borrow().is_none() {
            *self.observer.borrow_mut() = Observer::new(self);
        }
        if let Some(observer) = &*self.observer.borrow() {
            observer.inner.observe(&far.element);
        }
        self.far.borrow_mut().push(far.clone());
        Watch(self.clone(), far)
    }

    /// Redraws a part with this number of criteria once the browser is idle, unless the guard is dropped before.
    pub fn redraw_when_idle(self: &Rc<Self>, count: usize, draw: Callback<()>) -> Redraw {
        let stale = Rc::new(Stale { count, draw });
        self.stale.borrow_mut().push_back(stale.clone());
        self.fill_when_idle();
        Redraw(self.clone(), stale)
    }

    fn forget(&self, far: &Rc<PendingPart>) {
        if let Some(observer) = &*self.observer.borrow() {
            observer.inner.unobserve(&far.element);
        }
        self.far.borrow_mut().retain(|other| !Rc::ptr_eq(other, far));
        self.waiting.borrow_mut().retain(|other| !Rc::ptr_eq(other, far));
    }

    /// Renders more of the next parts, and then the next parts in a previous language, while the browser is idle, until
    /// none is left.
    fn fill_when_idle(self: &Rc<Self>) {
        if self.filling.replace(true) {
            return;
        }
        let near = self.clone();
        when_idle(move || {
            near.filling.set(false);
            let (stage, most) = if near.all {
                (Stage::Interactive, CONTROLS_AT_ONCE)
            } else {
                (Stage::Text, AT_ONCE)
            };
            let mut drawn = 0;
            while drawn < most {
                let Some(far) = near.waiting.borrow_mut().pop_front() else {
                    break;
                };
                drawn += far.range.len();
                near.raise(&far, stage);
            }
            while drawn < AT_ONCE {
                let Some(stale) = near.stale.borrow_mut().pop_front() else {
                    break;
                };
                drawn += stale.count;
                stale.draw.emit(());
            }
            if !near.waiting.borrow().is_empty() || !near.stale.borrow().is_empty() {
                near.fill_when_idle();
            }
        });
    }
}

impl Observer {
    fn new(near: &Rc<LazyRender>) -> Option<Self> {
        let weak = Rc::downgrade(near);
        let seen = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let Some(near) = weak.upgrade() else { return };
            for entry in entries
                .iter()
                .filter_map(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok())
            {
                if entry.is_intersecting() {
                    let target = entry.target();
                    let found = near.far.borrow().iter().find(|far| far.element == target).cloned();
                    if let Some(far) = found {
                        near.raise(&far, Stage::Interactive);
                    }
                }
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(MARGIN);
        let inner = IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options).ok()?;
        Some(Self { inner, _seen: seen })
    }
}

impl Drop for Observer {
    fn drop(&mut self) {
        self.inner.disconnect();
    }
}

/// The maximum delay in milliseconds of idle work in a browser that is never idle.
const PATIENCE: u32 = 250;

/// Calls `work` once the browser is idle, and soon in a browser that is never idle or has no idle callback (Safari).
pub(super) fn when_idle(work: impl FnOnce() + 'static) {
    let request = js_sys::Reflect::get(&js_sys::global(), &"requestIdleCallback".into());
    match request.ok().and_then(|request| request.dyn_into::<Function>().ok()) {
        Some(request) => {
            let callback = Closure::once_into_js(work);
            let options = js_sys::Object::new();
            // Setting a key of a plain object cannot fail, and the call fails only if the page is being closed.
            let _ = js_sys::Reflect::set(&options, &"timeout".into(), &PATIENCE.into());
            let _ = request.call2(&JsValue::NULL, &callback, &options);
        }
        None => after(1, work),
    }
}

/// Calls `work` before the next frame is rendered.
pub(super) fn before_frame(work: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(work);
    if let Some(window) = web_sys::window() {
        // The argument is a function, so the call cannot fail.
        let _ = window.request_animation_frame(callback.unchecked_ref());
    }
}

/// Keeps a part watched until dropped.
pub struct Watch(Rc<LazyRender>, Rc<PendingPart>);

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.forget(&self.1);
    }
}

/// Keeps a part scheduled for redraw until dropped.
pub struct Redraw(Rc<LazyRender>, Rc<Stale>);

impl Drop for Redraw {
    fn drop(&mut self) {
        self.0.stale.borrow_mut().retain(|other| !Rc::ptr_eq(other, &self.1));
    }
}

impl PartialEq for LazyRender {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}
