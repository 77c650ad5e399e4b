//! Skip links for keyboard users: to the first criterion, and past the whole form. They are visible while they have the focus.

use super::context::{Context, FormAction};
use crate::state::Effect;
use crate::state::State;
use crate::web::Store;
use yew::prelude::*;

/// The id of the element after the form in a host page.
pub(super) const END: &str = "form-end";

/// Returns the ordinal of the first criterion that applies.
fn first(state: &State) -> Option<u32> {
    let mut found = Vec::new();
    state.record.sheet.root.next(0, &|tally| tally.items > 0, 1, &mut found);
    found.first().map(|criterion| criterion.spec.ordinal)
}

fn link(text: &'static str, go: Callback<()>) -> Html {
    let onclick = Callback::from(move |event: MouseEvent| {
        // The link leads to a place in the form, so the page's address must not change.
        event.prevent_default();
        go.emit(());
    });
    html! { <a class="skip" href="#" {onclick}>{ text }</a> }
}

/// Renders the skip links at the start of a form in a host page.
pub(super) fn skips(form: &Context, state: &State) -> Html {
    if !form.hosted {
        return Html::default();
    }
    let m = form.messages();
    let to = first(state).map(|ordinal| link(m.skip_to_items, form.emit.reform(move |()| FormAction::Visit(ordinal))));
    html! {
        <div class="skips">
            { for to }
            { link(m.skip_form, form.emit.reform(|()| FormAction::Pass)) }
            { link(m.keys, form.emit.reform(|()| FormAction::ShowKeys(true))) }
        </div>
    }
}

/// Renders the skip link of the standalone page, before the bar.
pub(super) fn skip_bar(store: &Store) -> Html {
    let Some(ordinal) = store.state().and_then(|state| first(&state)) else {
        return Html::default();
    };
    let go = {
        let store = store.clone();
        Callback::from(move |()| store.run(Effect::VisitCriterion(ordinal)))
    };
    html! { <div class="skips">{ link(store.locale().messages.skip_to_items, go) }</div> }
}
