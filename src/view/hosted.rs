//! The form as a part of somebody else's page: without a bar or a start, with what is to be said above it, and records that meet in
//! its place.

use super::following::use_following;
use super::form::Form;
use super::same::Same;
use super::shell::{Merge, Notices};
use crate::web::{Store, page};
use yew::prelude::*;

/// The form of an element.
#[derive(Properties, PartialEq)]
pub struct HostedProps {
    /// What it shows and where edits go.
    pub store: Store,
    /// The element's root.
    pub root: web_sys::ShadowRoot,
}

/// The form with what is to be said of it.
#[component]
pub fn Hosted(props: &HostedProps) -> Html {
    let store = props.store.clone();
    let turn = use_following(&store);
    use_effect_with((store.clone(), props.root.clone()), |(store, root)| {
        let listener = page::listen_in(store, root);
        move || drop(listener)
    });
    html! {
        <>
            <div class="shell" lang={store.locale().tag}>
                <Notices store={store.clone()} {turn} />
                if let Some(merging) = store.merging() {
                    <Merge store={store.clone()} merging={Same(merging)} />
                }
            </div>
            if store.merging().is_none() {
                <Form store={store.clone()} root={props.root.clone()} />
            }
        </>
    }
}
