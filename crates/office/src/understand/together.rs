//! Several tables, and paragraphs between them, as one draft.

use super::sums::{compare, stated_elsewhere};
use super::titles::{self, heading_before, title};
use super::{numbers, statements, table};
use crate::assign::{Assignments, BlockAssignments, RowRole};
use crate::document::{Block, Document, Paragraph};
use crate::draft::{Became, Criterion, Doubt, DoubtKind, Draft, Place, Section};
use assessment::points::Decimal;
use std::collections::{BTreeMap, BTreeSet};

pub fn with_tables(
    document: &Document,
    mut tables: Vec<(usize, table::Found)>,
    paragraphs: &[(usize, &Paragraph)],
    roles: &BTreeMap<usize, RowRole>,
    assignments: &Assignments,
    draft: &mut Draft,
) {
    // A table that a person decided something about is one that they want.
    let is_wanted = |at: usize| assignments.of_block(at) != BlockAssignments::default();
    // A table whose points are all computed from others is a summary of them.
    if tables.iter().any(|(_, found)| !found.computed) {
        tables.retain(|(at, found)| !found.computed || is_wanted(*at));
    }
    // A copy of a table, such as a filled-in sample, adds nothing.
    let pairs = |found: &table::Found| -> Vec<(Option<Decimal>, String)> {
        let all = found.sections.iter().flat_map(Section::all);
        all.map(|criterion| (criterion.points, criterion.text.clone()))
            .collect()
    };
    let mut seen = BTreeSet::new();
    tables.retain(|(at, found)| {
        let own = pairs(found);
        own.len() < 3 || seen.insert(own) || is_wanted(*at)
    });
    // Tables with one total compete: the last one is the revised one.
    let total = |found: &table::Found| found.sections.iter().map(Section::sum).sum::<Decimal>();
    if let [(first, _), .., (_, last)] = tables.as_slice() {
        let same = tables
            .iter()
            .all(|(_, found)| total(found) == total(last) && pairs(found).len() > 3);
        if same {
            let place = Some(Place::of_row(*first, 0));
            draft.doubts.push(Doubt {
                place,
                kind: DoubtKind::Competing,
            });
            tables.drain(..tables.len() - 1);
        }
    }
    let several = tables.len() > 1;
    let mut stated = None;
    let mut named = paragraphs
        .iter()
        .filter(|(at, _)| roles.contains_key(at))
        .copied()
        .peekable();
    for (at, found) in tables {
        let names_levels = found.sections.iter().any(is_of_levels);
        while let Some((block, paragraph)) = named.next_if(|(block, _)| *block < at) {
            // A criterion right before a table of levels is what they are levels of.
            if !(names_levels && block + 1 == at && roles[&block] == RowRole::Criterion) {
                named_paragraph(block, paragraph, roles[&block], draft);
            }
        }
        draft.columns.push((at, found.columns));
        draft.notes.extend(found.before.iter().cloned());
        draft.notes.extend(found.notes);
        draft.doubts.extend(found.doubts);
        draft.became.extend(found.became);
        if !several {
            stated = found.stated;
        } else if let Some((total, place)) = found.stated {
            let sum: Decimal = found.sections.iter().map(Section::sum).sum();
            if sum != total && draft.total() + sum != total {
                draft.doubts.push(Doubt {
                    place: Some(place),
                    kind: DoubtKind::SumDiffers {
                        stated: total,
                        found: sum,
                    },
                });
            }
        }
        let heading = heading_before(document, at);
        let role_before = at
            .checked_sub(1)
            .and_then(|before| assignments.rows.get(&(before, 0)))
            .copied();
        // A paragraph that a person calls a section has what is below it.
        let is_in_named = draft.sections.last().is_some_and(|last| {
            let block = last.place.map(|place| place.block);
            block.is_some_and(|block| roles.get(&block) == Some(&RowRole::Section))
        });
        let own_title = title(document, assignments);
        let goes_on = heading.as_ref().is_none_or(|(_, paragraph)| {
            let plain = statements::continued(&paragraph.text);
            plain != paragraph.text || Some(plain) == own_title.as_ref().map(|(text, _)| &**text)
        });
        for mut section in found.sections {
            if is_of_levels(&section) {
                // A table of levels belongs to the paragraph before it, which says what is judged.
                let names = matches!(role_before, None | Some(RowRole::Criterion));
                if let Some((block, paragraph)) = heading.as_ref().filter(|_| names) {
                    let plain = statements::in_text(&paragraph.text).map_or(paragraph.text.clone(), |stated| {
                        statements::without(&paragraph.text, &stated)
                    });
                    let (label, text) = numbers::split(&plain);
                    section.criteria[0].label = label;
                    section.criteria[0].text = text;
                    draft.became.push((Place::of_row(*block, 0), Became::Criterion));
                }
                if let Some(last) = draft
                    .sections
                    .last_mut()
                    .filter(|last| last.title.is_empty() || is_in_named)
                {
                    last.criteria.append(&mut section.criteria);
                    continue;
                }
            } else if section.title.is_empty()
                && is_in_named
                && let Some(last) = draft.sections.last_mut()
            {
                last.criteria.append(&mut section.criteria);
                continue;
            } else if section.title.is_empty() && several && !goes_on {
                let name = match document.blocks.get(at) {
                    Some(Block::Table(table)) => titles::name(table),
                    _ => None,
                };
                let heading = heading.as_ref().filter(|_| role_before.is_none());
                if let Some((block, _)) = heading {
                    draft.became.push((Place::of_row(*block, 0), Became::Section));
                }
                let heading = heading.map(|(_, paragraph)| paragraph.text.clone());
                if let Some(title) = heading.or(name) {
                    let head = statements::section(&title, Place::of_row(at, 0));
                    (section.label, section.title, section.declared) = (head.label, head.title, head.declared);
                }
            }

            let name = match document.blocks.get(at) {
                Some(Block::Table(table)) => titles::name(table),
                _ => None,
            };
            if several
                && goes_on
                && name.is_none()
                && section.title.is_empty()
                && let Some(last) = draft.sections.last_mut()
            {
                last.criteria.append(&mut section.criteria);
                continue;
            }
            draft.sections.push(section);
        }
    }
    for (block, paragraph) in named {
        named_paragraph(block, paragraph, roles[&block], draft);
    }
    let stated = stated.or_else(|| stated_elsewhere(document, paragraphs));
    compare(draft, stated);
}

