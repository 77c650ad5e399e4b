//! Searches the form for words, and goes from one hit to the next. The focus stays in the search field.

use super::context::{FormAction, use_form};
use super::hooks::use_head;
use super::texts::short;
use crate::locale::fill;
use crate::state::{Hit, HitKind, search};
use crate::web::events::composes;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The words, and the hit that is shown.
type Found = (String, Option<Hit>);

/// Returns the id of the element of a hit.
fn place_of(hit: &Hit) -> String {
    let kind = match hit.kind {
        HitKind::Whole => "n",
        HitKind::Section => "s",
        HitKind::Criterion => "c",
    };
    format!("{kind}-{}", hit.ordinal)
}

#[component]
pub(super) fn Search() -> Html {
    let form = use_form();
    let m = form.messages();
    let found = use_state(Found::default);
    let place = use_node_ref();
    use_head(&place);
    let seek = {
        let (form, found) = (form.clone(), found.setter());
        move |words: String| {
            form.emit.emit(FormAction::Show(None));
            found.set((words, None));
        }
    };
    // Another language has other words, and the profile decides which criteria there are.
    let hits = {
        let of = (
            found.0.clone(),
            form.locale.tag,
            form.facts.clone(),
            form.rubric.clone(),
        );
        use_memo(of, |(words, tag, ..)| {
            let state = form.live.state();
            state.map(|state| search(&state, tag, words)).unwrap_or_default()
        })
    };
    let at = found.1.as_ref().and_then(|shown| {
        let is_same = |hit: &Hit| hit.kind == shown.kind && hit.ordinal == shown.ordinal;
        hits.iter().position(is_same)
    });
    let go = {
        let (emit, found, hits) = (form.emit.clone(), found.clone(), hits.clone());
        move |forward: bool| {
            let words = &found.0;
            let count = hits.len();
            if count == 0 {
                return;
            }
            let next = match (at, forward) {
                (None, true) => 0,
                (Some(at), true) => (at + 1) % count,
                (at, false) => (at.unwrap_or_default() + count - 1) % count,
            };
            let hit = &hits[next];
            emit.emit(FormAction::Show(Some((place_of(hit), hit.criterion))));
            found.set((words.clone(), Some(hit.clone())));
        }
    };
    let oninput = {
        let seek = seek.clone();
        Callback::from(move |event: InputEvent| seek(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let words = &found.0;
    let onkeydown = {
        let (go, is_empty) = (go.clone(), words.is_empty());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                _ if composes(&event) => return,
                "Enter" => go(!event.shift_key()),
                "Escape" if !is_empty => seek(String::new()),
                _ => return,
            }
            // Keeps a dialog around the form open.
            event.prevent_default();
        })
    };
    let button = |name: &'static str, sign: &'static str, forward: bool| {
        let go = go.clone();
        let onclick = Callback::from(move |_: MouseEvent| go(forward));
        html! { <button type="button" class="touch" aria-label={name} title={name} {onclick}>{ sign }</button> }
    };
    let shown = at.and_then(|at| Some((at + 1, hits.get(at)?)));
    let visit = shown.map(|(_, hit)| {
        let hit = hit.clone();
        form.emit.reform(move |_: MouseEvent| match hit.kind {
            HitKind::Whole => FormAction::Focus(place_of(&hit)),
            HitKind::Section => FormAction::VisitSection(hit.ordinal, hit.criterion),
            HitKind::Criterion => FormAction::Visit(hit.ordinal),
        })
    });
    let count = form.locale.number(hits.len());
    let name = |hit: &Hit| match hit.kind {
        HitKind::Whole => m.narrative_whole.to_owned(),
        _ => short(&hit.name),
    };
    let said = match shown {
        _ if words.trim().is_empty() => String::new(),
        _ if hits.is_empty() => m.drafts_none.to_owned(),
        None => fill(m.search_count, &[("count", &count)]),
        Some((at, hit)) => fill(
            m.search_at,
            &[("at", &form.locale.number(at)), ("count", &count), ("name", &name(hit))],
        ),
    };
    html! {
        <div class={classes!("field", "search", (!hits.is_empty()).then_some("stays"))} role="search" aria-label={form.landmark(m.search)} ref={place}>
            <span class="search-head"><label for="search">{ m.search }</label><span class="quiet" role="status">{ said }</span></span>
            <span class="search-row">
                <input id="search" type="search" dir="auto" maxlength="100" autocomplete="off" enterkeyhint="search" value={words.clone()} {oninput} {onkeydown} />
                if !hits.is_empty() {
                    { button(m.search_previous, "↑", false) }
                    { button(m.search_next, "↓", true) }
                }
                if let Some(visit) = visit {
                    <button type="button" class="touch" onclick={visit}>{ m.search_go }</button>
                }
            </span>
        </div>
    }
}
