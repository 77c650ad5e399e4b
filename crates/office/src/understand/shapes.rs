//! Tables of other shapes: levels with their points in the head, rows of points below rows of texts, and criteria as heads.

use super::amounts;
use super::columns::is_words;
use super::heads;
use super::numbers;
use super::statements::{bracketed, in_text, is_bonus, strip_points};
use super::table::Found;
use crate::document::Table;
use crate::draft::{Became, Criterion, Doubt, DoubtKind, Level, Place, Rule, Section};
use assessment::points::Decimal;
use std::cmp::Reverse;

/// Reads a table in which each criterion has rows of its own: texts, and below them the points of its levels.
pub fn by_blocks(block: usize, table: &Table) -> Option<Found> {
    let falls = |row: &crate::document::Row| {
        let texts: Vec<&str> = row.origins().map(|(_, cell)| &*cell.text).collect();
        let numbers: Option<Vec<Decimal>> = texts.iter().map(|text| amounts::number(text)).collect();
        numbers.filter(|numbers| numbers.len() >= 3 && numbers.windows(2).all(|pair| pair[0] > pair[1]))
    };
    let ends: Vec<usize> = (0..table.rows.len())
        .filter(|row| falls(&table.rows[*row]).is_some())
        .collect();
    if ends.len() < 2 || ends[0] == 0 {
        return None;
    }
    let mut found = Found::default();
    let mut section = Section::default();
    // A head comes before the first block if that is longer than the others.
    let usual = ends.windows(2).map(|pair| pair[1] - pair[0]).min().unwrap_or(1);
    let mut from = ends[0].saturating_sub(usual) + 1;
    for end in ends {
        let first =
            (from..end).find_map(|row| table.rows[row].origins().next().map(|(_, cell)| cell.text.to_string()))?;
        let (label, text) = numbers::split(&first);
        let points = falls(&table.rows[end]).and_then(|numbers| numbers.into_iter().max());
        let place = Place::of_row(block, from);
        let texts = (from..end).flat_map(|row| table.rows[row].origins().map(|(_, cell)| cell.text.to_string()));
        section.criteria.push(Criterion {
            label,
            guidance: texts.skip(1).collect(),
            ..Criterion::new(&text, points, place)
        });
        found.became.push((place, Became::Criterion));
        found.doubts.push(Doubt {
            place: Some(place),
            kind: DoubtKind::PointsFromLevels,
        });
        from = end + 1;
    }
    found.sections.push(section);
    Some(found)
}

/// Reads a table of levels: numbers over texts, with what is judged in the first column or before the table.
pub fn by_level_heads(block: usize, table: &Table) -> Option<Found> {
    let head = (0..table.rows.len().min(5)).find(|row| {
        let numbers: Vec<Decimal> = table.rows[*row]
            .origins()
            .filter_map(|(_, cell)| amounts::number(&cell.text))
            .collect();
        let texts = table.rows[*row].origins().count() - numbers.len();
        let rises = numbers.windows(2).all(|pair| pair[0] < pair[1]);
        let falls = numbers.windows(2).all(|pair| pair[0] > pair[1]);
        numbers.len() >= 2 && texts <= 1 && (rises || falls)
    })?;
    let heads: Vec<(usize, Decimal)> = table.rows[head]
        .origins()
        .filter_map(|(column, cell)| Some((column, amounts::number(&cell.text)?)))
        .collect();
    let mut found = Found::default();
    found.became.push((Place::of_row(block, head), Became::Head));
    let mut section = Section::default();
    let mut counts = Vec::new();
    for row in head + 1..table.rows.len() {
        let place = Place::of_row(block, row);
        let levels: Vec<Level> = heads
            .iter()
            .filter(|(column, _)| is_words(table.text(row, *column)))
            .map(|(column, points)| Level {
                label: points.to_string(),
                points: *points,
                text: table.text(row, *column).to_owned(),
            })
            .collect();
        if levels.len() < 2 {
            found
                .notes
                .extend(table.rows[row].origins().map(|(_, cell)| cell.text.to_string()));
            found.became.push((place, Became::Note));
            continue;
        }
        counts.push(levels.len());
        let points = levels.iter().map(|level| level.points).max();
        let text = match heads[0].0 {
            0 => String::new(),
            _ => table.text(row, 0).to_owned(),
        };
        let (label, text) = numbers::split(&text);
        let mut levels = levels;
        levels.sort_by_key(|level| Reverse(level.points));
        section.criteria.push(Criterion {
            label,
            rule: Rule::Levels(levels),
            ..Criterion::new(&text, points, place)
        });
        found.became.push((place, Became::Criterion));
    }
    if section.criteria.is_empty() {
        return None;
    }
    if counts.iter().any(|count| *count != counts[0]) {
        let place = Some(Place::of_row(block, head));
        found.doubts.push(Doubt {
            place,
            kind: DoubtKind::PointsFromLevels,
        });
    }
    found.sections.push(section);
    Some(found)
}

/// Reads a table whose heads are the criteria, each with its points in brackets, and whose rows are the people who are scored.
pub fn by_heads(block: usize, table: &Table) -> Option<Found> {
    let row = (0..table.rows.len().min(5)).find(|row| {
        let stated = table.rows[*row].origins().filter(|(_, cell)| {
            cell.text.chars().any(char::is_alphabetic)
                && (bracketed(&cell.text).is_some() || in_text(&cell.text).is_some())
        });
        stated.count() >= 3
    })?;
    // With numbers below it is a list of marks.
    let is_filled = table.rows[row + 1..].iter().any(|below| {
        let heads = table.rows[row]
            .origins()
            .filter(|(_, cell)| bracketed(&cell.text).is_some() || in_text(&cell.text).is_some());
        heads
            .filter(|(column, _)| amounts::number(&below.cells[*column].text).is_some())
            .count()
            > 1
    });
    if is_filled {
        return None;
    }
    let mut found = Found::default();
    let mut section = Section::default();
    let place = |column: usize| Place {
        block,
        row,
        column: Some(column),
    };
    for (column, cell) in table.rows[row].origins() {
        let stated = in_text(&cell.text);
        let Some(points) = bracketed(&cell.text).or(stated.map(|stated| stated.amount)) else {
            continue;
        };
        let text = strip_points(&cell.text);
        if heads::total(&text).is_some() {
            found.stated = Some((points, place(column)));
            continue;
        }
        section.criteria.push(Criterion {
            bonus: is_bonus(&text),
            ..Criterion::new(&text, Some(points), place(column))
        });
    }
    found.became.push((Place::of_row(block, row), Became::Criterion));
    found.sections.push(section);
    Some(found)
}
