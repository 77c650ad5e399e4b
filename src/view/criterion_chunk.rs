//! A chunk of consecutive criteria: interactive near the viewport, text far from it.

use super::context::{Context, use_form};
use super::control::Control;
use super::ptr_eq::PtrEq;
use super::wording;
use crate::view::hooks::{use_count, use_language, use_stage};
use crate::view::renders;
use crate::web::lazy_render::Stage;
use assessment::score::{Chunk, CriterionSheet};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct CriterionChunkProps {
    pub(super) chunk: PtrEq<Chunk<CriterionSheet>>,
    /// The level of the criteria's headings in the form.
    pub(super) level: usize,
}

#[component]
pub(super) fn CriterionChunk(props: &CriterionChunkProps) -> Html {
    renders::count("chunk");
    let form = use_form();
    let items = &props.chunk.items;
    let first = items.first().map_or(0, |criterion| criterion.spec.ordinal);
    let place = use_node_ref();
    let stage = use_stage(first..first + items.len() as u32, place.clone());
    let locale = use_language(items.len(), stage);
    use_count(&place, stage, items.len() as u32);
    if stage == Stage::Empty {
        return html! { <div class="absent" ref={place} /> };
    }
    let lang = (locale != form.locale).then_some(locale.tag);
    let form = Context { locale, ..form };
    html! {
        <ol class="criteria" ref={place} start={(props.chunk.first + 1).to_string()} {lang}>
            <Criteria chunk={props.chunk.clone()} level={props.level} {form} {stage} />
        </ol>
    }
}

#[derive(Properties, PartialEq)]
struct CriteriaProps {
    chunk: PtrEq<Chunk<CriterionSheet>>,
    level: usize,
    form: Context,
    stage: Stage,
}

/// The criteria of a chunk, rendered only when their props change: the language of a chunk far from the viewport changes later
/// than the form's.
#[component]
fn Criteria(props: &CriteriaProps) -> Html {
    let (form, stage) = (&props.form, props.stage);
    let each = props.chunk.items.iter().map(|criterion| html! {
        <li class="criterion" part="criterion" key={criterion.spec.ordinal} id={format!("c-{}", criterion.spec.ordinal)} hidden={form.hides(&criterion.spec)}>
            { wording::criterion(form, &criterion.spec, props.level) }
            if stage == Stage::Interactive {
                <Control sheet={PtrEq(criterion.clone())} />
            } else {
                <p class="far">{ wording::points(form, &criterion.spec, &criterion.tally) }</p>
            }
        </li>
    });
    html! { <>{ for each }</> }
}
