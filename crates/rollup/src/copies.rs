//! Several records of one subject: which of them counts.
//!
//! Copies of one record share its id. Records that were begun apart are of one subject if its name and the period are the same. Of two the
//! newer counts: the one that has seen every edit of the other, and else the one that was edited or dated later.

use crate::row::Row;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::HashMap;

/// What decides which of several records counts: as much of a row as is kept of all records while they are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    id: Box<str>,
    /// The subject's name as it is compared, and the period; none if the record names no subject.
    subject: Option<(String, String)>,
    history: Vec<(Box<str>, u32)>,
    changed: Box<str>,
    date: Box<str>,
    raters: Vec<u32>,
}

/// The records that count, and those that do not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copies {
    /// The records that do not count, each with the one in its place, in the order in which they were read.
    pub replaced: Vec<Replaced>,
    /// Records that count, with copies of them that have answers of raters that they lack.
    pub joined: Vec<(usize, Vec<usize>)>,
}

/// A record that does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The record, by the order of reading.
    pub record: usize,
    /// The record that counts in its place.
    pub by: usize,
    /// Whether it is a copy of that record, or one that was begun apart.
    pub is_copy: bool,
    /// Why the other one is newer.
    pub why: Newer,
}

/// Why a record is newer than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Newer {
    /// It is the same in everything that is compared.
    Same,
    /// It has seen every edit of the other.
    History,
    /// It was edited later, by the clocks of their authors; each may have edits that the other lacks.
    Time,
    /// Its date is later.
    Date,
    /// Nothing says so: it was read later.
    Order,
}

impl Key {
    /// What decides about a row.
    pub fn of(row: &Row) -> Self {
        let name = folded(&row.subject);
        Self {
            id: row.id.clone(),
            subject: Some((name, folded(&row.period))).filter(|(name, _)| !name.is_empty()),
            history: row.history.clone(),
            changed: row.changed.clone(),
            date: row.date.clone(),
            raters: row.scores.iter().map(|scores| scores.rater).collect(),
        }
    }

    /// Whether it has seen every edit of the other.
    fn has_seen(&self, other: &Self) -> bool {
        let own = |replica: &str| self.history.iter().find(|(known, _)| **known == *replica);
        other
            .history
            .iter()
            .all(|(replica, counter)| own(replica).is_some_and(|(_, highest)| highest >= counter))
    }

    /// Which of two is newer, and why. `Less` means that the other is.
    fn newer(&self, other: &Self) -> (Ordering, Newer) {
        let has_history = !self.history.is_empty() && !other.history.is_empty();
        if has_history {
            match (self.has_seen(other), other.has_seen(self)) {
                (true, false) => return (Ordering::Greater, Newer::History),
                (false, true) => return (Ordering::Less, Newer::History),
                _ => {}
            }
        }
        match self.changed.cmp(&other.changed) {
            Ordering::Equal => {}
            order => return (order, Newer::Time),
        }
        match self.date.cmp(&other.date) {
            Ordering::Equal if self.id == other.id && self.history == other.history => (Ordering::Equal, Newer::Same),
            Ordering::Equal => (Ordering::Equal, Newer::Order),
            order => (order, Newer::Date),
        }
    }
}

/// A name as it is compared: without spaces, full-width letters as half-width, and in lower case.
pub fn folded(name: &str) -> String {
    let half = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let solid = name.chars().filter(|c| !c.is_whitespace()).map(half);
    solid.flat_map(char::to_lowercase).collect()
}

impl Copies {
    /// Decides which records count. The order of the records makes no difference, except where nothing else decides.
    pub fn of(keys: &[Key]) -> Self {
        let mut copies = Self::default();
        let mut newest: HashMap<&str, usize> = HashMap::new();
        for (at, key) in keys.iter().enumerate() {
            copies.keep(keys, &mut newest, &*key.id, at, true);
        }
        let mut by_subject = HashMap::new();
        let mut kept: Vec<usize> = newest.into_values().collect();
        kept.sort_unstable();
        for at in kept {
            if let Some(subject) = &keys[at].subject {
                copies.keep(keys, &mut by_subject, subject, at, false);
            }
        }
        copies.settle(keys);
        copies
    }

    fn keep<'k, K: std::hash::Hash + Eq + ?Sized>(
        &mut self,
        keys: &[Key],
        newest: &mut HashMap<&'k K, usize>,
        name: &'k K,
        at: usize,
        is_copy: bool,
    ) {
        let Some(before) = newest.insert(name, at) else { return };
        let (order, why) = keys[at].newer(&keys[before]);
        let (record, by) = match order {
            Ordering::Less => {
                newest.insert(name, before);
                (at, before)
            }
            _ => (before, at),
        };
        self.replaced.push(Replaced {
            record,
            by,
            is_copy,
            why,
        });
    }

    /// Names the record that counts in the place of each, and finds the copies with answers of other raters.
    fn settle(&mut self, keys: &[Key]) {
        let next: HashMap<usize, usize> = self.replaced.iter().map(|one| (one.record, one.by)).collect();
        for one in &mut self.replaced {
            while let Some(by) = next.get(&one.by) {
                one.by = *by;
            }
        }
        self.replaced.sort_unstable_by_key(|one| one.record);
        let mut joined: Vec<(usize, Vec<usize>)> = Vec::new();
        for one in self
            .replaced
            .iter()
            .filter(|one| keys[one.record].id == keys[one.by].id)
        {
            let own = &keys[one.by].raters;
            if keys[one.record].raters.iter().any(|rater| !own.contains(rater)) {
                match joined.iter_mut().find(|(by, _)| *by == one.by) {
                    Some((_, all)) => all.push(one.record),
                    None => joined.push((one.by, vec![one.record])),
                }
            }
        }
        self.joined = joined;
    }
}
