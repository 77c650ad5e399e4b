//! The cells of the criteria: in the row of each, in the columns for scores, reasons, notes and evidence.

use super::blanks::{self, ScoreBlank, filled, score_blanks};
use super::matching::Matches;
use super::planner::{Kind, Planner};
use super::{Entry, Item, Why};
use crate::assign::ColumnRole;
use crate::document::Block;
use crate::draft::{Became, Place};
use crate::understand::{amounts, heads, numbers};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The columns of a table, or of one of its halves that stand side by side.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The columns of the half.
    pub range: Range<usize>,
    /// The column for own scores, or why there is none.
    pub own: Result<usize, Why>,
    /// The column with the points.
    pub points: Option<usize>,
    lost: Option<usize>,
    reason: Option<usize>,
    note: Option<usize>,
    evidence: Option<usize>,
}

/// Heads of columns for the points lost.
const LOST: [&str; 10] = [
    "扣分",
    "失分",
    "减分",
    "扣分值",
    "失分值",
    "扣分数",
    "扣分分值",
    "pointslost",
    "pointsdeducted",
    "deduction",
];

/// Words in heads of columns for reasons.
const REASONS: [&str; 9] = [
    "扣分", "失分", "问题", "原因", "理由", "lost", "deduct", "reason", "problem",
];

/// Returns the columns of the half of a table that a column is in; the first one for no column.
pub fn columns(planner: &Planner<'_>, block: usize, column: Option<usize>) -> Columns {
    let roles = planner.draft.columns.iter().find(|(at, _)| *at == block);
    let roles: &[Option<ColumnRole>] = roles.map_or(&[], |(_, roles)| roles);
    let range = half(planner, block, roles, column.unwrap_or(0));
    let head = |column: usize| -> Vec<String> { planner.heads(block, column).map(heads::bare).collect() };
    let with = |role: ColumnRole| {
        range
            .clone()
            .filter(move |column| roles.get(*column) == Some(&Some(role)))
    };
    let only = |columns: &[usize]| match columns {
        [only] => Some(*only),
        _ => None,
    };
    let own: Vec<usize> = with(ColumnRole::Own).collect();
    let is_own = |column: &usize| {
        let words = ["自评", "自查", "自测", "self", "own"];
        head(*column)
            .iter()
            .any(|text| words.iter().any(|word| text.contains(word)))
    };
    let named: Vec<usize> = own.iter().copied().filter(is_own).collect();
    let own = match (only(&own), only(&named)) {
        (Some(column), _) | (None, Some(column)) => Ok(column),
        (None, None) if own.is_empty() => Err(Why::NoCell),
        (None, None) => Err(Why::Ambiguous),
    };
    let says = |column: usize, fits: &dyn Fn(&str) -> bool| head(column).iter().any(|text| fits(text));
    let is_lost = |column: usize| {
        says(column, &|text| {
            LOST.contains(&text.trim_end_matches('s')) || LOST.contains(&text)
        })
    };
    let is_reason = |column: usize| says(column, &|text| REASONS.iter().any(|word| text.contains(word)));
    let free: Vec<usize> = range
        .clone()
        .filter(|column| matches!(roles.get(*column), Some(None | Some(ColumnRole::Note))))
        .collect();
    let find = |fits: &dyn Fn(usize) -> bool| {
        let found: Vec<usize> = free.iter().copied().filter(|column| fits(*column)).collect();
        only(&found)
    };
    let is_note = |column: usize| roles.get(column) == Some(&Some(ColumnRole::Note));
    Columns {
        own,
        points: with(ColumnRole::Points).next(),
        lost: find(&is_lost),
        reason: find(&|column| is_note(column) && is_reason(column) && !is_lost(column)),
        note: find(&|column| is_note(column) && !is_reason(column)),
        evidence: only(&with(ColumnRole::Evidence).collect::<Vec<_>>()),
        range,
    }
}

/// Returns the half of a table that a column is in, if its criteria stand in two halves side by side.
fn half(planner: &Planner<'_>, block: usize, roles: &[Option<ColumnRole>], column: usize) -> Range<usize> {
    let width = planner.table(block).map_or(0, |table| table.width());
    let middle = roles.len() / 2;
    let is_double = middle > 0 && roles.len() == width && roles[..middle] == roles[middle..width.min(middle * 2)];
    match is_double && planner.has_second(block, middle) {
        true if column < middle => 0..middle,
        true => middle..width,
        false => 0..width,
    }
}

