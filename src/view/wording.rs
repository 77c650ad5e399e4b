//! Renders the rubric's wording: headings, a criterion's text and requirements, points out of the maximum.

use super::context::Context;
use super::figure::Figure as _;
use super::texts::{joined, label_mark};
use crate::locale::fill;
use crate::state::State;
use assessment::Tally;
use assessment::answers::Answer;
use assessment::points::Decimal;
use assessment::rubric::scale::Together;
use assessment::rubric::{Condition, Criterion, Scale, Section, Source, Standing};
use assessment::score::{Outcome, WeakestPart};
use assessment::text::Text;
use std::rc::Rc;
use yew::prelude::*;

/// Renders a section's label and title.
pub(super) fn heading(form: &Context, section: &Section) -> Html {
    html! {
        <>
            if let Some(label) = &section.label {
                <span class="label">{ form.text(label) }{ label_mark(form.locale, label) }</span>
            }
            { form.text(&section.title) }
        </>
    }
}

/// Explains why a part does not apply: names what its conditions read.
pub(super) fn does_not_apply(form: &Context, conditions: &[Rc<Condition>]) -> Html {
    let mut sources: Vec<Source<'_>> = Vec::new();
    for condition in conditions {
        condition.sources(&mut |source| {
            if !sources.contains(&source) {
                sources.push(source);
            }
        });
    }
    let name = |source: &Source<'_>| match source {
        Source::Field(id) => form
            .rubric
            .profile
            .iter()
            .find(|field| field.id == **id)
            .map(|field| form.plain(&field.label).to_string()),
        Source::Criterion(id) => form.rubric.criterion(id).map(|spec| form.item(spec)),
        Source::Section(id) => form
            .rubric
            .section_path(id)
            .map(|path| form.plain(&form.rubric.section_at(path).title).to_string()),
        Source::Nothing => None,
    };
    let names: Vec<_> = sources.iter().filter_map(name).collect();
    let m = form.messages();
    let of_answers = sources.iter().any(|source| !matches!(source, Source::Field(_)));
    let message = if of_answers {
        m.applies_not_answers
    } else {
        m.applies_not
    };
    html! { { fill(message, &[("fields", &names.join(m.list_separator))]) } }
}

/// Describes a section's role in the total, and the limits of its points.
pub(super) fn limits(form: &Context, section: &Section) -> Html {
    let m = form.messages();
    let standing = match section.standing {
        Standing::Base => None,
        Standing::Bonus | Standing::Penalty if section.percent => {
            let of = section.percent_of.as_ref().and_then(|id| form.rubric.section_path(id));
            let of = of.map(|path| form.plain(&form.rubric.section_at(path).title));
            Some(fill(m.section_percent, &[("of", of.as_deref().unwrap_or(m.total))]))
        }
        Standing::Bonus => Some(m.section_bonus.to_owned()),
        Standing::Penalty => Some(m.section_penalty.to_owned()),
    };
    let starts = section
        .starts
        .map(|starts| fill(m.section_starts, &[("points", &starts.figure())]));
    let cap = section.cap.map(|cap| fill(m.section_cap, &[("points", &cap.figure())]));
    let floor = section
        .floor
        .filter(|floor| section.starts.is_none() || *floor != Decimal::ZERO)
        .map(|floor| fill(m.section_floor, &[("points", &floor.figure())]));
    let each = section.each.as_ref().map(|each| match each.combine {
        Together::Mean | Together::Sum => m.section_each_mean.to_owned(),
        Together::Least => m.section_each_least.to_owned(),
        Together::Passing => fill(m.section_each_passing, &[("pass", &each.combining().pass.figure())]),
    });
    let weight = section
        .weight(&form.facts)
        .map(|weight| fill(m.section_weight, &[("points", &weight.figure())]));
    let all: Vec<_> = [standing, starts, each, cap, floor, weight]
        .into_iter()
        .flatten()
        .collect();
    if all.is_empty() {
        return Html::default();
    }
    html! { <p class="section-limits notranslate" translate="no">{ all.join(m.dot) }</p> }
}

/// Renders points out of the maximum, such as `32 / 33`: with a dash for the score while nothing is answered, and a word if
/// nothing is scored. The points of a bonus or penalty section are outside the maximum and have a sign.
pub(super) fn out_of(form: &Context, section: &Section, tally: &Tally) -> Html {
    points_and(form, section, tally, Html::default())
}

