//! A document as a rubric: which table or which lines are meant, and whether the sums agree.

pub(crate) mod amounts;
mod around;
mod columns;
mod grades;
pub(crate) mod heads;
mod lines;
pub(crate) mod numbers;
mod numerals;
mod profile;
mod rules;
mod shapes;
mod statements;
mod sums;
mod table;
mod tables;
mod titles;
mod together;

use crate::assign::{Assignments, RowRole};
use crate::document::{Block, Document, Paragraph, Remark};
use crate::draft::{Became, Doubt, DoubtKind, Draft, Place, Section};
use around::Around;
use assessment::points::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use sums::compare;
use tables::tables;
use titles::title;
use together::with_tables;

/// Understands a document as a rubric; `None` if it states no points for anything.
pub fn understand(document: &Document) -> Option<Draft> {
    understand_with(document, &Assignments::default())
}

/// Understands a document as a rubric, with what a person decided about it; `None` if it states no points for anything, and nobody said
/// what its criteria are.
pub fn understand_with(document: &Document, assignments: &Assignments) -> Option<Draft> {
    let whole = document;
    let around = Around::find(document, assignments);
    let is_whole = assignments.is_empty() && around.is_empty();
    let without = (!is_whole).then(|| without_left_out(document, assignments, &around));
    let document = without.as_ref().unwrap_or(document);
    let mut draft = Draft::default();
    let mut paragraphs: Vec<(usize, &Paragraph)> = document
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| match block {
            Block::Paragraph(paragraph) if !paragraph.text.is_empty() => Some((at, paragraph)),
            _ => None,
        })
        .collect();
    let mut roles: BTreeMap<usize, RowRole> = paragraphs
        .iter()
        .filter_map(|(at, _)| Some((*at, *assignments.rows.get(&(*at, 0))?)))
        .collect();
    let stated = take_named(&mut paragraphs, &mut roles, &mut draft);
    let tables = tables(document, assignments);
    if tables
        .iter()
        .any(|(_, found)| found.sections.iter().any(|section| !section.all().is_empty()))
    {
        // A sentence about grades may state the total as well.
        let mut beside = paragraphs.clone();
        beside.extend(around.sentences(whole));
        with_tables(document, tables, &beside, &roles, assignments, &mut draft);
        if stated.is_some() {
            draft
                .doubts
                .retain(|doubt| !matches!(doubt.kind, DoubtKind::SumDiffers { .. }));
            compare(&mut draft, stated);
        }
        doubt_lost_headings(document, &mut draft);
    } else {
        let found = lines::read(&paragraphs, &roles).or_else(|| lines::read_shares(&paragraphs))?;
        // Lines before the first criterion.
        let notes = found.became.iter().filter(|(_, became)| *became == Became::Note);
        draft
            .notes
            .extend(notes.filter_map(|(place, _)| match document.blocks.get(place.block) {
                Some(Block::Paragraph(paragraph)) => Some(paragraph.text.clone()),
                _ => None,
            }));
        draft.sections = found.sections;
        draft.doubts = found.doubts;
        draft.became.extend(found.became);
        compare(&mut draft, stated.or(found.stated).or_else(|| around.stated(whole)));
        let own: Decimal = draft.criteria().iter().filter_map(|criterion| criterion.own).sum();
        if let Some((stated, place)) = found.own_stated.filter(|(stated, _)| *stated != own) {
            let kind = DoubtKind::OwnSumDiffers { stated, found: own };
            draft.doubts.push(Doubt {
                place: Some(place),
                kind,
            });
        }
        if lines::are_shares(&paragraphs) && draft.total() != Decimal::whole(100) && draft.criteria().len() < 3 {
            draft.doubts.push(Doubt {
                place: None,
                kind: DoubtKind::Shares,
            });
        }
    }
    drop_empty_sections(&mut draft);
    if draft.criteria().is_empty() {
        return None;
    }
    // Rows with too many or too few fields matter where no sum shows that the points are where they belong.
    let is_uneven = document
        .remarks
        .iter()
        .any(|remark| matches!(remark, Remark::UnevenRows { .. }));
    if is_uneven && !draft.is_confirmed {
        let place = document.tables().next().map(|(block, _)| Place::of_row(block, 0));
        draft.doubts.push(Doubt {
            place,
            kind: DoubtKind::UnevenRow,
        });
    }
    if draft.title.is_none()
        && let Some((text, place)) = title(document, assignments)
    {
        draft.title = Some(text);
        draft.became.push((place, Became::Title));
    }
    for section in draft.sections.iter_mut().filter(|section| section.place.is_none()) {
        section.place = section.all().first().map(|criterion| criterion.place);
    }
    draft.became = all_rows(whole, &draft.became);
    around.add(whole, assignments, &mut draft);
    draft.notes.retain(|note| Some(note) != draft.title.as_ref());
    Some(draft)
}

/// Returns a document in which the blocks that are left out, and paragraphs that are nothing or about the form, are empty paragraphs.
/// Indices stay.
fn without_left_out(document: &Document, assignments: &Assignments, around: &Around) -> Document {
    let mut document = document.clone();
    for (at, block) in document.blocks.iter_mut().enumerate() {
        let is_nothing =
            matches!(block, Block::Paragraph(_)) && assignments.rows.get(&(at, 0)) == Some(&RowRole::Ignored);
        if is_nothing || around.has(at) || assignments.left_out.contains(&at) {
            *block = Block::Paragraph(Paragraph::default());
        }
    }
    document
}

