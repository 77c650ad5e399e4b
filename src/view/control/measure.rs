//! Measures: fields for a counted or measured quantity, and the points that follow from it or that it proposes.

mod rules;

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
use assessment::rubric::scale::{
    Against, Asked, BEFORE, Compared, DENOMINATOR, Grid, Measure, Measured, NOW, NUMERATOR, OfPart, Quantity, Reached,
    Side, Table, Target, VALUE,
};
use assessment::score::CriterionSheet;
use assessment::{Rational, Rounding};
use yew::prelude::*;

/// Renders a measure that determines the points.
pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &Measure) -> Html {
    let m = form.messages();
    let result = match scale.points(&sheet.entry, &form.facts) {
        Worth::Points(points) => comes_to(form, sheet, scale, m.measure_comes_to, points),
        Worth::Excluded => m.measure_of_nothing.to_owned(),
        Worth::Pending => m.measure_pending.to_owned(),
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
        let unit = match &scale.quantity {
            Quantity::Reached(reached) => goal(form, reached, name).or(unit),
            _ => unit,
        };
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
    if let Quantity::Compared(compared) = &scale.quantity {
        known.extend(reference(form, compared, &sheet.entry).map(|text| html! { <span>{ text }</span> }));
    }
    html! {
        <>
            if !asked.is_empty() {
                { fields(form, sheet, asked, at) }
            }
            if !known.is_empty() {
                <p class="known">{ for known }</p>
            }
            <ul class="rule">{ for rules::rules(form, scale).into_iter().map(|rule| html! { <li>{ rule }</li> }) }</ul>
        </>
    }
}

/// Says what the number is compared with, once that is known.
fn reference(form: &Context, compared: &Compared, entry: &Entry) -> Option<String> {
    let m = form.messages();
    let label = match compared.to {
        Against::Rank => m.compared_rank,
        Against::Best => m.compared_best,
        Against::Mean => m.compared_mean,
    };
    Some(format!("{label}{}{}", m.colon, compared.reference(entry)?.figure()))
}

/// Says which minimum a number is to reach.
fn goal(form: &Context, reached: &Reached, name: &str) -> Option<Html> {
    let row = reached.rows.iter().find(|row| *row.id == *name)?;
    let unit = row.number.unit.as_ref().map(|unit| form.plain(unit));
    let least = row.at_least.figure();
    let text = fill(
        form.messages().reached_goal,
        &[("least", &least), ("unit", unit.as_deref().unwrap_or_default())],
    );
    Some(html! { { text.trim().to_owned() } })
}

/// Whether the value is in percent.
fn is_percent(quantity: &Quantity) -> bool {
    match quantity {
        Quantity::Ratio(_) => true,
        Quantity::Number(_) => false,
        Quantity::Change(change) => change.percent == Some(true),
        Quantity::Reached(reached) => reached.percent == Some(true),
        Quantity::Compared(compared) => compared.to != Against::Rank,
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
    let text = shown(value).unwrap_or_default();
    let text = match is_percent(&scale.quantity) {
        true => format!("{text}%"),
        false => text,
    };
    let text = match (&scale.quantity, change_text(form, sheet, scale)) {
        (Quantity::Reached(reached), _) => reached_text(form, reached, &text),
        (Quantity::Compared(compared), _) => match compared_text(form, sheet, compared) {
            Some(calculation) => format!("{calculation} = {text}"),
            None => text,
        },
        (_, Some(calculation)) => format!("{calculation} = {text}"),
        (_, None) => text,
    };
    let result = fill(message, &[("value", &text), ("points", &points.figure())]);
    let Some(formula) = formula(form, sheet, scale, value, points) else {
        return result;
    };
    format!("{result}{}{formula}", form.messages().dot)
}

/// The calculation of points that follow from the distance to a target, or from a line between two knots; `None` for tables
/// whose rules say it already.
fn formula(
    form: &Context,
    sheet: &CriterionSheet,
    scale: &Measure,
    value: Rational,
    points: Decimal,
) -> Option<String> {
    let m = form.messages();
    let number = exact_text(form, sheet, scale, value);
    let (calculation, exact) = match &scale.table {
        Table::Target(table) => {
            let side = table.side(value)?;
            let units = table.units(side, value)?;
            let exact = units
                .checked_mul(side.each.into())
                .and_then(|change| change.checked_add(table.points.into()));
            (target_formula(table, side, &number, units, value)?, exact)
        }
        Table::Knots(table) => {
            let after = table.knots.iter().position(|knot| Rational::from(knot.at) > value)?;
            let (from, to) = (table.knots.get(after.checked_sub(1)?)?, &table.knots[after]);
            let (start, end, low) = (from.at.figure(), to.at.figure(), from.points.figure());
            let rise = to.points - from.points;
            if rise == Decimal::ZERO {
                return None;
            }
            let rise = signed_term(rise);
            let span = format!("({end} − {start})");
            (format!("{low} {rise} × ({number} − {start}) ÷ {span}"), None)
        }
        _ => return None,
    };
    let exact_points = exact.and_then(|exact| exact.rounded(4, Rounding::Half));
    let limit = exact_points.filter(|exact| match &scale.table {
        Table::Target(table) => *exact > table.greatest() || *exact < table.least(),
        _ => false,
    });
    let points = points.figure();
    Some(match limit {
        Some(exact) => fill(
            m.measure_formula_limit,
            &[("parts", &calculation), ("exact", &exact.figure()), ("points", &points)],
        ),
        None => fill(m.measure_formula, &[("parts", &calculation), ("points", &points)]),
    })
}

/// The calculation of a change, such as `5.5 − 2`; `None` for other quantities.
fn change_text(form: &Context, sheet: &CriterionSheet, scale: &Measure) -> Option<String> {
    let Quantity::Change(change) = &scale.quantity else {
        return None;
    };
    let number = |asked: &Asked, name| asked.number(name, &sheet.entry, &form.facts).and_then(shown);
    let (now, before) = number(&change.now, NOW).zip(number(&change.before, BEFORE))?;
    Some(match change.percent {
        Some(true) => format!("({now} − {before}) ÷ {before} × 100"),
        _ => format!("{now} − {before}"),
    })
}

/// Says how many of the numbers reach their minimum, and what share that is where the share counts.
fn reached_text(form: &Context, reached: &Reached, value: &str) -> String {
    let of = reached.rows.len().to_string();
    fill(
        if reached.percent == Some(true) {
            form.messages().reached_share
        } else {
            form.messages().reached_count
        },
        &[("value", value), ("of", &of)],
    )
}

/// A term with its sign, such as `+ 4` or `− 0.5`.
fn signed_term(amount: Decimal) -> String {
    let (sign, size) = if amount < Decimal::ZERO {
        ("−", -amount)
    } else {
        ("+", amount)
    };
    format!("{sign} {}", size.figure())
}

/// `10 − 0.1 × (80 − 79.2) ÷ 2`, or with whole units `10 − 1 × 2`.
fn target_formula(table: &Target, side: &Side, number: &str, units: Rational, value: Rational) -> Option<String> {
    let (points, target) = (table.points.figure(), table.target.figure());
    let each = signed_term(side.each);
    let distance = if value > Rational::from(table.target) {
        format!("({number} − {target})")
    } else {
        format!("({target} − {number})")
    };
    Some(match side.part() {
        OfPart::Share if side.per() == Decimal::ONE => format!("{points} {each} × {distance}"),
        OfPart::Share => format!("{points} {each} × {distance} ÷ {}", side.per().figure()),
        OfPart::None | OfPart::Whole => format!("{points} {each} × {}", units.rounded(0, Rounding::Half)?.figure()),
    })
}

/// A measured value as it is entered into a calculation: the number, or a ratio that has more than two decimal places as a
/// quotient.
fn exact_text(form: &Context, sheet: &CriterionSheet, scale: &Measure, value: Rational) -> String {
    let text = shown(value).unwrap_or_default();
    let is_exact = value.rounded(2, Rounding::Half).map(Rational::from) == Some(value);
    let number = |asked: &Asked, name| asked.number(name, &sheet.entry, &form.facts).and_then(shown);
    match &scale.quantity {
        Quantity::Ratio(ratio) if !is_exact => {
            let numerator = number(&ratio.numerator, NUMERATOR);
            let both = numerator.zip(number(&ratio.denominator, DENOMINATOR));
            both.map_or(text, |(numerator, denominator)| {
                format!("{numerator} ÷ {denominator} × 100")
            })
        }
        Quantity::Change(_) if !is_exact => change_text(form, sheet, scale).unwrap_or(text),
        Quantity::Compared(compared) if !is_exact => compared_text(form, sheet, compared).unwrap_or(text),
        Quantity::Ratio(_) | Quantity::Compared(_) => text,
        Quantity::Number(_) | Quantity::Change(_) | Quantity::Reached(_) => {
            value.rounded(4, Rounding::Half).map_or(text, |value| value.figure())
        }
    }
}

/// The calculation of a percentage of the best number or of the mean, such as `12 ÷ 16 × 100`; `None` for a rank.
fn compared_text(form: &Context, sheet: &CriterionSheet, compared: &Compared) -> Option<String> {
    let own = compared
        .number
        .number(VALUE, &sheet.entry, &form.facts)
        .and_then(shown)?;
    let reference = compared.reference(&sheet.entry)?.figure();
    match compared.to {
        Against::Rank => None,
        Against::Best if compared.is_less_better() => Some(format!("{reference} ÷ {own} × 100")),
        Against::Best | Against::Mean => Some(format!("{own} ÷ {reference} × 100")),
    }
}

/// Describes the entered numbers.
pub(super) fn in_words(form: &Context, scale: &Measure, entry: &Entry) -> Vec<String> {
    let asked = scale.quantity.asked().into_iter();
    asked
        .filter_map(|(name, asked)| amounts::in_words(form, entry, name, &asked.label))
        .chain(match &scale.quantity {
            Quantity::Compared(compared) => reference(form, compared, entry),
            _ => None,
        })
        .collect()
}
