//! Which other lines conditions and amounts of a made-up rubric read: only lines before them, so that there is no circle.

use super::{Condition, Figure, Given, Group, Line, Model, Replacing, Scale, given};
use assessment::answers::Answer;

/// The lines and outermost groups before a place.
#[derive(Clone, Default)]
pub struct Before {
    lines: Vec<Line>,
    /// Of each outermost group: its index among all groups, if it counts in the maximum.
    groups: Vec<Option<usize>>,
    sections: usize,
}

impl Scale {
    pub fn replaced(&self, by: &Replacing<'_>) -> Self {
        match self {
            Self::Parts(parts) => {
                let parts = parts
                    .iter()
                    .map(|(most, applies)| (*most, applies.as_ref().map(|one| one.replaced(by))));
                Self::Parts(parts.collect())
            }
            Self::Number(table, from) => Self::Number(table.clone(), from.as_ref().map(|one| one.replaced(by))),
            Self::Ratio(table, from) => {
                Self::Ratio(table.clone(), from.clone().map(|from| from.map(|one| one.replaced(by))))
            }
            Self::Change(table, from, percent) => {
                let from = from.clone().map(|from| from.map(|one| one.replaced(by)));
                Self::Change(table.clone(), from, *percent)
            }
            other => other.clone(),
        }
    }

    /// The words for its answers that are one of a few.
    fn words(&self) -> Vec<String> {
        let levels = |count: usize| (0..count).map(|i| format!("l{i}")).collect();
        match self {
            Self::Levels(levels_of, _) => levels(levels_of.len()),
            Self::Ranged(ranges) => levels(ranges.len()),
            Self::Tiers(tiers) => levels(tiers.len()),
            Self::Named(count) => levels(*count),
            Self::Claim | Self::YesNo(_, None, _) => vec!["yes".into(), "no".into()],
            Self::YesNo(..) => vec!["yes".into(), "partial".into(), "no".into()],
            _ => Vec::new(),
        }
    }

