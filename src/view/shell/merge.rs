//! Merges records: describes each record, shows their conflicts, and lets the person choose the content. It replaces the form.

mod words;

use super::use_focus;
use crate::locale::{Messages, fill};
use crate::state::Effect;
use crate::state::{Merging, Msg, Origin, Source};
use crate::view::context::Context;
use crate::view::ptr_eq::PtrEq;
use crate::view::texts::{file_name, foreign, joined};
use crate::web::Store;
use assessment::record::merge::{Candidate, Choice, Conflict};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// The number of conflicts that are shown at once.
const AT_ONCE: usize = 100;

/// Returns the name of a record.
pub(super) fn source_name(m: &Messages, origin: &Origin) -> Rc<str> {
    match origin {
        Origin::Open => m.merge.open_form.into(),
        Origin::Draft => m.draft_here.into(),
        Origin::File(name) => name.clone(),
    }
}

/// Returns the name of a record, with the time of its last change.
pub(super) fn source_named(store: &Store, source: &Source) -> String {
    let m = store.locale().messages;
    let name = source_name(m, &source.origin);
    if source.changed.is_empty() {
        return name.to_string();
    }
    let time = store.local_time(&source.changed);
    fill(m.merge.source_of_time, &[("name", &name), ("time", &time)])
}

#[derive(Properties, PartialEq)]
pub(in crate::view) struct MergeProps {
    pub(in crate::view) store: Store,
    pub(in crate::view) merging: PtrEq<Merging>,
}

/// The records side by side. The title takes the focus when it appears.
#[component]
pub(in crate::view) fn Merge(props: &MergeProps) -> Html {
    let (store, merging) = (&props.store, &*props.merging);
    let shown = use_state_eq(|| AT_ONCE);
    let title = use_focus();
    let locale = store.locale();
    let m = locale.messages;
    let form = Context::reading(store, locale, merging.rubric.clone());
    let count = merging.differences.len();
    let all = |source: Option<usize>| {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| store.send(Msg::ChooseAllOf(source)))
    };
    // Merging with undecided conflicts focuses the first of them.
    let whole = use_node_ref();
    let missed = use_state_eq(|| None::<usize>);
    use_effect_with(*missed, {
        let whole = whole.clone();
        move |missed| {
            let Some((whole, index)) = whole.cast::<web_sys::Element>().zip(*missed) else {
                return;
            };
            let first = whole
                .query_selector(&format!("input[name=merge-{index}]"))
                .ok()
                .flatten();
            if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
                // If the field cannot take the focus, the person can still find it by its label.
                let _ = first.focus();
            }
        }
    });
    let undecided = merging.undecided().count();
    let left = |msg: Msg| {
        let (store, missed, shown) = (store.clone(), missed.clone(), shown.clone());
        Callback::from(move |_: MouseEvent| {
            store.send(msg.clone());
            match store.merging() {
                Some(merging) => {
                    let first = merging.undecided().next();
                    if let Some(first) = first {
                        shown.set((*shown).max(first + 1));
                    }
                    missed.set(None);
                    missed.set(first);
                }
                None => store.run(Effect::FocusTitle),
            }
        })
    };
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + AT_ONCE))
    };
    let title_text = fill(m.merge.title, &[("count", &merging.sources.len().to_string())]);
    let differ = if count == 0 {
        m.merge.agree.to_owned()
    } else {
        fill(m.merge.differ, &[("count", &count.to_string())])
    };
    html! {
        // A host page has a main element of its own.
        <@{if store.is_hosted() { "section" } else { "main" }} class="merge" aria-labelledby="merge-title" ref={whole}>
            <@{form.heading(1)} class="merge-title" id="merge-title" tabindex="-1" ref={title}>{ title_text }</@>
            <p>{ m.merge.text }</p>
            if merging.again {
                <p class="fault" role="alert">{ m.merge.again }</p>
            }
            <ul class="merge-sources">
                { for merging.sources.iter().enumerate().map(|(index, source)| html! {
                    <li key={index}>
                        <span class="merge-source"><strong>{ file_name(&source_name(m, &source.origin)) }</strong><span class="quiet">{ about(store, source) }</span></span>
                        if count > 0 {
                            <button type="button" onclick={all(Some(index))} aria-label={fill(m.merge.all_of, &[("file", &source_name(m, &source.origin))])}>{ m.merge.all }</button>
                        }
                    </li>
                }) }
            </ul>
            <@{form.heading(2)} class="merge-differ">{ differ }</@>
            if count > 0 {
                <p class="merge-newest"><span class="quiet">{ preset(m, count, undecided) }</span><button type="button" onclick={all(None)}>{ m.merge.newest }</button></p>
                <ol class="merge-places">
                    { for merging.differences.iter().take(*shown).enumerate().map(|(index, conflict)| html! {
                        <li key={index}>{ place(store, &form, merging, index, conflict) }</li>
                    }) }
                </ol>
            }
            if count > *shown {
                <p><button type="button" onclick={more}>{ fill(m.merge.more, &[("count", &(count - *shown).min(AT_ONCE).to_string()), ("left", &(count - *shown).to_string())]) }</button></p>
            }
            if missed.is_some() && undecided > 0 {
                <p class="fault" role="alert">{ fill(m.merge.undecided, &[("count", &undecided.to_string())]) }</p>
            }
            <p class="merge-buttons">
                <button type="button" class="primary" onclick={left(Msg::Merge)}>{ m.merge.go }</button>
                <button type="button" onclick={left(Msg::CancelMerge)}>{ m.cancel }</button>
            </p>
        </@>
    }
}

