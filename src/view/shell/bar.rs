//! The bar: the name of the open form, its save status, and the commands.

use super::about::ABOUT;
use super::author::author_field;
use super::save_status::{fault_words, own_words, save_status};
use crate::locale::{Locale, fill};
use crate::state::{AutosaveStatus, Effect, Msg};
use crate::view::texts::foreign;
use crate::web::Store;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(in crate::view) struct BarProps {
    pub(in crate::view) store: Store,
    /// The version of the store that is shown.
    pub(in crate::view) turn: u32,
}

#[component]
pub(super) fn Bar(props: &BarProps) -> Html {
    let store = &props.store;
    let m = store.locale().messages;
    let Some(state) = store.state().filter(|_| store.second_page().is_none()) else {
        return html! {
            <header class="bar">
                <span class="brand">{ m.brand }</span>
                <span class="bar-space"></span>
                { languages(store) }
            </header>
        };
    };
    let leave_menu = Callback::from(|event: KeyboardEvent| {
        let inner = event
            .target_dyn_into::<HtmlElement>()
            .filter(|_| event.key() == "Escape");
        if let Some(inner) = inner {
            close_menu(&inner);
        }
    });
    html! {
        <header class="bar">
            <button type="button" class="brand in-bar" aria-label={format!("{}{}{}", m.brand, m.colon, m.home)} title={m.home} onclick={sends(store, Msg::Close)}>{ m.brand }</button>
            <span class="bar-title">{ foreign(state.rubric.title.wording(store.locale().tag)) }</span>
            <span class="bar-space"></span>
            { save_status(store) }
            { copied(store) }
            <span class="in-bar">{ steps(store) }</span>
            <span class="in-bar">{ languages(store) }</span>
            <button type="button" class="in-bar" onclick={runs(store, Effect::Print)}>{ m.print }</button>
            <button type="button" class="in-bar" title="Ctrl+S" onclick={runs(store, Effect::SaveCopy)}>{ m.save_copy }</button>
            <button type="button" class="primary" onclick={runs(store, Effect::Export)}>{ m.export }</button>
            <details class="menu" onkeydown={leave_menu}>
                <summary aria-label={m.more}><span aria-hidden="true">{ "⋯" }</span></summary>
                <div class="menu-items">
                    <span class="in-menu">{ steps(store) }{ languages(store) }</span>
                    <button type="button" class="in-menu" title="Ctrl+S" onclick={runs(store, Effect::SaveCopy)}>{ m.save_copy }</button>
                    <OpenFile store={store.clone()} label={m.open} />
                    <OpenFile store={store.clone()} label={m.earlier_open} is_earlier={true} />
                    if let Some(earlier) = store.earlier() {
                        <button type="button" onclick={sends(store, Msg::CloseEarlier)}>{ fill(m.earlier_close, &[("file", &earlier.file)]) }</button>
                    }
                    if store.offers_making() {
                        <button type="button" onclick={sends(store, Msg::StartPapers)}>{ m.papers }</button>
                    }
                    <button type="button" onclick={runs(store, Effect::ExportArchive)}>{ m.handover }</button>
                    <button type="button" onclick={runs(store, Effect::SaveBlankCopy)}>{ m.blank_copy }</button>
                    <button type="button" class="in-menu" onclick={runs(store, Effect::Print)}>{ m.print }</button>
                    <button type="button" onclick={sends(store, Msg::Close)}>{ m.close }</button>
                    <button type="button" aria-haspopup="dialog" title="?" onclick={runs(store, Effect::ShowKeys(true))}>{ m.keys }</button>
                    <button type="button" aria-haspopup="dialog" onclick={runs(store, Effect::ShowDialog(ABOUT))}>{ m.about_program }</button>
                    { author_field(store) }
                </div>
            </details>
        </header>
    }
}

