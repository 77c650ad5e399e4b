//! Notifies the other tabs of the browser that a draft was written. Each visible tab also polls the database: not every browser delivers
//! messages between pages that were opened from disk.

use crate::state::drafts::DraftMsg;
use crate::web::Store;
use crate::web::dom::is_hidden;
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent, window};

const NAME: &str = "ziping";
/// The interval in milliseconds at which a visible page polls the database.
const PACE: u32 = 3_000;

thread_local! {
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new(NAME).ok();
}

/// Notifies the other tabs that a draft was written.
pub(super) fn announce(draft: &str) {
    // A tab that misses the message sees the change at its next poll.
    CHANNEL.with(|channel| channel.as_ref().map(|channel| channel.post_message(&draft.into())));
}

/// Follows the writes of other tabs until dropped.
pub struct Following {
    _messages: Option<EventListener>,
    _seen: Option<EventListener>,
    _looking: Interval,
}

/// Follows the writes of other tabs to the open draft, and drafts that they begin beside a blank form.
pub fn listen(store: &Store) -> Following {
    let messages = CHANNEL.with(|channel| {
        let store = store.clone();
        Some(EventListener::new(channel.as_ref()?, "message", move |event| {
            let event = event.dyn_ref::<MessageEvent>();
            if let Some(draft) = event.and_then(|event| event.data().as_string()) {
                store.send_draft(DraftMsg::Announced { draft: draft.into() });
            }
        }))
    });
    let seen = {
        let store = store.clone();
        // A background tab may have missed messages.
        let look = move |_: &web_sys::Event| {
            if !is_hidden() {
                store.send_draft(DraftMsg::Poll);
            }
        };
        let document = window().and_then(|window| window.document());
        document.map(|document| EventListener::new(&document, "visibilitychange", look))
    };
    let store = store.clone();
    let looking = Interval::new(PACE, move || {
        if !is_hidden() {
            store.send_draft(DraftMsg::Poll);
        }
    });
    Following {
        _messages: messages,
        _seen: seen,
        _looking: looking,
    }
}
