//! Parts: a field for the points of each part, and buttons that set all parts to full marks or to zero.

use super::amounts::{self, Amount, At, fields};
use super::{points_breakdown, quick_fill_buttons};
use crate::locale::fill;
use crate::view::context::Context;
use crate::view::figure::Figure as _;
use assessment::answers::Entry;
use assessment::points::Decimal;
use assessment::rubric::scale::Parts;
use assessment::score::CriterionSheet;
use yew::prelude::*;

pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &Parts) -> Html {
    let m = form.messages();
    let applying: Vec<_> = scale.parts.iter().filter(|part| part.applies(&form.facts)).collect();
    let amounts = applying.iter().map(|part| Amount {
        name: part.id.clone(),
        label: form.text(&part.label),
        unit: Some(html! { { fill(m.limit_from_zero, &[("max", &part.max.figure())]) } }),
    });
    let all = |amount: fn(Decimal) -> Decimal| {
        applying
            .iter()
            .map(|part| (part.id.clone(), amount(part.max)))
            .collect()
    };
    let given: Vec<_> = applying
        .iter()
        .filter_map(|part| sheet.entry.amount(&part.id))
        .collect();
    let sum = given.iter().copied().sum::<Decimal>().figure();
    let open = (applying.len() - given.len()).to_string();
    let so_far = match given.len() {
        0 => String::new(),
        n if n == applying.len() => fill(m.parts_sum, &[("points", &sum)]),
        _ => fill(m.parts_so_far, &[("points", &sum), ("count", &open)]),
    };
    html! {
        <>
            { fields(form, sheet, amounts.collect(), At::Control) }
            { quick_fill_buttons(form, sheet, &[("zero", m.all_zero, all(|_| Decimal::ZERO)), ("full", m.full, all(|max| max))]) }
            { points_breakdown(sheet, so_far) }
        </>
    }
}

/// Describes the points of each part.
pub(super) fn in_words(form: &Context, scale: &Parts, entry: &Entry) -> Vec<String> {
    let parts = scale.parts.iter();
    parts
        .filter_map(|part| amounts::in_words(form, entry, &part.id, &part.label))
        .collect()
}
