//! Which criteria and sections conditions and amounts read, and what depends on them (convention 27). Circles are refused when a
//! rubric is read, so a sheet is settled after as many rounds as the longest chain has links.

use super::expression::{AnswerUse, Source};
use super::facts::DONT_KNOW;
use super::{Criterion, NodePath, Part, Rubric, Scale, Section};
use crate::Id;
use crate::limits;
use crate::problem::Code;
use crate::read::{Reader, too_many};

/// The criteria and sections that are read, each with the paths of the criteria that depend on it, in the order of the file.
/// Vectors, because each further type of map adds kilobytes to the wasm.
#[derive(Debug, Default)]
pub struct Dependence {
    /// The criteria that are read.
    pub(crate) criteria: Vec<Reading>,
    /// The sections whose points are read.
    pub(crate) sections: Vec<Reading>,
}

/// What is read by others.
#[derive(Debug)]
pub(crate) struct Reading {
    /// Its id.
    pub(crate) id: Id,
    /// Its path.
    pub(crate) path: NodePath,
    /// The paths of the criteria that depend on it.
    pub(crate) readers: Vec<NodePath>,
}

impl Dependence {
    /// Whether nothing is read.
    pub fn is_empty(&self) -> bool {
        self.criteria.is_empty() && self.sections.is_empty()
    }
}

/// Reports an answer that does not exist. The reader is at the condition or amount.
pub(super) fn check(used: &AnswerUse, rubric: &Rubric, reader: &mut Reader<'_>) {
    let missing = |id: &Id| vec![("value", id.to_string())];
    let id = match used {
        AnswerUse::Section(id) => {
            match rubric.section_path(id).filter(|path| !path.sections.is_empty()) {
                // An invalid id was reported already.
                None if id.is_empty() => {}
                None => reader.key("section", |r| r.problem(Code::UnknownId, missing(id))),
                Some(path) if rubric.section_at(path).beside => {
                    let standing = rubric.root.sections[path.sections[0] as usize].standing;
                    let args = vec![("key", "section".to_owned()), ("kind", standing.word().to_owned())];
                    reader.key("section", |r| r.problem(Code::KeyNotForKind, args));
                }
                Some(_) => {}
            }
            return;
        }
        AnswerUse::Listed(id, any) => {
            match rubric.criterion(id) {
                None if id.is_empty() => {}
                None => reader.problem(Code::UnknownId, missing(id)),
                Some(criterion) => {
                    let known = words(criterion);
                    let has_one = any.iter().any(|word| word.is_empty() || known.contains(&&**word));
                    if !has_one && !any.is_empty() {
                        let value = any.iter().map(|word| &**word).collect::<Vec<_>>().join(", ");
                        reader.problem(Code::UnknownAnswer, unknown_answer(value, id, &known));
                    }
                }
            }
            return;
        }
        AnswerUse::Criterion(id) | AnswerUse::Answers(id, _) | AnswerUse::Points(id) | AnswerUse::Amount(id, _) => id,
    };
    let Some(criterion) = rubric.criterion(id) else {
        if !id.is_empty() {
            reader.key("criterion", |r| r.problem(Code::UnknownId, missing(id)));
        }
        return;
    };
    match used {
        AnswerUse::Answers(_, any) => {
            let known = words(criterion);
            for (i, word) in any.iter().enumerate().filter(|(_, word)| !word.is_empty()) {
                if !known.contains(&&**word) {
                    let args = unknown_answer(word.to_string(), id, &known);
                    reader.key("any", |r| r.index(i, |r| r.problem(Code::UnknownAnswer, args)));
                }
            }
        }
        AnswerUse::Points(_) if criterion.scale.maximum().is_none() => {
            reader.key("criterion", |r| r.problem(Code::WithoutPoints, missing(id)));
        }
        AnswerUse::Amount(_, amount) if !amount.is_empty() && criterion.scale.family().field(amount).is_none() => {
            reader.key("amount", |r| r.problem(Code::UnknownId, missing(amount)));
        }
        _ => {}
    }
}

