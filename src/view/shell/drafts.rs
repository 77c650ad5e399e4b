//! The drafts in this browser: resuming, naming, duplicating and removing a draft, and removing all of them.

use super::bar::BarProps;
use crate::foreign::direction::isolated;
use crate::locale::{Locale, fill};
use crate::state::{DraftMeta, Msg, Reminder};
use crate::view::attachment::size;
use crate::view::drawn::{drawn, drawn_in_list};
use crate::view::long::{Long, LongProps};
use crate::view::texts::{foreign, joined};
use crate::web::Store;
use std::rc::Rc;
use web_sys::{HtmlInputElement, SubmitEvent};
use yew::prelude::*;

/// With more drafts than this, the list has a search field.
const MANY: usize = 10;
/// The maximum number of drafts that are named in the question before all are removed; the rest are counted.
const NAMED: usize = 50;

/// The list of drafts; nothing if there is no draft.
#[component]
pub(super) fn DraftList(props: &BarProps) -> Html {
    let store = &props.store;
    let locale = store.locale();
    let m = locale.messages;
    let found = store.drafts();
    let sought = use_state(String::new);
    use_effect_with((), {
        let store = store.clone();
        move |()| store.send(Msg::ListDrafts)
    });
    if found.metas.is_empty() && found.damaged == 0 {
        return Html::default();
    }
    let is_long = found.metas.len() > MANY;
    let words = if is_long {
        sought.trim().to_lowercase()
    } else {
        String::new()
    };
    let listed: Rc<[usize]> = (0..found.metas.len())
        .filter(|i| words.split_whitespace().all(|word| says(&found.metas[*i], word)))
        .collect();
    let count = listed.len();
    let row = {
        let (store, found) = (store.clone(), found.clone());
        Callback::from(move |i: usize| {
            let Some(meta) = listed.get(i).map(|i| &found.metas[*i]) else {
                return Html::default();
            };
            let key = meta.id.to_string();
            let (store, bytes) = (store.clone(), found.bytes(meta));
            drawn_in_list::<Row>(
                key,
                RowProps {
                    store,
                    meta: Rc::new(meta.clone()),
                    bytes,
                    locale,
                },
            )
        })
    };
    let oninput = Callback::from(move |event: InputEvent| {
        sought.set(event.target_unchecked_into::<HtmlInputElement>().value());
    });
    html! {
        <section class="drafts" aria-labelledby="drafts-title">
            <h2 id="drafts-title">{ m.drafts }</h2>
            <p>{ m.drafts_text }</p>
            if is_long {
                <p class="draft-search">
                    <label for="draft-search">{ m.drafts_search }</label>
                    <input id="draft-search" type="search" maxlength="100" autocomplete="off" {oninput} />
                    <span role="status">
                        if !words.is_empty() {
                            { if count == 0 { m.drafts_none.to_owned() } else { fill(m.drafts_found, &[("count", &count.to_string())]) } }
                        }
                    </span>
                </p>
            }
            // Another search is another list, shown from its start.
            { drawn_in_list::<Long>(words, LongProps::new(m, count, row)) }
            if found.damaged > 0 {
                <p class="fault-text">{ fill(m.drafts_damaged, &[("count", &found.damaged.to_string())]) }</p>
            }
            { drawn::<Everything>(BarProps { store: store.clone(), turn: props.turn }) }
        </section>
    }
}

/// Whether a draft contains this word, in lower case, in its name, its subject or its titles.
fn says(meta: &DraftMeta, word: &str) -> bool {
    let names = [&meta.name, &meta.subject].into_iter().chain(meta.titles.values());
    names.into_iter().any(|name| name.to_lowercase().contains(word))
}

/// Returns the name of a draft: its own name, its subject, or its rubric.
pub(super) fn name(meta: &DraftMeta, locale: Locale) -> Rc<str> {
    let title = || {
        meta.titles
            .get(locale.tag)
            .or_else(|| meta.titles.values().next())
            .cloned()
    };
    [&meta.name, &meta.subject]
        .into_iter()
        .find(|name| !name.is_empty())
        .cloned()
        .or_else(title)
        .unwrap_or_default()
}

/// Returns the reminder that a draft's content exists only in this browser, if one is due.
pub(super) fn reminder(store: &Store, meta: &DraftMeta) -> Option<String> {
    let m = store.locale().messages;
    Some(match meta.reminder(&store.today())? {
        Reminder::NeverCopied(days) => fill(m.draft_never_copied, &[("days", &days.to_string())]),
        Reminder::ChangedSince(time) => fill(m.draft_changed_since_copy, &[("time", &store.local_time(&time))]),
    })
}

