//! Some consecutive criteria: near the screen with their controls, far from it as text.

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
    /// The level of the headings of criteria in the form.
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

/// The criteria of a chunk. They are drawn again only when something of theirs has changed: the language of a chunk that is far
/// from the screen changes later than the form's.
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
