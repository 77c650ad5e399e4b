//! Describes the entry of a criterion in words, for print and for comparison: the answer, amounts, evidence, problems and
//! measures.

use super::context::Context;
use super::control;
use super::figure::Figure as _;
use super::problem_words::status_name;
use super::texts::joined;
use super::wording;
use super::working;
use crate::foreign::direction::isolated;
use crate::locale::fill;
use assessment::answers::{Answer, Deficiency, Entry};
use assessment::rubric::Criterion;
use assessment::score::CriterionSheet;

/// Returns the answer, and the lines for the rest of the entry.
pub(super) fn whole(form: &Context, spec: &Criterion, entry: &Entry) -> (String, Vec<String>) {
    let m = form.messages();
    let given = match &entry.answer {
        Some(given @ Answer::Points(points)) => {
            let level = wording::answer(form, &spec.scale, given);
            let points = fill(m.points, &[("points", &points.figure())]);
            joined([&*points, &level].into_iter().filter(|text| !text.is_empty()), m.dot)
        }
        Some(Answer::NotApplicable) => m.not_applicable.to_owned(),
        Some(Answer::DontKnow) => m.dont_know.to_owned(),
        Some(Answer::Comment(text)) => text.to_string(),
        Some(given) => wording::answer(form, &spec.scale, given),
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
    // What was entered before the item was set aside is kept, and does not count.
    let amounts = match entry.is_set_aside() {
        true => Vec::new(),
        false => control::amounts_in_words(form, &spec.scale, entry),
    };
    let amounts = (!amounts.is_empty()).then(|| amounts.join(m.list_separator));
    let named = entry.evidence.iter().filter(|one| !one.name.trim().is_empty());
    let names = named.map(|one| format!("{} {}", one.name, one.reference).trim().to_owned());
    let evidence = labelled(form, m.evidence, &joined(names, m.list_separator));
    amounts.into_iter().chain(evidence).collect()
}

/// Returns the calculation of the points where the amounts alone do not say it, one line each.
pub(super) fn calculation(form: &Context, sheet: &CriterionSheet) -> Vec<String> {
    if sheet.entry.is_set_aside() {
        return Vec::new();
    }
    let own = control::calculation_in_words(form, &sheet.spec.scale, &sheet.entry);
    let all = [own].into_iter().chain(working::of_weight(form, sheet));
    all.filter(|text| !text.is_empty()).collect()
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
        let due = form.locale.day(&remedy.due);
        let facts = [&*remedy.owner, &*due, status_name(m, remedy.status)];
        let facts = joined(facts.into_iter().filter(|fact| !fact.is_empty()), m.dot);
        text += &format!("\n{}{}{}{}{facts}", m.remedy, m.colon, isolated(&remedy.text), m.dot);
    }
    text
}
