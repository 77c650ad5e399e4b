//! The name of the person who fills in: edits bear it, so that parts from several people can be distinguished.

use crate::web::Store;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The field for the name.
pub(super) fn author_field(store: &Store) -> Html {
    let m = store.locale().messages;
    let onchange = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            store.set_author(&field.value());
        })
    };
    html! {
        <label class="who">
            { m.who_fills_in }
            <input type="text" maxlength="60" autocomplete="off" value={AttrValue::from(store.who())} {onchange} />
        </label>
    }
}