/// Renders a draft with a button to resume it, in one line.
pub(super) fn offer(store: &Store, meta: &DraftMeta, locale: Locale) -> Html {
    let onclick = {
        let (store, id) = (store.clone(), meta.id.clone());
        Callback::from(move |_: MouseEvent| store.send(Msg::OpenDraft(id.clone())))
    };
    let m = locale.messages;
    let progress = [
        ("answered", &*meta.answered.to_string()),
        ("count", &meta.criteria.to_string()),
    ];
    let facts = [
        fill(m.draft_progress, &progress),
        fill(m.draft_changed, &[("time", &store.local_time(&meta.changed))]),
        if store.is_here(meta) {
            m.draft_from_here
        } else {
            m.draft_from_elsewhere
        }
        .to_owned(),
    ];
    html! {
        <li key={&*meta.id}>
            <button type="button" {onclick}>{ foreign(name(meta, locale)) }</button>
            <span class="quiet">{ m.dot }{ facts.join(m.dot) }</span>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    store: Store,
    meta: Rc<DraftMeta>,
    bytes: u64,
    locale: Locale,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let (store, meta, m) = (&props.store, &props.meta, props.locale.messages);
    let renaming = use_state(|| false);
    let field = use_node_ref();
    let name = name(meta, props.locale);
    use_effect_with(*renaming, {
        let field = field.clone();
        move |renaming| {
            if let Some(field) = field.cast::<HtmlInputElement>().filter(|_| *renaming) {
                // If the field cannot take the focus, the person can still reach it.
                let _ = field.focus();
                field.select();
            }
        }
    });
    let with = |msg: fn(Rc<str>) -> Msg| {
        let (store, id) = (store.clone(), meta.id.clone());
        Callback::from(move |_: MouseEvent| store.send(msg(id.clone())))
    };
    if meta.removed.is_some() {
        return html! {
            <li class="draft removed">
                <span role="status">{ fill(m.draft_removed, &[("name", &name)]) }</span>
                <button type="button" onclick={with(Msg::RestoreDraft)}>{ m.draft_restore }</button>
            </li>
        };
    }
    if *renaming {
        let onsubmit = {
            let (store, id, field, renaming) = (store.clone(), meta.id.clone(), field.clone(), renaming.clone());
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                if let Some(field) = field.cast::<HtmlInputElement>() {
                    store.send(Msg::RenameDraft {
                        id: id.clone(),
                        name: field.value().trim().into(),
                    });
                }
                renaming.set(false);
            })
        };
        let onkeydown = {
            let renaming = renaming.clone();
            Callback::from(move |event: KeyboardEvent| {
                if event.key() == "Escape" {
                    renaming.set(false);
                }
            })
        };
        return html! {
            <li class="draft">
                <form class="draft-rename" {onsubmit} {onkeydown}>
                    <input ref={field} type="text" maxlength="200" aria-label={m.draft_name} value={AttrValue::from(name)} />
                    <button type="submit">{ m.draft_rename_done }</button>
                </form>
            </li>
        };
    }
    let title = meta.titles.get(props.locale.tag).cloned().unwrap_or_default();
    let facts = [
        title.to_string(),
        fill(
            m.draft_progress,
            &[
                ("answered", &meta.answered.to_string()),
                ("count", &meta.criteria.to_string()),
            ],
        ),
        fill(m.draft_changed, &[("time", &store.local_time(&meta.changed))]),
        size(m, props.bytes),
    ];
    let rename = Callback::from(move |_: MouseEvent| renaming.set(true));
    let duplicate = {
        let (store, id, copy) = (
            store.clone(),
            meta.id.clone(),
            // The text becomes the name, so it contains no direction isolates.
            assessment::text::fill(m.draft_copy_name, &|place| (place == "name").then_some(&*name)),
        );
        Callback::from(move |_: MouseEvent| {
            store.send(Msg::DuplicateDraft {
                id: id.clone(),
                name: copy.clone().into(),
            })
        })
    };
    let label = |verb: &str| format!("{verb} {}", isolated(&name));
    html! {
        <li class="draft">
            <button type="button" class="start-item" onclick={with(Msg::OpenDraft)}>
                <strong>{ foreign(name.clone()) }</strong>
                <span class="quiet">{ joined(facts, m.dot) }</span>
                { for reminder(store, meta).map(|text| html! { <span class="quiet">{ text }</span> }) }
            </button>
            <span class="draft-acts">
                <button type="button" aria-label={label(m.draft_rename)} onclick={rename}>{ m.draft_rename }</button>
                <button type="button" aria-label={label(m.draft_duplicate)} onclick={duplicate}>{ m.draft_duplicate }</button>
                <button type="button" aria-label={label(m.draft_remove)} onclick={with(Msg::DeleteDraft)}>{ m.draft_remove }</button>
            </span>
        </li>
    }
}

/// Removes all stored data, after a question that lists it.
#[component]
fn Everything(props: &BarProps) -> Html {
    let store = &props.store;
    let locale = store.locale();
    let m = locale.messages;
    let asking = use_state(|| false);
    let ask = |now: bool| {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(now))
    };
    if !*asking {
        return html! { <p><button type="button" onclick={ask(true)}>{ m.everything_remove }</button></p> };
    }
    let found = store.drafts();
    let mut names: Vec<_> = found.metas.iter().take(NAMED).map(|meta| name(meta, locale)).collect();
    let more = found.metas.len().checked_sub(NAMED).filter(|more| *more > 0);
    let list = match more {
        Some(more) => {
            names.push(fill(m.and_more, &[("count", &more.to_string())]).into());
            names.join(m.list_separator)
        }
        None => locale.list(names),
    };
    let count = (found.metas.len() + found.damaged).to_string();
    let text = fill(m.everything_asks, &[("count", &count), ("list", &list)]);
    let confirm = {
        let (store, asking) = (store.clone(), asking.clone());
        Callback::from(move |_: MouseEvent| {
            store.send(Msg::RemoveEverything);
            asking.set(false);
        })
    };
    html! {
        <div class="notice warning-panel" role="alert">
            <p>{ text }</p>
            <p class="notice-buttons">
                <button type="button" onclick={confirm}>{ m.everything_confirm }</button>
                <button type="button" onclick={ask(false)}>{ m.cancel }</button>
            </p>
        </div>
    }
}
