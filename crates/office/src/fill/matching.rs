//! Which criterion of the document each criterion of the rubric is.

use super::Why;
use super::marks::{There, bare, there};
use super::origin::Origin;
use crate::draft::{Criterion, Draft};
use assessment::rubric::{self, Rubric};
use std::collections::{BTreeMap, BTreeSet};

/// A criterion of the rubric.
pub struct Own<'r> {
    /// Its id.
    pub id: &'r str,
    label: String,
    texts: Vec<String>,
    section: Vec<String>,
}

/// Returns the criteria of a rubric, in its order.
pub fn criteria(rubric: &Rubric) -> Vec<Own<'_>> {
    fn down<'r>(section: &'r rubric::Section, found: &mut Vec<Own<'r>>) {
        let titles: Vec<String> = section.title.all().map(bare).collect();
        found.extend(section.criteria.iter().map(|criterion| {
            Own {
                id: &criterion.id,
                label: criterion
                    .label
                    .iter()
                    .flat_map(|label| label.all())
                    .map(bare)
                    .next()
                    .unwrap_or_default(),
                texts: criterion.text.all().map(bare).collect(),
                section: titles.clone(),
            }
        }));
        section.sections.iter().for_each(|inner| down(inner, found));
    }
    let mut found = Vec::new();
    down(&rubric.root, &mut found);
    found
}

/// The criteria of a document by the ids of those of a rubric, and why the others have none.
#[derive(Default)]
pub struct Matches<'d> {
    /// The criteria of the document.
    pub found: BTreeMap<String, &'d Criterion>,
    /// The ids of the others.
    pub missed: BTreeMap<String, Why>,
}

/// Finds the criteria of a rubric in a document: at their places if the document is still the one that the rubric was made from, or else
/// by their texts, where only one has that text, or that text and number, or those and that section.
pub fn matches<'d>(own: &[Own<'_>], origin: Option<&Origin>, draft: &'d Draft) -> Matches<'d> {
    let there = there(draft);
    let mut matches = Matches::default();
    if let Some(origin) = origin
        && let Some(all) = at_their_places(origin, &there)
    {
        for own in own {
            if let Some(at) = all.get(own.id) {
                matches.found.insert(own.id.to_owned(), there[*at].criterion);
            }
        }
    }
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let places: BTreeSet<_> = matches.found.values().map(|criterion| criterion.place).collect();
    taken.extend((0..there.len()).filter(|at| places.contains(&there[*at].criterion.place)));
    // First by the text that the document had, then by that of the rubric.
    let known = |own: &Own<'_>| {
        origin
            .and_then(|origin| origin.criteria.get(own.id))
            .map(|spot| spot.mark.clone())
    };
    for by_mark in [true, false] {
        let names = |own: &Own<'_>| match by_mark {
            true => known(own).into_iter().collect(),
            false => own.texts.clone(),
        };
        let name = |there: &There<'d>| match by_mark {
            true => there.mark.clone(),
            false => there.text.clone(),
        };
        let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, there) in there.iter().enumerate().filter(|(_, there)| !there.text.is_empty()) {
            index.entry(name(there)).or_default().push(at);
        }
        let mut rivals: BTreeMap<String, Vec<&Own<'_>>> = BTreeMap::new();
        for own in own {
            names(own)
                .into_iter()
                .for_each(|name| rivals.entry(name).or_default().push(own));
        }
        for own in own {
            if matches.found.contains_key(own.id) {
                continue;
            }
            for name in names(own) {
                let (Some(all), Some(rivals)) = (index.get(&name), rivals.get(&name)) else {
                    continue;
                };
                match only(own, all, rivals, &there).filter(|at| !taken.contains(at)) {
                    Some(at) => {
                        taken.insert(at);
                        matches.missed.remove(own.id);
                        matches.found.insert(own.id.to_owned(), there[at].criterion);
                        break;
                    }
                    None => drop(matches.missed.insert(own.id.to_owned(), Why::Ambiguous)),
                }
            }
        }
    }
    for own in own {
        if !matches.found.contains_key(own.id) {
            matches.missed.entry(own.id.to_owned()).or_insert(Why::NoRow);
        }
    }
    matches
}

/// Returns the criteria by id if the document has all of them at the places where it had them, and no others.
fn at_their_places(origin: &Origin, there: &[There<'_>]) -> Option<BTreeMap<String, usize>> {
    let mut index = BTreeMap::new();
    for (at, there) in there.iter().enumerate() {
        // Of several at one place none has a row of its own.
        let is_first = index.insert(there.criterion.place, at).is_none();
        is_first.then_some(())?;
    }
    let all: BTreeMap<String, usize> = origin
        .criteria
        .iter()
        .map(|(id, spot)| {
            let at = *index.get(&spot.place)?;
            (there[at].mark == spot.mark).then(|| (id.clone(), at))
        })
        .collect::<Option<_>>()?;
    (all.len() == there.len()).then_some(all)
}

/// Returns the criterion of the document that is meant among those with its text: the only one, or the one with its number, or with that
/// and its section. Where several have one text, all of them must be found that way, each once: if a row was put in or taken out, the
/// numbers of the others may have moved.
fn only(own: &Own<'_>, all: &[usize], rivals: &[&Own<'_>], there: &[There<'_>]) -> Option<usize> {
    if all.len() != rivals.len() {
        return None;
    }
    let by = |fits: &dyn Fn(&Own<'_>, &There<'_>) -> bool| {
        let mut used = BTreeSet::new();
        let mut found = None;
        for rival in rivals {
            let mut same = all.iter().filter(|at| fits(rival, &there[**at]));
            let first = *same.next()?;
            (same.next().is_none() && used.insert(first)).then_some(())?;
            if rival.id == own.id {
                found = Some(first);
            }
        }
        found
    };
    let same_label = |own: &Own<'_>, there: &There<'_>| own.label == there.label;
    by(&|_, _| true)
        .or_else(|| by(&same_label))
        .or_else(|| by(&|own, there| same_label(own, there) && own.section.contains(&there.section)))
}
