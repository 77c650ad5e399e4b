//! The ledger of problems and measures over all criteria, by owner, due date and status. Entries can be edited in place, and the
//! entries shown can be printed as a rectification order.

use super::context::{Context, FormAction, use_form};
use super::drawn::drawn_in_list;
use super::evidence_and_problems::problem_fields;
use super::ledger_filter::{Due, Shown, owner_name};
use super::long::{Kind, Long, LongProps};
use super::nav::StateProps;
use super::problem_words::{severity_name, status_name, statuses};
use super::texts::foreign;
use crate::locale::fill;
use assessment::answers::Deficiency;
use assessment::score::{CriterionSheet, SectionSheet};
use std::collections::BTreeSet;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The maximum number of owners to choose from: nobody looks through more.
const OWNERS: usize = 500;

/// A problem with its criterion and its index among the criterion's problems.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) sheet: Rc<CriterionSheet>,
    pub(super) problem: Deficiency,
    index: usize,
}

impl Line {
    fn place(&self) -> (u32, usize) {
        (self.sheet.spec.ordinal, self.index)
    }
}

/// Returns every problem that is not blank, in the order of the form.
pub(super) fn lines(section: &SectionSheet) -> Vec<Line> {
    let mut all = Vec::new();
    gather(section, &mut all);
    all
}

fn gather(section: &SectionSheet, all: &mut Vec<Line>) {
    for sheet in section.criteria.iter() {
        let each = sheet.entry.problems.iter().enumerate();
        let said = each.filter(|(_, problem)| !problem.is_blank());
        all.extend(said.map(|(index, problem)| Line {
            sheet: sheet.clone(),
            problem: problem.clone(),
            index,
        }));
    }
    for inner in section.sections.iter() {
        gather(inner, all);
    }
}

/// The ledger.
#[component]
pub(super) fn Ledger(props: &StateProps) -> Html {
    let form = use_form();
    let m = form.messages();
    let all = lines(&props.state.record.sheet.root);
    let shown = use_state(Shown::default);
    // The entry that is being edited stays in the list, even if it no longer matches the filter.
    let changing = use_state_eq(|| None::<(u32, usize)>);
    let today = form.facts.today.clone();
    let is_shown = |line: &&Line| shown.has(&line.problem, &today) || *changing == Some(line.place());
    let rows: Rc<[Line]> = all.iter().filter(is_shown).cloned().collect();
    let each = {
        let (form, rows, changing) = (form.clone(), rows.clone(), changing.clone());
        Callback::from(move |i: usize| {
            rows.get(i)
                .map(|line| row(&form, line, i, &changing))
                .unwrap_or_default()
        })
    };
    let print = {
        let shown = shown.clone();
        form.emit
            .reform(move |_: MouseEvent| FormAction::PrintOrder((*shown).clone()))
    };
    let mut owners = BTreeSet::new();
    owners.extend(all.iter().map(|line| line.problem.remedy.owner.clone()));
    let owners = owners.into_iter().take(OWNERS).map(|owner| {
        let name = owner_name(m, &owner);
        (Some(owner), name)
    });
    let dues = [Due::Overdue, Due::Set, Due::Unset].map(|due| (Some(due), due.name(m).to_owned()));
    let states = statuses(m)
        .into_iter()
        .map(|(status, name)| (Some(status), name.to_owned()));
    let everyone = || [(None, m.filter_all.to_owned())].into_iter();
    html! {
        <>
            <div class="fields ledger-filter">
                { pick("ledger-owner", m.remedy_owner, everyone().chain(owners).collect(), shown.owner.clone(), { let shown = shown.clone(); move |owner| shown.set(Shown { owner, ..(*shown).clone() }) }) }
                { pick("ledger-due", m.remedy_due, [(None, m.filter_all.to_owned())].into_iter().chain(dues).collect(), shown.due, { let shown = shown.clone(); move |due| shown.set(Shown { due, ..(*shown).clone() }) }) }
                { pick("ledger-status", m.remedy_status, [(None, m.filter_all.to_owned())].into_iter().chain(states).collect(), shown.status, { let shown = shown.clone(); move |status| shown.set(Shown { status, ..(*shown).clone() }) }) }
                <button type="button" class="touch" onclick={print} disabled={rows.is_empty()}>{ m.print_order }</button>
            </div>
            if all.is_empty() {
                <p class="none">{ m.ledger_empty }</p>
            } else {
                <p class="quiet" id="ledger-count" tabindex="-1">{ fill(m.ledger_count, &[("shown", &rows.len().to_string()), ("all", &all.len().to_string())]) }</p>
                // Another filter is another list, shown from its start.
                { drawn_in_list::<Long>(format!("{:?}", *shown), LongProps { kind: Kind::Numbers, class: "ledger".into(), ..LongProps::new(m, rows.len(), each) }) }
            }
        </>
    }
}

