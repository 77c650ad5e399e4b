//! A made-up rubric as plain data: how it reads as a file, and what may be entered in it. Amounts here are whole
//! ten-thousandths.

mod expression;
mod json;
mod linked;

pub use expression::{Condition, Figure, Replacing};
pub use linked::reached;

use crate::kit::level;
use assessment::Id;
use assessment::answers::{Amounts, Answer, Entry, Value};
use assessment::points::Decimal;
use assessment::rubric::{Facts, Rubric};
use std::rc::Rc;

/// When something applies; always, where there is nothing.
pub type Applies = Option<Condition>;

/// What the profile says; nothing where a field is blank.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// The option of the field `stage`.
    pub stage: Option<&'static str>,
    /// The numbers in the fields `n` and `m`.
    pub numbers: [Option<i64>; 2],
    /// The numbers in the column `k` of the table `t`, in its rows `a` and `b`.
    pub cells: [Option<i64>; 2],
    /// Which of the three subjects of the list are there.
    pub subjects: [bool; 3],
}

#[derive(Clone, Debug)]
pub enum Scale {
    /// Half points from a least to a most, and what proposes some.
    Points(i64, i64, Option<Table>),
    /// The points of each level, and the declared most.
    Levels(Vec<i64>, Option<i64>),
    /// How many levels there are without points.
    Named(usize),
    /// Points, what partly is worth, and whether “no” is right.
    YesNo(i64, Option<i64>, bool),
    /// Yes or no without points.
    Claim,
    Comment,
    /// The most of each part, in half points, and when it applies.
    Parts(Vec<(i64, Applies)>),
    /// How many items there are, from how many on there are how many points, and whether the last item excludes the others.
    Checklist(usize, Vec<(usize, i64)>, bool),
    /// The most, the least, and what one of each finding costs.
    Deductions(i64, i64, Vec<i64>),
    /// The least and the most of each level, in half points.
    Ranged(Vec<(i64, i64)>),
    /// The points of each item, whether only the most count, the most together, and whether the last item excludes the others.
    Honours(Vec<i64>, bool, Option<i64>, bool),
    /// The most, the least, what is taken once more at the floor, and the findings.
    Beyond(i64, i64, Option<i64>, Vec<Cost>),
    /// What one of each finding takes from the pool of the section.
    Takes(Vec<i64>),
    /// A list of entries.
    Entries(Listed),
    /// The points of each tier, the best first, and how many clauses it has.
    Tiers(Vec<(i64, usize)>),
    /// A number, entered or worked out of the profile.
    Number(Table, Option<Figure>),
    /// A share of two numbers, each of them entered or worked out.
    Ratio(Table, [Option<Figure>; 2]),
    /// What each of several numbers in half units is to reach, and whether the share that does is in percent.
    Reached(Table, Vec<i64>, bool),
    /// One question for each subject.
    Each(Each),
    /// A number compared with `rank`, `best` or `mean` of all, and whether less is better.
    Compared(Table, &'static str, bool),
    /// The change from one number to another, each of them entered or worked out, and whether it is in percent.
    Change(Table, [Option<Figure>; 2], bool),
}

/// One question for each subject: what an answer may be, how the points make one, from what percent a subject passes, the most, and
/// places.
#[derive(Clone, Debug)]
pub struct Each {
    pub one: One,
    pub together: &'static str,
    pub pass: i64,
    pub most: i64,
    pub places: u32,
}

/// What may be answered for one subject.
#[derive(Clone, Debug)]
pub enum One {
    /// Half points up to a most.
    Points(i64),
    /// The points of each level.
    Levels(Vec<i64>),
    /// Points, and what partly is worth.
    YesNo(i64, Option<i64>),
}

impl One {
    pub fn most(&self) -> i64 {
        match self {
            Self::Points(most) => *most,
            Self::Levels(levels) => levels.iter().copied().max().unwrap_or(0).max(0),
            Self::YesNo(points, _) => *points,
        }
    }

