//! Number fields: full-width digits, input methods, and refused texts that stay in the field.

use super::context::{Context, FormAction};
use super::fields::unheard;
use super::figure::Figure as _;
use crate::locale::{Messages, fill};
use crate::state::{Change, Unread, has_number, is_open, next_item};
use crate::web::events;
use assessment::points::Decimal;
use assessment::rubric::scale::{Grid, Refusal};
use assessment::score::CriterionSheet;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A field for a number.
pub(super) struct Number {
    /// The element's id.
    pub(super) id: String,
    /// The text in the field.
    pub(super) shown: AttrValue,
    /// Whether the text was refused.
    pub(super) refused: bool,
    /// The elements that name the field, if its label does not.
    pub(super) named_by: Option<String>,
    /// The elements that describe the field.
    pub(super) described_by: Option<String>,
    /// The unit.
    pub(super) unit: Option<Html>,
    /// The minimum; `None` if there is none.
    pub(super) least: Option<Decimal>,
    /// The targets of keyboard navigation.
    pub(super) ways: Option<Ways>,
}

/// The targets of keyboard navigation from a field: Enter moves to the next field to fill in, the up and down arrows move along
/// the numbers as in a spreadsheet. No key changes a number that is not typed.
#[derive(Clone)]
pub(super) struct Ways {
    /// The ordinal of the field's criterion; `None` for a field of the profile.
    pub(super) ordinal: Option<u32>,
    /// The element of the item's next field; without one, Enter moves to the next item.
    pub(super) next: Option<String>,
    /// The element of the number above the field in the item.
    pub(super) above: Option<String>,
    /// The element of the number below the field in the item.
    pub(super) below: Option<String>,
}

/// Returns the listener for keyboard navigation from a field.
pub(super) fn leads(form: &Context, ways: Ways) -> Callback<KeyboardEvent> {
    let (emit, live, chosen) = (form.emit.clone(), form.live.clone(), form.chosen.clone());
    let go = move |field: &Option<String>, forward: bool, wanted: fn(&CriterionSheet) -> bool| {
        if let Some(id) = field {
            return Some(FormAction::Focus(id.clone()));
        }
        let is_shown = |sheet: &CriterionSheet| chosen.as_ref().is_none_or(|chosen| chosen.has(&sheet.spec));
        let wanted = |sheet: &CriterionSheet| wanted(sheet) && is_shown(sheet);
        let state = live.state()?;
        let next = next_item(&state, ways.ordinal?, forward, &wanted);
        next.map(|sheet| FormAction::GoOn(sheet.spec.ordinal))
    };
    Callback::from(move |event: KeyboardEvent| {
        let doing = match event.key().as_str() {
            _ if events::composes(&event) => return,
            "Enter" => go(&ways.next, true, is_open),
            _ if events::has_modifier(&event) => return,
            "ArrowUp" => go(&ways.above, false, has_number),
            "ArrowDown" => go(&ways.below, true, has_number),
            _ => return,
        };
        event.prevent_default();
        if let Some(doing) = doing {
            emit.emit(doing);
        }
    })
}

/// Returns the input mode of a number field: the decimal keypad of an iPhone has no minus key.
pub(super) fn keypad(least: Option<Decimal>) -> &'static str {
    if least.is_some_and(|least| least >= Decimal::ZERO) {
        "decimal"
    } else {
        "text"
    }
}

/// Draws a number field. `change` returns the change for a text in the field; `means` returns the change for a text in an empty
/// entry.
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
        least,
        ways,
    } = field;
    let Typed {
        text,
        oninput,
        onkeyup,
        onchange,
        onfocusout,
    } = typed(form, &id, &shown, change, means);
    let onkeydown = ways.map(|ways| leads(form, ways));
    html! {
        <span class="with-unit notranslate" translate="no">
            <input {id} type="text" inputmode={keypad(least)} autocomplete="off" value={text} aria-labelledby={named_by}
                aria-invalid={if refused { "true" } else { "false" }} aria-describedby={described_by}
                {oninput} {onkeyup} {onchange} {onfocusout} {onkeydown} />
            if let Some(unit) = unit {
                <span class="unit">{ unit }</span>
            }
        </span>
    }
}

/// The text and the listeners of a number field.
pub(super) struct Typed {
    pub(super) text: AttrValue,
    pub(super) oninput: Callback<InputEvent>,
    pub(super) onkeyup: Callback<KeyboardEvent>,
    pub(super) onchange: Callback<Event>,
    pub(super) onfocusout: Callback<FocusEvent>,
}

/// Returns the text and the listeners of the field with this id. `shown` is the accepted text; `change` and `means` are those of
/// [`input`].
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
            // While an input method is composing, the text is not final.
            let change = (!composing).then(|| change(&text));
            emit.emit(FormAction::Write(id.clone(), text, change));
        }
    };
    let oninput = {
        let write = write.clone();
        Callback::from(move |event: InputEvent| write(&event, event.is_composing()))
    };
    // In Chromium, the key that ends a composition fires no input event; its keyup event is used instead.
    let onkeyup = {
        let (live, id) = (form.live.clone(), id.to_owned());
        Callback::from(move |event: KeyboardEvent| {
            if !event.is_composing() && live.composes(&id) {
                write(&event, false);
            }
        })
    };
    let left = {
        let (emit, shown) = (form.emit.clone(), shown.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            // An accepted text is restored to its accepted form; the last text of an input method is accepted now.
            if means(&input.value()) == means(&shown) {
                input.set_value(&shown);
            } else {
                emit.emit(FormAction::Typing(change(&input.value())));
            }
            emit.emit(FormAction::Settle);
        })
    };
    let onfocusout = unheard(shown, left.clone());
    Typed {
        text: form.live.shown(id, shown),
        oninput,
        onkeyup,
        onchange: left,
        onfocusout,
    }
}

/// Explains why a text was refused and which texts are accepted.
pub(super) fn refusal(form: &Context, text: &str, unread: Unread, grid: Grid) -> String {
    let m = form.messages();
    if let Unread::Ambiguous(first, second) = unread {
        return ambiguous(m, text, first, second);
    }
    let (min, max, step) = (grid.min.figure(), grid.max.figure(), grid.step.figure());
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

/// Explains why an entry for points was refused and what to do.
pub(super) fn refused(m: &Messages, text: &str, unread: Unread, grid: Grid) -> String {
    match unread {
        Unread::Ambiguous(first, second) => ambiguous(m, text, first, second),
        Unread::Refused(Refusal::NotANumber) => fill(m.refused_number, &[("value", text)]),
        Unread::Refused(Refusal::Above(max)) => fill(m.refused_above, &[("value", text), ("max", &max.figure())]),
        Unread::Refused(Refusal::Below(min)) => fill(m.refused_below, &[("value", text), ("min", &min.figure())]),
        Unread::Refused(Refusal::OffStep(below, above)) => fill(
            match grid {
                _ if !grid.is_of_multiples() => m.refused_step_from,
                _ if grid.step == Decimal::ONE => m.refused_whole,
                _ => m.refused_step,
            },
            &[
                ("value", text),
                ("step", &grid.step.figure()),
                ("min", &grid.min.figure()),
                ("below", &below.figure()),
                ("above", &above.figure()),
            ],
        ),
    }
}

fn ambiguous(m: &Messages, text: &str, first: Decimal, second: Decimal) -> String {
    let (first, second) = (first.figure(), second.figure());
    fill(
        m.refused_ambiguous,
        &[("value", text), ("first", &first), ("second", &second)],
    )
}
