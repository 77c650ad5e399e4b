//! The result, always visible: the total, the progress, the grade, open criteria and lost points.

mod gates;
mod list;
mod said;
mod units;

pub(super) use gates::raised;
pub(super) use said::Said;

use super::context::{Context, FormAction, use_form};
use super::drawn::{drawn, drawn_in_list};
use super::figure::Figure as _;
use super::nav::{Nav, StateProps};
use super::ptr_eq::PtrEq;
use super::texts::joined;
use super::wording::unknown;
use crate::locale::fill;
use crate::state::State;
use crate::view::hooks::use_head;
use crate::view::renders;
use assessment::Tally;
use assessment::points::Decimal;
use assessment::rubric::Band;
use assessment::score::Standing;
use gates::gates;
use list::{Kind, List, ListProps, next_open, rates};
use units::UnitList;
use yew::prelude::*;

/// The panel with the totals on a wide page.
#[component]
pub(super) fn Sum(props: &StateProps) -> Html {
    renders::count("sum");
    let form = use_form();
    let (m, state) = (form.messages(), &*props.state);
    let place = use_node_ref();
    use_head(&place);
    html! {
        // In the standalone page the `aside` is next to the main element. In a host page it may be inside one, so it is a region.
        <aside class="sum" part="sum" role={form.hosted.then_some("region")} aria-label={form.landmark(m.sum)} ref={place}>
            <p>{ figure(&form, state, badge(&form, state)) }{ grade(&form, state) }</p>
            { progress(&form, &state.outcome.total) }
            { details(&form, &props.state) }
        </aside>
    }
}

/// Renders what overrode the grade, what must be corrected, what is open or lost, and the rates of the sections.
fn details(form: &Context, state: &PtrEq<State>) -> Html {
    let (m, total) = (form.messages(), &state.outcome.total);
    let lost = total
        .lost_in_sum()
        .map(|lost| fill(m.lost, &[("points", &lost.figure())]));
    let lost = lost.unwrap_or_else(|| m.lost_items.to_owned());
    let done = if total.refused > 0 || total.open_unscored() > 0 {
        m.none_open_scored
    } else {
        m.none_open
    };
    let done = (total.scored > 0).then_some(done);
    let list = |kind, title: &str, none| {
        let (state, title) = (state.clone(), AttrValue::from(title.to_owned()));
        drawn_in_list::<List>(
            kind as u32,
            ListProps {
                state,
                kind,
                title,
                none,
            },
        )
    };
    html! {
        <>
            { gates(form, state) }
            { list(Kind::Pending, m.grade_depends, None) }
            { list(Kind::ToCorrect, m.to_correct, None) }
            { list(Kind::Open, m.still_open, done) }
            { list(Kind::DontKnow, m.dont_know_list, None) }
            { list(Kind::Lost, &lost, None) }
            { list(Kind::Findings, m.findings, None) }
            { list(Kind::Unscored, m.open_unscored, None) }
            { rates(form, state) }
            { drawn::<UnitList>(StateProps { state: state.clone() }) }
        </>
    }
}

/// The bar with the totals on a narrower page; its button opens the panel and the sections.
#[component]
pub(super) fn SumBar(props: &StateProps) -> Html {
    let form = use_form();
    let (m, state) = (form.messages(), &*props.state);
    let total = &state.outcome.total;
    let open = use_state(|| false);
    let next = next_open(state, 0).is_some();
    let go_on = {
        let (form, state) = (form.clone(), props.state.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(next) = next_open(&state, form.live.goes_on_from()) {
                form.emit.emit(FormAction::Visit(next.spec.ordinal));
            }
        })
    };
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let leave = {
        let (open, emit) = (open.clone(), form.emit.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *open {
                // Keeps a dialog around the form open.
                event.prevent_default();
                open.set(false);
                emit.emit(FormAction::Focus("sum-toggle".to_owned()));
            }
        })
    };
    // Every button in the panel leads to another place, so the panel closes.
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
        <div class={classes!("sum-bar", open.then_some("opened"))} part="sum-bar" role="region" aria-label={form.landmark(m.sum)} onkeydown={leave}>
            <button type="button" class="sum-bar-toggle" id="sum-toggle" aria-expanded={if *open { "true" } else { "false" }} onclick={toggle}>
                { figure(&form, state, Html::default()) }
                <span class="only-heard">{ m.pause }</span>
                <span class="sum-bar-middle">
                    // The words below have the same content.
                    <progress max={total.items_of_progress().to_string()} value={total.answered_of_progress().to_string()} aria-hidden="true" />
                    <span class="sum-bar-words"><span class="notranslate" translate="no">{ answered(&form, total) }</span>{ badge(&form, state) }{ grade(&form, state) }<span class="only-heard">{ m.pause }</span><span class="sum-bar-sign">{ m.details }</span></span>
                </span>
            </button>
            // The panel opens above the bar, and follows the button in tab order.
            if *open {
                <div class="sum-more" onclick={chosen}>
                    <Nav state={props.state.clone()} />
                    { details(&form, &props.state) }
                </div>
            }
            if next {
                <button type="button" class="primary" onclick={go_on}>{ m.next_open }</button>
            }
        </div>
    }
}

/// Renders the mark of a provisional total.
fn badge(form: &Context, state: &State) -> Html {
    html! {
        if state.outcome.standing == Standing::Provisional {
            <><span class="only-heard">{ form.messages().pause }</span><span class="badge notranslate" translate="no">{ form.messages().provisional }</span></>
        }
    }
}

/// Renders the total and its maximum, and `beside` after them.
fn figure(form: &Context, state: &State, beside: Html) -> Html {
    let (m, outcome) = (form.messages(), &state.outcome);
    let (score, max) = (outcome.total.score.figure(), outcome.total.max.figure());
    html! {
        <span class="figure notranslate" translate="no">
            <span class="only-heard">{ m.total }{ m.colon }</span>
            { match outcome.standing {
                Standing::Unscored => html! { <span class="no-total">{ m.unscored }</span> },
                Standing::Empty | Standing::TooFew => html! {
                    <>
                        <span class="total none-yet">{ "—" }</span>
                        // Unanswered criteria may be outside the maximum; "out of 0" is not shown.
                        if outcome.total.max > Decimal::ZERO {
                            <span class="of">{ " / " }{ max }</span>
                        }
                    </>
                },
                Standing::Provisional | Standing::Final => html! {
                    <><strong class="total" part="total">{ score }</strong><span class="of">{ " / " }{ max }</span></>
                },
            } }
            { beside }
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
            if !state.outcome.undecided.is_empty() {
                <span class="badge">{ form.messages().grade_open }</span>
            }
            if let Some(text) = &band.text {
                <span class="consequence">{ form.text(text) }</span>
            }
        </span>
    }
}

/// Renders the stars of a grade; more than ten are shown as a count.
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
    let number = |count: u32| form.locale.number(count as usize);
    let (done, all) = (number(total.answered_of_progress()), number(total.items_of_progress()));
    let answered = fill(form.messages().answered_of, &[("done", &done), ("all", &all)]);
    joined([answered].into_iter().chain(unknown(form, total)), form.messages().dot)
}

fn progress(form: &Context, total: &Tally) -> Html {
    let m = form.messages();
    let (score, judged) = (total.score.figure(), total.judged.figure());
    html! {
        <div class="progress notranslate" translate="no">
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
