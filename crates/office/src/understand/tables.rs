//! The tables of a document, each read by its head or by its shape.

use super::{columns, shapes, table};
use crate::assign::{Assignments, BlockAssignments, ColumnRole, RowRole};
use crate::document::{Cell, Document, Row, Table};
use crate::draft::{Became, Place, Section};
use std::rc::Rc;

/// Puts the halves of a table whose head stands twice side by side one below the other.
fn stacked(table: &Table) -> Option<Table> {
    let half = table.width() / 2;
    if table.width() < 4 || !table.width().is_multiple_of(2) {
        return None;
    }
    let repeats = |row: &Row| {
        let own = |cell: &Cell| if cell.is_origin() { cell.text.clone() } else { "".into() };
        let texts: Vec<Rc<str>> = row.cells.iter().map(own).collect();
        let filled = texts[..half].iter().filter(|text| !text.is_empty()).count();
        filled >= 2 && texts[..half] == texts[half..]
    };
    table.rows.iter().take(5).find(|row| repeats(row))?;
    let part = |from: usize| {
        table.rows.iter().map(move |row| Row {
            cells: row.cells[from..from + half].to_vec(),
            ..row.clone()
        })
    };
    Some(Table {
        name: table.name.clone(),
        rows: part(0).chain(part(half)).collect(),
    })
}

/// Reads a table of any shape; `None` if it states no points, and nobody said what its criteria are.
fn read(at: usize, table: &Table, assigned: &BlockAssignments) -> Option<table::Found> {
    let rows_only = BlockAssignments {
        rows: assigned.rows.clone(),
        ..BlockAssignments::default()
    };
    let by_shape = |found: Option<table::Found>| found.map(|found| shapes::assign(found, at, table, assigned));
    let guess = by_shape(shapes::by_blocks(at, table))
        .or_else(|| by_shape(shapes::by_section_heads(at, table)))
        .or_else(|| table::read(at, table, &rows_only))
        .or_else(|| by_shape(shapes::by_level_heads(at, table)))
        .or_else(|| by_shape(shapes::by_heads(at, table)));
    let agrees = |found: &table::Found| {
        let mut all = assigned.columns.iter();
        all.all(|(column, role)| found.columns.get(*column) == Some(&Some(*role)))
    };
    let guess = match guess {
        Some(found) if assigned.columns.is_empty() || found.by_shape && agrees(&found) => return Some(found),
        guess => guess,
    };
    let is_ignored = assigned.has_column(ColumnRole::Ignored);
    // The shape of a table is looked for in the columns that are not ignored.
    if is_ignored && guess.as_ref().is_some_and(|found| found.by_shape) {
        let others = BlockAssignments {
            rows: assigned.rows.clone(),
            columns: assigned
                .columns
                .iter()
                .filter(|(_, role)| **role != ColumnRole::Ignored)
                .map(|(at, role)| (*at, *role))
                .collect(),
        };
        let rest = without_ignored(table, assigned);
        if let Some(mut found) = read(at, &rest, &others).filter(|found| found.by_shape) {
            for column in assigned.columns_for(ColumnRole::Ignored) {
                found
                    .columns
                    .iter_mut()
                    .skip(column)
                    .take(1)
                    .for_each(|role| *role = Some(ColumnRole::Ignored));
            }
            return Some(found);
        }
    }
    table::read(at, table, assigned)
        .or_else(|| table::read(at, table, &without_points(table, assigned, guess.as_ref()?)?))
        .or(guess.filter(agrees))
        .or_else(|| table::read(at, table, &named_rows(table, assigned)?))
}

/// Returns a table without what is in ignored columns.
fn without_ignored(table: &Table, assigned: &BlockAssignments) -> Table {
    let mut table = table.clone();
    for column in assigned.columns_for(ColumnRole::Ignored) {
        for cell in table.rows.iter_mut().filter_map(|row| row.cells.get_mut(column)) {
            cell.text = "".into();
        }
    }
    table
}

