//! Several records of one subject: which of them counts.
//!
//! Copies of one record share its id. Records that were begun apart are of one subject if its name and the period are the same. Of two the
//! newer counts: the one that has seen every edit of the other, and else the one that was edited or dated later. Of more than two, one whose
//! edits another one has all seen does not count; of the rest the one that was edited or dated last does.

use crate::row::Row;
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};

/// What decides which of several records counts: as much of a row as is kept of all records while they are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Records that count, with copies of them that have answers of raters that they lack. The newest copy is first: its answers are taken.
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
    /// Nothing between the two says so: it was read later, or a third one makes it count.
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

    /// Whether it has seen every edit of the other, and has more.
    fn continues(&self, other: &Self) -> bool {
        let has_history = !self.history.is_empty() && !other.history.is_empty();
        has_history && self.has_seen(other) && !other.has_seen(self)
    }

    /// When it was edited and dated.
    fn times(&self) -> (&str, &str) {
        (&self.changed, &self.date)
    }

    /// Whether it has answers of raters that the other lacks.
    pub fn adds_to(&self, other: &Self) -> bool {
        self.raters.iter().any(|rater| !other.raters.contains(rater))
    }

    /// Why this record counts in the place of the other.
    fn newer(&self, other: &Self) -> Newer {
        if self.continues(other) {
            return Newer::History;
        }
        if other.continues(self) {
            return Newer::Order;
        }
        match (self.changed.cmp(&other.changed), self.date.cmp(&other.date)) {
            (Ordering::Greater, _) => Newer::Time,
            (Ordering::Equal, Ordering::Greater) => Newer::Date,
            (Ordering::Equal, Ordering::Equal) if self.id == other.id && self.history == other.history => Newer::Same,
            _ => Newer::Order,
        }
    }
}

/// The order of records, the newest first.
pub fn newest_first(keys: &[Key]) -> Vec<usize> {
    let all: Vec<usize> = (0..keys.len()).collect();
    let Some((first, mut others)) = newest(keys, &all) else {
        return Vec::new();
    };
    let mut order = vec![first];
    order.extend(std::iter::from_fn(|| take_newest(keys, &mut others)));
    order
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

/// Takes the newest out of records in the order of their times: the first that no other one continues.
fn take_newest(keys: &[Key], among: &mut Vec<usize>) -> Option<usize> {
    let is_continued = |at: usize| among.iter().any(|other| keys[*other].continues(&keys[at]));
    let newest = among.iter().position(|at| !is_continued(*at))?;
    Some(among.remove(newest))
}

/// The newest of some records, and the others in the order of their times.
fn newest(keys: &[Key], among: &[usize]) -> Option<(usize, Vec<usize>)> {
    let mut among = among.to_vec();
    // Of equal times, the one that was read later is first.
    among.sort_unstable_by_key(|at| Reverse((keys[*at].times(), *at)));
    let newest = take_newest(keys, &mut among)?;
    Some((newest, among))
}

impl Copies {
    /// Decides which records count. The order of the records makes no difference, except where nothing else decides.
    pub fn of(keys: &[Key]) -> Self {
        // The record in the place of each; of one that counts, itself.
        let mut in_place: Vec<usize> = (0..keys.len()).collect();
        let mut joined = Vec::new();
        let mut counting = Vec::new();
        let mut order = in_place.clone();
        order.sort_by_key(|at| &*keys[*at].id);
        for copies in order.chunk_by(|one, other| keys[*one].id == keys[*other].id) {
            let Some((newest, others)) = newest(keys, copies) else {
                continue;
            };
            counting.push(newest);
            others.iter().for_each(|at| in_place[*at] = newest);
            let has_more = |at: &usize| keys[*at].adds_to(&keys[newest]);
            let mut more: Vec<usize> = others.into_iter().filter(has_more).collect();
            if !more.is_empty() {
                joined.push((newest, std::iter::from_fn(|| take_newest(keys, &mut more)).collect()));
            }
        }
        counting.retain(|at| keys[*at].subject.is_some());
        counting.sort_by_key(|at| &keys[*at].subject);
        for records in counting.chunk_by(|one, other| keys[*one].subject == keys[*other].subject) {
            if let Some((newest, others)) = newest(keys, records) {
                others.iter().for_each(|at| in_place[*at] = newest);
            }
        }
        joined.retain(|(newest, _)| in_place[*newest] == *newest);
        joined.sort_unstable_by_key(|(newest, _)| *newest);
        let replaced = (0..keys.len()).filter(|at| in_place[*at] != *at).map(|record| {
            // A copy of a record that does not count either.
            let by = in_place[in_place[record]];
            Replaced {
                record,
                by,
                is_copy: keys[record].id == keys[by].id,
                why: keys[by].newer(&keys[record]),
            }
        });
        Self {
            replaced: replaced.collect(),
            joined,
        }
    }
}
