//! Filters the criteria: by unit, by method, unanswered ones, or ones with findings.

use super::chosen::{Chosen, Wanted};
use super::context::use_form;
use super::ptr_eq::PtrEq;
use crate::state::State;
use std::collections::BTreeSet;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The id of its field.
pub(super) const FILTER: &str = "filter";

#[derive(Properties, PartialEq)]
pub(super) struct FilterProps {
    pub(super) state: PtrEq<State>,
    pub(super) choose: Callback<Option<PtrEq<Chosen>>>,
    /// The criteria that are shown; `None` without a filter.
    pub(super) chosen: Option<PtrEq<Chosen>>,
}

/// The filter. The selection is computed when another option is chosen, not after every answer.
#[component]
pub(super) fn Filter(props: &FilterProps) -> Html {
    let form = use_form();
    let m = form.messages();
    let tag = form.locale.tag;
    let rubric = &props.state.rubric;
    let names = use_memo((PtrEq(rubric.clone()), tag), |(rubric, tag)| {
        let mut names = (BTreeSet::new(), BTreeSet::new());
        rubric.walk(&mut |part| {
            if let assessment::rubric::Part::Criterion(criterion) = part {
                names.0.extend(criterion.units.iter().map(|unit| unit.wording(tag)));
                names
                    .1
                    .extend(criterion.methods.iter().map(|method| method.wording(tag)));
            }
        });
        names
    });
    let mut options = vec![
        (None, m.filter_all.to_owned()),
        (Some(Wanted::Unanswered), m.filter_unanswered.to_owned()),
        (Some(Wanted::Findings), m.filter_findings.to_owned()),
    ];
    let named = |word: &str, name: &Rc<str>| format!("{word}{}{name}", m.colon);
    options.extend(
        names
            .0
            .iter()
            .map(|name| (Some(Wanted::Unit(name.clone())), named(m.unit, name))),
    );
    options.extend(
        names
            .1
            .iter()
            .map(|name| (Some(Wanted::Method(name.clone())), named(m.method, name))),
    );
    let shown = props.chosen.as_ref().map(|chosen| chosen.wanted.clone());
    let all: Vec<_> = options.iter().map(|(wanted, _)| wanted.clone()).collect();
    let onchange = {
        let (state, choose) = (props.state.clone(), props.choose.clone());
        Callback::from(move |event: Event| {
            let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            let wanted = usize::try_from(index)
                .ok()
                .and_then(|index| all.get(index).cloned())
                .flatten();
            choose.emit(wanted.map(|wanted| Chosen::of(&state, tag, wanted)));
        })
    };
    html! {
        <div class="field filter">
            <label for={FILTER}>{ m.filter }</label>
            <select id={FILTER} autocomplete="off" {onchange}>
                { for options.into_iter().map(|(wanted, name)| html! { <option selected={wanted == shown}>{ name }</option> }) }
            </select>
        </div>
    }
}
