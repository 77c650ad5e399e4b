//! How the rubric's own words are set: headings, a criterion's text and what it asks for, points out of points.

use super::context::Context;
use crate::locale::fill;
use assessment::points::Decimal;
use assessment::rubric::{Criterion, Section};
use assessment::score::Tally;
use assessment::text::Text;
use yew::prelude::*;

/// A section's label and title.
pub(super) fn heading(form: &Context, section: &Section) -> Html {
    html! {
        <>
            if let Some(label) = &section.label {
                <span class="label">{ form.text(label) }{ label_mark(form, label) }</span>
            }
            { form.text(&section.title) }
        </>
    }
}

/// What stands between a label and what it labels. A label that brings its own mark, such as （一） or ①, gets none.
fn label_mark(form: &Context, label: &Text) -> &'static str {
    match form.plain(label).chars().next_back() {
        Some('①'..='⓿' | '）') => "",
        Some(last) if last.is_alphanumeric() => form.messages().label_mark,
        _ => " ",
    }
}

/// `32 / 33`, with a dash for the score while nothing is answered, and nothing where nothing is scored.
pub(super) fn out_of(form: &Context, tally: &Tally) -> Html {
    if tally.scored == 0 {
        return html! { <span class="out-of quiet">{ form.messages().unscored }</span> };
    }
    if tally.max <= Decimal::ZERO {
        return html! { <span class="out-of quiet">{ form.messages().not_applicable_short }</span> };
    }
    html! {
        <span class="out-of">
            <span class="score">{ if tally.settled == 0 { "—".to_owned() } else { tally.score.to_string() } }</span>
            { " / " }{ tally.max.to_string() }
        </span>
    }
}

/// What is assessed, how to judge it, and what is asked for.
pub(super) fn criterion(form: &Context, spec: &Criterion) -> Html {
    let m = form.messages();
    let asks: Vec<(&str, &[Text])> = [
        (m.evidence, &spec.evidence[..]),
        (m.method, &spec.methods[..]),
        (m.unit, &spec.units[..]),
    ]
    .into_iter()
    .filter(|(_, texts)| !texts.is_empty())
    .collect();
    html! {
        <>
            <p class="text" id={format!("t-{}", spec.ordinal)}>
                if let Some(label) = &spec.label {
                    <span class="no">{ form.text(label) }</span>
                }
                { " " }<span class="wording">{ form.text(&spec.text) }</span>
            </p>
            if let Some(guidance) = &spec.guidance {
                <p class="guidance lines">{ form.text(guidance) }</p>
            }
            if !asks.is_empty() {
                <p class="asks">
                    { for asks.into_iter().map(|(name, texts)| html! {
                        <span class="ask"><span class="quiet">{ name }</span>{ " " }{ form.list(texts) }</span>
                    }) }
                </p>
            }
        </>
    }
}

/// The limits of a criterion as text, for where its control is not drawn.
pub(super) fn points(form: &Context, spec: &Criterion, tally: &Tally) -> String {
    let worth = spec.worth().map(|worth| worth.to_string());
    match worth {
        None => form.messages().unscored.to_owned(),
        Some(worth) if tally.settled > 0 => format!("{} / {worth}", tally.score),
        Some(worth) => fill(form.messages().of_points, &[("points", &worth)]),
    }
}
