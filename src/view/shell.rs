//! The page around the form: the bar, the start page, and the notices about opened files. A host page gets the form without the
//! shell.

mod about;
mod author;
mod bar;
mod changes;
mod drafts;
mod file_errors;
mod given;
mod leaving;
mod making;
mod merge;
mod notices;
mod places;
mod save_status;
mod start;

use super::hooks::{use_following, use_page};
use super::ptr_eq::PtrEq;
use super::skip::skip_bar;
use crate::web::Store;
use about::About;
use bar::Bar;
pub(super) use merge::Merge;
pub(super) use notices::Notices;
pub(crate) use save_status::refusal;
use start::Start;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// Returns a reference for a title that takes the focus when it appears, so screen readers announce it and the content after it
/// is next in tab order.
#[hook]
fn use_focus() -> NodeRef {
    let title = use_node_ref();
    use_effect_with((), {
        let title = title.clone();
        move |()| {
            let Some(title) = title.cast::<web_sys::HtmlElement>() else {
                return;
            };
            // In a host page the focus belongs to the page, unless it is already inside the form.
            let root = title.get_root_node().dyn_into::<web_sys::ShadowRoot>();
            if root.is_err() || root.is_ok_and(|root| root.active_element().is_some()) {
                // If the title cannot take the focus, the focus stays where it is.
                let _ = title.focus();
            }
        }
    });
    title
}

/// The properties of the shell.
#[derive(Properties, PartialEq)]
pub struct ShellProps {
    /// The store that the shell shows and that receives commands.
    pub store: Store,
}

/// The shell of a store.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    let store = props.store.clone();
    let turn = use_following(&store);
    let shell = use_page(&store, turn);
    let locale = store.locale();
    html! {
        <div class="shell" lang={locale.tag} ref={shell}>
            if store.merging().is_none() && store.second_page().is_none() {
                { skip_bar(&store) }
            }
            <div class="top">
                <Bar store={store.clone()} {turn} />
                <Notices store={store.clone()} {turn} />
            </div>
            if let Some(merging) = store.merging() {
                <Merge store={store.clone()} merging={PtrEq(merging)} />
            } else if let Some(page) = store.second_page() {
                <making::Second store={store.clone()} language={locale.tag} {page} />
            } else if store.state().is_none() {
                <Start store={store.clone()} {turn} />
            }
            <About store={store.clone()} {locale} />
        </div>
    }
}
