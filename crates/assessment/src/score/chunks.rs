//! A list cut into chunks, so that replacing one of 10,000 siblings copies a chunk and not the list.

use crate::Tally;
use std::rc::Rc;

/// The maximum number of siblings in a chunk. A list up to this length is a single chunk.
pub const CHUNK_LEN: usize = 50;

/// A part with a contribution to the part around it.
pub trait Tallied {
    /// The contribution.
    fn tally(&self) -> Tally;
}

/// Consecutive siblings and their sum.
#[derive(Debug)]
pub struct Chunk<T> {
    /// The index of its first sibling in the whole list.
    pub first: usize,
    /// The siblings.
    pub items: Vec<Rc<T>>,
    /// The sum of their contributions.
    pub sum: Tally,
}

/// A list of siblings that shares unchanged chunks.
#[derive(Debug)]
pub struct Chunks<T> {
    /// The chunks, in order.
    pub chunks: Rc<[Rc<Chunk<T>>]>,
    /// The sum over all siblings.
    pub sum: Tally,
}

impl<T> Clone for Chunks<T> {
    fn clone(&self) -> Self {
        Self {
            chunks: self.chunks.clone(),
            sum: self.sum,
        }
    }
}

impl<T: Tallied> Chunks<T> {
    /// Cuts a list into chunks.
    pub fn new(items: Vec<Rc<T>>) -> Self {
        let chunks: Rc<[_]> = items
            .chunks(CHUNK_LEN)
            .enumerate()
            .map(|(i, chunk)| {
                Rc::new(Chunk {
                    first: i * CHUNK_LEN,
                    items: chunk.to_vec(),
                    sum: total(chunk),
                })
            })
            .collect();
        let sum = chunks.iter().fold(Tally::default(), |sum, chunk| sum + chunk.sum);
        Self { chunks, sum }
    }

    /// The sibling at an index.
    pub fn get(&self, index: usize) -> Option<&Rc<T>> {
        self.chunks.get(index / CHUNK_LEN)?.items.get(index % CHUNK_LEN)
    }

    /// The list with another sibling at an index, and the sum updated. Unchanged if the index is out of range.
    pub fn replaced(&self, index: usize, item: T) -> Self {
        let Some((chunk, old)) = self.chunks.get(index / CHUNK_LEN).zip(self.get(index)) else {
            return self.clone();
        };
        let (off, on) = (old.tally(), item.tally());
        let mut items = chunk.items.clone();
        items[index % CHUNK_LEN] = Rc::new(item);
        let mut chunks = self.chunks.to_vec();
        chunks[index / CHUNK_LEN] = Rc::new(Chunk {
            first: chunk.first,
            items,
            sum: chunk.sum - off + on,
        });
        Self {
            chunks: chunks.into(),
            sum: self.sum - off + on,
        }
    }

    /// The list with the siblings that `change` replaces; `None` if it replaces none. Unchanged chunks are shared.
    pub fn mapped(&self, mut change: impl FnMut(&Rc<T>) -> Option<T>) -> Option<Self> {
        let mut any = false;
        let chunks: Rc<[_]> = self
            .chunks
            .iter()
            .map(|chunk| {
                let changed: Vec<_> = chunk.items.iter().map(|item| change(item).map(Rc::new)).collect();
                if changed.iter().all(Option::is_none) {
                    return chunk.clone();
                }
                any = true;
                let pairs = chunk.items.iter().zip(changed);
                let items: Vec<_> = pairs.map(|(old, new)| new.unwrap_or_else(|| old.clone())).collect();
                Rc::new(Chunk {
                    first: chunk.first,
                    sum: total(&items),
                    items,
                })
            })
            .collect();
        let sum = chunks.iter().fold(Tally::default(), |sum, chunk| sum + chunk.sum);
        any.then_some(Self { chunks, sum })
    }

    /// Every sibling, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Rc<T>> {
        self.chunks.iter().flat_map(|chunk| chunk.items.iter())
    }
}

fn total<T: Tallied>(items: &[Rc<T>]) -> Tally {
    items.iter().fold(Tally::default(), |sum, item| sum + item.tally())
}
