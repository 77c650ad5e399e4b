//! What is near the screen. Up to some hundreds of criteria everything is; beyond that the first are, the rest is filled in
//! as text while nothing else is to do, and becomes controls when it comes near.

use gloo::timers::callback::Timeout;
use js_sys::Function;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};
use yew::prelude::*;

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
    Absent,
    /// Its text.
    Text,
    /// Its text and its controls.
    Near,
}

/// Knows what is near, and brings near what is asked for.
pub struct Nearness {
    all: bool,
    wanted: Cell<Option<u32>>,
    far: RefCell<Vec<Rc<Far>>>,
    absent: RefCell<VecDeque<Rc<Far>>>,
    filling: Cell<bool>,
    observer: RefCell<Option<Observer>>,
}

/// A part that is not near yet.
struct Far {
    range: Range<u32>,
    element: Element,
    raise: Callback<Stage>,
}

struct Observer {
    inner: IntersectionObserver,
    _seen: Closure<dyn FnMut(js_sys::Array)>,
}

impl Nearness {
    /// The nearness of a rubric with so many criteria.
    pub fn new(count: u32) -> Self {
        Self {
            all: count <= ALL,
            wanted: Cell::new(None),
            far: RefCell::default(),
            absent: RefCell::default(),
            filling: Cell::new(false),
            observer: RefCell::default(),
        }
    }

    /// Whether everything is drawn at once.
    pub fn is_all_near(&self) -> bool {
        self.all
    }

    /// How much of a part with these criteria is drawn at first.
    fn first(&self, range: &Range<u32>) -> Stage {
        let wanted = self.wanted.get().is_some_and(|wanted| range.contains(&wanted));
        if self.all || range.start < FIRST || wanted {
            Stage::Near
        } else {
            Stage::Absent
        }
    }

    /// Draws the part that holds this criterion, with its controls.
    pub(super) fn bring(&self, ordinal: u32) {
        self.wanted.set(Some(ordinal));
        let found: Vec<_> = self
            .far
            .borrow()
            .iter()
            .filter(|far| far.range.contains(&ordinal))
            .cloned()
            .collect();
        found.iter().for_each(|far| far.raise.emit(Stage::Near));
    }

    fn watch(self: &Rc<Self>, far: Rc<Far>, stage: Stage) {
        if stage == Stage::Absent {
            self.absent.borrow_mut().push_back(far.clone());
            self.fill_when_idle();
        }
        if self.observer.borrow().is_none() {
            *self.observer.borrow_mut() = Observer::new(self);
        }
        if let Some(observer) = &*self.observer.borrow() {
            observer.inner.observe(&far.element);
        }
        self.far.borrow_mut().push(far);
    }

    fn forget(&self, far: &Rc<Far>) {
        if let Some(observer) = &*self.observer.borrow() {
            observer.inner.unobserve(&far.element);
        }
        self.far.borrow_mut().retain(|other| !Rc::ptr_eq(other, far));
        self.absent.borrow_mut().retain(|other| !Rc::ptr_eq(other, far));
    }

    /// Draws the next absent parts once the browser has nothing else to do, and so on until none is left.
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
                far.raise.emit(Stage::Text);
            }
            if !near.absent.borrow().is_empty() {
                near.fill_when_idle();
            }
        });
    }

    /// Whether parts are still to be filled in.
    pub fn is_filling(&self) -> bool {
        !self.absent.borrow().is_empty()
    }
}

impl Observer {
    fn new(near: &Rc<Nearness>) -> Option<Self> {
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
                        far.raise.emit(Stage::Near);
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

/// Calls once the browser is idle, or soon where it cannot tell (Safari).
fn when_idle(work: impl FnOnce() + 'static) {
    let request = js_sys::Reflect::get(&js_sys::global(), &"requestIdleCallback".into());
    match request.ok().and_then(|request| request.dyn_into::<Function>().ok()) {
        Some(request) => {
            let callback = Closure::once_into_js(work);
            // The call takes a function and can only fail if the page is going away.
            let _ = request.call1(&JsValue::NULL, &callback);
        }
        None => {
            Timeout::new(1, work).forget();
        }
    }
}

/// How much of the part with these criteria is drawn; `place` is its element. It only ever becomes more.
#[hook]
pub fn use_stage(range: Range<u32>, place: NodeRef) -> Stage {
    let near = crate::view::context::use_form().near;
    let stage = use_state(|| near.first(&range));
    let now = *stage;
    use_effect_with((near, range, now), move |(near, range, now)| {
        let element = place.cast::<Element>().filter(|_| *now != Stage::Near);
        let far = element.map(|element| {
            let now = *now;
            let raise = Callback::from(move |to: Stage| {
                if to > now {
                    stage.set(to);
                }
            });
            let far = Rc::new(Far {
                range: range.clone(),
                element,
                raise,
            });
            near.watch(far.clone(), now);
            far
        });
        let near = near.clone();
        move || {
            if let Some(far) = far {
                near.forget(&far);
            }
        }
    });
    now
}
impl PartialEq for Nearness {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}
