//! The subjects over several periods, each with a weight.

use super::figures::m_list;
use super::{Ui, table};
use crate::locale::fill;
use crate::state::collection::CollectionMsg;
use crate::view::second;
use yew::prelude::*;

pub(super) fn periods(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let weights = ui.page.weights();
    let fields = weights.iter().enumerate().map(|(i, (period, typed))| {
        let own = period.clone();
        let name = fill(m.weight, &[("period", &ui.period(period))]);
        let input = ui.types(move |text| CollectionMsg::Weight(own.clone(), text));
        html! { <span key={i}>{ second::field(&format!("collection-weight-{i}"), &name, typed, input) }</span> }
    });
    // Those of the totals, in the same order.
    let weighted = ui.page.weighted();
    let periods: Vec<String> = weighted.iter().map(|(period, _)| ui.period(period)).collect();
    let refused = weights.iter().filter(|(period, typed)| {
        let is_number = weighted.iter().any(|(known, _)| known == period);
        !typed.trim().is_empty() && !is_number
    });
    let refused: Vec<String> = refused.map(|(period, _)| ui.period(period)).collect();
    let columns: Vec<&str> = std::iter::once(m.subject)
        .chain(periods.iter().map(|period| &**period))
        .chain([m.weighted])
        .collect();
    let all = ui.page.periods();
    let rows = all.iter().map(|one| {
        let totals = one.totals.iter().map(|total| ui.points(*total));
        std::iter::once(one.subject.to_string())
            .chain(totals)
            .chain([ui.points(one.mean)])
            .collect()
    });
    html! {
        <>
            <p class="quiet">{ m.periods_text }</p>
            <div class="maker-row">{ for fields }</div>
            <p role="status">
                if !refused.is_empty() { { fill(m.weight_refused, &[("periods", &refused.join(m_list(ui)))]) } }
            </p>
            if !all.is_empty() { { table(m.tab_periods, &columns, rows) } }
        </>
    }
}
