//! The rubric's file as text: for what the other tabs have no control for. Checked as it is typed.

use super::Ui;
use crate::locale::fill;
use crate::state::maker::{FILE, MakerMsg};
use crate::web::maker::go_to;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

pub(super) fn file(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let store = ui.store.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(area) = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok())
        {
            store.send(MakerMsg::TypeFile(area.value()));
        }
    });
    let onblur = {
        let store = ui.store.clone();
        Callback::from(move |_: FocusEvent| store.send(MakerMsg::Settle))
    };
    let troubles = ui.page.troubles();
    let invalid = (!troubles.is_empty()).then_some("true");
    let is_empty = ui.page.file().trim().is_empty();
    html! {
        <div class="maker-file">
            <p class="quiet">{ m.file_text }</p>
            <ul id="maker-file-problems" role="status">
                if is_empty {
                    <li class="maker-fault">{ m.lacks_text }</li>
                } else {
                    { for troubles.iter().take(20).enumerate().map(|(i, trouble)| {
                        let (line, column) = (trouble.line, trouble.column);
                        let place = fill(m.file_go, &[("line", &line.to_string()), ("column", &column.to_string())]);
                        html! {
                            <li key={i} class="maker-row">
                                <span class="maker-fault maker-what">{ &trouble.words }</span>
                                <button type="button" onclick={ui.runs(move |_| go_to(line, column))}>{ place }</button>
                            </li>
                        }
                    }) }
                }
            </ul>
            <label class="maker-field maker-wide">
                <span>{ m.file_label }</span>
                <textarea id={FILE} rows="24" spellcheck="false" aria-describedby="maker-file-problems" aria-invalid={invalid} value={ui.page.file()} {oninput} {onblur} />
            </label>
        </div>
    }
}
