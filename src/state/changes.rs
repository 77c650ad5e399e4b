//! Changes between two versions of a rubric, by criterion, grouped by section. Computed from both rubrics if both are loaded, otherwise
//! from the copies of criteria in a record.

use assessment::Id;
use assessment::record::RecordFile;
use assessment::rubric::compare::{Became, compare};
use assessment::rubric::{Criterion, Part, Rubric, Section};
use assessment::text::Text;
use std::collections::HashMap;
use std::rc::Rc;

/// The changes of one section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The section's label and title; `None` if the section is unknown.
    pub section: Option<(Option<Text>, Text)>,
    /// The changed criteria, in their order.
    pub criteria: Vec<Changed>,
}

/// The changes of one criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its path in the current rubric; `None` if it was removed.
    pub ordinal: Option<u32>,
    /// Its label.
    pub label: Option<Text>,
    /// Its text; the last one if it was removed.
    pub text: Text,
    /// Its previous text, if that was different.
    pub before: Option<Text>,
    /// All its changes.
    pub became: Vec<Became>,
}

/// The changes from one version to the next.
pub fn between(old: &Rubric, new: &Rubric) -> Rc<[Group]> {
    let mut groups = Groups::default();
    if old.source == new.source {
        return groups.all.into();
    }
    for change in compare(old, new) {
        let place = |rubric: &Rubric| found(rubric, &change.criterion);
        let (was, now) = (place(old), place(new));
        let before = was.as_ref().map(|(_, was)| was.text.clone());
        if let Some((section, criterion)) = now.clone().or(was) {
            groups.put(Some(&section), &criterion, now.is_some(), before, change.became);
        }
    }
    groups.all.into()
}

/// The changes since a record was filled in; `None` if the record has no copies of its criteria.
pub fn since(file: &RecordFile, rubric: &Rubric) -> Rc<[Group]> {
    let mut groups = Groups::default();
    let known: HashMap<&str, _> = file.criteria.0.iter().map(|(id, was)| (&**id, was)).collect();
    if known.is_empty() || file.rubric.id != rubric.id || file.rubric.version == rubric.version {
        return groups.all.into();
    }
    rubric.walk(&mut |part| {
        let Part::Criterion(now) = part else { return };
        let section = || found(rubric, &now.id).map(|(section, _)| section);
        let Some(was) = known.get(&*now.id) else {
            groups.put(section().as_ref(), now, true, None, Became::Added);
            return;
        };
        let (before, after) = (was.maximum.unwrap_or_default(), now.worth().unwrap_or_default());
        let rescored = was.scoring.as_ref().is_some_and(|scoring| *scoring != now.scoring());
        let scored = match before.cmp(&after) {
            std::cmp::Ordering::Less => Some(Became::Raised(before, after)),
            std::cmp::Ordering::Greater => Some(Became::Lowered(before, after)),
            std::cmp::Ordering::Equal => rescored.then_some(Became::Rescored),
        };
        let reworded = (was.text != now.text).then_some(Became::Reworded);
        for became in scored.into_iter().chain(reworded) {
            groups.put(section().as_ref(), now, true, Some(was.text.clone()), became);
        }
    });
    let gone = file.criteria.0.iter().filter(|(id, _)| rubric.criterion(id).is_none());
    let gone: Vec<_> = gone
        .map(|(_, was)| Changed {
            ordinal: None,
            label: was.label.clone(),
            text: was.text.clone(),
            before: None,
            became: vec![Became::Removed],
        })
        .collect();
    if !gone.is_empty() {
        groups.all.push(Group {
            section: None,
            criteria: gone,
        });
    }
    groups.all.into()
}

/// A criterion with the section around it.
fn found(rubric: &Rubric, id: &Id) -> Option<(Rc<Section>, Rc<Criterion>)> {
    let place = rubric.criterion_path(id)?;
    let mut section = &rubric.root;
    for i in place.sections.iter() {
        section = section.sections.get(*i as usize)?;
    }
    let criterion = section.criteria.get(place.criterion? as usize)?;
    Some((section.clone(), criterion.clone()))
}

/// Changes being collected: those of one criterion are consecutive, those of a section need not be.
#[derive(Default)]
struct Groups {
    all: Vec<Group>,
    by_section: HashMap<Id, usize>,
}

impl Groups {
    fn put(
        &mut self,
        section: Option<&Rc<Section>>,
        criterion: &Criterion,
        stays: bool,
        before: Option<Text>,
        became: Became,
    ) {
        let Some(section) = section else { return };
        let index = *self.by_section.entry(section.id.clone()).or_insert_with(|| {
            self.all.push(Group {
                section: Some((section.label.clone(), section.title.clone())),
                criteria: Vec::new(),
            });
            self.all.len() - 1
        });
        let changed = Changed {
            ordinal: stays.then_some(criterion.ordinal),
            label: criterion.label.clone(),
            text: criterion.text.clone(),
            before: before.filter(|before| *before != criterion.text),
            became: Vec::new(),
        };
        let criteria = &mut self.all[index].criteria;
        match criteria
            .last_mut()
            .filter(|last| last.ordinal.is_some() && last.ordinal == changed.ordinal)
        {
            Some(last) => last.became.push(became),
            None => criteria.push(Changed {
                became: vec![became],
                ..changed
            }),
        }
    }
}
