//! The progress of each responsible unit, with a link to its criteria.

use crate::locale::fill;
use crate::state::Units;
use crate::view::context::{FormAction, use_form};
use crate::view::figure::Figure as _;
use crate::view::more::use_more;
use crate::view::nav::StateProps;
use crate::view::ptr_eq::PtrEq;
use assessment::points::Decimal;
use yew::prelude::*;

/// The number of units that are listed at first.
const FEW: usize = 6;

/// The units, with their answered criteria and points; nothing if the rubric names fewer than two.
#[component]
pub(super) fn UnitList(props: &StateProps) -> Html {
    let form = use_form();
    let (m, state) = (form.messages(), &*props.state);
    let more = use_more(FEW);
    let units = use_memo((PtrEq(state.rubric.clone()), form.locale.tag), |(rubric, tag)| {
        Units::of(rubric, tag)
    });
    let count = units.names.len();
    if count < 2 {
        return Html::default();
    }
    let each = units.names.iter().zip(units.progress(state)).take(more.most);
    html! {
        <section class="list">
            <@{form.heading(2)} class="panel-title">{ m.units }</@>
            <ul ref={more.place.clone()}>
                { for each.map(|(name, tally)| {
                    let own = name.clone();
                    let onclick = form.emit.reform(move |_: MouseEvent| FormAction::ShowUnit(own.clone()));
                    let (done, all) = (tally.answered_of_progress(), tally.items_of_progress());
                    let done = fill(m.answered_of, &[("done", &form.locale.number(done as usize)), ("all", &form.locale.number(all as usize))]);
                    html! {
                        <li key={&**name}>
                            <button type="button" class="list-item unit-item" data-each="true" {onclick}>
                                <span>{ form.plain(&assessment::text::Text::Plain(name.clone())) }</span>
                                <span class="quiet notranslate" translate="no">
                                    { done }
                                    if tally.max > Decimal::ZERO {
                                        { m.dot }{ fill(m.unit_points, &[("score", &tally.score.figure()), ("max", &tally.max.figure())]) }
                                    }
                                </span>
                            </button>
                        </li>
                    }
                }) }
            </ul>
            { more.button(m, count.saturating_sub(more.most)) }
        </section>
    }
}