/// Renders the file of the autosave and its status.
fn copied(store: &Store) -> Html {
    let m = store.locale().messages;
    let Some(copy) = store.autosave() else {
        return Html::default();
    };
    let file = ("file", &*copy.file);
    let (words, fault) = match &copy.status {
        AutosaveStatus::Saved(time) => (fill(m.copy_into, &[file, ("time", time)]), None),
        AutosaveStatus::Lapsed => (fill(m.copy_lapsed, &[file]), Some(Html::default())),
        AutosaveStatus::Failed(why) => (
            fill(m.copy_failed, &[file, ("why", fault_words(m, why))]),
            Some(own_words(m, why)),
        ),
    };
    html! { <span class={classes!("kept", "copied", fault.is_some().then_some("unkept"))} role="status" title={words.clone()}>{ words }{ for fault }</span> }
}

/// Returns the listener of a command; a command in the menu closes the menu.
fn does(store: &Store, work: impl Fn(&Store) + 'static) -> Callback<MouseEvent> {
    let store = store.clone();
    Callback::from(move |event: MouseEvent| {
        if let Some(button) = event.target_dyn_into::<HtmlElement>() {
            close_menu(&button);
        }
        work(&store);
    })
}

/// Returns the listener that sends a message.
fn sends(store: &Store, msg: Msg) -> Callback<MouseEvent> {
    does(store, move |store| store.send(msg.clone()))
}

/// Returns the listener that runs an effect.
fn runs(store: &Store, effect: Effect) -> Callback<MouseEvent> {
    does(store, move |store| store.run(effect.clone()))
}

/// Closes the menu around an element. The focus moves to the button that opened the menu; the command may then move it on.
fn close_menu(inner: &HtmlElement) {
    if let Some(menu) = inner.closest("details").ok().flatten() {
        // Removing an attribute cannot fail.
        let _ = menu.remove_attribute("open");
        if let Some(summary) = menu
            .query_selector("summary")
            .ok()
            .flatten()
            .and_then(|summary| summary.dyn_into::<HtmlElement>().ok())
        {
            // The summary can take the focus wherever the browser draws it.
            let _ = summary.focus();
        }
    }
}

fn steps(store: &Store) -> Html {
    let m = store.locale().messages;
    html! {
        <span class="steps">
            <button type="button" disabled={!store.can_undo()} onclick={sends(store, Msg::Undo)} title="Ctrl+Z">{ m.undo }</button>
            <button type="button" disabled={!store.can_redo()} onclick={sends(store, Msg::Redo)} title="Ctrl+Shift+Z">{ m.redo }</button>
        </span>
    }
}

fn languages(store: &Store) -> Html {
    let here = store.locale();
    html! {
        <span class="languages" role="group" aria-label={here.messages.language}>
            { for Locale::ALL.iter().map(|locale| {
                let (store, locale) = (store.clone(), *locale);
                let onclick = Callback::from(move |_: MouseEvent| store.set_locale(locale));
                let pressed = if locale == here { "true" } else { "false" };
                html! { <button type="button" key={locale.tag} lang={locale.tag} aria-pressed={pressed} title={locale.messages.own_name} {onclick}>{ locale.messages.own_short }</button> }
            }) }
        </span>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct OpenProps {
    pub(in crate::view) store: Store,
    pub(super) label: AttrValue,
    /// Whether the file is an earlier record, whose scores are shown beside the form's.
    #[prop_or_default]
    pub(super) is_earlier: bool,
}

/// A file input that looks like a button.
#[component]
pub(super) fn OpenFile(props: &OpenProps) -> Html {
    let (store, is_earlier) = (props.store.clone(), props.is_earlier);
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if is_earlier {
            store.read_earlier(input.files());
        } else {
            store.read_files(input.files());
        }
        // Clears the field, so the same file can be chosen again after it was changed.
        input.set_value("");
        close_menu(&input);
    });
    html! {
        <label class="file-button">
            <input type="file" accept=".json,.html,.htm,.zip,application/json,text/html,application/zip" multiple={!is_earlier} {onchange} />
            <span>{ props.label.clone() }</span>
        </label>
    }
}
