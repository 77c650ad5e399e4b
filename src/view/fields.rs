//! Small labelled fields for what stands beside an answer: lines of text, days, words out of a few.

use super::context::{Context, Doing};
use crate::state::Change;
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// A labelled line of text, or with `kind` `date` a day.
pub(super) fn line(
    form: &Context,
    id: String,
    kind: &'static str,
    label: &'static str,
    value: &Rc<str>,
    change: impl Fn(Rc<str>) -> Change + 'static,
) -> Html {
    let typed = move |event: Event| change(event.target_unchecked_into::<HtmlInputElement>().value().into());
    let typed = Rc::new(typed);
    let oninput = {
        let typed = typed.clone();
        form.emit
            .reform(move |event: InputEvent| Doing::Typing(typed(event.into())))
    };
    let emit = form.emit.clone();
    let onchange = Callback::from(move |event: Event| {
        emit.emit(Doing::Typing(typed(event)));
        emit.emit(Doing::Settle);
    });
    html! {
        <div class={classes!("field", id.ends_with("-text").then_some("broad"), id.ends_with("-measure").then_some("broad"))}>
            <label for={id.clone()}>{ label }</label>
            <input {id} type={kind} autocomplete="off" value={AttrValue::from(value.clone())} {oninput} {onchange} />
        </div>
    }
}

/// A labelled choice among a few words.
pub(super) fn select<T: Copy + PartialEq + 'static>(
    form: &Context,
    id: String,
    label: &'static str,
    options: Vec<(T, &'static str)>,
    value: T,
    change: impl Fn(T) -> Change + 'static,
) -> Html {
    let all: Vec<T> = options.iter().map(|(option, _)| *option).collect();
    let emit = form.emit.clone();
    let onchange = Callback::from(move |event: Event| {
        let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        if let Some(option) = usize::try_from(index).ok().and_then(|index| all.get(index)) {
            emit.emit(Doing::Change(change(*option)));
        }
    });
    html! {
        <div class="field">
            <label for={id.clone()}>{ label }</label>
            <select {id} {onchange}>
                { for options.iter().map(|(option, name)| html! { <option selected={*option == value}>{ *name }</option> }) }
            </select>
        </div>
    }
}
