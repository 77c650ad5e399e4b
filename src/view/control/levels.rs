//! Levels: one radio per level, with its descriptor and points. A level with a range of points has a field beside the radios:
//! the radio enters the most of its range.

use super::amounts::At;
use super::tick::tick_box;
use super::{Choice, fault, points_breakdown, radios, unfit};
use crate::locale::fill;
use crate::state::{Unread, parse_answer, read_points};
use crate::view::context::Context;
use crate::view::figure::Figure as _;
use crate::view::number::{self, Number};
use assessment::answers::{Answer, Entry};
use assessment::points::Decimal;
use assessment::rubric::scale::{Clause, Grid, Level, Levels, Refusal};
use assessment::score::CriterionSheet;
use yew::prelude::*;

pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &Levels) -> Html {
    let m = form.messages();
    let given = sheet.entry.answer.as_ref();
    let choices = scale.levels.iter().map(|level| {
        let range = scale.range(level);
        let points = match (range, level.points) {
            (Some(range), _) => Some(limits(form, range)),
            (None, points) => points.map(|points| fill(m.points, &[("points", &points.figure())])),
        };
        Choice {
            chosen: given.is_some_and(|given| is_of(scale, level, given)),
            answer: range.map_or(Answer::Level(level.id.clone()), |range| Answer::Points(range.max)),
            name: form.text(&level.label),
            descriptor: level.text.as_ref().map(|text| form.text(text)),
            points,
        }
    });
    let choices = radios(form, sheet, "levels", choices.collect());
    if scale.has_ranges() {
        html! { <>{ choices }{ within(form, sheet, scale) }{ clauses(form, sheet, scale) }</> }
    } else {
        html! { <>{ choices }{ unfit(form, sheet) }{ clauses(form, sheet, scale) }</> }
    }
}

/// Renders a checkbox for each clause under its level, and how many clauses of the claimed level are met.
fn clauses(form: &Context, sheet: &CriterionSheet, scale: &Levels) -> Html {
    if !scale.has_clauses() {
        return Html::default();
    }
    let (m, ordinal) = (form.messages(), sheet.spec.ordinal);
    let mut index = 0;
    let levels = scale.levels.iter().enumerate();
    let groups = levels.filter(|(_, level)| !level.clauses.is_empty()).map(|(i, level)| {
        let name = format!("c-{ordinal}-{i}");
        let clauses = level.clauses.iter().map(|clause| {
            index += 1;
            let id = format!("k-{ordinal}-{index}");
            tick_box(form, sheet, id, &clause.id, form.text(&clause.label), None, Vec::new())
        });
        let clauses: Vec<_> = clauses.collect();
        html! {
            <div class="tier" role="group" aria-labelledby={name.clone()} key={i}>
                <p class="tier-name" id={name}>{ form.text(&level.label) }</p>
                <div class="ticks">{ for clauses }</div>
            </div>
        }
    });
    let groups: Vec<_> = groups.collect();
    let claimed = scale
        .claimed(&sheet.entry)
        .filter(|level| !level.clauses.is_empty() && !scale.has_ranges());
    let support = claimed.map(|level| {
        let met = |clause: &&Clause| sheet.entry.amount(&clause.id) == Some(Decimal::ONE);
        let met = level.clauses.iter().filter(met).count().to_string();
        let (level, all) = (form.plain(&level.label), level.clauses.len().to_string());
        fill(m.level_clauses_met, &[("level", &level), ("met", &met), ("all", &all)])
    });
    html! {
        <>
            <p class="rule">{ m.level_clauses }</p>
            <div class="tiers">{ for groups }</div>
            { points_breakdown(sheet, support.unwrap_or_default()) }
        </>
    }
}

/// Lists the clauses that are met.
pub(super) fn in_words(form: &Context, scale: &Levels, entry: &Entry) -> Vec<String> {
    let clauses = scale.levels.iter().flat_map(|level| &level.clauses);
    let met = clauses.filter(|clause| entry.amount(&clause.id) == Some(Decimal::ONE));
    met.map(|clause| form.plain(&clause.label).to_string()).collect()
}

/// Whether an answer is of this level.
fn is_of(scale: &Levels, level: &Level, answer: &Answer) -> bool {
    match answer {
        Answer::Points(points) => scale.level_of(*points).is_some_and(|own| own.id == level.id),
        answer => *answer == Answer::Level(level.id.clone()),
    }
}

/// Describes the range of a level.
fn limits(form: &Context, range: Grid) -> String {
    let m = form.messages();
    let (min, max) = (range.min.figure(), range.max.figure());
    if range.min == range.max {
        return fill(m.points, &[("points", &max)]);
    }
    fill(m.limit_range, &[("min", &min), ("max", &max)])
}

/// Renders the field for the points within a level, and the level that they are in.
fn within(form: &Context, sheet: &CriterionSheet, scale: &Levels) -> Html {
    let (m, spec, entry) = (form.messages(), &sheet.spec, &sheet.entry);
    let ordinal = spec.ordinal;
    let accepted = match entry.answer {
        Some(Answer::Points(points)) => Some(points),
        _ => None,
    };
    let shown = entry.refused.clone().map(AttrValue::from);
    let shown = shown.or(accepted.map(|points| points.to_string().into()));
    let grids = scale.ranges();
    let around = Grid::around(&grids);
    let why = entry.refused.as_deref().map(|text| match read_points(&grids, text) {
        Err(Unread::Refused(Refusal::OffStep(below, above))) => {
            let (below, above) = (below.figure(), above.figure());
            fill(
                m.refused_between,
                &[("value", text), ("below", &below), ("above", &above)],
            )
        }
        Err(unread) => number::refused(m, text, unread, around),
        // An earlier version of the program refused a text that is accepted today.
        Ok(_) => fill(m.print_refused, &[("value", text)]),
    });
    let change = {
        let (live, spec) = (form.live.clone(), spec.clone());
        move |text: &str| parse_answer(&spec, &live.entry(&spec), text)
    };
    let means = {
        let spec = spec.clone();
        move |text: &str| parse_answer(&spec, &Entry::default(), text)
    };
    let id = At::Beside.element(ordinal, 0);
    let label = format!("a-{id}");
    let field = Number {
        shown: shown.unwrap_or_default(),
        refused: why.is_some(),
        named_by: Some(format!("{label} of-{ordinal}")),
        described_by: match (&why, accepted) {
            (Some(_), _) => Some(format!("f-{ordinal}")),
            (None, Some(_)) => Some(format!("l-{ordinal}")),
            (None, None) => None,
        },
        unit: None,
        least: Some(around.min),
        ways: None,
        id,
    };
    let level = accepted.and_then(|points| Some((points, scale.level_of(points)?)));
    let result = level.and_then(|(points, level)| {
        let range = scale.range(level)?;
        let (points, name) = (points.figure(), form.plain(&level.label));
        let (min, max) = (range.min.figure(), range.max.figure());
        Some(fill(
            m.level_holds,
            &[("points", &points), ("level", &name), ("min", &min), ("max", &max)],
        ))
    });
    html! {
        <>
            <ul class="amounts"><li class="amount">
                <span class="amount-label" id={label}>{ form.points_given() }</span>
                { number::input(form, field, change, means) }
            </li></ul>
            <span hidden=true id={format!("of-{ordinal}")}>{ form.item(spec) }</span>
            if let Some(why) = why {
                { fault(spec, why) }
            }
            { points_breakdown(sheet, result.unwrap_or_default()) }
        </>
    }
}