    /// The points of what is given for a subject, by name.
    pub fn points(&self, given: &[(String, i64)], number: usize) -> Option<i64> {
        let word = |word: &str| given.iter().any(|(name, _)| *name == format!("{number}.answer={word}"));
        match self {
            Self::Points(_) => {
                let own = format!("{number}.points");
                given.iter().find(|(name, _)| *name == own).map(|(_, points)| *points)
            }
            Self::Levels(levels) => levels
                .iter()
                .enumerate()
                .find(|(i, _)| word(&format!("l{i}")))
                .map(|(_, points)| *points),
            Self::YesNo(points, partial) => match partial {
                _ if word("yes") => Some(*points),
                Some(partial) if word("partial") => Some(*partial),
                _ => word("no").then_some(0),
            },
        }
    }

    /// What the `seed`-th answer for a subject is.
    fn given(&self, seed: usize, number: usize) -> Option<(String, i64)> {
        let answer = |word: &str| Some((format!("{number}.answer={word}"), 0));
        match self {
            _ if seed % 13 == 12 => None,
            Self::Points(most) => Some((
                format!("{number}.points"),
                (seed as i64).rem_euclid(most / 5000 + 1) * 5000,
            )),
            Self::Levels(levels) => answer(&format!("l{}", seed % levels.len())),
            Self::YesNo(_, partial) => answer(match seed % 3 {
                0 => "yes",
                1 if partial.is_some() => "partial",
                _ => "no",
            }),
        }
    }
}

/// A list of entries: the points of each, its factors, how many of the best count, the most together, and places.
#[derive(Clone, Debug)]
pub struct Listed {
    pub each: i64,
    pub factors: Vec<Factor>,
    pub best: Option<usize>,
    pub most: Option<i64>,
    pub places: u32,
}

/// A factor of an entry.
#[derive(Clone, Debug)]
pub enum Factor {
    /// The values of its options.
    Choice(Vec<i64>),
    /// The most of a number in steps of 0.05.
    Number(i64),
}

/// What a finding costs.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    pub each: Option<i64>,
    pub all: bool,
    pub beyond: Option<i64>,
}

