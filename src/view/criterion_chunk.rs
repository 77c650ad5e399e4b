//! A chunk of consecutive criteria: interactive near the viewport, text far from it.

use super::context::{Context, use_form};
use super::control::{Control, ControlProps};
use super::drawn::{drawn, drawn_in_list};
use super::ptr_eq::PtrEq;
use super::wording;
use crate::view::hooks::{use_count, use_language, use_stage};
use crate::view::renders;
use crate::web::lazy_render::Stage;
use assessment::score::{Chunk, CriterionSheet};
use yew::prelude::*;

/// The number of criteria that are rendered together: an edit compares the texts of so many with what is drawn.
const TOGETHER: usize = 4;

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
            { for items.chunks(TOGETHER).map(|items| {
                let key = items.first().map_or(0, |criterion| criterion.spec.ordinal);
                let items = items.iter().cloned().map(PtrEq).collect();
                drawn_in_list::<Criteria>(key, CriteriaProps { items, level: props.level, form: form.clone(), stage })
            }) }
        </ol>
    }
}

#[derive(Properties, PartialEq)]
struct CriteriaProps {
    items: Vec<PtrEq<CriterionSheet>>,
    level: usize,
    form: Context,
    stage: Stage,
}

/// Consecutive criteria of a chunk, rendered only when their props change: the language of a chunk far from the viewport changes later
/// than the form's.
#[component]
fn Criteria(props: &CriteriaProps) -> Html {
    let (form, stage) = (&props.form, props.stage);
    let each = props.items.iter().map(|criterion| html! {
        <li class="criterion" part="criterion" key={criterion.spec.ordinal} id={format!("c-{}", criterion.spec.ordinal)} hidden={form.hides(&criterion.spec)}>
            { wording::criterion(form, &criterion.spec, props.level) }
            if stage == Stage::Interactive {
                { drawn::<Control>(ControlProps { sheet: criterion.clone() }) }
            } else {
                <p class="far">{ wording::points(form, &criterion.spec, &criterion.tally) }</p>
            }
        </li>
    });
    html! { <>{ for each }</> }
}