    /// The names of its amounts that are entered.
    fn amounts(&self) -> Vec<String> {
        let named = |letter: &str, count: usize| (0..count).map(|i| format!("{letter}{i}")).collect();
        match self {
            Self::Parts(parts) => named("p", parts.len()),
            Self::Checklist(count, ..) => named("i", *count),
            Self::Honours(points, ..) => named("i", points.len()),
            Self::Deductions(_, _, findings) | Self::Takes(findings) => named("f", findings.len()),
            Self::Beyond(_, _, _, findings) => named("f", findings.len()),
            Self::Reached(_, rows, _) => named("r", rows.len()),
            Self::Entries(_) => vec!["count".to_owned()],
            Self::Tiers(tiers) => named("i", tiers.iter().map(|(_, clauses)| clauses).sum()),
            Self::Number(_, None) => vec!["value".to_owned()],
            Self::Compared(_, to, _) => vec!["value".to_owned(), (*to).to_owned()],
            Self::Ratio(_, from) => {
                let names = ["numerator", "denominator"].into_iter().zip(from);
                names
                    .filter(|(_, from)| from.is_none())
                    .map(|(name, _)| name.to_owned())
                    .collect()
            }
            Self::Change(_, from, _) => {
                let names = ["now", "before"].into_iter().zip(from);
                names
                    .filter(|(_, from)| from.is_none())
                    .map(|(name, _)| name.to_owned())
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Line {
    /// The words for its answers that are one of a few.
    pub fn words(&self) -> Vec<String> {
        let excused = self.not_applicable.map(|_| "not-applicable".to_owned());
        let unknown = self.dont_know.then(|| "dont-know".to_owned());
        self.scale.words().into_iter().chain(excused).chain(unknown).collect()
    }

    /// The word for what is given.
    pub fn word(&self, given: &Given) -> Option<String> {
        match given {
            Given::Answer(Answer::NotApplicable) => Some("not-applicable".to_owned()),
            Given::Answer(Answer::DontKnow) => Some("dont-know".to_owned()),
            Given::Answer(Answer::Yes) => Some("yes".to_owned()),
            Given::Answer(Answer::Partial) => Some("partial".to_owned()),
            Given::Answer(Answer::No) => Some("no".to_owned()),
            Given::Answer(Answer::Level(id)) => Some(id.to_string()),
            Given::Answer(Answer::Points(points)) => {
                let Scale::Ranged(ranges) = &self.scale else {
                    return None;
                };
                let points = points.ten_thousandths();
                let holds = |(from, to): &(i64, i64)| (*from..=*to).contains(&points);
                ranges.iter().position(holds).map(|i| format!("l{i}"))
            }
            Given::Amounts(all) => match &self.scale {
                Scale::Tiers(tiers) => reached(tiers, all).map(|tier| format!("l{tier}")),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The best tier whose clauses, and those of all after it, are ticked.
pub fn reached(tiers: &[(i64, usize)], ticks: &[(String, i64)]) -> Option<usize> {
    let mut after: usize = tiers.iter().map(|(_, clauses)| clauses).sum();
    let mut found = None;
    for (tier, (_, clauses)) in tiers.iter().enumerate().rev() {
        let ticked = |i: usize| ticks.contains(&(format!("i{i}"), 10_000));
        if !(after - clauses..after).all(ticked) {
            break;
        }
        after -= clauses;
        found = Some(tier);
    }
    found
}

impl Before {
    fn pick(&self, seed: usize) -> Option<(usize, &Line)> {
        let line = seed.checked_rem(self.lines.len())?;
        Some((line, &self.lines[line]))
    }

    fn condition(&self, condition: &Condition) -> Option<Condition> {
        let seed = match condition {
            Condition::Answered(seed) | Condition::HasAnswer(seed, _) => *seed,
            _ => return None,
        };
        let Some((line, spec)) = self.pick(seed) else {
            return Some(Condition::All(Vec::new()));
        };
        let words = spec.words();
        Some(match condition {
            Condition::HasAnswer(..) if !words.is_empty() => {
                let some = words
                    .iter()
                    .enumerate()
                    .filter(|(i, _)| (seed >> i) & 1 == 0)
                    .map(|(_, word)| word.clone());
                let some: Vec<_> = some.collect();
                Condition::HasAnswer(line, if some.is_empty() { words } else { some })
            }
            _ => Condition::Answered(line),
        })
    }

    fn figure(&self, figure: &Figure) -> Option<Figure> {
        let nothing = Some(Figure::Number(0));
        match figure {
            Figure::Earned(seed) => match self.pick(*seed).filter(|(_, line)| line.most().is_some()) {
                Some((line, _)) => Some(Figure::Earned(line)),
                None => nothing,
            },
            Figure::EarnedIn(seed, _) => {
                let group = seed.checked_rem(self.groups.len());
                let found = group.and_then(|group| Some((group, self.groups[group]?)));
                found.map_or(nothing, |(group, section)| Some(Figure::EarnedIn(group, section)))
            }
            Figure::Share(seeds, _) => {
                let mut lines: Vec<_> = seeds.iter().filter_map(|seed| self.pick(*seed)).collect();
                lines.sort_by_key(|(line, _)| *line);
                lines.dedup_by_key(|(line, _)| *line);
                let own = |line: &Line| line.scale.words();
                let words = lines.iter().map(|(_, line)| own(line)).find(|words| !words.is_empty());
                let Some(words) = words else { return nothing };
                let keep = 1 + seeds[0] % words.len();
                let any = words[..keep].to_vec();
                lines.retain(|(_, line)| own(line).iter().any(|word| any.contains(word)));
                Some(Figure::Share(lines.into_iter().map(|(line, _)| line).collect(), any))
            }
            Figure::Entered(seed, _) => {
                let found = self.pick(*seed).and_then(|(line, spec)| {
                    let names = spec.scale.amounts();
                    let name = seed.checked_rem(names.len())?;
                    Some(Figure::Entered(line, names[name].clone()))
                });
                found.or(nothing)
            }
            _ => None,
        }
    }

    fn group(&mut self, group: &Group) -> Group {
        self.sections += 1;
        let linked = self.clone();
        let by = Replacing {
            condition: &|condition| linked.condition(condition),
            figure: &|figure| linked.figure(figure),
        };
        let applies = group.applies.as_ref().map(|one| one.replaced(&by));
        let lines = group.lines.iter().map(|line| self.line(line)).collect();
        let groups = group.groups.iter().map(|inner| self.group(inner)).collect();
        Group {
            lines,
            groups,
            applies,
            ..group.clone()
        }
    }

    fn line(&mut self, line: &Line) -> Line {
        let linked = self.clone();
        let by = Replacing {
            condition: &|condition| linked.condition(condition),
            figure: &|figure| linked.figure(figure),
        };
        let line = Line {
            applies: line.applies.as_ref().map(|one| one.replaced(&by)),
            scale: line.scale.replaced(&by),
            ..line.clone()
        };
        self.lines.push(line.clone());
        line
    }
}

impl Group {
    fn replaced(&self, by: &Replacing<'_>) -> Self {
        let line = |line: &Line| Line {
            applies: line.applies.as_ref().map(|one| one.replaced(by)),
            scale: line.scale.replaced(by),
            ..line.clone()
        };
        Self {
            lines: self.lines.iter().map(line).collect(),
            groups: self.groups.iter().map(|inner| inner.replaced(by)).collect(),
            applies: self.applies.as_ref().map(|one| one.replaced(by)),
            ..self.clone()
        }
    }
}

impl Model {
    /// The model in which nothing reads other lines.
    pub fn unlinked(mut self) -> Self {
        let condition = |condition: &Condition| match condition {
            Condition::Answered(_) | Condition::HasAnswer(..) => Some(Condition::All(Vec::new())),
            _ => None,
        };
        let figure = |figure: &Figure| match figure {
            Figure::Earned(_) | Figure::EarnedIn(..) | Figure::Entered(..) | Figure::Share(..) => {
                Some(Figure::Number(0))
            }
            _ => None,
        };
        let by = Replacing {
            condition: &condition,
            figure: &figure,
        };
        self.groups = self.groups.iter().map(|group| group.replaced(&by)).collect();
        self
    }

    /// The model in which what reads other lines reads some that come before.
    pub fn linked(mut self) -> Self {
        let mut before = Before::default();
        let mut groups = Vec::new();
        for group in &self.groups {
            let section = before.sections;
            groups.push(before.group(group));
            before.groups.push(Some(section).filter(|_| group.counts == "base"));
        }
        self.groups = groups;
        self
    }
}

/// An answer exists for every scale that has words.
#[test]
fn every_word_is_one_of_an_answer() {
    let scale = Scale::YesNo(10_000, Some(5_000), false);
    let line = Line {
        scale: scale.clone(),
        weight: None,
        other: None,
        dont_know: false,
        not_applicable: None,
        share: 0,
        applies: None,
    };
    let found: std::collections::BTreeSet<_> = (0..6).filter_map(|seed| line.word(&given(&scale, seed))).collect();
    assert_eq!(found, line.words().into_iter().collect());
}
