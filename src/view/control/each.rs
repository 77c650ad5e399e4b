//! One question for each subject of a list: a field or a select for each, and how their points make one.

use super::amounts::{Amount, At, field, item_name};
use super::{points, points_breakdown};
use crate::foreign::direction::isolated;
use crate::locale::fill;
use crate::state::set_entry_text;
use crate::view::context::{Context, FormAction};
use crate::view::fields::select;
use crate::view::figure::Figure as _;
use crate::view::number::Ways;
use crate::view::texts::joined;
use crate::view::working;
use assessment::Id;
use assessment::answers::{Answer, Entry};
use assessment::points::Decimal;
use assessment::rubric::Worth;
use assessment::rubric::scale::{ANSWER, Each, Family as _, OfOne, POINTS, Together, named};
use assessment::score::CriterionSheet;
use std::rc::Rc;
use yew::prelude::*;

pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &Each) -> Html {
    let m = form.messages();
    let ordinal = sheet.spec.ordinal;
    let subjects = form.facts.subjects(&scale.of);
    let range = match &scale.scale {
        OfOne::Points(one) => {
            Some(html! { <li>{ fill(m.each_limits, &[("limits", &points::limits(m, &one.scale()))]) }</li> })
        }
        _ => None,
    };
    let rule = html! { <ul class="rule notranslate" translate="no"><li>{ rule(form, scale) }</li>{ for range }</ul> };
    if subjects.is_empty() {
        let list = form.rubric.profile.iter().find(|field| field.id == scale.of);
        let list = list.map(|field| form.plain(&field.label)).unwrap_or_default();
        let place = format!("p-{}-add", scale.of);
        let go = form.emit.reform(move |_: MouseEvent| FormAction::Focus(place.clone()));
        return html! {
            <>
                { rule }
                <p class="hint">{ fill(m.each_none, &[("list", &list)]) }{ " " }
                    <button type="button" class="quiet-button" id={format!("i-{ordinal}")} aria-label={form.named(m.each_go, &sheet.spec)} onclick={go}>{ m.each_go }</button>
                </p>
            </>
        };
    }
    let count = subjects.len();
    let rows = subjects.iter().enumerate().map(|(i, (number, name))| match &scale.scale {
        OfOne::Points(_) => html! { <li class="amount" key={*number}>{ number_field(form, sheet, (*number, name), (i, count)) }</li> },
        inner => html! { <li class="amount" key={*number}>{ word_field(form, sheet, scale, inner, (*number, name), i) }</li> },
    });
    html! {
        <>
            { rule }
            <ul class="amounts">{ for rows }</ul>
            { item_name(form, sheet) }
            { points_breakdown(sheet, breakdown(form, scale, &sheet.entry)) }
        </>
    }
}

/// Describes how the points of the subjects make one.
fn rule(form: &Context, scale: &Each) -> String {
    let m = form.messages();
    let pass = pass_points(scale);
    match scale.combining().together {
        Together::Mean => m.rule_each_mean.to_owned(),
        Together::Least => m.rule_each_least.to_owned(),
        Together::Sum => fill(m.rule_each_sum, &[("most", &scale.most.unwrap_or_default().figure())]),
        Together::Passing => fill(m.rule_each_passing, &[("pass", &pass.figure())]),
    }
}

/// The points from which a subject passes.
fn pass_points(scale: &Each) -> Decimal {
    scale.of_one().scaled(scale.combining().pass, Decimal::whole(100), 4)
}

fn number_field(form: &Context, sheet: &CriterionSheet, of: (u32, &Rc<str>), at: (usize, usize)) -> Html {
    let ((number, name), (i, count)) = (of, at);
    let ordinal = sheet.spec.ordinal;
    let Some(own) = Id::new(&named(number, POINTS)) else {
        return Html::default();
    };
    let element = |i: usize| At::Control.element(ordinal, i);
    let next = (i + 1 < count).then(|| element(i + 1));
    let ways = Ways {
        ordinal: Some(ordinal),
        next: next.clone(),
        above: i.checked_sub(1).map(element),
        below: next,
    };
    let amount = Amount {
        name: own,
        label: html! { { named_or_numbered(form, number, name) } },
        unit: None,
    };
    field(form, sheet, amount, element(i), ways)
}

