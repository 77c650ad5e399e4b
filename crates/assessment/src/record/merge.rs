//! Several files of one rubric → one. Departments fill in their parts in separate copies; a saved page meets a newer
//! draft.
//!
//! Content that only one file has is taken, and so is content on which all agree. Where files differ, every content is
//! a candidate. Shared history decides which is newer: the file of one has seen the edit that led to the other
//! (`seen`); otherwise the times of both edits. If neither decides, nothing is preselected and the person chooses.
//! `field_path` knows the fields of a file.

mod field_path;
mod seen;

pub use field_path::{Content, FieldPath, Part};

use super::file::{CriterionRef, RecordFile, ScoreFile};
use super::{Record, save};
use crate::Id;
use crate::answers::Stamp;
use crate::json::{Member, canonical};
use crate::read::Read;
use crate::read::leaf::Map;
use crate::rubric::{COMBINED, Rubric};
use seen::Seen;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

/// One candidate content of a field, and the files that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Candidate {
    /// The content, as the newest of the files has it.
    pub content: Content,
    /// The newest edit that led to it, if edits of the field are stamped.
    pub stamp: Option<Stamp>,
    /// The files that have it, by index.
    pub sources: Vec<usize>,
}

/// Why one content is newer than all others of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Its file has seen the edits that led to the others.
    History,
    /// The files do not know each other's edits; it is the latest by the clocks of its authors.
    Time,
}

/// A field with all its contents, the newest first. It is a conflict if it has more than one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Conflict {
    /// The field.
    pub path: FieldPath,
    /// The contents; more than one if files differ.
    pub candidates: Vec<Candidate>,
    /// Why the first content is the newest. `None` if that is unknown, so that a person must choose, or if there is
    /// only one.
    pub newest: Option<Basis>,
}

/// A person's choice where files differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The candidate of this index.
    One(usize),
    /// All candidates together, in the order of the files, if [`FieldPath::joins`].
    All,
}

/// Why files cannot be merged: the two files, by index, and their values.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub enum Unmergeable {
    /// They answer different rubrics.
    Rubrics([usize; 2], [Id; 2]),
    /// They are about different subjects.
    Subjects([usize; 2], [Rc<str>; 2]),
}

/// Files being compared for a merge.
#[derive(Clone, Debug)]
pub struct Merge {
    files: Vec<RecordFile>,
    fields: Vec<Conflict>,
}

/// The order in which contents are listed, the last first: by time, counter and copy of the edit; without a stamp by
/// the file's number of edits. It selects nothing. Last come the content itself and what is not compared, so that the
/// order of the files makes no difference.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    is_stamped: bool,
    time: Rc<str>,
    counter: u32,
    replica: Rc<str>,
    revision: u32,
    /// Of two contents with one stamp, the one that was reviewed after the rubric changed is later.
    is_reviewed: bool,
    key: String,
    carried: Option<Rc<str>>,
    by: Rc<str>,
}

/// A content during the comparison.
struct Found {
    rank: Rank,
    candidate: Candidate,
    /// The stamps of its sources.
    stamps: Vec<Option<Stamp>>,
    /// Whether it is a blank part of an entry that has other content: perhaps nobody ever filled it in.
    silent: bool,
}

impl Merge {
    /// Compares files. A file of another version is migrated to this one first, as opening it would.
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
    /// assert_eq!(merge.conflicts().count(), 0);
    /// let (both, _) = Record::open(&rubric, merge.merged(&BTreeMap::new()).expect("there are files"));
    /// assert_eq!(both.sheet.outcome(&rubric).total.score.to_string(), "7");
    /// ```
    pub fn new(rubric: &Rubric, files: Vec<RecordFile>) -> Result<Self, Unmergeable> {
        apart(rubric, &files)?;
        let migrated = files.into_iter().map(|file| {
            if file.rubric.id == rubric.id && file.rubric.version != rubric.version {
                save::file(&Record::open(rubric, file).0, rubric)
            } else {
                file
            }
        });
        let mut files: Vec<_> = migrated.collect();
        if rubric.combined.is_some() {
            // It is computed again when the merged record is opened and saved.
            let scores = files.iter_mut().map(|file| &mut file.scores.0);
            scores.for_each(|scores| scores.retain(|(rater, _)| **rater != *COMBINED));
        }
        let seen: Vec<_> = files.iter().map(Seen::of).collect();
        let fields = fields(&files, &seen);
        Ok(Self { files, fields })
    }

