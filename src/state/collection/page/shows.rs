//! What the page shows, made of rows and view when it is needed.

use super::super::grid::EntryGrid;
use super::super::held::Held;
use super::super::message::Said;
use super::super::read::{NotCounted, Unread};
use super::super::shown::{self, Beside, View};
use super::{CollectionPage, Phase};
use crate::state::Keeping;
use assessment::points::Decimal;
use assessment::rubric::Rubric;
use rollup::collection::{Change, Periods, Results, total};
use rollup::{Collection, Figures, Missing, Row};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What follows from rows and view, made when it is needed.
#[derive(Debug, Default)]
pub(super) struct Derived {
    pub(super) results: OnceCell<Results>,
    pub(super) shown: OnceCell<Rc<[usize]>>,
    pub(super) figures: OnceCell<Figures>,
    pub(super) changes: OnceCell<BTreeMap<usize, Change>>,
    pub(super) earlier_rates: OnceCell<Vec<Option<Decimal>>>,
    pub(super) missing: OnceCell<Missing>,
}

impl CollectionPage {
    /// What the page does.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Whether what the browser keeps is still looked for.
    pub fn is_opening(&self) -> bool {
        self.phase == Phase::Opening
    }

    /// How often the rows have changed.
    pub fn rows_version(&self) -> u32 {
        self.rows_version
    }

    /// Whether files are read, so that further ones wait.
    pub fn is_busy(&self) -> bool {
        !matches!(self.phase, Phase::Empty | Phase::NeedsRubric(_) | Phase::Done)
    }

    /// Whether a reading was stopped or failed, so that records are missing.
    pub fn is_incomplete(&self) -> bool {
        self.is_incomplete
    }

    /// Whether the person is asked if the collection is to be deleted.
    pub fn asks_clear(&self) -> bool {
        self.asks_clear
    }

    /// Where among the rows that are shown the table is seen again after a form.
    pub fn returns_to(&self) -> Option<usize> {
        let row = self.seen?;
        self.shown().iter().position(|shown| *shown == row)
    }

    /// The rank of a row, if it has one.
    pub fn rank(&self, row: usize) -> Option<u32> {
        self.results().ranks.get(row).copied().flatten()
    }

    /// The grade of a row by place, if it has one.
    pub fn grade(&self, row: usize) -> Option<u32> {
        self.results().grades.get(row).copied().flatten()
    }

    /// A name for a row that stays when rows are added or sorted.
    pub fn key(&self, row: usize) -> String {
        let place = self.held.as_ref().and_then(|held| held.places().get(row));
        place.map_or_else(|| row.to_string(), |place| format!("{}-{}", place.source, place.start))
    }

    /// How often what is shown of the rows has changed.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// What a person chose to see.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The rubric of the records.
    pub fn rubric(&self) -> Option<&Rc<Rubric>> {
        self.held.as_ref().map(Held::rubric)
    }

    /// The rows that count.
    pub fn collection(&self) -> Option<&Collection> {
        self.held.as_ref().map(Held::collection)
    }

    /// The rows.
    pub fn rows(&self) -> &[Row] {
        self.collection().map(Collection::rows).unwrap_or_default()
    }

    /// The records that do not count.
    pub fn replaced(&self) -> &[NotCounted] {
        self.held.as_ref().map(Held::replaced).unwrap_or_default()
    }

    /// The files and records that were not read.
    pub fn unread(&self) -> &[Unread] {
        self.held.as_ref().map(Held::unread).unwrap_or_default()
    }

    /// The row whose form is shown.
    pub fn opened(&self) -> Option<usize> {
        self.open
    }

    /// Whether the browser has stored what is shown.
    pub fn keeping(&self) -> &Keeping {
        &self.keeping
    }

    /// What the person is to know about the last command.
    pub fn said(&self) -> Option<&Said> {
        self.said.as_ref()
    }

    /// The list of names that should be there.
    pub fn list(&self) -> &str {
        &self.list
    }

    /// The share from the top, as typed.
    pub fn top_typed(&self) -> &str {
        &self.top
    }

    /// The grid into which many subjects are typed.
    pub fn grid(&self) -> Option<&EntryGrid> {
        self.grid.as_ref()
    }

    /// The name of the earlier collection.
    pub fn earlier(&self) -> Option<&str> {
        self.earlier.as_ref().map(|earlier| &*earlier.name)
    }

    /// The ranks and grades of all rows; while records are read, no row has any.
    pub fn results(&self) -> &Results {
        self.derived.results.get_or_init(|| {
            let all: Vec<usize> = match self.phase {
                // Ranks would change with every further record, and with them the order.
                Phase::Reading(..) => Vec::new(),
                _ => (0..self.rows().len()).collect(),
            };
            match self.collection() {
                Some(collection) => collection.results(self.view.rater, &all),
                None => Results {
                    ranks: Vec::new(),
                    grades: Vec::new(),
                },
            }
        })
    }

