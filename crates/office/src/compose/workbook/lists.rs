//! Findings, problems with measures, and evidence, of all raters.

use super::Context;
use super::lines::{Line, Lines};
use super::scores::numbered;
use super::words::fill;
use crate::write::xlsx::table::{Table, centred, literal, text};
use crate::write::xlsx::{Band, Content, Form, Sheet};
use assessment::answers::{RemedyStatus, Severity};
use assessment::findings::{Finding, of_criterion};
use assessment::points::Decimal;
use assessment::score::CriterionSheet;
use std::rc::Rc;

/// A row of a list, without its number and its rater.
type Row = Vec<(Content, Form)>;

/// A list: a row for everything of some kind, in the order of the form, rater by rater.
struct List<'l> {
    name: &'static str,
    /// The heads and the widths of its columns, after that of the number.
    columns: &'l [(&'static str, u16)],
    rows: Vec<(Rc<str>, Row)>,
}

/// What a list has of one rater: rows for each criterion, and for the whole.
fn gathered(
    context: &Context<'_>,
    rows: &mut dyn FnMut(Option<&CriterionSheet>, &Lines<'_>) -> Vec<Row>,
) -> Vec<(Rc<str>, Row)> {
    let rubric = context.rubric;
    let mut all = Vec::new();
    for (rater, sheet) in context.record.sheets(rubric) {
        let lines = Lines::of(&sheet.root, &sheet.facts, &rubric.rules, sheet.outcome(rubric));
        let mut found = Vec::new();
        for line in &lines.lines {
            if let Line::Criterion(criterion) = line {
                found.extend(rows(Some(criterion), &lines));
            }
        }
        found.extend(rows(None, &lines));
        all.extend(found.into_iter().map(|row| (rater.clone(), row)));
    }
    all
}

impl List<'_> {
    fn sheet(self, context: &Context<'_>) -> Sheet {
        let words = context.words;
        let has_raters = context.rubric.raters.len() > 1;
        let mut columns = vec![(words.number, 6)];
        columns.extend_from_slice(self.columns);
        if has_raters {
            columns.push((words.rater, 12));
        }
        let (heads, widths): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
        let mut table = Table::new(self.name, &widths, true);
        table.title(self.name);
        let about = [context.text(&context.rubric.title), context.record.period.to_string()];
        let subject = context.subject().map(|subject| subject.to_string());
        let about = subject.into_iter().chain(about).filter(|part| !part.is_empty());
        table.note(&about.collect::<Vec<_>>().join(" · "));
        table.head(&heads);
        for (number, (rater, row)) in (1..).zip(&self.rows) {
            let rater = has_raters.then(|| centred(context.rater(rater)));
            let number = (Content::Number(Decimal::whole(number)), Form::Centre);
            table.row(Band::Row, [number].into_iter().chain(row.iter().cloned()).chain(rater));
        }
        if self.rows.is_empty() {
            table.note(words.none);
        }
        table.finish()
    }
}

/// The numbering and the text of a criterion.
fn of(context: &Context<'_>, sheet: &CriterionSheet) -> Row {
    let label = sheet.spec.label.as_ref().map(|label| context.text(label));
    vec![
        numbered(label.unwrap_or_default()),
        text(context.text(&sheet.spec.text)),
    ]
}

/// Makes the sheet with the findings.
pub(super) fn findings(context: &Context<'_>) -> Sheet {
    let words = context.words;
    let mut rows = |criterion: Option<&CriterionSheet>, lines: &Lines<'_>| {
        let (begin, found) = match criterion {
            Some(sheet) if sheet.tally.findings == 0 => return Vec::new(),
            Some(sheet) => {
                let found = of_criterion(&sheet.spec, &sheet.entry, &sheet.tally, lines.rules, lines.facts);
                (of(context, sheet), found)
            }
            None => {
                let found = lines.outcome.findings(context.rubric, context.record.claimed_total);
                (vec![text(""), text(words.total)], found)
            }
        };
        let row = |finding: &Finding| {
            let own = [
                centred(severity(context, finding.severity())),
                text(asked(context, finding)),
            ];
            begin.iter().cloned().chain(own).collect()
        };
        found.iter().map(row).collect()
    };
    List {
        name: words.findings,
        columns: &[
            (words.item, 9),
            (words.content, 44),
            (words.severity, 8),
            (words.finding, 56),
        ],
        rows: gathered(context, &mut rows),
    }
    .sheet(context)
}

