//! Tabs of one browser notify each other that a draft was written. The database is also read from time to time: not every browser delivers
//! messages between pages that were opened from disk.

use crate::state::drafts::DraftMsg;
use crate::web::Store;
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent, window};

const NAME: &str = "ziping";
/// How often the database is read while the page is visible, in milliseconds.
const PACE: u32 = 3_000;

thread_local! {
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new(NAME).ok();
}

/// Notifies the other tabs that a draft was written.
pub(super) fn announce(draft: &str) {
    // A tab that misses the message sees the draft when it reads next.
    CHANNEL.with(|channel| channel.as_ref().map(|channel| channel.post_message(&draft.into())));
}

/// Follows what other tabs write, until it is dropped.
pub struct Following {
    _told: Option<EventListener>,
    _seen: Option<EventListener>,
    _looking: Interval,
}

/// Follows what other tabs write to the open draft, or begin beside a blank form.
pub fn listen(store: &Store) -> Following {
    let told = CHANNEL.with(|channel| {
        let store = store.clone();
        Some(EventListener::new(channel.as_ref()?, "message", move |event| {
            let event = event.dyn_ref::<MessageEvent>();
            if let Some(draft) = event.and_then(|event| event.data().as_string()) {
                store.send_draft(DraftMsg::Announced { draft: draft.into() });
            }
        }))
    });
    let is_seen = || {
        let document = window().and_then(|window| window.document());
        document.is_some_and(|document| !document.hidden())
    };
    let seen = {
        let store = store.clone();
        // A tab in the background may have missed messages.
        let look = move |_: &web_sys::Event| {
            if is_seen() {
                store.send_draft(DraftMsg::Poll);
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
        store.send_draft(DraftMsg::Poll);
    });
    Following {
        _told: told,
        _seen: seen,
        _looking: looking,
    }
}
