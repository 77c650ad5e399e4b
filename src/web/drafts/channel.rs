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
        // Whoever is not told sees it at the next look.
        CHANNEL.with(|channel| channel.as_ref().map(|channel| channel.post_message(&draft.into())));
    }
}

/// Following what other tabs write, for as long as it is held.
pub struct Following {
    _told: Option<EventListener>,
    _looking: Interval,
}

/// Follows what other tabs write to the open draft.
pub fn listen(store: &Store) -> Following {
    let follow = {
        let store = store.clone();
        move || store.keeper().follow(&store)
    };
    let told = CHANNEL.with(|channel| {
        let (follow, store) = (follow.clone(), store.clone());
        let listener = EventListener::new(channel.as_ref()?, "message", move |event| {
            let told = event
                .dyn_ref::<MessageEvent>()
                .and_then(|event| event.data().as_string());
            if told.is_some() && told.as_deref() == store.keeper().draft().as_ref().map(|head| &*head.id) {
                follow();
            }
        });
        Some(listener)
    });
    let looking = Interval::new(PACE, move || {
        let is_seen = window()
            .and_then(|window| window.document())
            .is_some_and(|document| !document.hidden());
        if is_seen {
            follow();
        }
    });
    Following {
        _told: told,
        _looking: looking,
    }
}
