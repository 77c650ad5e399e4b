//! Every problem of every subject, as one ledger.

use super::figures::names;
use super::{Ui, table};
use crate::locale::fill;
use assessment::answers::{RemedyStatus, Severity};
use yew::prelude::*;

/// How many problems are shown. A file has all.
const SHOWN: usize = 200;

pub(super) fn problems(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let [_, criteria] = names(ui);
    let rows = ui.page.rows();
    let all = || {
        let shown = ui.page.shown();
        let all: Vec<usize> = shown.to_vec();
        all.into_iter()
            .flat_map(|at| rows[at].problems.iter().map(move |problem| (at, problem)))
    };
    let count = all().count();
    if count == 0 {
        return html! { <p>{ m.problems_none }</p> };
    }
    let lines = all().take(SHOWN).map(|(at, problem)| {
        let severity = match problem.severity {
            Severity::Minor => m.severity_minor,
            Severity::Major => m.severity_major,
            Severity::Critical => m.severity_critical,
        };
        let status = match problem.status {
            RemedyStatus::Open => m.status_open,
            RemedyStatus::Doing => m.status_doing,
            RemedyStatus::Done => m.status_done,
        };
        vec![
            ui.name(&rows[at]),
            criteria.get(problem.criterion as usize).cloned().unwrap_or_default(),
            problem.text.to_string(),
            severity.to_owned(),
            problem.measure.to_string(),
            problem.owner.to_string(),
            ui.locale.day(&problem.due),
            status.to_owned(),
        ]
    });
    let columns = [
        m.subject,
        m.criterion,
        m.problem,
        m.severity,
        m.measure,
        m.owner,
        m.due,
        m.status,
    ];
    let shown = [("shown", ui.count(count.min(SHOWN))), ("count", ui.count(count))];
    let shown = shown.each_ref().map(|(name, value)| (*name, &**value));
    html! {
        <>
            <p class="quiet">{ fill(m.shown, &shown) }</p>
            { table(m.tab_problems, &columns, lines) }
        </>
    }
}
