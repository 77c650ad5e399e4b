//! The list of sections, each with its subtotal and its progress.

use super::context::{FormAction, use_form};
use super::drawn::drawn_in_list;
use super::ptr_eq::PtrEq;
use super::wording::{heading, out_of};
use crate::state::State;
use crate::view::hooks::use_head;
use crate::view::hooks::use_place;
use crate::view::hooks::use_stage;
use crate::web::lazy_render::Stage;
use assessment::Tally;
use assessment::score::{Chunk, SectionSheet};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct StateProps {
    pub(super) state: PtrEq<State>,
}

#[component]
pub(super) fn Nav(props: &StateProps) -> Html {
    let form = use_form();
    let m = form.messages();
    let place = use_node_ref();
    use_head(&place);
    let here = use_place(&place, &form.live.section());
    form.live.set_section(here.clone());
    html! {
        <nav class="nav" part="sections" aria-label={form.landmark(m.contents)} ref={place}>
            <p class="panel-title" aria-hidden="true">{ m.contents }</p>
            { for props.state.record.sheet.root.sections.chunks.iter().map(|chunk| part(chunk, &here)) }
        </nav>
    }
}

#[derive(Properties, PartialEq)]
struct NavChunkProps {
    chunk: PtrEq<Chunk<SectionSheet>>,
    /// The section that the person is in and the sections around it.
    here: Rc<[u32]>,
}

fn part(chunk: &Rc<Chunk<SectionSheet>>, here: &Rc<[u32]>) -> Html {
    let (chunk, here) = (PtrEq(chunk.clone()), here.clone());
    drawn_in_list::<NavChunk>(chunk.first, NavChunkProps { chunk, here })
}

/// A chunk of consecutive sections. The section that the person is in shows its inner sections.
#[component]
fn NavChunk(props: &NavChunkProps) -> Html {
    let form = use_form();
    let items = &props.chunk.items;
    let first = items.first().map_or(0, |section| section.spec.before);
    let place = use_node_ref();
    if use_stage(first..first + 1, place.clone()) == Stage::Empty {
        return html! { <div ref={place} /> };
    }
    html! {
        <ul ref={place}>
            { for items.iter().map(|section| {
                let (ordinal, before) = (section.spec.ordinal, section.spec.before);
                let onclick = form.emit.reform(move |_: MouseEvent| FormAction::VisitSection(ordinal, before));
                let inner = section.sections.chunks.iter().filter(|_| props.here.contains(&ordinal));
                let current = (props.here.first() == Some(&ordinal)).then_some("location");
                html! {
                    <li key={ordinal}>
                        <button type="button" class="nav-item" aria-current={current} {onclick}>
                            <span class="nav-title">{ heading(&form, &section.spec) }</span>
                            { out_of(&form, &section.spec, &section.tally) }
                            { filled(&form, &section.tally) }
                        </button>
                        { for inner.map(|chunk| part(chunk, &props.here)) }
                    </li>
                }
            }) }
        </ul>
    }
}

/// Renders the progress of a section: a visible sign, and a word for screen readers.
fn filled(form: &super::context::Context, tally: &Tally) -> Html {
    let m = form.messages();
    if tally.items == 0 {
        return Html::default();
    }
    let (sign, word) = match tally.answered {
        0 => ("none", m.filled_none),
        n if n == tally.items => ("all", m.filled_all),
        _ => ("some", m.filled_some),
    };
    html! { <span class={classes!("sign", "notranslate", sign)} translate="no" title={word}><span class="only-heard">{ word }</span></span> }
}
