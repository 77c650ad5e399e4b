//! Rubrics and answers made up by chance, for properties. Amounts here are whole ten-thousandths.

use crate::kit::{headed, level};
use assessment::answers::Answer;
use assessment::rubric::Rubric;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

#[derive(Clone, Debug)]
pub enum Scale {
    /// Half points from a least to a most.
    Points(i64, i64),
    Levels(Vec<i64>),
    /// Points, what partly is worth, and whether “no” is right.
    YesNo(i64, Option<i64>, bool),
    Comment,
}

#[derive(Clone, Debug)]
pub struct Line {
    pub scale: Scale,
    pub weight: Option<i64>,
    /// `exclude`, `full` or `zero`, where it may not apply.
    pub not_applicable: Option<&'static str>,
}

#[derive(Clone, Debug)]
pub struct Group {
    pub lines: Vec<Line>,
    pub groups: Vec<Group>,
    pub weight: Option<i64>,
}

#[derive(Clone, Debug)]
pub struct Model {
    pub groups: Vec<Group>,
    pub unanswered: &'static str,
    pub rescale: &'static str,
    pub places: u32,
}

/// What may be entered at a line, with what it earns; worst first.
pub fn choices(scale: &Scale) -> Vec<(Answer, i64)> {
    let mut all: Vec<_> = match scale {
        Scale::Points(min, max) => (0..=(max - min) / 5000)
            .map(|i| min + i * 5000)
            .map(|points| (Answer::Points(show(points).parse().expect("a decimal")), points))
            .collect(),
        Scale::Levels(levels) => levels
            .iter()
            .enumerate()
            .map(|(i, p)| (level(&format!("l{i}")), *p))
            .collect(),
        Scale::YesNo(points, partial, no) => {
            let (right, wrong) = if *no {
                (Answer::No, Answer::Yes)
            } else {
                (Answer::Yes, Answer::No)
            };
            let partly = partial.map(|partial| (Answer::Partial, partial));
            [(wrong, 0), (right, *points)].into_iter().chain(partly).collect()
        }
        Scale::Comment => vec![(Answer::Comment("x".into()), 0)],
    };
    all.sort_by_key(|(_, earned)| *earned);
    all
}

pub fn show(amount: i64) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    format!("{sign}{}.{:04}", amount.abs() / 10_000, amount.abs() % 10_000)
}

impl Line {
    /// The most of the scale, where it scores.
    pub fn most(&self) -> Option<i64> {
        match &self.scale {
            Scale::Points(_, max) => Some(*max),
            Scale::Levels(levels) => levels.iter().copied().max().map(|most| most.max(0)),
            Scale::YesNo(points, ..) => Some(*points),
            Scale::Comment => None,
        }
    }