/// Returns assignments for a table of which a person ignores the columns that had the points: its criteria are still those that were
/// guessed.
fn without_points(table: &Table, assigned: &BlockAssignments, guess: &table::Found) -> Option<BlockAssignments> {
    if assigned.has_column(ColumnRole::Criterion) {
        return None;
    }
    let mut assigned = assigned.clone();
    let is_free = |column: &usize| !assigned.columns.contains_key(column);
    let guessed = guess
        .columns
        .iter()
        .position(|role| *role == Some(ColumnRole::Criterion))
        .filter(is_free);
    let words = |column: &usize| {
        let rows = 0..table.rows.len();
        rows.filter(|row| columns::is_words(table.text(*row, *column))).count()
    };
    let free = (0..table.width()).filter(is_free);
    let column = guessed.or_else(|| free.max_by_key(|column| (words(column), usize::MAX - column)))?;
    assigned.columns.insert(column, ColumnRole::Criterion);
    for (place, _) in guess.became.iter().filter(|(_, became)| *became == Became::Head) {
        assigned.rows.entry(place.row).or_insert(RowRole::Head);
    }
    Some(assigned)
}

/// Returns assignments for a table of which only the rows that a person calls criteria are known.
fn named_rows(table: &Table, assigned: &BlockAssignments) -> Option<BlockAssignments> {
    if !assigned.has_row(RowRole::Criterion) {
        return None;
    }
    let mut assigned = assigned.clone();
    let words = |column: &usize| {
        let rows = 0..table.rows.len();
        rows.filter(|row| columns::is_words(table.text(*row, *column))).count()
    };
    let free = (0..table.width()).filter(|column| !assigned.columns.contains_key(column));
    let column = free.max_by_key(|column| (words(column), usize::MAX - column))?;
    assigned.columns.insert(column, ColumnRole::Criterion);
    for row in 0..table.rows.len() {
        assigned.rows.entry(row).or_insert(RowRole::Ignored);
    }
    Some(assigned)
}

/// Reads a table whose halves stand side by side, in the places of the table.
fn read_stacked(at: usize, table: &Table, stacked: &Table, assigned: &BlockAssignments) -> Option<table::Found> {
    let (count, half) = (table.rows.len(), stacked.width());
    let both = BlockAssignments {
        columns: assigned
            .columns
            .iter()
            .map(|(column, role)| (column % half, *role))
            .collect(),
        rows: assigned
            .rows
            .iter()
            .flat_map(|(row, role)| [(*row, *role), (row + count, *role)])
            .collect(),
    };
    let mut found = read(at, stacked, &both)?;
    let back = |place: &mut Place| {
        if place.row >= count {
            place.row -= count;
            place.column = Some(place.column.unwrap_or(0) + half);
        }
    };
    fn visit(section: &mut Section, back: &dyn Fn(&mut Place)) {
        section.place.iter_mut().for_each(back);
        section
            .criteria
            .iter_mut()
            .for_each(|criterion| back(&mut criterion.place));
        section.sections.iter_mut().for_each(|inner| visit(inner, back));
    }
    found.sections.iter_mut().for_each(|section| visit(section, &back));
    found
        .doubts
        .iter_mut()
        .filter_map(|doubt| doubt.place.as_mut())
        .for_each(back);
    let stated = [&mut found.stated, &mut found.own_stated];
    stated.into_iter().flatten().for_each(|(_, place)| back(place));
    found.became.iter_mut().for_each(|(place, _)| place.row %= count);
    found.columns.extend_from_within(..);
    Some(found)
}

/// Reads every table that states points.
pub fn tables(document: &Document, assignments: &Assignments) -> Vec<(usize, table::Found)> {
    document
        .tables()
        .filter_map(|(at, table)| {
            let assigned = assignments.of_block(at);
            let found = match stacked(table) {
                Some(stacked) => read_stacked(at, table, &stacked, &assigned),
                None => read(at, table, &assigned),
            };
            Some((at, found?))
        })
        .collect()
}
