//! The form embedded in a host page: without a bar or a start, with what is to be said above it, and records that meet in
//! its place.

use super::form::Form;
use super::hooks::{use_following, use_shortcuts};
use super::ptr_eq::PtrEq;
use super::shell::{Merge, Notices};
use crate::web::Store;
use crate::web::breakpoints::Width;
use yew::prelude::*;

/// The form in a place.
#[derive(Properties, PartialEq)]
pub struct PlaceProps {
    /// The form, with a number that no form had before it.
    pub form: Option<(usize, HostedProps)>,
}

/// A place for one form after the other. Yew never releases the element that an app was mounted in: so places are used
/// again, and there are no more of them than there were elements at a time.
#[component]
pub fn Place(props: &PlaceProps) -> Html {
    let form = props.form.as_ref().map(|(number, form)| {
        html! { <Hosted key={*number} store={form.store.clone()} width={form.width} /> }
    });
    html! { { for form } }
}

/// The form of an element.
#[derive(Clone, Properties, PartialEq)]
pub struct HostedProps {
    /// What it shows and where edits go.
    pub store: Store,
    /// The width of the form's element when it is first drawn.
    pub width: Width,
}

/// The form with what is to be said of it.
#[component]
pub fn Hosted(props: &HostedProps) -> Html {
    let store = props.store.clone();
    let turn = use_following(&store);
    use_shortcuts(&store);
    html! {
        <>
            <div class="shell hosted-shell" lang={store.locale().tag}>
                <Notices store={store.clone()} {turn} />
                if let Some(merging) = store.merging() {
                    <Merge store={store.clone()} merging={PtrEq(merging)} />
                }
            </div>
            if store.merging().is_none() {
                <Form store={store.clone()} width={props.width} />
            }
        </>
    }
}