fn word_field(
    form: &Context,
    sheet: &CriterionSheet,
    scale: &Each,
    inner: &OfOne,
    of: (u32, &Rc<str>),
    i: usize,
) -> Html {
    let (m, spec) = (form.messages(), sheet.spec.clone());
    let (number, name) = of;
    let words = words(form, inner);
    let given = scale.answer(&sheet.entry, number);
    let chosen = words.iter().position(|(answer, ..)| Some(answer) == given.as_ref());
    let options = words.iter().map(|(_, _, text)| AttrValue::from(text.clone()));
    let options = std::iter::once(m.choose.into()).chain(options).collect();
    let change = {
        let live = form.live.clone();
        let ids: Vec<Rc<str>> = words.iter().map(|(_, word, _)| word.clone()).collect();
        move |index: usize| {
            let word = index.checked_sub(1).and_then(|index| ids.get(index).cloned());
            set_entry_text(&spec, &live.entry(&spec), number, ANSWER, &word.unwrap_or_default())
        }
    };
    let id = At::Control.element(sheet.spec.ordinal, i);
    let label = html! { { named_or_numbered(form, number, name) } };
    let chosen = chosen.map_or(0, |index| index + 1);
    select(form, id, (label, Some(sheet.spec.ordinal)), options, chosen, change)
}

/// The answers of a scale that are one of a few: the answer, its word in the record, and its text with the points.
fn words(form: &Context, inner: &OfOne) -> Vec<(Answer, Rc<str>, String)> {
    let m = form.messages();
    let text = |name: &str, points: Decimal| {
        let points = fill(m.points, &[("points", &points.figure())]);
        format!("{name}{}{points}", m.dot)
    };
    match inner {
        OfOne::Points(_) => Vec::new(),
        OfOne::Levels(scale) => {
            let levels = scale.levels.iter();
            levels
                .map(|level| {
                    let name = form.plain(&level.label);
                    (
                        Answer::Level(level.id.clone()),
                        level.id.shared(),
                        text(&name, level.points.unwrap_or_default()),
                    )
                })
                .collect()
        }
        OfOne::YesNo(scale) => {
            let own = scale.labels.as_ref();
            let yes = own.and_then(|own| own.yes.as_ref()).map(|label| form.plain(label));
            let no = own.and_then(|own| own.no.as_ref()).map(|label| form.plain(label));
            let all = [
                (Answer::Yes, "yes", yes.unwrap_or_else(|| m.yes.into())),
                (Answer::Partial, "partial", m.partial.into()),
                (Answer::No, "no", no.unwrap_or_else(|| m.no.into())),
            ];
            let all = all.into_iter().filter(|(answer, ..)| scale.takes(answer));
            all.map(|(answer, word, name)| {
                let points = scale.points_of(&answer).unwrap_or_default();
                (answer, word.into(), text(&name, points))
            })
            .collect()
        }
    }
}

/// Describes how the points of the subjects make those of the criterion.
pub(super) fn breakdown(form: &Context, scale: &Each, entry: &Entry) -> String {
    let m = form.messages();
    let subjects = form.facts.subjects(&scale.of);
    let each: Vec<_> = subjects
        .iter()
        .map(|(number, _)| scale.points_of(entry, *number))
        .collect();
    let open = each.iter().filter(|points| points.is_none()).count();
    let known: Vec<_> = each.into_iter().flatten().collect();
    if known.is_empty() {
        return String::new();
    }
    let (Worth::Points(points), 0) = (scale.worth(entry, &form.facts), open) else {
        return fill(m.each_open, &[("count", &open.to_string())]);
    };
    let text = working::together(form, &scale.combining(), &known, scale.of_one(), points);
    let sum: Decimal = known.iter().copied().sum();
    let held = scale
        .most
        .filter(|most| scale.combining().together == Together::Sum && *most < sum);
    let held = held.map(|most| fill(m.checklist_held_at, &[("points", &most.figure())]));
    joined([text].into_iter().chain(held), m.dot)
}

/// Describes the answer for each subject.
pub(super) fn in_words(form: &Context, scale: &Each, entry: &Entry) -> Vec<String> {
    let words = words(form, &scale.scale);
    let one = |(number, name): (u32, Rc<str>)| {
        let given = scale.answer(entry, number)?;
        let text = match &given {
            Answer::Points(points) => points.figure(),
            given => words.iter().find(|(answer, ..)| answer == given)?.2.clone(),
        };
        Some(format!("{} {text}", named_or_numbered(form, number, &name)))
    };
    form.facts.subjects(&scale.of).into_iter().filter_map(one).collect()
}

/// Returns the name of a subject, or its number while the name is blank.
fn named_or_numbered(form: &Context, number: u32, name: &str) -> String {
    match name.trim().is_empty() {
        true => fill(form.messages().subjects_name, &[("number", &number.to_string())]),
        false => isolated(name).to_string(),
    }
}
