//! Rows with sums, which are compared, and what is known when all rows are read.

use super::sections::nested;
use super::{Found, Reading};
use crate::assign::ColumnRole;
use crate::draft::{Became, Criterion, Doubt, DoubtKind, Place, Section};
use crate::limits;
use crate::understand::amounts;
use crate::understand::columns::points_of;
use crate::understand::heads::{Role, Sum};
use crate::understand::statements::last_number;
use assessment::points::Decimal;
use std::collections::BTreeSet;

impl Reading<'_> {
    pub(super) fn stated(&mut self, row: usize, points: Decimal) {
        self.found.stated = Some((points, self.place(row, self.points)));
    }

    /// A row with a sum: it is compared, and is no criterion.
    pub(super) fn total(&mut self, row: usize, kind: Sum) {
        self.became(row, Became::Total);
        let of_column = self.points.and_then(|column| points_of(self.own_text(row, column)));
        let in_words = || {
            let texts = self.table.rows[row]
                .origins()
                .map(|(_, cell)| amounts::stated(&cell.text));
            texts
                .flatten()
                .find(|stated| !stated.own)
                .map(|stated| stated.amount)
                .or_else(|| {
                    let numbers = self.table.rows[row]
                        .origins()
                        .filter_map(|(_, cell)| last_number(&cell.text));
                    numbers.max()
                })
        };
        let own = self
            .columns
            .one(Role::Own)
            .and_then(|column| amounts::number(self.own_text(row, column)));
        if let Some(own) = own.filter(|own| *own != Decimal::ZERO && kind == Sum::Whole) {
            self.found.own_stated = Some((own, self.place(row, self.columns.one(Role::Own))));
        }
        let Some(points) = of_column.or_else(in_words) else {
            return;
        };
        match kind {
            Sum::Weighted => self.doubt(row, self.points, DoubtKind::WeightsBeside),
            Sum::Part if points != self.since && points != self.sum => {
                self.doubt(
                    row,
                    self.points,
                    DoubtKind::SumDiffers {
                        stated: points,
                        found: self.since,
                    },
                );
                self.since = Decimal::ZERO;
            }
            Sum::Part => self.since = Decimal::ZERO,
            Sum::Whole if points == self.sum => {
                self.stated(row, points);
                self.since = Decimal::ZERO;
            }
            // A table with several parts has a total for each.
            Sum::Whole if points == self.since => self.since = Decimal::ZERO,
            Sum::Whole if self.found.stated.is_none() => self.stated(row, points),
            Sum::Whole => {}
        }
        let first = self.table.rows[row]
            .origins()
            .next()
            .map(|(_, cell)| cell.text.to_string())
            .unwrap_or_default();
        if first.to_lowercase().contains("bonus") || first.contains("加分") {
            self.doubt(row, None, DoubtKind::BonusLimit);
        }
    }

    pub(super) fn finish(mut self) -> Option<Found> {
        let sections = std::mem::take(&mut self.found.sections);
        let kinds = sections.iter().map(|section| self.kind(section)).collect::<Vec<_>>();
        self.found.sections = nested(kinds.into_iter().zip(sections).collect(), limits::SECTIONS);
        // A section row that no criterion follows is a line of text.
        let (empty, filled): (Vec<_>, Vec<_>) = self
            .found
            .sections
            .into_iter()
            .partition(|section| section.all().is_empty());
        let places: BTreeSet<Place> = empty.iter().filter_map(|section| section.place).collect();
        let lines = self.found.became.iter_mut().filter(|(place, _)| places.contains(place));
        lines.for_each(|(_, became)| *became = Became::Note);
        // Points that it states are nobody's.
        let is_counted = |section: &&Section| !section.bonus && !section.penalty;
        let doubts = empty.iter().filter(is_counted).filter_map(|section| {
            let kind = DoubtKind::SumDiffers {
                stated: section.declared?,
                found: Decimal::ZERO,
            };
            Some(Doubt {
                place: section.place,
                kind,
            })
        });
        self.found.doubts.extend(doubts);
        self.found.notes.extend(empty.into_iter().map(|section| section.title));
        self.found.sections = filled;
        if self.found.sections.is_empty() {
            return None;
        }
        // Weights as fractions of 1 are percent.
        let all: Vec<Decimal> = self
            .found
            .sections
            .iter()
            .flat_map(Section::all)
            .filter_map(|criterion| criterion.points)
            .collect();
        let sum: Decimal = all.iter().copied().sum();
        if self.columns.weights_as_points && sum == Decimal::ONE {
            let to_percent = |points: Decimal| points.scaled(Decimal::whole(100), Decimal::ONE, 4);
            self.found.sections.iter_mut().for_each(|section| {
                each(section, &mut |criterion| {
                    criterion.points = criterion.points.map(to_percent);
                })
            });
            if let Some((stated, _)) = &mut self.found.stated {
                *stated = stated.scaled(Decimal::whole(100), Decimal::ONE, 4);
            }
        }
        // A weight column beside the points that differs from them.
        if let (Some(weights), Some(_)) = (self.columns.one(Role::Weight), self.points) {
            let has =
                (self.columns.head.end..self.table.rows.len()).any(|row| points_of(self.text(row, weights)).is_some());
            if has && !self.assigned.has_column(ColumnRole::Points) {
                let kind = DoubtKind::WeightsBeside;
                let place = Some(Place {
                    block: self.block,
                    row: self.columns.head.start,
                    column: Some(weights),
                });
                self.found.doubts.push(Doubt { place, kind });
            }
        }
        self.found.computed = self.points.is_some_and(|column| {
            let cells = (self.columns.head.end..self.table.rows.len()).map(|row| &self.table.rows[row].cells[column]);
            let filled: Vec<_> = cells.filter(|cell| !cell.is_empty()).collect();
            filled.len() > 1 && filled.iter().all(|cell| cell.formula)
        });
        if let Some((stated, place)) = self.found.own_stated
            && stated != self.own_sum
        {
            let kind = DoubtKind::OwnSumDiffers {
                stated,
                found: self.own_sum,
            };
            self.found.doubts.push(Doubt {
                place: Some(place),
                kind,
            });
        }
        self.found.columns = self.columns.column_roles();
        self.found.columns[self.criterion] = Some(ColumnRole::Criterion);
        Some(self.found)
    }
}

/// Visits every criterion in a section.
fn each(section: &mut Section, visit: &mut dyn FnMut(&mut Criterion)) {
    section.criteria.iter_mut().for_each(&mut *visit);
    section.sections.iter_mut().for_each(|inner| each(inner, visit));
}
