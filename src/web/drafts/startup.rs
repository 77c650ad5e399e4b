//! Restoring a form when a page opens, and opening a draft that the person chose.

use super::list::{refresh, tidy};
use super::tab::{self, Tab};
use crate::state::drafts::DraftMsg;
use crate::state::{EffectError, Msg};
use crate::web::Store;
use gloo::timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// How long the page waits for the drafts before it is shown without them, in milliseconds.
const PATIENCE: u32 = 1_500;

/// Restores the newest draft of the rubric that the page or its address names, or the form that was open in this tab
/// before a reload. Calls back once, when that is done or takes too long.
pub fn resume(store: &Store, ready: impl Fn() + 'static) {
    let ready = Rc::new(once(ready));
    let late = {
        let ready = ready.clone();
        Timeout::new(PATIENCE, move || ready())
    };
    // A rubric in the address takes precedence over the form that was open in the tab.
    let before = tab::read().filter(|_| crate::web::address::asked().is_none());
    // Listing the drafts overwrites the stored names.
    let known = super::known_drafts::read();
    store.send(Msg::Start);
    let store = store.clone();
    spawn_local(async move {
        let is_listed = if store.state().is_some() {
            store.unanswered().idle().await;
            store.unanswered().is_listed()
        } else {
            match refresh(&store).await {
                Ok(metas) => {
                    store.send_draft(DraftMsg::DraftsListed { metas });
                    true
                }
                Err(_) => false,
            }
        };
        if let (true, None, Some(before)) = (is_listed, store.state(), before) {
            come_back(&store, &before).await;
        }
        // The browser or a cleaning program may have deleted the database.
        let drafts = store.drafts();
        let is_there = |id: &str| drafts.metas.iter().any(|meta| *meta.id == *id);
        let gone: Vec<_> = known.into_iter().filter(|known| !is_there(&known.id)).collect();
        // Problems of the page itself take precedence.
        let reports = is_listed && store.error().is_none();
        if reports && drafts.damaged > 0 {
            store.fail(EffectError::DraftsDamaged(drafts.damaged));
        } else if reports && !gone.is_empty() {
            store.fail(EffectError::DraftsGone(gone));
        }
        drop(late);
        ready();
        // The listener lasts as long as the page.
        std::mem::forget(super::listen(&store));
        tidy(&store).await;
    });
}

/// Restores the form that was open in this tab: its draft, or a blank form of its rubric.
async fn come_back(store: &Store, before: &Tab) {
    let drafts = store.drafts();
    let is_it = |meta: &crate::state::DraftMeta| meta.removed.is_none() && *meta.id == *before.draft;
    if drafts.metas.iter().any(is_it) {
        store.send_draft(DraftMsg::OpenRequested {
            draft: before.draft.clone(),
        });
        store.unanswered().idle().await;
    } else {
        // The form was blank, although there may be drafts of its rubric.
        store.send(Msg::Begin {
            rubric: before.rubric.clone(),
            is_new: true,
        });
    }
}

fn once(work: impl Fn()) -> impl Fn() {
    let done = Cell::new(false);
    move || {
        if !done.replace(true) {
            work();
        }
    }
}

/// Opens a draft that the person chose.
pub fn open(store: &Store, id: &str) {
    store.send_draft(DraftMsg::OpenRequested { draft: id.into() });
    let store = store.clone();
    spawn_local(async move {
        store.unanswered().idle().await;
        crate::web::focus::form(&store);
    });
}
