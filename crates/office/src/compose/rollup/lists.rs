//! How often each finding occurs, and all problems with the measures against them.

use super::{Context, Rows, count};
use crate::write::xlsx::table::{Table, centred, literal, text};
use crate::write::xlsx::{Band, Sheet};
use assessment::answers::{RemedyStatus, Severity};
use std::collections::BTreeMap;

/// Makes the sheet with a row for each finding of each criterion.
pub(super) fn findings(context: &Context<'_>, rows: &Rows<'_>) -> Sheet {
    let words = context.words;
    let mut counts: BTreeMap<(Option<u32>, &str), (Severity, u32)> = BTreeMap::new();
    for row in rows.among.iter().filter_map(|at| rows.all.get(*at)) {
        for finding in row
            .of_rater(context.of.rater)
            .iter()
            .flat_map(|scores| &scores.findings)
        {
            let place = counts.entry((finding.criterion, &finding.code));
            place.or_insert((finding.severity, 0)).1 += 1;
        }
    }
    let mut all: Vec<_> = counts.into_iter().collect();
    // Those of the whole come last.
    all.sort_by_key(|((criterion, code), _)| (criterion.is_none(), *criterion, *code));
    let mut table = Table::new(context.common.findings, &[8, 48, 40, 10, 12], true);
    table.title(context.common.findings);
    table.head(&[
        context.common.number,
        context.common.content,
        context.common.finding,
        context.common.severity,
        words.times,
    ]);
    let texts = context.criteria();
    for ((criterion, code), (severity, times)) in all {
        let [label, content] = criterion
            .and_then(|place| texts.get(place as usize).cloned())
            .unwrap_or_else(|| [String::new(), context.common.total.to_owned()]);
        table.row(
            Band::Row,
            [
                centred(label),
                text(content),
                text(words.of_finding(code)),
                centred(self::severity(context, severity)),
                count(times),
            ],
        );
    }
    table.finish()
}

/// Makes the sheet with the problems.
pub(super) fn problems(context: &Context<'_>, rows: &Rows<'_>) -> Sheet {
    let common = context.common;
    let subject = context.subject();
    let mut table = Table::new(common.ledger, &[28, 16, 8, 40, 36, 10, 10, 36, 12, 12, 10, 12], true);
    table.title(common.ledger);
    table.head(&[
        &subject,
        common.period,
        common.number,
        common.content,
        common.problem,
        common.category,
        common.severity,
        common.measure,
        common.owner,
        common.due,
        common.status,
        common.done,
    ]);
    let texts = context.criteria();
    for row in rows.among.iter().filter_map(|at| rows.all.get(*at)) {
        for problem in row.problems.iter().filter(|problem| problem.rater == context.of.rater) {
            let criterion = texts.get(problem.criterion as usize).cloned();
            let [label, content] = criterion.unwrap_or_default();
            let status = match problem.status {
                _ if problem.measure.is_empty() => "",
                RemedyStatus::Open => common.status_open,
                RemedyStatus::Doing => common.status_doing,
                RemedyStatus::Done => common.status_done,
            };
            table.row(
                Band::Row,
                [
                    text(&*row.subject),
                    text(&*row.period),
                    centred(label),
                    text(content),
                    text(&*problem.text),
                    centred(&*problem.category),
                    centred(severity(context, problem.severity)),
                    text(&*problem.measure),
                    centred(&*problem.owner),
                    literal(&*problem.due),
                    centred(status),
                    literal(&*problem.done),
                ],
            );
        }
    }
    table.finish()
}

fn severity(context: &Context<'_>, severity: Severity) -> &'static str {
    match severity {
        Severity::Minor => context.common.minor,
        Severity::Major => context.common.major,
        Severity::Critical => context.common.critical,
    }
}
