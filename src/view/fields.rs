//! Text fields: shared handling of typing, and small labelled fields beside an answer for lines, dates and choices.

use super::context::{Context, FormAction};
use crate::locale::fill;
use crate::state::{Change, DayDoubt, day_doubt};
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// The text and the listeners of a text field.
pub(super) struct Written {
    pub(super) text: AttrValue,
    pub(super) oninput: Callback<InputEvent>,
    pub(super) onchange: Callback<Event>,
    pub(super) onfocusout: Callback<FocusEvent>,
}

/// Returns the text and the listeners of the field with this id. `taken` is the accepted text; `change` returns the change for a
/// text.
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
            FormAction::Write(id.clone(), text, Some(change))
        }
    });
    let emit = form.emit.clone();
    let onchange = Callback::from(move |event: Event| {
        // Autofill may report only a change event.
        emit.emit(FormAction::Typing(change(&text(&event))));
        emit.emit(FormAction::Settle);
    });
    Written {
        text: form.live.shown(id, taken),
        oninput,
        onfocusout: unheard(taken, onchange.clone()),
        onchange,
    }
}

/// Returns a listener that takes an unreported text when the field loses the focus: autofill may report no event at all. A text
/// that the browser only displays differently from the accepted one, such as a multi-line text in a single-line field or an
/// invalid date, is not taken.
pub(super) fn unheard(taken: &AttrValue, left: Callback<Event>) -> Callback<FocusEvent> {
    let taken = taken.clone();
    Callback::from(move |event: FocusEvent| {
        let letters = |text: &str| text.replace(['\r', '\n'], "");
        let now = letters(&text(&event));
        if !now.is_empty() && now != letters(&taken) {
            left.emit(event.into());
        }
    })
}

/// Returns the text in the field that an event is about.
pub(super) fn text(event: &Event) -> String {
    let area = event.target_dyn_into::<HtmlTextAreaElement>().map(|area| area.value());
    area.unwrap_or_else(|| event.target_unchecked_into::<HtmlInputElement>().value())
}

/// Renders a labelled single-line field, or a date field if `kind` is `date`.
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
        onfocusout,
    } = written(form, &id, &value.clone().into(), move |text| change(text.into()));
    let doubt = (kind == "date").then(|| doubt(form, value)).flatten();
    let described = doubt.as_ref().map(|_| format!("{id}-doubt"));
    html! {
        <div class={classes!("field", ["-text", "-measure", "-name", "-proof"].iter().any(|end| id.ends_with(end)).then_some("broad"))}>
            <label for={id.clone()}>{ label }</label>
            <input id={id.clone()} type={kind} dir="auto" autocomplete="off" max={last_day(kind)} aria-describedby={described}
                aria-invalid={doubt.is_some().then_some("true")} value={text} {oninput} {onchange} {onfocusout} />
            if let Some(doubt) = doubt {
                { doubtful(&format!("{id}-doubt"), doubt) }
            }
        </div>
    }
}

/// Returns the latest date that a date field accepts: without it browsers accept years of six digits.
pub(super) fn last_day(kind: &str) -> Option<&'static str> {
    (kind == "date").then_some("9999-12-31")
}

/// Explains what is doubtful about a date. The date stays as typed.
pub(super) fn doubt(form: &Context, day: &str) -> Option<String> {
    let m = form.messages();
    let message = match day_doubt(day)? {
        DayDoubt::NoDay => m.day_none,
        DayDoubt::Year => m.day_year,
    };
    Some(fill(message, &[("value", day)]))
}

/// Renders the doubt about the date in the preceding field. The style sheet shows it only after the field loses the focus,
/// because a year is typed digit by digit.
pub(super) fn doubtful(id: &str, doubt: String) -> Html {
    html! { <p class="fault doubt notranslate" translate="no" role="alert" id={id.to_owned()}>{ doubt }</p> }
}

/// Renders a labelled select. Where the label alone does not name it, the ordinal of its item is given, whose name follows.
/// `change` returns the change for the index of an option.
pub(super) fn select(
    form: &Context,
    id: String,
    (label, item): (Html, Option<u32>),
    options: Vec<AttrValue>,
    chosen: usize,
    change: impl Fn(usize) -> Change + 'static,
) -> Html {
    let emit = form.emit.clone();
    let onchange = Callback::from(move |event: Event| {
        let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        if let Ok(index) = usize::try_from(index) {
            emit.emit(FormAction::Change(change(index)));
        }
    });
    html! {
        <div class="field">
            <label for={id.clone()} id={format!("a-{id}")}>{ label }</label>
            <select id={id.clone()} aria-labelledby={item.map(|ordinal| format!("a-{id} of-{ordinal}"))} autocomplete="off" {onchange}>
                { for options.iter().enumerate().map(|(i, name)| html! { <option selected={i == chosen}>{ name.clone() }</option> }) }
            </select>
        </div>
    }
}

/// Renders a labelled select with one option for each value.
pub(super) fn select_value<T: Copy + PartialEq + 'static>(
    form: &Context,
    id: String,
    label: &'static str,
    options: Vec<(T, &'static str)>,
    value: T,
    change: impl Fn(T) -> Change + 'static,
) -> Html {
    let names = options.iter().map(|(_, name)| AttrValue::from(*name)).collect();
    let chosen = options
        .iter()
        .position(|(option, _)| *option == value)
        .unwrap_or_default();
    let change = move |index: usize| change(options.get(index).map_or(value, |(option, _)| *option));
    select(form, id, (html! { { label } }, None), names, chosen, change)
}
