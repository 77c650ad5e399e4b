//! Which criteria and sections conditions and amounts read, and what depends on them (convention 27). Circles are refused when a
//! rubric is read, so a sheet is settled after as many rounds as the longest chain has links.

use super::expression::{AnswerUse, Source};
use super::{Criterion, NodePath, Part, Rubric, Scale, Section};
use crate::Id;
use crate::limits;
use crate::problem::Code;
use crate::read::{Reader, too_many};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// What is read, and the criteria that depend on it.
#[derive(Debug, Default)]
pub struct Dependence {
    /// By criterion that is read: the paths of the criteria that depend on it.
    pub(crate) criteria: BTreeMap<Id, Vec<NodePath>>,
    /// By section whose points are read.
    pub(crate) sections: BTreeMap<Id, Vec<NodePath>>,
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
                    let known = if known.is_empty() {
                        "–".to_owned()
                    } else {
                        known.join(", ")
                    };
                    let args = vec![
                        ("value", word.to_string()),
                        ("criterion", id.to_string()),
                        ("known", known),
                    ];
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

/// The words for the answers of a criterion that are one of a few.
fn words(criterion: &Criterion) -> Vec<&str> {
    let mut known = match &criterion.scale {
        Scale::Levels(scale) => scale.levels.iter().map(|level| &*level.id).collect(),
        Scale::YesNo(scale) if scale.partial.is_some() => vec!["yes", "partial", "no"],
        Scale::YesNo(_) => vec!["yes", "no"],
        _ => Vec::new(),
    };
    known.extend(criterion.not_applicable.as_ref().map(|_| "not-applicable"));
    known
}

/// What depends on what in a rubric; reports circles and too many readers. The reader is at the root.
pub(super) fn of(rubric: &Rubric, reader: &mut Reader<'_>) -> Dependence {
    let mut found = Dependence::default();
    let mut read: HashMap<Id, BTreeSet<Node>> = HashMap::new();
    rubric.walk(&mut |part| {
        let Part::Criterion(criterion) = part else { return };
        let mut nodes = BTreeSet::new();
        let mut visit = |source: Source<'_>| {
            nodes.extend(Node::of(source));
        };
        criterion
            .applies_if
            .iter()
            .for_each(|condition| condition.sources(&mut visit));
        criterion.scale.family().sources(&mut visit);
        let Some(path) = rubric.criterion_path(&criterion.id).filter(|_| !nodes.is_empty()) else {
            return;
        };
        for node in &nodes {
            let readers = match node {
                Node::Criterion(id) => found.criteria.entry(id.clone()),
                Node::Section(id) => found.sections.entry(id.clone()),
            };
            readers.or_default().push(path.clone());
        }
        read.insert(criterion.id.clone(), nodes);
    });
    // What gates read is kept, and nothing depends on a gate.
    for gate in &rubric.gates {
        gate.rule().sources(&mut |source| match Node::of(source) {
            Some(Node::Criterion(id)) => drop(found.criteria.entry(id).or_default()),
            Some(Node::Section(id)) => drop(found.sections.entry(id).or_default()),
            None => {}
        });
    }
    let count = found.criteria.len() + found.sections.len();
    if count > limits::READ {
        let (code, args) = too_many(count, limits::READ);
        reader.key("sections", |r| r.problem(code, args));
    } else if let Some(circle) = circle(rubric, &read) {
        let names: Vec<_> = circle.iter().map(Node::name).collect();
        let args = vec![("value", names.join(" → "))];
        let first = circle.iter().find_map(|node| match node {
            Node::Criterion(id) => rubric.criterion_path(id),
            Node::Section(_) => None,
        });
        at(first, reader, &mut |r| r.problem(Code::Circle, args.clone()));
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

/// A criterion or a section.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Node {
    Criterion(Id),
    Section(Id),
}

impl Node {
    fn of(source: Source<'_>) -> Option<Self> {
        match source {
            Source::Criterion(id) => Some(Self::Criterion(id.clone())),
            Source::Section(id) => Some(Self::Section(id.clone())),
            Source::Field(_) | Source::Nothing => None,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Criterion(id) | Self::Section(id) => id,
        }
    }

    /// What its points follow from.
    fn inner(&self, rubric: &Rubric, read: &HashMap<Id, BTreeSet<Self>>) -> Vec<Self> {
        match self {
            Self::Criterion(id) => read.get(id).into_iter().flatten().cloned().collect(),
            Self::Section(id) => {
                let section: Option<&Rc<Section>> = rubric.section_path(id).map(|path| rubric.section_at(path));
                let criteria = section.into_iter().flat_map(|section| &section.criteria);
                let sections = section.into_iter().flat_map(|section| &section.sections);
                let criteria = criteria.map(|criterion| Self::Criterion(criterion.id.clone()));
                criteria
                    .chain(sections.map(|inner| Self::Section(inner.id.clone())))
                    .collect()
            }
        }
    }
}

/// The first circle, from a node back to itself. Without recursion: a chain may be long.
fn circle(rubric: &Rubric, read: &HashMap<Id, BTreeSet<Node>>) -> Option<Vec<Node>> {
    let mut done: BTreeSet<Node> = BTreeSet::new();
    let mut starts: Vec<_> = read.keys().cloned().map(Node::Criterion).collect();
    starts.sort();
    for start in starts {
        let mut way = vec![(start.clone(), start.inner(rubric, read))];
        while let Some((node, rest)) = way.last_mut() {
            let Some(next) = rest.pop() else {
                done.insert(node.clone());
                way.pop();
                continue;
            };
            if let Some(begin) = way.iter().position(|(on_way, _)| *on_way == next) {
                let circle = way[begin..].iter().map(|(node, _)| node.clone());
                return Some(circle.chain([next]).collect());
            }
            if !done.contains(&next) {
                let inner = next.inner(rubric, read);
                way.push((next, inner));
            }
        }
    }
    None
}
