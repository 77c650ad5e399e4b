//! What an entry on a scale is worth, worked out in fractions of whole numbers without a limit.

use super::{Fraction, applies, exact, figure, never_full, rounded, ten_thousandths};
use crate::model::{Factor, Figure, Given, Known, Scale, Table};
use assessment::answers::Answer;

/// The worth of an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Worth {
    Open,
    /// Answered, with nothing to score.
    Excluded,
    /// Answered, and it waits for all records.
    Waiting,
    /// Of how many points how many.
    Points(Fraction, Fraction),
}

/// What is given on a scale that scores, worked out from scratch. “Not applicable” does not come here.
pub fn worth(scale: &Scale, given: &Given, known: &Known) -> Worth {
    let amount = |name: String| match given {
        Given::Amounts(all) => all
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, amount)| exact(*amount)),
        Given::Answer(_) => None,
    };
    let number = |name: &str, from: &Option<Figure>| match from {
        Some(from) => figure(from, known),
        None => amount(name.to_owned()),
    };
    match (scale, given) {
        (Scale::Parts(parts), _) => {
            let applying: Vec<_> = (0..parts.len()).filter(|i| applies(&parts[*i].1, known)).collect();
            let most: Fraction = applying.iter().map(|i| exact(parts[*i].0)).sum();
            let points: Option<Vec<_>> = applying.iter().map(|i| amount(format!("p{i}"))).collect();
            match points {
                _ if applying.is_empty() => Worth::Excluded,
                None => Worth::Open,
                Some(points) => Worth::Points(points.into_iter().sum(), most),
            }
        }
        (Scale::Checklist(count, steps, excludes), _) => {
            let ticks: Vec<_> = (0..*count)
                .filter_map(|i| Some((i, amount(format!("i{i}"))?)))
                .collect();
            let counts = |i: usize| !(*excludes && i + 1 == *count);
            let held = ticks
                .iter()
                .filter(|(i, tick)| counts(*i) && *tick == exact(10_000))
                .count();
            let points = steps
                .iter()
                .find(|(at, _)| held >= *at)
                .map_or(0, |(_, points)| *points);
            let most = steps.iter().map(|(_, points)| *points).max().expect("a step");
            if ticks.is_empty() {
                Worth::Open
            } else {
                Worth::Points(exact(points), exact(most))
            }
        }
        (Scale::Deductions(max, floor, findings), _) => {
            let mut left = exact(*max);
            let mut counts = 0;
            for (i, each) in findings.iter().enumerate() {
                if let Some(count) = amount(format!("f{i}")) {
                    left -= count * exact(*each);
                    counts += 1;
                }
            }
            if counts == 0 {
                Worth::Open
            } else {
                Worth::Points(left.max(exact(*floor)), exact(*max))
            }
        }
        (Scale::Ranged(_), Given::Answer(Answer::Points(points))) => {
            Worth::Points(ten_thousandths(points.ten_thousandths().into()), exact(0))
        }
        (Scale::Honours(points, best, most, excludes), _) => {
            let ticks: Vec<_> = (0..points.len())
                .filter_map(|i| Some((i, amount(format!("i{i}"))?)))
                .collect();
            let mut earned = exact(0);
            let met: Vec<_> = ticks.iter().filter(|(_, tick)| *tick == exact(10_000)).collect();
            for (i, _) in &met {
                if *excludes && i + 1 == points.len() && met.len() > 1 {
                    continue;
                }
                let own = exact(points[*i]);
                earned = if *best { earned.max(own) } else { earned + own };
            }
            if let Some(most) = most {
                earned = earned.min(exact(*most));
            }
            if ticks.is_empty() {
                Worth::Open
            } else {
                Worth::Points(earned, exact(0))
            }
        }
        (Scale::Beyond(max, floor, exhausted, findings), _) => {
            let counts: Vec<_> = (0..findings.len())
                .filter_map(|i| Some((i, amount(format!("f{i}"))?)))
                .collect();
            let (mut left, mut beside) = (exact(*max), exact(0));
            for (i, count) in &counts {
                left -= count * exact(findings[*i].each.unwrap_or(0));
                beside += count * exact(findings[*i].beyond.unwrap_or(0));
                if findings[*i].all && *count > exact(0) {
                    // Whatever the others leave, all of it is gone.
                    left -= exact(max - floor);
                }
            }
            if left <= exact(*floor) {
                left = exact(*floor);
                beside += exact(exhausted.unwrap_or(0));
            }
            if counts.is_empty() {
                Worth::Open
            } else {
                Worth::Points(left - beside, exact(0))
            }
        }
        (Scale::Tiers(tiers), Given::Amounts(all)) => {
            let tier = crate::model::reached(tiers, all);
            let points = tier.map_or(0, |tier| tiers[tier].0);
            if all.is_empty() {
                Worth::Open
            } else {
                Worth::Points(exact(points), exact(0))
            }
        }
        (Scale::Entries(listed), _) => {
            let option = |name: &str| match given {
                Given::Amounts(all) => all.iter().find_map(|(known, _)| {
                    let (own, option) = known.split_once("=o")?;
                    (own == name).then(|| option.parse::<usize>().expect("a number"))
                }),
                Given::Answer(_) => None,
            };
            let Some(count) = amount("count".to_owned()) else {
                return Worth::Open;
            };
            let (mut all, mut number) = (Vec::new(), 1);
            while exact(number * 10_000) <= count {
                let mut points = exact(listed.each);
                for (i, factor) in listed.factors.iter().enumerate() {
                    let name = format!("{number}.k{i}");
                    let value = match factor {
                        Factor::Choice(values) => option(&name).map(|option| exact(values[option])),
                        Factor::Number(_) => amount(name),
                    };
                    let Some(value) = value else { return Worth::Open };
                    points *= value;
                }
                all.push(rounded(&points, listed.places));
                number += 1;
            }
            all.sort();
            let counted = all.into_iter().rev().take(listed.best.unwrap_or(100));
            let sum: Fraction = counted.sum();
            Worth::Points(
                match listed.most {
                    Some(most) => sum.min(exact(most)),
                    None => sum,
                },
                exact(0),
            )
        }
        (Scale::Takes(findings), _) => {
            let counts = (0..findings.len()).filter_map(|i| Some(amount(format!("f{i}"))? * exact(findings[i])));
            let counts: Vec<_> = counts.collect();
            if counts.is_empty() {
                Worth::Open
            } else {
                Worth::Points(-counts.into_iter().sum::<Fraction>(), exact(0))
            }
        }
        (Scale::Number(table, from), _) => number("value", from).map_or(Worth::Open, |value| {
            Worth::Points(points(table, &value), exact(table.most()))
        }),
        (Scale::Ratio(table, from), _) => {
            let both = (number("numerator", &from[0]), number("denominator", &from[1]));
            let (Some(numerator), Some(denominator)) = both else {
                return Worth::Open;
            };
            if denominator <= exact(0) {
                return Worth::Excluded;
            }
            let rate = numerator * exact(1_000_000) / denominator;
            Worth::Points(points(table, &rate), exact(table.most()))
        }
        (Scale::Reached(table, rows, percent), _) => {
            let numbers: Option<Vec<_>> = (0..rows.len()).map(|i| amount(format!("r{i}"))).collect();
            let Some(numbers) = numbers else { return Worth::Open };
            let reaching = numbers
                .iter()
                .zip(rows)
                .filter(|(number, least)| **number >= exact(**least));
            let count = exact(reaching.count() as i64 * 10_000);
            let value = match percent {
                true => count * exact(1_000_000) / exact(rows.len() as i64 * 10_000),
                false => count,
            };
            Worth::Points(points(table, &value), exact(table.most()))
        }
        (Scale::Each(each), Given::Amounts(all)) => {
            let subjects = (1..=3).filter(|number| known.subjects[number - 1]);
            let points: Option<Vec<_>> = subjects.map(|number| each.one.points(all, number)).collect();
            let Some(points) = points.filter(|points| !points.is_empty()) else {
                return Worth::Open;
            };
            let points: Vec<_> = points.into_iter().map(exact).collect();
            let of = exact(each.one.most());
            let found = together(each.together, &points, &of, each.pass, each.places);
            match each.together {
                "sum" => Worth::Points(found.min(exact(each.most)), exact(each.most)),
                _ => Worth::Points(found, of),
            }
        }
        (Scale::Compared(table, to, less), _) => {
            let Some(own) = amount("value".to_owned()) else {
                return Worth::Open;
            };
            let Some(reference) = amount((*to).to_owned()) else {
                return Worth::Waiting;
            };
            let (part, whole) = match (*to, less) {
                ("rank", _) => return Worth::Points(points(table, &reference), exact(table.most())),
                ("best", true) => (reference, own),
                _ => (own, reference),
            };
            if whole <= exact(0) {
                return Worth::Excluded;
            }
            Worth::Points(points(table, &(part * exact(1_000_000) / whole)), exact(table.most()))
        }
        (Scale::Change(table, from, percent), _) => {
            let both = (number("now", &from[0]), number("before", &from[1]));
            let (Some(now), Some(before)) = both else {
                return Worth::Open;
            };
            if *percent && before <= exact(0) {
                return Worth::Excluded;
            }
            let change = now - before.clone();
            let value = if *percent {
                change * exact(1_000_000) / before
            } else {
                change
            };
            Worth::Points(points(table, &value), exact(table.most()))
        }
        (Scale::Points(_, max, _), Given::Answer(Answer::Points(points))) => {
            Worth::Points(ten_thousandths(points.ten_thousandths().into()), exact(*max))
        }
        (Scale::Levels(levels, max), Given::Answer(Answer::Level(id))) => {
            let index: usize = id[1..].parse().expect("an index");
            let best = levels.iter().copied().max().expect("a level");
            let most = max.unwrap_or(best).max(0);
            Worth::Points(exact(levels[index]), exact(most))
        }
        (Scale::YesNo(points, partial, no), Given::Answer(answer)) => {
            let earned = match answer {
                Answer::Partial => partial.expect("what partly is worth"),
                Answer::No if *no => *points,
                Answer::Yes if !*no => *points,
                _ => 0,
            };
            Worth::Points(exact(earned), exact(*points))
        }
        other => unreachable!("{other:?}"),
    }
}

