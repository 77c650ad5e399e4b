//! Measures: fields for a counted or measured quantity, and the points that follow from it or that it proposes.

use super::amounts::{self, Amount, At, fields};
use super::points_breakdown;
use crate::locale::fill;
use crate::state::Change;
use crate::view::context::{Context, FormAction};
use crate::view::figure::Figure as _;
use assessment::Id;
use assessment::answers::{Answer, Entry};
use assessment::points::Decimal;
use assessment::rubric::Worth;
use assessment::rubric::scale::{Grid, Measure, Measured, Quantity, Table};
use assessment::score::CriterionSheet;
use assessment::{Rational, Rounding};
use yew::prelude::*;

/// Renders a measure that determines the points.
pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &Measure) -> Html {
    let m = form.messages();
    let result = match scale.points(&sheet.entry, &form.facts) {
        Worth::Points(points) => comes_to(form, sheet, scale, m.measure_comes_to, points),
        Worth::Excluded => m.measure_of_nothing.to_owned(),
        Worth::Open | Worth::Unscored => String::new(),
    };
    html! {
        <>
            { measured(form, sheet, scale, At::Control) }
            { points_breakdown(sheet, result) }
        </>
    }
}

/// Renders a measure beside typed points, with the points that it proposes.
pub(super) fn beside(form: &Context, sheet: &CriterionSheet, scale: &Measure, grid: Grid) -> Html {
    let m = form.messages();
    let proposed = scale.proposed(grid, &sheet.entry, &form.facts);
    let typed = matches!(sheet.entry.answer, Some(Answer::Points(points)) if Some(points) == proposed);
    let take = proposed.filter(|_| !typed).map(|points| {
        let criterion = sheet.spec.id.clone();
        let onclick = form.emit.reform(move |_: MouseEvent| {
            FormAction::Change(Change::Answer {
                criterion: criterion.clone(),
                answer: Some(Answer::Points(points)),
                refused: None,
            })
        });
        let text = fill(m.measure_take, &[("points", &points.figure())]);
        html! {
            <button type="button" class="quiet-button" id={format!("take-{}", sheet.spec.ordinal)} aria-label={form.named(&text, &sheet.spec)} {onclick}>{ text }</button>
        }
    });
    let says = proposed.map(|points| comes_to(form, sheet, scale, m.measure_proposes, points));
    html! {
        <div class="measured">
            { measured(form, sheet, scale, At::Beside) }
            if let Some(says) = says {
                <p class="came-to notranslate" translate="no">{ says }{ take.unwrap_or_default() }</p>
            }
        </div>
    }
}

/// Renders the fields of the measure, the values taken from the profile, and the table.
fn measured(form: &Context, sheet: &CriterionSheet, scale: &Measure, at: At) -> Html {
    let m = form.messages();
    let mut asked = Vec::new();
    let mut known = Vec::new();
    for (name, one) in scale.quantity.asked() {
        let unit = one.unit.as_ref().map(|unit| form.text(unit));
        if one.from.is_none() {
            asked.extend(Id::new(name).map(|name| Amount {
                name,
                label: form.text(&one.label),
                unit,
            }));
        } else {
            let value = one.number(name, &sheet.entry, &form.facts).and_then(shown);
            let value = value.unwrap_or_else(|| m.measure_unknown.to_owned());
            known.push(
                html! { <span>{ form.text(&one.label) }{ m.colon }{ value }{ " " }{ unit.unwrap_or_default() }</span> },
            );
        }
    }
    html! {
        <>
            if !asked.is_empty() {
                { fields(form, sheet, asked, at) }
            }
            if !known.is_empty() {
                <p class="known">{ for known }</p>
            }
            <ul class="rule">{ for rules(form, scale).into_iter().map(|rule| html! { <li>{ rule }</li> }) }</ul>
        </>
    }
}

/// Formats a number for display, with at most two decimal places.
fn shown(value: Rational) -> Option<String> {
    value.rounded(2, Rounding::Half).map(|value| value.figure())
}

fn comes_to(form: &Context, sheet: &CriterionSheet, scale: &Measure, message: &str, points: Decimal) -> String {
    let Measured::Value(value) = scale.quantity.measured(&sheet.entry, &form.facts) else {
        return String::new();
    };
    let value = shown(value).unwrap_or_default();
    let value = match scale.quantity {
        Quantity::Ratio(_) => format!("{value}%"),
        Quantity::Number(_) => value,
    };
    fill(message, &[("value", &value), ("points", &points.figure())])
}

/// Describes the table in words.
fn rules(form: &Context, scale: &Measure) -> Vec<String> {
    let m = form.messages();
    let (sign, unit) = match &scale.quantity {
        Quantity::Ratio(_) => ("%", Some("1%".into())),
        Quantity::Number(asked) => ("", asked.unit.as_ref().map(|unit| form.plain(unit))),
    };
    let text = |value: Decimal| format!("{}{sign}", value.figure());
    let line = |message: &str, values: &[(&str, String)]| {
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fill(message, &values)
    };
    let points = |points: Decimal| ("points", points.figure());
    match &scale.table {
        Table::Steps(table) => {
            let each = table.steps.iter();
            each.map(|step| line(m.rule_at_least, &[("value", text(step.at_least)), points(step.points)]))
                .collect()
        }
        Table::Lower(table) => {
            let each = table.steps.iter();
            each.map(|step| line(m.rule_at_most, &[("value", text(step.at_most)), points(step.points)]))
                .collect()
        }
        Table::Ranges(table) => {
            let each = table.ranges.iter();
            each.map(|range| match (range.from, range.to) {
                (Some(from), Some(to)) => line(
                    m.rule_range,
                    &[("from", text(from)), ("to", text(to)), points(range.points)],
                ),
                (Some(from), None) => line(m.rule_at_least, &[("value", text(from)), points(range.points)]),
                (None, Some(to)) => line(m.rule_at_most, &[("value", text(to)), points(range.points)]),
                (None, None) => line(m.rule_always, &[points(range.points)]),
            })
            .collect()
        }
        Table::Linear(table) => {
            let rule = if table.from < table.to {
                m.rule_linear
            } else {
                m.rule_linear_lower
            };
            vec![line(
                rule,
                &[("from", text(table.from)), ("to", text(table.to)), points(table.points)],
            )]
        }
        Table::Each(table) => {
            let (each, most) = (("each", table.each.figure()), ("most", table.most.figure()));
            vec![match unit {
                Some(unit) => line(m.rule_each, &[each, most, ("unit", unit.to_string())]),
                None => line(m.rule_each_one, &[each, most]),
            }]
        }
    }
}

/// Describes the entered numbers.
pub(super) fn in_words(form: &Context, scale: &Measure, entry: &Entry) -> Vec<String> {
    let asked = scale.quantity.asked().into_iter();
    asked
        .filter_map(|(name, asked)| amounts::in_words(form, entry, name, &asked.label))
        .collect()
}
