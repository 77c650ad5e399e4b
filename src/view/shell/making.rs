//! The place of the page "Make a form", which another program draws.

use crate::state::Msg;
use crate::view::hooks::use_making;
use crate::web::Store;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct MakeProps {
    pub(super) store: Store,
    /// The tag of the language.
    pub(super) language: &'static str,
}

#[component]
pub(super) fn Make(props: &MakeProps) -> Html {
    let place = use_making(&props.store, props.language);
    html! { <div id="ziping-maker" ref={place}></div> }
}

/// Draws the button of the start page, where the page has the program.
pub(super) fn button(store: &Store) -> Html {
    if !store.offers_making() {
        return Html::default();
    }
    let m = store.locale().messages;
    let onclick = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| store.send(Msg::StartMaking))
    };
    html! {
        <p class="start-make"><button type="button" {onclick}>{ m.make_go }</button><span class="quiet">{ m.make_text }</span></p>
    }
}
