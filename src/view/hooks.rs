//! Drawing again whenever the store has changed.

use crate::web::Store;
use yew::prelude::*;

/// Draws the component again after every change of the store; how many changes it has seen.
#[hook]
pub fn use_following(store: &Store) -> u32 {
    let refresh = use_force_update();
    let drawn = store.turn();
    use_effect_with(store.clone(), move |store| {
        // It is called some time after the drawing: what changed between the two would never be seen.
        if store.turn() != drawn {
            refresh.force_update();
        }
        let subscription = store.subscribe(Callback::from(move |()| refresh.force_update()));
        move || drop(subscription)
    });
    drawn
}
