//! The list of the form's keys.

use super::context::{Context, FormAction};
use crate::state::KEYS;
use yew::prelude::*;

/// Renders the list as a dialog, which `?` opens. The browser keeps the focus inside while the dialog is open, closes it with Escape, and
/// restores the focus afterwards.
pub(super) fn help(form: &Context) -> Html {
    let m = form.messages();
    let onclick = form.emit.reform(|_: MouseEvent| FormAction::ShowKeys(false));
    // A host page has no copies to save.
    let lines = m.keys_of_form.lines().chain((!form.hosted).then_some(m.keys_of_page));
    html! {
        <dialog id={KEYS} class="about-program" aria-labelledby="keys-title">
            <h2 id="keys-title" tabindex="-1" autofocus=true>{ m.keys }</h2>
            <dl class="keys">
                { for lines.filter_map(|line| line.split_once('\t')).map(|(key, what)| html! {
                    <><dt><kbd>{ key }</kbd></dt><dd>{ what }</dd></>
                }) }
            </dl>
            <p class="notice-buttons"><button type="button" class="touch" {onclick}>{ m.about_close }</button></p>
        </dialog>
    }
}
