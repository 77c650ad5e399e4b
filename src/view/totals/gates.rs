//! The lines below the total: what overrode the grade, what the grade waits for, extra points, the rescaled sum.

use crate::locale::fill;
use crate::state::State;
use crate::view::context::Context;
use crate::view::figure::Figure as _;
use crate::view::wording::{notes, signed, too_few, yes_no};
use assessment::answers::Answer;
use assessment::points::Decimal;
use assessment::rubric::{Criterion, Gate};
use assessment::score::Standing;
use yew::prelude::*;

/// Renders what overrode the grade, extra points, and the plain sum if the total was rescaled.
pub(super) fn gates(form: &Context, state: &State) -> Html {
    let (m, outcome) = (form.messages(), &state.outcome);
    let gates = outcome.raised.iter().filter_map(|i| state.rubric.gates.get(*i));
    let (score, max) = (outcome.sum.score.figure(), outcome.sum.max.figure());
    html! {
        <>
            if outcome.total.extra != Decimal::ZERO {
                <p class="rescaled notranslate" translate="no">{ fill(m.extra, &[("points", &signed(outcome.total.extra))]) }</p>
            }
            if outcome.standing == Standing::TooFew {
                <p class="rescaled">{ too_few(form, state) }</p>
            }
            if outcome.is_rescaled() && outcome.total.settled > 0 {
                <p class="rescaled notranslate" translate="no">{ fill(m.rescaled, &[("score", &score), ("max", &max), ("full", &outcome.total.max.figure())]) }</p>
            }
            { for notes(form, outcome).into_iter().map(|note| html! { <p class="rescaled notranslate" translate="no">{ note }</p> }) }
            { for outcome.waiting.iter().filter_map(|i| state.rubric.gates.get(*i)).map(|gate| html! { <p class="rescaled">{ waiting(form, state, gate) }</p> }) }
            { for gates.map(|gate| html! { <p class="veto">{ raised(form, state, gate) }</p> }) }
        </>
    }
}

/// Renders a raised gate: its kind, the criteria that raised it, and by how much it lowers the grade.
pub(in crate::view) fn raised(form: &Context, state: &State, gate: &Gate) -> Html {
    let by = gate
        .effect()
        .lower_by
        .map(|by| fill(form.messages().gate_lowers, &[("count", &by.to_string())]));
    html! { <>{ kind(form, state, gate) }{ for by.map(|by| format!("{}{by}", form.messages().dot)) }</> }
}

/// Renders the kind of a raised gate, and the criteria that raised it.
fn kind(form: &Context, state: &State, gate: &Gate) -> Html {
    let m = form.messages();
    let criteria = gate
        .rule()
        .criteria()
        .into_iter()
        .filter_map(|id| state.rubric.criterion(id));
    match gate {
        Gate::Veto(_) => {
            html! { <><strong>{ m.veto }</strong>{ for criteria.map(|criterion| raised_by(form, state, criterion)) }</> }
        }
        Gate::Precondition(_) => {
            html! { <><strong>{ m.gate_precondition }</strong>{ for criteria.map(|criterion| raised_by(form, state, criterion)) }</> }
        }
        Gate::Condition(gate) => {
            html! { <><strong>{ m.gate_condition }</strong>{ form.text(&gate.text) }</> }
        }
        Gate::KeyItems(gate) => {
            let failed = criteria.filter(|criterion| {
                let scored = state.record.sheet.scored(&state.rubric, &criterion.id);
                scored.is_some_and(|scored| gate.fails(&scored))
            });
            let names: Vec<_> = failed
                .map(|c| c.label.as_ref().unwrap_or(&c.text))
                .map(|text| form.plain(text).to_string())
                .collect();
            html! { <><strong>{ m.gate_key_items }</strong>{ names.join(m.list_separator) }</> }
        }
    }
}

/// Renders the criteria that must be answered before a grade is final.
fn waiting(form: &Context, state: &State, gate: &Gate) -> Html {
    let criteria = gate
        .rule()
        .criteria()
        .into_iter()
        .filter_map(|id| state.rubric.criterion(id));
    html! {
        <>{ form.messages().gate_waiting }{ for criteria.map(|criterion| html! {
            <>{ criterion.label.as_ref().map(|label| html! { <>{ form.text(label) }{ " " }</> }).unwrap_or_default() }{ form.text(&criterion.text) }</>
        }) }</>
    }
}

/// Renders a criterion that raised a gate, with its label and its answer.
fn raised_by(form: &Context, state: &State, criterion: &Criterion) -> Html {
    let place = state.rubric.criterion_path(&criterion.id);
    let answer = place
        .and_then(|place| state.record.sheet.criterion(place))
        .and_then(|sheet| sheet.entry.answer.clone());
    html! {
        <>
            if let Some(label) = &criterion.label {
                { form.text(label) }{ " " }
            }
            { form.text(&criterion.text) }
            { for yes_no(form, &criterion.scale, &answer.unwrap_or(Answer::No)).map(AttrValue::from) }
        </>
    }
}
