//! Points: zero, free entry and full marks in one control, with the limits always shown.

use super::amounts::At;
use super::column::{self, Pasted};
use super::{fault, measure};
use crate::locale::{Messages, fill};
use crate::state::{Change, Unread, parse_answer, read_points};
use crate::view::context::{Context, FormAction};
use crate::view::figure::Figure as _;
use crate::view::number::{self, Typed, Ways, keypad, leads};
use assessment::answers::{Answer, Entry};
use assessment::points::Decimal;
use assessment::rubric::scale::{Grid, Points};
use assessment::score::CriterionSheet;
use yew::prelude::*;

pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &Points, pasted: &Pasted) -> Html {
    let (m, spec, entry) = (form.messages(), &sheet.spec, &sheet.entry);
    let id = spec.ordinal;
    let accepted = match entry.answer {
        Some(Answer::Points(points)) => Some(points),
        _ => None,
    };
    let shown = entry.refused.clone().map(AttrValue::from);
    let shown = shown.or(accepted.map(|points| points.to_string().into()));
    let change = {
        let (live, spec) = (form.live.clone(), spec.clone());
        move |text: &str| parse_answer(&spec, &live.entry(&spec), text)
    };
    let means = {
        let spec = spec.clone();
        move |text: &str| parse_answer(&spec, &Entry::default(), text)
    };
    let own = format!("i-{id}");
    let Typed {
        text,
        oninput,
        onkeyup,
        onchange,
        onfocusout,
    } = number::typed(form, &own, &shown.unwrap_or_default(), change, means);
    let has_measure = scale
        .measured
        .as_ref()
        .is_some_and(|measure| !measure.quantity.is_worked_out());
    let onkeydown = leads(
        form,
        Ways {
            ordinal: Some(id),
            next: has_measure.then(|| At::Beside.element(id, 0)),
            above: None,
            below: None,
        },
    );
    let touch = |points: Decimal, class: &'static str, text: String, name: String| {
        let criterion = spec.id.clone();
        let onclick = form.emit.reform(move |_: MouseEvent| {
            let answer = Some(Answer::Points(points));
            FormAction::Change(Change::Answer {
                criterion: criterion.clone(),
                answer,
                refused: None,
            })
        });
        let pressed = if accepted == Some(points) && entry.refused.is_none() {
            "true"
        } else {
            "false"
        };
        html! {
            // Typing one or two keys enters the same points, so Tab skips these buttons; arrow keys reach them from the tools.
            <button type="button" class={class} id={format!("{class}-{id}")} aria-label={form.named(&name, spec)} tabindex="-1" data-tool="true" aria-pressed={pressed} {onclick}>{ text }</button>
        }
    };
    let bottom = scale.bottom();
    let refusal = entry
        .refused
        .as_deref()
        .map(|text| (text, read_points(&[scale.grid()], text).err()));
    let described = if refusal.is_some() {
        format!("f-{id} l-{id}")
    } else {
        format!("l-{id}")
    };
    html! {
        <>
            <div translate="no" class={classes!("points", "notranslate", refusal.is_some().then_some("refused"))}>
                { touch(bottom, "zero", bottom.figure(), format!("{} {}", bottom.figure(), if bottom == Decimal::ZERO { m.zero } else { m.least })) }
                <input
                    type="text" inputmode={keypad(Some(scale.least()))} autocomplete="off" enterkeyhint="next" id={own}
                    aria-label={form.named(&form.points_given(), spec)} aria-describedby={described}
                    aria-invalid={if refusal.is_some() { "true" } else { "false" }}
                    value={text} {oninput} {onkeyup} {onchange} {onfocusout} {onkeydown} onpaste={column::taking(form, sheet, pasted)}
                />
                { touch(scale.max, "full", m.full.to_owned(), m.full.to_owned()) }
            </div>
            <span class="limits notranslate" translate="no" id={format!("l-{id}")}>{ limits(m, scale) }</span>
            if let Some((text, refusal)) = refusal {
                { fault(spec, refused(m, text, refusal, scale.grid(), accepted)) }
            }
            { column::offer(form, sheet, pasted) }
            if let Some(measure) = &scale.measured {
                { measure::beside(form, sheet, measure, scale.grid()) }
            }
        </>
    }
}

/// Describes the limits of the points.
pub(super) fn limits(m: &Messages, scale: &Points) -> String {
    let (min, max, step) = (scale.least().figure(), scale.max.figure(), scale.grid().step.figure());
    let range = if scale.least() == Decimal::ZERO {
        m.limit_from_zero
    } else {
        m.limit_range
    };
    let range = fill(range, &[("min", &min), ("max", &max)]);
    if scale.grid().step == Decimal::ONE {
        range
    } else {
        format!("{range}{}{}", m.dot, fill(m.limit_step, &[("step", &step)]))
    }
}

/// Explains why an entry was refused and what to do.
fn refused(m: &Messages, text: &str, unread: Option<Unread>, grid: Grid, accepted: Option<Decimal>) -> String {
    let why = unread.map(|unread| number::refused(m, text, unread, grid));
    // An earlier version of the program refused a text that is accepted today.
    let why = why.unwrap_or_else(|| fill(m.print_refused, &[("value", text)]));
    // The points accepted before the refusal still count and are shown.
    let kept = accepted.map(|points| fill(m.still_counts, &[("points", &points.figure())]));
    kept.map_or(why.clone(), |kept| {
        fill(m.two_sentences, &[("first", &why), ("second", &kept)])
    })
}

/// Describes the measure beside the points, if there is one.
pub(super) fn in_words(form: &Context, scale: &Points, entry: &Entry) -> Vec<String> {
    let measured = scale.measured.as_ref();
    measured
        .map(|measure| measure::in_words(form, measure, entry))
        .unwrap_or_default()
}
