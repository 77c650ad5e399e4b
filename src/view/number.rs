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
    let Typed {
        text,
        oninput,
        onkeyup,
        onchange,
    } = typed(form, &id, &shown, change, means);
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
            <input {id} type="text" inputmode="decimal" autocomplete="off" value={text} aria-labelledby={named_by}
                aria-invalid={if refused { "true" } else { "false" }} aria-describedby={described_by}
                {oninput} {onkeyup} {onchange} {onkeydown} />
            if let Some(unit) = unit {
                <span class="unit">{ unit }</span>
            }
        </span>
    }
}

/// What a field holds for a number while it is typed in, and what it listens to.
pub(super) struct Typed {
    pub(super) text: AttrValue,
    pub(super) oninput: Callback<InputEvent>,
    pub(super) onkeyup: Callback<KeyboardEvent>,
    pub(super) onchange: Callback<Event>,
}

/// Typing in the field with this id, in which `shown` was taken. `change` and `means` are what they are of [`input`].
pub(super) fn typed(
    form: &Context,
    id: &str,
    shown: &AttrValue,
    change: impl Fn(&str) -> Change + 'static,
    means: impl Fn(&str) -> Change + 'static,
) -> Typed {
    let change = Rc::new(change);
    let write = {
        let (emit, id, change) = (form.emit.clone(), id.to_owned(), change.clone());
        move |event: &Event, composing: bool| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            // While an input method is composing, the text is not the person's yet.
            let change = (!composing).then(|| change(&text));
            emit.emit(Doing::Write(id.clone(), text, change));
        }
    };
    let oninput = {
        let write = write.clone();
        Callback::from(move |event: InputEvent| write(&event, event.is_composing()))
    };
    // The key that ends a composition brings no input event in Chromium: its release does instead.
    let onkeyup = {
        let (present, id) = (form.present.clone(), id.to_owned());
        Callback::from(move |event: KeyboardEvent| {
            if !event.is_composing() && present.composes(&id) {
                write(&event, false);
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
                emit.emit(Doing::Typing(change(&input.value())));
            }
            emit.emit(Doing::Settle);
        })
    };
    Typed {
        text: form.present.shown(id, shown),
        oninput,
        onkeyup,
        onchange,
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
    let steps = if grid.is_of_multiples() {
        m.refused_steps
    } else {
        m.refused_steps_from
    };
    let steps = fill(steps, &[("step", &step), ("min", &min)]);
    fill(m.two_sentences, &[("first", &range), ("second", &steps)])
}
