//! The points of a row: in the column for them, in its levels, or in its text.

use super::Reading;
use crate::assign::ColumnRole;
use crate::draft::{DoubtKind, Level, Rule};
use crate::understand::columns::{is_words, points_of};
use crate::understand::heads::{self, Role};
use crate::understand::statements::{given, in_head, in_text, leading, strip_points};
use crate::understand::{amounts, rules};
use assessment::points::Decimal;
use std::cmp::Reverse;

impl Reading<'_> {
    /// Returns the points that a row states: in the column for them, or else in its levels or its text.
    pub(super) fn points(&self, row: usize) -> Option<Decimal> {
        match self.points {
            Some(column) => points_of(self.cell_text(row, column)),
            None => self
                .in_levels(row)
                .or_else(|| in_text(self.cell_text(row, self.criterion)).map(|stated| stated.amount))
                .or_else(|| self.given(row).map(|(points, _)| points)),
        }
    }

    /// Returns the points that the rule of a row gives, where the table states its points in rules, and whether they are plain.
    pub(super) fn given(&self, row: usize) -> Option<(Decimal, bool)> {
        let column = self.given?;
        let (points, is_plain) = given(self.cell_text(row, column))?;
        // Levels and bounds say what all of it earns.
        let guidance = [self.cell_text(row, column).to_owned()];
        let is_rule = || {
            matches!(
                rules::read("", &guidance, Some(points)).0,
                Rule::Levels(_) | Rule::Percent(_)
            )
        };
        let has_text = !self.cell_text(row, self.criterion).is_empty();
        has_text.then(|| (points, is_plain || is_rule()))
    }

    /// Finds the column whose rules state the points, if nothing else does.
    pub(super) fn find_given(&mut self) {
        let rows = self.columns.head.end..self.table.rows.len();
        let is_ignored = self.assigned.columns.iter().any(|(column, role)| {
            *role == ColumnRole::Ignored
                && self.columns.texts.get(*column).and_then(|text| heads::role(text)) == Some(Role::Points)
        });
        if is_ignored || self.columns.head.is_empty() || rows.clone().any(|row| self.points(row).is_some()) {
            return;
        }
        let count = |fits: &dyn Fn(usize) -> bool| rows.clone().filter(|row| fits(*row)).count();
        let texts = count(&|row| is_words(self.own_text(row, self.criterion)));
        let column = self.columns.all(Role::Guidance).find(|column| {
            let stated = count(&|row| given(self.cell_text(row, *column)).is_some());
            stated > 1 && stated * 2 >= texts
        });
        if column.is_some()
            && self
                .points
                .is_none_or(|points| count(&|row| !self.cell_text(row, points).is_empty()) == 0)
        {
            (self.points, self.given) = (None, column);
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
