//! Tables of other shapes: levels with their points in the head, rows of points below rows of texts, and criteria as heads.

use super::amounts;
use super::columns::{is_words, points_of};
use super::heads::{self, Role};
use super::numbers;
use super::statements::{self, bracketed, in_text, is_bonus, last_number, strip_points, without};
use super::table::Found;
use crate::assign::{BlockAssignments, ColumnRole, RowRole};
use crate::document::Table;
use crate::draft::{Became, Criterion, Doubt, DoubtKind, Level, Place, Rule, Section};
use assessment::points::Decimal;
use std::cmp::Reverse;

/// Puts what a person said about rows over what was understood by the shape of a table.
pub fn assign(mut found: Found, block: usize, table: &Table, assigned: &BlockAssignments) -> Found {
    if assigned.has_column(ColumnRole::Level) || assigned.has_column(ColumnRole::Points) {
        found.doubts.retain(|doubt| doubt.kind != DoubtKind::PointsFromLevels);
    }
    if assigned.rows.is_empty() {
        return found;
    }
    let mut named: Vec<Section> = Vec::new();
    for section in &mut found.sections {
        named.extend(section.place.map(|_| Section {
            criteria: Vec::new(),
            ..section.clone()
        }));
    }
    let mut criteria = found
        .sections
        .drain(..)
        .flat_map(|section| section.criteria)
        .collect::<Vec<_>>()
        .into_iter()
        .peekable();
    let mut sections = Vec::new();
    let mut section = Section::default();
    for (row, cells) in table.rows.iter().enumerate() {
        let place = Place::of_row(block, row);
        let mut own = Vec::new();
        while let Some(criterion) = criteria.next_if(|criterion| criterion.place.row <= row) {
            own.push(criterion);
        }
        let before = found.became.iter().find(|(known, _)| *known == place);
        let role = assigned.rows.get(&row).copied();
        let Some(role) = role.filter(|role| Some(Became::from(*role)) != before.map(|(_, became)| *became)) else {
            if let Some(next) = named.iter().find(|section| section.place == Some(place)) {
                sections.push(std::mem::replace(&mut section, next.clone()));
            }
            section.criteria.extend(own);
            continue;
        };
        let texts: Vec<String> = cells.origins().map(|(_, cell)| cell.text.to_string()).collect();
        found.became.retain(|(known, _)| *known != place);
        found.became.push((place, Became::from(role)));
        found.doubts.retain(|doubt| doubt.place != Some(place));
        let text = texts.first().cloned().unwrap_or_default();
        match role {
            RowRole::Criterion => {
                let stated = in_text(&text);
                let plain = stated.as_ref().map_or(text.clone(), |stated| without(&text, stated));
                let points = stated.map(|stated| stated.amount);
                let (label, plain) = numbers::split(&plain);
                if points.is_none() {
                    found.doubts.push(Doubt {
                        place: Some(place),
                        kind: DoubtKind::NoPoints,
                    });
                }
                section.criteria.push(Criterion {
                    label,
                    ..Criterion::new(&plain, points, place)
                });
            }
            RowRole::More => match section.criteria.last_mut() {
                Some(criterion) => criterion.guidance.extend(texts),
                None => found.notes.extend(texts),
            },
            RowRole::Total => {
                let amount = texts.iter().rev().find_map(|text| last_number(text));
                found.stated = amount.map(|amount| (amount, place)).or(found.stated);
            }
            RowRole::Note => found.notes.extend(texts),
            RowRole::Section => {
                let next = statements::section(&text, place);
                sections.push(std::mem::replace(&mut section, next));
            }
            RowRole::Head | RowRole::Ignored => {}
        }
    }
    sections.push(section);
    sections.retain(|section| section.place.is_some() || !section.criteria.is_empty());
    found.sections = sections;
    found
}

fn of_shape(table: &Table) -> Found {
    Found {
        columns: vec![None; table.width()],
        by_shape: true,
        ..Found::default()
    }
}

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
    let mut found = of_shape(table);
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
        let more = from + 1..=end;
        found
            .became
            .extend(more.map(|row| (Place::of_row(block, row), Became::More)));
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
    let mut found = of_shape(table);
    for (column, _) in &heads {
        found.columns[*column] = Some(ColumnRole::Level);
    }
    if heads[0].0 > 0 {
        found.columns[0] = Some(ColumnRole::Criterion);
    }
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

/// Reads a table in which each section has a head of its own: its name, and a word for points or weights, over the column that has the
/// points of its criteria.
pub fn by_section_heads(block: usize, table: &Table) -> Option<Found> {
    let is_points = |text: &str| matches!(heads::role(text), Some(Role::Points | Role::Weight));
    let head = |row: usize| {
        let mut cells = table.rows[row].origins();
        let (_, name) = cells
            .next()
            .filter(|(column, cell)| *column == 0 && is_words(&cell.text))?;
        let (column, _) = cells.find(|(_, cell)| is_points(&cell.text))?;
        heads::role(&name.text).is_none().then_some(column)
    };
    let all: Vec<(usize, usize)> = (0..table.rows.len())
        .filter_map(|row| Some((row, head(row)?)))
        .collect();
    let (_, column) = *all.first()?;
    // The same head again, as on every page, begins no section.
    let mut names: Vec<&str> = all.iter().map(|(row, _)| table.text(*row, 0)).collect();
    names.sort_unstable();
    let is_repeated = names.windows(2).any(|pair| pair[0] == pair[1]);
    if all.len() < 2 || is_repeated || all.iter().any(|(_, other)| *other != column) {
        return None;
    }
    let mut found = of_shape(table);
    found.columns[0] = Some(ColumnRole::Criterion);
    found.columns[column] = Some(ColumnRole::Points);
    for (i, (row, _)) in all.iter().enumerate() {
        let place = Place::of_row(block, *row);
        let mut section = statements::section(table.text(*row, 0), place);
        found.became.push((place, Became::Section));
        let end = all.get(i + 1).map_or(table.rows.len(), |(next, _)| *next);
        for row in row + 1..end {
            let place = Place::of_row(block, row);
            let own = |column: usize| table.rows[row].cells.get(column).filter(|cell| cell.is_origin());
            let Some(first) = own(0).filter(|cell| is_words(&cell.text)) else {
                continue;
            };
            // A comma that is not quoted moves the points to the next column.
            let rest: Vec<&str> = (1..=column).filter_map(|at| Some(&*own(at)?.text)).collect();
            let has_moved = rest.last().is_some_and(|text| is_words(text)) && own(column + 1).is_some();
            let (text, at) = match has_moved {
                true => (format!("{}, {}", first.text, rest.join(", ")), column + 1),
                false => (first.text.to_string(), column),
            };
            let points = own(at).and_then(|cell| points_of(&cell.text));
            if points.is_none() || has_moved {
                let kind = match points {
                    None => DoubtKind::NoPoints,
                    Some(_) => DoubtKind::UnevenRow,
                };
                found.doubts.push(Doubt {
                    place: Some(place),
                    kind,
                });
            }
            let (label, text) = numbers::split(&text);
            section.criteria.push(Criterion {
                label,
                ..Criterion::new(&text, points, place)
            });
            found.became.push((place, Became::Criterion));
        }
        found.sections.push(section);
    }
    found.sections.retain(|section| !section.criteria.is_empty());
    let criteria: Vec<&Criterion> = found.sections.iter().flat_map(Section::all).collect();
    let pointed = criteria.iter().filter(|criterion| criterion.points.is_some()).count();
    (pointed > 0 && pointed * 2 > criteria.len()).then_some(found)
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
    let mut found = of_shape(table);
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
