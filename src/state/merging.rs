//! Records that meet: several files opened at once, a saved page and a newer draft, two people's copies. They lie side by side
//! until the person has chosen; until then nothing of what is open is touched.

use super::State;
use assessment::record::RecordFile;
use assessment::record::merge::{Held, Merge, Place, Unmergeable};
use assessment::rubric::Rubric;
use std::collections::BTreeMap;
use std::rc::Rc;

/// One of the records that meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it is called; empty for the form that is open.
    pub name: Rc<str>,
    /// When it was changed last, by its stamps; empty where it has none.
    pub changed: Rc<str>,
    /// How many criteria something is entered at, by any rater.
    pub answers: usize,
    /// How many places only it has something in.
    pub only: usize,
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
    /// The candidates that were chosen; where none was, it is the newest.
    pub choices: BTreeMap<Place, usize>,
    /// Whether the open form changed after they were laid side by side, so that they were laid once more.
    pub again: bool,
    /// The open form as it was when they were laid side by side, if it is one of them.
    pub(super) open: Option<Rc<State>>,
    merge: Rc<Merge>,
}

impl Merging {
    /// Lays records side by side.
    pub(super) fn new(
        rubric: Rc<Rubric>,
        open: Option<Rc<State>>,
        files: Vec<(Rc<str>, RecordFile)>,
    ) -> Result<Self, ([Rc<str>; 2], Unmergeable)> {
        let own = open
            .iter()
            .map(|state| ("".into(), state.record.to_file(&state.rubric)));
        let (names, files): (Vec<Rc<str>>, Vec<_>) = own.chain(files).unzip();
        let merge = Merge::new(&rubric, files).map_err(|fault| {
            let (Unmergeable::Rubrics(who, _) | Unmergeable::Subjects(who, _)) = &fault;
            (who.map(|index| names[index].clone()), fault)
        })?;
        let named = names.into_iter().zip(merge.files()).enumerate();
        let sources = named.map(|(index, (name, file))| source(name, file, merge.only_in(index)));
        Ok(Self {
            rubric,
            sources: sources.collect(),
            differences: merge.differences().cloned().collect(),
            choices: BTreeMap::new(),
            again: false,
            open,
            merge: Rc::new(merge),
        })
    }

    /// Whether there is nothing to decide: all hold the same.
    pub(super) fn is_same(&self) -> bool {
        self.merge.is_same()
    }

    /// The same records once the open form is another; what was chosen stays chosen where the same is to be chosen from.
    pub(super) fn again(&self, open: Rc<State>) -> Option<Self> {
        let files = self.sources.iter().zip(self.merge.files()).skip(1);
        let files = files.map(|(source, file)| (source.name.clone(), file.clone()));
        let mut next = Self::new(self.rubric.clone(), Some(open), files.collect()).ok()?;
        let same = |held: &&Held| self.differences.contains(held);
        let kept = next.differences.iter().filter(same).filter_map(|held| {
            let chosen = self.choices.get(&held.place)?;
            Some((held.place.clone(), *chosen))
        });
        next.choices = kept.collect();
        next.again = true;
        Some(next)
    }

    /// The candidate that is chosen at a place.
    pub fn chosen(&self, place: &Place) -> usize {
        self.choices.get(place).copied().unwrap_or(0)
    }

    /// Chooses what this record has, wherever it differs from others and has something.
    pub(super) fn choose_all_of(&mut self, source: usize) {
        for held in self.differences.iter() {
            if let Some(index) = held.candidates.iter().position(|one| one.sources.contains(&source)) {
                self.choices.insert(held.place.clone(), index);
            }
        }
    }

    /// One file out of all.
    pub(super) fn merged(&self) -> Option<RecordFile> {
        self.merge.merged(&self.choices)
    }
}

fn source(name: Rc<str>, file: &RecordFile, only: usize) -> Source {
    let entries = || {
        file.answers
            .0
            .iter()
            .flat_map(|(_, own)| own.0.iter().map(|(_, entry)| entry))
    };
    let times = entries().filter_map(|entry| entry.time.clone());
    Source {
        name,
        // Times as ISO texts sort as time does.
        changed: times.max().unwrap_or_default(),
        answers: entries().filter(|entry| !entry.is_blank()).count(),
        only,
    }
}
