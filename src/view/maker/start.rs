//! The beginning: drop a file, choose one, paste a table, or go on with one that is in the making.

use super::Ui;
use crate::locale::fill;
use crate::state::maker::{MakerMsg, RESTORE, kept_id};
use crate::view::second;
use crate::view::texts::foreign;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// The element id of the field for a pasted table.
const PASTE: &str = "maker-paste";

/// The kinds of files that are offered for choosing.
pub(super) const KINDS: &str = ".docx,.xlsx,.csv,.tsv,.txt,.md,.html,.htm,.json,.xml";

pub(super) fn start(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let onpaste = {
        let store = ui.store.clone();
        Callback::from(move |event: Event| {
            let data = event
                .dyn_ref::<web_sys::ClipboardEvent>()
                .and_then(web_sys::ClipboardEvent::clipboard_data);
            if store.read_pasted(data) {
                event.prevent_default();
            }
        })
    };
    let read = ui.runs(|store| {
        let field = web_sys::window().and_then(|window| window.document()?.get_element_by_id(PASTE));
        let text = field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok());
        store.read_text(text.map(|text| text.value()).unwrap_or_default());
    });
    html! {
        <div class="maker-start">
            <p>{ m.start_text }</p>
            <div class="maker-drop">
                <p>{ m.drop }</p>
                { file_button(ui, m.choose_file) }
                <p class="quiet">{ m.file_kinds }</p>
            </div>
            <label class="maker-field maker-wide" for={PASTE}>
                <span>{ m.paste }</span>
                <textarea id={PASTE} rows="6" {onpaste} />
            </label>
            <p class="maker-row">
                <button type="button" onclick={read}>{ m.paste_go }</button>
                <button type="button" onclick={ui.runs(|store| store.begin_blank())}>{ m.blank }</button>
            </p>
            if !ui.page.listed().is_empty() || ui.page.deleted().is_some() {
                <h2>{ m.kept }</h2>
                <div role="status">
                    if let Some(title) = ui.page.deleted() {
                        <p class="maker-row">
                            <span>{ fill(m.kept_deleted, &[("title", title)]) }</span>
                            <button type="button" id={RESTORE} onclick={ui.sends(MakerMsg::Restore)}>{ m.kept_restore }</button>
                        </p>
                    }
                </div>
                <ul class="maker-listed">
                    { for ui.page.listed().iter().map(|one| {
                        let time = ui.store.local_time(&one.changed);
                        let about = fill(m.kept_about, &[("count", &one.criteria.to_string()), ("time", &time)]);
                        html! {
                            <li key={&*one.id}>
                                <button type="button" id={kept_id(&one.id)} class="maker-open" aria-label={fill(m.kept_open, &[("title", &one.title)])} onclick={ui.sends(MakerMsg::Load(one.id.clone()))}>
                                    <strong>{ foreign(&*one.title) }</strong>
                                    <span class="quiet">{ about }</span>
                                </button>
                                { ui.button(m.item_delete, Some(fill(m.kept_delete, &[("title", &one.title)])), MakerMsg::Delete(one.id.clone())) }
                            </li>
                        }
                    }) }
                </ul>
            }
        </div>
    }
}

/// Draws a button that opens a document or a rubric.
pub(super) fn file_button(ui: &Ui<'_>, words: &'static str) -> Html {
    let store = ui.store.clone();
    second::file_button(words, KINDS, move |files| store.read_files(files))
}
