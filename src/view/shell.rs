//! The page around the form: the bar, the start, and what opening a file had to say. A portal gets the form without it.

mod about;
mod author;
mod bar;
mod changes;
mod drafts;
mod file_errors;
mod given;
mod leaving;
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

/// A place for a title that takes the focus as it appears, so that it is read out and what follows it is the next to reach.
#[hook]
fn use_focus() -> NodeRef {
    let title = use_node_ref();
    use_effect_with((), {
        let title = title.clone();
        move |()| {
            let Some(title) = title.cast::<web_sys::HtmlElement>() else {
                return;
            };
            // In a host page the focus is the page's, unless it is in the form already.
            let root = title.get_root_node().dyn_into::<web_sys::ShadowRoot>();
            if root.is_err() || root.is_ok_and(|root| root.active_element().is_some()) {
                // Without the focus it stays where it is.
                let _ = title.focus();
            }
        }
    });
    title
}

/// The shell of a store.
#[derive(Properties, PartialEq)]
pub struct ShellProps {
    /// What it shows and where commands go.
    pub store: Store,
}

/// The shell.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    let store = props.store.clone();
    let turn = use_following(&store);
    let shell = use_page(&store, turn);
    let locale = store.locale();
    html! {
        <div class="shell" lang={locale.tag} ref={shell}>
            if store.merging().is_none() {
                { skip_bar(&store) }
            }
            <div class="top">
                <Bar store={store.clone()} {turn} />
                <Notices store={store.clone()} {turn} />
            </div>
            if let Some(merging) = store.merging() {
                <Merge store={store.clone()} merging={PtrEq(merging)} />
            } else if store.state().is_none() {
                <Start store={store.clone()} {turn} />
            }
            <About store={store.clone()} {locale} />
        </div>
    }
}
