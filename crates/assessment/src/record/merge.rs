//! Several files of one rubric → one. Departments fill in their parts in copies of their own; a saved page meets a newer draft.
//!
//! What one file holds and no other touched is taken, and so is what all agree on. Where they differ, every content is a
//! candidate, the newest first, and whoever merges chooses. `place` knows where in a file something can stand.

mod place;

pub use place::{Content, Place};

use super::file::{CriterionRef, RecordFile, ScoreFile};
use super::{Record, save};
use crate::answers::Stamp;
use crate::json::{Member, canonical};
use crate::read::Read;
use crate::read::leaf::Map;
use crate::rubric::{Id, Rubric};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// One content of a place, and the files that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The content, as the newest of the files has it.
    pub content: Content,
    /// The newest edit that led to it, where edits of the place are stamped.
    pub stamp: Option<Stamp>,
    /// The files that have it, by index.
    pub sources: Vec<usize>,
}

/// A place with all its contents, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Where.
    pub place: Place,
    /// The contents; more than one is a difference.
    pub candidates: Vec<Candidate>,
}

/// Why files cannot be merged. The two files, by index, and what each says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmergeable {
    /// They answer different rubrics.
    Rubrics([usize; 2], [Id; 2]),
    /// They are about different subjects.
    Subjects([usize; 2], [Rc<str>; 2]),
}

/// Files laid side by side.
#[derive(Clone, Debug)]
pub struct Merge {
    files: Vec<RecordFile>,
    held: Vec<Held>,
}

/// By what the newer of two contents is told: counters before clocks, since clocks go back. Where nothing is stamped, by the
/// file that has seen more edits. The content itself comes last, so that no order of files makes a difference.
type Rank = (Option<u32>, Rc<str>, Rc<str>, u32, bool, String);

impl Merge {
    /// Lays files side by side. A file of another version is carried to this one first, as opening it would.
    ///
    /// # Errors
    /// If the files are of different rubrics, of different subjects, or of different records of one.
    ///
    /// ```
    /// use assessment::record::{Record, merge::Merge};
    /// use assessment::rubric::Rubric;
    /// use std::collections::BTreeMap;
    ///
    /// let rubric = Rubric::parse(r#"{ "format": 1, "id": "tidy", "version": "1", "status": "draft", "title": "Tidy desk",
    ///     "sections": [{ "id": "desk", "title": "Desk", "criteria": [
    ///         { "id": "clear", "text": "Clear", "scale": { "kind": "points", "max": 4 } },
    ///         { "id": "clean", "text": "Clean", "scale": { "kind": "points", "max": 4 } }]}]}"#).expect("a rubric");
    /// let part = |id: &str, points: u8| {
    ///     let file = format!(r#"{{ "format": 1, "kind": "ziping-record", "id": "r", "revision": 1,
    ///         "rubric": {{ "id": "tidy", "version": "1" }},
    ///         "answers": {{ "self": {{ "{id}": {{ "answer": {{ "kind": "points", "points": {points} }} }} }} }} }}"#);
    ///     Record::parse(&file).expect("a record")
    /// };
    /// // Two departments filled in their own items.
    /// let merge = Merge::new(&rubric, vec![part("clear", 4), part("clean", 3)]).expect("they go together");
    /// assert_eq!(merge.differences().count(), 0);
    /// let (both, _) = Record::open(&rubric, merge.merged(&BTreeMap::new()).expect("there are files"));
    /// assert_eq!(both.sheet.outcome(&rubric).total.score.to_string(), "7");
    /// ```
    pub fn new(rubric: &Rubric, files: Vec<RecordFile>) -> Result<Self, Unmergeable> {
        apart(rubric, &files)?;
        let carried = files.into_iter().map(|file| {
            if file.rubric.id == rubric.id && file.rubric.version != rubric.version {
                save::file(&Record::open(rubric, file).0, rubric)
            } else {
                file
            }
        });
        let files: Vec<_> = carried.collect();
        let held = held(&files);
        Ok(Self { files, held })
    }

    /// The files, carried to the version of the rubric.
    pub fn files(&self) -> &[RecordFile] {
        &self.files
    }

    /// The places on which files differ.
    pub fn differences(&self) -> impl Iterator<Item = &Held> {
        self.held.iter().filter(|held| held.candidates.len() > 1)
    }

    /// Whether all files hold the same.
    pub fn is_same(&self) -> bool {
        let all = self.files.len();
        self.held.iter().all(|held| match &held.candidates[..] {
            [one] => one.sources.len() == all || (one.stamp.is_none() && one.content.is_blank()),
            _ => false,
        })
    }

    /// How many places only this file has something in.
    pub fn only_in(&self, source: usize) -> usize {
        let only = |held: &&Held| matches!(&held.candidates[..], [one] if one.sources == [source]);
        self.held.iter().filter(only).count()
    }

