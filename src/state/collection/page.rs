//! The page "Put records together" as one state with one update function: a message in, effects out.

use super::grid::{EntryGrid, Typed as GridTyped};
use super::held::Held;
use super::message::{CollectionEffect, CollectionMsg, Out, Said, Stored};
use super::read::{NotCounted, Place, Unread};
use super::saved::{Saved, Typed};
use super::shown::{self, Beside, Column, Order, Tab, View};
use crate::state::Keeping;
use assessment::points::Decimal;
use assessment::rollup::Numbers;
use assessment::rubric::Rubric;
use rollup::collection::{Change, Periods, Results, total};
use rollup::{Collection, Figures, Missing, Row};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The id of the page's heading.
pub const TITLE: &str = "collection-title";

/// What the page does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// There are no records.
    #[default]
    Empty,
    /// The rubric of the records is looked for.
    Looking,
    /// The rubric of this id is needed.
    NeedsRubric(String),
    /// Records are read: bytes so far, and of all.
    Reading(u64, u64),
    /// Records are read once more, with the numbers of all.
    Settling,
    /// All records were read.
    Done,
}

/// An earlier collection beside this one.
#[derive(Debug)]
pub struct Earlier {
    /// The name of its file.
    pub name: String,
    collection: Collection,
}

/// What follows from rows and view, made when it is needed.
#[derive(Debug, Default)]
struct Derived {
    results: OnceCell<Results>,
    shown: OnceCell<Rc<[usize]>>,
    figures: OnceCell<Figures>,
    changes: OnceCell<BTreeMap<usize, Change>>,
    earlier_rates: OnceCell<Vec<Option<Decimal>>>,
    missing: OnceCell<Missing>,
}

/// The state of the page.
#[derive(Debug, Default)]
pub struct CollectionPage {
    phase: Phase,
    held: Option<Held>,
    language: &'static str,
    view: View,
    typed: Typed,
    list: String,
    top: String,
    weights: BTreeMap<Box<str>, String>,
    earlier: Option<Earlier>,
    open: Option<usize>,
    keeping: Keeping,
    /// Whether anything has changed since it was handed to the browser.
    has_changes: bool,
    /// Whether the rows have changed since they were stored.
    has_new_rows: bool,
    said: Option<Said>,
    derived: Derived,
    grid: Option<EntryGrid>,
    /// How many rows there were when order and ranks were made.
    ordered: usize,
    version: u32,
}

impl CollectionPage {
    /// Takes a message; returns what is to be done.
    pub fn update(&mut self, msg: CollectionMsg) -> Vec<CollectionEffect> {
        let mut effects = Vec::new();
        let is_reading = matches!(msg, CollectionMsg::Read(..));
        let ordered = self.ordered;
        self.take(msg, &mut effects);
        if !is_reading || self.ordered != ordered {
            self.version = self.version.wrapping_add(1);
        }
        effects
    }

