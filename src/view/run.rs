//! Some consecutive criteria: near the screen with their controls, far from it as text.

use super::context::{Context, use_form};
use super::control::Control;
use super::ptr_eq::PtrEq;
use super::wording;
use crate::view::hooks::{use_count, use_language, use_stage};
use crate::view::renders;
use crate::web::lazy_render::Stage;
use assessment::score::{CriterionSheet, Run};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct CriterionRunProps {
    pub(super) run: PtrEq<Run<CriterionSheet>>,
    /// The level of the headings of criteria in the form.
    pub(super) level: usize,
}

#[component]
pub(super) fn CriterionRun(props: &CriterionRunProps) -> Html {
    renders::count("run");
    let form = use_form();
    let items = &props.run.items;
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
        <ol class="criteria" ref={place} start={(props.run.first + 1).to_string()} {lang}>
            <Criteria run={props.run.clone()} level={props.level} {form} {stage} />
        </ol>
    }
}

#[derive(Properties, PartialEq)]
struct CriteriaProps {
    run: PtrEq<Run<CriterionSheet>>,
    level: usize,
    form: Context,
    stage: Stage,
}

/// The criteria of a run. They are drawn again only when something of theirs has changed: the language of a run that is far
/// from the screen changes later than the form's.
#[component]
fn Criteria(props: &CriteriaProps) -> Html {
    let (form, stage) = (&props.form, props.stage);
    let each = props.run.items.iter().map(|criterion| html! {
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
