//! The page "Put records together" as one state with one update function: a message in, effects out.

use super::grid::{EntryGrid, Typed as GridTyped};
use super::message::{CollectionEffect, CollectionMsg, Out};
use super::read::{Place, ReadFault, ReadRow};
use super::saved::{Saved, Typed};
use super::shown::{self, Beside, Column, Order, Tab, View};
use crate::state::Keeping;
use assessment::points::Decimal;
use assessment::rollup::Numbers;
use assessment::rubric::Rubric;
use rollup::collection::{Change, Periods, Results, total};
use rollup::copies::{Copies, Key, Newer};
use rollup::{Collection, Figures, Layout, Missing, Row};
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

/// A record that is not in the table, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its file.
    pub file: String,
    /// Where it is.
    pub place: Place,
    /// Why.
    pub fault: ReadFault,
}

/// An earlier collection beside this one.
#[derive(Debug)]
pub struct Earlier {
    /// The name of its file.
    pub name: String,
    collection: Collection,
}

/// The records of one rubric, and what is kept of them.
#[derive(Debug)]
struct Held {
    rubric: Rc<Rubric>,
    collection: Collection,
    /// Where the text of each row's record is.
    places: Vec<Place>,
    /// What decides which row counts, of each.
    keys: Vec<Key>,
    /// The records that do not count: file, file of the one that does, whether it is a copy, why.
    replaced: Vec<(String, String, bool, u8)>,
    unread: Vec<Unread>,
}

/// The values at these places, in this order. A place is named at most once.
fn moved<T>(all: Vec<T>, order: &[usize]) -> Vec<T> {
    let mut all: Vec<Option<T>> = all.into_iter().map(Some).collect();
    order.iter().filter_map(|at| all.get_mut(*at)?.take()).collect()
}

impl Held {
    /// The indexes of the rows in the order of the files: records that two workers read arrive in no fixed order.
    fn in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.places.len()).collect();
        order.sort_by_key(|at| (self.places[*at].source, self.places[*at].start));
        order
    }

    /// Adds the number of its line to the name of each record that is one of several lines of a file. Blank lines are not counted.
    fn number_lines(&mut self) {
        let mut lines: BTreeMap<u32, Vec<u64>> = BTreeMap::new();
        let unread = self.unread.iter().map(|one| one.place);
        for place in self.places.iter().copied().chain(unread).filter(|place| place.end > 0) {
            lines.entry(place.source).or_default().push(place.start);
        }
        lines.values_mut().for_each(|starts| starts.sort_unstable());
        let number = |place: &Place| {
            let starts = lines.get(&place.source).filter(|starts| starts.len() > 1)?;
            Some(starts.partition_point(|start| start <= &place.start)).filter(|_| place.end > 0)
        };
        for (at, place) in self.places.iter().enumerate() {
            if let Some(line) = number(place) {
                self.collection.rename(at, line);
            }
        }
        for one in &mut self.unread {
            if let Some(line) = number(&one.place).filter(|_| !one.file.contains(LINE)) {
                one.file = format!("{}{LINE}{line}", one.file);
            }
        }
    }
}

/// What stands between the name of a file and the number of a line.
const LINE: char = ':';