    fn take(&mut self, msg: CollectionMsg, effects: &mut Vec<CollectionEffect>) {
        use CollectionMsg as M;
        match msg {
            M::SetLanguage(tag) => self.language = tag,
            M::Begin => {
                self.phase = Phase::Looking;
                self.said = None;
            }
            M::NeedsRubric(id) => self.phase = Phase::NeedsRubric(id),
            M::SetRubric(rubric) => self.set_rubric(rubric),
            M::Read(rows, done, all) => {
                self.phase = Phase::Reading(done, all);
                let Some(held) = &mut self.held else { return };
                rows.into_iter().for_each(|row| held.add(row));
                // The order is made again when there are a third more rows: the first are there at once, and thousands cost little.
                if held.places().len() * 3 > self.ordered * 4 {
                    self.changed();
                }
            }
            M::Ended => self.end(effects),
            M::Settled(rows) => self.settle(rows, effects),
            M::Stopped => {
                self.phase = if self.held.is_some() { Phase::Done } else { Phase::Empty };
                self.sort_out();
                self.save_soon(effects);
            }
            M::Restored(saved, rows) => self.restore(*saved, rows),
            M::Enter(rubric, today) => {
                self.set_rubric(rubric);
                self.phase = Phase::Done;
                self.view.tab = Tab::Entry;
                self.open_grid(GridTyped {
                    date: today,
                    ..GridTyped::default()
                });
            }
            M::GridNames(names) => self.type_in_grid(effects, |grid| grid.set_names(names)),
            M::GridPeriod(period) => self.type_in_grid(effects, |grid| grid.set_period(period)),
            M::GridDate(date) => self.type_in_grid(effects, |grid| grid.set_date(date)),
            M::GridPut(row, column, text) => self.type_in_grid(effects, |grid| grid.put(row, column, &text)),
            M::GridClear => self.type_in_grid(effects, EntryGrid::clear),
            M::Show(tab) => {
                self.view.tab = tab;
                if tab == Tab::Entry {
                    self.open_grid(GridTyped::default());
                }
                self.said = None;
            }
            M::Sort(column) => {
                let is_down = match column == self.view.order.column {
                    true => !self.view.order.is_down,
                    // Points are read from the top down.
                    false => !matches!(column, Column::Rank | Column::Subject | Column::Period | Column::Grade),
                };
                self.look(|view| view.order = Order { column, is_down });
            }
            M::Find(words) => self.look(|view| view.words = words),
            M::Grade(grade) => self.look(|view| view.grade = grade),
            M::Value(value) => self.look(|view| view.value = value),
            M::Group(field) => self.look(|view| view.group = field),
            M::Rater(rater) => {
                self.view.rater = rater;
                self.changed();
                self.save_soon(effects);
            }
            M::Top(text) => self.top = text,
            M::Weight(period, text) => {
                self.weights.insert(period, text);
                self.save_soon(effects);
            }
            M::Type(id, text) => {
                match text.trim().is_empty() {
                    true => drop(self.typed.remove(&id)),
                    false => drop(self.typed.insert(id, text)),
                }
                // The order of rows does not change under the person's hands.
                self.save_soon(effects);
            }
            M::List(text) => {
                self.list = text;
                self.derived.missing = OnceCell::new();
                self.save_soon(effects);
            }
            M::OpenEarlier(name, collection) => {
                let rubric = self.collection().map(|own| &own.layout().rubric);
                let earlier = collection.filter(|earlier| Some(&earlier.layout().rubric) == rubric);
                self.said = earlier.is_none().then(|| Said::NotEarlier(name.clone()));
                self.earlier = earlier.map(|collection| Earlier {
                    name,
                    collection: *collection,
                });
                self.changed();
            }
            M::CloseEarlier => {
                self.earlier = None;
                self.changed();
            }
            M::Open(row) => self.open(row, effects),
            M::Step(is_next) => {
                let shown = self.shown();
                let at = self.open.and_then(|open| shown.iter().position(|row| *row == open));
                let next = match is_next {
                    true => at.map_or(0, |at| at + 1),
                    false => at.map_or(usize::MAX, |at| at.wrapping_sub(1)),
                };
                if let Some(row) = shown.get(next) {
                    self.open(*row, effects);
                }
            }
            M::Close => {
                self.said = None;
                if let Some(row) = self.open.take() {
                    effects.push(CollectionEffect::HideForm);
                    effects.push(CollectionEffect::Focus(row_id(row)));
                }
            }
            M::Clear => {
                let language = self.language;
                *self = Self {
                    language,
                    version: self.version,
                    ..Self::default()
                };
                effects.push(CollectionEffect::HideForm);
                effects.push(CollectionEffect::Forget);
                effects.push(CollectionEffect::Focus(TITLE.to_owned()));
            }
            M::Write(out) => self.write(out, effects),
            M::Say(said) => self.said = Some(said),
            M::SaveDue => self.store(effects),
            // What has changed meanwhile is stored next.
            M::Stored(Stored::At(_)) if self.has_changes => {}
            M::Stored(Stored::At(time)) => self.keeping = Keeping::Saved(time),
            M::Stored(Stored::Not(why)) => self.not_stored(Keeping::Failed(why)),
            M::Stored(Stored::Elsewhere) => self.not_stored(Keeping::Elsewhere),
            M::StoreThis => {
                effects.push(CollectionEffect::StoreOver);
                self.save_soon(effects);
            }
        }
    }

    /// Changes what is shown.
    fn look(&mut self, change: impl FnOnce(&mut View)) {
        change(&mut self.view);
        if self.ordered == self.rows().len() {
            self.derived.shown = OnceCell::new();
        } else {
            self.changed();
        }
    }

    fn changed(&mut self) {
        self.derived = Derived::default();
        self.ordered = self.rows().len();
    }

    fn save_soon(&mut self, effects: &mut Vec<CollectionEffect>) {
        if self.phase == Phase::Done {
            self.keeping = Keeping::Saving;
            self.has_changes = true;
            effects.push(CollectionEffect::ScheduleSave);
        }
    }

    fn set_rubric(&mut self, rubric: Rc<Rubric>) {
        self.phase = Phase::Reading(0, 1);
        if self.held.is_none() {
            self.held = Some(Held::new(rubric));
            self.changed();
        }
    }

    /// Makes the grid, if there is none yet.
    fn open_grid(&mut self, typed: GridTyped) {
        if let Some(held) = self.held.as_ref().filter(|_| self.grid.is_none()) {
            self.grid = Some(EntryGrid::new(held.rubric().clone(), typed));
        }
    }

    fn type_in_grid(&mut self, effects: &mut Vec<CollectionEffect>, change: impl FnOnce(&mut EntryGrid)) {
        if let Some(grid) = &mut self.grid {
            change(grid);
            self.save_soon(effects);
        }
    }

