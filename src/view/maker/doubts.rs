//! What a person has to look at, and the problems that keep the rubric from being used. Each leads to its place.

use super::{Ui, words};
use crate::locale::fill;
use crate::state::maker::{Doubtful, MakerMsg, Status, part_at};
use yew::prelude::*;

/// How many problems are listed.
const LISTED: usize = 20;

/// Draws the doubts: the open ones, and those that are settled in a list of their own.
pub(super) fn doubts(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let all = ui.page.maker().map(|maker| maker.doubts()).unwrap_or_default();
    if all.is_empty() {
        return html! { <p class="maker-fine">{ m.doubts_none }</p> };
    }
    let (open, settled): (Vec<_>, Vec<_>) = all.into_iter().partition(|doubt| doubt.status == Status::Open);
    let (blocking, other): (Vec<_>, Vec<_>) = open.into_iter().partition(|doubt| doubt.matter.is_blocking());
    let open: Vec<_> = blocking.into_iter().chain(other).collect();
    html! {
        <section class="maker-doubts" aria-labelledby="maker-doubts">
            if open.is_empty() {
                <p id="maker-doubts" class="maker-fine">{ m.doubts_none }</p>
            } else {
                <h2 id="maker-doubts">{ fill(m.doubts, &[("count", &open.len().to_string())]) }</h2>
                <ul>{ for open.iter().map(|doubt| one(ui, doubt)) }</ul>
            }
            if !settled.is_empty() {
                <details>
                    <summary>{ fill(m.doubts_settled, &[("count", &settled.len().to_string())]) }</summary>
                    <ul>{ for settled.iter().map(|doubt| one(ui, doubt)) }</ul>
                </details>
            }
        </section>
    }
}

fn one(ui: &Ui<'_>, doubt: &Doubtful) -> Html {
    let m = ui.m;
    let what = words::matter(m, &doubt.matter);
    let at = doubt.place.map(|place| words::place(ui, place));
    let line = doubt
        .part
        .as_ref()
        .and_then(|part| ui.page.maker()?.outline().line(part))
        .map(|line| words::short(&format!("{} {}", line.label, line.text)));
    let go = match (doubt.place, &doubt.part) {
        (Some(place), _) => Some(MakerMsg::Seek(place)),
        (None, Some(part)) => Some(MakerMsg::Choose(Some(part.clone()))),
        (None, None) => None,
    };
    let see = |words, name, is_seen| ui.button(words, Some(name), MakerMsg::See(doubt.key.clone(), is_seen));
    let named = |message| fill(message, &[("what", &what)]);
    html! {
        <li key={doubt.key.clone()} class={classes!((doubt.status == Status::Open && doubt.matter.is_blocking()).then_some("maker-blocking"))}>
            <span class="maker-what">
                { &what }
                if at.is_some() || line.is_some() {
                    <span class="quiet">{ [at, line].into_iter().flatten().collect::<Vec<_>>().join(" · ") }</span>
                }
            </span>
            <span class="maker-row">
                if let Some(go) = go {
                    { ui.button(m.doubt_go, Some(named(m.doubt_go_to)), go) }
                }
                { match doubt.status {
                    Status::Open => see(m.doubt_seen, named(m.doubt_seen_what), true),
                    Status::Seen => see(m.doubt_again, format!("{}{}{what}", m.doubt_again, m.colon), false),
                    Status::Mended => html! { <span class="quiet">{ m.doubt_mended }</span> },
                } }
            </span>
        </li>
    }
}

/// Draws the problems of the rubric.
pub(super) fn troubles(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let all = ui.page.troubles();
    let Some(maker) = ui.page.maker().filter(|_| !all.is_empty()) else {
        return Html::default();
    };
    html! {
        <section class="maker-troubles" aria-labelledby="maker-troubles">
            <h2 id="maker-troubles">{ fill(m.troubles, &[("count", &all.len().to_string())]) }</h2>
            <ul>
                { for all.iter().take(LISTED).enumerate().map(|(i, trouble)| {
                    let part = part_at(maker.rubric(), &trouble.path);
                    let line = part.as_ref().and_then(|part| maker.outline().line(part));
                    let name = line.map(|line| words::short(&format!("{} {}", line.label, line.text)));
                    html! {
                        <li key={i}>
                            <span class="maker-what">
                                { &trouble.words }
                                if let Some(name) = name { <span class="quiet">{ name }</span> }
                            </span>
                            if let Some(part) = part {
                                { ui.button(m.doubt_go, Some(fill(m.doubt_go_to, &[("what", &trouble.words)])), MakerMsg::Choose(Some(part))) }
                            }
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}
