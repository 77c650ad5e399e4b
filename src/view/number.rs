//! A field for a number, wherever one is asked for: full-width digits, input methods, and what was refused left standing.

use super::context::{Context, Doing};
use crate::locale::fill;
use crate::state::Change;
use assessment::points::Decimal;
use assessment::rubric::scale::Grid;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A field for a number.
pub(super) struct Number {
    /// Its element's id.
    pub(super) id: String,
    /// What stands in it.
    pub(super) shown: AttrValue,
    /// Whether that was refused.
    pub(super) refused: bool,
    /// The elements that name it, where its label does not.
    pub(super) named_by: Option<String>,
    /// The elements that describe it.
    pub(super) described_by: Option<String>,
    /// Its unit.
    pub(super) unit: Option<Html>,
    /// What Enter does.
    pub(super) enter: Option<Doing>,
}

/// Draws the field. `change` is what a text in it does, `means` what a text would do if nothing stood there before.
pub(super) fn input(
    form: &Context,
    field: Number,
    change: impl Fn(&str) -> Change + 'static,
    means: impl Fn(&str) -> Change + 'static,
) -> Html {
    let Number {
        id,
        shown,
        refused,
        named_by,
        described_by,
        unit,
        enter,
    } = field;
    let typed = Rc::new(move |input: HtmlInputElement| Doing::Typing(change(&input.value())));
    let oninput = {
        let (emit, typed) = (form.emit.clone(), typed.clone());
        // While an input method is composing, the text is not the person's yet.
        Callback::from(move |event: InputEvent| {
            if !event.is_composing() {
                emit.emit(typed(event.target_unchecked_into()));
            }
        })
    };
    let onchange = {
        let (emit, shown) = (form.emit.clone(), shown.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            // What was taken is shown as it was taken; what an input method put in last is taken now.
            if means(&input.value()) == means(&shown) {
                input.set_value(&shown);
            } else {
                emit.emit(typed(input));
            }
            emit.emit(Doing::Settle);
        })
    };
    let onkeydown = {
        let emit = form.emit.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(enter) = enter
                .as_ref()
                .filter(|_| event.key() == "Enter" && !event.is_composing())
            {
                event.prevent_default();
                emit.emit(enter.clone());
            }
        })
    };
    html! {
        <span class="with-unit">
            <input {id} type="text" inputmode="decimal" autocomplete="off" value={shown} aria-labelledby={named_by}
                aria-invalid={if refused { "true" } else { "false" }} aria-describedby={described_by}
                {oninput} {onchange} {onkeydown} />
            if let Some(unit) = unit {
                <span class="unit">{ unit }</span>
            }
        </span>
    }
}

/// Why what was typed is not taken, and what would be.
pub(super) fn refusal(form: &Context, text: &str, grid: Grid) -> String {
    let m = form.messages();
    let (min, max, step) = (grid.min.to_string(), grid.max.to_string(), grid.step.to_string());
    let range = if grid.max >= Decimal::LIMIT {
        fill(m.refused_open, &[("value", text), ("min", &min)])
    } else {
        fill(m.refused_field, &[("value", text), ("min", &min), ("max", &max)])
    };
    if grid.step == Decimal::ONE {
        return range;
    }
    let steps = fill(m.refused_steps, &[("step", &step)]);
    fill(m.two_sentences, &[("first", &range), ("second", &steps)])
}