    /// The files, migrated to the version of the rubric.
    pub fn files(&self) -> &[RecordFile] {
        &self.files
    }

    /// The fields in which files differ.
    pub fn conflicts(&self) -> impl Iterator<Item = &Conflict> {
        self.fields.iter().filter(|field| field.candidates.len() > 1)
    }

    /// Whether all files have the same content.
    pub fn is_same(&self) -> bool {
        let all = self.files.len();
        self.fields.iter().all(|field| match &field.candidates[..] {
            [one] => one.sources.len() == all || (one.stamp.is_none() && one.content.is_blank()),
            _ => false,
        })
    }

    /// The number of fields that only this file has.
    pub fn only_in(&self, source: usize) -> usize {
        let only = |field: &&Conflict| matches!(&field.candidates[..], [one] if one.sources == [source] && !one.content.is_blank());
        self.fields.iter().filter(only).count()
    }

    /// The file to which the others add nothing: it has the newest content of every field that has any.
    pub fn newest(&self) -> Option<usize> {
        let has_newest = |index: &usize| {
            self.fields.iter().all(|field| match &field.candidates[..] {
                [one] => one.sources.contains(index) || one.content.is_blank(),
                [first, ..] => field.newest.is_some() && first.sources.contains(index),
                [] => true,
            })
        };
        (0..self.files.len()).find(has_newest)
    }

