//! Moving, splitting and joining the parts of a rubric.

use super::scale::Scale;
use super::tree::{Part, find, fresh, get_mut, list, list_mut, part_mut, remove, section, section_mut, set, text};
use assessment::json::{Node, Value};
use assessment::points::Decimal;
use std::rc::Rc;

/// Removes a part; returns its node.
pub(super) fn take(rubric: &mut Node, part: &Part) -> Option<Node> {
    let spot = find(rubric, part)?;
    let (path, key, at) = match spot.criterion {
        Some(at) => (&spot.sections[..], "criteria", at),
        None => {
            let (last, around) = spot.sections.split_last()?;
            (around, "sections", *last)
        }
    };
    let section = section_mut(rubric, path)?;
    let items = list_mut(section, key)?;
    let taken = (at < items.len()).then(|| items.remove(at));
    if items.is_empty() && !(path.is_empty() && key == "sections") {
        remove(section, key);
    }
    taken
}

fn insert(rubric: &mut Node, path: &[usize], key: &str, at: usize, node: Node) {
    if let Some(items) = section_mut(rubric, path).and_then(|section| list_mut(section, key)) {
        items.insert(at.min(items.len()), node);
    }
}

/// Returns the paths of all sections, in the order of the form.
fn paths(rubric: &Node) -> Vec<Vec<usize>> {
    fn collect(node: &Node, path: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
        for (i, section) in list(node, "sections").iter().enumerate() {
            path.push(i);
            found.push(path.clone());
            collect(section, path, found);
            path.pop();
        }
    }
    let mut found = Vec::new();
    collect(rubric, &mut Vec::new(), &mut found);
    found
}

pub(super) fn move_up(rubric: &mut Node, part: &Part) {
    shift(rubric, part, false);
}

pub(super) fn move_down(rubric: &mut Node, part: &Part) {
    shift(rubric, part, true);
}

fn shift(rubric: &mut Node, part: &Part, is_down: bool) {
    let Some(spot) = find(rubric, part) else { return };
    let (path, key, at) = match (spot.criterion, spot.sections.split_last()) {
        (Some(at), _) => (spot.sections.clone(), "criteria", at),
        (None, Some((last, around))) => (around.to_vec(), "sections", *last),
        (None, None) => return,
    };
    let count = section(rubric, &path).map_or(0, |section| list(section, key).len());
    let to = if is_down {
        Some(at + 1).filter(|to| *to < count)
    } else {
        at.checked_sub(1)
    };
    if let Some(to) = to {
        if let Some(items) = section_mut(rubric, &path).and_then(|section| list_mut(section, key)) {
            items.swap(at, to);
        }
        return;
    }
    if key == "sections" {
        return;
    }
    // The section before or after takes the criterion.
    let all = paths(rubric);
    let Some(own) = all.iter().position(|one| *one == path) else {
        return;
    };
    let next = if is_down {
        all.get(own + 1)
    } else {
        own.checked_sub(1).and_then(|own| all.get(own))
    };
    let Some(next) = next.cloned() else { return };
    let Some(node) = take(rubric, part) else { return };
    let at = if is_down { 0 } else { usize::MAX };
    insert(rubric, &next, "criteria", at, node);
}

pub(super) fn split(rubric: &mut Node, id: &Rc<str>, at: usize) {
    let part = Part::Criterion(id.clone());
    let next_id = fresh(rubric, 'c');
    let Some(spot) = find(rubric, &part) else { return };
    let Some(node) = part_mut(rubric, &part) else { return };
    let whole = text(node, "text").to_owned();
    let byte = whole.char_indices().nth(at).map_or(whole.len(), |(byte, _)| byte);
    let (first, second) = whole.split_at(byte);
    let (first, second) = (first.trim(), second.trim());
    if first.is_empty() || second.is_empty() {
        return;
    }
    let mut added = node.clone();
    super::tree::set_text(node, "text", first, true);
    set(&mut added, "id", Node::text(next_id));
    super::tree::set_text(&mut added, "text", second, true);
    remove(&mut added, "label");
    let scale = Scale::Points {
        max: String::new(),
        step: String::new(),
    };
    set(&mut added, "scale", scale.write(None, second));
    insert(
        rubric,
        &spot.sections,
        "criteria",
        spot.criterion.map_or(0, |at| at + 1),
        added,
    );
}

