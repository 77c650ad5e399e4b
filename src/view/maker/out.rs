//! What leaves the page: the one file for schools, the blank form on paper, the rubric's file.

use super::{Ui, words};
use crate::locale::fill;
use crate::state::maker::{Exported, Head, MakerMsg};
use office::formats::Format;
use yew::prelude::*;

/// The element id of the heading.
pub(super) const OUT: &str = "maker-out";

pub(super) fn out(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let is_ready = ui.page.is_ready();
    let blocking = ui.page.blocking();
    let status = ui.page.maker().map(|maker| Head::Status.read(maker.rubric()));
    let is_draft = status.as_deref() == Some("draft");
    html! {
        <section class="maker-out" aria-labelledby={OUT}>
            <h2 id={OUT} tabindex="-1">{ m.out }</h2>
            <div role="status">
                if ui.page.maker().is_some_and(|maker| maker.outline().criteria == 0) {
                    <p>{ m.out_no_items }</p>
                } else if !is_ready && ui.page.faults().is_empty() && !ui.page.unfinished().is_empty() {
                    <p>{ m.out_unfinished }</p>
                } else if !is_ready {
                    <p class="maker-fault">{ m.out_troubles }</p>
                } else if blocking > 0 {
                    <p class="maker-fault">{ fill(m.out_blocked, &[("count", &blocking.to_string())]) }</p>
                }
            </div>
            <p class="maker-row">
                <button type="button" class="primary" disabled={!is_ready} onclick={ui.sends(MakerMsg::HandOut)}>{ m.out_page }</button>
                <span class="quiet">{ m.out_page_text }{ if is_draft { m.out_page_draft } else { "" } }</span>
            </p>
            <p class="maker-row">
                <button type="button" disabled={!is_ready} onclick={ui.runs(|store| store.print())}>{ m.out_print }</button>
                <button type="button" onclick={ui.runs(|store| store.download_file())}>{ m.out_file }</button>
                <button type="button" disabled={!is_ready} onclick={ui.runs(|store| store.fill())}>{ m.out_fill }</button>
            </p>
            <p class="maker-row" role="group" aria-label={m.out_other}>
                <span class="quiet">{ m.out_other }</span>
                { for Format::WRITTEN.iter().map(|format| {
                    let words = words::format(m, *format);
                    let msg = MakerMsg::Export(*format, ui.store.language());
                    html! { <button type="button" key={words} disabled={!is_ready} onclick={ui.sends(msg)}>{ words }</button> }
                }) }
            </p>
            <div role="status">{ for ui.page.exported().map(|exported| written(ui, exported)) }</div>
            if ui.page.is_preview_asked() {
                { preview(ui) }
            } else {
                <p class="quiet">{ m.preview }</p>
            }
        </section>
    }
}

/// Offers the form of a large rubric, which is not shown by itself.
pub(super) fn preview(ui: &Ui<'_>) -> Html {
    let count = ui.page.maker().map_or(0, |maker| maker.outline().criteria).to_string();
    html! {
        <p class="maker-row">
            <span class="quiet">{ fill(ui.m.preview_large, &[("count", &count)]) }</span>
            { ui.button(ui.m.preview_go, None, MakerMsg::Preview) }
        </p>
    }
}

/// Says what was written, and what the format cannot say.
fn written(ui: &Ui<'_>, exported: &Exported) -> Html {
    let m = ui.m;
    html! {
        <>
            <p>{ fill(m.out_written, &[("file", &exported.name)]) }</p>
            if !exported.unsaid.is_empty() {
                <p>{ fill(m.out_left, &[("count", &exported.unsaid.len().to_string())]) }</p>
                <ul>
                    { for exported.unsaid.iter().take(20).enumerate().map(|(i, one)| html! { <li key={i}>{ words::unsaid(m, one) }</li> }) }
                </ul>
            }
        </>
    }
}
