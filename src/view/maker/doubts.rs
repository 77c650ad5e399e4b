//! What a person has to look at, and the problems that keep the rubric from being used. Each leads to its place.

use super::{Ui, words};
use crate::locale::fill;
use crate::state::maker::{DOUBTS, Differing, Doubtful, Edit, MakerMsg, Matter, Part, Status, part_at, see_id};
use office::draft::DoubtKind;
use yew::prelude::*;

/// How many problems are listed.
const LISTED: usize = 20;

/// Says of a document without criteria what can be done.
pub(super) fn unlike(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    if !ui.page.is_without_items() {
        return Html::default();
    }
    html! {
        <section class="maker-unlike" aria-labelledby="maker-unlike">
            <h2 id="maker-unlike">{ m.unlike }</h2>
            <ul><li>{ m.unlike_other }</li><li>{ m.unlike_rows }</li><li>{ m.unlike_blank }</li></ul>
        </section>
    }
}

/// Shows declared sums beside those that the points make, where they differ.
pub(super) fn differing(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let Some(maker) = ui.page.maker() else {
        return Html::default();
    };
    let sections = maker.outline().differing.iter().filter(|one| one.part.is_some());
    let all: Vec<Differing> = maker.stated().into_iter().chain(sections.cloned()).collect();
    html! {
        { for all.into_iter().filter(|_| !ui.page.is_without_items()).map(|one| {
            let line = one.part.as_ref().and_then(|part| maker.outline().line(part));
            let name = line.map(|line| words::short(&format!("{} {}", line.label, line.text)));
            let (stated, found) = (one.stated.to_string(), one.found.to_string());
            let sums = fill(m.total_differs, &[("stated", &stated), ("found", &found)]);
            html! {
                <p key={format!("{:?}", one.part)} class="maker-differs">
                    <span>
                        { sums }
                        if let Some(name) = name { <span class="quiet">{ " " }{ name }</span> }
                    </span>
                    { total_button(ui, one.part.as_ref(), &found) }
                </p>
            }
        }) }
    }
}

/// Draws the button that declares the sum that the points make.
pub(super) fn total_button(ui: &Ui<'_>, part: Option<&Part>, found: &str) -> Html {
    let section = part.and_then(|part| match part {
        Part::Section(id) => Some(id.clone()),
        Part::Criterion(_) => None,
    });
    let words = fill(ui.m.total_set, &[("points", found)]);
    let msg = MakerMsg::Edit(Edit::Total(section, found.to_owned()));
    html! { <button type="button" onclick={ui.sends(msg)}>{ words }</button> }
}

/// Draws the doubts: the open ones, and those that are settled in a list of their own.
pub(super) fn doubts(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let (open, settled) = (ui.page.doubts(true), ui.page.doubts(false));
    if open.is_empty() && settled.is_empty() {
        // Nothing is fine where something else is to be done.
        let has_items = ui.page.maker().is_some_and(|maker| maker.outline().criteria > 0);
        let is_fine = has_items && ui.page.faults().is_empty();
        return if is_fine {
            html! { <p class="maker-fine" id={DOUBTS} tabindex="-1">{ m.doubts_none }</p> }
        } else {
            Html::default()
        };
    }
    html! {
        <section class="maker-doubts" aria-labelledby={DOUBTS}>
            if open.is_empty() {
                <p id={DOUBTS} tabindex="-1" class="maker-fine">{ m.doubts_none }</p>
            } else {
                <h2 id={DOUBTS} tabindex="-1">{ fill(m.doubts, &[("count", &open.len().to_string())]) }</h2>
                <ul>{ for open.iter().enumerate().map(|(at, group)| drawn(ui, group, Some(see_id(at)))) }</ul>
            }
            if !settled.is_empty() {
                <details>
                    <summary>{ fill(m.doubts_settled, &[("count", &settled.len().to_string())]) }</summary>
                    <ul>{ for settled.iter().map(|group| drawn(ui, group, None)) }</ul>
                </details>
            }
        </section>
    }
}

