//! What rows without points are: criteria like those before them, conditions that fail the whole, or something else.

use super::Reading;
use crate::understand::columns::is_words;
use crate::understand::heads::{self, Role};
use crate::understand::numbers;

/// The beginnings of texts that explain a table, or that people sign.
const STARTS_OF_NOTES: [&str; 10] = [
    "注",
    "备注",
    "说明",
    "填表",
    "填报",
    "评估组",
    "审核",
    "负责人",
    "note",
    "Note",
];

impl Reading<'_> {
    /// Returns whether a row has a rule like those that state the points of the others.
    pub(super) fn has_rule(&self, row: usize) -> bool {
        let rule = self.given.map_or("", |column| self.cell_text(row, column));
        is_words(self.cell_text(row, self.criterion)) && !rule.is_empty() && !self.is_veto(row)
    }

    /// Returns whether a row without points goes on with the criteria: it has the number after that of the last one, or a short text
    /// where the points should be.
    pub(super) fn goes_on(&self, row: usize) -> bool {
        let text = self.cell_text(row, self.criterion);
        let is_plain = is_words(text)
            && !text.ends_with(['：', ':'])
            && !STARTS_OF_NOTES.iter().any(|word| text.starts_with(word));
        let number = self
            .columns
            .one(Role::Number)
            .map_or("", |column| self.cell_text(row, column));
        let is_next = self
            .last_number
            .as_deref()
            .is_some_and(|last| numbers::follows(last, number));
        let cell = self.points.map_or("", |column| self.cell_text(row, column));
        let is_amount = !cell.is_empty()
            && cell != text
            && cell.chars().count() <= 8
            && !cell.contains([':', '：', '年', '月', '日', '签', '章', '_'])
            && heads::role(cell).is_none();
        is_plain && (is_next || is_amount)
    }

    pub(super) fn is_bold(&self, row: usize) -> bool {
        self.table.rows[row].origins().next().is_some_and(|(_, cell)| cell.bold)
    }

    pub(super) fn has_own_number(&self, row: usize) -> bool {
        let number = self.columns.one(Role::Number).map(|column| self.cell_text(row, column));
        number.is_some_and(|text| !text.is_empty()) && !self.cell_text(row, self.criterion).is_empty()
    }

    /// Returns whether a row is a condition that fails the whole.
    pub(super) fn is_veto(&self, row: usize) -> bool {
        let says = self
            .points
            .is_some_and(|column| self.cell_text(row, column).contains("否决"));
        (says || self.in_vetoes) && !self.cell_text(row, self.criterion).is_empty()
    }
}
