//! What the page gives: a workbook, tables, print; and the comparison with an earlier collection.

use super::Ui;
use crate::locale::fill;
use crate::state::collection::{CollectionMsg, Out, Phase};
use crate::view::second;
use crate::web::collection::CollectionStore;
use yew::prelude::*;

pub(super) fn out(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let store = ui.store.clone();
    // Until all is read, copies are not sorted out.
    let disabled = *ui.page.phase() != Phase::Done;
    html! {
        <div class="collection-out">
            <section aria-labelledby="collection-out">
                <h2 id="collection-out">{ m.out }</h2>
                <p class="maker-row">
                    <button type="button" {disabled} onclick={ui.sends(CollectionMsg::Write(Out::Excel))}>{ m.excel }</button>
                    <button type="button" {disabled} onclick={ui.sends(CollectionMsg::Write(Out::Csv))}>{ m.csv }</button>
                    <button type="button" {disabled} onclick={ui.sends(CollectionMsg::Write(Out::Lines))}>{ m.lines }</button>
                    <button type="button" onclick={ui.runs(CollectionStore::print)}>{ m.print }</button>
                </p>
            </section>
            <section aria-labelledby="collection-earlier">
                <h2 id="collection-earlier">{ m.earlier }</h2>
                <p class="quiet">{ m.change_text }</p>
                <p class="maker-row">
                    { second::file_button(m.earlier_choose, ".ndjson", move |files| store.open_earlier(files)) }
                    if let Some(file) = ui.page.earlier() {
                        <button type="button" onclick={ui.sends(CollectionMsg::CloseEarlier)}>{ m.earlier_close }</button>
                        <span role="status">{ fill(m.earlier_open, &[("file", file)]) }</span>
                    }
                </p>
            </section>
        </div>
    }
}
