//! The place of the pages that the second program draws: "Make a form", "Reports and tables", "Put records together".

use crate::state::{Msg, SecondPage};
use crate::view::hooks::use_making;
use crate::web::Store;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct SecondProps {
    pub(super) store: Store,
    /// The tag of the language.
    pub(super) language: &'static str,
    /// Which of the pages.
    pub(super) page: SecondPage,
}

#[component]
pub(super) fn Second(props: &SecondProps) -> Html {
    let place = use_making(&props.store, props.language);
    let id = match props.page {
        SecondPage::Maker => "ziping-maker",
        SecondPage::Papers => "ziping-papers",
        SecondPage::Collection => "ziping-collection",
    };
    html! { <div {id} ref={place}></div> }
}

/// Draws the buttons of the start page, where the page has the program. A page with one rubric was handed out to fill in that one, and to put its
/// records together.
pub(super) fn buttons(store: &Store) -> Html {
    if !store.offers_making() {
        return Html::default();
    }
    let m = store.locale().messages;
    let line = |words: &'static str, text: &'static str, msg: fn() -> Msg| {
        let store = store.clone();
        let onclick = Callback::from(move |_: MouseEvent| store.send(msg()));
        html! {
            <p class="start-make"><button type="button" {onclick}>{ words }</button><span class="quiet">{ text }</span></p>
        }
    };
    html! {
        <>
            if store.shipped().len() != 1 { { line(m.make_go, m.make_text, || Msg::StartMaking) } }
            { line(m.collect_go, m.collect_text, || Msg::StartCollecting) }
        </>
    }
}
