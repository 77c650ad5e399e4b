//! What it comes to, always in sight: the total, how far it is filled in, the grade, what is open and what was lost.

use super::context::{Context, Doing, use_form};
use super::nav::{Nav, StateProps};
use super::wording::{heading, signed};
use crate::locale::fill;
use crate::state::State;
use crate::web::count;
use assessment::answers::Answer;
use assessment::points::Decimal;
use assessment::rubric::{Band, Criterion, Gate};
use assessment::score::{CriterionSheet, Standing, Tally};
use std::rc::Rc;
use yew::prelude::*;

/// How many open or lost criteria are listed.
const FEW: usize = 6;
/// The most sections whose rates are listed.
const RATES: usize = 12;

/// The panel of a wide page.
#[component]
pub(super) fn Sum(props: &StateProps) -> Html {
    count("sum");
    let form = use_form();
    let (m, state) = (form.messages(), &*props.state);
    html! {
        <aside class="sum" aria-label={m.sum}>
            <output>{ figure(&form, state) }{ grade(&form, state) }</output>
            { progress(&form, &state.outcome.total) }
            { details(&form, state) }
        </aside>
    }
}

/// What overrode the grade, what is to be corrected, open or lost, and the sections' rates.
fn details(form: &Context, state: &State) -> Html {
    let (m, total) = (form.messages(), &state.outcome.total);
    let lost = total
        .lost_in_sum()
        .map(|lost| fill(m.lost, &[("points", &lost.to_string())]));
    let lost = lost.unwrap_or_else(|| m.lost_items.to_owned());
    let done = if total.refused > 0 || total.open_unscored() > 0 {
        m.none_open_scored
    } else {
        m.none_open
    };
    let done = (total.scored > 0).then_some(done);
    let nothing = &|_: &CriterionSheet| String::new();
    html! {
        <>
            { gates(form, state) }
            { list(form, state, m.to_correct, None, total.refused, |tally| tally.refused > 0, nothing) }
            { list(form, state, m.still_open, done, total.open(), |tally| tally.open() > 0, &open_worth) }
            { list(form, state, &lost, None, total.lost, |tally| tally.lost > 0, &lost_points) }
            { list(form, state, m.findings, None, items_with_findings(state), |tally| tally.findings > 0, &finding_count) }
            { list(form, state, m.open_unscored, None, total.open_unscored(), |tally| tally.open_unscored() > 0, nothing) }
            { rates(form, state) }
        </>
    }
}

/// The bar of a narrower page, with the panel and the sections one touch away.
#[component]
pub(super) fn SumBar(props: &StateProps) -> Html {
    let form = use_form();
    let (m, state) = (form.messages(), &*props.state);
    let total = &state.outcome.total;
    let open = use_state(|| false);
    let next = few(state, |tally| tally.open() > 0, 1)
        .pop()
        .or_else(|| few(state, |t| t.open_unscored() > 0, 1).pop());
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let leave = {
        let open = open.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                open.set(false);
            }
        })
    };
    // Whatever is chosen in the panel leads away from it.
    let chosen = {
        let open = open.clone();
        Callback::from(move |event: MouseEvent| {
            let target = event.target_dyn_into::<web_sys::Element>();
            if target.is_some_and(|target| target.closest("button").ok().flatten().is_some()) {
                open.set(false);
            }
        })
    };
    html! {
        <div class="sum-bar" role="region" aria-label={m.sum} onkeydown={leave}>
            if *open {
                <div class="sum-more" onclick={chosen}>
                    <Nav state={props.state.clone()} />
                    { details(&form, state) }
                </div>
            }
            <button type="button" class="sum-bar-toggle" aria-expanded={if *open { "true" } else { "false" }} onclick={toggle}>
                { figure(&form, state) }
                <span class="sum-bar-middle">
                    <progress max={total.items_of_progress().to_string()} value={total.answered_of_progress().to_string()} aria-label={m.progress} />
                    <span class="sum-bar-words">{ answered(&form, total) }{ badge(&form, state) }{ grade(&form, state) }<span class="sum-bar-sign">{ m.details }</span></span>
                </span>
            </button>
            if let Some(next) = next {
                <button type="button" class="primary" onclick={visit(&form, &next)}>{ m.next_open }</button>
            }
        </div>
    }
}

/// The word that a total is not final.
fn badge(form: &Context, state: &State) -> Html {
    html! {
        if state.outcome.standing == Standing::Provisional {
            <span class="badge">{ form.messages().provisional }</span>
        }
    }
}

