//! A column of a spreadsheet that is pasted into the field for points: a preview of which cell would go into which item.

use super::number::{Unread, is_number, read_points};
use super::scale_input::{PastedPoints, pasted_points};
use super::{Change, State, is_open, next_item};
use assessment::answers::Answer;
use assessment::points::Decimal;
use assessment::rubric::Scale;
use assessment::rubric::scale::{Grid, Refusal};
use assessment::score::CriterionSheet;
use std::rc::Rc;

/// The maximum number of cells: a rubric has no more criteria.
const MOST: usize = 20_000;

/// A pasted column and the items that it would fill in.
#[derive(Clone, Debug)]
pub struct Column {
    /// The items in order, each with its cell.
    pub rows: Vec<ColumnRow>,
    /// The number of cells without an item.
    pub left: usize,
}

/// A cell assigned to an item.
#[derive(Clone, Debug)]
pub struct ColumnRow {
    /// The item.
    pub sheet: Rc<CriterionSheet>,
    /// The cell.
    pub text: Rc<str>,
    /// The answer for the item, or why there is none. A blank cell leaves the item unchanged.
    pub answer: Option<Result<Answer, NotPut>>,
}

/// Why a cell does not go into an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPut {
    /// The field for points refuses it.
    Unread(Unread),
    /// No answer of the item, or more than one, is worth these points.
    NoSuchAnswer,
    /// The points of the item follow from several entries.
    FollowsFromEntries,
    /// The item is marked as not applicable.
    NotApplicable,
}

/// The cells of a column, if a pasted text has more than one; of several columns the last one with only numbers.
pub fn column_cells(text: &str) -> Option<Vec<&str>> {
    let lines = text.strip_suffix('\n').unwrap_or(text);
    let lines = lines.strip_suffix('\r').unwrap_or(lines);
    let mut rows: Vec<Vec<&str>> = Vec::new();
    for line in lines.split('\n').take(MOST) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        // Old programs end lines with a lone carriage return.
        rows.extend(line.split('\r').map(|row| row.split('\t').map(str::trim).collect()));
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let cells = match (rows.len(), columns) {
        (1, _) => rows.remove(0),
        _ => {
            let cell = |row: &Vec<&'_ str>, column: usize| row.get(column).is_some_and(|cell| !cell.is_empty());
            let is_numeric = |column: &usize| {
                let mut filled = rows.iter().filter(|row| cell(row, *column)).peekable();
                filled.peek().is_some() && filled.all(|row| is_number(row[*column]))
            };
            let column = (0..columns).rev().find(is_numeric).unwrap_or(0);
            rows.iter()
                .map(|row| row.get(column).copied().unwrap_or_default())
                .collect()
        }
    };
    (cells.len() > 1).then_some(cells)
}

/// The effect of a pasted text on the visible items from the one with this ordinal on; `None` if the text is not a column. Items without
/// points have no cell in a column of points.
pub fn column(state: &State, ordinal: u32, text: &str, shown: &dyn Fn(&CriterionSheet) -> bool) -> Option<Column> {
    let cells = column_cells(text)?;
    let wanted = |sheet: &CriterionSheet| is_open(sheet) && sheet.spec.worth().is_some() && shown(sheet);
    let mut next = super::at_ordinal(state, ordinal);
    let mut rows = Vec::new();
    for cell in &cells {
        let Some(sheet) = next else { break };
        next = next_item(state, sheet.spec.ordinal, true, &wanted);
        rows.push(ColumnRow {
            answer: (!cell.is_empty()).then(|| answer(&sheet, cell)),
            text: (*cell).into(),
            sheet,
        });
    }
    let left = cells[rows.len()..].iter().filter(|cell| !cell.is_empty()).count();
    Some(Column { rows, left })
}

/// The answer for a number at an item.
fn answer(sheet: &CriterionSheet, text: &str) -> Result<Answer, NotPut> {
    if sheet.entry.is_set_aside() {
        return Err(NotPut::NotApplicable);
    }
    column_answer(&sheet.spec.scale, text)
}

/// The answer on a scale that is worth the points in a text.
///
/// # Errors
/// If the text is not a number of the scale, or no answer or more than one is worth it.
pub fn column_answer(scale: &Scale, text: &str) -> Result<Answer, NotPut> {
    match pasted_points(scale) {
        PastedPoints::Amount(grids) => read_points(&grids, text).map(Answer::Points).map_err(NotPut::Unread),
        PastedPoints::Choice(answers) => {
            // Any number is possible; the answers decide which of them exist.
            let any = Grid {
                min: -Decimal::LIMIT,
                max: Decimal::LIMIT,
                step: Decimal::ZERO,
            };
            let number = read_points(&[any], text).map_err(NotPut::Unread)?;
            let mut found = answers.into_iter().filter(|(_, points)| *points == Some(number));
            match (found.next(), found.next()) {
                (Some((answer, _)), None) => Ok(answer),
                _ => Err(NotPut::NoSuchAnswer),
            }
        }
        PastedPoints::FollowFromEntries => Err(NotPut::FollowsFromEntries),
        PastedPoints::Text => Err(NotPut::Unread(Unread::Refused(Refusal::NotANumber))),
    }
}

impl Column {
    /// How many cells go into items, and how many do not.
    pub fn counts(&self) -> (usize, usize) {
        let answers = || self.rows.iter().filter_map(|row| row.answer.as_ref());
        let taken = answers().filter(|answer| answer.is_ok()).count();
        (taken, answers().count() - taken + self.left)
    }

    /// The change that fills the items in: a single one, so that one undo reverts it.
    pub fn change(&self) -> Change {
        let answers = self.rows.iter().filter_map(|row| {
            let answer = row.answer.clone()?.ok()?;
            Some(Change::Answer {
                criterion: row.sheet.spec.id.clone(),
                answer: Some(answer),
                refused: None,
            })
        });
        Change::Several(answers.collect())
    }
}