/// Points below the most, rounded so that they stay below, and not below zero by that.
fn not_full(points: Fraction, most: &Fraction, places: u32) -> Fraction {
    let shown = never_full(rounded(&points, places), false, most, places);
    if points < exact(0) { shown } else { shown.max(exact(0)) }
}

/// The points for a measure.
fn points(table: &Table, value: &Fraction) -> Fraction {
    let at = |bound: i64| exact(bound);
    match table {
        Table::Steps(all) => {
            // The highest of all bounds that it reaches.
            let reached = all.iter().filter(|(bound, _)| *value >= at(*bound));
            reached
                .max_by_key(|(bound, _)| *bound)
                .map_or(exact(0), |(_, points)| exact(*points))
        }
        Table::Lower(all) => {
            let reached = all.iter().filter(|(bound, _)| *value <= at(*bound));
            reached
                .min_by_key(|(bound, _)| *bound)
                .map_or(exact(0), |(_, points)| exact(*points))
        }
        Table::Ranges(all) => {
            for (from, to, points) in all {
                let above = from.is_none_or(|from| *value >= at(from));
                let below = to.is_none_or(|to| *value <= at(to));
                if above && below {
                    return exact(*points);
                }
            }
            exact(0)
        }
        Table::Linear(from, to, most, places) => {
            // From none at one end to all at the other, and no further.
            let share = (value.clone() - at(*from)) / (at(*to) - at(*from));
            let share = share.max(exact(0)).min(exact(10_000));
            let points = share.clone() * exact(*most);
            // All of it is all the points, however many places they have, and no part of it is: rounding may not give them.
            if share == exact(10_000) {
                return points;
            }
            never_full(rounded(&points, *places), false, &exact(*most), *places).max(exact(0))
        }
        Table::Target {
            target,
            points,
            above,
            below,
            least,
            most,
            places,
        } => {
            let (target, base) = (exact(*target), exact(*points));
            let (side, distance) = if *value > target {
                (above, value - &target)
            } else {
                (below, &target - value)
            };
            let Some((per, each, part)) = side else { return base };
            let units = distance / exact(*per);
            let units = match *part {
                "share" => units,
                "none" => units.floor(),
                _ => units.ceil(),
            };
            if units == exact(0) {
                return base;
            }
            let (least, most) = (exact(*least), exact(most.unwrap_or(*points)));
            let points = base + units * exact(*each);
            if points >= most {
                return most;
            }
            if points <= least {
                return least;
            }
            not_full(points, &most, *places).max(least)
        }
        Table::Knots(all, places) => {
            let before = all.iter().rev().find(|(at_value, _)| at(*at_value) <= *value);
            let after = all.iter().find(|(at_value, _)| at(*at_value) > *value);
            let (Some((start, low)), Some((end, high))) = (before, after) else {
                let end = before.or(after).expect("a knot");
                return exact(end.1);
            };
            if *value == at(*start) || low == high {
                return exact(*low);
            }
            let points = exact(*low) + (value - at(*start)) * exact(high - low) / exact(end - start);
            let (least, most) = (exact(*low.min(high)), exact(*low.max(high)));
            if points >= most {
                return most;
            }
            not_full(points, &most, *places).max(least)
        }
        Table::Each(each, most, places) => {
            let points = value.clone() * exact(*each);
            if points >= exact(*most) {
                return exact(*most);
            }
            never_full(rounded(&points, *places), false, &exact(*most), *places).max(exact(0))
        }
    }
}

/// The points that several subjects make together, each out of `of`.
pub fn together(how: &str, all: &[Fraction], of: &Fraction, pass: i64, places: u32) -> Fraction {
    let count = exact(all.len() as i64 * 10_000);
    let shown = |exact: Fraction| match &exact == of {
        true => of.clone(),
        false => never_full(rounded(&exact, places), exact >= *of, of, places),
    };
    match how {
        "sum" => rounded(&all.iter().sum(), 4),
        "least" => rounded(all.iter().min().expect("a subject"), 4),
        "mean" => shown(all.iter().sum::<Fraction>() / count),
        _ => {
            let passes = |one: &&Fraction| (*one).clone() * exact(1_000_000) >= of * exact(pass);
            let passing = all.iter().filter(passes).count();
            shown(of * exact(passing as i64 * 10_000) / count)
        }
    }
}
