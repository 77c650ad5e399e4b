//! A section: its heading and subtotal, its criteria, the sections inside it, and its narrative.

use super::context::use_form;
use super::criterion_chunk::{CriterionChunk, CriterionChunkProps};
use super::drawn::drawn_in_list;
use super::narrative::Narrative;
use super::ptr_eq::PtrEq;
use super::wording::{self, heading, out_of_and_mean};
use super::working;
use crate::view::hooks::{use_count, use_stage};
use crate::view::renders;
use crate::web::lazy_render::Stage;
use assessment::score::{Chunk, SectionSheet};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct SectionChunkProps {
    pub(super) chunk: PtrEq<Chunk<SectionSheet>>,
}

/// A chunk of consecutive sections. Chunks far from the viewport are filled in when the browser is idle.
#[component]
pub(super) fn SectionChunk(props: &SectionChunkProps) -> Html {
    renders::count("section-chunk");
    let items = &props.chunk.items;
    let first = items.first().map_or(0, |section| section.spec.before);
    let last = items
        .last()
        .map_or(0, |section| section.spec.before + section.spec.count);
    let place = use_node_ref();
    let stage = use_stage(first..last, place.clone());
    use_count(&place, stage, last - first);
    if stage == Stage::Empty {
        return html! { <div class="absent" ref={place} /> };
    }
    html! {
        <div class="section-chunk" ref={place}>
            { for items.iter().map(|section| {
                let sheet = PtrEq(section.clone());
                drawn_in_list::<SectionView>(section.spec.ordinal, SectionProps { sheet })
            }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct SectionProps {
    sheet: PtrEq<SectionSheet>,
}

#[component]
fn SectionView(props: &SectionProps) -> Html {
    renders::count("section");
    let form = use_form();
    let (sheet, spec) = (&props.sheet, &props.sheet.spec);
    let id = format!("s-{}", spec.ordinal);
    let tag = form.heading(usize::from(spec.depth) + 1);
    let deep = match spec.depth {
        0 | 1 => None,
        2 => Some("second"),
        _ => Some("third"),
    };
    let hidden = form.chosen.as_ref().is_some_and(|chosen| !chosen.has_any(spec));
    if !spec.applies(&form.facts) {
        return html! {
            <section class={classes!("section", deep)} part="section" aria-labelledby={id.clone()} {hidden}>
                <div class="section-head"><@{tag} id={id} part="section-title" tabindex="-1">{ heading(&form, spec) }</@></div>
                <p class="excused">{ wording::does_not_apply(&form, &spec.applies_if) }</p>
            </section>
        };
    }
    html! {
        <section class={classes!("section", deep)} part="section" aria-labelledby={id.clone()} {hidden}>
            <div class="section-head">
                <@{tag} id={id} part="section-title" tabindex="-1">{ heading(&form, spec) }</@>
                { out_of_and_mean(&form, spec, &sheet.tally) }
            </div>
            { wording::limits(&form, spec) }
            { section_line(working::of_section(&form, sheet)) }
            if let Some(text) = &spec.text {
                <p class="lines quiet">{ form.text(text) }</p>
            }
            if sheet.spec.count == 0 {
                <p class="quiet">{ form.messages().empty_section }</p>
            }
            { for sheet.criteria.chunks.iter().map(|chunk| {
                let (chunk, level) = (PtrEq(chunk.clone()), usize::from(spec.depth) + 2);
                drawn_in_list::<CriterionChunk>(chunk.first, CriterionChunkProps { chunk, level })
            }) }
            { for sheet.sections.chunks.iter().map(|chunk| html! {
                <SectionChunk key={chunk.first} chunk={PtrEq(chunk.clone())} />
            }) }
            // A nested section has a narrative only if the rubric asks for one or it has a text: one per heading would be too
            // many.
            if spec.depth == 1 || spec.narrative.is_some() || !sheet.narrative.is_empty() {
                <Narrative section={PtrEq(spec.clone())} text={AttrValue::from(sheet.narrative.clone())} />
            }
        </section>
    }
}

/// Renders a line below the heading; always one node, so that the rest of the section is not drawn anew when it appears.
fn section_line(text: String) -> Html {
    match text.is_empty() {
        true => Html::default(),
        false => html! { <p class="section-limits notranslate" translate="no">{ text }</p> },
    }
}
