//! The form embedded in a host page: without a bar or a start page, with notices above it. A merge of records replaces the form.

use super::form::Form;
use super::hooks::{use_following, use_shortcuts};
use super::ptr_eq::PtrEq;
use super::shell::{Merge, Notices};
use crate::web::Store;
use crate::web::breakpoints::Width;
use yew::prelude::*;

/// The properties of a place.
#[derive(Properties, PartialEq)]
pub struct PlaceProps {
    /// The form, with a number that no earlier form had.
    pub form: Option<(usize, HostedProps)>,
}

/// A place that holds one form after another. Yew never releases the element in which an app was mounted, so places are reused:
/// there are never more places than the largest number of elements at one time.
#[component]
pub fn Place(props: &PlaceProps) -> Html {
    let form = props.form.as_ref().map(|(number, form)| {
        html! { <Hosted key={*number} store={form.store.clone()} width={form.width} /> }
    });
    html! { { for form } }
}

/// The properties of an element's form.
#[derive(Clone, Properties, PartialEq)]
pub struct HostedProps {
    /// The store that the form shows and that receives edits.
    pub store: Store,
    /// The width of the form's element at the first render.
    pub width: Width,
}

/// The form with its notices.
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
