//! Latest state, read at event time. Yew renders asynchronously, so the props of a control may be stale at the next keystroke. A
//! change is therefore computed from the current entry, and the field that is being typed in is drawn with its current text. Also
//! tracks where the person is, which is not drawn.

use crate::state::{FormId, State};
use crate::web::Store;
use assessment::answers::Entry;
use assessment::rubric::Criterion;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::Element;
use yew::{AttrValue, Callback};

/// The latest state, the field that is being typed in, and the place of the person.
pub struct LiveInput {
    store: Store,
    typing: RefCell<Option<Typing>>,
    place: RefCell<(Option<FormId>, u32)>,
    /// The criterion that the person is in, by ordinal.
    here: Cell<Option<u32>>,
    /// The section that the person is in and the sections around it, by ordinal, the innermost first.
    section: RefCell<Rc<[u32]>>,
    /// The callback that waits until the person leaves the criterion with this ordinal.
    leaving: RefCell<Option<(u32, Callback<()>)>>,
    /// Called when typing in a field ends.
    settling: RefCell<Option<Callback<()>>>,
}

struct Typing {
    field: String,
    text: AttrValue,
    composing: bool,
    /// The state after the typing. A different state is the result of another action and is shown instead of the text.
    state: Option<Rc<State>>,
}

impl LiveInput {
    /// Creates the live input of a store.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            typing: RefCell::default(),
            place: RefCell::default(),
            here: Cell::default(),
            section: RefCell::new(Rc::from([])),
            leaving: RefCell::default(),
            settling: RefCell::default(),
        }
    }

    /// Returns the latest state.
    pub fn state(&self) -> Option<Rc<State>> {
        self.store.state()
    }

    /// Returns the current entry of a criterion.
    pub fn entry(&self, criterion: &Criterion) -> Entry {
        let state = self.state();
        let sheet = state.as_ref().and_then(|state| {
            let place = state.rubric.criterion_path(&criterion.id)?;
            state.record.sheet.criterion(place)
        });
        sheet.map(|sheet| sheet.entry.clone()).unwrap_or_default()
    }

    /// Records the text in a field, by its element's id, after the change was applied.
    pub fn typed(&self, field: String, text: String, composing: bool) {
        *self.typing.borrow_mut() = Some(Typing {
            field,
            text: text.into(),
            composing,
            state: self.store.state(),
        });
    }

    /// Records that typing in the field ended.
    pub fn left(&self) {
        *self.typing.borrow_mut() = None;
        let settling = self.settling.borrow().clone();
        if let Some(settling) = settling {
            settling.emit(());
        }
    }

    /// Sets the callback for the end of typing in a field, in place of the previous callback.
    pub fn tells_left(&self, callback: Option<Callback<()>>) {
        *self.settling.borrow_mut() = callback;
    }

    /// Whether a field is being typed in.
    pub fn is_typing(&self) -> bool {
        self.typing.borrow().is_some()
    }

    /// Returns the text to draw in a field: the typed text, character by character, or else the accepted value. `1.` means the
    /// same as `1`; if it was drawn as `1`, typing `1.5` would lose the point.
    pub fn shown(&self, field: &str, taken: &AttrValue) -> AttrValue {
        let typing = self.typing.borrow();
        let own = typing.as_ref().filter(|typing| typing.field == field);
        let text = own.filter(|typing| self.is_latest(typing.state.as_ref()));
        text.map_or_else(|| taken.clone(), |typing| typing.text.clone())
    }

    /// Whether an input method is composing in a field, as far as the field has reported.
    pub fn composes(&self, field: &str) -> bool {
        let typing = self.typing.borrow();
        typing
            .as_ref()
            .is_some_and(|typing| typing.composing && typing.field == field)
    }

    /// Returns the ordinal from which "next open" searches: after the criterion that the person is in or was in last.
    pub fn goes_on_from(&self) -> u32 {
        let (form_id, from) = &*self.place.borrow();
        // Another record starts at its first criterion.
        if *form_id == self.store.form_id() { *from } else { 0 }
    }

    /// Records that the search for the next criterion starts at this ordinal.
    pub fn go_on_from(&self, ordinal: u32) {
        self.place.replace((self.store.form_id(), ordinal));
    }

    /// Records the criterion in which an event happened, by the event's target.
    pub fn set_place(&self, target: Option<Element>) {
        let ordinal = target.and_then(|target| criterion_of(&target));
        if let Some(ordinal) = ordinal {
            self.go_on_from(ordinal + 1);
        }
        self.set_here(ordinal);
    }

    /// Records where the focus moved: to another element or to none.
    pub fn set_focused(&self, next: Option<Element>) {
        self.set_here(next.and_then(|next| criterion_of(&next)));
    }

    /// Whether the person is in the criterion with this ordinal.
    pub fn is_in(&self, ordinal: u32) -> bool {
        self.here.get() == Some(ordinal)
    }

    /// Returns the section that the person is in and the sections around it, by ordinal, the innermost first.
    pub fn section(&self) -> Rc<[u32]> {
        self.section.borrow().clone()
    }

    /// Records the section that the person is in and the sections around it.
    pub fn set_section(&self, path: Rc<[u32]>) {
        *self.section.borrow_mut() = path;
    }

    /// Calls back once the person leaves the criterion with this ordinal, in which they currently are.
    pub fn once_left(&self, ordinal: u32, callback: Callback<()>) {
        *self.leaving.borrow_mut() = Some((ordinal, callback));
    }

    fn set_here(&self, ordinal: Option<u32>) {
        self.here.set(ordinal);
        let left = self.leaving.take();
        match left {
            Some((own, callback)) if ordinal == Some(own) => *self.leaving.borrow_mut() = Some((own, callback)),
            Some((_, callback)) => callback.emit(()),
            None => {}
        }
    }

    fn is_latest(&self, state: Option<&Rc<State>>) -> bool {
        match (self.store.state(), state) {
            (Some(now), Some(state)) => Rc::ptr_eq(&now, state),
            (now, state) => now.is_none() && state.is_none(),
        }
    }
}

/// Returns the ordinal of the criterion around an element.
fn criterion_of(inner: &Element) -> Option<u32> {
    let criterion = inner.closest(".criterion").ok().flatten()?;
    criterion.id().strip_prefix("c-")?.parse().ok()
}
