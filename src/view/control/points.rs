//! Points: nought, free entry and full marks in one control, with its limits shown before they are met.

use super::{fault, measure};
use crate::locale::{Messages, fill};
use crate::state::{Change, stepped, typed};
use crate::view::context::{Context, Doing};
use crate::view::number::{self, Typed};
use assessment::answers::{Answer, Entry};
use assessment::points::Decimal;
use assessment::rubric::scale::{Grid, Points, Refusal};
use assessment::score::CriterionSheet;
use yew::prelude::*;

pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &Points) -> Html {
    let (m, spec, entry) = (form.messages(), &sheet.spec, &sheet.entry);
    let id = spec.ordinal;
    let accepted = match entry.answer {
        Some(Answer::Points(points)) => Some(points),
        _ => None,
    };
    let shown = entry.refused.clone().map(AttrValue::from);
    let shown = shown.or(accepted.map(|points| points.to_string().into()));
    let change = {
        let (present, spec) = (form.present.clone(), spec.clone());
        move |text: &str| typed(&spec, &present.entry(&spec), text)
    };
    let means = {
        let spec = spec.clone();
        move |text: &str| typed(&spec, &Entry::default(), text)
    };
    let own = format!("i-{id}");
    let Typed {
        text,
        oninput,
        onkeyup,
        onchange,
    } = number::typed(form, &own, &shown.unwrap_or_default(), change, means);
    let onkeydown = {
        let (emit, spec, present) = (form.emit.clone(), spec.clone(), form.present.clone());
        Callback::from(move |event: KeyboardEvent| {
            let step = |up| Doing::Typing(stepped(&spec, &present.entry(&spec), up));
            let doing = match event.key().as_str() {
                _ if event.is_composing() => return,
                "Enter" => Doing::Visit(spec.ordinal + 1),
                "ArrowUp" => step(true),
                "ArrowDown" => step(false),
                _ => return,
            };
            event.prevent_default();
            emit.emit(doing);
        })
    };
    let touch = |points: Decimal, class: &'static str, text: String, name: String| {
        let criterion = spec.id.clone();
        let onclick = form.emit.reform(move |_: MouseEvent| {
            let answer = Some(Answer::Points(points));
            Doing::Change(Change::Answer {
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
            // What they enter is typed with one key or two: arrows reach them from the tools, and Tab passes them by.
            <button type="button" class={class} id={format!("{class}-{id}")} aria-label={form.named(&name, spec)} tabindex="-1" data-tool="true" aria-pressed={pressed} {onclick}>{ text }</button>
        }
    };
    let bottom = scale.bottom();
    let refusal = entry
        .refused
        .as_deref()
        .and_then(|text| Some((text, scale.grid().typed(text).err()?)));
    let described = if refusal.is_some() {
        format!("f-{id} l-{id}")
    } else {
        format!("l-{id}")
    };
    html! {
        <>
            <div class={classes!("points", refusal.is_some().then_some("refused"))}>
                { touch(bottom, "nought", bottom.to_string(), format!("{bottom} {}", if bottom == Decimal::ZERO { m.nought } else { m.least })) }
                <input
                    type="text" inputmode="decimal" autocomplete="off" enterkeyhint="next" id={own}
                    aria-label={form.named(&form.points_given(), spec)} aria-describedby={described}
                    aria-invalid={if refusal.is_some() { "true" } else { "false" }}
                    value={text} {oninput} {onkeyup} {onchange} {onkeydown}
                />
                { touch(scale.max, "full", m.full.to_owned(), m.full.to_owned()) }
            </div>
            <span class="limits" id={format!("l-{id}")}>{ limits(m, scale) }</span>
            if let Some((text, refusal)) = refusal {
                { fault(spec, refused(m, text, refusal, scale.grid(), accepted)) }
            }
            if let Some(measure) = &scale.measured {
                { measure::beside(form, sheet, measure, scale.grid()) }
            }
        </>
    }
}

/// The limits, shown before they are met.
fn limits(m: &Messages, scale: &Points) -> String {
    let (min, max, step) = (
        scale.least().to_string(),
        scale.max.to_string(),
        scale.grid().step.to_string(),
    );
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

/// Why an entry was refused, and what to do.
fn refused(m: &Messages, text: &str, refusal: Refusal, grid: Grid, accepted: Option<Decimal>) -> String {
    let why = match refusal {
        Refusal::NotANumber => fill(m.refused_number, &[("value", text)]),
        Refusal::Above(max) => fill(m.refused_above, &[("value", text), ("max", &max.to_string())]),
        Refusal::Below(min) => fill(m.refused_below, &[("value", text), ("min", &min.to_string())]),
        Refusal::OffStep(below, above) => fill(
            match grid {
                _ if !grid.is_of_multiples() => m.refused_step_from,
                _ if grid.step == Decimal::ONE => m.refused_whole,
                _ => m.refused_step,
            },
            &[
                ("value", text),
                ("step", &grid.step.to_string()),
                ("min", &grid.min.to_string()),
                ("below", &below.to_string()),
                ("above", &above.to_string()),
            ],
        ),
    };
    // What was taken before the refusal stands, and is told.
    let stands = accepted.map(|points| fill(m.still_counts, &[("points", &points.to_string())]));
    stands.map_or(why.clone(), |stands| {
        fill(m.two_sentences, &[("first", &why), ("second", &stands)])
    })
}
