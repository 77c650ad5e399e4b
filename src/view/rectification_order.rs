//! The printed rectification order: every problem with its measure, the owner and the due date.

use super::context::Context;
use super::ledger::lines;
use super::ledger_filter::Shown;
use super::print::{facts, signatures};
use super::problem_words::{severity_name, status_name};
use super::texts::foreign;
use crate::state::State;
use yew::prelude::*;

/// Renders the order with the problems that the ledger shows.
pub(super) fn order(form: &Context, state: &State, shown: &Shown) -> Html {
    let m = form.messages();
    let mut lines = lines(&state.record.sheet.root);
    lines.retain(|line| shown.has(&line.problem, &form.facts.today));
    let subject = state.record.subject(&state.rubric);
    html! {
        <article class="print">
            <h1>{ m.order_title }</h1>
            <p class="print-facts">{ form.text(&state.rubric.title) }{ m.dot }{ facts(form, state) }</p>
            if let Some(subject) = subject {
                <p class="print-facts">{ foreign(subject) }</p>
            }
            if let Some(narrowed) = shown.words(m) {
                <p class="print-facts">{ narrowed }</p>
            }
            <table class="print-scores">
                <thead>
                    <tr>
                        <th class="col-no">{ m.print_no }</th>
                        <th>{ m.problem_found }</th>
                        <th>{ m.remedy }</th>
                        <th class="col-owner">{ m.remedy_owner }</th>
                        <th class="col-owner">{ m.remedy_due }</th>
                        <th class="col-points">{ m.remedy_status }</th>
                    </tr>
                </thead>
                <tbody>
                    { for lines.iter().enumerate().map(|(i, line)| {
                        let (spec, problem) = (&line.sheet.spec, &line.problem);
                        let remedy = &problem.remedy;
                        html! {
                            <tr key={i}>
                                <td class="col-no">{ (i + 1).to_string() }</td>
                                <td>
                                    { foreign(problem.text.clone()) }
                                    <span class="print-about">{ severity_name(m, problem.severity) }{ m.dot }{ spec.label.as_ref().map(|label| form.text(label)).unwrap_or_default() }{ " " }{ form.text(&spec.text) }</span>
                                </td>
                                <td>{ foreign(remedy.text.clone()) }</td>
                                <td>{ foreign(remedy.owner.clone()) }</td>
                                <td>{ foreign(form.locale.day(&remedy.due)) }</td>
                                <td>{ status_name(m, remedy.status) }</td>
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
            { signatures(form, state) }
        </article>
    }
}
