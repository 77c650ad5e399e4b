//! A list cut into runs, so that replacing one of 10,000 siblings copies a run and not the list.

use crate::Tally;
use std::rc::Rc;

/// The maximum number of siblings in a run. A list up to this length is a single run.
pub const RUN: usize = 50;

/// A part with a contribution to the part around it.
pub trait Tallied {
    /// The contribution.
    fn tally(&self) -> Tally;
}

/// Consecutive siblings and their sum.
#[derive(Debug)]
pub struct Run<T> {
    /// The index of its first sibling in the whole list.
    pub first: usize,
    /// The siblings.
    pub items: Vec<Rc<T>>,
    /// The sum of their contributions.
    pub sum: Tally,
}

/// A list of siblings that shares unchanged runs.
#[derive(Debug)]
pub struct Runs<T> {
    /// The runs, in order.
    pub runs: Rc<[Rc<Run<T>>]>,
    /// The sum over all siblings.
    pub sum: Tally,
}

impl<T> Clone for Runs<T> {
    fn clone(&self) -> Self {
        Self {
            runs: self.runs.clone(),
            sum: self.sum,
        }
    }
}

impl<T: Tallied> Runs<T> {
    /// Cuts a list into runs.
    pub fn new(items: Vec<Rc<T>>) -> Self {
        let runs: Rc<[_]> = items
            .chunks(RUN)
            .enumerate()
            .map(|(i, chunk)| {
                Rc::new(Run {
                    first: i * RUN,
                    items: chunk.to_vec(),
                    sum: total(chunk),
                })
            })
            .collect();
        let sum = runs.iter().fold(Tally::default(), |sum, run| sum + run.sum);
        Self { runs, sum }
    }

    /// The sibling at an index.
    pub fn get(&self, index: usize) -> Option<&Rc<T>> {
        self.runs.get(index / RUN)?.items.get(index % RUN)
    }

    /// The list with another sibling at an index, and the sum updated. Unchanged if the index is out of range.
    pub fn replaced(&self, index: usize, item: T) -> Self {
        let Some((run, old)) = self.runs.get(index / RUN).zip(self.get(index)) else {
            return self.clone();
        };
        let (off, on) = (old.tally(), item.tally());
        let mut items = run.items.clone();
        items[index % RUN] = Rc::new(item);
        let mut runs = self.runs.to_vec();
        runs[index / RUN] = Rc::new(Run {
            first: run.first,
            items,
            sum: run.sum - off + on,
        });
        Self {
            runs: runs.into(),
            sum: self.sum - off + on,
        }
    }

    /// The list with the siblings that `change` replaces; `None` if it replaces none. Unchanged runs are shared.
    pub fn mapped(&self, mut change: impl FnMut(&Rc<T>) -> Option<T>) -> Option<Self> {
        let mut any = false;
        let runs: Rc<[_]> = self
            .runs
            .iter()
            .map(|run| {
                let changed: Vec<_> = run.items.iter().map(|item| change(item).map(Rc::new)).collect();
                if changed.iter().all(Option::is_none) {
                    return run.clone();
                }
                any = true;
                let pairs = run.items.iter().zip(changed);
                let items: Vec<_> = pairs.map(|(old, new)| new.unwrap_or_else(|| old.clone())).collect();
                Rc::new(Run {
                    first: run.first,
                    sum: total(&items),
                    items,
                })
            })
            .collect();
        let sum = runs.iter().fold(Tally::default(), |sum, run| sum + run.sum);
        any.then_some(Self { runs, sum })
    }

    /// Every sibling, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Rc<T>> {
        self.runs.iter().flat_map(|run| run.items.iter())
    }
}

fn total<T: Tallied>(items: &[Rc<T>]) -> Tally {
    items.iter().fold(Tally::default(), |sum, item| sum + item.tally())
}
