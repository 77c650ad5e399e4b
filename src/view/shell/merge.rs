//! Records that have met: what each is, where they differ, and which content the person chooses. The form steps aside.

mod words;

use super::use_focus;
use crate::locale::{Locale, Messages, fill};
use crate::state::{Merging, Source};
use crate::view::context::Context;
use crate::view::same::Same;
use crate::web::{Store, clock, focus};
use assessment::record::merge::{Candidate, Held};
use std::rc::Rc;
use yew::prelude::*;

/// How many differences are shown at once.
const AT_ONCE: usize = 100;

/// What a record is called.
pub(super) fn source_name(m: &Messages, name: &Rc<str>) -> Rc<str> {
    if name.is_empty() {
        m.merge.open_form.into()
    } else {
        name.clone()
    }
}

#[derive(Properties, PartialEq)]
pub(in crate::view) struct MergeProps {
    pub(in crate::view) store: Store,
    pub(in crate::view) merging: Same<Merging>,
}

/// Records side by side. The title takes the focus as it appears.
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
        Callback::from(move |_: MouseEvent| store.choose_all_of(source))
    };
    let left = |work: fn(&Store)| {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| {
            work(&store);
            if store.merging().is_none() {
                focus::form(&store);
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
        // A page that it is a part of has a main part of its own.
        <@{if store.is_hosted() { "section" } else { "main" }} class="merge" aria-labelledby="merge-title">
            <@{form.heading(1)} class="merge-title" id="merge-title" tabindex="-1" ref={title}>{ title_text }</@>
            <p>{ m.merge.text }</p>
            if merging.again {
                <p class="fault" role="alert">{ m.merge.again }</p>
            }
            <ul class="merge-sources">
                { for merging.sources.iter().enumerate().map(|(index, source)| html! {
                    <li key={index}>
                        <span class="merge-source"><strong>{ AttrValue::from(source_name(m, &source.name)) }</strong><span class="quiet">{ about(m, source) }</span></span>
                        if count > 0 {
                            <button type="button" onclick={all(Some(index))} aria-label={fill(m.merge.all_of, &[("file", &source_name(m, &source.name))])}>{ m.merge.all }</button>
                        }
                    </li>
                }) }
            </ul>
            <@{form.heading(2)} class="merge-differ">{ differ }</@>
            if count > 0 {
                <p class="merge-newest"><span class="quiet">{ m.merge.preset }</span><button type="button" onclick={all(None)}>{ m.merge.newest }</button></p>
                <ol class="merge-places">
                    { for merging.differences.iter().take(*shown).enumerate().map(|(index, held)| html! {
                        <li key={index}>{ place(store, &form, merging, index, held) }</li>
                    }) }
                </ol>
            }
            if count > *shown {
                <p><button type="button" onclick={more}>{ fill(m.merge.more, &[("count", &(count - *shown).min(AT_ONCE).to_string()), ("left", &(count - *shown).to_string())]) }</button></p>
            }
            <p class="merge-buttons">
                <button type="button" class="primary" onclick={left(Store::merge)}>{ m.merge.go }</button>
                <button type="button" onclick={left(Store::cancel_merge)}>{ m.cancel }</button>
            </p>
        </@>
    }
}

/// When a record was changed last, how much is in it, and how much of that only it has.
fn about(m: &Messages, source: &Source) -> String {
    let changed =
        (!source.changed.is_empty()).then(|| fill(m.merge.changed, &[("time", &clock::moment(&source.changed))]));
    let answers = fill(m.merge.answers, &[("count", &source.answers.to_string())]);
    let only = (source.only > 0).then(|| fill(m.merge.only, &[("count", &source.only.to_string())]));
    let all = [changed, Some(answers), only];
    all.into_iter().flatten().collect::<Vec<_>>().join(m.dot)
}

/// One difference: its place, and the contents to choose from.
fn place(store: &Store, form: &Context, merging: &Merging, index: usize, held: &Held) -> Html {
    let chosen = merging.chosen(&held.place);
    html! {
        <fieldset class="merge-place">
            <legend>{ words::place(form, &held.place) }</legend>
            { for held.candidates.iter().enumerate().map(|(i, candidate)| {
                let (store, place) = (store.clone(), held.place.clone());
                let onchange = Callback::from(move |_: Event| store.choose(&place, i));
                let checked = i == chosen;
                let (given, beside) = words::content(form, &held.place, &candidate.content);
                html! {
                    <label class={classes!("choice", checked.then_some("chosen"))} key={i}>
                        <input type="radio" name={format!("merge-{index}")} {checked} {onchange} />
                        <span class="choice-name lines">{ given }</span>
                        <span class="choice-points">{ whose(form.locale, merging, candidate) }</span>
                        if !beside.is_empty() {
                            <span class="choice-text lines">{ beside.join("\n") }</span>
                        }
                    </label>
                }
            }) }
        </fieldset>
    }
}

/// Which records have a content, when it was entered and by whom.
fn whose(locale: Locale, merging: &Merging, candidate: &Candidate) -> String {
    let m = locale.messages;
    let named = candidate.sources.iter().filter_map(|index| merging.sources.get(*index));
    let names: Vec<_> = named.map(|source| source_name(m, &source.name)).collect();
    let stamp = candidate.stamp.as_ref();
    let time = stamp.map(|stamp| clock::moment(&stamp.time));
    let by = stamp
        .filter(|stamp| !stamp.by.is_empty())
        .map(|stamp| fill(m.merge.by, &[("by", &stamp.by)]));
    let all = [Some(names.join(m.list_separator)), time, by];
    let said = all.into_iter().flatten().filter(|text| !text.is_empty());
    said.collect::<Vec<_>>().join(m.dot)
}
