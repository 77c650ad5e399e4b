//! A checkbox for a named amount, which is 1 where it is ticked.

use crate::state::Change;
use crate::view::context::{Context, FormAction};
use assessment::Id;
use assessment::answers::Amounts;
use assessment::points::Decimal;
use assessment::score::CriterionSheet;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Renders a checkbox for a named amount. Ticking it unticks those that it excludes.
pub(super) fn tick_box(
    form: &Context,
    sheet: &CriterionSheet,
    id: String,
    name: &Id,
    label: Html,
    points: Option<String>,
    excluded: Vec<Id>,
) -> Html {
    let checked = sheet.entry.amount(name) == Some(Decimal::ONE);
    let onchange = {
        let (emit, spec, live, name) = (form.emit.clone(), sheet.spec.clone(), form.live.clone(), name.clone());
        Callback::from(move |event: Event| {
            let ticked = event.target_unchecked_into::<HtmlInputElement>().checked();
            let mut amounts = Amounts {
                refused: Rc::default(),
                ..live.entry(&spec).amounts
            };
            let tick = if ticked { Decimal::ONE } else { Decimal::ZERO };
            let taken = Rc::make_mut(&mut amounts.taken);
            for other in excluded.iter().filter(|_| ticked) {
                taken.entry(other.clone()).and_modify(|tick| *tick = Decimal::ZERO);
            }
            taken.insert(name.clone(), tick);
            emit.emit(FormAction::Change(Change::Amounts {
                criterion: spec.id.clone(),
                amounts,
            }));
        })
    };
    html! {
        <label class={classes!("choice", checked.then_some("chosen"))} key={id.clone()}>
            <input type="checkbox" {id} {checked} {onchange} />
            <span class="choice-name">{ label }</span>
            if let Some(points) = points {
                <span class="choice-points notranslate" translate="no">{ points }</span>
            }
        </label>
    }
}