pub(super) fn merge_next(rubric: &mut Node, id: &Rc<str>) {
    let part = Part::Criterion(id.clone());
    let Some(spot) = find(rubric, &part) else { return };
    let next = section(rubric, &spot.sections)
        .and_then(|section| list(section, "criteria").get(spot.criterion? + 1))
        .map(|next| Part::Criterion(text(next, "id").into()));
    let Some(taken) = next.and_then(|next| take(rubric, &next)) else {
        return;
    };
    let Some(node) = part_mut(rubric, &part) else { return };
    let joined = |one: &str, other: &str| {
        [one, other]
            .iter()
            .filter(|text| !text.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join("\n")
    };
    for key in ["text", "guidance"] {
        let words = joined(text(node, key), text(&taken, key));
        if !words.is_empty() {
            super::tree::set_text(node, key, &words, key == "text");
        }
    }
    for key in ["units", "evidence", "methods"] {
        let mut items = list(node, key).to_vec();
        items.extend(
            list(&taken, key)
                .iter()
                .filter(|item| !list(node, key).contains(item))
                .cloned(),
        );
        if !items.is_empty() {
            set(node, key, Node::new(Value::Array(items)));
        }
    }
    let scale = |node: &Node| node.get("scale").map(Scale::read);
    if let (Some(Scale::Points { max, step }), Some(Scale::Points { max: other, .. })) = (scale(node), scale(&taken)) {
        let sum = match (Decimal::typed(&max), Decimal::typed(&other)) {
            (Ok(one), Ok(other)) => (one + other).to_string(),
            (Ok(_), Err(_)) => max,
            _ => other,
        };
        let written = Scale::Points { max: sum, step }.write(node.get("scale"), "");
        set(node, "scale", written);
    }
}

pub(super) fn into_section(rubric: &mut Node, id: &Rc<str>) {
    let part = Part::Criterion(id.clone());
    let section_id = fresh(rubric, 's');
    let Some(spot) = find(rubric, &part) else { return };
    let Some(at) = spot.criterion else { return };
    let Some(around) = section_mut(rubric, &spot.sections) else {
        return;
    };
    let Some(criteria) = list_mut(around, "criteria") else {
        return;
    };
    let mut following = criteria.split_off(at);
    let head = following.remove(0);
    if criteria.is_empty() {
        remove(around, "criteria");
    }
    let mut added = Node::object([("id", Node::text(section_id))]);
    for (from, to) in [("label", "label"), ("text", "title"), ("guidance", "text")] {
        if let Some(words) = head.get(from) {
            set(&mut added, to, words.clone());
        }
    }
    if !following.is_empty() {
        set(&mut added, "criteria", Node::new(Value::Array(following)));
    }
    let Some((last, path)) = spot.sections.split_last() else {
        return;
    };
    // A section that was nothing but this criterion and those after it is replaced.
    let is_empty = section(rubric, &spot.sections)
        .is_some_and(|section| list(section, "criteria").is_empty() && list(section, "sections").is_empty());
    let around_title = section(rubric, &spot.sections).map(|section| text(section, "title").to_owned());
    let is_nameless = around_title.is_none_or(|title| title.is_empty() || title == text(rubric, "title"));
    let mut at = last + 1;
    if is_empty && is_nameless {
        if let Some(sections) = section_mut(rubric, path).and_then(|node| list_mut(node, "sections")) {
            sections.remove(*last);
        }
        at = *last;
    }
    insert(rubric, path, "sections", at, added);
}

pub(super) fn into_criterion(rubric: &mut Node, id: &Rc<str>) {
    let part = Part::Section(id.clone());
    let criterion_id = fresh(rubric, 'c');
    let Some(spot) = find(rubric, &part) else { return };
    let Some((last, around)) = spot.sections.split_last() else {
        return;
    };
    let Some(mut node) = take(rubric, &part) else { return };
    let mut added = Node::object([("id", Node::text(criterion_id))]);
    for (from, to) in [("label", "label"), ("title", "text"), ("text", "guidance")] {
        if let Some(words) = node.get(from) {
            set(&mut added, to, words.clone());
        }
    }
    let scale = Scale::Points {
        max: String::new(),
        step: String::new(),
    };
    set(&mut added, "scale", scale.write(None, ""));
    let inner = get_mut(&mut node, "sections").and_then(|inner| match &mut inner.value {
        Value::Array(items) => Some(std::mem::take(items)),
        _ => None,
    });
    let mut criteria = vec![added];
    criteria.extend(list(&node, "criteria").iter().cloned());
    let inner = inner.unwrap_or_default();
    // The criteria go to the section before; without one, into a section without a name.
    match last.checked_sub(1) {
        Some(before) => {
            let mut path = around.to_vec();
            path.push(before);
            if let Some(own) = section_mut(rubric, &path).and_then(|section| list_mut(section, "criteria")) {
                own.append(&mut criteria);
            }
        }
        None if around.is_empty() => {
            let title = text(rubric, "title").to_owned();
            let section = Node::object([
                ("id", Node::text(&**id)),
                ("title", Node::text(title)),
                ("criteria", Node::new(Value::Array(criteria))),
            ]);
            insert(rubric, around, "sections", 0, section);
        }
        None => {
            if let Some(own) = section_mut(rubric, around).and_then(|section| list_mut(section, "criteria")) {
                own.append(&mut criteria);
            }
        }
    }
    let at = if *last == 0 && around.is_empty() { 1 } else { *last };
    for (i, section) in inner.into_iter().enumerate() {
        insert(rubric, around, "sections", at + i, section);
    }
}