/// Describes which conflicts have a preselected content.
fn preset(m: &Messages, count: usize, undecided: usize) -> String {
    match undecided {
        0 => m.merge.preset.to_owned(),
        all if all == count => m.merge.preset_none.to_owned(),
        some => fill(m.merge.preset_some, &[("count", &some.to_string())]),
    }
}

/// Describes a record: the time of its last change, the number of its answers, and how much content only this record has.
fn about(store: &Store, source: &Source) -> String {
    let m = store.locale().messages;
    let changed =
        (!source.changed.is_empty()).then(|| fill(m.merge.changed, &[("time", &store.local_time(&source.changed))]));
    let answers = fill(m.merge.answers, &[("count", &source.answers.to_string())]);
    let only = (source.only > 0).then(|| fill(m.merge.only, &[("count", &source.only.to_string())]));
    let all = [changed, Some(answers), only];
    all.into_iter().flatten().collect::<Vec<_>>().join(m.dot)
}

/// Renders one conflict: its field, and the contents to choose from.
fn place(store: &Store, form: &Context, merging: &Merging, index: usize, conflict: &Conflict) -> Html {
    let chosen = merging.chosen(conflict);
    let option = |choice: Choice, inner: Html| {
        let (store, place) = (store.clone(), conflict.path.clone());
        let onchange = Callback::from(move |_: Event| {
            store.send(Msg::Choose {
                place: place.clone(),
                choice,
            })
        });
        let checked = Some(choice) == chosen;
        let key = format!("{choice:?}");
        html! {
            <label class={classes!("choice", checked.then_some("chosen"))} {key}>
                <input type="radio" name={format!("merge-{index}")} {checked} {onchange} />
                { inner }
            </label>
        }
    };
    let each = conflict.candidates.iter().enumerate().map(|(i, candidate)| {
        let (given, beside) = words::content(form, &conflict.path, &candidate.content);
        let inner = html! {
            <>
                <span class="choice-name lines">{ foreign(given) }</span>
                <span class="choice-points">{ whose(store, merging, candidate) }</span>
                if !beside.is_empty() {
                    <span class="choice-text lines" dir="auto">{ beside.join("\n") }</span>
                }
            </>
        };
        option(Choice::One(i), inner)
    });
    let filled = conflict.candidates.iter().filter(|one| !one.content.is_blank()).count();
    let all = (conflict.path.joins() && filled > 1).then(|| {
        option(
            Choice::All,
            html! { <span class="choice-name">{ form.messages().merge.keep_all }</span> },
        )
    });
    html! {
        <fieldset class="merge-place">
            <legend>{ words::place(form, &conflict.path) }</legend>
            { for each }
            { for all }
        </fieldset>
    }
}

/// Describes a content: the records that contain it, when it was entered and by whom.
fn whose(store: &Store, merging: &Merging, candidate: &Candidate) -> String {
    let m = store.locale().messages;
    let named = candidate.sources.iter().filter_map(|index| merging.sources.get(*index));
    let names: Vec<_> = named.map(|source| source_name(m, &source.origin)).collect();
    let stamp = candidate.stamp.as_ref();
    let time = stamp.map(|stamp| store.local_time(&stamp.time));
    let by = stamp
        .filter(|stamp| !stamp.by.is_empty())
        .map(|stamp| fill(m.merge.by, &[("by", &stamp.by)]));
    let all = [Some(joined(names, m.list_separator)), time, by];
    let said = all.into_iter().flatten().filter(|text| !text.is_empty());
    said.collect::<Vec<_>>().join(m.dot)
}