fn figure(form: &Context, state: &State) -> Html {
    let (m, outcome) = (form.messages(), &state.outcome);
    let (score, max) = (outcome.total.score.to_string(), outcome.total.max.to_string());
    html! {
        <span class="figure">
            <span class="only-heard">{ m.total }{ m.colon }</span>
            { match outcome.standing {
                Standing::Unscored => html! { <span class="no-total">{ m.unscored }</span> },
                Standing::Empty | Standing::TooFew => html! { <><span class="total none-yet">{ "—" }</span><span class="of">{ " / " }{ max }</span></> },
                Standing::Provisional | Standing::Final => html! {
                    <><strong class="total">{ score }</strong><span class="of">{ " / " }{ max }</span></>
                },
            } }
            { badge(form, state) }
        </span>
    }
}

fn grade(form: &Context, state: &State) -> Html {
    let band = state
        .outcome
        .grade
        .zip(state.rubric.grades.as_ref())
        .and_then(|(i, grades)| grades.bands.get(i));
    let Some(band) = band else { return Html::default() };
    let overridden = (!state.outcome.raised.is_empty()).then_some("overridden");
    html! {
        <span class={classes!("grade", overridden)}>
            <span class="only-heard">{ form.messages().grade }{ form.messages().colon }</span>
            <strong>{ form.text(&band.label) }</strong>
            { stars(form, band) }
            if let Some(text) = &band.text {
                <span class="consequence">{ form.text(text) }</span>
            }
        </span>
    }
}

/// The stars of a grade; of more than ten only the count is worth showing.
fn stars(form: &Context, band: &Band) -> Html {
    let Some(count) = band.stars else {
        return Html::default();
    };
    let words = fill(form.messages().stars, &[("count", &count.to_string())]);
    let signs = if count <= 10 {
        "★".repeat(count as usize)
    } else {
        words.clone()
    };
    html! { <span class="stars" role="img" aria-label={words}>{ signs }</span> }
}

fn answered(form: &Context, total: &Tally) -> String {
    let (done, all) = (
        total.answered_of_progress().to_string(),
        total.items_of_progress().to_string(),
    );
    fill(form.messages().answered_of, &[("done", &done), ("all", &all)])
}

fn progress(form: &Context, total: &Tally) -> Html {
    let m = form.messages();
    let (score, judged) = (total.score.to_string(), total.judged.to_string());
    html! {
        <div class="progress">
            <progress max={total.items_of_progress().to_string()} value={total.answered_of_progress().to_string()} aria-label={m.progress} />
            <p>
                <span>{ answered(form, total) }</span>
                if total.open() > 0 && total.settled > 0 {
                    <span>{ fill(m.judged_part, &[("score", &score), ("max", &judged)]) }</span>
                }
            </p>
        </div>
    }
}

/// A gate that is raised: what it is, and the criteria that raised it.
pub(super) fn raised(form: &Context, state: &State, gate: &Gate) -> Html {
    let m = form.messages();
    let criteria = gate
        .rule()
        .criteria()
        .iter()
        .filter_map(|id| state.rubric.criterion(id));
    match gate {
        Gate::Veto(_) => {
            html! { <><strong>{ m.veto }</strong>{ for criteria.map(|criterion| raised_by(form, state, criterion)) }</> }
        }
        Gate::Precondition(_) => {
            html! { <><strong>{ m.gate_precondition }</strong>{ for criteria.map(|criterion| raised_by(form, state, criterion)) }</> }
        }
        Gate::KeyItems(_) => {
            let failed = criteria.filter(|criterion| {
                let place = state.rubric.criterion_place(&criterion.id);
                place
                    .and_then(|place| state.record.sheet.criterion(place))
                    .is_some_and(|sheet| sheet.tally.lost > 0)
            });
            let names: Vec<_> = failed
                .map(|c| c.label.as_ref().unwrap_or(&c.text))
                .map(|text| form.plain(text).to_string())
                .collect();
            html! { <><strong>{ m.gate_key_items }</strong>{ names.join(m.list_separator) }</> }
        }
    }
}

/// What must be answered before a grade is claimed.
fn waiting(form: &Context, state: &State, gate: &Gate) -> Html {
    let criteria = gate
        .rule()
        .criteria()
        .iter()
        .filter_map(|id| state.rubric.criterion(id));
    html! {
        <>{ form.messages().gate_waiting }{ for criteria.map(|criterion| html! {
            <>{ criterion.label.as_ref().map(|label| html! { <>{ form.text(label) }{ " " }</> }).unwrap_or_default() }{ form.text(&criterion.text) }</>
        }) }</>
    }
}

/// A criterion that raised a gate, with its label and the answer that did so.
fn raised_by(form: &Context, state: &State, criterion: &Criterion) -> Html {
    let m = form.messages();
    let place = state.rubric.criterion_place(&criterion.id);
    let answer = place
        .and_then(|place| state.record.sheet.criterion(place))
        .and_then(|sheet| sheet.entry.answer.clone());
    html! {
        <>
            if let Some(label) = &criterion.label {
                { form.text(label) }{ " " }
            }
            { form.text(&criterion.text) }
            { if answer == Some(Answer::Yes) { m.yes } else { m.no } }
        </>
    }
}

