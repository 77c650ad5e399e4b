//! Deductions: a count for each kind of finding, and the points deducted.

use super::amounts::{self, Amount, At, fields};
use super::{points_breakdown, quick_fill_buttons};
use crate::locale::fill;
use crate::view::context::Context;
use crate::view::figure::Figure as _;
use assessment::answers::Entry;
use assessment::points::Decimal;
use assessment::rubric::scale::{Deductions, Finding, TakenOff};
use assessment::score::CriterionSheet;
use yew::prelude::*;

/// Returns the deduction for one finding, with the unit in which findings are counted.
fn each(form: &Context, finding: &Finding) -> String {
    let m = form.messages();
    let unit = finding.unit.as_ref().map(|unit| form.plain(unit));
    let unit = unit.as_deref().unwrap_or(m.deducted_unit);
    let within = match (finding.each, finding.all) {
        (Some(each), _) => fill(m.deducted_each, &[("unit", unit), ("each", &each.figure())]),
        (None, Some(true)) => fill(m.deducted_all_each, &[("unit", unit)]),
        (None, _) => unit.to_owned(),
    };
    let beyond = finding
        .beyond
        .map(|beyond| fill(m.deducted_beyond_each, &[("each", &beyond.figure())]));
    [Some(within), beyond]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(m.dot)
}

/// The findings that take something, as products such as `2 × 0.5 + 1 × 3`.
fn products(scale: &Deductions, entry: &Entry, rate: fn(&Finding) -> Option<Decimal>) -> String {
    let counted = scale.counted(entry).filter(|(_, count)| *count > Decimal::ZERO);
    let each: Vec<_> = counted
        .filter_map(|(finding, count)| Some(format!("{count} × {}", rate(finding)?.figure())))
        .collect();
    each.join(" + ")
}

/// Describes how the points follow from the counts.
fn breakdown(form: &Context, scale: &Deductions, entry: &Entry, off: TakenOff) -> String {
    let m = form.messages();
    let rates = products(scale, entry, |finding| finding.each);
    let Some(max) = scale.max else {
        let message = if rates.is_empty() {
            m.deducted_nothing_of_pool
        } else {
            m.deducted_of_pool
        };
        return fill(message, &[("parts", &rates), ("points", &off.rates.figure())]);
    };
    let (most, least) = (max.figure(), scale.least().figure());
    let left = max - off.rates;
    let values = [
        ("max", &*most),
        ("parts", &rates),
        ("floor", &least),
        ("left", &left.figure()),
        ("points", &most),
    ];
    let within = match () {
        () if off.all => fill(m.deducted_all, &values),
        () if left < scale.least() => fill(m.deducted_floor, &values),
        () if rates.is_empty() => fill(m.parts_sum, &values),
        () => fill(m.deducted_sum, &values),
    };
    let beside = off.beyond + off.exhausted;
    if beside == Decimal::ZERO {
        return within;
    }
    let exhausted = (off.exhausted > Decimal::ZERO).then(|| off.exhausted.figure());
    let parts = products(scale, entry, |finding| finding.beyond);
    let parts: Vec<_> = [Some(parts).filter(|parts| !parts.is_empty()), exhausted]
        .into_iter()
        .flatten()
        .collect();
    let values = [
        ("within", &*(off.left + beside).figure()),
        ("parts", &parts.join(" + ")),
        ("left", &off.left.figure()),
    ];
    let beyond = fill(m.deducted_beyond, &values);
    format!("{within}{}{beyond}", m.dot)
}

pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &Deductions) -> Html {
    let (m, entry) = (form.messages(), &sheet.entry);
    let amounts = scale.findings.iter().map(|finding| Amount {
        name: finding.id.clone(),
        label: form.text(&finding.label),
        unit: Some(html! { { each(form, finding) } }),
    });
    let result = scale.taken_off(entry).map(|off| breakdown(form, scale, entry, off));
    let exhausted = scale.exhausted.zip(scale.max).map(|(exhausted, max)| {
        let (max, points) = ((max - scale.least()).figure(), exhausted.figure());
        html! { <ul class="rule"><li>{ fill(m.deducted_exhausted, &[("max", &max), ("points", &points)]) }</li></ul> }
    });
    let none = scale
        .findings
        .iter()
        .map(|finding| (finding.id.clone(), Decimal::ZERO))
        .collect();
    html! {
        <>
            { fields(form, sheet, amounts.collect(), At::Control) }
            { for exhausted }
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
