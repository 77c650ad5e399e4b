//! Longer texts: notes, reasons and narratives.

use super::context::{Context, Doing};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// A labelled text area that reports typing and being left. `hidden_name` leaves the label to assistive technology, where a
/// heading says the same.
pub(super) fn area(
    form: &Context,
    id: &str,
    name: Html,
    hint: Option<Html>,
    text: &AttrValue,
    hidden_name: bool,
    typed: Callback<String>,
) -> Html {
    let oninput = typed.reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    let emit = form.emit.clone();
    let onchange = Callback::from(move |event: Event| {
        // What fills a field in by itself may tell only of the change.
        typed.emit(event.target_unchecked_into::<HtmlTextAreaElement>().value());
        emit.emit(Doing::Settle);
    });
    let hint_id = format!("{id}-hint");
    let described = hint.as_ref().map(|_| AttrValue::from(hint_id.clone()));
    // Rows follow the lines that are there, so that a long text is not read through a slit.
    let rows = text
        .split('\n')
        .map(|line| 1 + line.chars().count() / 40)
        .sum::<usize>()
        .clamp(2, 16);
    html! {
        <div class="area">
            <label for={id.to_owned()} class={classes!(hidden_name.then_some("only-heard"))}>{ name }</label>
            if let Some(hint) = hint {
                <p class="hint lines" id={hint_id}>{ hint }</p>
            }
            <textarea id={id.to_owned()} rows={rows.to_string()} aria-describedby={described} value={text.clone()} {oninput} {onchange} />
        </div>
    }
}
