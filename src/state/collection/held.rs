//! The records of one rubric, as far as they are kept: rows that count, where their texts are, and what was left out.

use super::read::{NotCounted, Place, ReadRow, Unread};
use super::saved::{Joined, Saved};
use assessment::rubric::Rubric;
use rollup::copies::{Copies, Key, newest_first};
use rollup::{Collection, Layout, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The records of one rubric.
#[derive(Debug)]
pub(super) struct Held {
    rubric: Rc<Rubric>,
    collection: Collection,
    /// Where the text of each row's record is.
    places: Vec<Place>,
    /// Copies whose raters' answers belong to a row, by the record's id.
    joined: BTreeMap<Box<str>, Joined>,
    /// What decides which row counts, of each.
    keys: Vec<Key>,
    replaced: Vec<NotCounted>,
    unread: Vec<Unread>,
}

/// What stands between the name of a file and the number of a line.
const LINE: char = ':';

/// The name of a file without the number of a line.
fn file(name: &str) -> &str {
    match name.rsplit_once(LINE) {
        Some((file, line)) if line.parse::<u64>().is_ok() => file,
        _ => name,
    }
}

impl Held {
    /// No records of this rubric.
    pub(super) fn new(rubric: Rc<Rubric>) -> Self {
        Self {
            collection: Collection::new(Layout::of(&rubric), Vec::new()),
            rubric,
            places: Vec::new(),
            joined: BTreeMap::new(),
            keys: Vec::new(),
            replaced: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// What the browser kept, and whether its rows were whole; without them there are none. None if the rubric is damaged.
    pub(super) fn restored(saved: &Saved, rows: Vec<Row>) -> Option<(Self, bool)> {
        let rubric = Rc::new(Rubric::parse(&saved.rubric).ok()?);
        if rows.len() != saved.places.len() {
            return Some((Self::new(rubric), false));
        }
        let held = Self {
            keys: rows
                .iter()
                .map(|row| {
                    saved
                        .joined
                        .get(&row.id)
                        .map_or_else(|| Key::of(row), |joined| joined.own.clone())
                })
                .collect(),
            collection: Collection::new(Layout::of(&rubric), rows),
            rubric,
            places: saved.places.clone(),
            joined: saved.joined.clone(),
            replaced: saved.replaced.clone(),
            unread: saved.unread.clone(),
        };
        Some((held, true))
    }

    pub(super) fn rubric(&self) -> &Rc<Rubric> {
        &self.rubric
    }

    pub(super) fn collection(&self) -> &Collection {
        &self.collection
    }

    pub(super) fn places(&self) -> &[Place] {
        &self.places
    }

    pub(super) fn joined(&self) -> &BTreeMap<Box<str>, Joined> {
        &self.joined
    }

    /// Where the texts are that make a row: its record's, and those of copies with answers of other raters.
    pub(super) fn texts(&self, at: usize) -> Vec<Place> {
        let row = self.collection.rows().get(at);
        let joined = row.and_then(|row| self.joined.get(&row.id));
        let copies = joined.into_iter().flat_map(|joined| &joined.copies);
        let own = self.places.get(at);
        own.into_iter().chain(copies.map(|(place, _)| place)).copied().collect()
    }

    pub(super) fn replaced(&self) -> &[NotCounted] {
        &self.replaced
    }

    pub(super) fn unread(&self) -> &[Unread] {
        &self.unread
    }

    /// Adds a record that was read, or names why it was not.
    pub(super) fn add(&mut self, ReadRow { file, place, row }: ReadRow) {
        match row {
            Ok(row) => {
                self.keys.push(Key::of(&row));
                self.collection.push(*row);
                self.places.push(place);
            }
            Err(fault) => self.unread.push(Unread { file, place, fault }),
        }
    }

    /// Puts a row that was read once more in the place of the one that is there, if both are of one record.
    pub(super) fn replace(&mut self, at: usize, row: Row) {
        if self.collection.rows().get(at).is_none_or(|own| own.id != row.id) {
            return;
        }
        // The key stays that of the record by itself: a copy that comes later may be newer than those that are joined.
        self.collection.replace(at, row);
    }

    /// Keeps the rows that count, in the order of the files. Returns those that lack answers which other copies have, by index.
    pub(super) fn sort_out(&mut self) -> Vec<usize> {
        self.forget_mended();
        self.number_lines();
        // Records that two workers read arrive in no fixed order.
        let mut order: Vec<usize> = (0..self.places.len()).collect();
        order.sort_by_key(|at| (self.places[*at].source, self.places[*at].start));
        self.arrange(&order);
        let copies = Copies::of(&self.keys);
        let named = |at: usize| {
            let row = &self.collection.rows()[at];
            let parts = [&*row.subject, &*row.file].into_iter().filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(" · ")
        };
        let replaced = copies.replaced.iter().map(|one| NotCounted {
            file: named(one.record),
            by: named(one.by),
            is_copy: one.is_copy,
            why: one.why,
        });
        let replaced: Vec<_> = replaced.collect();
        self.replaced.extend(replaced);
        let gone: BTreeSet<usize> = copies.replaced.iter().map(|one| one.record).collect();
        let lacking = self.join(&copies);
        // Their indexes once the others are gone.
        let lacking = lacking.into_iter().map(|by| by - gone.range(..by).count()).collect();
        let kept: Vec<usize> = (0..self.places.len()).filter(|at| !gone.contains(at)).collect();
        self.arrange(&kept);
        lacking
    }

    /// Keeps copies with answers that the records which count lack: new ones, and those of the records in whose place they are. Returns the
    /// records, by index.
    fn join(&mut self, copies: &Copies) -> Vec<usize> {
        let mut new: BTreeMap<usize, &[usize]> = BTreeMap::new();
        for one in copies.replaced.iter().filter(|one| one.is_copy) {
            new.entry(one.by).or_default();
        }
        new.extend(copies.joined.iter().map(|(by, copies)| (*by, &copies[..])));
        let mut lacking = Vec::new();
        for (by, copies) in new {
            let own = self.keys[by].clone();
            let id = self.collection.rows()[by].id.clone();
            let known = self.joined.remove(&id).map(|joined| joined.copies);
            let copies = copies.iter().map(|at| (self.places[*at], self.keys[*at].clone()));
            let mut all: Vec<(Place, Key)> = Vec::new();
            for (place, key) in copies.chain(known.into_iter().flatten()) {
                if key.adds_to(&own) && all.iter().all(|(known, _)| *known != place) {
                    all.push((place, key));
                }
            }
            if !all.is_empty() {
                let keys: Vec<Key> = all.iter().map(|(_, key)| key.clone()).collect();
                let copies = newest_first(&keys).into_iter().map(|at| all[at].clone()).collect();
                self.joined.insert(id, Joined { own, copies });
                lacking.push(by);
            }
        }
        lacking
    }

    /// Forgets what was wrong with a file of which a later one with the same name was read.
    fn forget_mended(&mut self) {
        if self.unread.is_empty() {
            return;
        }
        let mut latest: BTreeMap<&str, u32> = BTreeMap::new();
        for (row, place) in self.collection.rows().iter().zip(&self.places) {
            let latest = latest.entry(file(&row.file)).or_default();
            *latest = place.source.max(*latest);
        }
        let is_mended = |one: &Unread| {
            latest
                .get(file(&one.file))
                .is_some_and(|latest| *latest > one.place.source)
        };
        self.unread.retain(|one| !is_mended(one));
    }

    /// Keeps the rows of these indexes, in this order.
    fn arrange(&mut self, order: &[usize]) {
        self.collection.arrange(order);
        self.places = order.iter().map(|at| self.places[*at]).collect();
        let mut keys: Vec<Option<Key>> = std::mem::take(&mut self.keys).into_iter().map(Some).collect();
        self.keys = order.iter().filter_map(|at| keys[*at].take()).collect();
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
