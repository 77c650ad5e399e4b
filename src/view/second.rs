//! What the pages of the second program have in common: whether what is shown is stored, undo and redo by keys, buttons that open files.

use crate::locale::{MakerMessages, fill};
use crate::state::{Keeping, StorageError};
use crate::web::maker::{Step, step_of_key};
use wasm_bindgen::JsCast;
use web_sys::{FileList, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Says whether the browser has stored what is shown.
pub(super) fn keeping(m: &MakerMessages, keeping: &Keeping) -> String {
    match keeping {
        Keeping::Nothing => String::new(),
        Keeping::Opened => m.opened_again.to_owned(),
        Keeping::Saving => m.saving.to_owned(),
        Keeping::Saved(time) => fill(m.saved, &[("time", time)]),
        Keeping::Apart(time) => fill(m.saved_apart, &[("time", time)]),
        Keeping::Elsewhere => m.saved_elsewhere.to_owned(),
        Keeping::Failed(error) => fill(m.not_saved, &[("why", &why(m, error))]),
    }
}

/// Says why the browser has not stored what is shown.
pub(super) fn why(m: &MakerMessages, error: &StorageError) -> String {
    match error {
        StorageError::Refused => m.store_refused.to_owned(),
        StorageError::Full => m.store_full.to_owned(),
        StorageError::Slow => m.store_slow.to_owned(),
        other => fill(m.store_failed, &[("why", &format!("{other:?}"))]),
    }
}

/// Returns a listener for the keys of undo and redo, which are the page's also in fields.
pub(super) fn steps(take: impl Fn(Step) + 'static) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        if let Some(step) = step_of_key(&event) {
            event.prevent_default();
            take(step);
        }
    })
}

/// Draws a file input that looks like a button. `kinds` are the files that it offers.
pub(super) fn file_button(words: &'static str, kinds: &'static str, take: impl Fn(Option<FileList>) + 'static) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        take(input.files());
        // Clears the field, so the same file can be chosen again after it was changed.
        input.set_value("");
    });
    html! {
        <label class="file-button">
            <input type="file" accept={kinds} {onchange} />
            <span>{ words }</span>
        </label>
    }
}

/// Draws a file input for several files that looks like a button, or for a folder with everything inside.
pub(super) fn files_button(
    words: &'static str,
    kinds: &'static str,
    is_folder: bool,
    take: impl Fn(Option<FileList>) + 'static,
) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        take(input.files());
        // Clears the field, so that the same files can be chosen again.
        input.set_value("");
    });
    let accept = Some(kinds).filter(|kinds| !kinds.is_empty());
    html! {
        <label class="file-button">
            <input type="file" multiple=true {accept} webkitdirectory={is_folder} {onchange} />
            <span>{ words }</span>
        </label>
    }
}

/// The text of the field in which something was typed. While an input method composes, what is typed so far counts: the field keeps it.
pub(super) fn typed(event: &InputEvent) -> Option<String> {
    let target = event.target()?;
    let input = target.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value);
    input.or_else(|| target.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value))
}

/// Draws a field of one line.
pub(super) fn field(id: &str, label: &str, value: &str, oninput: Callback<InputEvent>) -> Html {
    let id = id.to_owned();
    html! {
        <span class="maker-field maker-middle">
            <label for={id.clone()}>{ label }</label>
            <input type="text" {id} dir="auto" autocomplete="off" value={value.to_owned()} {oninput} />
        </span>
    }
}

/// Draws a field of several lines.
pub(super) fn area(id: &str, label: &str, value: &str, oninput: Callback<InputEvent>) -> Html {
    let id = id.to_owned();
    html! {
        <span class="maker-field maker-wide">
            <label for={id.clone()}>{ label }</label>
            <textarea {id} rows="6" dir="auto" value={value.to_owned()} {oninput} />
        </span>
    }
}

/// Draws a choice of options, each with its value and words.
pub(super) fn choice(
    id: &str,
    label: &str,
    options: impl Iterator<Item = (String, String)>,
    chosen: &str,
    take: impl Fn(String) + 'static,
) -> Html {
    let onchange = Callback::from(move |event: Event| {
        take(event.target_unchecked_into::<HtmlSelectElement>().value());
    });
    let id = id.to_owned();
    html! {
        <span class="maker-field">
            <label for={id.clone()}>{ label }</label>
            <select {id} {onchange}>
                { for options.map(|(value, words)| html! {
                    <option selected={value == chosen} value={value.clone()}>{ words }</option>
                }) }
            </select>
        </span>
    }
}
