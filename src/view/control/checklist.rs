//! A checklist: a native checkbox per item, and the points for the number of items that hold.

use super::amounts::At;
use super::{points_breakdown, quick_fill_buttons};
use crate::locale::fill;
use crate::state::Change;
use crate::view::context::{Context, FormAction};
use crate::view::figure::Figure as _;
use assessment::answers::{Amounts, Entry};
use assessment::points::Decimal;
use assessment::rubric::scale::Checklist;
use assessment::score::CriterionSheet;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &Checklist) -> Html {
    let (m, spec, entry) = (form.messages(), &sheet.spec, &sheet.entry);
    let id = spec.ordinal;
    let items = scale.items.iter().enumerate().map(|(i, item)| {
        let checked = entry.amount(&item.id) == Some(Decimal::ONE);
        let onchange = {
            let (emit, spec, live, name) = (form.emit.clone(), spec.clone(), form.live.clone(), item.id.clone());
            Callback::from(move |event: Event| {
                let ticked = event.target_unchecked_into::<HtmlInputElement>().checked();
                let mut amounts = Amounts {
                    refused: Rc::default(),
                    ..live.entry(&spec).amounts
                };
                let tick = if ticked { Decimal::ONE } else { Decimal::ZERO };
                Rc::make_mut(&mut amounts.taken).insert(name.clone(), tick);
                emit.emit(FormAction::Change(Change::Amounts {
                    criterion: spec.id.clone(),
                    amounts,
                }));
            })
        };
        html! {
            <label class={classes!("choice", checked.then_some("chosen"))} key={i}>
                <input type="checkbox" id={At::Control.element(id, i)} {checked} {onchange} />
                <span class="choice-name">{ form.text(&item.label) }</span>
            </label>
        }
    });
    let steps = scale.steps.iter().map(|step| {
        let (count, points) = (step.at_least.to_string(), step.points.figure());
        let rule = fill(m.checklist_step, &[("count", &count), ("points", &points)]);
        html! { <li>{ rule }{ step.label.as_ref().map(|label| html! { <>{ m.dot }{ form.text(label) }</> }).unwrap_or_default() }</li> }
    });
    let held = scale.held(entry);
    let result = held.map(|held| {
        let points = scale.reached(held).map(|step| step.points).unwrap_or_default();
        let (held, of, points) = (held.to_string(), scale.items.len().to_string(), points.figure());
        fill(m.checklist_held, &[("held", &held), ("of", &of), ("points", &points)])
    });
    let all = |amount: Decimal| scale.items.iter().map(|item| (item.id.clone(), amount)).collect();
    html! {
        <>
            <div class="checklist">{ for items }</div>
            <ul class="rule">{ for steps }</ul>
            { quick_fill_buttons(form, sheet, &[("zero", m.none_holds, all(Decimal::ZERO)), ("full", m.all_hold, all(Decimal::ONE))]) }
            { points_breakdown(sheet, result.unwrap_or_default()) }
        </>
    }
}

/// Lists the items that hold.
pub(super) fn in_words(form: &Context, scale: &Checklist, entry: &Entry) -> Vec<String> {
    let items = scale.items.iter();
    items
        .filter(|item| entry.amount(&item.id) == Some(Decimal::ONE))
        .map(|item| form.plain(&item.label).to_string())
        .collect()
}
