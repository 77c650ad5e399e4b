//! Rows of which a person said what they are.

use super::Reading;
use crate::assign::RowRole;
use crate::draft::{Became, DoubtKind};
use crate::understand::heads::{self, Sum};

impl Reading<'_> {
    /// A row of which a person said what it is.
    pub(super) fn named_row(&mut self, row: usize, role: RowRole, origins: &[(usize, &str)]) {
        match role {
            RowRole::Head | RowRole::Ignored => self.became(row, Became::from(role)),
            RowRole::Section => self.section_row(row, self.name(row), self.points(row)),
            RowRole::Criterion => self.named_criterion(row),
            RowRole::More => self.more(row),
            RowRole::Total => {
                let kind = origins.iter().find_map(|(_, text)| heads::total(text));
                self.total(row, kind.unwrap_or(Sum::Whole));
            }
            RowRole::Note => {
                let texts = origins.iter().map(|(_, text)| (*text).to_owned());
                self.found.notes.extend(texts);
                self.became(row, Became::Note);
            }
        }
    }

    /// A row that is a criterion because a person said so.
    fn named_criterion(&mut self, row: usize) {
        let text = self.own_text(row, self.criterion);
        let has_title = self.sections.iter().any(|column| !self.text(row, *column).is_empty());
        let text = if text.is_empty() && !has_title {
            self.name(row)
        } else {
            text
        };
        let cell = self.points.map_or("", |column| self.cell_text(row, column));
        let points = self.points(row).or_else(|| self.marked(row, cell));
        if points.is_none() && !self.is_veto(row) {
            let kind = match cell {
                "" => DoubtKind::NoPoints,
                _ => DoubtKind::PointsUnread(cell.to_owned()),
            };
            self.doubt(row, self.points, kind);
        }
        self.criterion(row, text, points);
    }
}