/// Writes what the form has for each criterion whose row was found.
pub fn write(planner: &mut Planner<'_>, matches: &Matches<'_>) {
    let empty = Entry::default();
    let mut counts: BTreeMap<Place, usize> = BTreeMap::new();
    for criterion in &planner.criteria {
        *counts.entry(criterion.place).or_default() += 1;
    }
    let places: BTreeSet<Place> = counts.keys().copied().collect();
    let mut own: Vec<(Place, &str, bool)> = matches
        .found
        .iter()
        .map(|(id, criterion)| {
            (
                criterion.place,
                id.as_str(),
                counts.get(&criterion.place).is_some_and(|count| *count > 1),
            )
        })
        .collect();
    own.sort_unstable();
    for (place, id, is_shared) in own {
        let entry = planner.values.criteria.get(id).unwrap_or(&empty);
        let row = Row {
            id,
            place,
            entry,
            places: &places,
        };
        if is_shared {
            // Several criteria of one sentence.
            row.leave(planner);
        } else if planner.table(place.block).is_some() {
            row.in_table(planner);
        } else {
            row.in_paragraphs(planner);
        }
    }
}

/// A criterion, and what is written for it.
struct Row<'r> {
    id: &'r str,
    place: Place,
    entry: &'r Entry,
    /// The places of all criteria.
    places: &'r BTreeSet<Place>,
}

