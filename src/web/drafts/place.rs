//! Where drafts are begun, and what they are called there: a page goes on by itself only with its own, and in a host page
//! one record may be with several people.

use super::keeper::{Keeper, Open};
use crate::state::{Head, SaveStatus};
use crate::web::Store;
use std::rc::Rc;
use web_sys::window;

/// The hash of the page's address, whatever it is asked for.
pub(super) fn page() -> Rc<str> {
    let location = window().map(|window| window.location());
    let origin = location
        .as_ref()
        .and_then(|location| location.origin().ok())
        .unwrap_or_default();
    let path = location
        .and_then(|location| location.pathname().ok())
        .unwrap_or_default();
    assessment::sha256(format!("{origin}{path}").as_bytes())[..16].into()
}

/// The place of drafts that a page keeps under a key of its own, such as an account.
pub(crate) fn place_of(key: &str) -> Rc<str> {
    assessment::sha256(format!("key {key}").as_bytes())[..16].into()
}

impl Keeper {
    /// Keeps drafts from now on as begun at this place; none, where there is no place.
    pub(crate) fn keep_at(&self, place: Option<Rc<str>>) {
        *self.0.place.borrow_mut() = place;
    }

    /// Where its drafts are begun: a page goes on by itself only with its own. Nothing where none are kept.
    pub(crate) fn place(&self) -> Option<Rc<str>> {
        self.0.place.borrow().clone()
    }

    /// What a draft of this record is called here.
    pub(super) fn draft_of(&self, store: &Store, record: &Rc<str>) -> Rc<str> {
        let Some(place) = self.place().filter(|_| store.is_hosted()) else {
            return record.clone();
        };
        let named = self.0.named.borrow();
        let name = named.as_ref().filter(|(serial, _)| Some(*serial) == store.serial());
        name.map_or_else(|| format!("{place}.{record}").into(), |(_, name)| name.clone())
    }

    /// Keeps the form that is open as the draft of this name, in a host page.
    pub(super) fn call(&self, store: &Store, name: Rc<str>) {
        let Some(serial) = store.serial() else { return };
        if let Some(open) = self.0.open.borrow_mut().as_mut().filter(|open| !open.stored) {
            open.head.id.clone_from(&name);
        }
        *self.0.named.borrow_mut() = Some((serial, name));
    }

    /// Notes that the form that is open is kept beside its draft: the person has seen both and merged neither.
    pub(in crate::web) fn keep_apart(&self, store: &Store) {
        self.0.apart.set(store.serial());
        if let (Some(place), Some(state)) = (self.place().filter(|_| store.is_hosted()), store.state()) {
            let mark = crate::web::files::fresh_id();
            self.call(store, format!("{place}{mark}.{}", state.record.id).into());
        }
        self.start(store);
    }

    /// Those of these drafts that came to be in another tab since the form that is open was begun.
    pub(super) fn begun_since(&self, heads: Vec<Head>) -> Vec<Head> {
        let open = self.0.open.borrow();
        let Some(open) = &*open else { return Vec::new() };
        let is_new = |head: &Head| head.id != open.head.id && !open.known.contains(&head.id);
        heads.into_iter().filter(is_new).collect()
    }

    /// Whether a form is kept beside its draft.
    pub(super) fn is_apart(&self, serial: Option<u64>) -> bool {
        serial.is_some() && self.0.apart.get() == serial
    }

    /// Leaves the place where drafts were kept: what waits of the open form is still written there.
    pub(crate) fn leave(&self, store: &Store) {
        let open = self.0.open.borrow_mut().take();
        if let Some(mut open) = open.filter(Open::waits) {
            open.session = store.with_session(|session| session.clone());
            self.0.left.borrow_mut().push(open);
        }
        self.say(SaveStatus::Empty);
        self.start(store);
    }
}
