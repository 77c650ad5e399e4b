//! The rubric's file as text: for what the other tabs have no control for. Checked as it is typed.

use super::Ui;
use crate::locale::fill;
use crate::state::maker::MakerMsg;
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
    html! {
        <div class="maker-file">
            <p class="quiet">{ m.file_text }</p>
            <label class="maker-field maker-wide">
                <span>{ m.file_label }</span>
                <textarea id="maker-file" rows="24" spellcheck="false" aria-describedby="maker-file-problems" aria-invalid={invalid} value={ui.page.file()} {oninput} {onblur} />
            </label>
            <ul id="maker-file-problems">
                { for troubles.iter().take(20).enumerate().map(|(i, trouble)| html! {
                    <li key={i} class="maker-fault">
                        { fill(m.trouble_at, &[("line", &trouble.line.to_string()), ("column", &trouble.column.to_string()), ("words", &trouble.words)]) }
                    </li>
                }) }
            </ul>
        </div>
    }
}
