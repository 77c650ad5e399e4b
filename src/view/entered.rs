//! What was entered beside an answer, in words for the paper: amounts, evidence, problems and measures.

use super::context::Context;
use super::support::status_name;
use crate::locale::fill;
use assessment::answers::{Deficiency, Entry};
use assessment::points::Decimal;
use assessment::rubric::Scale;
use assessment::rubric::scale::Quantity;
use assessment::score::CriterionSheet;
use assessment::text::Text;

/// Every line.
pub(super) fn lines(form: &Context, sheet: &CriterionSheet) -> Vec<String> {
    let (m, entry) = (form.messages(), &sheet.entry);
    let mut all = Vec::new();
    let amounts = amounts(form, &sheet.spec.scale, entry);
    if !amounts.is_empty() {
        all.push(amounts.join(m.list_separator));
    }
    let names: Vec<_> = entry
        .evidence
        .iter()
        .filter(|one| !one.name.trim().is_empty())
        .collect();
    if !names.is_empty() {
        let names: Vec<_> = names
            .iter()
            .map(|one| format!("{} {}", one.name, one.reference).trim().to_owned())
            .collect();
        all.push(format!("{}{}{}", m.evidence, m.colon, names.join(m.list_separator)));
    }
    all.extend(
        entry
            .problems
            .iter()
            .filter(|problem| problem.is_named())
            .map(|problem| told(form, problem)),
    );
    all
}

/// A problem and the measure against it.
fn told(form: &Context, problem: &Deficiency) -> String {
    let m = form.messages();
    let remedy = &problem.remedy;
    let mut text = format!("{}{}{}", m.problem_found, m.colon, problem.text);
    if remedy.is_named() {
        let facts = [&*remedy.owner, &*remedy.due, status_name(m, remedy.status)];
        let facts: Vec<_> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        text += &format!("\n{}{}{}{}{}", m.remedy, m.colon, remedy.text, m.dot, facts.join(m.dot));
    }
    text
}

/// The amounts with their labels; of a checklist, what holds.
fn amounts(form: &Context, scale: &Scale, entry: &Entry) -> Vec<String> {
    let labelled = |name: &str, label: &Text| {
        let amount = entry.amount(name).map(|amount| amount.to_string());
        let refused = entry
            .amounts
            .refused
            .get(name)
            .map(|text| fill(form.messages().print_refused, &[("value", text)]));
        Some(format!("{} {}", form.plain(label), amount.or(refused)?))
    };
    let quantity = |quantity: &Quantity| {
        quantity
            .asked()
            .iter()
            .filter_map(|(name, asked)| labelled(name, &asked.label))
            .collect()
    };
    match scale {
        Scale::Parts(scale) => scale
            .parts
            .iter()
            .filter_map(|part| labelled(&part.id, &part.label))
            .collect(),
        Scale::Deductions(scale) => {
            let found = scale
                .findings
                .iter()
                .filter(|one| entry.amount(&one.id) != Some(Decimal::ZERO));
            found.filter_map(|one| labelled(&one.id, &one.label)).collect()
        }
        Scale::Checklist(scale) => {
            let held = scale
                .items
                .iter()
                .filter(|item| entry.amount(&item.id) == Some(Decimal::ONE));
            held.map(|item| form.plain(&item.label).to_string()).collect()
        }
        Scale::Measure(scale) => quantity(&scale.quantity),
        Scale::Points(scale) => scale
            .measured
            .as_ref()
            .map(|measure| quantity(&measure.quantity))
            .unwrap_or_default(),
        Scale::Levels(_) | Scale::YesNo(_) | Scale::Comment(_) => Vec::new(),
    }
}
