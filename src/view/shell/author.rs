//! The name of the person who fills in. Edits carry the name, so parts from several people can be distinguished.

use crate::state::Msg;
use crate::web::Store;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Renders the field for the name.
pub(super) fn author_field(store: &Store) -> Html {
    let m = store.locale().messages;
    let onchange = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            store.send(Msg::SetAuthor(field.value().into()));
        })
    };
    html! {
        <label class="who">
            { m.who_fills_in }
            <input type="text" maxlength="60" autocomplete="off" value={AttrValue::from(store.app().author().clone())} {onchange} />
        </label>
    }
}
