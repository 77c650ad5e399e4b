//! The rubric of a document that was understood anew, joined with what a person changed in the one before.

use super::scale::Scale;
use super::split;
use super::tree::{Part, find, get_mut, list, list_mut, part, part_mut, section_mut, set, text, walk};
use assessment::json::{Node, Value};
use office::Form;
use office::draft::Place;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Returns the ids of the sections and of the criteria, in the order of the form.
fn ids(rubric: &Node) -> [Vec<String>; 2] {
    let mut found = [Vec::new(), Vec::new()];
    walk(rubric, 0, &mut |_, is_criterion, node| {
        found[usize::from(is_criterion)].push(text(node, "id").to_owned());
    });
    found
}

/// Moves the places of a form to ids that changed; `before` is the rubric with the ids that the places have.
fn follow(form: &mut Form, before: &Node) {
    let [old_sections, old_criteria] = ids(before);
    let [new_sections, new_criteria] = ids(&form.rubric);
    let moved = |places: &BTreeMap<String, Place>, old: Vec<String>, new: Vec<String>| {
        let pairs = old.into_iter().zip(new);
        pairs.filter_map(|(old, new)| Some((new, *places.get(&old)?))).collect()
    };
    form.sections = moved(&form.sections, old_sections, new_sections);
    form.criteria = moved(&form.criteria, old_criteria, new_criteria);
}

/// Gives the parts of a form the ids that `known` has for their places, and all others ids that `current` does not have.
pub(super) fn align_by_place(form: &mut Form, known: &Form, current: &Node) {
    let before = form.rubric.clone();
    let by_place = |places: &BTreeMap<String, Place>| -> BTreeMap<Place, String> {
        places.iter().map(|(id, place)| (*place, id.clone())).collect()
    };
    let [sections, criteria] = ids(current);
    let mut used: BTreeSet<String> = sections.into_iter().chain(criteria).collect();
    used.extend(known.sections.keys().chain(known.criteria.keys()).cloned());
    let mut names: [BTreeMap<String, String>; 2] = Default::default();
    let pairs = [(&form.sections, &known.sections), (&form.criteria, &known.criteria)];
    let own = ids(&form.rubric);
    for (kind, (places, known)) in pairs.into_iter().enumerate() {
        let known = by_place(known);
        let mut taken = BTreeSet::new();
        for id in &own[kind] {
            let same = places.get(id).and_then(|place| known.get(place));
            let name = match same.filter(|same| taken.insert((*same).clone())) {
                Some(same) => same.clone(),
                None => {
                    let letter = if kind == 0 { "s" } else { "c" };
                    let free = (1..).map(|n| format!("{letter}{n}")).find(|id| !used.contains(id));
                    free.unwrap_or_default()
                }
            };
            used.insert(name.clone());
            names[kind].insert(id.clone(), name);
        }
    }
    rename(&mut form.rubric, &names);
    follow(form, &before);
}

/// Gives the parts of a form the ids of the criteria and sections of `current` with the same label and text.
pub(super) fn align_by_text(form: &mut Form, current: &Node) -> office::Kept {
    let before = form.rubric.clone();
    let kept = office::keep(&mut form.rubric, current);
    follow(form, &before);
    kept
}

fn rename(node: &mut Node, names: &[BTreeMap<String, String>; 2]) {
    for (key, kind) in [("sections", 0), ("criteria", 1)] {
        let Some(Value::Array(items)) = get_mut(node, key).map(|items| &mut items.value) else {
            continue;
        };
        for item in items {
            if let Some(name) = names[kind].get(text(item, "id")) {
                set(item, "id", Node::text(name.as_str()));
            }
            rename(item, names);
        }
    }
}

/// Keys of a criterion and of a section that the merge of their own keys leaves alone.
const INNER: [&str; 3] = ["id", "criteria", "sections"];

/// Joins a rubric that was made anew with the current one; `old` is the rubric that the current one was changed from, if it is known.
/// What a person changed stays: texts, scales, grades, removed and added parts. All else is taken from the new one.
pub(super) fn merged(old: Option<&Node>, current: &Node, mut new: Node) -> Node {
    // The head: everything besides the sections.
    join(old, current, &mut new, &["sections"]);
    let mut order: Vec<Part> = Vec::new();
    walk(current, 0, &mut |_, is_criterion, node| {
        let id: Rc<str> = text(node, "id").into();
        order.push(if is_criterion {
            Part::Criterion(id)
        } else {
            Part::Section(id)
        });
    });
    let mut known = Vec::new();
    walk(&new, 0, &mut |_, is_criterion, node| {
        let id: Rc<str> = text(node, "id").into();
        known.push(if is_criterion {
            Part::Criterion(id)
        } else {
            Part::Section(id)
        });
    });
    let old_part = |one: &Part| old.and_then(|old| part(old, one));
    for one in &known {
        match part(current, one) {
            Some(own) => {
                let own = own.clone();
                if let Some(node) = part_mut(&mut new, one) {
                    join(old_part(one), &own, node, &INNER);
                }
            }
            // A person removed the criterion.
            None if old_part(one).is_some() && matches!(one, Part::Criterion(_)) => {
                split::take(&mut new, one);
            }
            None => {}
        }
    }
    if let Some(old) = old {
        for (part, before) in moved(old, current) {
            if before.as_ref().is_none_or(|before| find(&new, before).is_some())
                && let Some(node) = split::take(&mut new, &part)
            {
                add_after(&mut new, before.as_ref(), node);
            }
        }
    }
    if old.is_some() {
        // Criteria that a person added stand after the one that they stood after.
        let mut before: Option<Part> = None;
        for one in order {
            let is_added = matches!(one, Part::Criterion(_)) && old_part(&one).is_none() && find(&new, &one).is_none();
            if is_added && let Some(node) = part(current, &one) {
                add_after(&mut new, before.as_ref(), node.clone());
            }
            if find(&new, &one).is_some() {
                before = Some(one);
            }
        }
    }
    new
}

