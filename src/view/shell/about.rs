//! The "about" dialog: the program's version, its licence, where entries are stored, and the licences of third-party works.

use crate::locale::{Locale, fill};
use crate::state::Effect;
use crate::web::Store;
use yew::prelude::*;

/// The id of the dialog.
pub(super) const ABOUT: &str = "ziping-about";

#[derive(Properties, PartialEq)]
pub(super) struct AboutProps {
    pub(super) store: Store,
    pub(super) locale: Locale,
}

/// A dialog that opens on request. The browser keeps the focus inside while it is open, and restores the focus afterwards.
#[component]
pub(super) fn About(props: &AboutProps) -> Html {
    let m = props.locale.messages;
    let store = props.store.clone();
    let close = Callback::from(move |_: MouseEvent| store.run(Effect::CloseDialog(ABOUT)));
    html! {
        <dialog id={ABOUT} class="about-program" aria-labelledby="ziping-about-title">
            <h2 id="ziping-about-title" tabindex="-1" autofocus={true}>{ m.about_program }</h2>
            <p>{ fill(m.about_version, &[("version", env!("CARGO_PKG_VERSION"))]) }</p>
            <p>{ m.about_licence }</p>
            <h3>{ m.about_privacy }</h3>
            <p>{ m.about_privacy_text }</p>
            <h3 id="ziping-notices-title">{ m.about_notices }</h3>
            <pre class="notices-text" tabindex="0" role="region" aria-labelledby="ziping-notices-title" lang="en" translate="no" data-ziping="notices-shown"></pre>
            <p class="notice-buttons"><button type="button" onclick={close}>{ m.about_close }</button></p>
        </dialog>
    }
}
