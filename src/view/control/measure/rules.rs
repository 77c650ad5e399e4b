//! What a measure asks for and how its table gives points, in words.

use super::is_percent;
use crate::locale::fill;
use crate::view::context::Context;
use crate::view::figure::Figure as _;
use assessment::points::Decimal;
use assessment::rubric::scale::{Against, Measure, OfPart, Quantity, Side, Table, Target};

/// Describes the quantity, if that is not said by its label, and the table in words.
pub(super) fn rules(form: &Context, scale: &Measure) -> Vec<String> {
    let m = form.messages();
    let Quantity::Compared(compared) = &scale.quantity else {
        return table_rules(form, scale);
    };
    let by = match (compared.to, compared.is_less_better()) {
        (Against::Rank, false) => m.rule_rank,
        (Against::Rank, true) => m.rule_rank_less,
        (Against::Best, false) => m.rule_best,
        (Against::Best, true) => m.rule_best_less,
        (Against::Mean, _) => m.rule_mean,
    };
    [by.to_owned()].into_iter().chain(table_rules(form, scale)).collect()
}

/// Describes the table in words.
fn table_rules(form: &Context, scale: &Measure) -> Vec<String> {
    let m = form.messages();
    let (sign, unit) = match &scale.quantity {
        quantity if is_percent(quantity) => ("%", Some("1%".into())),
        Quantity::Number(asked) => ("", asked.unit.as_ref().map(|unit| form.plain(unit))),
        Quantity::Change(change) => ("", change.now.unit.as_ref().map(|unit| form.plain(unit))),
        Quantity::Ratio(_) => ("%", None),
        Quantity::Reached(_) => ("", Some(m.reached_unit.into())),
        Quantity::Compared(_) => ("", None),
    };
    let text = |value: Decimal| format!("{}{sign}", value.figure());
    let line = |message: &str, values: &[(&str, String)]| {
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fill(message, &values)
    };
    let points = |points: Decimal| ("points", points.figure());
    match &scale.table {
        Table::Steps(table) => {
            let each = table.steps.iter().enumerate();
            each.map(
                |(i, step)| match i.checked_sub(1).and_then(|above| table.steps.get(above)) {
                    // Nothing is below 0: the last step is for what the one above it leaves.
                    Some(above) if step.at_least == Decimal::ZERO && !can_be_negative(&scale.quantity) => {
                        line(m.rule_below, &[("value", text(above.at_least)), points(step.points)])
                    }
                    _ => line(m.rule_at_least, &[("value", text(step.at_least)), points(step.points)]),
                },
            )
            .collect()
        }
        Table::Lower(table) => {
            let is_rank = matches!(&scale.quantity, Quantity::Compared(compared) if compared.to == Against::Rank);
            let message = if is_rank { m.rule_rank_to } else { m.rule_at_most };
            let each = table.steps.iter();
            each.map(|step| line(message, &[("value", text(step.at_most)), points(step.points)]))
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
        Table::Target(table) => target_rules(form, table, &text),
        Table::Knots(table) => {
            let knots = table.knots.iter();
            let knots = knots.map(|knot| line(m.rule_knot, &[("value", text(knot.at)), points(knot.points)]));
            knots.chain([m.rule_between_knots.to_owned()]).collect()
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

/// Describes a table with a target: the points at the target, the rate on each side, the limits.
fn target_rules(form: &Context, table: &Target, text: &dyn Fn(Decimal) -> String) -> Vec<String> {
    let m = form.messages();
    let at = fill(
        m.rule_knot,
        &[("value", &text(table.target)), ("points", &table.points.figure())],
    );
    let side = |side: &Side, more: &'static str, less: &'static str| {
        let (message, each) = if side.each < Decimal::ZERO {
            (less, -side.each)
        } else {
            (more, side.each)
        };
        let rate = fill(message, &[("per", &text(side.per())), ("each", &each.figure())]);
        match side.part() {
            OfPart::Share => rate,
            OfPart::None => format!("{rate}{}{}", m.dot, m.rule_part_none),
            OfPart::Whole => format!("{rate}{}{}", m.dot, m.rule_part_whole),
        }
    };
    let above = table
        .above
        .as_ref()
        .map(|own| side(own, m.rule_above_more, m.rule_above_less));
    let below = table
        .below
        .as_ref()
        .map(|own| side(own, m.rule_below_more, m.rule_below_less));
    let (min, max) = (table.least().figure(), table.greatest().figure());
    let limits = fill(m.rule_limits, &[("min", &min), ("max", &max)]);
    [Some(at), above, below, Some(limits)].into_iter().flatten().collect()
}

/// Returns whether a quantity can be below 0.
fn can_be_negative(quantity: &Quantity) -> bool {
    match quantity {
        Quantity::Number(asked) => asked.min.is_some_and(|min| min < Decimal::ZERO),
        Quantity::Ratio(_) | Quantity::Reached(_) => false,
        Quantity::Change(_) | Quantity::Compared(_) => true,
    }
}