/// Renders points out of the maximum as [`out_of`] does, and what they are as a mean.
pub(super) fn out_of_and_mean(form: &Context, section: &Section, tally: &Tally) -> Html {
    let mean = Some(mean(form, section, tally)).filter(|text| !text.is_empty());
    let mean = mean.map(|text| html! { <span class="mean">{ form.messages().dot }{ text }</span> });
    points_and(form, section, tally, mean.unwrap_or_default())
}

fn points_and(form: &Context, section: &Section, tally: &Tally, also: Html) -> Html {
    let word = match section.standing {
        Standing::Base => None,
        Standing::Bonus => Some(form.messages().bonus_word),
        Standing::Penalty => Some(form.messages().penalty_word),
    };
    if let Some(word) = word {
        let points = (tally.answered > 0).then(|| beside(section, tally));
        return html! { <span class="out-of notranslate" translate="no"><span class="quiet">{ word }</span>{ " " }<span class="score">{ points.unwrap_or_default() }</span></span> };
    }
    if tally.scored == 0 {
        return html! { <span class="out-of quiet notranslate" translate="no">{ form.messages().unscored }</span> };
    }
    if tally.max <= Decimal::ZERO {
        // Unanswered criteria may be outside the maximum, and are open nevertheless.
        let word = if tally.open() > 0 {
            form.messages().filled_none
        } else {
            form.messages().not_applicable_short
        };
        return html! { <span class="out-of quiet notranslate" translate="no">{ word }</span> };
    }
    html! {
        <span class="out-of notranslate" translate="no">
            <span class="score">{ if tally.settled == 0 { "—".to_owned() } else { tally.score.figure() } }</span>
            { " / " }{ tally.max.figure() }{ also }
        </span>
    }
}

/// Describes points as a mean; empty if the rubric shows no means or nothing is known.
pub(super) fn mean(form: &Context, section: &Section, tally: &Tally) -> String {
    shown_mean(form, form.rubric.rules.mean_of_section(section, tally))
}

fn shown_mean(form: &Context, mean: Option<Decimal>) -> String {
    let shown = mean.zip(form.rubric.rules.mean.as_ref()).map(|(mean, scale)| {
        let (mean, of) = (mean.figure(), scale.of.figure());
        fill(form.messages().mean_of, &[("mean", &mean), ("of", &of)])
    });
    shown.unwrap_or_default()
}

/// Returns what is shown with a total: its mean, the weakest part, and what waits for all records.
pub(super) fn notes(form: &Context, outcome: &Outcome) -> Vec<String> {
    let mean = Some(shown_mean(form, outcome.mean)).filter(|text| !text.is_empty());
    let weakest = outcome.weakest.as_ref().and_then(|weakest| weakest_part(form, weakest));
    let pending = Some(outcome.total.pending).filter(|count| *count > 0);
    let pending = pending.map(|count| fill(form.messages().pending_count, &[("count", &count.to_string())]));
    let rank = outcome.waits_for_rank.then(|| form.messages().grade_by_rank.to_owned());
    mean.into_iter().chain(weakest).chain(pending).chain(rank).collect()
}

/// Says that too few criteria are answered for a total: how many are, and what share the rubric asks for.
pub(super) fn too_few(form: &Context, state: &State) -> String {
    let total = &state.outcome.total;
    let least = state.rubric.rules.minimum_answered.unwrap_or_default().figure();
    let (done, all) = (total.known.to_string(), total.scored.to_string());
    fill(
        form.messages().too_few,
        &[("done", &done), ("all", &all), ("least", &least)],
    )
}

/// Says how many criteria are answered with "don't know", if any are.
pub(super) fn unknown(form: &Context, total: &Tally) -> Option<String> {
    let count = Some(total.dont_know).filter(|count| *count > 0)?;
    Some(fill(form.messages().dont_know_count, &[("count", &count.to_string())]))
}

/// Names the weakest part, with its points.
fn weakest_part(form: &Context, weakest: &WeakestPart) -> Option<String> {
    let m = form.messages();
    let name = if weakest.is_section {
        form.plain(&form.rubric.section_at(form.rubric.section_path(&weakest.id)?).title)
    } else {
        form.plain(&form.rubric.criterion(&weakest.id)?.text)
    };
    let scale = form.rubric.rules.mean.as_ref();
    let level = scale.and_then(|scale| Some((scale.of_points(weakest.score, weakest.max)?, scale.of)));
    let points = match level {
        Some((mean, _)) if weakest.is_section => shown_mean(form, Some(mean)),
        // One criterion is at a level, and has no mean.
        Some((level, of)) => format!("{} / {}", level.figure(), of.figure()),
        None => format!("{} / {}", weakest.score.figure(), weakest.max.figure()),
    };
    let label = form.plain(&form.rubric.rules.weakest.as_ref()?.label);
    let text = fill(m.weakest, &[("label", &label), ("name", &name), ("points", &points)]);
    let open = (weakest.open > 0).then(|| m.provisional.to_owned());
    Some(joined([text].into_iter().chain(open), m.dot))
}

