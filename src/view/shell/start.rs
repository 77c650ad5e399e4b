//! The start page: the rubrics that the page contains, and a button to open a file.

use super::about::ABOUT;
use super::bar::{BarProps, OpenFile};
use super::drafts::DraftList;
use super::making;
use crate::locale::fill;
use crate::state::{EXAMPLE_OF, Effect, Msg};
use crate::view::hooks::use_drafts_height;
use crate::view::texts::foreign;
use assessment::rubric::Status;
use yew::prelude::*;

#[component]
pub(super) fn Start(props: &BarProps) -> Html {
    let store = &props.store;
    let locale = store.locale();
    let m = locale.messages;
    let shipped = store.shipped();
    let drafts = use_drafts_height(store);
    let about = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| store.run(Effect::ShowDialog(ABOUT)))
    };
    let example = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| {
            store.send(Msg::ShowExample(store.locale().messages.example.into()));
            store.run(Effect::FocusTitle);
        })
    };
    html! {
        <main class="start">
            <h1 tabindex="-1">{ m.start_title }</h1>
            <p class="start-text">{ m.start_text }</p>
            { making::buttons(store) }
            <div class="drafts-place" ref={drafts}>
                <DraftList store={store.clone()} turn={props.turn} />
            </div>
            if !shipped.is_empty() {
                <h2>{ m.start_choose }</h2>
                if shipped.iter().any(|rubric| &*rubric.id == EXAMPLE_OF) {
                    <p><button type="button" onclick={example}>{ m.example_show }</button></p>
                }
                <ul>
                    { for shipped.iter().map(|rubric| {
                        let (store, id) = (store.clone(), rubric.id.clone());
                        let onclick = Callback::from(move |_: MouseEvent| {
                            store.send(Msg::Begin {
                                rubric: id.clone(),
                                is_new: true,
                            });
                            store.run(Effect::FocusTitle);
                        });
                        html! {
                            <li key={&*rubric.id}>
                                <button type="button" class="start-item" {onclick}>
                                    <strong>{ foreign(rubric.title.wording(locale.tag)) }</strong>
                                    if let Some(summary) = &rubric.summary {
                                        <span>{ foreign(summary.wording(locale.tag)) }</span>
                                    }
                                    <span class="quiet">
                                        { fill(m.version, &[("version", &rubric.version)]) }
                                        if rubric.status != Status::Final {
                                            { m.dot }{ if rubric.status == Status::Sample { m.sample } else { m.draft } }
                                        }
                                    </span>
                                </button>
                            </li>
                        }
                    }) }
                </ul>
            }
            <h2>{ m.start_file }</h2>
            <p>{ m.start_file_text }</p>
            <OpenFile store={store.clone()} label={m.open} />
            <p class="start-about"><button type="button" aria-haspopup="dialog" onclick={about}>{ m.about_program }</button></p>
        </main>
    }
}