/// A rate on one side of a target: per, each, and how a part counts.
pub type Side = (i64, i64, &'static str);

#[derive(Clone, Debug)]
pub enum Table {
    /// From where on how many points, the highest first.
    Steps(Vec<(i64, i64)>),
    /// Up to where how many points, the lowest first.
    Lower(Vec<(i64, i64)>),
    /// From, to, points.
    Ranges(Vec<(Option<i64>, Option<i64>, i64)>),
    /// From, to, points, places.
    Linear(i64, i64, i64, u32),
    /// The points of one, the most points, places.
    Each(i64, i64, u32),
    /// The target, the points there, the rates above and below, the least, the most, places.
    Target {
        target: i64,
        points: i64,
        above: Option<Side>,
        below: Option<Side>,
        least: i64,
        most: Option<i64>,
        places: u32,
    },
    /// Values with their points, the smallest first, and places.
    Knots(Vec<(i64, i64)>, u32),
}

#[derive(Clone, Debug)]
pub struct Line {
    pub scale: Scale,
    pub weight: Option<i64>,
    /// Another weight, and when it is in the place of that one.
    pub other: Option<(Condition, i64)>,
    /// Whether it may be answered "don't know".
    pub dont_know: bool,
    /// `exclude`, `full`, `zero` or `share`, where it may not apply.
    pub not_applicable: Option<&'static str>,
    /// The percent of `share`.
    pub share: i64,
    pub applies: Applies,
}

#[derive(Clone, Debug)]
pub struct Group {
    pub lines: Vec<Line>,
    pub groups: Vec<Group>,
    pub weight: Option<i64>,
    /// Another weight, and when it is in the place of that one.
    pub other: Option<(Condition, i64)>,
    pub cap: Option<i64>,
    pub floor: Option<i64>,
    /// What it begins with, where its lines take from that.
    pub starts: Option<i64>,
    /// How its subjects make its points, from what percent one passes, and places.
    pub each: Option<(&'static str, i64, u32)>,
    /// `base`, `bonus` or `penalty`; only the outermost are anything but `base`.
    pub counts: &'static str,
    /// Whether its points are percent, and of which outermost group, modulo their number; of the total, if that is no base.
    pub percent: Option<usize>,
    pub applies: Applies,
}

#[derive(Clone, Debug)]
pub struct Model {
    pub groups: Vec<Group>,
    pub unanswered: &'static str,
    pub rescale: &'static str,
    pub places: u32,
    pub known: Known,
    /// What each part of the report is.
    pub report: Vec<usize>,
}

/// What is entered at a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    Answer(Answer),
    /// Amounts by name. A name such as `1.k0=o2` is a text: the option `o2` under the name `1.k0`.
    Amounts(Vec<(String, i64)>),
}

impl Given {
    pub fn entry(given: Option<&Self>) -> Entry {
        match given {
            None => Entry::default(),
            Some(Self::Answer(answer)) => crate::kit::entry(Some(answer.clone())),
            Some(Self::Amounts(all)) => {
                let texts = all.iter().filter_map(|(name, _)| name.split_once('='));
                let texts = texts.map(|(name, text)| (Id::new(name).expect("an id"), text.into()));
                let amounts = all.iter().filter(|(name, _)| !name.contains('='));
                let taken = amounts.map(|(name, amount)| {
                    let amount = Decimal::of_ten_thousandths((*amount).into()).expect("an amount");
                    (Id::new(name).expect("an id"), amount)
                });
                Entry {
                    amounts: Amounts {
                        taken: Rc::new(taken.collect()),
                        texts: Rc::new(texts.collect()),
                        refused: Rc::default(),
                    },
                    ..Entry::default()
                }
            }
        }
    }
}

fn named(name: &str, amount: usize) -> (String, i64) {
    (name.to_owned(), amount as i64 * 10_000)
}

/// Ticks of some items.
fn ticks(count: usize, seed: usize) -> Given {
    let item = |i: usize| match (seed >> (2 * i)) & 3 {
        0 => None,
        tick => Some(named(&format!("i{i}"), tick.min(2) - 1)),
    };
    Given::Amounts((0..count).filter_map(item).collect())
}

/// Counts of some findings.
fn counts(findings: usize, seed: usize) -> Given {
    let finding = |i: usize| match seed / 6_usize.pow(i as u32) % 6 {
        0 => None,
        found => Some(named(&format!("f{i}"), found - 1)),
    };
    Given::Amounts((0..findings).filter_map(finding).collect())
}

/// Some entries of a list, of which one may lack a factor.
fn entries(listed: &Listed, seed: usize) -> Given {
    let count = seed % 4;
    let mut all = vec![named("count", count)];
    let mut rest = seed / 4;
    for number in 1..=count {
        for (i, factor) in listed.factors.iter().enumerate() {
            let value = rest % 41;
            rest = rest / 41 + seed / 7;
            match factor {
                _ if value == 40 => {}
                Factor::Choice(values) => all.push((format!("{number}.k{i}=o{}", value % values.len()), 0)),
                Factor::Number(most) => all.push((format!("{number}.k{i}"), value as i64 * 500 % (most + 500))),
            }
        }
    }
    Given::Amounts(all)
}

/// What the `seed`-th thing to enter on a scale is.
pub fn given(scale: &Scale, seed: usize) -> Given {
    match scale {
        Scale::Points(min, max, _) => {
            let points = min + (seed as i64).rem_euclid((max - min) / 5000 + 1) * 5000;
            Given::Answer(Answer::Points(show(points).parse().expect("a decimal")))
        }
        Scale::Levels(levels, _) => Given::Answer(level(&format!("l{}", seed % levels.len()))),
        Scale::Named(count) => Given::Answer(level(&format!("l{}", seed % count))),
        Scale::Claim => Given::Answer(if seed.is_multiple_of(2) {
            Answer::Yes
        } else {
            Answer::No
        }),
        Scale::YesNo(_, partial, _) => Given::Answer(match seed % 3 {
            0 => Answer::Yes,
            1 if partial.is_some() => Answer::Partial,
            _ => Answer::No,
        }),
        Scale::Comment => Given::Answer(Answer::Comment("x".into())),
        Scale::Parts(parts) => {
            let part = |(i, (most, _)): (usize, &(i64, Applies))| {
                // One step more than there are: left blank.
                let steps = most / 5000;
                let step = (seed / 7_usize.pow(i as u32)) as i64 % (steps + 2);
                (step <= steps).then(|| (format!("p{i}"), step * 5000))
            };
            Given::Amounts(parts.iter().enumerate().filter_map(part).collect())
        }
        Scale::Checklist(count, ..) => ticks(*count, seed),
        Scale::Deductions(_, _, findings) | Scale::Takes(findings) => counts(findings.len(), seed),
        Scale::Beyond(_, _, _, findings) => counts(findings.len(), seed),
        Scale::Entries(listed) => entries(listed, seed),
        Scale::Tiers(tiers) => ticks(tiers.iter().map(|(_, clauses)| clauses).sum(), seed),
        Scale::Ranged(ranges) => {
            let (from, to) = ranges[seed % ranges.len()];
            let points = from + (seed / ranges.len()) as i64 % ((to - from) / 5000 + 1) * 5000;
            Given::Answer(Answer::Points(show(points).parse().expect("a decimal")))
        }
        Scale::Honours(points, ..) => ticks(points.len(), seed),
        Scale::Number(_, Some(_)) => Given::Amounts(Vec::new()),
        Scale::Number(_, None) => Given::Amounts(vec![("value".to_owned(), (seed % 241) as i64 * 5000)]),
        Scale::Ratio(_, from) => {
            let all = [named("numerator", seed % 13), named("denominator", seed / 13 % 11)];
            let asked = all.into_iter().zip(from).filter(|(_, from)| from.is_none());
            Given::Amounts(asked.map(|(amount, _)| amount).collect())
        }
        Scale::Reached(_, rows, _) => {
            let row = |i: usize| match seed / 9_usize.pow(i as u32) % 9 {
                0 => None,
                halves => Some((format!("r{i}"), (halves as i64 - 1) * 5000)),
            };
            Given::Amounts((0..rows.len()).filter_map(row).collect())
        }
        Scale::Each(each) => {
            let all = (1..=3).filter_map(|number| each.one.given(seed / 17_usize.pow(number as u32 - 1), number));
            Given::Amounts(all.collect())
        }
        Scale::Compared(_, to, _) => {
            let value = (!seed.is_multiple_of(5)).then(|| ("value".to_owned(), (seed / 5 % 41) as i64 * 5000));
            let reference = match *to {
                "rank" => 1 + (seed / 205 % 6) as i64,
                _ => (seed / 205 % 9) as i64 - 1,
            };
            let reference = (!(seed / 1845).is_multiple_of(3)).then(|| ((*to).to_owned(), reference * 10_000));
            Given::Amounts(value.into_iter().chain(reference).collect())
        }
        Scale::Change(_, from, _) => {
            let all = [named("now", seed % 13), named("before", seed / 13 % 11)];
            let asked = all.into_iter().zip(from).filter(|(_, from)| from.is_none());
            Given::Amounts(asked.map(|(amount, _)| amount).collect())
        }
    }
}

/// What the `choice`-th thing to enter at a line is: nothing, not applicable or "don't know" where it may be, or something of its scale. Where all
/// amounts are worked out there is nothing to enter.
pub fn chosen(line: &Line, choice: usize) -> Option<Given> {
    match choice % 7 {
        0 => None,
        1 => line.not_applicable.map(|_| Given::Answer(Answer::NotApplicable)),
        2 if line.dont_know => Some(Given::Answer(Answer::DontKnow)),
        _ => Some(given(&line.scale, choice / 7)).filter(|given| *given != Given::Amounts(Vec::new())),
    }
}

pub fn show(amount: i64) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    format!("{sign}{}.{:04}", amount.abs() / 10_000, amount.abs() % 10_000)
}

