//! Deductions: a count for each kind of finding, and the points deducted.

use super::amounts::{self, Amount, At, fields};
use super::{points_breakdown, quick_fill_buttons};
use crate::locale::fill;
use crate::view::context::Context;
use crate::view::figure::Figure as _;
use assessment::answers::Entry;
use assessment::points::Decimal;
use assessment::rubric::scale::{Deductions, Finding};
use assessment::score::CriterionSheet;
use yew::prelude::*;

/// Returns the deduction for one finding, with the unit in which findings are counted.
fn each(form: &Context, finding: &Finding) -> String {
    let m = form.messages();
    let unit = finding.unit.as_ref().map(|unit| form.plain(unit));
    let (unit, each) = (unit.as_deref().unwrap_or(m.deducted_unit), finding.each.figure());
    fill(m.deducted_each, &[("unit", unit), ("each", &each)])
}

pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &Deductions) -> Html {
    let (m, entry) = (form.messages(), &sheet.entry);
    let amounts = scale.findings.iter().map(|finding| Amount {
        name: finding.id.clone(),
        label: form.text(&finding.label),
        unit: Some(html! { { each(form, finding) } }),
    });
    let result = scale.taken_off(entry).map(|off| {
        let counted = scale
            .findings
            .iter()
            .filter_map(|finding| Some((finding, entry.amount(&finding.id)?)));
        let each = counted.filter(|(_, count)| *count > Decimal::ZERO);
        let each: Vec<_> = each
            .map(|(finding, count)| format!("{count} × {}", finding.each.figure()))
            .collect();
        let left = scale.max - off;
        let [max, least] = [scale.max, scale.least()].map(|amount| amount.figure());
        let parts = each.join(" + ");
        if left < scale.least() {
            return fill(m.deducted_floor, &[("max", &max), ("parts", &parts), ("floor", &least)]);
        }
        let message = if each.is_empty() { m.parts_sum } else { m.deducted_sum };
        fill(
            message,
            &[
                ("max", &max),
                ("parts", &parts),
                ("left", &left.figure()),
                ("points", &max),
            ],
        )
    });
    let none = scale
        .findings
        .iter()
        .map(|finding| (finding.id.clone(), Decimal::ZERO))
        .collect();
    html! {
        <>
            { fields(form, sheet, amounts.collect(), At::Control) }
            { quick_fill_buttons(form, sheet, &[("full", m.nothing_found, none)]) }
            { points_breakdown(sheet, result.unwrap_or_default()) }
        </>
    }
}

/// Describes the count of each finding, unless it is zero.
pub(super) fn in_words(form: &Context, scale: &Deductions, entry: &Entry) -> Vec<String> {
    let findings = scale.findings.iter();
    findings
        .filter(|finding| entry.amount(&finding.id) != Some(Decimal::ZERO))
        .filter_map(|finding| amounts::in_words(form, entry, &finding.id, &finding.label))
        .collect()
}
