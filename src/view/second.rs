//! What the pages of the second program have in common: whether what is shown is stored, undo and redo by keys, buttons that open files.

use crate::locale::{MakerMessages, fill};
use crate::state::{Keeping, StorageError};
use crate::web::maker::{Step, step_of_key};
use web_sys::{FileList, HtmlInputElement};
use yew::prelude::*;

/// Says whether the browser has stored what is shown.
pub(super) fn keeping(m: &MakerMessages, keeping: &Keeping) -> String {
    match keeping {
        Keeping::Nothing => String::new(),
        Keeping::Opened => m.opened_again.to_owned(),
        Keeping::Saving => m.saving.to_owned(),
        Keeping::Saved(time) => fill(m.saved, &[("time", time)]),
        Keeping::Apart(time) => fill(m.saved_apart, &[("time", time)]),
        Keeping::Failed(error) => {
            let why = match error {
                StorageError::Refused => m.store_refused.to_owned(),
                StorageError::Full => m.store_full.to_owned(),
                StorageError::Slow => m.store_slow.to_owned(),
                other => fill(m.store_failed, &[("why", &format!("{other:?}"))]),
            };
            fill(m.not_saved, &[("why", &why)])
        }
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