fn drawn(ui: &Ui<'_>, group: &[Doubtful], see: Option<String>) -> Html {
    match group {
        [doubt] => one(ui, doubt, see),
        _ => gone(ui, group, see),
    }
}

/// Draws the many criteria that a new document does not have.
fn gone(ui: &Ui<'_>, group: &[Doubtful], see: Option<String>) -> Html {
    let m = ui.m;
    let what = fill(m.are_gone, &[("count", &group.len().to_string())]);
    let keys: Vec<String> = group.iter().map(|doubt| doubt.key.clone()).collect();
    let (words, message, is_seen) = match see {
        Some(_) => (m.doubt_seen, fill(m.doubt_seen_what, &[("what", &what)]), true),
        None => (m.doubt_again, format!("{}{}{what}", m.doubt_again, m.colon), false),
    };
    html! {
        <li key="gone">
            <details class="maker-what">
                <summary>{ what }</summary>
                <ul>{ for group.iter().map(|doubt| match &doubt.matter {
                    Matter::Gone(text) => html! { <li key={doubt.key.clone()}>{ text }</li> },
                    _ => Html::default(),
                }) }</ul>
            </details>
            <span class="maker-row">
                <button type="button" id={see} aria-label={message} onclick={ui.sends(MakerMsg::See(keys, is_seen))}>{ words }</button>
            </span>
        </li>
    }
}

fn one(ui: &Ui<'_>, doubt: &Doubtful, see_id: Option<String>) -> Html {
    let m = ui.m;
    let what = matter(ui, doubt);
    let at = doubt.place.map(|place| words::place(ui, place));
    let line = doubt
        .part
        .as_ref()
        .and_then(|part| ui.page.maker()?.outline().line(part))
        .map(|line| words::short(&format!("{} {}", line.label, line.text)));
    let go = match (doubt.place, &doubt.part) {
        (_, Some(part @ Part::Criterion(_))) if is_veto(doubt) => Some(MakerMsg::ChooseVeto(part.clone())),
        (Some(place), _) => Some(MakerMsg::Seek(place)),
        (None, Some(part)) => Some(MakerMsg::Choose(Some(part.clone()))),
        (None, None) => None,
    };
    let see = |words, name: String, is_seen| {
        let msg = MakerMsg::See(vec![doubt.key.clone()], is_seen);
        html! { <button type="button" id={see_id.clone()} aria-label={name} onclick={ui.sends(msg)}>{ words }</button> }
    };
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

fn is_veto(doubt: &Doubtful) -> bool {
    matches!(doubt.matter, Matter::Document(DoubtKind::Veto))
}

/// Says what is doubtful. What a veto does is said by the grades that there are.
pub(super) fn matter(ui: &Ui<'_>, doubt: &Doubtful) -> String {
    let has_grades = ui
        .page
        .maker()
        .is_some_and(|maker| maker.rubric().get("grades").is_some());
    if is_veto(doubt) && !has_grades {
        return ui.m.is_veto_without_grades.to_owned();
    }
    words::matter(ui.m, &doubt.matter)
}

/// Says how much is not written yet, with a button that leads to the first of it.
pub(super) fn unfinished(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let all = ui.page.unfinished();
    let is_empty = ui.page.maker().is_some_and(|maker| maker.outline().criteria == 0) && !ui.page.is_without_items();
    html! {
        <div role="status">
            if is_empty {
                <p class="maker-row maker-unfinished">{ m.no_items }</p>
            } else if let Some(first) = all.first() {
                <p class="maker-row maker-unfinished">
                    <span>{ fill(m.unfinished, &[("count", &all.len().to_string())]) }</span>
                    { ui.button(m.unfinished_go, None, MakerMsg::Mend(first.path.clone())) }
                </p>
            }
        </div>
    }
}

/// Draws the problems of the rubric.
pub(super) fn troubles(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let all = ui.page.faults();
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
                                { words::trouble(ui, trouble) }
                                if let Some(name) = name { <span class="quiet">{ name }</span> }
                            </span>
                            { ui.button(m.doubt_go, Some(fill(m.doubt_go_to, &[("what", &words::trouble(ui, trouble))])), MakerMsg::Mend(trouble.path.clone())) }
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}
