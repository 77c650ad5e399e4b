//! Keeps the ids of a rubric when its document is read again: answers are kept by id, so a criterion that is still the same one must
//! not get another.

use assessment::json::{Member, Node, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

/// What became of the ids of a rubric.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Criteria of the new rubric that may be those of the earlier one, because their label is the same and their text resembles it:
    /// the id that both have now, and the earlier text. A person decides whether they are.
    pub unsure: Vec<(String, String)>,
    /// Criteria of the earlier rubric that the new one does not have: their ids and texts.
    pub gone: Vec<(String, String)>,
    /// The ids that criteria of the new rubric had before, by the ids that they have now, where the two differ.
    pub renamed: BTreeMap<String, String>,
}

/// How alike two texts are at least, in percent, if one may be a new wording of the other.
const ALIKE: usize = 60;

/// Parts with one label that a text is compared with at most.
const SAME_LABEL: usize = 500;

/// Gives the sections and criteria of a rubric the ids of an earlier one, where they are known: by label and text, by text alone where
/// only one has it, or by label where the texts resemble each other. All others get ids that the earlier rubric does not have. The id
/// of the rubric becomes that of the earlier one.
pub fn keep(rubric: &mut Node, earlier: &Node) -> Kept {
    let mut kept = Kept::default();
    if let (Some(id), Value::Object(members)) = (earlier.get("id").cloned(), &mut rubric.value) {
        for member in members.iter_mut().filter(|member| &*member.key == "id") {
            member.node = id.clone();
        }
    }
    for kind in [Kind::Section, Kind::Criterion] {
        let old = parts(earlier, kind);
        let new = parts(rubric, kind);
        let ids = matched(&new, &old, kind, &mut kept);
        rename(rubric, kind, &mut ids.into_iter());
    }
    kept
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Section,
    Criterion,
}

/// A section or a criterion.
struct Part {
    id: String,
    label: String,
    /// The text or the title, without spaces.
    text: String,
    shown: String,
}

fn text(node: Option<&Node>) -> &str {
    match node.map(|node| &node.value) {
        Some(Value::String(text)) => text,
        // A text by language: the first one.
        Some(Value::Object(members)) => members.first().map_or("", |first| text(Some(&first.node))),
        _ => "",
    }
}

fn list<'n>(node: &'n Node, key: &str) -> &'n [Node] {
    match node.get(key).map(|node| &node.value) {
        Some(Value::Array(items)) => items,
        _ => &[],
    }
}

fn parts(node: &Node, kind: Kind) -> Vec<Part> {
    let mut found = Vec::new();
    collect(node, kind, &mut found);
    found
}

fn collect(node: &Node, kind: Kind, found: &mut Vec<Part>) {
    for (key, own, words) in [
        ("criteria", Kind::Criterion, "text"),
        ("sections", Kind::Section, "title"),
    ] {
        for part in list(node, key) {
            if own == kind {
                let shown = text(part.get(words));
                found.push(Part {
                    id: text(part.get("id")).to_owned(),
                    label: text(part.get("label")).to_owned(),
                    text: shown.split_whitespace().collect(),
                    shown: shown.to_owned(),
                });
            }
            if own == Kind::Section {
                collect(part, kind, found);
            }
        }
    }
}

/// How parts are found again.
#[derive(Clone, Copy)]
enum Way {
    Exact,
    Text,
    Label,
}

/// The label and the text that parts are looked up by.
type Key<'p> = (&'p str, &'p str);

/// The parts of an earlier rubric by what they are looked up by, each list in their order.
struct Index<'p>(HashMap<Key<'p>, VecDeque<&'p Part>>);