/// Returns the criteria that a person moved, in their present order, each with the part that it stands after now: those that are in another
/// section than before, and those of a section that are not among the most that kept their order.
fn moved(old: &Node, current: &Node) -> Vec<(Part, Option<Part>)> {
    // Each criterion with its section and its place in the order of the form.
    let places = |rubric: &Node| {
        let mut around: Vec<Rc<str>> = Vec::new();
        let mut found: Vec<(Rc<str>, Rc<str>)> = Vec::new();
        walk(rubric, 0, &mut |depth, is_criterion, node| {
            let id: Rc<str> = text(node, "id").into();
            around.truncate(depth);
            if is_criterion {
                found.push((id, around.last().cloned().unwrap_or_default()));
            } else {
                around.push(id);
            }
        });
        found
    };
    let was: BTreeMap<Rc<str>, (usize, Rc<str>)> = places(old)
        .into_iter()
        .enumerate()
        .map(|(at, (id, section))| (id, (at, section)))
        .collect();
    // The criteria that stayed in their section, in the order of now, by their places before.
    let mut stayed: BTreeMap<Rc<str>, Vec<usize>> = BTreeMap::new();
    let now = places(current);
    for (id, section) in &now {
        if let Some((at, before)) = was.get(id)
            && before == section
        {
            stayed.entry(section.clone()).or_default().push(*at);
        }
    }
    let kept: BTreeSet<usize> = stayed.values().flat_map(|order| longest_rising(order)).collect();
    let mut found = Vec::new();
    let mut last: Option<(Part, Rc<str>)> = None;
    for (id, section) in now {
        let part = Part::Criterion(id.clone());
        if was.get(&id).is_some_and(|(at, _)| !kept.contains(at)) {
            let before = last
                .as_ref()
                .filter(|(_, own)| *own == section)
                .map(|(part, _)| part.clone());
            let heading = || (!section.is_empty()).then(|| Part::Section(section.clone()));
            found.push((part.clone(), before.or_else(heading)));
        }
        if was.contains_key(&id) {
            last = Some((part, section));
        }
    }
    found
}

/// Returns the longest part of different numbers that rises.
fn longest_rising(numbers: &[usize]) -> Vec<usize> {
    // The index of the last number of the best run of each length, and of the one before each number.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (i, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before.push(length.checked_sub(1).map(|length| ends[length]));
        if length == ends.len() {
            ends.push(i);
        } else {
            ends[length] = i;
        }
    }
    let last = ends.last().copied();
    std::iter::successors(last, |i| before[*i])
        .map(|i| numbers[i])
        .collect()
}

/// Joins the keys of one object.
fn join(old: Option<&Node>, current: &Node, new: &mut Node, except: &[&str]) {
    let Value::Object(members) = &current.value else { return };
    for member in members.iter().filter(|member| !except.contains(&&*member.key)) {
        let key = &*member.key;
        let is_changed = match old {
            Some(old) => old.get(key) != Some(&member.node),
            // What the document says counts, what it does not say stays.
            None => match key {
                "scale" => {
                    let full = |node: &Node| node.get("scale").map(Scale::read).and_then(|scale| scale.points());
                    full(current) == full(new)
                }
                "version" | "status" | "id" => true,
                // A declared total is one of the document, which has another one now.
                "total" => false,
                _ => new.get(key).is_none(),
            },
        };
        if is_changed {
            set(new, key, member.node.clone());
        }
    }
    if let (Some(old), Value::Object(known)) = (old, &new.value.clone()) {
        // A key that a person removed.
        for member in known.iter().filter(|member| !except.contains(&&*member.key)) {
            if old.get(&member.key).is_some() && current.get(&member.key).is_none() {
                super::tree::remove(new, &member.key);
            }
        }
    }
}

fn add_after(rubric: &mut Node, before: Option<&Part>, node: Node) {
    let spot = before.and_then(|before| find(rubric, before));
    let (path, at) = match spot {
        Some(spot) => (spot.sections, spot.criterion.map_or(0, |at| at + 1)),
        None if list(rubric, "sections").is_empty() => return,
        None => (vec![0], 0),
    };
    if let Some(criteria) = section_mut(rubric, &path).and_then(|section| list_mut(section, "criteria")) {
        criteria.insert(at.min(criteria.len()), node);
    }
}