impl Table {
    pub fn most(&self) -> i64 {
        match self {
            Self::Steps(all) | Self::Lower(all) => all.iter().map(|(_, points)| *points).max().unwrap_or(0),
            Self::Ranges(all) => all.iter().map(|(_, _, points)| *points).max().unwrap_or(0),
            Self::Linear(_, _, points, _) => *points,
            Self::Each(_, most, _) => *most,
            Self::Target { points, most, .. } => most.unwrap_or(*points).max(0),
            Self::Knots(all, _) => all.iter().map(|(_, points)| *points).max().unwrap_or(0).max(0),
        }
    }
}

impl Line {
    /// The most of the scale, with everything that might apply, where it scores.
    pub fn most(&self) -> Option<i64> {
        match &self.scale {
            Scale::Points(_, max, _) | Scale::Deductions(max, ..) | Scale::Beyond(max, ..) => Some(*max),
            Scale::Ranged(ranges) => ranges.iter().map(|(_, to)| *to).max().map(|most| most.max(0)),
            Scale::Honours(points, best, most, excludes) => {
                let (last, others) = match points.split_last() {
                    Some((last, others)) if *excludes => (*last, others),
                    _ => (0, &points[..]),
                };
                let all: i64 = match best {
                    true => others.iter().copied().max().unwrap_or(0),
                    false => others.iter().sum(),
                };
                let all = all.max(last);
                Some(most.map_or(all, |most| all.min(most)))
            }
            Scale::Takes(_) => Some(0),
            Scale::Each(each) if each.together == "sum" => Some(each.most),
            Scale::Each(each) => Some(each.one.most()),
            Scale::Tiers(tiers) => tiers.first().map(|(points, _)| *points),
            Scale::Entries(listed) => Some(listed.most.unwrap_or(0)),
            Scale::Levels(levels, max) => max.or(levels.iter().copied().max()).map(|most| most.max(0)),
            Scale::YesNo(points, ..) => Some(*points),
            Scale::Comment | Scale::Named(_) | Scale::Claim => None,
            Scale::Parts(parts) => Some(parts.iter().map(|(most, _)| most).sum()),
            Scale::Checklist(_, steps, _) => steps.iter().map(|(_, points)| *points).max(),
            Scale::Number(table, _)
            | Scale::Ratio(table, _)
            | Scale::Reached(table, ..)
            | Scale::Compared(table, ..)
            | Scale::Change(table, ..) => Some(table.most()),
        }
    }
}