/// The maximum width of a label beside the text, in halves of a Chinese character. On a phone, a longer label is placed at the
/// start of the text.
const SHORT: usize = 6;

/// Whether a label would take too much of a phone's width beside the text.
fn is_long(label: &str) -> bool {
    let halves = label.chars().map(|one| if one.is_ascii() { 1 } else { 2 });
    halves.sum::<usize>() > SHORT
}

/// Renders a criterion: its text, how to judge it, and what it asks for; `level` is the level of its heading in the form.
pub(super) fn criterion(form: &Context, spec: &Criterion, level: usize) -> Html {
    let m = form.messages();
    let asks: Vec<(&str, &[Text])> = [
        (m.evidence, &spec.evidence[..]),
        (m.method, &spec.methods[..]),
        (m.unit, &spec.units[..]),
    ]
    .into_iter()
    .filter(|(_, texts)| !texts.is_empty())
    .collect();
    let long = spec.label.as_ref().is_some_and(|label| is_long(&form.plain(label)));
    html! {
        <>
            <@{form.heading(level)} class={classes!("text", long.then_some("run-in"))} id={format!("t-{}", spec.ordinal)}>
                if let Some(label) = &spec.label {
                    <span class="no">{ form.text(label) }</span>
                }
                { " " }<span class="wording">{ form.text(&spec.text) }</span>
            </@>
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

/// Returns the answer in a word or two; empty if it is a number or a text.
pub(super) fn answer(form: &Context, scale: &Scale, answer: &Answer) -> String {
    match (answer, scale) {
        (Answer::Points(points), Scale::Levels(levels)) => levels
            .level_of(*points)
            .map(|level| form.plain(&level.label).to_string())
            .unwrap_or_default(),
        (Answer::Level(id), Scale::Levels(levels)) => levels
            .level(id)
            .map(|level| form.plain(&level.label).to_string())
            .unwrap_or_default(),
        (answer, scale) => yes_no(form, scale, answer)
            .map(|word| word.to_string())
            .unwrap_or_default(),
    }
}

/// Returns the word for the answer yes, partly or no: the rubric's own if there is one.
pub(super) fn yes_no(form: &Context, scale: &Scale, answer: &Answer) -> Option<Rc<str>> {
    let (m, Scale::YesNo(scale)) = (form.messages(), scale) else {
        return None;
    };
    let (own, ours) = match answer {
        Answer::Yes => (scale.labels.as_ref().and_then(|labels| labels.yes.as_ref()), m.yes),
        Answer::No => (scale.labels.as_ref().and_then(|labels| labels.no.as_ref()), m.no),
        Answer::Partial => (None, m.partial),
        _ => return None,
    };
    Some(own.map_or_else(|| ours.into(), |own| form.plain(own)))
}

/// Formats what a section adds on top of the total or takes off it: points, or percent.
pub(super) fn beside(section: &Section, tally: &Tally) -> String {
    match section.percent {
        true if section.standing == Standing::Penalty => format!("{}%", signed(-tally.percent)),
        true => format!("{}%", signed(tally.percent)),
        false => signed(tally.extra),
    }
}

/// Formats points with their sign, for points outside the maximum.
pub(super) fn signed(points: Decimal) -> String {
    let sign = if points < Decimal::ZERO { "" } else { "+" };
    format!("{sign}{}", points.figure())
}

/// Returns the points of a criterion as text, if its control is not drawn.
pub(super) fn points(form: &Context, spec: &Criterion, tally: &Tally) -> String {
    let worth = spec.worth_now(&form.facts).map(|worth| worth.figure());
    match worth {
        Some(_) if spec.takes_from_pool() => {
            let points = (tally.settled > 0).then(|| tally.score.figure());
            points.unwrap_or_else(|| form.messages().of_pool.to_owned())
        }
        None => form.messages().unscored.to_owned(),
        Some(worth) if tally.settled > 0 => format!("{} / {worth}", tally.score.figure()),
        Some(worth) => fill(form.messages().of_points, &[("points", &worth)]),
    }
}
