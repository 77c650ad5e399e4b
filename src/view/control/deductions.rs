//! Deductions: a count for each kind of finding, and how much they take off.

use super::amounts::{Amount, At, fields};
use super::{came_to, touches};
use crate::locale::fill;
use crate::view::context::Context;
use assessment::points::Decimal;
use assessment::rubric::scale::Deductions;
use assessment::score::CriterionSheet;
use yew::prelude::*;

pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &Deductions) -> Html {
    let (m, entry) = (form.messages(), &sheet.entry);
    let amounts = scale.findings.iter().map(|finding| {
        let each = finding.each.to_string();
        let effect = entry
            .amount(&finding.id)
            .filter(|count| *count > Decimal::ZERO)
            .map(|count| {
                let off = finding.each.times(count).to_string();
                let line = fill(
                    m.deducted,
                    &[("count", &count.to_string()), ("each", &each), ("off", &off)],
                );
                html! { { line } }
            });
        Amount {
            name: finding.id.clone(),
            label: form.text(&finding.label),
            unit: Some(html! { { fill(m.deducted_each, &[("each", &each)]) } }),
            effect,
        }
    });
    let result = scale.taken_off(entry).map(|off| {
        let left = (scale.max - off).max(scale.least());
        let floor = scale.max - off < scale.least();
        let [max, off, left, least] = [scale.max, off, left, scale.least()].map(|amount| amount.to_string());
        let sum = fill(m.deducted_sum, &[("max", &max), ("off", &off), ("left", &left)]);
        if floor {
            format!("{sum}{}", fill(m.deducted_floor, &[("floor", &least)]))
        } else {
            sum
        }
    });
    let none = scale
        .findings
        .iter()
        .map(|finding| (finding.id.clone(), Decimal::ZERO))
        .collect();
    html! {
        <>
            { fields(form, sheet, amounts.collect(), At::Control) }
            { touches(form, sheet, &[("full", m.nothing_found, none)]) }
            { came_to(sheet, result.unwrap_or_default()) }
        </>
    }
}
