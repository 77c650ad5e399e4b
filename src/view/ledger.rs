//! The ledger of problems and measures over all criteria, by owner, due and status, and printed as a rectification order.

use super::context::{Context, Doing, use_form};
use super::long::{Kind, Long, Words};
use super::nav::StateProps;
use super::support::{severity_name, status_name, statuses};
use super::wording::foreign;
use crate::foreign::direction::isolated;
use crate::locale::fill;
use assessment::answers::{Deficiency, RemedyStatus};
use assessment::score::{CriterionSheet, SectionSheet};
use std::collections::BTreeSet;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The most people that can be chosen among: nobody looks through more.
const OWNERS: usize = 500;

/// A problem with the criterion that it is about.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) sheet: Rc<CriterionSheet>,
    pub(super) problem: Deficiency,
}

/// Every problem that says something, in the order of the form.
pub(super) fn lines(section: &SectionSheet) -> Vec<Line> {
    let mut all = Vec::new();
    gather(section, &mut all);
    all
}

fn gather(section: &SectionSheet, all: &mut Vec<Line>) {
    for sheet in section.criteria.iter() {
        let said = sheet.entry.problems.iter().filter(|problem| !problem.is_blank());
        all.extend(said.map(|problem| Line {
            sheet: sheet.clone(),
            problem: problem.clone(),
        }));
    }
    for inner in section.sections.iter() {
        gather(inner, all);
    }
}

/// What the ledger shows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shown {
    owner: Option<Rc<str>>,
    due: Option<Due>,
    status: Option<RemedyStatus>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Due {
    Overdue,
    Set,
    Unset,
}

impl Shown {
    fn has(&self, problem: &Deficiency, today: &str) -> bool {
        let remedy = &problem.remedy;
        let due = self.due.is_none_or(|due| match due {
            Due::Overdue => remedy.is_overdue(today),
            Due::Set => !remedy.due.is_empty(),
            Due::Unset => remedy.due.is_empty(),
        });
        due && self.owner.as_ref().is_none_or(|owner| *remedy.owner == **owner)
            && self.status.is_none_or(|status| remedy.status == status)
    }
}

/// The ledger.
#[component]
pub(super) fn Ledger(props: &StateProps) -> Html {
    let form = use_form();
    let m = form.messages();
    let all = lines(&props.state.record.sheet.root);
    let shown = use_state(Shown::default);
    let today = form.facts.today.clone();
    let rows: Rc<[Line]> = all
        .iter()
        .filter(|line| shown.has(&line.problem, &today))
        .cloned()
        .collect();
    let drawn = {
        let (form, rows) = (form.clone(), rows.clone());
        Callback::from(move |i: usize| rows.get(i).map(|line| row(&form, line, i)).unwrap_or_default())
    };
    let print = form.emit.reform(|_: MouseEvent| Doing::PrintOrder);
    let owners: BTreeSet<Rc<str>> = all.iter().map(|line| line.problem.remedy.owner.clone()).collect();
    let owners = owners.into_iter().take(OWNERS).map(|owner| {
        let name = if owner.is_empty() {
            m.ledger_no_owner.to_owned()
        } else {
            isolated(&owner).into_owned()
        };
        (Some(owner), name)
    });
    let dues = [
        (Due::Overdue, m.ledger_overdue),
        (Due::Set, m.ledger_due_set),
        (Due::Unset, m.ledger_due_unset),
    ];
    let dues = dues.map(|(due, name)| (Some(due), name.to_owned()));
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
                <button type="button" class="touch" onclick={print} disabled={all.is_empty()}>{ m.print_order }</button>
            </div>
            if all.is_empty() {
                <p class="none">{ m.ledger_empty }</p>
            } else {
                <p class="quiet">{ fill(m.ledger_count, &[("shown", &rows.len().to_string()), ("all", &all.len().to_string())]) }</p>
                // Another choice is another list, shown from its beginning.
                <Long key={format!("{:?}", *shown)} messages={Words(m)} kind={Kind::Numbers} class="ledger" count={rows.len()} row={drawn} />
            }
        </>
    }
}

fn row(form: &Context, line: &Line, index: usize) -> Html {
    let m = form.messages();
    let (spec, problem) = (&line.sheet.spec, &line.problem);
    let remedy = &problem.remedy;
    let ordinal = spec.ordinal;
    let onclick = form.emit.reform(move |_: MouseEvent| Doing::Visit(ordinal));
    let late = remedy.is_overdue(&form.facts.today);
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
            <dl>
                <div><dt>{ m.problem_found }</dt><dd>{ or(&problem.text, m.ledger_blank) }{ " " }<span class="badge">{ severity_name(m, problem.severity) }</span></dd></div>
                <div><dt>{ m.remedy }</dt><dd>{ or(&remedy.text, m.ledger_no_measure) }</dd></div>
                <div><dt>{ m.remedy_owner }</dt><dd>{ or(&remedy.owner, m.ledger_no_owner) }</dd></div>
                <div><dt>{ m.remedy_due }</dt><dd>{ or(&remedy.due, m.ledger_due_unset) }{ if late { format!(" {}", m.ledger_overdue) } else { String::new() } }</dd></div>
                <div><dt>{ m.remedy_status }</dt><dd>{ status_name(m, remedy.status) }{ " " }{ foreign(remedy.done.clone()) }</dd></div>
            </dl>
        </li>
    }
}

/// A labelled choice that narrows what is shown.
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
