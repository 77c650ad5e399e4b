//! The page "Put records together" as one state with one update function: a message in, effects out.

mod shows;

use super::grid::{EntryGrid, Typed as GridTyped};
use super::held::Held;
use super::message::{CollectionEffect, CollectionMsg, Out, Said, Stored};
use super::read::Place;
use super::saved::{Saved, Typed};
use super::shown::{Column, Order, Tab, View};
use crate::state::Keeping;
use assessment::rollup::Numbers;
use assessment::rubric::Rubric;
use rollup::{Collection, Row};
use shows::Derived;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The id of the page's heading.
pub const TITLE: &str = "collection-title";

/// The id of the button that asks whether the collection is to be deleted.
pub const CLEAR: &str = "collection-clear";

/// The id of the button that keeps it.
pub const KEEP: &str = "collection-keep";

/// What the page does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// What the browser keeps is looked for.
    #[default]
    Opening,
    /// There are no records.
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
    /// The row whose form was shown last, from which the table is seen again.
    seen: Option<usize>,
    /// Whether a reading was stopped or failed, so that records are missing.
    is_incomplete: bool,
    /// Whether the person is asked if the collection is to be deleted.
    asks_clear: bool,
    /// Today, by the person's calendar.
    today: String,
    keeping: Keeping,
    /// Whether anything has changed since it was handed to the browser.
    has_changes: bool,
    /// Whether the rows have changed since they were stored.
    has_new_rows: bool,
    /// How often the rows have changed.
    rows_version: u32,
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
            M::SetToday(today) => self.today = today,
            M::Begin => {
                self.phase = Phase::Looking;
                self.said = None;
            }
            M::NeedsRubric(id) => self.phase = Phase::NeedsRubric(id),
            M::SetRubric(rubric) => self.set_rubric(rubric),
            M::Read(rows, done, all) => {
                let Some(held) = &mut self.held else { return };
                self.phase = Phase::Reading(done, all);
                self.rows_version = self.rows_version.wrapping_add(1);
                rows.into_iter().for_each(|row| held.add(row));
                // The order is made again when there are a third more rows: the first are there at once, and thousands cost little.
                if held.places().len() * 3 > self.ordered * 4 {
                    self.changed();
                }
            }
            M::Ended => self.end(effects),
            M::Settled(rows) => self.settle(rows, effects),
            M::NotSettled => {
                self.said = Some(Said::NotSettled);
                self.settle(Vec::new(), effects);
            }
            M::Stopped => {
                self.is_incomplete = true;
                self.end(effects);
            }
            M::Restored(saved, rows) => self.restore(*saved, rows),
            M::NothingKept => {
                if self.phase == Phase::Opening {
                    self.phase = Phase::Empty;
                }
            }
            M::Enter(rubric) => {
                self.set_rubric(rubric);
                self.phase = Phase::Done;
                self.view.tab = Tab::Entry;
                self.open_grid(None);
            }
            M::GridNames(names) => self.type_in_grid(effects, |grid| grid.set_names(names)),
            M::GridPeriod(period) => self.type_in_grid(effects, |grid| grid.set_period(period)),
            M::GridDate(date) => self.type_in_grid(effects, |grid| grid.set_date(date)),
            M::GridPut(row, column, text) => self.type_in_grid(effects, |grid| grid.put(row, column, &text)),
            M::GridClear => {
                let today = self.today.clone();
                self.type_in_grid(effects, |grid| {
                    grid.clear();
                    grid.set_date(today);
                });
            }
            M::Show(tab) => {
                self.view.tab = tab;
                if tab == Tab::Entry {
                    self.open_grid(None);
                }
                self.seen = None;
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
                    self.seen = Some(row);
                    effects.push(CollectionEffect::HideForm);
                    effects.push(CollectionEffect::Focus(row_id(row)));
                }
            }
            M::AskClear(asks) => {
                self.asks_clear = asks;
                let focus = if asks { KEEP } else { CLEAR };
                effects.push(CollectionEffect::Focus(focus.to_owned()));
            }
            M::Clear => {
                *self = Self {
                    phase: Phase::Empty,
                    language: self.language,
                    today: std::mem::take(&mut self.today),
                    version: self.version,
                    rows_version: self.rows_version.wrapping_add(1),
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
            M::Stored(Stored::Outdated) => {
                self.has_new_rows = true;
                self.save_soon(effects);
            }
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

    /// Makes anew what follows from rows and view, once it is needed.
    fn changed(&mut self) {
        self.derived = Derived::default();
        self.ordered = self.rows().len();
    }

    fn rows_changed(&mut self) {
        self.has_new_rows = true;
        self.rows_version = self.rows_version.wrapping_add(1);
        self.changed();
    }

    /// Stores soon; while records are read, once they are.
    fn save_soon(&mut self, effects: &mut Vec<CollectionEffect>) {
        self.has_changes = true;
        if self.phase == Phase::Done {
            self.keeping = Keeping::Saving;
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

    /// Makes the grid, if there is none yet: with what was typed before, or blank for today.
    fn open_grid(&mut self, typed: Option<GridTyped>) {
        let typed = typed.unwrap_or_else(|| GridTyped {
            date: self.today.clone(),
            ..GridTyped::default()
        });
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
        let lacking = self.sort_out(effects);
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
    fn sort_out(&mut self, effects: &mut Vec<CollectionEffect>) -> Vec<usize> {
        // The form that is shown stays, wherever its row is now.
        let open = self.open.and_then(|at| Some(self.rows().get(at)?.id.clone()));
        let lacking = self.held.as_mut().map(Held::sort_out);
        if self.open.is_some() {
            self.open = self.rows().iter().position(|row| Some(&row.id) == open.as_ref());
            if self.open.is_none() {
                effects.push(CollectionEffect::HideForm);
            }
        }
        self.seen = None;
        self.rows_changed();
        lacking.unwrap_or_default()
    }

    fn settle(&mut self, rows: Vec<(usize, Row)>, effects: &mut Vec<CollectionEffect>) {
        if self.phase != Phase::Settling {
            return;
        }
        if let Some(held) = &mut self.held {
            rows.into_iter().for_each(|(at, row)| held.replace(at, row));
        }
        self.phase = Phase::Done;
        self.rows_changed();
        self.save_soon(effects);
    }

    fn open(&mut self, row: usize, effects: &mut Vec<CollectionEffect>) {
        let texts = self.held.as_ref().map(|held| held.texts(row)).unwrap_or_default();
        if !texts.is_empty() {
            effects.push(CollectionEffect::ShowForm(row, texts));
            self.open = Some(row);
        }
    }

    fn restore(&mut self, saved: Saved, rows: Vec<Row>) {
        // What a person has chosen meanwhile is not replaced.
        if self.phase != Phase::Opening {
            return;
        }
        self.phase = Phase::Empty;
        let Some((held, is_whole)) = Held::restored(&saved, rows) else {
            return;
        };
        if !is_whole {
            // The files are still with the person.
            self.said = Some(Said::RowsLost);
        }
        self.held = Some(held);
        self.typed = saved.typed;
        self.list = saved.list;
        self.weights = saved.weights;
        self.is_incomplete = saved.is_incomplete;
        if saved.grid != GridTyped::default() {
            self.open_grid(Some(saved.grid));
        }
        if self.rows().is_empty() {
            self.view.tab = Tab::Entry;
            self.open_grid(None);
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
        // While records are read, rows and places are not those that count.
        let is_due = self.has_changes && self.phase == Phase::Done;
        let Some(held) = self.held.as_ref().filter(|_| is_due) else {
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
            is_incomplete: self.is_incomplete,
        });
        let has_new_rows = std::mem::take(&mut self.has_new_rows);
        effects.push(CollectionEffect::Store {
            saved,
            has_new_rows,
            rows: self.rows_version,
        });
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
