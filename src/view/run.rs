//! Some consecutive criteria: near the screen with their controls, far from it as text.

use super::context::use_form;
use super::control::Control;
use super::same::Same;
use super::wording;
use crate::web::near::{Stage, use_stage};
use crate::web::{count, page};
use assessment::score::{CriterionSheet, Run};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct CriterionRunProps {
    pub(super) run: Same<Run<CriterionSheet>>,
}

#[component]
pub(super) fn CriterionRun(props: &CriterionRunProps) -> Html {
    count("run");
    let form = use_form();
    let items = &props.run.items;
    let first = items.first().map_or(0, |criterion| criterion.spec.ordinal);
    let place = use_node_ref();
    let stage = use_stage(first..first + items.len() as u32, place.clone());
    use_effect_with((place.clone(), stage, items.len()), |(place, _, count)| {
        page::tell_count(place, *count as u32)
    });
    if stage == Stage::Absent {
        return html! { <div class="absent" ref={place} /> };
    }
    html! {
        <ol class="criteria" ref={place} start={(props.run.first + 1).to_string()}>
            { for items.iter().map(|criterion| html! {
                <li class="criterion" part="criterion" key={criterion.spec.ordinal} id={format!("c-{}", criterion.spec.ordinal)} hidden={form.hides(&criterion.spec)}>
                    { wording::criterion(&form, &criterion.spec) }
                    if stage == Stage::Near {
                        <Control sheet={Same(criterion.clone())} />
                    } else {
                        <p class="far">{ wording::points(&form, &criterion.spec, &criterion.tally) }</p>
                    }
                </li>
            }) }
        </ol>
    }
}
