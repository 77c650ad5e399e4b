//! The subjects over several periods, each with a weight.

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
    let periods = weights.iter().filter(|(_, typed)| !typed.trim().is_empty());
    let periods: Vec<String> = periods.map(|(period, _)| ui.period(period)).collect();
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
            if !all.is_empty() { { table(m.tab_periods, &columns, rows) } }
        </>
    }
}
