//! Tabs of one browser tell each other that a draft was written. Where they cannot, the database is looked at now and then.

use crate::web::Store;
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent, window};

const NAME: &str = "ziping";
/// How often the database is looked at while the page is seen, in milliseconds.
const PACE: u32 = 3_000;

thread_local! {
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new(NAME).ok();
}

/// Tells the other tabs that a draft was written.
pub(super) fn tell(draft: Option<&str>) {
    if let Some(draft) = draft {
        // A tab that misses the message sees the draft when it looks next.
        CHANNEL.with(|channel| channel.as_ref().map(|channel| channel.post_message(&draft.into())));
    }
}

/// Following what other tabs write, for as long as it is held.
pub struct Following {
    _told: Option<EventListener>,
    _seen: Option<EventListener>,
    _looking: Interval,
}

/// Follows what other tabs write to the open draft.
pub fn listen(store: &Store) -> Following {
    let follow = {
        let store = store.clone();
        move || store.keeper().follow(&store)
    };
    let heard = CHANNEL.with(|channel| {
        let (follow, store) = (follow.clone(), store.clone());
        let listener = EventListener::new(channel.as_ref()?, "message", move |event| {
            let heard = event
                .dyn_ref::<MessageEvent>()
                .and_then(|event| event.data().as_string());
            let Some(heard) = heard else { return };
            if store.keeper().draft().is_some_and(|head| *head.id == *heard) {
                follow();
            } else if may_be_ours(&store, &heard) {
                super::resume_at(&store);
            }
        });
        Some(listener)
    });
    let is_seen = || {
        let document = window().and_then(|window| window.document());
        document.is_some_and(|document| !document.hidden())
    };
    let seen = {
        let store = store.clone();
        // A tab in the background may have missed messages.
        let look = move |_: &web_sys::Event| {
            if is_seen() && store.keeper().is_free(&store) {
                super::resume_at(&store);
            }
        };
        let document = window().and_then(|window| window.document());
        document.map(|document| EventListener::new(&document, "visibilitychange", look))
    };
    let store = store.clone();
    let looking = Interval::new(PACE, move || {
        if !is_seen() {
            return;
        }
        if CHANNEL.with(Option::is_none) && store.keeper().is_free(&store) {
            super::resume_at(&store);
        }
        follow();
    });
    Following {
        _told: heard,
        _seen: seen,
        _looking: looking,
    }
}

/// Whether a blank form may go on with a draft that another tab has written: one that is not known yet, or of this rubric.
fn may_be_ours(store: &Store, draft: &str) -> bool {
    let (Some(state), here) = (store.state(), store.keeper().place()) else {
        return false;
    };
    let drafts = store.drafts();
    let known = drafts.heads.iter().find(|head| *head.id == *draft);
    let is_ours = known.is_none_or(|head| *head.rubric_id == *state.rubric.id && Some(&head.page) == here.as_ref());
    is_ours && store.keeper().is_free(store)
}