impl Line {
    /// Whether it can be a key item: it scores, and its points have a maximum of their own.
    pub fn may_be_key(&self) -> bool {
        match &self.scale {
            Scale::Takes(_) => false,
            Scale::Entries(listed) => listed.most.is_some(),
            _ => self.most().is_some(),
        }
    }
}

impl Group {
    /// The most inside it, within its cap and before its weight.
    pub fn full(&self) -> i64 {
        let lines = self
            .lines
            .iter()
            .filter_map(|line| Some(line.weight.unwrap_or(line.most()?)));
        let inner = self.groups.iter().map(|inner| inner.weight.unwrap_or(inner.full()));
        let sum = lines.chain(inner).sum();
        let sum = self.starts.unwrap_or(sum);
        self.cap.map_or(sum, |cap| cap.min(sum))
    }

    /// How many groups it is, with those in it.
    pub fn sections(&self) -> usize {
        1 + self.groups.iter().map(Self::sections).sum::<usize>()
    }

    /// Whether a weight in it depends on the profile.
    pub fn has_other_weights(&self) -> bool {
        let own = self.other.is_some() || self.lines.iter().any(|line| line.other.is_some());
        own || self.groups.iter().any(Self::has_other_weights)
    }

    /// Whether its points, or those of a group in it, are made by subject.
    pub fn is_by_subject(&self) -> bool {
        self.each.is_some() || self.groups.iter().any(Self::is_by_subject)
    }