impl Row<'_> {
    fn texts(&self) -> [(Option<&str>, Item); 5] {
        let id = || self.id.to_owned();
        let entry = self.entry;
        [
            (filled(&entry.score), Item::Score(id())),
            (filled(&entry.lost), Item::Lost(id())),
            (filled(&entry.reason), Item::Reason(id())),
            (filled(&entry.note), Item::Note(id())),
            (filled(&entry.evidence), Item::Evidence(id())),
        ]
    }

    fn leave(&self, planner: &mut Planner<'_>) {
        for (text, item) in self.texts() {
            if text.is_some() {
                planner.leave(item, Why::Ambiguous, Some(self.place));
            }
        }
    }

    fn in_table(&self, planner: &mut Planner<'_>) {
        let columns = columns(planner, self.place.block, self.place.column);
        let [score, lost, reason, note, evidence] = self.texts();
        self.score(planner, &columns, score);
        if let (Some(text), Some(column)) = (lost.0, columns.lost) {
            self.put(planner, &[lost.1], column, text, Kind::Score);
        }
        // One column for both has both.
        let both = match (columns.reason, columns.note) {
            (Some(reason_column), Some(note_column)) => {
                vec![(reason_column, vec![reason]), (note_column, vec![note])]
            }
            (Some(column), None) | (None, Some(column)) => vec![(column, vec![reason, note])],
            (None, None) => Vec::new(),
        };
        for (column, parts) in both {
            let parts: Vec<(&str, Item)> = parts
                .into_iter()
                .filter_map(|(text, item)| Some((text?, item)))
                .collect();
            let texts: Vec<&str> = parts.iter().map(|(text, _)| *text).collect();
            let items: Vec<Item> = parts.iter().map(|(_, item)| item.clone()).collect();
            if !items.is_empty() {
                self.put(planner, &items, column, &texts.join("\n"), Kind::Text);
            }
        }
        if let (Some(text), Some(column)) = (evidence.0, columns.evidence) {
            self.put(planner, &[evidence.1], column, text, Kind::Text);
        }
    }

    fn score(&self, planner: &mut Planner<'_>, columns: &Columns, (score, item): (Option<&str>, Item)) {
        let at = |column: usize| Place {
            column: Some(column),
            ..self.place
        };
        match (columns.own.clone(), score) {
            (Ok(column), Some(score)) => self.put(planner, &[item], column, score, Kind::Score),
            (Ok(column), None) => {
                let before = planner
                    .cell(at(column))
                    .filter(|cell| cell.is_origin() && !cell.formula);
                let before = before.map(|cell| cell.text.to_string());
                if let Some(before) = before.filter(|text| amounts::number(text).is_some()) {
                    planner.leave(item, Why::Earlier(before), Some(at(column)));
                }
            }
            (Err(why), Some(score)) => {
                // Without a column for it the score stands in a blank of another cell of the row.
                let is_other = |place: &&Place| {
                    (place.block, place.row) == (self.place.block, self.place.row)
                        && **place != self.place
                        && columns.range.contains(&place.column.unwrap_or(0))
                };
                let row = Place::of_row(self.place.block, self.place.row);
                let is_alone = !self
                    .places
                    .range(row..)
                    .take_while(|place| (place.block, place.row) == (row.block, row.row))
                    .any(|place| is_other(&place));
                let cells = columns.range.clone().map(at).filter(|_| is_alone);
                let blanks = blanks_of(planner, cells.filter(|place| self.is_own(planner, *place)));
                match blanks.as_slice() {
                    [(place, line, blank)] => planner.splice_score(&[item], *place, *line, blank, score),
                    [] => planner.leave(item, why, Some(self.place)),
                    _ => planner.leave(item, Why::Ambiguous, Some(self.place)),
                }
            }
            (Err(_), None) => {}
        }
    }

    /// Returns whether a cell begins in this row and belongs to no other criterion.
    fn is_own(&self, planner: &Planner<'_>, place: Place) -> bool {
        planner.cell(place).is_some_and(|cell| cell.is_origin()) && !self.is_shared(planner, place)
    }

    /// Returns whether a cell of this row reaches into the row of another criterion.
    fn is_shared(&self, planner: &Planner<'_>, place: Place) -> bool {
        let Some(table) = planner.table(place.block) else {
            return false;
        };
        let reaches = |row: &usize| {
            let cell = place.column.and_then(|column| table.rows[*row].cells.get(column));
            cell.is_some_and(|cell| cell.above as usize == row - place.row)
        };
        let mut below = (place.row + 1..table.rows.len()).take_while(reaches);
        below.any(|row| {
            let other = Place { row, ..self.place };
            self.places.contains(&other)
        })
    }

    fn put(&self, planner: &mut Planner<'_>, items: &[Item], column: usize, text: &str, kind: Kind) {
        let place = Place {
            column: Some(column),
            ..self.place
        };
        if self.is_shared(planner, place) {
            for item in items {
                planner.leave(item.clone(), Why::Merged, Some(place));
            }
            return;
        }
        planner.put(items, place, text, kind);
    }

    /// A criterion of a list: its blanks stand in its line or in those that belong to it.
    fn in_paragraphs(&self, planner: &mut Planner<'_>) {
        // A further line with a number of the same kind is about something else, even if it was not understood as a criterion.
        let kind = |block: usize| match planner.document.blocks.get(block)? {
            Block::Paragraph(paragraph) => {
                let number = paragraph.number.as_deref().unwrap_or_default();
                numbers::before(&format!("{number} {}", paragraph.text)).map(|(kind, ..)| kind)
            }
            Block::Table(_) => None,
        };
        let own = kind(self.place.block);
        let mut end = self.place.block + 1;
        // A short line before the next criterion may be taken for the title of a section.
        let is_blank = |block: usize| {
            let place = Place::of_row(block, 0);
            kind(block).is_none() && !blanks_of(planner, std::iter::once(place)).is_empty()
        };
        let goes_on = |block: usize| match planner.became(block, 0) {
            Became::More => true,
            Became::Section | Became::Note | Became::Ignored => is_blank(block),
            _ => false,
        };
        while matches!(planner.document.blocks.get(end), Some(Block::Paragraph(_)))
            && goes_on(end)
            && (kind(end).is_none() || own.is_some() && kind(end) != own)
        {
            end += 1;
        }
        let lines = (self.place.block..end).map(|block| Place::of_row(block, 0));
        let lines: Vec<Place> = lines.collect();
        let [score, _, reason, note, evidence] = self.texts();
        let scores = blanks_of(planner, lines.iter().copied());
        match (score.0, scores.as_slice()) {
            (Some(text), [(place, line, blank)]) => planner.splice_score(&[score.1], *place, *line, blank, text),
            (Some(_), []) => planner.leave(score.1, Why::NoCell, Some(self.place)),
            (Some(_), _) => planner.leave(score.1, Why::Ambiguous, Some(self.place)),
            (None, [(place, _, blank)]) if !blank.filled.is_empty() => {
                planner.leave(score.1, Why::Earlier(blank.filled.clone()), Some(*place));
            }
            (None, _) => {}
        }
        let words: [(&[&str], _); 3] = [
            (&REASONS, reason),
            (&["备注", "说明", "note", "notes", "remarks", "comments"], note),
            (&["佐证材料", "支撑材料", "证明材料", "evidence"], evidence),
        ];
        for (words, (text, item)) in words {
            let Some(text) = text else { continue };
            let is_named = |label: &str| words.iter().any(|word| label.contains(word));
            let mut found = Vec::new();
            for place in &lines {
                for (line, raw) in planner.content(*place).unwrap_or_default().lines.iter().enumerate() {
                    let own = blanks::labelled(raw).into_iter().filter(|blank| is_named(&blank.label));
                    found.extend(own.map(|blank| (*place, line, raw.clone(), blank)));
                }
            }
            match found.as_slice() {
                [(place, line, raw, blank)] if blank.filled.is_empty() => {
                    let part = blanks::fitted(raw, &blank.at, text);
                    planner.splice(&[item], *place, *line, text, vec![part], None);
                }
                [(place, _, _, blank)] => planner.leave(item, Why::Occupied(blank.filled.clone()), Some(*place)),
                [] => {}
                _ => planner.leave(item, Why::Ambiguous, Some(self.place)),
            }
        }
    }
}

/// Returns the places for own scores in the texts of cells or paragraphs.
pub fn blanks_of(planner: &Planner<'_>, places: impl Iterator<Item = Place>) -> Vec<(Place, usize, ScoreBlank)> {
    let mut found = Vec::new();
    for place in places {
        for (line, text) in planner.content(place).unwrap_or_default().lines.iter().enumerate() {
            found.extend(score_blanks(text).into_iter().map(|blank| (place, line, blank)));
        }
    }
    found
}