    fn json(&self, id: usize) -> String {
        let scale = match &self.scale {
            Scale::Points(min, max) => {
                format!(
                    r#"{{ "kind": "points", "min": {}, "max": {}, "step": 0.5 }}"#,
                    show(*min),
                    show(*max)
                )
            }
            Scale::Levels(levels) => {
                let level =
                    |(i, p): (usize, &i64)| format!(r#"{{ "id": "l{i}", "label": "L", "points": {} }}"#, show(*p));
                let levels: Vec<_> = levels.iter().enumerate().map(level).collect();
                format!(r#"{{ "kind": "levels", "levels": [{}] }}"#, levels.join(", "))
            }
            Scale::YesNo(points, partial, no) => {
                let partial = partial
                    .map(|partial| format!(r#", "partial": {}"#, show(partial)))
                    .unwrap_or_default();
                let right = if *no { "no" } else { "yes" };
                format!(
                    r#"{{ "kind": "yes-no", "points": {}, "right": "{right}"{partial} }}"#,
                    show(*points)
                )
            }
            Scale::Comment => r#"{ "kind": "comment" }"#.to_owned(),
        };
        let weight = self
            .weight
            .map(|w| format!(r#""weight": {}, "#, show(w)))
            .unwrap_or_default();
        let policy = self
            .not_applicable
            .map(|counts| format!(r#""notApplicable": {{ "counts": "{counts}" }}, "#));
        format!(
            r#"{{ "id": "c{id}", "text": "C", {weight}{}"scale": {scale} }}"#,
            policy.unwrap_or_default()
        )
    }
}

impl Group {
    /// The most inside it, before its weight.
    pub fn full(&self) -> i64 {
        let lines = self
            .lines
            .iter()
            .filter_map(|line| Some(line.weight.unwrap_or(line.most()?)));
        lines
            .chain(self.groups.iter().map(|inner| inner.weight.unwrap_or(inner.full())))
            .sum()
    }

    /// Its lines at any depth, in the order of the file.
    pub fn all(&self) -> Vec<&Line> {
        self.lines
            .iter()
            .chain(self.groups.iter().flat_map(Self::all))
            .collect()
    }

    fn json(&self, next: &mut (usize, usize)) -> String {
        let id = next.0;
        next.0 += 1;
        let mut lines = Vec::new();
        for line in &self.lines {
            lines.push(line.json(next.1));
            next.1 += 1;
        }
        let groups: Vec<_> = self.groups.iter().map(|inner| inner.json(next)).collect();
        let weight = self
            .weight
            .map(|w| format!(r#""weight": {}, "#, show(w)))
            .unwrap_or_default();
        let (lines, groups) = (lines.join(",\n"), groups.join(",\n"));
        format!(r#"{{ "id": "s{id}", "title": "S", {weight}"criteria": [{lines}], "sections": [{groups}] }}"#)
    }
}

impl Model {
    /// The lines, in the order of the file.
    pub fn lines(&self) -> Vec<&Line> {
        self.groups.iter().flat_map(Group::all).collect()
    }

    pub fn json(&self) -> String {
        let mut next = (0, 0);
        let groups: Vec<_> = self.groups.iter().map(|group| group.json(&mut next)).collect();
        let Self {
            unanswered,
            rescale,
            places,
            ..
        } = self;
        headed(&format!(
            r#""sections": [{}], "rules": {{ "unanswered": "{unanswered}", "rescale": "{rescale}", "places": {places} }}"#,
            groups.join(",\n")
        ))
    }

    pub fn rubric(&self) -> Rubric {
        crate::kit::rubric(&self.json())
    }
}

fn scale() -> impl Strategy<Value = Scale> {
    let half = |range: std::ops::RangeInclusive<i64>| range.prop_map(|n| n * 5000);
    prop_oneof![
        3 => (half(-4..=0), half(1..=16)).prop_map(|(min, max)| Scale::Points(min, max)),
        2 => vec((-3_i64..=9).prop_map(|n| n * 10_000), 1..5).prop_map(Scale::Levels),
        2 => (half(0..=10), any::<bool>(), any::<bool>())
            .prop_map(|(points, partly, no)| Scale::YesNo(points, partly.then_some(points / 2), no)),
        1 => Just(Scale::Comment),
    ]
}

fn weight() -> impl Strategy<Value = Option<i64>> {
    // As people write them, and finer than any rounding.
    of(prop_oneof![(1_i64..=40).prop_map(|n| n * 10_000), 1_i64..=200_000])
}

fn line() -> impl Strategy<Value = Line> {
    let policy = of(prop::sample::select(vec!["exclude", "full", "zero"]));
    (scale(), weight(), policy).prop_map(|(scale, weight, not_applicable)| {
        let mut line = Line {
            scale,
            weight: None,
            not_applicable,
        };
        line.weight = weight.filter(|_| line.most() > Some(0));
        line
    })
}

fn group(depth: u32) -> BoxedStrategy<Group> {
    let groups = if depth == 0 {
        Just(Vec::new()).boxed()
    } else {
        vec(group(depth - 1), 0..3).boxed()
    };
    let made = (vec(line(), 0..4), groups, weight()).prop_map(|(lines, groups, weight)| {
        let mut group = Group {
            lines,
            groups,
            weight: None,
        };
        group.weight = weight.filter(|_| group.full() > 0);
        group
    });
    made.boxed()
}

/// Any rubric.
pub fn model() -> impl Strategy<Value = Model> {
    let unanswered = prop::sample::select(vec!["provisional", "exclude", "zero"]);
    let rescale = prop::sample::select(vec!["none", "section", "total"]);
    let groups = vec(group(2), 1..4).prop_filter("has a line", |groups| groups.iter().any(|g| !g.all().is_empty()));
    (groups, unanswered, rescale, 0_u32..=4).prop_map(|(groups, unanswered, rescale, places)| Model {
        groups,
        unanswered,
        rescale,
        places,
    })
}

/// A rubric in which nothing weighs or rescales.
pub fn plain() -> impl Strategy<Value = Model> {
    fn lighten(group: &mut Group) {
        group.weight = None;
        group.lines.iter_mut().for_each(|line| line.weight = None);
        group.groups.iter_mut().for_each(lighten);
    }
    model().prop_map(|mut model| {
        model.groups.iter_mut().for_each(lighten);
        model.rescale = "none";
        model
    })
}

/// Edits: which line, and which of the things that may be entered there; each is taken modulo what there is.
pub fn edits() -> impl Strategy<Value = Vec<(usize, usize)>> {
    vec((any::<usize>(), any::<usize>()), 0..40)
}

/// What the `choice`-th thing to enter at a line is: nothing, not applicable where it may be, or an answer.
pub fn chosen(line: &Line, choice: usize) -> Option<Answer> {
    let all = choices(&line.scale);
    let pick = choice % (all.len() + 2);
    match pick {
        0 => None,
        1 => line.not_applicable.map(|_| Answer::NotApplicable),
        _ => Some(all[pick - 2].0.clone()),
    }
}