    /// Decides which records count, once all are there.
    fn end(&mut self, effects: &mut Vec<CollectionEffect>) {
        let lacking = self.sort_out();
        let Some(held) = &self.held else {
            self.phase = Phase::Empty;
            return;
        };
        let compares = !Numbers::new(held.rubric()).is_empty();
        let rows = match compares {
            true => (0..held.places().len()).collect(),
            false => lacking,
        };
        let rows: Vec<(usize, Vec<Place>)> = rows.into_iter().map(|at| (at, held.texts(at))).collect();
        if !rows.is_empty() {
            self.phase = Phase::Settling;
            effects.push(CollectionEffect::ReadAgain { rows, compares });
        } else {
            self.phase = Phase::Done;
            self.save_soon(effects);
        }
    }

    /// Keeps the rows that count. Returns those that lack answers which other copies have.
    fn sort_out(&mut self) -> Vec<usize> {
        let lacking = self.held.as_mut().map(Held::sort_out);
        self.has_new_rows = true;
        self.changed();
        lacking.unwrap_or_default()
    }

    fn settle(&mut self, rows: Vec<(usize, Row)>, effects: &mut Vec<CollectionEffect>) {
        if let Some(held) = &mut self.held {
            rows.into_iter().for_each(|(at, row)| held.replace(at, row));
        }
        self.phase = Phase::Done;
        self.has_new_rows = true;
        self.changed();
        self.save_soon(effects);
    }

    fn open(&mut self, row: usize, effects: &mut Vec<CollectionEffect>) {
        let texts = self.held.as_ref().map(|held| held.texts(row)).unwrap_or_default();
        if !texts.is_empty() {
            effects.push(CollectionEffect::ShowForm(texts));
            self.open = Some(row);
        }
    }

    fn restore(&mut self, saved: Saved, rows: Vec<Row>) {
        // What a person has chosen meanwhile is not replaced.
        if !self.is_new() {
            return;
        }
        // If what is stored is damaged, the files are still with the person.
        let Some(held) = Held::restored(&saved, rows) else {
            return;
        };
        self.held = Some(held);
        self.typed = saved.typed;
        self.list = saved.list;
        self.weights = saved.weights;
        if saved.grid != GridTyped::default() {
            self.open_grid(saved.grid);
        }
        if self.rows().is_empty() {
            self.view.tab = Tab::Entry;
        }
        self.view.rater = saved.rater;
        self.phase = Phase::Done;
        self.keeping = Keeping::Opened;
        self.changed();
    }

    /// The rows are stored with the next change.
    fn not_stored(&mut self, keeping: Keeping) {
        self.keeping = keeping;
        self.has_new_rows = true;
    }

    fn store(&mut self, effects: &mut Vec<CollectionEffect>) {
        let Some(held) = self.held.as_ref().filter(|_| self.has_changes) else {
            return;
        };
        self.has_changes = false;
        let saved = Box::new(Saved {
            rubric: held.rubric().source.clone(),
            places: held.places().to_vec(),
            joined: held.joined().clone(),
            replaced: held.replaced().to_vec(),
            unread: held.unread().to_vec(),
            typed: self.typed.clone(),
            list: self.list.clone(),
            grid: self.grid.as_ref().map(|grid| grid.typed().clone()).unwrap_or_default(),
            weights: self.weights.clone(),
            rater: self.view.rater,
        });
        let has_new_rows = std::mem::take(&mut self.has_new_rows);
        effects.push(CollectionEffect::Store { saved, has_new_rows });
    }

    fn write(&mut self, out: Out, effects: &mut Vec<CollectionEffect>) {
        let Some(held) = &self.held else { return };
        let ending = match out {
            Out::Excel => "xlsx",
            Out::Csv => "csv",
            Out::Lines => "ndjson",
        };
        let name = format!("{}.{ending}", held.rubric().title.wording(self.language));
        let all: Rc<[usize]> = (0..self.rows().len()).collect();
        let among = if out == Out::Csv { self.shown() } else { all };
        let rater = self.view.rater;
        self.said = None;
        effects.push(CollectionEffect::Write {
            out,
            name,
            rater,
            among,
        });
    }
}

/// The id of the button that opens the form of a row.
pub fn row_id(row: usize) -> String {
    format!("collection-row-{row}")
}

/// What the page shows.
impl CollectionPage {
    /// What the page does.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Whether nothing was chosen yet.
    pub fn is_new(&self) -> bool {
        self.phase == Phase::Empty
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
                results: self.results(),
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

    /// Each subject over the periods that have a weight.
    pub fn periods(&self) -> Vec<Periods> {
        let weights = self.weights();
        let weights: Vec<(&str, Decimal)> = weights
            .iter()
            .filter_map(|(period, typed)| Some((&**period, Decimal::typed(typed).ok()?)))
            .collect();
        match self.collection() {
            Some(collection) if !weights.is_empty() => collection.periods(self.view.rater, &weights),
            _ => Vec::new(),
        }
    }
}
