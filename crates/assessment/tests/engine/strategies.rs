//! Rubrics and answers made up by chance, for properties.

use crate::model::{
    Applies, Condition, Cost, Each, Factor, Figure, Group, Known, Line, Listed, Model, One, Scale, Side, Table,
};
use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use std::ops::RangeInclusive;

fn half(range: RangeInclusive<i64>) -> impl Strategy<Value = i64> {
    range.prop_map(|n| n * 5000)
}

fn whole(range: RangeInclusive<i64>) -> impl Strategy<Value = i64> {
    range.prop_map(|n| n * 10_000)
}

fn applies() -> impl Strategy<Value = Applies> {
    weighted(0.2, prop_oneof![3 => is(), 1 => condition(2)])
}

fn is() -> impl Strategy<Value = Condition> {
    prop::sample::select(vec!["low", "high"]).prop_map(Condition::Is)
}

/// A condition in which others stand at most so deep.
fn condition(depth: u32) -> BoxedStrategy<Condition> {
    let reaches = (figure(depth), figure(depth)).prop_map(|(of, least)| Condition::AtLeast(of, least));
    if depth == 0 {
        return is().boxed();
    }
    let inner = || condition(depth - 1);
    let one = prop_oneof![
        1 => is(),
        2 => reaches,
        1 => vec(inner(), 1..3).prop_map(Condition::All),
        1 => vec(inner(), 1..3).prop_map(Condition::Any),
        1 => inner().prop_map(|of| Condition::Not(of.into())),
        1 => any::<usize>().prop_map(Condition::Answered),
        1 => any::<usize>().prop_map(|seed| Condition::HasAnswer(seed, Vec::new())),
    ];
    one.boxed()
}

