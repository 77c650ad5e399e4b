//! Reading and changing the tree of a rubric's file.

use assessment::json::{Member, Node, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::rc::Rc;

/// A section or a criterion, by id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    /// A section.
    Section(Rc<str>),
    /// A criterion.
    Criterion(Rc<str>),
}

/// Where a part stands: the indices of the sections around it, and its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// The indices of the sections, the outermost first. The last one is the section itself, or the one around the criterion.
    pub(super) sections: Vec<usize>,
    /// The index of the criterion.
    pub(super) criterion: Option<usize>,
}

/// Returns a text; of a text by language the first one.
pub(super) fn text<'n>(node: &'n Node, key: &str) -> &'n str {
    match node.get(key).map(|node| &node.value) {
        Some(Value::String(text)) => text,
        Some(Value::Object(members)) => match members.first().map(|first| &first.node.value) {
            Some(Value::String(text)) => text,
            _ => "",
        },
        _ => "",
    }
}

/// Returns what a person sees in the field of a number: the token, or what was typed and is no number.
pub(super) fn typed(node: &Node, key: &str) -> String {
    match node.get(key).map(|node| &node.value) {
        Some(Value::Number(token) | Value::String(token)) => token.to_string(),
        _ => String::new(),
    }
}

/// Returns a list; empty if there is none.
pub(super) fn list<'n>(node: &'n Node, key: &str) -> &'n [Node] {
    match node.get(key).map(|node| &node.value) {
        Some(Value::Array(items)) => items,
        _ => &[],
    }
}

fn members(node: &mut Node) -> Option<&mut Vec<Member>> {
    match &mut node.value {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

/// Returns the value of a key.
pub(super) fn get_mut<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    let member = members(node)?.iter_mut().find(|member| &*member.key == key)?;
    Some(&mut member.node)
}

/// Returns a list, which is added if there is none.
pub(super) fn list_mut<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Vec<Node>> {
    if list(node, key).is_empty() {
        set(node, key, Node::new(Value::Array(Vec::new())));
    }
    match &mut get_mut(node, key)?.value {
        Value::Array(items) => Some(items),
        _ => None,
    }
}

/// Sets a key. A new one stands before the long members at the end.
pub(super) fn set(node: &mut Node, key: &str, value: Node) {
    let Some(members) = members(node) else { return };
    if let Some(member) = members.iter_mut().find(|member| &*member.key == key) {
        member.node = value;
        return;
    }
    const LAST: [&str; 5] = ["scale", "criteria", "sections", "rules", "grades"];
    let rank = |key: &str| LAST.iter().position(|last| *last == key).map_or(0, |rank| rank + 1);
    let at = members
        .iter()
        .position(|member| rank(&member.key) > rank(key))
        .unwrap_or(members.len());
    let member = Member {
        key: key.into(),
        at: 0,
        node: value,
    };
    members.insert(at, member);
}

/// Removes a key.
pub(super) fn remove(node: &mut Node, key: &str) {
    if let Some(members) = members(node) {
        members.retain(|member| &*member.key != key);
    }
}

/// Sets a text; of a text by language the first one. An empty text is removed, unless the format needs it.
pub(super) fn set_text(node: &mut Node, key: &str, words: &str, is_needed: bool) {
    if let Some(Value::Object(languages)) = get_mut(node, key).map(|node| &mut node.value)
        && let Some(first) = languages.first_mut()
        && !words.is_empty()
    {
        first.node = Node::text(words);
    } else if words.trim().is_empty() && !is_needed {
        remove(node, key);
    } else {
        set(node, key, Node::text(words));
    }
}

/// Finds a part.
pub(super) fn find(rubric: &Node, part: &Part) -> Option<Spot> {
    let mut around = Vec::new();
    find_in(rubric, part, &mut around)
}

fn find_in(node: &Node, part: &Part, around: &mut Vec<usize>) -> Option<Spot> {
    if let Part::Criterion(id) = part
        && let Some(at) = list(node, "criteria").iter().position(|one| text(one, "id") == &**id)
    {
        return Some(Spot {
            sections: around.clone(),
            criterion: Some(at),
        });
    }
    for (i, section) in list(node, "sections").iter().enumerate() {
        around.push(i);
        if matches!(part, Part::Section(id) if text(section, "id") == &**id) {
            return Some(Spot {
                sections: around.clone(),
                criterion: None,
            });
        }
        if let Some(found) = find_in(section, part, around) {
            return Some(found);
        }
        around.pop();
    }
    None
}

/// Returns the section at a path, or the rubric for an empty one.
pub(super) fn section_mut<'n>(rubric: &'n mut Node, path: &[usize]) -> Option<&'n mut Node> {
    path.iter()
        .try_fold(rubric, |node, i| match &mut get_mut(node, "sections")?.value {
            Value::Array(items) => items.get_mut(*i),
            _ => None,
        })
}

/// Returns the section at a path, or the rubric for an empty one.
pub(super) fn section<'n>(rubric: &'n Node, path: &[usize]) -> Option<&'n Node> {
    path.iter().try_fold(rubric, |node, i| list(node, "sections").get(*i))
}

/// Returns the node of a part.
pub(super) fn part<'n>(rubric: &'n Node, part: &Part) -> Option<&'n Node> {
    let spot = find(rubric, part)?;
    let section = section(rubric, &spot.sections)?;
    match spot.criterion {
        Some(at) => list(section, "criteria").get(at),
        None => Some(section),
    }
}

/// Returns the node of a part.
pub(super) fn part_mut<'n>(rubric: &'n mut Node, part: &Part) -> Option<&'n mut Node> {
    let spot = find(rubric, part)?;
    let section = section_mut(rubric, &spot.sections)?;
    match spot.criterion {
        Some(at) => list_mut(section, "criteria")?.get_mut(at),
        None => Some(section),
    }
}

/// Calls back with every section and criterion in the order of the file, with the depth of the section.
pub(super) fn walk<'n>(node: &'n Node, depth: usize, found: &mut impl FnMut(usize, bool, &'n Node)) {
    for criterion in list(node, "criteria") {
        found(depth, true, criterion);
    }
    for section in list(node, "sections") {
        found(depth, false, section);
        walk(section, depth + 1, found);
    }
}

/// Returns an id that no section or criterion has: the letter and the next free number.
pub(super) fn fresh(rubric: &Node, letter: char) -> String {
    let mut used = BTreeSet::new();
    walk(rubric, 0, &mut |_, _, node| {
        used.insert(text(node, "id").to_owned());
    });
    let mut number = used.len();
    loop {
        number += 1;
        let id = format!("{letter}{number}");
        if !used.contains(&id) {
            return id;
        }
    }
}

/// Returns the tree without positions in a file, so that equal content is equal.
pub(super) fn plain(mut node: Node) -> Node {
    forget(&mut node);
    node
}

fn forget(node: &mut Node) {
    node.at = 0;
    match &mut node.value {
        Value::Array(items) => items.iter_mut().for_each(forget),
        Value::Object(members) => members.iter_mut().for_each(|member| {
            member.at = 0;
            forget(&mut member.node);
        }),
        _ => {}
    }
}
