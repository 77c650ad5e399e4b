//! Ways past what comes before the scores, and past the whole form, for those who go by keyboard. They are seen while they have
//! the focus.

use super::context::{Context, FormAction};
use crate::state::Effect;
use crate::state::State;
use crate::web::Store;
use yew::prelude::*;

/// The element behind the form in a host page.
pub(super) const END: &str = "form-end";

/// The first criterion that is answered, by ordinal.
fn first(state: &State) -> Option<u32> {
    let mut found = Vec::new();
    state.record.sheet.root.next(0, &|tally| tally.items > 0, 1, &mut found);
    found.first().map(|criterion| criterion.spec.ordinal)
}

fn link(text: &'static str, go: Callback<()>) -> Html {
    let onclick = Callback::from(move |event: MouseEvent| {
        // It is a place in the form, not one of the page's addresses.
        event.prevent_default();
        go.emit(());
    });
    html! { <a class="skip" href="#" {onclick}>{ text }</a> }
}

/// The ways in a host page, which begin with the form.
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
        </div>
    }
}

/// The way in our own page, where it comes before the bar.
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
