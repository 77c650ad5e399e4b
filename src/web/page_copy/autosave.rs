//! Autosave: saves into the same file two seconds after the last change, and reports the status.

use super::target::{Refusal, Target};
use super::{current, saved};
use crate::state::{Autosave, AutosaveStatus, Fault, State};
use crate::web::{Store, clock};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Document;
use yew::Callback;

/// The time in milliseconds without a change before the page is saved.
const PAUSE: u32 = 2_000;

/// The file of the autosave and its record: another record is never saved into this record's file.
pub(super) struct Follow {
    record: Rc<str>,
    target: Target,
    /// The status; `None` before the first write.
    how: Option<AutosaveStatus>,
    /// The state of the last attempt. After a failure, the next attempt follows the next change.
    state: Option<Rc<State>>,
    busy: bool,
    timer: Option<Timeout>,
}

thread_local! {
    static FOLLOW: RefCell<Option<Follow>> = const { RefCell::new(None) };
}

/// Returns the file that the open form is saved into, with the status.
pub fn status(store: &Store) -> Option<Autosave> {
    let state = store.state()?;
    FOLLOW.with_borrow(|follow| {
        let follow = follow.as_ref().filter(|follow| follow.record == state.record.id)?;
        Some(Autosave {
            file: follow.target.name(),
            status: follow.how.clone()?,
        })
    })
}

impl Follow {
    /// Returns the file of this record.
    pub(super) fn of(state: &State) -> Option<Target> {
        FOLLOW.with_borrow(|follow| {
            let follow = follow.as_ref().filter(|follow| follow.record == state.record.id);
            // A file that could not be written may be gone, so the person chooses another.
            let follow = follow.filter(|follow| !matches!(follow.how, Some(AutosaveStatus::Failed(_))));
            follow.map(|follow| follow.target.clone())
        })
    }
}

/// Saves into this file now and after each change.
pub(super) async fn begin(store: &Store, target: Target) {
    let Some(state) = store.state() else { return };
    let is_busy = |follow: &Follow| follow.busy && follow.record == state.record.id;
    if FOLLOW.with_borrow(|follow| follow.as_ref().is_some_and(is_busy)) {
        // The running write is followed by one with the newer changes.
        return;
    }
    FOLLOW.set(Some(Follow {
        record: state.record.id.clone(),
        target,
        how: None,
        state: None,
        busy: false,
        timer: None,
    }));
    write(store.clone()).await;
}

/// Starts the autosave for whenever there is a file.
pub(crate) fn keep(store: &Store, document: &Document) {
    let follower = store.clone();
    // The subscription lasts as long as the page.
    std::mem::forget(store.subscribe(Callback::from(move |()| later(&follower))));
    let (store, page) = (store.clone(), document.clone());
    EventListener::new(document, "visibilitychange", move |_| {
        if page.hidden() && is_behind(&store) {
            spawn_local(write(store.clone()));
        }
    })
    .forget();
}

/// Returns whether the file is behind the state and can be written.
fn is_behind(store: &Store) -> bool {
    let Some(state) = store.state() else { return false };
    FOLLOW.with_borrow(|follow| {
        follow.as_ref().is_some_and(|follow| {
            let tried = follow.state.as_ref().is_some_and(|tried| Rc::ptr_eq(tried, &state));
            !tried && !follow.busy && follow.record == state.record.id && follow.how != Some(AutosaveStatus::Lapsed)
        })
    })
}

fn later(store: &Store) {
    if !is_behind(store) {
        return;
    }
    let store = store.clone();
    FOLLOW.with_borrow_mut(|follow| {
        if let Some(follow) = follow {
            follow.timer = Some(Timeout::new(PAUSE, move || spawn_local(write(store))));
        }
    });
}

async fn write(store: Store) {
    let target = FOLLOW.with_borrow_mut(|follow| {
        let follow = follow.as_mut().filter(|follow| !follow.busy)?;
        (follow.busy, follow.timer) = (true, None);
        Some(follow.target.clone())
    });
    let Some(target) = target else { return };
    let now = current(&store).await;
    let written = match &now {
        // Another record may have been opened in the meantime.
        Some((state, _)) if !is_own(state) => None,
        Some((_, page)) => Some(target.write(page).await),
        None => Some(Err(Refusal::Failed(Fault::default()))),
    };
    FOLLOW.with_borrow_mut(|follow| {
        let Some(follow) = follow else { return };
        follow.busy = false;
        follow.state = now.as_ref().map(|(state, _)| state.clone()).or_else(|| store.state());
        match &written {
            Some(Ok(())) => follow.how = Some(AutosaveStatus::Saved(clock::clock(&clock::now()))),
            Some(Err(Refusal::Lapsed)) => follow.how = Some(AutosaveStatus::Lapsed),
            Some(Err(Refusal::Failed(fault))) => follow.how = Some(AutosaveStatus::Failed(fault.clone())),
            None => {}
        }
    });
    if let (Some(Ok(())), Some((state, _))) = (&written, &now) {
        saved(&store, state);
    }
    // Listeners show the status and schedule a write for edits made in the meantime.
    store.notify();
}

fn is_own(state: &State) -> bool {
    FOLLOW.with_borrow(|follow| follow.as_ref().is_some_and(|follow| follow.record == state.record.id))
}
