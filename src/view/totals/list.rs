//! Lists of open, lost and questionable criteria: a count, the next few, and a link to each.

use crate::locale::fill;
use crate::state::State;
use crate::view::context::{Context, FormAction, use_form};
use crate::view::figure::Figure as _;
use crate::view::findings::text;
use crate::view::more::use_more;
use crate::view::ptr_eq::PtrEq;
use crate::view::wording::heading;
use assessment::Tally;
use assessment::rubric::Facts;
use assessment::score::{CriterionSheet, SectionSheet};
use std::rc::Rc;
use yew::prelude::*;

/// The number of criteria that are listed at first.
const FEW: usize = 6;
/// The maximum number of sections whose rates are listed.
const RATES: usize = 12;

/// Returns the first criteria whose count is not zero.
fn few(state: &State, of: fn(&Tally) -> u32, most: usize) -> Vec<Rc<CriterionSheet>> {
    let mut found = Vec::new();
    state
        .record
        .sheet
        .root
        .next(0, &|tally| of(tally) > 0, most, &mut found);
    found
}

/// Collects the open criteria that no total waits for: those without points, and those of sections outside the maximum.
fn unscored(section: &SectionSheet, most: usize, found: &mut Vec<Rc<CriterionSheet>>) {
    let is_open = |tally: &Tally| tally.items > tally.answered;
    for chunk in section.criteria.chunks.iter().filter(|chunk| is_open(&chunk.sum)) {
        let open = chunk.items.iter().filter(|item| is_open(&item.tally));
        let unscored = open.filter(|item| section.spec.beside || item.tally.open_unscored() > 0);
        found.extend(unscored.take(most - found.len()).cloned());
    }
    for chunk in section.sections.chunks.iter().filter(|chunk| is_open(&chunk.sum)) {
        for inner in chunk.items.iter().filter(|_| found.len() < most).collect::<Vec<_>>() {
            unscored(inner, most, found);
        }
    }
}

/// Returns the next open criterion from this ordinal on, wrapping around after the last one; scored criteria come before unscored
/// ones.
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

/// Returns the unanswered criteria on which the grade depends.
fn pending(state: &State) -> Vec<Rc<CriterionSheet>> {
    let sheet = &state.record.sheet;
    let open = state.outcome.pending(sheet, &state.rubric);
    let found = open
        .iter()
        .filter_map(|id| sheet.criterion(state.rubric.criterion_path(id)?));
    found.cloned().collect()
}

/// Returns the listener that goes to a criterion.
fn visit(form: &Context, criterion: &CriterionSheet) -> Callback<MouseEvent> {
    let ordinal = criterion.spec.ordinal;
    form.emit.reform(move |_: MouseEvent| FormAction::Visit(ordinal))
}

/// The kind of a list of criteria.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Unanswered criteria on which the grade depends.
    Pending,
    /// Criteria with refused entries.
    ToCorrect,
    /// Scored criteria that are open.
    Open,
    /// Criteria answered with "don't know".
    DontKnow,
    /// Criteria that lost points.
    Lost,
    /// Criteria with findings.
    Findings,
    /// Unscored criteria that are open.
    Unscored,
}

impl Kind {
    /// Returns the function that counts this kind in a tally.
    fn count(self) -> fn(&Tally) -> u32 {
        match self {
            // Pending criteria are found by their ids, not by a tally: each counts as one.
            Self::Pending => |_| 1,
            Self::ToCorrect => |tally| tally.refused,
            Self::Open => Tally::open,
            Self::DontKnow => |tally| tally.dont_know,
            Self::Lost => |tally| tally.lost,
            Self::Findings => |tally| tally.findings,
            Self::Unscored => Tally::open_unscored,
        }
    }

    /// Returns the figure beside a criterion.
    fn figure(self, criterion: &CriterionSheet, facts: &Facts) -> String {
        match self {
            Self::Pending | Self::ToCorrect | Self::DontKnow | Self::Unscored => String::new(),
            Self::Open => {
                // A pool has the points, and not what takes from it.
                let worth = criterion
                    .spec
                    .worth_now(facts)
                    .filter(|_| !criterion.spec.takes_from_pool());
                worth.map(|worth| worth.figure()).unwrap_or_default()
            }
            Self::Lost => format!("−{}", criterion.tally.lost_points()),
            Self::Findings => criterion.tally.findings.to_string(),
        }
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct ListProps {
    pub(super) state: PtrEq<State>,
    pub(super) kind: Kind,
    pub(super) title: AttrValue,
    /// The text that is shown if the list is empty.
    pub(super) none: Option<&'static str>,
}

/// A count, and the next few criteria with a link to each.
#[component]
pub(super) fn List(props: &ListProps) -> Html {
    let form = use_form();
    let more = use_more(FEW);
    let (state, of) = (&*props.state, props.kind.count());
    let pending = match props.kind {
        Kind::Pending => self::pending(state),
        _ => Vec::new(),
    };
    // Findings about the whole form come before those of the criteria, as text.
    let words: Vec<_> = match props.kind {
        Kind::Findings => state
            .outcome
            .findings(&state.rubric, state.record.claimed_total)
            .iter()
            .map(|finding| text(form.locale, finding))
            .collect(),
        _ => Vec::new(),
    };
    let places = match props.kind {
        Kind::Pending => pending.len() as u32,
        _ => of(&state.outcome.total),
    };
    let count = places + words.len() as u32;
    if count == 0 {
        return html! {
            if let Some(none) = props.none {
                <p class="none">{ none }</p>
            }
        };
    }
    let shown = match props.kind {
        Kind::Pending => pending.into_iter().take(more.most).collect(),
        Kind::Unscored => {
            let mut found = Vec::new();
            unscored(&state.record.sheet.root, more.most, &mut found);
            found
        }
        _ => few(state, of, more.most),
    };
    let left = match props.kind {
        Kind::Unscored => places - shown.len() as u32,
        _ => places - shown.iter().map(|criterion| of(&criterion.tally)).sum::<u32>(),
    };
    html! {
        <section class="list">
            <@{form.heading(2)} class="panel-title">{ &props.title }<span class="count notranslate" translate="no">{ fill(form.messages().count, &[("count", &form.locale.number(count as usize))]) }</span></@>
            <ul ref={more.place.clone()}>
                { for words.into_iter().map(|words| html! { <li key={words.clone()} class="quiet">{ words }</li> }) }
                { for shown.iter().map(|criterion| html! {
                    <li key={criterion.spec.ordinal}>
                        <button type="button" class="list-item" data-each="true" onclick={visit(&form, criterion)}>
                            <span class="no">{ criterion.spec.label.as_ref().map(|label| form.text(label)).unwrap_or_default() }</span>
                            <span class="list-text">{ form.text(&criterion.spec.text) }</span>
                            <span class="list-figure notranslate" translate="no">{ props.kind.figure(criterion, &form.facts) }</span>
                        </button>
                    </li>
                }) }
            </ul>
            { more.button(form.messages(), left as usize) }
        </section>
    }
}

/// Renders the share of its points that each section earned.
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
                            <span class="rate notranslate" translate="no">{ rate }{ "%" }</span>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}
