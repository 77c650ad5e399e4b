//! The notice that a field did not accept a text because it would be too long, at the bottom of the screen: the field keeps the
//! focus.

use super::context::use_form;
use crate::locale::fill;
use crate::view::hooks::use_too_long;
use crate::web::Store;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct LengthProps {
    pub(super) store: Store,
}

#[component]
pub(super) fn Length(props: &LengthProps) -> Html {
    let form = use_form();
    let m = form.messages();
    let shown = use_too_long(&props.store);
    let text = shown.map(|what| {
        let most = what.most.to_string();
        match what.pasted {
            Some(count) => fill(m.limit_pasted, &[("limit", &most), ("count", &count.to_string())]),
            None => fill(m.limit_typed, &[("limit", &most)]),
        }
    });
    let dismiss = Callback::from(move |_: MouseEvent| shown.set(None));
    // The live region exists before its text, so that screen readers announce the text.
    html! {
        <div class="too-long" aria-live="assertive">
            { for text.map(|text| html! {
                <>
                    <p>{ text }</p>
                    <button type="button" onclick={dismiss}>{ m.dismiss }</button>
                </>
            }) }
        </div>
    }
}