/// Returns whether a section is a table of levels alone, which does not say what is judged.
fn is_of_levels(section: &Section) -> bool {
    section.title.is_empty() && section.criteria.len() == 1 && section.criteria[0].text.is_empty()
}

/// A paragraph among tables of which a person said what it is.
fn named_paragraph(block: usize, paragraph: &Paragraph, role: RowRole, draft: &mut Draft) {
    let place = Place::of_row(block, 0);
    let text = match &paragraph.number {
        Some(number) => format!("{number} {}", paragraph.text),
        None => paragraph.text.clone(),
    };
    draft.became.push((place, Became::from(role)));
    match role {
        RowRole::Section => draft.sections.push(statements::section(&text, place)),
        RowRole::Criterion => {
            let stated = statements::in_text(&text);
            let plain = stated
                .as_ref()
                .map_or(text.clone(), |stated| statements::without(&text, stated));
            let (label, plain) = numbers::split(&plain);
            let points = stated.map(|stated| stated.amount);
            if points.is_none() {
                draft.doubts.push(Doubt {
                    place: Some(place),
                    kind: DoubtKind::NoPoints,
                });
            }
            if draft.sections.is_empty() {
                draft.sections.push(Section {
                    place: Some(place),
                    ..Section::default()
                });
            }
            if let Some(section) = draft.sections.last_mut() {
                section.criteria.push(Criterion {
                    label,
                    ..Criterion::new(&plain, points, place)
                });
            }
        }
        _ => match draft.sections.last_mut().and_then(Section::last_criterion) {
            Some(criterion) => criterion.guidance.push(text),
            None => draft.notes.push(text),
        },
    }
}