    /// Merges the files. Where they differ, the choice decides; without a choice, the newest. The first file gives the
    /// id. Scores follow from answers, so only those are kept on which all files agree.
    ///
    /// Returns `None` if there is no file, or a difference without a choice and without a newest content.
    pub fn merged(&self, choices: &BTreeMap<FieldPath, Choice>) -> Option<RecordFile> {
        let mut all = self.files.first()?.clone();
        let highest = self.files.iter().map(|file| file.revision).max()?;
        all.revision = highest.saturating_add(1);
        field_path::empty(&mut all);
        // Raters keep their order, with or without an entry.
        for (rater, _) in self.files.iter().flat_map(|file| &file.answers.0) {
            if all.answers.get(rater).is_none() {
                all.answers.0.push((rater.clone(), Map::default()));
            }
        }
        let mut entries = field_path::Entries::default();
        for field in &self.fields {
            let content = field.chosen(choices.get(&field.path).copied())?;
            field_path::put(&mut all, &mut entries, &field.path, content);
        }
        entries.finish(&mut all);
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

/// Returns two files that answer different rubrics or are about different subjects. Copies of one record are about one
/// subject, even if its name was corrected in one of them.
fn apart(rubric: &Rubric, files: &[RecordFile]) -> Result<(), Unmergeable> {
    let field = rubric.profile.iter().find(|field| field.subject == Some(true));
    let subject = |file: &RecordFile| field_path::text(file.profile.get(&field?.id)?);
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

impl Conflict {
    /// The content that a choice selects; without a choice the newest, or the only one.
    fn chosen(&self, choice: Option<Choice>) -> Option<Content> {
        let all = || self.candidates.iter().map(|one| &one.content);
        let chosen = match choice {
            Some(Choice::One(index)) => all().nth(index).cloned(),
            Some(Choice::All) if self.path.joins() => {
                let mut in_order: Vec<_> = self.candidates.iter().filter(|one| !one.content.is_blank()).collect();
                in_order.sort_by_key(|one| one.sources.first());
                field_path::joined(in_order.into_iter().map(|one| &one.content))
            }
            _ => None,
        };
        let is_clear = self.newest.is_some() || self.candidates.len() == 1;
        chosen.or_else(|| all().next().filter(|_| is_clear).cloned())
    }
}

/// Every field of every file, in the order of the first file that has it.
fn fields(files: &[RecordFile], seen: &[Seen]) -> Vec<Conflict> {
    let mut index: HashMap<FieldPath, usize> = HashMap::new();
    let mut all: Vec<(FieldPath, Vec<Found>)> = Vec::new();
    for (source, file) in files.iter().enumerate() {
        for field_path::Filled { path, content, silent } in field_path::contents(file) {
            let at = *index.entry(path.clone()).or_insert_with(|| {
                all.push((path, Vec::new()));
                all.len() - 1
            });
            let rank = rank(&content, file.revision);
            let stamp = content.stamp();
            let found = &mut all[at].1;
            match found.iter_mut().find(|known| known.rank.key == rank.key) {
                Some(known) => {
                    known.candidate.sources.push(source);
                    known.stamps.push(stamp.clone());
                    known.silent &= silent;
                    if rank > known.rank {
                        (known.rank, known.candidate.content, known.candidate.stamp) = (rank, content, stamp);
                    }
                }
                None => found.push(Found {
                    rank,
                    stamps: vec![stamp.clone()],
                    silent,
                    candidate: Candidate {
                        content,
                        stamp,
                        sources: vec![source],
                    },
                }),
            }
        }
    }
    all.into_iter().map(|(path, found)| sorted(path, found, seen)).collect()
}

/// Sorts newest first, and drops untouched blanks if another file has content.
fn sorted(path: FieldPath, mut found: Vec<Found>, seen: &[Seen]) -> Conflict {
    let is_blank = |one: &Found| one.candidate.content.is_blank();
    let is_touched = |one: &Found| {
        if !is_blank(one) {
            return true;
        }
        // A blank part beside other content of the entry was cleared, if its file has seen the edits that others have.
        let others = || found.iter().filter(|other| !is_blank(other));
        let cleared = || others().all(|other| newer(one, other, seen) == Some(Basis::History));
        one.candidate.stamp.is_some() && (!one.silent || cleared())
    };
    let touched: Vec<_> = found.iter().map(is_touched).collect();
    if touched.contains(&true) {
        let mut touched = touched.into_iter();
        found.retain(|_| touched.next().unwrap_or(true));
    }
    found.sort_by(|one, other| other.rank.cmp(&one.rank));
    if found.iter().all(is_blank) {
        found.truncate(1);
    }
    let mut newest = None;
    for index in 0..found.len() {
        let others = || found.iter().enumerate().filter(|(other, _)| *other != index);
        let basis = others().map(|(_, other)| newer(&found[index], other, seen));
        let basis: Option<Vec<_>> = basis.collect();
        if let Some(basis) = basis.filter(|basis| !basis.is_empty()) {
            let clocks = basis.contains(&Basis::Time);
            newest = Some(if clocks { Basis::Time } else { Basis::History });
            let first = found.remove(index);
            found.insert(0, first);
            break;
        }
    }
    let candidates = found.into_iter().map(|found| found.candidate).collect();
    Conflict {
        path,
        candidates,
        newest,
    }
}

/// Why one content is newer than another, if that is known.
fn newer(one: &Found, other: &Found, seen: &[Seen]) -> Option<Basis> {
    let knows = |one: &Found, other: &Found| {
        one.candidate.sources.iter().any(|own| {
            let mut theirs = other.candidate.sources.iter().zip(&other.stamps);
            theirs.all(|(source, stamp)| match stamp {
                Some(stamp) => seen[*own].has(stamp, &seen[*source]),
                None => seen[*own].covers(&seen[*source]),
            })
        })
    };
    match (knows(one, other), knows(other, one)) {
        (true, false) => return Some(Basis::History),
        (false, true) => return None,
        _ => {}
    }
    let latest = |found: &Found| found.stamps.iter().flatten().map(|stamp| stamp.time.clone()).max();
    match (latest(one), latest(other)) {
        (Some(ours), Some(theirs)) if !theirs.is_empty() && ours > theirs => Some(Basis::Time),
        _ => None,
    }
}

fn rank(content: &Content, revision: u32) -> Rank {
    let stamp = content.stamp();
    let carried = content.carried().cloned();
    Rank {
        is_stamped: stamp.is_some(),
        revision: if stamp.is_some() { 0 } else { revision },
        is_reviewed: carried.is_none(),
        key: content.key(),
        carried,
        time: stamp.as_ref().map(|stamp| stamp.time.clone()).unwrap_or_default(),
        counter: stamp.as_ref().map_or(0, |stamp| stamp.counter),
        replica: stamp.as_ref().map(|stamp| stamp.replica.clone()).unwrap_or_default(),
        by: stamp.map(|stamp| stamp.by).unwrap_or_default(),
    }
}

/// All entries by id, in the order of the first file that has each; `join` combines entries of the same id.
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

/// Adds missing keys of a newer version.
fn add(into: &mut Vec<Member>, others: &[Member]) {
    let mut known: HashSet<Rc<str>> = into.iter().map(|member| member.key.clone()).collect();
    into.extend(others.iter().filter(|other| known.insert(other.key.clone())).cloned());
}