/// Takes the paragraphs that a person calls the title, a note or a total, and returns the total.
fn take_named(
    paragraphs: &mut Vec<(usize, &Paragraph)>,
    roles: &mut BTreeMap<usize, RowRole>,
    draft: &mut Draft,
) -> Option<(Decimal, Place)> {
    let mut total = None;
    paragraphs.retain(|(at, paragraph)| {
        let Some(role) = roles
            .get(at)
            .copied()
            .filter(|role| matches!(role, RowRole::Head | RowRole::Note | RowRole::Total))
        else {
            return true;
        };
        roles.remove(at);
        let place = Place::of_row(*at, 0);
        let text = &paragraph.text;
        let mut became = Became::from(role);
        match role {
            RowRole::Head => {
                draft.title = Some(text.clone());
                became = Became::Title;
            }
            RowRole::Note => draft.notes.push(text.clone()),
            _ => {
                let all = amounts::stated(text);
                let stated = all.iter().find(|stated| !stated.own).map(|stated| stated.amount);
                let amount = stated.or_else(|| statements::last_number(text));
                total = amount.map(|amount| (amount, place)).or(total);
            }
        }
        draft.became.push((place, became));
        false
    });
    total
}

/// Adds a doubt at each heading that states points and has nothing of them: neither a table below it, nor a part of the form that it
/// became.
fn doubt_lost_headings(document: &Document, draft: &mut Draft) {
    let has_criteria = |at: usize| draft.criteria().iter().any(|criterion| criterion.place.block == at);
    let is_used = |at: usize| {
        let own = draft.became.iter().filter(|(place, _)| place.block == at);
        own.clone()
            .any(|(_, became)| !matches!(became, Became::Ignored | Became::Note))
            || draft
                .doubts
                .iter()
                .any(|doubt| doubt.place.is_some_and(|place| place.block == at))
    };
    let mut lost = Vec::new();
    for (at, block) in document.blocks.iter().enumerate() {
        let Block::Paragraph(paragraph) = block else { continue };
        let is_blank = |block: &&Block| matches!(block, Block::Paragraph(text) if text.text.is_empty());
        let below = document
            .blocks
            .iter()
            .enumerate()
            .skip(at + 1)
            .find(|(_, block)| !is_blank(block));
        let is_above_criteria = below.is_some_and(|(at, block)| matches!(block, Block::Table(_)) && has_criteria(at));
        let all = amounts::stated(&paragraph.text);
        let stated = all
            .iter()
            .find(|stated| !stated.own && stated.of == amounts::Of::Points);
        if let Some(stated) = stated
            && paragraph.heading.is_some()
            && stated.amount > Decimal::ZERO
            && stated.amount != draft.total()
            && !is_above_criteria
            && !is_used(at)
        {
            let kind = DoubtKind::SumDiffers {
                stated: stated.amount,
                found: Decimal::ZERO,
            };
            let place = Some(Place::of_row(at, 0));
            lost.push(Doubt { place, kind });
        }
    }
    draft.doubts.append(&mut lost);
}

/// Drops sections without criteria, which a rubric cannot have; their titles are notes.
fn drop_empty_sections(draft: &mut Draft) {
    fn drop_in(sections: &mut Vec<Section>, dropped: &mut Vec<Section>) {
        for section in std::mem::take(sections) {
            if section.all().is_empty() {
                dropped.push(section);
            } else {
                sections.push(section);
            }
        }
        sections
            .iter_mut()
            .for_each(|section| drop_in(&mut section.sections, dropped));
    }
    let mut dropped = Vec::new();
    drop_in(&mut draft.sections, &mut dropped);
    dropped.retain(|section| !section.title.is_empty());
    let places: BTreeSet<Place> = dropped.iter().filter_map(|section| section.place).collect();
    for (place, became) in &mut draft.became {
        if *became == Became::Section && places.contains(place) {
            *became = Became::Note;
        }
    }
    draft.notes.extend(dropped.into_iter().map(|section| section.title));
}

/// Returns what each row of each table and each paragraph became, in order, from what is known of some of them.
fn all_rows(document: &Document, known: &[(Place, Became)]) -> Vec<(Place, Became)> {
    // What says more comes first.
    let order = [
        Became::Criterion,
        Became::Section,
        Became::Total,
        Became::More,
        Became::Head,
        Became::Title,
        Became::Note,
        Became::Ignored,
    ];
    let rank = |became: Became| order.iter().position(|one| *one == became).unwrap_or(order.len());
    let mut best: BTreeMap<(usize, usize), Became> = BTreeMap::new();
    for (place, became) in known {
        let own = best.entry((place.block, place.row)).or_insert(*became);
        if rank(*became) < rank(*own) {
            *own = *became;
        }
    }
    let rows = document.blocks.iter().enumerate().flat_map(|(block, content)| {
        let count = match content {
            Block::Paragraph(_) => 1,
            Block::Table(table) => table.rows.len(),
        };
        (0..count).map(move |row| (block, row))
    });
    rows.map(|(block, row)| {
        let became = best.get(&(block, row)).copied().unwrap_or(Became::Ignored);
        (Place::of_row(block, row), became)
    })
    .collect()
}
