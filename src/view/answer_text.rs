//! Describes the entry of a criterion in words, for print and for comparison: the answer, amounts, evidence, problems and
//! measures.

use super::context::Context;
use super::figure::Figure as _;
use super::problem_words::status_name;
use super::texts::joined;
use super::wording::yes_no;
use crate::foreign::direction::isolated;
use crate::locale::fill;
use assessment::answers::{Answer, Deficiency, Entry};
use assessment::points::Decimal;
use assessment::rubric::scale::Quantity;
use assessment::rubric::{Criterion, Scale};
use assessment::text::Text;

/// Returns the answer in a word or two; empty if there is no answer or if the answer consists of amounts.
pub(super) fn answer(form: &Context, scale: &Scale, answer: &Answer) -> String {
    match (answer, scale) {
        (Answer::Level(id), Scale::Levels(levels)) => levels
            .level(id)
            .map(|level| form.plain(&level.label).to_string())
            .unwrap_or_default(),
        (answer, scale) => yes_no(form, scale, answer)
            .map(|word| word.to_string())
            .unwrap_or_default(),
    }
}

/// Returns the answer, and the lines for the rest of the entry.
pub(super) fn whole(form: &Context, spec: &Criterion, entry: &Entry) -> (String, Vec<String>) {
    let m = form.messages();
    let given = match &entry.answer {
        Some(Answer::Points(points)) => fill(m.points, &[("points", &points.figure())]),
        Some(Answer::NotApplicable) => m.not_applicable.to_owned(),
        Some(Answer::Comment(text)) => text.to_string(),
        Some(given) => answer(form, &spec.scale, given),
        None => String::new(),
    };
    let refused = entry
        .refused
        .as_ref()
        .map(|text| fill(m.print_refused, &[("value", text)]));
    let beside = basis(form, spec, entry).into_iter().chain(problems(form, entry));
    let remarks = [
        labelled(form, m.reason, &entry.reason),
        labelled(form, m.note, &entry.note),
    ];
    (
        given,
        refused
            .into_iter()
            .chain(beside)
            .chain(remarks.into_iter().flatten())
            .collect(),
    )
}

/// Prefixes a text with its label; `None` if the text is blank.
pub(super) fn labelled(form: &Context, label: &str, text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| format!("{label}{}{text}", form.messages().colon))
}

/// Returns the basis of an answer, one line each: the amounts and the evidence.
pub(super) fn basis(form: &Context, spec: &Criterion, entry: &Entry) -> Vec<String> {
    let m = form.messages();
    let amounts = amounts(form, &spec.scale, entry);
    let amounts = (!amounts.is_empty()).then(|| amounts.join(m.list_separator));
    let named = entry.evidence.iter().filter(|one| !one.name.trim().is_empty());
    let names = named.map(|one| format!("{} {}", one.name, one.reference).trim().to_owned());
    let evidence = labelled(form, m.evidence, &joined(names, m.list_separator));
    amounts.into_iter().chain(evidence).collect()
}

/// Returns the problems, each with the measure against it.
pub(super) fn problems(form: &Context, entry: &Entry) -> Vec<String> {
    let named = entry.problems.iter().filter(|problem| problem.is_named());
    named.map(|problem| described(form, problem)).collect()
}

/// Describes a problem and the measure against it.
fn described(form: &Context, problem: &Deficiency) -> String {
    let m = form.messages();
    let remedy = &problem.remedy;
    let mut text = format!("{}{}{}", m.problem_found, m.colon, isolated(&problem.text));
    if remedy.is_named() {
        let facts = [&*remedy.owner, &*remedy.due, status_name(m, remedy.status)];
        let facts = joined(facts.into_iter().filter(|fact| !fact.is_empty()), m.dot);
        text += &format!("\n{}{}{}{}{facts}", m.remedy, m.colon, isolated(&remedy.text), m.dot);
    }
    text
}

/// Returns the amounts with their labels; for a checklist, the items that hold.
fn amounts(form: &Context, scale: &Scale, entry: &Entry) -> Vec<String> {
    let labelled = |name: &str, label: &Text| {
        let amount = entry.amount(name).map(|amount| amount.figure());
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
