//! The sections of a table: rows over others, and columns that name them.

use super::Reading;
use crate::assign::RowRole;
use crate::draft::{Became, Section};
use crate::understand::heads::{self, Role};
use crate::understand::numbers;
use crate::understand::statements::{continued, is_section_number, section};
use assessment::points::Decimal;

impl Reading<'_> {
    /// Finds rows with points that are the heads of those that follow, by their number, place or type.
    pub(super) fn find_section_rows(&mut self, last: usize) {
        let number = self.columns.one(Role::Number);
        let rows: Vec<usize> = (self.columns.head.end..=last)
            .filter(|row| matches!(self.assigned.rows.get(row), None | Some(RowRole::Criterion)))
            .filter(|row| {
                let name = self.name(*row);
                self.points(*row).is_some() && !name.is_empty() && heads::total(name).is_none()
            })
            .collect();
        let by =
            |fits: &dyn Fn(usize) -> bool| -> Vec<usize> { rows.iter().copied().filter(|row| fits(*row)).collect() };
        let numbered = |row: usize| number.is_none_or(|column| !self.cell_text(row, column).is_empty());
        let ways = [
            by(&|row| {
                numbers::is_section(self.name(row))
                    || number.is_some_and(|column| is_section_number(self.cell_text(row, column)))
            }),
            by(&|row| !numbered(row)),
            by(&|row| self.table.rows[row].origins().next().is_some_and(|(_, cell)| cell.bold)),
            by(&|row| self.table.rows[row].cells.first().is_some_and(|cell| cell.columns > 1)),
        ];
        self.section_rows = ways
            .into_iter()
            .find(|found| self.are_sums(found, &rows))
            .unwrap_or_default();
    }

    /// Returns whether each of these rows is followed by others, and most of them have the points of those.
    fn are_sums(&self, found: &[usize], rows: &[usize]) -> bool {
        if found.is_empty() || found.first() != rows.first() {
            return false;
        }
        let mut agree = 0;
        for (i, row) in found.iter().enumerate() {
            let end = found.get(i + 1).copied().unwrap_or(usize::MAX);
            let first = rows.partition_point(|inner| inner <= row);
            let inner: Vec<Decimal> = rows[first..]
                .iter()
                .take_while(|inner| **inner < end)
                .filter_map(|inner| self.points(*inner))
                .collect();
            if inner.is_empty() {
                return false;
            }
            agree += usize::from(self.points(*row) == Some(inner.iter().copied().sum()));
        }
        agree * 2 > found.len()
    }

    pub(super) fn section_row(&mut self, row: usize, text: &str, points: Option<Decimal>) {
        self.in_vetoes = text.contains("否决");
        let is_bold = self.is_bold(row);
        self.bold_sections = Some(is_bold && self.bold_sections != Some(false));
        let section = section(text, self.place(row, None));
        self.found.sections.push(Section {
            declared: points.or(section.declared),
            ..section
        });
        self.path.clear();
        self.became(row, Became::Section);
    }

    /// Opens the section that the columns of sections name, if it is another one than that of the row before.
    pub(super) fn open_section(&mut self, row: usize) {
        let mut path: Vec<String> = Vec::with_capacity(self.sections.len());
        for (i, column) in self.sections.iter().enumerate() {
            let text = continued(self.text(row, *column));
            // An empty cell goes on with the section above, as long as those around it do.
            let is_within = self.path.get(..i) == Some(&path[..]);
            let above = self.path.get(i).filter(|_| text.is_empty() && is_within);
            path.push(above.cloned().unwrap_or_else(|| text.to_owned()));
        }
        let Some(outer) = path.first().filter(|outer| !outer.is_empty()) else {
            if self.found.sections.is_empty() {
                self.found.sections.push(Section::default());
            }
            return;
        };
        if self.path.first() != Some(outer) {
            let place = self.place(row, self.sections.first().copied());
            self.found.sections.push(section(outer, place));
        }
        self.path = path;
    }
}

/// Returns the section at the end of a path of titles inside a section; what is not there yet is added.
pub(super) fn within<'s>(outer: &'s mut Section, path: &[Section]) -> &'s mut Section {
    let Some((next, rest)) = path.split_first() else {
        return outer;
    };
    let is_there = outer
        .sections
        .last()
        .is_some_and(|last| (&last.label, &last.title) == (&next.label, &next.title));
    if !is_there {
        outer.sections.push(next.clone());
    }
    let last = outer.sections.len() - 1;
    within(&mut outer.sections[last], rest)
}
