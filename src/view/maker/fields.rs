//! Fields with a label. What is typed is taken at once; leaving the field ends the step of undo.

use super::Ui;
use crate::state::maker::{Edit, MakerMsg};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// How a typed text becomes a change.
pub(super) type Typed = Rc<dyn Fn(String) -> Edit>;

/// Returns the change of a declared sum.
pub(super) fn total(section: Option<Rc<str>>) -> Typed {
    Rc::new(move |typed| Edit::Total(section.clone(), typed))
}

fn settles(ui: &Ui<'_>) -> Callback<FocusEvent> {
    let store = ui.store.clone();
    Callback::from(move |_: FocusEvent| store.send(MakerMsg::Settle))
}

/// Returns the listener of a field: the change, and what was typed, which is shown until the field is left.
fn types(ui: &Ui<'_>, field: &str, typed: Typed) -> Callback<InputEvent> {
    let (store, field) = (ui.store.clone(), field.to_owned());
    Callback::from(move |event: InputEvent| {
        let Some(target) = event.target() else { return };
        let text = match target.dyn_ref::<HtmlInputElement>() {
            Some(input) => input.value(),
            None => target.unchecked_into::<HtmlTextAreaElement>().value(),
        };
        store.send(MakerMsg::Type {
            field: field.clone(),
            edit: typed(text.clone()),
            text,
        });
    })
}

/// The name of a field.
#[derive(Clone, Copy)]
pub(super) struct Name<'n> {
    label: &'static str,
    /// What the field belongs to, where several fields have one label.
    of: Option<&'n str>,
}

impl<'n> Name<'n> {
    /// The name of a field in a row of a list.
    pub(super) fn of(label: &'static str, of: &'n str) -> Self {
        Self { label, of: Some(of) }
    }

    fn heard(self, ui: &Ui<'_>) -> Option<String> {
        self.of.map(|of| format!("{}{}{of}", self.label, ui.m.colon))
    }
}

impl From<&'static str> for Name<'_> {
    fn from(label: &'static str) -> Self {
        Self { label, of: None }
    }
}

/// A line of text. `class` is its width.
pub(super) fn line<'n>(
    ui: &Ui<'_>,
    id: &str,
    name: impl Into<Name<'n>>,
    value: &str,
    class: &'static str,
    typed: Typed,
) -> Html {
    let name = name.into();
    let (oninput, value) = (types(ui, id, typed), ui.page.shown(id, value));
    html! {
        <label class={classes!("maker-field", class)}>
            <span>{ name.label }</span>
            <input id={id.to_owned()} type="text" aria-label={name.heard(ui)} value={value.to_owned()} {oninput} onblur={settles(ui)} />
        </label>
    }
}

/// A number, with a keyboard for numbers on screens.
pub(super) fn amount<'n>(
    ui: &Ui<'_>,
    id: &str,
    name: impl Into<Name<'n>>,
    value: &str,
    is_wrong: bool,
    typed: Typed,
) -> Html {
    let name = name.into();
    let (oninput, value) = (types(ui, id, typed), ui.page.shown(id, value));
    let invalid = is_wrong.then_some("true");
    html! {
        <label class="maker-field maker-short">
            <span>{ name.label }</span>
            <input id={id.to_owned()} type="text" aria-label={name.heard(ui)} inputmode="decimal" autocomplete="off" value={value.to_owned()} aria-invalid={invalid} {oninput} onblur={settles(ui)} />
        </label>
    }
}

/// A text of several lines.
pub(super) fn text(ui: &Ui<'_>, id: &str, label: &'static str, value: &str, rows: u32, typed: Typed) -> Html {
    let (oninput, value) = (types(ui, id, typed), ui.page.shown(id, value));
    html! {
        <label class="maker-field maker-wide">
            <span>{ label }</span>
            <textarea id={id.to_owned()} rows={rows.to_string()} value={value.to_owned()} {oninput} onblur={settles(ui)} />
        </label>
    }
}

/// A choice. Options are pairs of a value and its words; `chosen` is the index of the value.
pub(super) fn choice(
    ui: &Ui<'_>,
    id: &str,
    label: Label<'_>,
    options: &[String],
    chosen: usize,
    pick: impl Fn(usize) -> Option<MakerMsg> + 'static,
) -> Html {
    let store = ui.store.clone();
    let onchange = Callback::from(move |event: Event| {
        let select = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let index = select.and_then(|select| usize::try_from(select.selected_index()).ok());
        if let Some(msg) = index.and_then(&pick) {
            store.send(msg);
        }
    });
    let name = match label {
        Label::Hidden(name) => Some(name.to_owned()),
        Label::Shown(_) => None,
        Label::ShownOf(name, of) => Some(format!("{name}{}{of}", ui.m.colon)),
    };
    let select = html! {
        <select id={id.to_owned()} aria-label={name} {onchange}>
            { for options.iter().enumerate().map(|(i, words)| html! {
                <option key={i} value={i.to_string()} selected={i == chosen}>{ words }</option>
            }) }
        </select>
    };
    match label {
        Label::Hidden(_) => select,
        // Not around the list: its options would be part of its name.
        Label::Shown(words) | Label::ShownOf(words, _) => html! {
            <span class="maker-field"><label for={id.to_owned()}>{ words.to_owned() }</label>{ select }</span>
        },
    }
}

/// The name of a choice.
pub(super) enum Label<'l> {
    /// Shown beside it.
    Shown(&'l str),
    /// Shown beside it; for screen readers with what it belongs to, where several have one label.
    ShownOf(&'l str, &'l str),
    /// For screen readers only, where the place says it.
    Hidden(&'l str),
}

/// A box to tick.
pub(super) fn tick<'n>(
    ui: &Ui<'_>,
    name: impl Into<Name<'n>>,
    is_on: bool,
    toggle: impl Fn(bool) -> MakerMsg + 'static,
) -> Html {
    tick_with(ui, None, name, is_on, toggle)
}

/// A box to tick with an element id.
pub(super) fn tick_at<'n>(
    ui: &Ui<'_>,
    id: &str,
    name: impl Into<Name<'n>>,
    is_on: bool,
    toggle: impl Fn(bool) -> MakerMsg + 'static,
) -> Html {
    tick_with(ui, Some(id.to_owned()), name, is_on, toggle)
}

fn tick_with<'n>(
    ui: &Ui<'_>,
    id: Option<String>,
    name: impl Into<Name<'n>>,
    is_on: bool,
    toggle: impl Fn(bool) -> MakerMsg + 'static,
) -> Html {
    let name = name.into();
    let store = ui.store.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(input) = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        {
            store.send(toggle(input.checked()));
        }
    });
    html! { <label class="maker-tick"><input {id} type="checkbox" aria-label={name.heard(ui)} checked={is_on} {onchange} /><span>{ name.label }</span></label> }
}