impl<'p> Index<'p> {
    fn new(parts: &'p [Part], key: impl Fn(&'p Part) -> Key<'p>) -> Self {
        let mut all: HashMap<Key<'p>, VecDeque<&Part>> = HashMap::new();
        for part in parts {
            all.entry(key(part)).or_default().push_back(part);
        }
        Self(all)
    }

    /// Returns the first part that is not taken. Those before it are dropped: nothing is given back.
    fn first(&mut self, key: Key<'p>, taken: &BTreeSet<&str>) -> Option<&'p Part> {
        let list = self.0.get_mut(&key)?;
        while list.front().is_some_and(|part| taken.contains(&*part.id)) {
            list.pop_front();
        }
        list.front().copied()
    }

    /// Returns the part that is not taken, if it is the only one.
    fn only(&mut self, key: Key<'p>, taken: &BTreeSet<&str>) -> Option<&'p Part> {
        let found = self.first(key, taken)?;
        let list = self.0.get_mut(&key)?;
        list.pop_front();
        let next = self.first(key, taken);
        self.0.get_mut(&key)?.push_front(found);
        next.is_none().then_some(found)
    }

    /// Returns the part that is not taken and resembles a text, if it is the only one. Where very many have the key, it says nothing.
    fn alike(&mut self, key: Key<'p>, text: &str, taken: &BTreeSet<&str>) -> Option<&'p Part> {
        self.first(key, taken)?;
        let list = self.0.get(&key).filter(|list| list.len() <= SAME_LABEL)?;
        let mut all = list
            .iter()
            .filter(|part| !taken.contains(&*part.id) && likeness(text, &part.text) >= ALIKE);
        let found = all.next()?;
        all.next().is_none().then_some(*found)
    }
}

/// Returns the ids of the new parts, in their order.
fn matched<'p>(new: &'p [Part], old: &'p [Part], kind: Kind, kept: &mut Kept) -> Vec<String> {
    let mut ids: Vec<Option<&Part>> = vec![None; new.len()];
    let mut taken = BTreeSet::new();
    let mut exact = Index::new(old, |part| (&*part.label, &*part.text));
    let mut by_text = Index::new(old, |part| ("", &*part.text));
    let mut by_label = Index::new(old, |part| (&*part.label, ""));
    for way in [Way::Exact, Way::Text, Way::Label] {
        for (i, part) in new.iter().enumerate() {
            if ids[i].is_some() {
                continue;
            }
            let found = match way {
                Way::Exact => exact.first((&part.label, &part.text), &taken),
                Way::Text => by_text.only(("", &part.text), &taken),
                Way::Label if part.label.is_empty() => None,
                Way::Label => by_label.alike((&part.label, ""), &part.text, &taken),
            };
            if let Some(found) = found {
                taken.insert(&*found.id);
                ids[i] = Some(found);
            }
        }
    }
    if kind == Kind::Criterion {
        for (part, old) in new.iter().zip(&ids) {
            if let Some(old) = old.filter(|old| old.text != part.text) {
                kept.unsure.push((old.id.clone(), old.shown.clone()));
            }
        }
        let gone = old.iter().filter(|old| !taken.contains(&*old.id));
        kept.gone = gone.map(|old| (old.id.clone(), old.shown.clone())).collect();
    }
    let known: BTreeSet<&str> = old.iter().map(|old| &*old.id).collect();
    let mut used: BTreeSet<String> = known.iter().map(|id| (*id).to_owned()).collect();
    let mut result = Vec::with_capacity(new.len());
    for (part, old) in new.iter().zip(&ids) {
        let id = match old {
            Some(old) => old.id.clone(),
            None => fresh(&part.id, &used),
        };
        used.insert(id.clone());
        if id != part.id && kind == Kind::Criterion {
            kept.renamed.insert(id.clone(), part.id.clone());
        }
        result.push(id);
    }
    result
}

/// Returns an id that is not used yet: the proposed one, or the next number after its letters.
pub(crate) fn fresh(proposed: &str, used: &BTreeSet<String>) -> String {
    if !used.contains(proposed) {
        return proposed.to_owned();
    }
    let letters = proposed.trim_end_matches(|c: char| c.is_ascii_digit());
    let mut number = used.len();
    loop {
        number += 1;
        let id = format!("{letters}{number}");
        if !used.contains(&id) {
            return id;
        }
    }
}

fn rename(node: &mut Node, kind: Kind, ids: &mut impl Iterator<Item = String>) {
    let Value::Object(members) = &mut node.value else {
        return;
    };
    // Criteria come before inner sections, as in `collect`.
    for (key, own) in [("criteria", Kind::Criterion), ("sections", Kind::Section)] {
        for Member { node, .. } in members.iter_mut().filter(|member| &*member.key == key) {
            let Value::Array(items) = &mut node.value else { continue };
            for part in items {
                if own == kind
                    && let (Some(id), Value::Object(members)) = (ids.next(), &mut part.value)
                {
                    for member in members.iter_mut().filter(|member| &*member.key == "id") {
                        member.node = Node::text(id.as_str());
                    }
                }
                if own == Kind::Section {
                    rename(part, kind, ids);
                }
            }
        }
    }
}

/// Returns how alike two texts are, in percent: the share of pairs of neighbouring characters that both have.
fn likeness(one: &str, other: &str) -> usize {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let characters: Vec<char> = text.chars().collect();
        characters.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let (one, other) = (pairs(one), pairs(other));
    let all = one.len() + other.len();
    if all == 0 {
        return 0;
    }
    let mut counts: HashMap<(char, char), usize> = HashMap::new();
    for pair in other {
        *counts.entry(pair).or_default() += 1;
    }
    let mut common = 0;
    for pair in one {
        if let Some(count) = counts.get_mut(&pair).filter(|count| **count > 0) {
            *count -= 1;
            common += 2;
        }
    }
    common * 100 / all
}

#[cfg(test)]
mod tests {
    use super::*;
    use assessment::json::{parse, pretty};

    fn rubric(id: &str, criteria: &[(&str, &str, &str)]) -> Node {
        let criteria: Vec<String> = criteria
            .iter()
            .map(|(id, label, text)| format!(r#"{{"id":"{id}","label":"{label}","text":"{text}"}}"#))
            .collect();
        let source = format!(
            r#"{{"id":"{id}","sections":[{{"id":"s1","title":"A","criteria":[{}]}}]}}"#,
            criteria.join(",")
        );
        parse(&source).unwrap()
    }

    fn ids(node: &Node) -> Vec<String> {
        parts(node, Kind::Criterion).into_iter().map(|part| part.id).collect()
    }

    #[test]
    fn ids_follow_label_and_text() {
        let old = rubric(
            "r",
            &[
                ("c1", "1", "制订计划"),
                ("c2", "2", "开展活动"),
                ("c3", "3", "每年举办运动会一次"),
            ],
        );
        type Case<'c> = (
            &'c [(&'c str, &'c str, &'c str)],
            &'c [&'c str],
            &'c [&'c str],
            &'c [&'c str],
        );
        let cases: [Case<'_>; 6] = [
            // The same.
            (
                &[("c1", "1", "制订计划"), ("c2", "2", "开展活动")],
                &["c1", "c2"],
                &[],
                &["c3"],
            ),
            // A row was put in before, and all labels moved.
            (
                &[
                    ("c1", "1", "成立小组"),
                    ("c2", "2", "制订计划"),
                    ("c3", "3", "开展活动"),
                ],
                &["c4", "c1", "c2"],
                &[],
                &["c3"],
            ),
            // A new wording under the same label.
            (&[("c1", "3", "每年举办运动会两次")], &["c3"], &["c3"], &["c1", "c2"]),
            // Another text under the same label.
            (&[("c1", "1", "器材齐全完好")], &["c4"], &[], &["c1", "c2", "c3"]),
            // One text twice: the label decides.
            (
                &[("x", "9", "开展活动"), ("y", "2", "开展活动")],
                &["x", "c2"],
                &[],
                &["c1", "c3"],
            ),
            // Spaces do not matter.
            (&[("c9", "1", "制 订计划")], &["c1"], &[], &["c2", "c3"]),
        ];
        for (criteria, expected, unsure, gone) in cases {
            let mut new = rubric("other", criteria);
            let kept = keep(&mut new, &old);
            assert_eq!(ids(&new), expected, "{criteria:?}");
            assert_eq!(
                kept.unsure.iter().map(|(id, _)| &**id).collect::<Vec<_>>(),
                unsure,
                "{criteria:?}"
            );
            assert_eq!(
                kept.gone.iter().map(|(id, _)| &**id).collect::<Vec<_>>(),
                gone,
                "{criteria:?}"
            );
            assert!(pretty(&new).contains("\"id\": \"r\""), "{}", pretty(&new));
        }
    }
}