/// What overrode the grade, and the plain sum where the total was rescaled.
fn gates(form: &Context, state: &State) -> Html {
    let (m, outcome) = (form.messages(), &state.outcome);
    let gates = outcome.raised.iter().filter_map(|i| state.rubric.gates.get(*i));
    let (score, max) = (outcome.sum.score.to_string(), outcome.sum.max.to_string());
    html! {
        <>
            if outcome.total.extra != Decimal::ZERO {
                <p class="rescaled">{ fill(m.extra, &[("points", &signed(outcome.total.extra))]) }</p>
            }
            if outcome.standing == Standing::TooFew {
                <p class="rescaled">{ m.too_few }</p>
            }
            if outcome.is_rescaled() && outcome.total.settled > 0 {
                <p class="rescaled">{ fill(m.rescaled, &[("score", &score), ("max", &max), ("full", &outcome.total.max.to_string())]) }</p>
            }
            { for outcome.waiting.iter().filter_map(|i| state.rubric.gates.get(*i)).map(|gate| html! { <p class="rescaled">{ waiting(form, state, gate) }</p> }) }
            { for gates.map(|gate| html! { <p class="veto">{ raised(form, state, gate) }</p> }) }
        </>
    }
}

/// How many criteria have findings, as far as the list shows: whoever has more is told so.
fn items_with_findings(state: &State) -> u32 {
    few(state, |tally| tally.findings > 0, 1_000).len() as u32
}

fn finding_count(criterion: &CriterionSheet) -> String {
    criterion.tally.findings.to_string()
}

fn few(state: &State, may_hold: fn(&Tally) -> bool, most: usize) -> Vec<Rc<CriterionSheet>> {
    let mut found = Vec::new();
    state.record.sheet.root.next(may_hold, most, &mut found);
    found
}

fn visit(form: &Context, criterion: &CriterionSheet) -> Callback<MouseEvent> {
    let ordinal = criterion.spec.ordinal;
    form.emit.reform(move |_: MouseEvent| Doing::Visit(ordinal))
}

fn open_worth(criterion: &CriterionSheet) -> String {
    criterion
        .spec
        .worth()
        .map(|worth| worth.to_string())
        .unwrap_or_default()
}

fn lost_points(criterion: &CriterionSheet) -> String {
    format!("−{}", criterion.tally.lost_points())
}

/// A count, and the next few with a way to each.
fn list(
    form: &Context,
    state: &State,
    title: &str,
    none: Option<&str>,
    count: u32,
    may_hold: fn(&Tally) -> bool,
    figure: &dyn Fn(&CriterionSheet) -> String,
) -> Html {
    if count == 0 {
        return none
            .map(|none| html! { <p class="none">{ none.to_owned() }</p> })
            .unwrap_or_default();
    }
    let shown = few(state, may_hold, FEW);
    let more = count as usize - shown.len();
    html! {
        <section class="list">
            <h2 class="panel-title">{ title.to_owned() }<span class="count">{ fill(form.messages().count, &[("count", &count.to_string())]) }</span></h2>
            <ul>
                { for shown.iter().map(|criterion| html! {
                    <li key={criterion.spec.ordinal}>
                        <button type="button" class="list-item" onclick={visit(form, criterion)}>
                            <span class="no">{ criterion.spec.label.as_ref().map(|label| form.text(label)).unwrap_or_default() }</span>
                            <span class="list-text">{ form.text(&criterion.spec.text) }</span>
                            <span class="list-figure">{ figure(criterion) }</span>
                        </button>
                    </li>
                }) }
            </ul>
            if more > 0 {
                <p class="quiet">{ fill(form.messages().and_more, &[("count", &more.to_string())]) }</p>
            }
        </section>
    }
}

fn rates(form: &Context, state: &State) -> Html {
    let root = &state.record.sheet.root;
    let judged: Vec<_> = root
        .sections
        .iter()
        .filter(|section| section.tally.settled > 0)
        .take(RATES + 1)
        .collect();
    if judged.len() < 2 || root.sections.sum.scored == 0 || judged.len() > RATES {
        return Html::default();
    }
    html! {
        <section class="rates">
            <h2 class="panel-title">{ form.messages().rates }</h2>
            <ul>
                { for judged.iter().map(|section| {
                    let rate = section.tally.rate();
                    html! {
                        <li key={section.spec.ordinal}>
                            <span class="rate-name">{ heading(form, &section.spec) }</span>
                            <meter min="0" max="100" value={rate.clone()} aria-label={form.plain(&section.spec.title)} />
                            <span class="rate">{ rate }{ "%" }</span>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}
