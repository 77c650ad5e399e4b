//! The entries beside an answer, edited in place: evidence, problems, and the measures against them.

use super::attachment::{AttachedFile, FileProps, limits};
use super::context::{Context, FormAction};
use super::drawn::{drawn, drawn_in_list};
use super::fields::{line, select_value};
use super::long::{Long, LongProps};
use super::problem_words::{severity_name, statuses};
use super::ptr_eq::PtrEq;
use super::tools::Tool;
use crate::locale::Messages;
use crate::state::Change;
use assessment::answers::{Deficiency, Entry, Evidence, EvidenceKind, Remedy, RemedyStatus, Severity};
use assessment::rubric::Criterion;
use assessment::score::CriterionSheet;
use std::rc::Rc;
use yew::prelude::*;

/// Returns the tools that add evidence and problems to a criterion.
pub(super) fn adding(form: &Context, sheet: &CriterionSheet) -> Vec<Tool> {
    let m = form.messages();
    let (spec, entry) = (&sheet.spec, &sheet.entry);
    let add = |own: &'static str, text: &'static str, change: fn(&Criterion, Entry) -> (Change, String)| {
        let (emit, live, spec) = (form.emit.clone(), form.live.clone(), spec.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            let (change, first) = change(&spec, live.entry(&spec));
            emit.emit(FormAction::Change(change));
            emit.emit(FormAction::Focus(first));
        });
        Tool::button(own, text, onclick)
    };
    let evidence = |spec: &Criterion, entry: Entry| {
        let (evidence, last) = with_one_blank(entry.evidence.to_vec());
        let criterion = spec.id.clone();
        let first = format!("e-{}-{last}-name", spec.ordinal);
        (Change::Evidence { criterion, evidence }, first)
    };
    let problems = |spec: &Criterion, entry: Entry| {
        let (problems, last) = with_one_blank(entry.problems.to_vec());
        let criterion = spec.id.clone();
        let first = format!("q-{}-{last}-text", spec.ordinal);
        (Change::Problems { criterion, problems }, first)
    };
    let mut tools = Vec::new();
    if !spec.evidence.is_empty() || spec.evidence_required.is_some() || !entry.evidence.is_empty() {
        tools.push(add("evidence", m.add_evidence, evidence));
        if !form.hosted {
            tools.push(Tool::Attach);
        }
    }
    if !entry.problems.is_empty() || form.rubric.rules.problems.is_some() {
        tools.push(add("problem", m.add_problem, problems));
    }
    tools
}

/// Renders the evidence and the problems of a criterion.
pub(super) fn evidence_and_problems(form: &Context, sheet: &PtrEq<CriterionSheet>) -> Html {
    let m = form.messages();
    let entry = &sheet.entry;
    if entry.evidence.is_empty() && entry.problems.is_empty() {
        return Html::default();
    }
    html! {
        <div class="support boxed">
            if !entry.evidence.is_empty() {
                { list(form, sheet, "evidence", m.evidence, entry.evidence.len(), evidence_fields) }
            }
            if !entry.problems.is_empty() {
                { list(form, sheet, "problems-found", m.problems, entry.problems.len(), own_problem_fields) }
            }
            if !entry.evidence.is_empty() && !form.hosted {
                <p class="hint">{ limits(m) }</p>
            }
        </div>
    }
}

/// Renders a list of entries beside an answer, each with its fields.
fn list(
    form: &Context,
    sheet: &PtrEq<CriterionSheet>,
    class: &'static str,
    label: &'static str,
    count: usize,
    fields: fn(&Context, &CriterionSheet, usize) -> Html,
) -> Html {
    let m = form.messages();
    let (form, sheet) = (form.clone(), sheet.clone());
    let row = Callback::from(move |i| html! { <li key={i}>{ fields(&form, &sheet, i) }</li> });
    drawn::<Long>(LongProps {
        class: class.into(),
        label: Some(label.into()),
        ..LongProps::new(m, count, row)
    })
}

/// Appends a blank item unless the last item is blank, so a second click on the button adds nothing. Returns the list and the
/// index of the blank item.
fn with_one_blank<T: Default + PartialEq>(mut all: Vec<T>) -> (Vec<T>, usize) {
    let blank = T::default();
    if all.last() != Some(&blank) {
        all.push(blank);
    }
    let last = all.len() - 1;
    (all, last)
}

/// Returns the list with the item at an index changed, or removed if `change` is `None`. If the list no longer has `drawn` items,
/// the index is stale and the list is returned unchanged.
fn with<T: Clone>(all: &[T], (index, drawn): (usize, usize), change: Option<&dyn Fn(&mut T)>) -> Vec<T> {
    let mut next = all.to_vec();
    match change {
        _ if next.len() != drawn || index >= drawn => {}
        Some(change) => change(&mut next[index]),
        None => drop(next.remove(index)),
    }
    next
}

