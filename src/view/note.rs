//! Longer texts: notes, reasons and narratives.

use super::context::Context;
use super::fields::{Written, written};
use crate::state::Change;
use yew::prelude::*;

/// Renders a labelled text area. `hidden_name` shows the label to assistive technology only, for areas below a heading with the
/// same text.
pub(super) fn area(
    form: &Context,
    id: &str,
    name: Html,
    hint: Option<Html>,
    text: &AttrValue,
    hidden_name: bool,
    change: impl Fn(&str) -> Change + 'static,
) -> Html {
    let Written {
        text,
        oninput,
        onchange,
        onfocusout,
    } = written(form, id, text, change);
    let hint_id = format!("{id}-hint");
    let described = hint.as_ref().map(|_| AttrValue::from(hint_id.clone()));
    // The number of rows follows the text, so a long text is not read in a small box.
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
            <textarea id={id.to_owned()} dir="auto" rows={rows.to_string()} autocomplete="off" aria-describedby={described} value={text} {oninput} {onchange} {onfocusout} />
        </div>
    }
}