/// What follows from rows and view, made when it is needed.
#[derive(Debug, Default)]
struct Derived {
    results: OnceCell<Results>,
    shown: OnceCell<Rc<[usize]>>,
    figures: OnceCell<Figures>,
    changes: OnceCell<BTreeMap<usize, Change>>,
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
    /// Whether the rows have changed since they were stored.
    has_new_rows: bool,
    given: Option<String>,
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
            M::Begin(_) => {
                self.phase = Phase::Looking;
                self.given = None;
            }
            M::NeedsRubric(id) => self.phase = Phase::NeedsRubric(id),
            M::SetRubric(rubric) => self.set_rubric(rubric),
            M::Read(rows, done, all) => {
                self.phase = Phase::Reading(done, all);
                self.read(rows);
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
                self.given = None;
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
            M::OpenEarlier(name, rows) => {
                if let Some(held) = &self.held {
                    let collection = Collection::new(held.collection.layout().clone(), rows);
                    self.earlier = Some(Earlier { name, collection });
                    self.changed();
                }
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
            M::Given(name) => self.given = Some(name),
            M::SaveDue => self.store(effects),
            M::Stored(Ok(time)) => self.keeping = Keeping::Saved(time),
            M::Stored(Err(why)) => {
                self.keeping = Keeping::Failed(why);
                // The rows are stored with the next change.
                self.has_new_rows = true;
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
            effects.push(CollectionEffect::ScheduleSave);
        }
    }

    fn set_rubric(&mut self, rubric: Rc<Rubric>) {
        self.phase = Phase::Reading(0, 1);
        if self.held.is_none() {
            let layout = Layout::of(&rubric);
            self.held = Some(Held {
                collection: Collection::new(layout, Vec::new()),
                rubric,
                places: Vec::new(),
                keys: Vec::new(),
                replaced: Vec::new(),
                unread: Vec::new(),
            });
            self.changed();
        }
    }

    /// Makes the grid, if there is none yet.
    fn open_grid(&mut self, typed: GridTyped) {
        if let Some(held) = self.held.as_ref().filter(|_| self.grid.is_none()) {
            self.grid = Some(EntryGrid::new(held.rubric.clone(), typed));
        }
    }

    fn type_in_grid(&mut self, effects: &mut Vec<CollectionEffect>, change: impl FnOnce(&mut EntryGrid)) {
        if let Some(grid) = &mut self.grid {
            change(grid);
            self.save_soon(effects);
        }
    }

    fn read(&mut self, rows: Vec<ReadRow>) {
        let Some(held) = &mut self.held else { return };
        for ReadRow { file, place, row } in rows {
            match row {
                Ok(row) => {
                    held.keys.push(Key::of(&row));
                    held.collection.push(*row);
                    held.places.push(place);
                }
                Err(fault) => held.unread.push(Unread { file, place, fault }),
            }
        }
        // Ranks and order are made again when there are a third more rows: the first are there at once, and thousands cost little.
        if held.places.len() * 3 > self.ordered * 4 {
            self.changed();
        }
    }

    /// Decides which records count, once all are there.
    fn end(&mut self, effects: &mut Vec<CollectionEffect>) {
        let joined = self.sort_out();
        let Some(held) = &self.held else {
            self.phase = Phase::Empty;
            return;
        };
        let compares = !Numbers::new(&held.rubric).is_empty();
        let rows: Vec<(usize, Vec<Place>)> = match compares {
            true => {
                let mut joined: BTreeMap<usize, Vec<Place>> = joined.into_iter().collect();
                let all = held.places.iter().enumerate();
                all.map(|(at, place)| (at, joined.remove(&at).unwrap_or_else(|| vec![*place])))
                    .collect()
            }
            false => joined,
        };
        if !rows.is_empty() {
            self.phase = Phase::Settling;
            effects.push(CollectionEffect::ReadAgain { rows, compares });
        } else {
            self.phase = Phase::Done;
            self.save_soon(effects);
        }
    }

    /// Keeps the rows that count. Returns those that lack answers which other copies have, with the places of all.
    fn sort_out(&mut self) -> Vec<(usize, Vec<Place>)> {
        let Some(held) = &mut self.held else { return Vec::new() };
        held.number_lines();
        let order = held.in_order();
        let keys = moved(std::mem::take(&mut held.keys), &order);
        let copies = Copies::of(&keys);
        let rows = held.collection.rows();
        let replaced = copies.replaced.iter().map(|one| {
            let named = |at: usize| {
                let row = &rows[order[at]];
                let parts = [&*row.subject, &*row.file].into_iter().filter(|part| !part.is_empty());
                parts.collect::<Vec<_>>().join(" · ")
            };
            let why = WHY.iter().position(|why| *why == one.why);
            (named(one.record), named(one.by), one.is_copy, why.unwrap_or(0) as u8)
        });
        held.replaced.extend(replaced);
        let gone: BTreeSet<usize> = copies.replaced.iter().map(|one| one.record).collect();
        // The index of a row once the others are gone.
        let place = |at: usize| at - gone.range(..at).count();
        let joined = copies.joined.iter().map(|(by, copies)| {
            let all = std::iter::once(by).chain(copies).map(|at| held.places[order[*at]]);
            (place(*by), all.collect())
        });
        let joined = joined.collect();
        let kept: Vec<usize> = (0..order.len())
            .filter(|at| !gone.contains(at))
            .map(|at| order[at])
            .collect();
        held.collection.arrange(&kept);
        held.places = kept.iter().map(|at| held.places[*at]).collect();
        let is_kept = |at: &usize| !gone.contains(at);
        let kept_keys: Vec<usize> = (0..order.len()).filter(is_kept).collect();
        held.keys = moved(keys, &kept_keys);
        self.has_new_rows = true;
        self.changed();
        joined
    }

    fn settle(&mut self, rows: Vec<(usize, Row)>, effects: &mut Vec<CollectionEffect>) {
        if let Some(held) = &mut self.held {
            rows.into_iter().for_each(|(at, row)| held.collection.replace(at, row));
        }
        self.phase = Phase::Done;
        self.has_new_rows = true;
        self.changed();
        self.save_soon(effects);
    }

    fn open(&mut self, row: usize, effects: &mut Vec<CollectionEffect>) {
        let place = self.held.as_ref().and_then(|held| held.places.get(row));
        if let Some(place) = place {
            effects.push(CollectionEffect::ShowForm(*place));
            self.open = Some(row);
        }
    }

    fn restore(&mut self, saved: Saved, rows: Vec<Row>) {
        let Ok(rubric) = Rubric::parse(&saved.rubric) else {
            return;
        };
        let layout = Layout::of(&rubric);
        if rows.len() != saved.places.len() {
            // What is stored is damaged; the files are still with the person.
            return;
        }
        let unread = saved.unread.into_iter().map(|(file, fault)| Unread {
            file,
            place: Place::default(),
            fault,
        });
        self.held = Some(Held {
            rubric: Rc::new(rubric),
            keys: rows.iter().map(Key::of).collect(),
            collection: Collection::new(layout, rows),
            places: saved.places,
            replaced: saved.replaced,
            unread: unread.collect(),
        });
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

    fn store(&mut self, effects: &mut Vec<CollectionEffect>) {
        if self.keeping != Keeping::Saving {
            return;
        }
        let Some(held) = &self.held else { return };
        let unread = held.unread.iter().map(|one| (one.file.clone(), one.fault.clone()));
        let saved = Box::new(Saved {
            rubric: held.rubric.source.clone(),
            places: held.places.clone(),
            replaced: held.replaced.clone(),
            unread: unread.collect(),
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
        let name = format!("{}.{ending}", held.rubric.title.wording(self.language));
        let all: Rc<[usize]> = (0..self.rows().len()).collect();
        let among = if out == Out::Csv { self.shown() } else { all };
        let rater = self.view.rater;
        self.given = None;
        effects.push(CollectionEffect::Write {
            out,
            name,
            rater,
            among,
        });
    }
}

/// The reasons for which a record is newer, by number.
const WHY: [Newer; 5] = [Newer::Same, Newer::History, Newer::Time, Newer::Date, Newer::Order];

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
        self.held.as_ref().map(|held| &held.rubric)
    }

    /// The rows that count.
    pub fn collection(&self) -> Option<&Collection> {
        self.held.as_ref().map(|held| &held.collection)
    }

    /// The rows.
    pub fn rows(&self) -> &[Row] {
        self.collection().map(Collection::rows).unwrap_or_default()
    }

    /// The records that do not count: file, file of the one that does, whether it is a copy, and why.
    pub fn replaced(&self) -> impl Iterator<Item = (&str, &str, bool, Newer)> {
        let all = self.held.iter().flat_map(|held| &held.replaced);
        all.map(|(file, by, is_copy, why)| (&**file, &**by, *is_copy, WHY[usize::from(*why).min(WHY.len() - 1)]))
    }

    /// The records that were not read.
    pub fn unread(&self) -> &[Unread] {
        self.held.as_ref().map(|held| &held.unread[..]).unwrap_or_default()
    }

    /// The row whose form is shown.
    pub fn opened(&self) -> Option<usize> {
        self.open
    }

    /// Whether the browser has stored what is shown.
    pub fn keeping(&self) -> &Keeping {
        &self.keeping
    }

    /// The file that was written last.
    pub fn given(&self) -> Option<&str> {
        self.given.as_deref()
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

    /// The ranks and grades of all rows.
    pub fn results(&self) -> &Results {
        self.derived.results.get_or_init(|| match self.collection() {
            Some(collection) => {
                let all: Vec<usize> = (0..collection.rows().len()).collect();
                collection.results(self.view.rater, &all)
            }
            None => Results {
                ranks: Vec::new(),
                grades: Vec::new(),
            },
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
