//! The points of a row: in the column for them, in its levels, or in its text.

use super::Reading;
use crate::draft::{DoubtKind, Level};
use crate::understand::amounts;
use crate::understand::columns::points_of;
use crate::understand::heads::Role;
use crate::understand::statements::{in_head, in_text, leading, strip_points};
use assessment::points::Decimal;
use std::cmp::Reverse;

impl Reading<'_> {
    /// Returns the points that a row states: in the column for them, or else in its levels or its text.
    pub(super) fn points(&self, row: usize) -> Option<Decimal> {
        match self.points {
            Some(column) => points_of(self.cell_text(row, column)),
            None => self
                .in_levels(row)
                .or_else(|| in_text(self.cell_text(row, self.criterion)).map(|stated| stated.amount)),
        }
    }

    /// Returns the points of the best level that a row states, in the cells of the levels or in their heads.
    fn in_levels(&self, row: usize) -> Option<Decimal> {
        let of_columns = self
            .columns
            .all(Role::LevelPoints)
            .filter_map(|column| points_of(self.text(row, column)));
        let of_cells = self.levels.iter().filter_map(|column| {
            let text = self.cell_text(row, *column);
            leading(text)
                .map(|(points, _)| points)
                .or_else(|| amounts::number(text))
        });
        let stated = of_columns.chain(of_cells).max();
        let heads = || {
            let named = !self.cell_text(row, self.criterion).is_empty();
            let all = self.levels.iter().map(|column| in_head(&self.columns.texts[*column]));
            all.collect::<Option<Vec<_>>>()?.into_iter().max().filter(|_| named)
        };
        stated.or_else(heads)
    }

    /// Reads points with a mark, such as `25*`.
    pub(super) fn marked(&mut self, row: usize, cell: &str) -> Option<Decimal> {
        let points = points_of(cell.trim_end_matches(['*', '†', '#', ' ']))?;
        self.doubt(row, self.points, DoubtKind::MarkedPoints(cell.to_owned()));
        Some(points)
    }

    /// Returns the levels of a row, best first, if all state their points.
    pub(super) fn levels(&self, row: usize, points: Option<Decimal>) -> Option<Vec<Level>> {
        let pairs = self.columns.all(Role::LevelPoints);
        let of_columns: Vec<Level> = pairs
            .filter_map(|column| {
                let points = points_of(self.text(row, column))?;
                let text = column
                    .checked_sub(1)
                    .map(|before| self.text(row, before))
                    .unwrap_or_default();
                Some(Level {
                    label: text.to_owned(),
                    points,
                    text: String::new(),
                })
            })
            .collect();
        let of_cells: Vec<Level> = self
            .levels
            .iter()
            .filter_map(|column| {
                let text = self.own_text(row, *column);
                let head = &self.columns.texts[*column];
                let stated = leading(text).map(|(points, rest)| (points, rest.to_owned()));
                let (points, rest) = stated.or_else(|| Some((in_head(head)?, text.to_owned())))?;
                (!text.is_empty()).then(|| Level {
                    label: if head.is_empty() {
                        rest.clone()
                    } else {
                        strip_points(head)
                    },
                    points,
                    text: rest,
                })
            })
            .collect();
        let filled = self
            .levels
            .iter()
            .filter(|column| !self.own_text(row, **column).is_empty())
            .count();
        let mut levels = if of_columns.len() > 1 { of_columns } else { of_cells };
        let is_whole =
            levels.len() > 1 && (levels.len() == filled || self.levels.is_empty() || !levels.is_empty() && filled == 0);
        let best = levels.iter().map(|level| level.points).max()?;
        if !is_whole || points.is_some_and(|points| points != best) {
            return None;
        }
        levels.sort_by_key(|level| Reverse(level.points));
        Some(levels)
    }
}
