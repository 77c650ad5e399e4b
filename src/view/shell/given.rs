//! The notice about a file that the browser was given to download: its name, and the text to copy if no file appears.

use super::leaving::{Leaving, use_notice};
use crate::locale::{Locale, fill};
use crate::view::hooks::use_copy;
use crate::web::Store;
use std::rc::Rc;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct GivenProps {
    pub(super) store: Store,
    pub(super) name: Rc<str>,
    pub(super) locale: Locale,
    pub(super) leave: Leaving,
}

/// The notice about a downloaded file. It does not take the focus, so the person can continue.
#[component]
pub(super) fn Given(props: &GivenProps) -> Html {
    let m = props.locale.messages;
    let in_app = props.store.is_in_app();
    let shown = use_state_eq(|| in_app);
    let (copied, copy_text) = use_copy();
    let field = use_node_ref();
    let show = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(true))
    };
    let copy = {
        let (store, field) = (props.store.clone(), field.clone());
        Callback::from(move |_: MouseEvent| {
            // The text is selected, so it can be copied by hand if the browser does not let the page copy it.
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                let _ = field.focus();
                field.select();
            }
            copy_text.emit(store.record_text());
        })
    };
    let meta = use_notice(&props.leave, false);
    let title = fill(if in_app { m.given_in_app } else { m.given }, &[("name", &props.name)]);
    html! {
        <section class="notice calm-panel" role="status">
            <p class="notice-title" tabindex="-1" ref={meta}>{ title }</p>
            if *shown {
                <textarea class="given-text" readonly={true} rows="6" ref={field} aria-label={m.given_text} value={props.store.record_text()} />
            }
            <p class="notice-buttons">
                <button type="button" onclick={props.leave.on_click()}>{ m.dismiss }</button>
                if *shown {
                    <button type="button" onclick={copy}>{ m.given_copy }</button>
                } else {
                    <button type="button" onclick={show}>{ m.given_show }</button>
                }
                if copied {
                    <span role="status">{ m.given_copied }</span>
                }
            </p>
        </section>
    }
}