    /// Whether it or a group in it begins full.
    pub fn has_pool(&self) -> bool {
        self.starts.is_some() || self.groups.iter().any(Self::has_pool)
    }

    /// Its lines at any depth, in the order of the file.
    pub fn all(&self) -> Vec<&Line> {
        let inner = self.groups.iter().flat_map(Self::all);
        self.lines.iter().chain(inner).collect()
    }
}

impl Group {
    /// The group with a most of every list of entries in it.
    fn limited(mut self) -> Self {
        for line in &mut self.lines {
            if let Scale::Entries(listed) = &mut line.scale {
                listed.most = listed.most.or(Some(100_000));
            }
        }
        self.groups = self.groups.into_iter().map(Self::limited).collect();
        self
    }
}

impl Model {
    /// The model in which only groups beside the maximum have lists of entries without a most.
    pub fn limited(mut self) -> Self {
        let groups = self.groups.into_iter();
        self.groups = groups
            .map(|group| if group.counts == "base" { group.limited() } else { group })
            .collect();
        self
    }

    /// Whether a weight depends on the profile.
    pub fn has_other_weights(&self) -> bool {
        self.groups.iter().any(Group::has_other_weights)
    }

    /// Of which outermost group the points of a percent group are; `None` for the total.
    pub fn percent_of(&self, group: &Group) -> Option<usize> {
        let of = group.percent? % self.groups.len();
        Some(of).filter(|of| self.groups[*of].counts == "base")
    }

    /// The lines, in the order of the file.
    pub fn lines(&self) -> Vec<&Line> {
        self.groups.iter().flat_map(Group::all).collect()
    }

    /// The lines with the kind of their outermost section, and whether all sections around them apply.
    pub fn places(&self) -> Vec<(&Line, &'static str, bool)> {
        fn down<'m>(
            group: &'m Group,
            around: (&'static str, bool),
            known: &Known,
            all: &mut Vec<(&'m Line, &'static str, bool)>,
        ) {
            let applies = around.1 && crate::oracle::applies(&group.applies, known);
            all.extend(group.lines.iter().map(|line| (line, around.0, applies)));
            group
                .groups
                .iter()
                .for_each(|inner| down(inner, (around.0, applies), known, all));
        }
        let mut all = Vec::new();
        self.groups
            .iter()
            .for_each(|group| down(group, (group.counts, true), &self.known, &mut all));
        all
    }

    /// The most of the base sections.
    pub fn full(&self) -> i64 {
        let base = self.groups.iter().filter(|group| group.counts == "base");
        base.map(|group| group.weight.unwrap_or(group.full())).sum()
    }

    pub fn rubric(&self) -> Rubric {
        crate::kit::rubric(&self.json())
    }

    /// What is known about the subject.
    pub fn facts(&self) -> Facts {
        let id = |text| Id::new(text).expect("an id");
        let Known {
            stage,
            numbers,
            cells,
            subjects,
        } = self.known;
        let names = subjects.map(|is_there| if is_there { "甲" } else { "" }.into());
        let names = (id("list"), Value::Many(names.into()));
        let stage = stage.map(|stage| (id("stage"), Value::Text(stage.into())));
        let numbers = ["n", "m", "t.a.k", "t.b.k"]
            .into_iter()
            .zip(numbers.into_iter().chain(cells));
        let numbers = numbers.filter_map(|(name, number)| {
            let number = Decimal::of_ten_thousandths(number?.into()).expect("an amount");
            Some((id(name), Value::Number(number)))
        });
        // No score reads these.
        let others = [
            ("name", Value::Text("第一小学".into())),
            ("motto", Value::Text("a\nb".into())),
            ("since", Value::Text("1952-09-01".into())),
            ("teachers", Value::Many(vec!["甲".into(), "".into()])),
        ];
        let others = others.map(|(name, value)| (id(name), value));
        Facts {
            profile: Rc::new(stage.into_iter().chain(numbers).chain(others).chain([names]).collect()),
            ..Facts::default()
        }
    }
}
