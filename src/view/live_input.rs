//! What is so at this moment. Yew draws a little after a change, and pauses while it draws, so that what a control was drawn
//! with may be old by the time the next key comes. A change is therefore worked out from the entry as it is, and the field
//! that is being typed in is drawn with its current text. Where the person is, too: nothing is drawn of it.

use crate::state::{FormId, State};
use crate::web::Store;
use assessment::answers::Entry;
use assessment::rubric::Criterion;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::Element;
use yew::{AttrValue, Callback};

/// The present state, the field that is being typed in, and where the person goes on.
pub struct LiveInput {
    store: Store,
    typing: RefCell<Option<Typing>>,
    place: RefCell<(Option<FormId>, u32)>,
    /// The criterion that the person is in, by ordinal.
    here: Cell<Option<u32>>,
    /// The section that they are in and those around it, by ordinal, the innermost first.
    section: RefCell<Rc<[u32]>>,
    /// What waits until they leave it.
    leaving: RefCell<Option<(u32, Callback<()>)>>,
    /// What is called when a field is left.
    settling: RefCell<Option<Callback<()>>>,
}

struct Typing {
    field: String,
    text: AttrValue,
    composing: bool,
    /// The state to which the typing led: once there is another, something else was done, and it is shown.
    state: Option<Rc<State>>,
}

impl LiveInput {
    /// What is so in a store.
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

    /// The state.
    pub fn state(&self) -> Option<Rc<State>> {
        self.store.state()
    }

    /// The entry of a criterion.
    pub fn entry(&self, criterion: &Criterion) -> Entry {
        let state = self.state();
        let sheet = state.as_ref().and_then(|state| {
            let place = state.rubric.criterion_path(&criterion.id)?;
            state.record.sheet.criterion(place)
        });
        sheet.map(|sheet| sheet.entry.clone()).unwrap_or_default()
    }

    /// Notes the text in a field, by its element's id, after what it changes was changed.
    pub fn typed(&self, field: String, text: String, composing: bool) {
        *self.typing.borrow_mut() = Some(Typing {
            field,
            text: text.into(),
            composing,
            state: self.store.state(),
        });
    }

    /// Notes that the field was left.
    pub fn left(&self) {
        *self.typing.borrow_mut() = None;
        let settling = self.settling.borrow().clone();
        if let Some(settling) = settling {
            settling.emit(());
        }
    }

    /// Calls back whenever a field is left, in place of what was called back before.
    pub fn tells_left(&self, callback: Option<Callback<()>>) {
        *self.settling.borrow_mut() = callback;
    }

    /// Whether a field is being typed in.
    pub fn is_typing(&self) -> bool {
        self.typing.borrow().is_some()
    }

    /// What to draw in a field: what is being typed in it, letter for letter, and else what was taken. `1.` means what `1`
    /// does; drawn as `1` it would lose the point of `1.5`.
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

    /// The ordinal from which the person goes on: after the criterion that they are at, or were at last.
    pub fn goes_on_from(&self) -> u32 {
        let (form_id, from) = &*self.place.borrow();
        // Another record is begun at its head.
        if *form_id == self.store.form_id() { *from } else { 0 }
    }

    /// Notes that the person goes on from the criterion with this ordinal.
    pub fn go_on_from(&self, ordinal: u32) {
        self.place.replace((self.store.form_id(), ordinal));
    }

    /// Notes the criterion in which something happened, by what it happened to.
    pub fn is_at(&self, target: Option<Element>) {
        let ordinal = target.and_then(|target| criterion_of(&target));
        if let Some(ordinal) = ordinal {
            self.go_on_from(ordinal + 1);
        }
        self.be_in(ordinal);
    }

    /// Notes that the focus went from something, to something else or to nothing.
    pub fn goes_to(&self, next: Option<Element>) {
        self.be_in(next.and_then(|next| criterion_of(&next)));
    }

    /// Whether the person is in the criterion with this ordinal.
    pub fn is_in(&self, ordinal: u32) -> bool {
        self.here.get() == Some(ordinal)
    }

    /// The section that the person is in and those around it, by ordinal, the innermost first.
    pub fn section(&self) -> Rc<[u32]> {
        self.section.borrow().clone()
    }

    /// Notes the section that the person is in and those around it.
    pub fn is_in_section(&self, path: Rc<[u32]>) {
        *self.section.borrow_mut() = path;
    }

    /// Calls back once the person has left the criterion with this ordinal, in which they are.
    pub fn once_left(&self, ordinal: u32, callback: Callback<()>) {
        *self.leaving.borrow_mut() = Some((ordinal, callback));
    }

    fn be_in(&self, ordinal: Option<u32>) {
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

/// The ordinal of the criterion around an element.
fn criterion_of(inner: &Element) -> Option<u32> {
    let criterion = inner.closest(".criterion").ok().flatten()?;
    criterion.id().strip_prefix("c-")?.parse().ok()
}