fn evidence_fields(form: &Context, sheet: &CriterionSheet, index: usize) -> Html {
    let (m, ordinal) = (form.messages(), sheet.spec.ordinal);
    let now = sheet.entry.evidence[index].clone();
    let place = (index, sheet.entry.evidence.len());
    let (live, spec) = (form.live.clone(), sheet.spec.clone());
    let list = move |change: Option<&dyn Fn(&mut Evidence)>| Change::Evidence {
        criterion: spec.id.clone(),
        evidence: with(&live.entry(&spec).evidence, place, change),
    };
    let rest = {
        let list = list.clone();
        move || list(None)
    };
    let changed = Rc::new(move |change: &dyn Fn(&mut Evidence)| list(Some(change)));
    let id = |own: &str| format!("e-{ordinal}-{index}-{own}");
    let [name, kind, reference, date] = [(); 4].map(|()| changed.clone());
    let kinds = EvidenceKind::ALL
        .iter()
        .map(|kind| (*kind, kind_name(m, *kind)))
        .collect();
    html! {
        <div class="fields" role="group" aria-label={format!("{} {}", m.evidence, index + 1)}>
            { line(form, id("name"), "text", m.evidence_name, &now.name, move |text| name(&|one| one.name = text.clone())) }
            { select_value(form, id("kind"), m.evidence_kind, kinds, now.kind, move |value| kind(&|one| one.kind = value)) }
            { line(form, id("reference"), "text", m.evidence_reference, &now.reference, move |text| reference(&|one| one.reference = text.clone())) }
            { line(form, id("date"), "date", m.evidence_date, &now.date, move |text| date(&|one| one.date = text.clone())) }
            { remove(form, sheet, id("remove"), m.remove_evidence, &format!("i-{ordinal}"), rest) }
            if let Some(file) = now.file.clone() {
                { drawn_in_list::<AttachedFile>(file.kept.sha256.to_string(), FileProps { file: PtrEq(file.clone()), id: id("file").into() }) }
            }
        </div>
    }
}

/// Renders the fields of a problem at its criterion.
fn own_problem_fields(form: &Context, sheet: &CriterionSheet, index: usize) -> Html {
    problem_fields(form, sheet, index, "q", &format!("i-{}", sheet.spec.ordinal))
}

/// Renders the fields of a problem and of the measure against it; `begins` is the prefix of their element ids. After removal, the
/// focus moves to `back`.
pub(super) fn problem_fields(
    form: &Context,
    sheet: &CriterionSheet,
    index: usize,
    begins: &'static str,
    back: &str,
) -> Html {
    let (m, ordinal) = (form.messages(), sheet.spec.ordinal);
    let now = sheet.entry.problems[index].clone();
    let place = (index, sheet.entry.problems.len());
    let (live, spec) = (form.live.clone(), sheet.spec.clone());
    let list = move |change: Option<&dyn Fn(&mut Deficiency)>| Change::Problems {
        criterion: spec.id.clone(),
        problems: with(&live.entry(&spec).problems, place, change),
    };
    let rest = {
        let list = list.clone();
        move || list(None)
    };
    let changed = Rc::new(move |change: &dyn Fn(&mut Deficiency)| list(Some(change)));
    let id = |own: &str| format!("{begins}-{ordinal}-{index}-{own}");
    let [text, category, severity, measure, owner, due, status, done] = [(); 8].map(|()| changed.clone());
    let Remedy {
        text: remedy,
        owner: who,
        due: when,
        status: how,
        done: finished,
    } = now.remedy.clone();
    html! {
        <div class="fields" role="group" aria-label={format!("{} {}", m.problem_found, index + 1)}>
            { line(form, id("text"), "text", m.problem_found, &now.text, move |value| text(&|one| one.text = value.clone())) }
            { line(form, id("category"), "text", m.problem_category, &now.category, move |value| category(&|one| one.category = value.clone())) }
            { select_value(form, id("severity"), m.problem_severity, severities(m), now.severity, move |value| severity(&|one| one.severity = value)) }
            { line(form, id("measure"), "text", m.remedy, &remedy, move |value| measure(&|one| one.remedy.text = value.clone())) }
            { line(form, id("owner"), "text", m.remedy_owner, &who, move |value| owner(&|one| one.remedy.owner = value.clone())) }
            { line(form, id("due"), "date", m.remedy_due, &when, move |value| due(&|one| one.remedy.due = value.clone())) }
            { select_value(form, id("status"), m.remedy_status, statuses(m), how, move |value| status(&|one| one.remedy.status = value)) }
            if how == RemedyStatus::Done {
                { line(form, id("done"), "date", m.remedy_done_on, &finished, move |value| done(&|one| one.remedy.done = value.clone())) }
            }
            { remove(form, sheet, id("remove"), m.remove_problem, back, rest) }
        </div>
    }
}

fn remove(
    form: &Context,
    sheet: &CriterionSheet,
    id: String,
    text: &'static str,
    back: &str,
    change: impl Fn() -> Change + 'static,
) -> Html {
    let (emit, back) = (form.emit.clone(), back.to_owned());
    let onclick = Callback::from(move |_: MouseEvent| {
        emit.emit(FormAction::Change(change()));
        emit.emit(FormAction::Focus(back.clone()));
    });
    html! {
        <button type="button" class="quiet-button" {id} aria-label={form.named(text, &sheet.spec)} {onclick}>{ text }</button>
    }
}

fn kind_name(m: &Messages, kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Document => m.evidence_document,
        EvidenceKind::Photo => m.evidence_photo,
        EvidenceKind::Data => m.evidence_data,
        EvidenceKind::Site => m.evidence_site,
        EvidenceKind::Link => m.evidence_link,
        EvidenceKind::Other => m.evidence_other,
    }
}

fn severities(m: &Messages) -> Vec<(Severity, &'static str)> {
    Severity::ALL.iter().map(|one| (*one, severity_name(m, *one))).collect()
}
