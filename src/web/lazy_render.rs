//! Lazy rendering: draws with controls what is near the screen. Up to some hundreds of criteria everything is; beyond that the first are, the rest is filled in
//! as text while nothing else is to do, and becomes controls when it comes near.

use super::scroll_anchor::ScrollAnchor;
use gloo::timers::callback::Timeout;
use js_sys::Function;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, ShadowRoot};
use yew::Callback;

/// Up to this many criteria everything is drawn at once.
const ALL: u32 = 500;
/// How many criteria are drawn with their controls at first, where not all are.
const FIRST: u32 = 30;
/// How many criteria are filled in at once while nothing else is to do: a few milliseconds' work.
const AT_ONCE: usize = 100;
/// How far beyond the screen counts as near.
const MARGIN: &str = "800px";

/// How much of a part is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Nothing yet.
    Empty,
    /// Its text.
    Text,
    /// Its text and its controls.
    Interactive,
}

/// Decides how much of each part of a form is drawn, and draws more of what is asked for.
pub struct LazyRender {
    all: bool,
    wanted: Cell<Option<u32>>,
    far: RefCell<Vec<Rc<PendingPart>>>,
    absent: RefCell<VecDeque<Rc<PendingPart>>>,
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
    /// Whether more of it has been asked for and is still to be drawn.
    asked: Cell<bool>,
}

/// A part that is drawn as text in another language than the form's.
struct Stale {
    count: usize,
    draw: Callback<()>,
}

struct Observer {
    inner: IntersectionObserver,
    _seen: Closure<dyn FnMut(js_sys::Array)>,
}

impl LazyRender {
    /// For a rubric with so many criteria.
    pub fn new(count: u32) -> Self {
        Self {
            all: count <= ALL,
            wanted: Cell::new(None),
            far: RefCell::default(),
            absent: RefCell::default(),
            stale: RefCell::default(),
            filling: Cell::new(false),
            observer: RefCell::default(),
            held: Cell::default(),
            holding: Cell::new(false),
        }
    }

    /// Whether everything is drawn at once.
    pub fn is_all_near(&self) -> bool {
        self.all
    }

    /// How much of a part with these criteria is drawn at first.
    pub fn first(&self, range: &Range<u32>) -> Stage {
        let wanted = self.wanted.get().is_some_and(|wanted| range.contains(&wanted));
        if self.all || range.start < FIRST || wanted {
            Stage::Interactive
        } else {
            Stage::Empty
        }
    }

    /// Draws the part that holds this criterion, with its controls.
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

    /// Has more of a part drawn, and holds what is on the screen until it is.
    fn raise(self: &Rc<Self>, far: &PendingPart, to: Stage) {
        if to <= far.stage {
            return;
        }
        far.asked.set(true);
        let root = far.element.get_root_node().dyn_into::<ShadowRoot>();
        if let (Ok(root), false) = (root, self.holding.replace(true)) {
            self.held.set(ScrollAnchor::middle(&root));
            self.hold_on(root);
        }
        far.raise.emit(to);
    }

    /// Holds this place on the screen, and no other, while parts are being drawn.
    pub(super) fn hold(&self, place: &Element) {
        if self.holding.get() {
            self.held.set(ScrollAnchor::on(place.clone()));
        }
    }

    /// Before each frame puts what is held back to where it was, until all that was asked for is drawn: Yew may draw it in
    /// another frame than the one in which it was asked for.
    fn hold_on(self: &Rc<Self>, root: ShadowRoot) {
        let near = self.clone();
        before_frame(move || {
            let held = near.held.take().and_then(ScrollAnchor::keep);
            if near.far.borrow().iter().any(|far| far.asked.get()) {
                near.held.set(held.or_else(|| ScrollAnchor::middle(&root)));
                near.hold_on(root);
            } else {
                near.holding.set(false);
            }
        });
    }

    /// Watches a part that is drawn to `stage`, until the guard is dropped; `raise` draws more of it.
    pub fn watch(self: &Rc<Self>, range: Range<u32>, element: Element, stage: Stage, raise: Callback<Stage>) -> Watch {
        let far = Rc::new(PendingPart {
            range,
            element,
            stage,
            raise,
            asked: Cell::new(false),
        });
        if stage == Stage::Empty {
            self.absent.borrow_mut().push_back(far.clone());
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

    /// Draws a part with so many criteria again once the browser is idle, unless the guard is dropped before.
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
        self.absent.borrow_mut().retain(|other| !Rc::ptr_eq(other, far));
    }

    /// Draws the next absent parts, and then the next in another language, once the browser has nothing else to do, and so on
    /// until none is left.
    fn fill_when_idle(self: &Rc<Self>) {
        if self.filling.replace(true) {
            return;
        }
        let near = self.clone();
        when_idle(move || {
            near.filling.set(false);
            let mut drawn = 0;
            while drawn < AT_ONCE {
                let Some(far) = near.absent.borrow_mut().pop_front() else {
                    break;
                };
                drawn += far.range.len();
                near.raise(&far, Stage::Text);
            }
            while drawn < AT_ONCE {
                let Some(stale) = near.stale.borrow_mut().pop_front() else {
                    break;
                };
                drawn += stale.count;
                stale.draw.emit(());
            }
            if !near.absent.borrow().is_empty() || !near.stale.borrow().is_empty() {
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

/// How long a browser that is never idle may put work off, in milliseconds.
const PATIENCE: u32 = 250;

/// Calls once the browser is idle, and soon where it is never idle or cannot tell (Safari).
fn when_idle(work: impl FnOnce() + 'static) {
    let request = js_sys::Reflect::get(&js_sys::global(), &"requestIdleCallback".into());
    match request.ok().and_then(|request| request.dyn_into::<Function>().ok()) {
        Some(request) => {
            let callback = Closure::once_into_js(work);
            let options = js_sys::Object::new();
            // Setting a key of a plain object cannot fail, and the call only if the page is going away.
            let _ = js_sys::Reflect::set(&options, &"timeout".into(), &PATIENCE.into());
            let _ = request.call2(&JsValue::NULL, &callback, &options);
        }
        None => {
            Timeout::new(1, work).forget();
        }
    }
}

/// Calls before the next frame is drawn.
pub(super) fn before_frame(work: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(work);
    if let Some(window) = web_sys::window() {
        // The callback is a function, which is all that could be wrong.
        let _ = window.request_animation_frame(callback.unchecked_ref());
    }
}

/// A part that is watched until this is dropped.
pub struct Watch(Rc<LazyRender>, Rc<PendingPart>);

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.forget(&self.1);
    }
}

/// A part that waits to be drawn again until this is dropped.
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