    /// The indexes of the rows that are shown, in their order.
    pub fn shown(&self) -> Rc<[usize]> {
        let shown = self.derived.shown.get_or_init(|| {
            let Some(collection) = self.collection() else {
                return Rc::default();
            };
            let beside = Beside {
                rank: &|row| self.rank(row),
                grade: &|row| self.grade(row),
                typed: &|row| self.typed_difference(row),
                change: &|row| self.change(row).and_then(|change| change.total),
            };
            shown::shown(&self.view, collection, &beside).into()
        });
        shown.clone()
    }

    /// The figures of all rows.
    pub fn figures(&self) -> Option<&Figures> {
        let collection = self.collection()?;
        let all = || (0..collection.rows().len()).collect::<Vec<_>>();
        Some(
            self.derived
                .figures
                .get_or_init(|| collection.figures(self.view.rater, &all(), self.results())),
        )
    }

    /// The groups by the chosen field, each with its rows and their figures. Ranks and grades are those among all.
    pub fn groups(&self) -> Vec<(Option<Box<str>>, Figures)> {
        let Some((collection, field)) = self.collection().zip(self.view.group) else {
            return Vec::new();
        };
        let all: Vec<usize> = (0..collection.rows().len()).collect();
        let groups = collection.groups(field, &all).into_iter();
        let figures = |rows: &[usize]| collection.figures(self.view.rater, rows, self.results());
        groups.map(|(value, rows)| (value, figures(&rows))).collect()
    }

    /// The rows of the top share, if a share was typed.
    pub fn top(&self) -> Option<Vec<usize>> {
        let percent = Decimal::typed(&self.top).ok()?;
        let collection = self.collection()?;
        let all: Vec<usize> = (0..collection.rows().len()).collect();
        Some(collection.top(self.view.rater, percent, &all))
    }

    /// The row's total less that of the earlier collection.
    pub fn change(&self, row: usize) -> Option<&Change> {
        let changes = self.derived.changes.get_or_init(|| {
            let both = self.collection().zip(self.earlier.as_ref());
            let all = both.map(|(now, earlier)| now.changes(self.view.rater, &earlier.collection));
            all.into_iter().flatten().map(|change| (change.row, change)).collect()
        });
        changes.get(&row)
    }

    /// The score rate of each section in the earlier collection; empty if none is open.
    pub fn earlier_rates(&self) -> &[Option<Decimal>] {
        self.derived.earlier_rates.get_or_init(|| {
            let both = self.collection().zip(self.earlier.as_ref());
            both.map(|(now, earlier)| now.earlier_rates(self.view.rater, &earlier.collection))
                .unwrap_or_default()
        })
    }

    /// What was typed beside the row's total.
    pub fn typed(&self, row: usize) -> &str {
        let row = self.rows().get(row);
        row.and_then(|row| self.typed.get(&row.id))
            .map(|typed| &**typed)
            .unwrap_or_default()
    }

    /// What was typed beside the row's total, less the total; none unless both are there.
    pub fn typed_difference(&self, row: usize) -> Option<Decimal> {
        let typed = Decimal::typed(self.typed(row)).ok()?;
        Some(typed - self.rows().get(row)?.of_rater(self.view.rater).and_then(total)?)
    }

    /// What the list says, and what is there.
    pub fn missing(&self) -> &Missing {
        self.derived.missing.get_or_init(|| {
            let collection = self.collection();
            collection
                .map(|collection| collection.missing(&self.list))
                .unwrap_or_default()
        })
    }

    /// The periods of the rows, each with its weight as typed.
    pub fn weights(&self) -> Vec<(Box<str>, &str)> {
        let periods: BTreeSet<&str> = self.rows().iter().map(|row| &*row.period).collect();
        let weight = |period: &str| self.weights.get(period).map(|text| &**text).unwrap_or_default();
        let each = periods.into_iter();
        each.map(|period| (Box::from(period), weight(period))).collect()
    }

    /// The periods whose weight is a number, each with its weight.
    pub fn weighted(&self) -> Vec<(Box<str>, Decimal)> {
        let weights = self.weights().into_iter();
        let weight = |(period, typed): (Box<str>, &str)| Some((period, Decimal::typed(typed).ok()?));
        weights.filter_map(weight).collect()
    }

    /// Each subject over the periods whose weight is a number.
    pub fn periods(&self) -> Vec<Periods> {
        let weights = self.weighted();
        let weights: Vec<(&str, Decimal)> = weights.iter().map(|(period, weight)| (&**period, *weight)).collect();
        match self.collection() {
            Some(collection) if !weights.is_empty() => collection.periods(self.view.rater, &weights),
            _ => Vec::new(),
        }
    }
}
