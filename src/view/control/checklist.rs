//! A checklist: a native checkbox per item, and the points for the number of items that hold.

use super::amounts::At;
use super::tick::tick_box;
use super::{points_breakdown, quick_fill_buttons};
use crate::locale::fill;
use crate::view::context::Context;
use crate::view::figure::Figure as _;
use assessment::answers::Entry;
use assessment::points::Decimal;
use assessment::rubric::Worth;
use assessment::rubric::scale::{Checklist, Combine, Family as _};
use assessment::score::CriterionSheet;
use yew::prelude::*;

pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &Checklist) -> Html {
    let (m, spec, entry) = (form.messages(), &sheet.spec, &sheet.entry);
    let id = spec.ordinal;
    let items = scale.items.iter().enumerate().map(|(i, item)| {
        let others = scale.items.iter().filter(|other| other.id != item.id);
        let others = others.filter(|other| item.is_exclusive() || other.is_exclusive());
        let excluded: Vec<_> = others.map(|other| other.id.clone()).collect();
        let points = item
            .points
            .map(|points| fill(m.points, &[("points", &points.figure())]));
        let (id, label) = (At::Control.element(id, i), form.text(&item.label));
        tick_box(form, sheet, id, &item.id, label, points, excluded)
    });
    let steps = scale.steps.iter().map(|step| {
        let (count, points) = (step.at_least.to_string(), step.points.figure());
        let rule = fill(m.checklist_step, &[("count", &count), ("points", &points)]);
        html! { <li>{ rule }{ step.label.as_ref().map(|label| html! { <>{ m.dot }{ form.text(label) }</> }).unwrap_or_default() }</li> }
    });
    let combines = scale.combined().map(|combine| {
        let rule = match combine {
            Combine::Sum => m.checklist_adds,
            Combine::Max => m.checklist_best,
        };
        let most = scale
            .most
            .map(|most| fill(m.checklist_cap, &[("points", &most.figure())]));
        html! { <li>{ rule }{ most.map(|most| format!("{}{most}", m.dot)).unwrap_or_default() }</li> }
    });
    let held = scale.held(entry);
    let result = held.map(|held| {
        if let Some(combine) = scale.combined() {
            return combined(form, scale, combine, sheet);
        }
        let points = scale.reached(held).map(|step| step.points).unwrap_or_default();
        let of = scale.items.iter().filter(|item| !item.is_exclusive()).count();
        let (held, of, points) = (held.to_string(), of.to_string(), points.figure());
        fill(m.checklist_held, &[("held", &held), ("of", &of), ("points", &points)])
    });
    let all = |amount: Decimal| {
        let items = scale.items.iter().filter(|item| !item.is_exclusive());
        items.map(|item| (item.id.clone(), amount)).collect()
    };
    html! {
        <>
            <div class="checklist">{ for items }</div>
            <ul class="rule">{ for steps }{ for combines }</ul>
            { quick_fill_buttons(form, sheet, &[("zero", m.none_holds, all(Decimal::ZERO)), ("full", m.all_hold, all(Decimal::ONE))]) }
            { points_breakdown(sheet, result.unwrap_or_default()) }
        </>
    }
}

/// Describes how the points of the items that hold combine.
fn combined(form: &Context, scale: &Checklist, combine: Combine, sheet: &CriterionSheet) -> String {
    let m = form.messages();
    let Worth::Points(points) = scale.worth(&sheet.entry, &form.facts) else {
        return String::new();
    };
    let points = points.figure();
    let met: Vec<_> = scale.met(&sheet.entry).map(|(_, points)| points).collect();
    if met.is_empty() || (met.len() == 1 && scale.most.is_none_or(|most| met[0] <= most)) {
        return fill(m.parts_sum, &[("points", &points)]);
    }
    let each: Vec<_> = met.iter().map(|points| points.figure()).collect();
    let (whole, text) = match combine {
        Combine::Sum => {
            let sum: Decimal = met.iter().copied().sum();
            let (parts, sum_text) = (each.join(" + "), sum.figure());
            (sum, fill(m.checklist_sum, &[("parts", &parts), ("points", &sum_text)]))
        }
        Combine::Max => {
            let best = met.iter().copied().max().unwrap_or_default();
            let (parts, best_text) = (each.join(m.list_separator), best.figure());
            (
                best,
                fill(m.checklist_most, &[("parts", &parts), ("points", &best_text)]),
            )
        }
    };
    match scale.most.filter(|most| *most < whole) {
        Some(most) => {
            let second = fill(m.checklist_held_at, &[("points", &most.figure())]);
            format!("{text}{}{second}", m.dot)
        }
        None => text,
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
