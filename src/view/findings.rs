//! Findings in words: beside their criterion, and all of them in a list.

use super::context::{Context, FormAction, use_form};
use super::drawn::drawn;
use super::figure::Figure as _;
use super::long::{Long, LongProps};
use super::problem_words::severity_name;
use super::ptr_eq::PtrEq;
use crate::locale::{Locale, fill};
use crate::state::{Change, State};
use crate::view::hooks::after_press;
use assessment::answers::Severity;
use assessment::findings::{Finding, of_criterion};
use assessment::score::CriterionSheet;
use std::rc::Rc;
use yew::prelude::*;

/// Returns the message of a finding, which includes what to do.
pub(super) fn text(locale: Locale, finding: &Finding) -> String {
    let m = locale.messages;
    match finding {
        Finding::FullDespiteProblem => m.finding_full_despite_problem.to_owned(),
        Finding::LostWithoutProblem => m.finding_lost_without_problem.to_owned(),
        Finding::ProblemWithoutMeasure => m.finding_problem_without_measure.to_owned(),
        Finding::MeasureWithoutOwner => m.finding_measure_without_owner.to_owned(),
        Finding::MeasureWithoutDue => m.finding_measure_without_due.to_owned(),
        Finding::Overdue(due) => fill(m.finding_overdue, &[("due", &locale.day(due))]),
        Finding::Contradicts { typed, supported } => fill(
            m.finding_contradicts,
            &[("typed", &typed.figure()), ("supported", &supported.figure())],
        ),
        Finding::EvidenceMissing => m.finding_evidence_missing.to_owned(),
        Finding::TierWithoutLower => m.finding_tier_without_lower.to_owned(),
        Finding::LevelUnsupported => m.finding_level_unsupported.to_owned(),
        Finding::EntryWithoutProof(number) => fill(m.finding_entry_without_proof, &[("number", &number.to_string())]),
        Finding::EntriesBeyond(count) => fill(m.finding_entries_beyond, &[("count", &count.to_string())]),
        Finding::ReasonMissing => m.finding_reason_missing.to_owned(),
        Finding::Unassigned => m.finding_unassigned.to_owned(),
        Finding::AnswerAgain(version) => fill(m.finding_answer_again, &[("version", version)]),
        Finding::ClaimedTotal { claimed, computed } => fill(
            m.finding_claimed_total,
            &[("claimed", &claimed.figure()), ("computed", &computed.figure())],
        ),
        Finding::TooFew { answered, scored } => fill(
            m.finding_too_few,
            &[("done", &answered.to_string()), ("all", &scored.to_string())],
        ),
    }
}

/// Returns the findings of a criterion.
fn of(form: &Context, sheet: &CriterionSheet) -> Vec<Finding> {
    of_criterion(&sheet.spec, &sheet.entry, &sheet.tally, &form.rubric.rules, &form.facts)
}

#[derive(Properties, PartialEq)]
pub(super) struct FindingsProps {
    pub(super) sheet: PtrEq<CriterionSheet>,
}

/// The findings of a criterion, shown beside it. New findings wait until the person leaves the criterion, because an unfinished
/// entry is no reason to ask. A missing reason is already marked at its own field.
#[component]
pub(super) fn Findings(props: &FindingsProps) -> Html {
    let form = use_form();
    let (m, sheet) = (form.messages(), &*props.sheet);
    let known = use_mut_ref(Vec::new);
    let turn = use_force_update();
    let ordinal = sheet.spec.ordinal;
    let found = if sheet.tally.findings == 0 {
        Vec::new()
    } else {
        of(&form, sheet)
    };
    let mut known = known.borrow_mut();
    if form.live.is_in(ordinal) {
        let arose = found.iter().any(|finding| !known.contains(&finding.code()));
        if arose {
            form.live.once_left(
                ordinal,
                Callback::from(move |()| {
                    let turn = turn.clone();
                    // Leaving usually starts with a press elsewhere; nothing may move under that press.
                    after_press(Callback::from(move |()| turn.force_update()));
                }),
            );
        }
    } else {
        *known = found.iter().map(Finding::code).collect();
    }
    let shown: Vec<_> = found
        .iter()
        .filter(|finding| known.contains(&finding.code()) && !matches!(finding, Finding::ReasonMissing))
        .collect();
    if shown.is_empty() {
        return Html::default();
    }
    let again = shown.iter().any(|finding| matches!(finding, Finding::AnswerAgain(_)));
    let looked = {
        let criterion = sheet.spec.id.clone();
        form.emit.reform(move |_: MouseEvent| {
            FormAction::Change(Change::Carried {
                criterion: criterion.clone(),
                version: None,
            })
        })
    };
    html! {
        <ul class="findings">
            { for shown.into_iter().map(|finding| line(form.locale, finding)) }
            if again {
                <li><button type="button" class="quiet-button" id={format!("looked-{ordinal}")} aria-label={form.named(m.looked_again, &sheet.spec)} onclick={looked}>{ m.looked_again }</button></li>
            }
        </ul>
    }
}

fn line(locale: Locale, finding: &Finding) -> Html {
    let m = locale.messages;
    let class = match finding.severity() {
        Severity::Minor => "minor",
        Severity::Major => "major",
        Severity::Critical => "critical",
    };
    html! {
        <li class={class} key={finding.code()}><strong class="severity">{ severity_name(m, finding.severity()) }</strong>{ " " }{ text(locale, finding) }</li>
    }
}

/// Renders all findings, each with a link to its criterion.
pub(super) fn list(form: &Context, state: &State) -> Html {
    let m = form.messages();
    let root = &state.record.sheet.root;
    let mut found: Vec<Rc<CriterionSheet>> = Vec::new();
    root.next(0, &|tally| tally.findings > 0, usize::MAX, &mut found);
    let whole = state.outcome.findings(&state.rubric, state.record.claimed_total);
    if found.is_empty() && whole.is_empty() {
        return html! { <p class="none">{ m.no_findings }</p> };
    }
    let count = found.len();
    let row = {
        let form = form.clone();
        Callback::from(move |i: usize| found.get(i).map(|sheet| place(&form, sheet, i)).unwrap_or_default())
    };
    html! {
        <>
            <p class="quiet">{ m.findings_about }</p>
            if !whole.is_empty() {
                <ul class="findings">{ for whole.iter().map(|finding| line(form.locale, finding)) }</ul>
            }
            { drawn::<Long>(LongProps { class: "finding-places".into(), ..LongProps::new(m, count, row) }) }
        </>
    }
}

/// Renders a criterion with its findings and a link to the criterion.
fn place(form: &Context, sheet: &CriterionSheet, index: usize) -> Html {
    let ordinal = sheet.spec.ordinal;
    let onclick = form.emit.reform(move |_: MouseEvent| FormAction::Visit(ordinal));
    html! {
        <li key={index}>
            <button type="button" class="list-item" {onclick}>
                <span class="no">{ sheet.spec.label.as_ref().map(|label| form.text(label)).unwrap_or_default() }</span>
                <span class="list-text">{ form.text(&sheet.spec.text) }</span>
            </button>
            <ul class="findings">{ for of(form, sheet).iter().map(|finding| line(form.locale, finding)) }</ul>
        </li>
    }
}
