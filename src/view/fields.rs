//! Fields of text wherever they stand, and the small labelled ones beside an answer: lines, days, words out of a few.

use super::context::{Context, Doing};
use crate::state::Change;
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What a field of text holds while it is typed in, and what it listens to.
pub(super) struct Written {
    pub(super) text: AttrValue,
    pub(super) oninput: Callback<InputEvent>,
    pub(super) onchange: Callback<Event>,
}

/// Typing in the field with this id, in which `taken` was taken. `change` is what a text in it does.
pub(super) fn written(
    form: &Context,
    id: &str,
    taken: &AttrValue,
    change: impl Fn(&str) -> Change + 'static,
) -> Written {
    let change = Rc::new(change);
    let oninput = form.emit.reform({
        let (id, change) = (id.to_owned(), change.clone());
        move |event: InputEvent| {
            let text = text(&event);
            let change = change(&text);
            Doing::Write(id.clone(), text, Some(change))
        }
    });
    let emit = form.emit.clone();
    let onchange = Callback::from(move |event: Event| {
        // What fills a field in by itself may tell only of the change.
        emit.emit(Doing::Typing(change(&text(&event))));
        emit.emit(Doing::Settle);
    });
    Written {
        text: form.present.shown(id, taken),
        oninput,
        onchange,
    }
}

/// What stands in the field that an event is about.
pub(super) fn text(event: &Event) -> String {
    let area = event.target_dyn_into::<HtmlTextAreaElement>().map(|area| area.value());
    area.unwrap_or_else(|| event.target_unchecked_into::<HtmlInputElement>().value())
}

/// A labelled line of text, or with `kind` `date` a day.
pub(super) fn line(
    form: &Context,
    id: String,
    kind: &'static str,
    label: &'static str,
    value: &Rc<str>,
    change: impl Fn(Rc<str>) -> Change + 'static,
) -> Html {
    let Written {
        text,
        oninput,
        onchange,
    } = written(form, &id, &value.clone().into(), move |text| change(text.into()));
    html! {
        <div class={classes!("field", ["-text", "-measure", "-name"].iter().any(|end| id.ends_with(end)).then_some("broad"))}>
            <label for={id.clone()}>{ label }</label>
            <input {id} type={kind} dir="auto" autocomplete="off" value={text} {oninput} {onchange} />
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
            <select {id} autocomplete="off" {onchange}>
                { for options.iter().map(|(option, name)| html! { <option selected={*option == value}>{ *name }</option> }) }
            </select>
        </div>
    }
}
