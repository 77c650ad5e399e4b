//! The bar: what is open, whether it is kept, and what can be done with it.

use crate::locale::Locale;
use crate::web::{Store, page};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct BarProps {
    pub(super) store: Store,
}

#[component]
pub(super) fn Bar(props: &BarProps) -> Html {
    let store = &props.store;
    let m = store.locale().messages;
    let state = store.state();
    let title = state
        .as_ref()
        .map(|state| state.rubric.title.wording(store.locale().tag));
    let does = |work: fn(&Store)| {
        let store = store.clone();
        Callback::from(move |event: MouseEvent| {
            // A command out of the menu closes it.
            if let Some(menu) = event
                .target_dyn_into::<HtmlElement>()
                .and_then(|b| b.closest("details").ok().flatten())
            {
                let _ = menu.remove_attribute("open");
            }
            work(&store);
        })
    };
    let is_open = state.is_some();
    html! {
        <header class="bar">
            <span class="brand">{ m.brand }</span>
            if let Some(title) = title {
                <span class="bar-title">{ AttrValue::from(title) }</span>
            }
            <span class="bar-space"></span>
            if is_open {
                <span class={classes!("kept", store.is_unkept().then_some("unkept"))} role="status">{ if store.is_unkept() { m.not_stored } else { m.nothing_to_lose } }</span>
                <span class="steps">
                    <button type="button" disabled={!store.can_undo()} onclick={does(Store::undo)} title="Ctrl+Z">{ m.undo }</button>
                    <button type="button" disabled={!store.can_redo()} onclick={does(Store::redo)} title="Ctrl+Shift+Z">{ m.redo }</button>
                </span>
            }
            <Languages store={store.clone()} />
            if is_open {
                <details class="menu">
                    <summary aria-label={m.more}><span aria-hidden="true">{ "⋯" }</span></summary>
                    <div class="menu-items">
                        <OpenFile store={store.clone()} label={m.open} />
                        <button type="button" onclick={does(page::blank_copy)}>{ m.blank_copy }</button>
                        <button type="button" class="in-menu" onclick={does(page::print)}>{ m.print }</button>
                        <button type="button" onclick={does(Store::close)}>{ m.close }</button>
                    </div>
                </details>
                <button type="button" class="in-bar" onclick={does(page::print)}>{ m.print }</button>
                <button type="button" class="primary" onclick={does(|store| { page::export(store); })}>{ m.export }</button>
            }
        </header>
    }
}

#[component]
fn Languages(props: &BarProps) -> Html {
    let store = &props.store;
    let here = store.locale();
    html! {
        <span class="languages" role="group" aria-label={here.messages.language}>
            { for Locale::ALL.iter().map(|locale| {
                let (store, locale) = (store.clone(), *locale);
                let onclick = Callback::from(move |_: MouseEvent| store.speak(locale));
                let pressed = if locale == here { "true" } else { "false" };
                html! { <button type="button" key={locale.tag} lang={locale.tag} aria-pressed={pressed} aria-label={locale.messages.own_name} {onclick}>{ locale.messages.own_short }</button> }
            }) }
        </span>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct OpenProps {
    pub(super) store: Store,
    pub(super) label: AttrValue,
}

/// A file input that looks like the button it is.
#[component]
pub(super) fn OpenFile(props: &OpenProps) -> Html {
    let store = props.store.clone();
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        page::read_files(&store, input.files());
        // The same file may be chosen again, after it was changed.
        input.set_value("");
        if let Some(menu) = input.closest("details").ok().flatten() {
            let _ = menu.remove_attribute("open");
        }
    });
    html! {
        <label class="file-button">
            <input type="file" accept=".json,application/json" {onchange} />
            <span>{ props.label.clone() }</span>
        </label>
    }
}