    /// One file out of all. Where files differ, the candidate that was chosen, by its index; the newest where none was. The
    /// first file gives its id. Scores are what answers come to, so that only those stay on which all files agree.
    pub fn merged(&self, choices: &BTreeMap<Place, usize>) -> Option<RecordFile> {
        let mut all = self.files.first()?.clone();
        let highest = self.files.iter().map(|file| file.revision).max()?;
        all.revision = highest.saturating_add(1);
        place::empty(&mut all);
        // Raters keep their order, with or without an entry.
        for (rater, _) in self.files.iter().flat_map(|file| &file.answers.0) {
            if all.answers.get(rater).is_none() {
                all.answers.0.push((rater.clone(), Map::default()));
            }
        }
        for held in &self.held {
            let chosen = choices.get(&held.place).and_then(|index| held.candidates.get(*index));
            if let Some(candidate) = chosen.or(held.candidates.first()) {
                place::put(&mut all, &held.place, candidate.content.clone());
            }
        }
        all.criteria = Map(union(
            &self.files,
            |file| &file.criteria.0,
            |into: &mut CriterionRef, other| {
                add(&mut into.rest, &other.rest);
            },
        ));
        all.scores = self.scores();
        for file in &self.files {
            add(&mut all.rubric.rest, &file.rubric.rest);
        }
        Some(all)
    }

    fn scores(&self) -> Map<ScoreFile> {
        let all = union(&self.files, |file| &file.scores.0, |_, _| {});
        let form = |score: &ScoreFile| canonical(&score.write(), &|_| true);
        let agreed = |(rater, score): &(Rc<str>, ScoreFile)| {
            let own = form(score);
            let mut others = self.files.iter().filter_map(|file| file.scores.get(rater));
            others.all(|other| form(other) == own)
        };
        Map(all.into_iter().filter(agreed).collect())
    }
}

/// Two files that answer different rubrics or are about different subjects. Copies of one record are about one subject, even
/// after its name was put right in one of them.
fn apart(rubric: &Rubric, files: &[RecordFile]) -> Result<(), Unmergeable> {
    let field = rubric.profile.iter().find(|field| field.subject == Some(true));
    let subject = |file: &RecordFile| place::text(file.profile.get(&field?.id)?);
    for (i, one) in files.iter().enumerate() {
        for (j, other) in files.iter().enumerate().skip(i + 1) {
            if one.rubric.id != other.rubric.id {
                let ids = [one.rubric.id.clone(), other.rubric.id.clone()];
                return Err(Unmergeable::Rubrics([i, j], ids));
            }
            if one.id == other.id {
                continue;
            }
            if let (Some(ours), Some(theirs)) = (subject(one), subject(other))
                && ours != theirs
            {
                return Err(Unmergeable::Subjects([i, j], [ours, theirs]));
            }
        }
    }
    Ok(())
}

/// Every place of every file, in the order of the first file that has it.
fn held(files: &[RecordFile]) -> Vec<Held> {
    let mut index: HashMap<Place, usize> = HashMap::new();
    let mut all: Vec<(Place, Vec<(Rank, Candidate)>)> = Vec::new();
    for (source, file) in files.iter().enumerate() {
        for (place, content) in place::contents(file) {
            let at = *index.entry(place.clone()).or_insert_with(|| {
                all.push((place, Vec::new()));
                all.len() - 1
            });
            let rank = rank(&content, file.revision);
            let stamp = content.stamp();
            let found = &mut all[at].1;
            match found.iter_mut().find(|(known, _)| known.5 == rank.5) {
                Some((known, candidate)) => {
                    candidate.sources.push(source);
                    if rank > *known {
                        (*known, candidate.content, candidate.stamp) = (rank, content, stamp);
                    }
                }
                None => {
                    let sources = vec![source];
                    let candidate = Candidate {
                        content,
                        stamp,
                        sources,
                    };
                    found.push((rank, candidate));
                }
            }
        }
    }
    all.into_iter().map(|(place, found)| sorted(place, found)).collect()
}

/// The newest first, without what nobody touched where somebody else did.
fn sorted(place: Place, mut found: Vec<(Rank, Candidate)>) -> Held {
    let is_touched = |one: &Candidate| one.stamp.is_some() || !one.content.is_blank();
    if found.iter().any(|(_, one)| is_touched(one)) {
        found.retain(|(_, one)| is_touched(one));
    } else {
        found.truncate(1);
    }
    found.sort_by(|(one, _), (other, _)| other.cmp(one));
    let candidates = found.into_iter().map(|(_, candidate)| candidate).collect();
    Held { place, candidates }
}

fn rank(content: &Content, revision: u32) -> Rank {
    let key = content.key();
    // Of two that nobody stamped, the one that was looked at again after the rubric changed.
    let looked_at = content.carried().is_none();
    match content.stamp() {
        Some(stamp) => (Some(stamp.counter), stamp.time, stamp.replica, 0, looked_at, key),
        None => (None, "".into(), "".into(), revision, looked_at, key),
    }
}

/// What all files have by id, in the order of the first that has it; `join` adds what another has of the same.
fn union<T: Clone>(
    files: &[RecordFile],
    of: impl Fn(&RecordFile) -> &Vec<(Rc<str>, T)>,
    join: impl Fn(&mut T, &T),
) -> Vec<(Rc<str>, T)> {
    let mut index: HashMap<Rc<str>, usize> = HashMap::new();
    let mut all: Vec<(Rc<str>, T)> = Vec::new();
    for (id, value) in files.iter().flat_map(of) {
        match index.get(id) {
            Some(at) => join(&mut all[*at].1, value),
            None => {
                index.insert(id.clone(), all.len());
                all.push((id.clone(), value.clone()));
            }
        }
    }
    all
}

/// Adds the keys of a newer version that are not there yet.
fn add(into: &mut Vec<Member>, others: &[Member]) {
    for other in others {
        if into.iter().all(|known| known.key != other.key) {
            into.push(other.clone());
        }
    }
}
