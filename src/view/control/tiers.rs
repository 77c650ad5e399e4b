//! Cumulative tiers: a checkbox for each clause under its tier, and the tier that holds with all below it.

use super::amounts::At;
use super::tick::tick_box;
use super::{points_breakdown, quick_fill_buttons};
use crate::locale::fill;
use crate::view::context::Context;
use crate::view::figure::Figure as _;
use assessment::answers::Entry;
use assessment::points::Decimal;
use assessment::rubric::Worth;
use assessment::rubric::scale::{Family as _, Tiers};
use assessment::score::CriterionSheet;
use yew::prelude::*;

pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &Tiers) -> Html {
    let (m, ordinal) = (form.messages(), sheet.spec.ordinal);
    let mut index = 0;
    let tiers = scale.tiers.iter().enumerate().map(|(i, tier)| {
        let name = format!("t-{ordinal}-{i}");
        let clauses = tier.clauses.iter().map(|clause| {
            let id = At::Control.element(ordinal, index);
            index += 1;
            tick_box(form, sheet, id, &clause.id, form.text(&clause.label), None, Vec::new())
        });
        let clauses: Vec<_> = clauses.collect();
        html! {
            <div class="tier" role="group" aria-labelledby={name.clone()} key={i}>
                <p class="tier-name" id={name}>
                    <span>{ form.text(&tier.label) }</span>
                    <span class="choice-points notranslate" translate="no">{ fill(m.points, &[("points", &tier.points.figure())]) }</span>
                </p>
                <div class="ticks">{ for clauses }</div>
            </div>
        }
    });
    let tiers: Vec<_> = tiers.collect();
    let all = |amount: Decimal| scale.clauses().map(|clause| (clause.id.clone(), amount)).collect();
    let fills = [
        ("zero", m.none_holds, all(Decimal::ZERO)),
        ("full", m.all_hold, all(Decimal::ONE)),
    ];
    html! {
        <>
            <div class="tiers">{ for tiers }</div>
            <ul class="rule"><li>{ m.tiers_rule }</li></ul>
            { quick_fill_buttons(form, sheet, &fills) }
            { points_breakdown(sheet, breakdown(form, scale, &sheet.entry)) }
        </>
    }
}

/// Describes which tier holds, and which does not although its clauses are met.
fn breakdown(form: &Context, scale: &Tiers, entry: &Entry) -> String {
    let m = form.messages();
    let Worth::Points(points) = scale.worth(entry, &form.facts) else {
        return String::new();
    };
    let points = points.figure();
    let reached = match scale.reached(entry) {
        Some(tier) => fill(
            m.tiers_reached,
            &[("tier", &form.plain(&tier.label)), ("points", &points)],
        ),
        None => fill(m.tiers_none, &[("points", &points)]),
    };
    match scale.gap(entry) {
        Some(tier) => {
            let gap = fill(m.tiers_gap, &[("tier", &form.plain(&tier.label))]);
            format!("{reached}{}{gap}", m.dot)
        }
        None => reached,
    }
}

/// Names the tier that holds and lists the clauses that are met.
pub(super) fn in_words(form: &Context, scale: &Tiers, entry: &Entry) -> Vec<String> {
    let reached = scale
        .reached(entry)
        .filter(|_| scale.clauses().any(|clause| entry.amount(&clause.id).is_some()));
    let met = scale
        .clauses()
        .filter(|clause| entry.amount(&clause.id) == Some(Decimal::ONE));
    let reached = reached.map(|tier| form.plain(&tier.label).to_string());
    reached
        .into_iter()
        .chain(met.map(|clause| form.plain(&clause.label).to_string()))
        .collect()
}