/// An amount in which others stand at most so deep: few enough that no product leaves the range of a fraction.
fn figure(depth: u32) -> BoxedStrategy<Figure> {
    let leaf = prop_oneof![
        half(-8..=40).prop_map(Figure::Number),
        (0_usize..3).prop_map(Figure::Field),
        Just(Figure::Column)
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let inner = || figure(depth - 1);
    let two = || (inner(), inner()).prop_map(|(one, other)| Box::new([one, other]));
    let several = || vec(inner(), 1..3);
    let rounded = (inner(), prop::sample::select(vec!["up", "down", "half"]), 0_u32..=4);
    let one = prop_oneof![
        2 => leaf,
        1 => several().prop_map(Figure::Sum),
        1 => two().prop_map(Figure::Difference),
        1 => several().prop_map(Figure::Product),
        1 => two().prop_map(Figure::Quotient),
        1 => several().prop_map(Figure::Greatest),
        1 => several().prop_map(Figure::Least),
        1 => rounded.prop_map(|(of, to, places)| Figure::Rounded(of.into(), to, places)),
        1 => any::<usize>().prop_map(Figure::Earned),
        1 => any::<usize>().prop_map(|seed| Figure::EarnedIn(seed, 0)),
        1 => vec(any::<usize>(), 1..4).prop_map(|seeds| Figure::Share(seeds, Vec::new())),
        1 => any::<usize>().prop_map(|seed| Figure::Entered(seed, String::new())),
        1 => (condition(depth - 1), two()).prop_map(|(condition, two)| Figure::If(condition.into(), two)),
    ];
    one.boxed()
}

/// Steps with bounds of their own, by bound.
fn steps() -> impl Strategy<Value = Vec<(i64, i64)>> {
    let all = prop::collection::btree_map(half(0..=220), half(0..=20), 1..5);
    all.prop_map(|all| all.into_iter().collect())
}

fn table() -> impl Strategy<Value = Table> {
    let range = (of(half(0..=120)), of(half(0..=80)), half(0..=20));
    let range = range.prop_map(|(from, length, points)| {
        let to = length.map(|length| from.unwrap_or(0) + length);
        (from, to, points)
    });
    let amount = prop_oneof![whole(0..=20), 0_i64..=200_000];
    let knots = prop::collection::btree_map(half(0..=240), prop_oneof![half(-4..=20), -20_000_i64..=60_000], 1..5);
    let linear = (half(0..=240), half(0..=240), amount.clone(), 0_u32..=4);
    prop_oneof![
        steps().prop_map(|all| Table::Steps(all.into_iter().rev().collect())),
        steps().prop_map(Table::Lower),
        vec(range, 1..4).prop_map(Table::Ranges),
        linear
            .prop_filter("goes somewhere", |(from, to, ..)| from != to)
            .prop_map(|(from, to, points, places)| Table::Linear(from, to, points, places)),
        (0_i64..=30_000, amount, 0_u32..=4).prop_map(|(each, most, places)| Table::Each(each, most, places)),
        target(),
        (knots, 0_u32..=4).prop_map(|(knots, places)| Table::Knots(knots.into_iter().collect(), places)),
    ]
}

/// A rate on one side of a target: in whole halves as people write it, or finer than any rounding.
fn side() -> impl Strategy<Value = Side> {
    let per = prop_oneof![Just(10_000), half(1..=20), 1_i64..=50_000];
    let each = prop_oneof![half(-10..=10), -30_000_i64..=30_000];
    (per, each, prop::sample::select(vec!["share", "none", "whole"]))
}

fn target() -> impl Strategy<Value = Table> {
    let points = prop_oneof![half(-10..=20), -20_000_i64..=60_000];
    let limits = (
        prop_oneof![half(0..=20), 0_i64..=50_000],
        of(prop_oneof![half(0..=20), 0_i64..=50_000]),
    );
    let sides = prop_oneof![
        1 => side().prop_map(|side| (Some(side), None)),
        1 => side().prop_map(|side| (None, Some(side))),
        1 => (side(), side()).prop_map(|(above, below)| (Some(above), Some(below))),
    ];
    (half(0..=120), points, sides, limits, 0_u32..=4).prop_map(|(target, points, (above, below), limits, places)| {
        let (down, up) = limits;
        let rises = [above, below].into_iter().flatten().any(|(_, each, _)| each > 0);
        Table::Target {
            target,
            points,
            above,
            below,
            least: points - down,
            most: up.or(rises.then_some(0)).map(|up| points + up),
            places,
        }
    })
}

fn checklist() -> impl Strategy<Value = Scale> {
    let steps = prop::collection::btree_map(0_usize..=5, half(0..=12), 1..4);
    (steps, 1_usize..=5, prop::bool::weighted(0.3)).prop_map(|(steps, count, excludes)| {
        let most = count - usize::from(excludes);
        let steps: Vec<_> = steps.into_iter().rev().filter(|(at, _)| *at <= most).collect();
        let some = if steps.is_empty() { vec![(most, 10_000)] } else { steps };
        Scale::Checklist(count, some, excludes)
    })
}

/// Ranges that have no number in common, in any order.
fn ranged() -> impl Strategy<Value = Scale> {
    let ranges = vec((0_i64..4, 1_i64..4), 1..5);
    (-4_i64..=2, ranges, any::<bool>()).prop_map(|(start, ranges, falls)| {
        let mut next = start * 5000;
        let mut all: Vec<_> = ranges
            .into_iter()
            .map(|(length, gap)| {
                let range = (next, next + length * 5000);
                next = range.1 + gap * 5000;
                range
            })
            .collect();
        if falls {
            all.reverse();
        }
        Scale::Ranged(all)
    })
}

fn cost() -> impl Strategy<Value = Cost> {
    let beyond = || of(prop_oneof![half(1..=40), 1_i64..=30_000]);
    prop_oneof![
        3 => (1_i64..=30_000, beyond()).prop_map(|(each, beyond)| Cost { each: Some(each), all: false, beyond }),
        1 => beyond().prop_map(|beyond| Cost { each: None, all: true, beyond }),
        1 => half(1..=40).prop_map(|beyond| Cost { each: None, all: false, beyond: Some(beyond) }),
    ]
}

/// Deductions that go beyond their item.
fn beyond() -> impl Strategy<Value = Scale> {
    let exhausted = of(prop_oneof![half(1..=40), 1_i64..=30_000]);
    (half(1..=20), half(-10..=0), exhausted, vec(cost(), 1..4))
        .prop_map(|(max, floor, exhausted, findings)| Scale::Beyond(max, floor, exhausted, findings))
}

fn honours() -> impl Strategy<Value = Scale> {
    (
        vec(half(0..=12), 1..6),
        any::<bool>(),
        weighted(0.4, half(1..=20)),
        prop::bool::weighted(0.3),
    )
        .prop_map(|(points, best, most, excludes)| Scale::Honours(points, best, most, excludes))
}

/// A list of entries; outside bonus and penalty groups it gets a most.
fn entries() -> impl Strategy<Value = Scale> {
    let value = || prop_oneof![half(0..=6), 0_i64..=30_000];
    let factor = prop_oneof![
        vec(value(), 1..4).prop_map(Factor::Choice),
        (1_i64..=40).prop_map(|steps| Factor::Number(steps * 500)),
    ];
    let most = weighted(0.6, prop_oneof![half(1..=20), 1_i64..=60_000]);
    let each = prop_oneof![half(1..=10), 1_i64..=30_000];
    (each, vec(factor, 0..4), weighted(0.4, 1_usize..=3), most, 0_u32..=4).prop_map(
        |(each, factors, best, most, places)| {
            Scale::Entries(Listed {
                each,
                factors,
                best,
                most,
                places,
            })
        },
    )
}

fn tiers() -> impl Strategy<Value = Scale> {
    let tiers = prop::collection::btree_map(half(0..=16), 1_usize..=2, 1..4);
    tiers.prop_map(|tiers| Scale::Tiers(tiers.into_iter().rev().collect()))
}

fn scale() -> impl Strategy<Value = Scale> {
    let deductions = (half(1..=20), half(-10..=0), vec(1_i64..=30_000, 1..4));
    prop_oneof![
        3 => (half(-4..=0), half(1..=16), weighted(0.2, table())).prop_map(|(min, max, table)| Scale::Points(min, max, table)),
        2 => (vec(whole(-3..=9), 1..5), weighted(0.3, whole(9..=12))).prop_map(|(levels, max)| Scale::Levels(levels, max)),
        1 => (1_usize..4).prop_map(Scale::Named),
        1 => Just(Scale::Claim),
        2 => (half(0..=10), any::<bool>(), any::<bool>())
            .prop_map(|(points, partly, no)| Scale::YesNo(points, partly.then_some(points / 2), no)),
        1 => Just(Scale::Comment),
        2 => vec((half(1..=6), applies()), 1..4).prop_map(Scale::Parts),
        1 => checklist(),
        1 => ranged(),
        1 => honours(),
        1 => beyond(),
        1 => entries(),
        1 => tiers(),
        1 => each().prop_map(Scale::Each),
        1 => (table(), vec(half(0..=8), 1..4), any::<bool>()).prop_map(|(table, rows, percent)| Scale::Reached(table, rows, percent)),
        1 => (table(), prop::sample::select(vec!["rank", "best", "mean"]), any::<bool>())
            .prop_map(|(table, to, less)| Scale::Compared(table, to, less)),
        2 => deductions.prop_map(|(max, floor, findings)| Scale::Deductions(max, floor, findings)),
        2 => (table(), weighted(0.3, figure(2))).prop_map(|(table, from)| Scale::Number(table, from)),
        2 => (table(), [weighted(0.3, figure(2)), weighted(0.3, figure(2))]).prop_map(|(table, from)| Scale::Ratio(table, from)),
        1 => (table(), [weighted(0.3, figure(2)), weighted(0.3, figure(2))], any::<bool>())
            .prop_map(|(table, from, percent)| Scale::Change(table, from, percent)),
    ]
}

fn weight() -> impl Strategy<Value = Option<i64>> {
    // As people write them, and finer than any rounding.
    of(prop_oneof![whole(1..=40), 1_i64..=200_000])
}

fn each() -> impl Strategy<Value = Each> {
    let levels = vec(whole(-3..=9), 1..4).prop_filter("has points", |levels| levels.iter().any(|points| *points > 0));
    let one = prop_oneof![
        half(1..=16).prop_map(One::Points),
        levels.prop_map(One::Levels),
        (half(1..=10), any::<bool>()).prop_map(|(points, partly)| One::YesNo(points, partly.then_some(points / 2))),
    ];
    let together = prop::sample::select(vec!["mean", "sum", "least", "passing"]);
    (one, together, 1_i64..=1_000_000, half(1..=30), 0_u32..=4).prop_map(|(one, together, pass, most, places)| Each {
        one,
        together,
        pass,
        most,
        places,
    })
}

/// A group whose subjects make its points.
fn by_subject() -> impl Strategy<Value = Group> {
    let scale = each().prop_map(|each| Each {
        together: if each.together == "sum" { "mean" } else { each.together },
        ..each
    });
    let policy = of(prop::sample::select(vec!["exclude", "full", "zero", "share"]));
    let made = (scale, weight(), other_weight(), policy, applies(), any::<bool>());
    let line = made.prop_map(|(each, weight, other, not_applicable, applies, dont_know)| Line {
        scale: Scale::Each(each),
        other: other.filter(|_| weight.is_some()),
        weight,
        dont_know,
        not_applicable,
        share: 500_000,
        applies,
    });
    let how = (
        prop::sample::select(vec!["mean", "least", "passing"]),
        1_i64..=1_000_000,
        0_u32..=4,
    );
    (vec(line, 1..4), how, weighted(0.3, half(0..=20)), applies()).prop_map(|(lines, how, cap, applies)| Group {
        lines,
        groups: Vec::new(),
        weight: None,
        other: None,
        cap,
        floor: None,
        starts: None,
        each: Some(how),
        counts: "base",
        percent: None,
        applies,
    })
}

/// Another weight by the profile.
fn other_weight() -> impl Strategy<Value = Option<(Condition, i64)>> {
    let reaches = half(-4..=10).prop_map(|least| Condition::AtLeast(Figure::Field(0), Figure::Number(least)));
    weighted(
        0.3,
        (prop_oneof![is(), reaches], prop_oneof![whole(1..=40), 1_i64..=200_000]),
    )
}

fn line() -> impl Strategy<Value = Line> {
    let policy = of(prop::sample::select(vec!["exclude", "full", "zero", "share"]));
    let policy = (policy, prop_oneof![Just(500_000), 0_i64..=1_000_000]);
    let dont_know = prop::bool::weighted(0.4);
    let made = (scale(), weight(), other_weight(), policy, applies(), dont_know);
    made.prop_map(|(scale, weight, other, (not_applicable, share), applies, dont_know)| {
        let mut line = Line {
            scale,
            weight: None,
            other: None,
            dont_know,
            not_applicable,
            share,
            applies,
        };
        line.weight = weight.filter(|_| line.most() > Some(0));
        line.other = other.filter(|_| line.weight.is_some());
        line
    })
}

/// A group that begins full and from which its lines take.
fn pool() -> impl Strategy<Value = Group> {
    let policy = || of(prop::sample::select(vec!["exclude", "full", "zero", "share"]));
    let takes = vec(prop_oneof![half(1..=20), 1_i64..=30_000], 1..4).prop_map(Scale::Takes);
    let line =
        (takes, policy(), applies(), any::<bool>()).prop_map(|(scale, not_applicable, applies, dont_know)| Line {
            scale,
            weight: None,
            other: None,
            dont_know,
            not_applicable,
            share: 500_000,
            applies,
        });
    let starts = prop_oneof![half(1..=40), 1_i64..=200_000];
    (
        vec(line, 0..4),
        starts,
        weight(),
        weighted(0.2, half(-6..=0)),
        applies(),
    )
        .prop_map(|(lines, starts, weight, floor, applies)| Group {
            lines,
            groups: Vec::new(),
            weight,
            other: None,
            cap: None,
            floor,
            starts: Some(starts),
            each: None,
            counts: "base",
            percent: None,
            applies,
        })
}

fn group(depth: u32) -> BoxedStrategy<Group> {
    prop_oneof![6 => ordinary_group(depth), 1 => pool(), 1 => by_subject()].boxed()
}

fn ordinary_group(depth: u32) -> BoxedStrategy<Group> {
    let groups = if depth == 0 {
        Just(Vec::new()).boxed()
    } else {
        vec(group(depth - 1), 0..3).boxed()
    };
    let counts = prop_oneof![3 => Just("base"), 1 => Just("bonus"), 1 => Just("penalty")];
    let bounds = (weighted(0.2, half(0..=20)), weighted(0.2, half(-6..=6)));
    let counts = (counts, weighted(0.4, 0_usize..4));
    let weights = (weight(), other_weight());
    let made = (vec(line(), 0..4), groups, weights, bounds, applies(), counts);
    let made = made.prop_map(
        move |(lines, groups, (weight, other), (cap, floor), applies, (counts, percent))| {
            // Nothing can be taken from a pool beside the maximum.
            let has_pool = groups.iter().any(Group::has_pool);
            let mut group = Group {
                lines,
                groups,
                weight: None,
                other: None,
                cap,
                starts: None,
                each: None,
                floor: floor.filter(|floor| cap.is_none_or(|cap| *floor <= cap)),
                counts: if depth == OUTERMOST && !has_pool {
                    counts
                } else {
                    "base"
                },
                percent: None,
                applies,
            };
            group.percent = percent.filter(|_| group.counts != "base");
            group.weight = weight.filter(|_| group.full() > 0 && group.percent.is_none());
            group.other = other.filter(|_| group.weight.is_some());
            group
        },
    );
    made.boxed()
}

/// How many groups stand inside an outermost one.
const OUTERMOST: u32 = 2;

/// Any rubric.
pub fn model() -> impl Strategy<Value = Model> {
    let unanswered = prop::sample::select(vec!["provisional", "exclude", "zero"]);
    let rescale = prop::sample::select(vec!["none", "section", "total"]);
    let groups = vec(group(OUTERMOST), 1..4);
    let groups = groups.prop_filter("has a line", |groups| groups.iter().any(|g| !g.all().is_empty()));
    let stage = of(prop::sample::select(vec!["low", "high"]));
    let numbers = || [of(half(-8..=40)), of(half(-8..=40))];
    let known = (stage, numbers(), numbers(), any::<[bool; 3]>());
    let known = known.prop_map(|(stage, numbers, cells, subjects)| Known {
        stage,
        numbers,
        cells,
        subjects,
    });
    let report = vec(any::<usize>(), 0..5);
    let all = (groups, unanswered, rescale, 0_u32..=4, known, report);
    all.prop_map(|(groups, unanswered, rescale, places, known, report)| {
        let model = Model {
            groups,
            unanswered,
            rescale,
            places,
            known,
            report,
        };
        model.limited().linked()
    })
}

/// A rubric in which nothing stands beside the maximum.
pub fn base() -> impl Strategy<Value = Model> {
    model().prop_map(|mut model| {
        model
            .groups
            .iter_mut()
            .for_each(|group| (group.counts, group.percent) = ("base", None));
        model.limited()
    })
}

/// A rubric in which nothing stands beside the maximum, and no line reads another.
pub fn alone() -> impl Strategy<Value = Model> {
    base().prop_map(Model::unlinked)
}

/// A rubric in which nothing weighs, rescales or stands beside the maximum.
pub fn plain() -> impl Strategy<Value = Model> {
    fn lighten(group: &mut Group) {
        (group.weight, group.other) = (None, None);
        group
            .lines
            .iter_mut()
            .for_each(|line| (line.weight, line.other) = (None, None));
        group.groups.iter_mut().for_each(lighten);
    }
    base().prop_map(|mut model| {
        model.groups.iter_mut().for_each(lighten);
        model.rescale = "none";
        model
    })
}

/// Edits: which line, and which of the things that may be entered there; each is taken modulo what there is.
pub fn edits() -> impl Strategy<Value = Vec<(usize, usize)>> {
    vec((any::<usize>(), any::<usize>()), 0..40)
}