/// Makes the sheet with the problems and the measures against them.
pub(super) fn ledger(context: &Context<'_>) -> Sheet {
    let words = context.words;
    let mut rows = |criterion: Option<&CriterionSheet>, _: &Lines<'_>| {
        let Some(sheet) = criterion else { return Vec::new() };
        let units = context.joined(sheet.spec.units.iter().map(|unit| context.text(unit)));
        let problems = sheet.entry.problems.iter().filter(|problem| !problem.is_blank());
        let row = |problem: &assessment::answers::Deficiency| {
            let remedy = &problem.remedy;
            let status = match remedy.status {
                RemedyStatus::Doing => words.status_doing,
                RemedyStatus::Done => words.status_done,
                _ => words.status_open,
            };
            let mut row = of(context, sheet);
            row.extend([
                text(&*problem.text),
                text(&*problem.category),
                centred(severity(context, problem.severity)),
                text(units.clone()),
                text(&*remedy.text),
                text(&*remedy.owner),
                literal(&*remedy.due),
                centred(status),
                literal(&*remedy.done),
            ]);
            row
        };
        problems.map(row).collect()
    };
    List {
        name: words.ledger,
        columns: &[
            (words.item, 7),
            (words.content, 24),
            (words.problem, 26),
            (words.category, 8),
            (words.severity, 7),
            (words.units, 11),
            (words.measure, 26),
            (words.owner, 9),
            (words.due, 12),
            (words.status, 9),
            (words.done, 12),
        ],
        rows: gathered(context, &mut rows),
    }
    .sheet(context)
}

/// Makes the sheet with the evidence.
pub(super) fn evidence(context: &Context<'_>) -> Sheet {
    let words = context.words;
    let mut rows = |criterion: Option<&CriterionSheet>, _: &Lines<'_>| {
        let Some(sheet) = criterion else { return Vec::new() };
        let row = |piece: &assessment::answers::Evidence| {
            let kind = crate::compose::evidence::kind(context.form, piece);
            let file = piece.file.as_ref().map(|file| file.kept.name.to_string());
            let mut row = of(context, sheet);
            row.extend([
                text(piece.shown_name()),
                centred(kind),
                text(&*piece.reference),
                literal(&*piece.date),
                text(file.unwrap_or_default()),
            ]);
            row
        };
        sheet.entry.evidence.iter().map(row).collect()
    };
    List {
        name: words.evidence,
        columns: &[
            (words.item, 9),
            (words.content, 40),
            (words.name, 32),
            (words.kind, 12),
            (words.reference, 22),
            (words.date, 12),
            (words.file, 22),
        ],
        rows: gathered(context, &mut rows),
    }
    .sheet(context)
}

fn severity(context: &Context<'_>, severity: Severity) -> &'static str {
    match severity {
        Severity::Major => context.words.major,
        Severity::Critical => context.words.critical,
        _ => context.words.minor,
    }
}

/// Returns what a finding asks for.
fn asked(context: &Context<'_>, finding: &Finding) -> String {
    let template = context.words.asked(finding.code());
    let values: Vec<(&str, &dyn ToString)> = match finding {
        Finding::Overdue(due) => vec![("due", due)],
        Finding::Contradicts { typed, supported } => vec![("typed", typed), ("supported", supported)],
        Finding::EntryWithoutProof(count) | Finding::EntriesBeyond(count) => vec![("count", count)],
        Finding::AnswerAgain(version) => vec![("version", version)],
        Finding::ClaimedTotal { claimed, computed } => vec![("claimed", claimed), ("computed", computed)],
        Finding::TooFew { answered, scored } => vec![("answered", answered), ("items", scored)],
        _ => Vec::new(),
    };
    fill(template, &values)
}
