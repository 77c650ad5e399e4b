//! Describes what was entered before the program had started and is not simply in the form.

use super::{FEW, Leaving, dismissal, quiet_panel};
use crate::locale::{Locale, fill};
use crate::state::{Replaced, TakenUp};
use crate::web::Store;
use yew::prelude::*;

/// Renders the notice; nothing if every entry is in the form and replaced nothing.
pub(super) fn taken_up(store: &Store, locale: Locale, leave: &Leaving) -> Html {
    let taken_up = store.taken_up();
    if taken_up.is_empty() {
        return Html::default();
    }
    let m = locale.messages;
    let TakenUp { replaced, unplaced } = &*taken_up;
    let inner = html! {
        <>
            if !replaced.is_empty() {
                <p>{ m.first_replaced }</p>
                { list(locale, replaced) }
            }
            if !unplaced.is_empty() {
                <p>{ m.first_unplaced }</p>
                { list(locale, unplaced) }
            }
        </>
    };
    quiet_panel(
        "warning-panel",
        m.first_title.to_owned(),
        inner,
        dismissal(locale, leave),
        leave,
    )
}

fn list(locale: Locale, entries: &[Replaced]) -> Html {
    let m = locale.messages;
    let more = entries.len().saturating_sub(FEW);
    html! {
        <ul class="notice-list">
            { for entries.iter().take(FEW).map(|entry| {
                let text = if entry.before.is_empty() { m.first_entry } else { m.first_change };
                html! { <li>{ fill(text, &[("name", &entry.name), ("before", &entry.before), ("now", &entry.now)]) }</li> }
            }) }
            if more > 0 {
                <li>{ fill(m.and_more, &[("count", &more.to_string())]) }</li>
            }
        </ul>
    }
}
