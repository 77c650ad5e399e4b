//! Merging of records: several files opened at once, a saved page and a newer draft, copies of two people. The records are compared, and
//! the open form does not change until the person has chosen.

use super::State;
use assessment::record::RecordFile;
use assessment::record::merge::{Choice, Conflict, FieldPath, Merge, Unmergeable};
use assessment::rubric::Rubric;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The source of a record in a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The open form.
    Open,
    /// Its draft in this browser.
    Draft,
    /// A file, by its name.
    File(Rc<str>),
}

/// One of the records in a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its source.
    pub origin: Origin,
    /// When it was last changed, by its stamps; empty if it has none.
    pub changed: Rc<str>,
    /// The number of criteria with an entry by any rater.
    pub answers: usize,
    /// The number of places where only this record has content.
    pub only: usize,
}

/// The relation between the records of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// All have the same content.
    Same,
    /// This record has everything that the others have, or something newer in its place.
    Newest(usize),
    /// Each has content that others lack, and nothing differs.
    Adds,
    /// They differ, and neither has the newest of everything.
    Differs,
}

/// A merge of records and the choices so far.
#[derive(Clone, Debug)]
pub struct Merging {
    /// The rubric of the records.
    pub rubric: Rc<Rubric>,
    /// The records, the open form first.
    pub sources: Rc<[Source]>,
    /// The places at which they differ.
    pub differences: Rc<[Conflict]>,
    /// The choices.
    pub choices: BTreeMap<FieldPath, Choice>,
    /// Whether there is nothing to choose, so that the merge need not wait for the person.
    pub at_once: bool,
    /// Whether the open form changed after the comparison, so that it was repeated.
    pub again: bool,
    /// The open form at the time of the comparison, if it takes part.
    pub(super) open: Option<Rc<State>>,
    merge: Rc<Merge>,
}

impl Merging {
    /// Compares records: the open form, with its source, and files.
    ///
    /// # Errors
    pub fn new(
        rubric: Rc<Rubric>,
        open: Option<(Origin, Rc<State>)>,
        files: Vec<(Origin, RecordFile)>,
    ) -> Result<Self, ([Origin; 2], Unmergeable)> {
        let own = open
            .iter()
            .map(|(origin, state)| (origin.clone(), state.record.to_file(&state.rubric)));
        let (origins, files): (Vec<Origin>, Vec<_>) = own.chain(files).unzip();
        let merge = Merge::new(&rubric, files).map_err(|fault| {
            let (Unmergeable::Rubrics(who, _) | Unmergeable::Subjects(who, _)) = &fault;
            (who.map(|index| origins[index].clone()), fault)
        })?;
        let named = origins.into_iter().zip(merge.files()).enumerate();
        let sources = named.map(|(index, (origin, file))| source(origin, file, merge.only_in(index)));
        Ok(Self {
            rubric,
            sources: sources.collect(),
            differences: merge.conflicts().cloned().collect(),
            choices: BTreeMap::new(),
            at_once: false,
            again: false,
            open: open.map(|(_, state)| state),
            merge: Rc::new(merge),
        })
    }

    /// The relation between the records.
    pub fn meeting(&self) -> Meeting {
        if self.merge.is_same() {
            return Meeting::Same;
        }
        match self.merge.newest() {
            Some(newest) => Meeting::Newest(newest),
            None if self.differences.is_empty() => Meeting::Adds,
            None => Meeting::Differs,
        }
    }

    /// The merge with a newer open form; choices are kept if their contents are still available.
    pub(super) fn again(&self, open: Rc<State>) -> Option<Self> {
        let files = self.sources.iter().zip(self.merge.files()).skip(1);
        let files = files.map(|(source, file)| (source.origin.clone(), file.clone()));
        let mut next = Self::new(self.rubric.clone(), Some((Origin::Open, open)), files.collect()).ok()?;
        let same = |conflict: &&Conflict| self.differences.contains(conflict);
        let kept = next.differences.iter().filter(same).filter_map(|conflict| {
            let chosen = self.choices.get(&conflict.path)?;
            Some((conflict.path.clone(), *chosen))
        });
        next.choices.extend(kept);
        next.again = true;
        next.at_once = self.at_once && next.differences.is_empty();
        Some(next)
    }

    /// The choice at a difference: the person's, otherwise the newest content if it is known.
    pub fn chosen(&self, conflict: &Conflict) -> Option<Choice> {
        let newest = conflict.newest.map(|_| Choice::One(0));
        self.choices.get(&conflict.path).copied().or(newest)
    }

    /// The differences without a choice, by index.
    pub fn undecided(&self) -> impl Iterator<Item = usize> {
        let all = self.differences.iter().enumerate();
        all.filter(|(_, conflict)| self.chosen(conflict).is_none())
            .map(|(index, _)| index)
    }

    /// Chooses the content of this record wherever it differs from others and has content.
    pub(super) fn choose_all_of(&mut self, source: usize) {
        for conflict in self.differences.iter() {
            if let Some(index) = conflict.candidates.iter().position(|one| one.sources.contains(&source)) {
                self.choices.insert(conflict.path.clone(), Choice::One(index));
            }
        }
    }

    /// The record that has everything, if there is one.
    pub fn newest_file(&self) -> Option<&RecordFile> {
        self.merge.files().get(self.merge.newest()?)
    }

    /// The merged file; `None` while a difference is undecided.
    pub fn merged(&self) -> Option<RecordFile> {
        self.merge.merged(&self.choices)
    }
}

fn source(origin: Origin, file: &RecordFile, only: usize) -> Source {
    let entries = || {
        file.answers
            .0
            .iter()
            .flat_map(|(_, own)| own.0.iter().map(|(_, entry)| entry))
    };
    let times = entries().filter_map(|entry| entry.time.clone());
    Source {
        origin,
        // ISO texts of times sort in the order of the times.
        changed: times.max().unwrap_or_default(),
        answers: entries().filter(|entry| !entry.is_blank()).count(),
        only,
    }
}