/// The arguments of the problem that a criterion cannot have an answer.
fn unknown_answer(value: String, criterion: &Id, known: &[&str]) -> Vec<(&'static str, String)> {
    let known = if known.is_empty() {
        "–".to_owned()
    } else {
        known.join(", ")
    };
    vec![("value", value), ("criterion", criterion.to_string()), ("known", known)]
}

/// The words for the answers of a criterion that are one of a few.
fn words(criterion: &Criterion) -> Vec<&str> {
    let mut known = match &criterion.scale {
        Scale::Levels(scale) => scale.levels.iter().map(|level| &*level.id).collect(),
        Scale::Tiers(scale) => scale.tiers.iter().map(|tier| &*tier.id).collect(),
        Scale::YesNo(scale) if scale.partial.is_some() => vec!["yes", "partial", "no"],
        Scale::YesNo(_) => vec!["yes", "no"],
        _ => Vec::new(),
    };
    known.extend(criterion.not_applicable.as_ref().map(|_| "not-applicable"));
    known.extend(criterion.dont_know.then_some(DONT_KNOW));
    known
}

/// What depends on what in a rubric; reports circles and too many readers. The reader is at the root.
pub(super) fn of(rubric: &Rubric, reader: &mut Reader<'_>) -> Dependence {
    let mut graph = Graph::new(rubric);
    let mut order = Vec::new();
    rubric.walk(&mut |part| match part {
        Part::Section(section) => order.push(graph.section(section)),
        Part::Criterion(criterion) => order.push(graph.criterion(criterion)),
    });
    // What gates read is kept, and nothing depends on a gate.
    for gate in &rubric.gates {
        gate.rule().sources(&mut |source| {
            if let Some(read) = graph.number(source) {
                graph.is_read[read] = true;
            }
        });
    }
    let bands = rubric.grades.iter().flat_map(|grades| &grades.bands);
    for condition in bands.filter_map(|band| band.condition.as_ref()) {
        condition.sources(&mut |source| {
            if let Some(read) = graph.number(source) {
                graph.is_read[read] = true;
            }
        });
    }
    let mut found = Dependence::default();
    let read = order.into_iter().filter(|number| graph.is_read[*number]);
    for number in read {
        let readers = graph.readers[number]
            .iter()
            .filter_map(|reader| graph.path(*reader))
            .cloned();
        let Some((id, path)) = graph.ids[number].clone().zip(graph.path(number).cloned()) else {
            continue;
        };
        let reading = Reading {
            id,
            path,
            readers: readers.collect(),
        };
        if number < graph.criteria {
            found.criteria.push(reading);
        } else {
            found.sections.push(reading);
        }
    }
    let count = found.criteria.len() + found.sections.len();
    if count > limits::READ {
        let (code, args) = too_many(count, limits::READ);
        reader.key("sections", |r| r.problem(code, args));
    } else if let Some(circle) = graph.circle() {
        let names: Vec<_> = circle
            .iter()
            .map(|number| graph.ids[*number].as_deref().unwrap_or_default())
            .collect();
        let args = vec![("value", names.join(" → "))];
        let first = circle.iter().find(|number| **number < graph.criteria);
        at(first.and_then(|first| graph.path(*first)), reader, &mut |r| {
            r.problem(Code::Circle, args.clone());
        });
    }
    found
}

/// Calls `work` with the reader at a criterion.
fn at(path: Option<&NodePath>, reader: &mut Reader<'_>, work: &mut dyn FnMut(&mut Reader<'_>)) {
    fn down(sections: &[u32], criterion: Option<u32>, reader: &mut Reader<'_>, work: &mut dyn FnMut(&mut Reader<'_>)) {
        match (sections, criterion) {
            ([first, rest @ ..], _) => reader.key("sections", |r| {
                r.index(*first as usize, |r| down(rest, criterion, r, work));
            }),
            ([], Some(index)) => reader.key("criteria", |r| r.index(index as usize, work)),
            ([], None) => work(reader),
        }
    }
    match path {
        Some(path) => down(&path.sections, path.criterion, reader, work),
        None => work(reader),
    }
}

