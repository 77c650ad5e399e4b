//! The sums of a draft, compared with those that the document states.

use super::amounts;
use super::numerals::{is_numeral, numeral};
use crate::document::{Document, Paragraph};
use crate::draft::{Doubt, DoubtKind, Draft, Place, Section};
use assessment::points::Decimal;
use std::collections::BTreeSet;

/// Compares the sums with those that the document states.
pub fn compare(draft: &mut Draft, stated: Option<(Decimal, Place)>) {
    let total = draft.total();
    if let Some((stated, place)) = stated {
        draft.is_confirmed = stated == total;
        if stated != total {
            draft.doubts.push(Doubt {
                place: Some(place),
                kind: DoubtKind::SumDiffers { stated, found: total },
            });
        }
    }
    let mut differing = Vec::new();
    draft
        .sections
        .iter()
        .for_each(|section| differ(section, &mut differing));
    let sum = |doubt: &Doubt| match doubt.kind {
        DoubtKind::SumDiffers { stated, found } => Some((doubt.place, stated, found)),
        _ => None,
    };
    let mut known: BTreeSet<_> = draft.doubts.iter().filter_map(sum).collect();
    let new = |doubt: &Doubt| sum(doubt).is_none_or(|sum| known.insert(sum));
    draft.doubts.extend(differing.into_iter().filter(new));
}

/// Compares the points that a section, and those inside it, state with their sums.
fn differ(section: &Section, doubts: &mut Vec<Doubt>) {
    if section.bonus {
        return;
    }
    let found = section.sum();
    if let Some(stated) = section.declared.filter(|declared| *declared != found) {
        doubts.push(Doubt {
            place: section.place,
            kind: DoubtKind::SumDiffers { stated, found },
        });
    }
    section.sections.iter().for_each(|inner| differ(inner, doubts));
}

/// Finds a total outside of the tables: `Total 150`, `满分100分`, `Points Possible 15`.
pub fn stated_elsewhere(document: &Document, paragraphs: &[(usize, &Paragraph)]) -> Option<(Decimal, Place)> {
    let of_paragraphs = paragraphs.iter().map(|(at, paragraph)| (*at, &*paragraph.text));
    let of_tables = document.tables().flat_map(|(at, table)| {
        table
            .rows
            .iter()
            .flat_map(move |row| row.origins().map(move |(_, cell)| (at, &*cell.text)))
    });
    of_paragraphs.chain(of_tables).find_map(|(block, text)| {
        if text.chars().count() > 80 {
            return None;
        }
        let normal = amounts::normal(text).to_lowercase();
        let at = ["points possible", "total", "满分", "总分"]
            .iter()
            .find_map(|word| normal.find(word).map(|at| at + word.len()))?;
        let rest = normal.get(at..)?.trim_start_matches([' ', ':', '为', '是']);
        let digits: String = rest
            .chars()
            .take_while(|character| character.is_ascii_digit() || *character == '.')
            .collect();
        let numerals: String = rest.chars().take_while(|character| is_numeral(*character)).collect();
        let amount = amounts::decimal(digits.trim_end_matches('.'))
            .or_else(|| numeral(&numerals))
            .filter(|amount| *amount >= Decimal::whole(5))?;
        Some((amount, Place::of_row(block, 0)))
    })
}