fn row(form: &Context, line: &Line, index: usize, changing: &UseStateHandle<Option<(u32, usize)>>) -> Html {
    let m = form.messages();
    let (spec, problem) = (&line.sheet.spec, &line.problem);
    let remedy = &problem.remedy;
    let ordinal = spec.ordinal;
    let onclick = form.emit.reform(move |_: MouseEvent| FormAction::Visit(ordinal));
    let late = remedy.is_overdue(&form.facts.today);
    let place = line.place();
    let is_changing = **changing == Some(place);
    let change = {
        let (emit, changing) = (form.emit.clone(), changing.clone());
        let first = format!("lq-{}-{}-text", place.0, place.1);
        Callback::from(move |_: MouseEvent| {
            changing.set((!is_changing).then_some(place));
            if !is_changing {
                emit.emit(FormAction::Focus(first.clone()));
            }
        })
    };
    let or = |text: &Rc<str>, none: &'static str| {
        if text.trim().is_empty() {
            html! { { none } }
        } else {
            foreign(text.clone())
        }
    };
    html! {
        <li class={classes!("ledger-line", late.then_some("late"))} key={index}>
            <button type="button" class="list-item" {onclick}>
                <span class="no">{ spec.label.as_ref().map(|label| form.text(label)).unwrap_or_default() }</span>
                <span class="list-text">{ form.text(&spec.text) }</span>
            </button>
            if is_changing {
                <div class="support boxed">{ problem_fields(form, &line.sheet, line.index, "lq", "ledger-count") }</div>
            } else {
            <dl>
                <div><dt>{ m.problem_found }</dt><dd>{ or(&problem.text, m.ledger_blank) }{ " " }<span class="badge">{ severity_name(m, problem.severity) }</span></dd></div>
                <div><dt>{ m.remedy }</dt><dd>{ or(&remedy.text, m.ledger_no_measure) }</dd></div>
                <div><dt>{ m.remedy_owner }</dt><dd>{ or(&remedy.owner, m.ledger_no_owner) }</dd></div>
                <div><dt>{ m.remedy_due }</dt><dd>{ or(&form.locale.day(&remedy.due).into(), m.ledger_due_unset) }{ if late { format!(" {}", m.ledger_overdue) } else { String::new() } }</dd></div>
                <div><dt>{ m.remedy_status }</dt><dd>{ status_name(m, remedy.status) }{ " " }{ foreign(form.locale.day(&remedy.done)) }</dd></div>
            </dl>
            }
            if !form.read_only {
                <button type="button" class="quiet-button" aria-expanded={if is_changing { "true" } else { "false" }} aria-label={form.named(m.ledger_change, spec)} onclick={change}>{ if is_changing { m.ledger_changed } else { m.ledger_change } }</button>
            }
        </li>
    }
}

/// Renders a labelled select that filters the ledger.
fn pick<T: Clone + PartialEq + 'static>(
    id: &'static str,
    label: &'static str,
    options: Vec<(Option<T>, String)>,
    value: Option<T>,
    choose: impl Fn(Option<T>) + 'static,
) -> Html {
    let all: Vec<_> = options.iter().map(|(option, _)| option.clone()).collect();
    let onchange = Callback::from(move |event: Event| {
        let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        choose(
            usize::try_from(index)
                .ok()
                .and_then(|index| all.get(index).cloned())
                .flatten(),
        );
    });
    html! {
        <div class="field">
            <label for={id}>{ label }</label>
            <select {id} autocomplete="off" {onchange}>
                { for options.into_iter().map(|(option, name)| html! { <option selected={option == value}>{ name }</option> }) }
            </select>
        </div>
    }
}
