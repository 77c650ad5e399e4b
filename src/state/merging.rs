//! Records that meet: several files opened at once, a saved page and a newer draft, two people's copies. They lie side by side
//! until the person has chosen; until then nothing of what is open is touched.

use super::State;
use assessment::record::RecordFile;
use assessment::record::merge::{Choice, Held, Merge, Place, Unmergeable};
use assessment::rubric::Rubric;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Where a record that meets others comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The form that is open.
    Open,
    /// The draft that this browser keeps of it.
    Draft,
    /// A file, by its name.
    File(Rc<str>),
}

/// One of the records that meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it comes from.
    pub origin: Origin,
    /// When it was changed last, by its stamps; empty where it has none.
    pub changed: Rc<str>,
    /// How many criteria something is entered at, by any rater.
    pub answers: usize,
    /// How many places only it has something in.
    pub only: usize,
}

/// What records that have met come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// All hold the same.
    Same,
    /// This record has everything that the others have, or something newer in its place.
    Newest(usize),
    /// Each has something that others lack, and nothing differs.
    Adds,
    /// They differ, and neither has the newest of everything.
    Differs,
}

/// Records that meet, and what was chosen so far.
#[derive(Clone, Debug)]
pub struct Merging {
    /// The rubric that they answer.
    pub rubric: Rc<Rubric>,
    /// The records, the open form first.
    pub sources: Rc<[Source]>,
    /// The places on which they differ.
    pub differences: Rc<[Held]>,
    /// What was chosen.
    pub choices: BTreeMap<Place, Choice>,
    /// Whether nothing is to be chosen, so that they come together without waiting for the person.
    pub at_once: bool,
    /// Whether the open form changed after they were laid side by side, so that they were laid once more.
    pub again: bool,
    /// The open form as it was when they were laid side by side, if it is one of them.
    pub(super) open: Option<Rc<State>>,
    merge: Rc<Merge>,
}

impl Merging {
    /// Lays records side by side: the form that is open, with where it comes from, and files.
    ///
    /// # Errors
    /// If they cannot be merged: the two records, and why.
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
            differences: merge.differences().cloned().collect(),
            choices: BTreeMap::new(),
            at_once: false,
            again: false,
            open: open.map(|(_, state)| state),
            merge: Rc::new(merge),
        })
    }

    /// What the records come to.
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

    /// The same records once the open form is another; what was chosen stays chosen where the same is to be chosen from.
    pub(super) fn again(&self, open: Rc<State>) -> Option<Self> {
        let files = self.sources.iter().zip(self.merge.files()).skip(1);
        let files = files.map(|(source, file)| (source.origin.clone(), file.clone()));
        let mut next = Self::new(self.rubric.clone(), Some((Origin::Open, open)), files.collect()).ok()?;
        let same = |held: &&Held| self.differences.contains(held);
        let kept = next.differences.iter().filter(same).filter_map(|held| {
            let chosen = self.choices.get(&held.place)?;
            Some((held.place.clone(), *chosen))
        });
        next.choices = kept.collect();
        next.again = true;
        next.at_once = self.at_once && next.differences.is_empty();
        Some(next)
    }

    /// What is chosen at a difference: by the person, else the newest, if anything tells it.
    pub fn chosen(&self, held: &Held) -> Option<Choice> {
        let newest = held.newest.map(|_| Choice::One(0));
        self.choices.get(&held.place).copied().or(newest)
    }

    /// The differences at which nothing is chosen yet, by index.
    pub fn undecided(&self) -> impl Iterator<Item = usize> {
        let all = self.differences.iter().enumerate();
        all.filter(|(_, held)| self.chosen(held).is_none())
            .map(|(index, _)| index)
    }

    /// Chooses what this record has, wherever it differs from others and has something.
    pub(super) fn choose_all_of(&mut self, source: usize) {
        for held in self.differences.iter() {
            if let Some(index) = held.candidates.iter().position(|one| one.sources.contains(&source)) {
                self.choices.insert(held.place.clone(), Choice::One(index));
            }
        }
    }

    /// The record that has everything, where one has.
    pub fn newest_file(&self) -> Option<&RecordFile> {
        self.merge.files().get(self.merge.newest()?)
    }

    /// One file out of all; `None` while something is undecided.
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
        // Times as ISO texts sort as time does.
        changed: times.max().unwrap_or_default(),
        answers: entries().filter(|entry| !entry.is_blank()).count(),
        only,
    }
}
