//! Autosave: saves the page into the same file again and again. [`crate::state`] decides when.

use super::current;
use super::target::{Refusal, Target};
use crate::state::{AutosaveStatus, EffectError, Fault, Mirror, Msg, State};
use crate::web::{Store, clock};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

thread_local! {
    static FILE: RefCell<Option<Target>> = const { RefCell::new(None) };
}

/// Returns the file that the open form was saved into, if the form can be saved into it again.
pub(super) fn file(store: &Store) -> Option<Target> {
    FILE.with_borrow(Clone::clone).filter(|_| store.app().has_file())
}

/// Saves into this file now and after each change.
pub(super) fn begin(store: &Store, target: Target) {
    let name = target.name();
    FILE.set(Some(target.clone()));
    let own = store.clone();
    let write = move |state| spawn_local(write(own.clone(), target.clone(), state));
    store.set_writer(Mirror::File, Callback::from(write));
    store.send(Msg::SaveInto(name));
}

async fn write(store: Store, target: Target, state: Option<Rc<State>>) {
    let page = current(&store).await;
    let is_own = |now: &State| state.as_ref().is_some_and(|state| state.record.id == now.record.id);
    let (state, status) = match page {
        // Another record was opened in the meantime: the file keeps the one that it has.
        Ok((now, _)) if !is_own(&now) => (state, None),
        Ok((now, page)) => {
            let status = match target.write(&page).await {
                Ok(()) => AutosaveStatus::Saved(clock::now()),
                Err(Refusal::Lapsed) => AutosaveStatus::Lapsed,
                Err(Refusal::Failed(fault)) => AutosaveStatus::Failed(fault),
            };
            (Some(now), Some(status))
        }
        Err(error) => {
            // The status has no room for what to do.
            if error == EffectError::NoOneFile {
                store.fail(error);
            }
            (state, Some(AutosaveStatus::Failed(Fault::default())))
        }
    };
    store.send(Msg::Saved { state, status });
}
