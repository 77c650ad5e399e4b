//! Lists of what is open, lost or to be asked about: a count, the next few, and a way to each.

use crate::locale::fill;
use crate::state::State;
use crate::view::context::{Context, Doing};
use crate::view::findings::text;
use crate::view::wording::heading;
use assessment::findings::of_whole;
use assessment::score::{CriterionSheet, Tally};
use std::rc::Rc;
use yew::prelude::*;

/// How many criteria are listed.
const FEW: usize = 6;
/// The most sections whose rates are listed.
const RATES: usize = 12;

/// The next few criteria of which there is something to count.
fn few(state: &State, of: fn(&Tally) -> u32, most: usize) -> Vec<Rc<CriterionSheet>> {
    let mut found = Vec::new();
    state
        .record
        .sheet
        .root
        .next(0, &|tally| of(tally) > 0, most, &mut found);
    found
}

/// The next criterion that is open from this ordinal on, and after the last of them the first again; what is scored comes before what
/// is not.
pub(super) fn next_open(state: &State, from: u32) -> Option<Rc<CriterionSheet>> {
    let root = &state.record.sheet.root;
    let kinds: [fn(&Tally) -> u32; 2] = [Tally::open, Tally::open_unscored];
    let of = kinds.into_iter().find(|of| of(&root.sum) > 0)?;
    let mut found = Vec::new();
    for from in [from, 0] {
        root.next(from, &|tally| of(tally) > 0, 1, &mut found);
    }
    found.into_iter().next()
}

/// Goes to a criterion.
fn visit(form: &Context, criterion: &CriterionSheet) -> Callback<MouseEvent> {
    let ordinal = criterion.spec.ordinal;
    form.emit.reform(move |_: MouseEvent| Doing::Visit(ordinal))
}

/// A count, and the next few with a way to each.
pub(super) fn list(
    form: &Context,
    state: &State,
    title: &str,
    none: Option<&str>,
    of: fn(&Tally) -> u32,
    figure: &dyn Fn(&CriterionSheet) -> String,
) -> Html {
    let count = of(&state.outcome.total);
    if count == 0 {
        return none
            .map(|none| html! { <p class="none">{ none.to_owned() }</p> })
            .unwrap_or_default();
    }
    let shown = few(state, of, FEW);
    let more = count - shown.iter().map(|criterion| of(&criterion.tally)).sum::<u32>();
    places(form, title, count, &[], &shown, more, figure)
}

/// What there is to ask about: the whole first, then the next few criteria with a way to each.
pub(super) fn findings(form: &Context, state: &State) -> Html {
    let whole = of_whole(&state.rubric, &state.outcome, state.record.claimed_total);
    let words: Vec<_> = whole.iter().map(|finding| text(form.messages(), finding)).collect();
    let count = state.outcome.total.findings;
    let shown = few(state, |tally| tally.findings, FEW);
    let more = count - shown.iter().map(|criterion| criterion.tally.findings).sum::<u32>();
    if count == 0 && words.is_empty() {
        return Html::default();
    }
    let figure = |criterion: &CriterionSheet| criterion.tally.findings.to_string();
    let all = count + words.len() as u32;
    places(form, form.messages().findings, all, &words, &shown, more, &figure)
}

/// The questions without an answer on which the grade depends, with a way to each.
pub(super) fn pending(form: &Context, state: &State) -> Html {
    let sheet = &state.record.sheet;
    let open = state.outcome.pending(sheet, &state.rubric);
    if open.is_empty() {
        return Html::default();
    }
    let found = open
        .iter()
        .filter_map(|id| sheet.criterion(state.rubric.criterion_place(id)?));
    let shown: Vec<_> = found.take(FEW).cloned().collect();
    let (count, more) = (open.len() as u32, (open.len() - shown.len()) as u32);
    places(form, form.messages().grade_depends, count, &[], &shown, more, &|_| {
        String::new()
    })
}

/// A count, words about the whole, and criteria with a way to each.
fn places(
    form: &Context,
    title: &str,
    count: u32,
    words: &[String],
    shown: &[Rc<CriterionSheet>],
    more: u32,
    figure: &dyn Fn(&CriterionSheet) -> String,
) -> Html {
    html! {
        <section class="list">
            <@{form.heading(2)} class="panel-title">{ title.to_owned() }<span class="count">{ fill(form.messages().count, &[("count", &count.to_string())]) }</span></@>
            <ul>
                { for words.iter().map(|words| html! { <li class="quiet">{ words.clone() }</li> }) }
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

/// The share of its points that each section earned.
pub(super) fn rates(form: &Context, state: &State) -> Html {
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
            <@{form.heading(2)} class="panel-title">{ form.messages().rates }</@>
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