/// Criteria and sections by number: criteria by their ordinals, then sections by theirs.
struct Graph<'r> {
    rubric: &'r Rubric,
    /// How many criteria there are.
    criteria: usize,
    ids: Vec<Option<Id>>,
    /// What the points of each follow from.
    inner: Vec<Vec<usize>>,
    /// The criteria that read each.
    readers: Vec<Vec<usize>>,
    is_read: Vec<bool>,
}

impl<'r> Graph<'r> {
    fn new(rubric: &'r Rubric) -> Self {
        let (mut criteria, mut sections) = (0, 1);
        rubric.walk(&mut |part| match part {
            Part::Section(_) => sections += 1,
            Part::Criterion(_) => criteria += 1,
        });
        let count = criteria + sections;
        Self {
            rubric,
            criteria,
            ids: vec![None; count],
            inner: vec![Vec::new(); count],
            readers: vec![Vec::new(); count],
            is_read: vec![false; count],
        }
    }

    fn path(&self, number: usize) -> Option<&'r NodePath> {
        let id = self.ids[number].as_ref()?;
        if number < self.criteria {
            self.rubric.criterion_path(id)
        } else {
            self.rubric.section_path(id)
        }
    }

    /// The number of a criterion or section that is read.
    fn number(&self, source: Source<'_>) -> Option<usize> {
        match source {
            Source::Criterion(id) => Some(self.rubric.criterion(id)?.ordinal as usize),
            Source::Section(id) => {
                let path = self.rubric.section_path(id)?;
                Some(self.criteria + self.rubric.section_at(path).ordinal as usize)
            }
            Source::Field(_) | Source::Nothing => None,
        }
    }

    fn section(&mut self, section: &Section) -> usize {
        let number = self.criteria + section.ordinal as usize;
        self.ids[number] = Some(section.id.clone());
        let criteria = section.criteria.iter().map(|criterion| criterion.ordinal as usize);
        let sections = section
            .sections
            .iter()
            .map(|inner| self.criteria + inner.ordinal as usize);
        self.inner[number] = criteria.chain(sections).collect();
        number
    }

    fn criterion(&mut self, criterion: &Criterion) -> usize {
        let number = criterion.ordinal as usize;
        self.ids[number] = Some(criterion.id.clone());
        let mut read = Vec::new();
        let mut visit = |source: Source<'_>| read.extend(self.number(source));
        criterion
            .applies_if
            .iter()
            .for_each(|condition| condition.sources(&mut visit));
        criterion.scale.family().sources(&mut visit);
        for source in read {
            if self.readers[source].last() != Some(&number) {
                self.readers[source].push(number);
            }
            self.is_read[source] = true;
            self.inner[number].push(source);
        }
        number
    }

    /// The first circle, from a node back to itself. Without recursion: a chain may be long.
    fn circle(&self) -> Option<Vec<usize>> {
        let mut done = vec![false; self.ids.len()];
        let mut on_way = vec![false; self.ids.len()];
        let starts = (0..self.ids.len()).filter(|number| self.is_read[*number]);
        for start in starts {
            // Each node on the way, with how many of its inner ones were taken.
            let mut way = if done[start] { Vec::new() } else { vec![(start, 0)] };
            on_way[start] = !done[start];
            while let Some((node, taken)) = way.last_mut() {
                let Some(next) = self.inner[*node].get(*taken).copied() else {
                    (done[*node], on_way[*node]) = (true, false);
                    way.pop();
                    continue;
                };
                *taken += 1;
                if on_way[next] {
                    let circle = way.iter().map(|(node, _)| *node).skip_while(|node| *node != next);
                    return Some(circle.chain([next]).collect());
                }
                if !done[next] {
                    on_way[next] = true;
                    way.push((next, 0));
                }
            }
        }
        None
    }
}
