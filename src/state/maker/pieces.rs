//! What reading gave, in pieces that the page takes one by one while it answers: a table of some thousand rows is megabytes of text.

use super::wire::Wire;
use super::work::Source;
use office::document::{Block, Row};
use office::draft::{Became, Criterion, Draft, Place, Section};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// How many rows or criteria are in a piece.
const SIZE: usize = 250;

/// A part of a document or a draft.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Piece {
    /// Everything but what the other pieces have; the first one.
    Head(Box<Wire>),
    /// Further rows of the table with this index among the blocks.
    Rows(usize, Vec<Row>),
    /// Further criteria of the section at this path.
    Criteria(Vec<usize>, Vec<Criterion>),
    /// What further rows became.
    Became(Vec<(Place, Became)>),
}

/// Divides what was read.
pub fn divided(wire: Wire) -> Vec<Piece> {
    let Wire::Document(source, draft) = wire else {
        return vec![Piece::Head(Box::new(wire))];
    };
    let mut source = Rc::unwrap_or_clone(source);
    let mut pieces = Vec::new();
    for (i, block) in source.document.blocks.iter_mut().enumerate() {
        if let Block::Table(table) = block {
            pieces.extend(chunks(std::mem::take(&mut table.rows)).map(|rows| Piece::Rows(i, rows)));
        }
    }
    let draft = draft.map(|mut draft| {
        take_criteria(&mut draft.sections, &mut Vec::new(), &mut pieces);
        pieces.extend(chunks(std::mem::take(&mut draft.became)).map(Piece::Became));
        draft
    });
    let head = Wire::Document(Rc::new(source), draft);
    std::iter::once(Piece::Head(Box::new(head))).chain(pieces).collect()
}

fn chunks<T>(items: Vec<T>) -> impl Iterator<Item = Vec<T>> {
    let mut items = items.into_iter();
    std::iter::from_fn(move || {
        let chunk: Vec<T> = items.by_ref().take(SIZE).collect();
        (!chunk.is_empty()).then_some(chunk)
    })
}

fn take_criteria(sections: &mut [Section], path: &mut Vec<usize>, pieces: &mut Vec<Piece>) {
    for (i, section) in sections.iter_mut().enumerate() {
        path.push(i);
        let criteria = chunks(std::mem::take(&mut section.criteria));
        pieces.extend(criteria.map(|criteria| Piece::Criteria(path.clone(), criteria)));
        take_criteria(&mut section.sections, path, pieces);
        path.pop();
    }
}

/// Joins pieces again.
#[derive(Debug, Default)]
pub struct Joined {
    other: Option<Wire>,
    source: Option<Source>,
    draft: Option<Draft>,
}

impl Joined {
    /// Takes the next piece.
    pub fn take(&mut self, piece: Piece) {
        match piece {
            Piece::Head(wire) => match *wire {
                Wire::Document(source, draft) => {
                    self.source = Some(Rc::unwrap_or_clone(source));
                    self.draft = draft;
                }
                other => self.other = Some(other),
            },
            Piece::Rows(block, rows) => {
                let block = self
                    .source
                    .as_mut()
                    .and_then(|source| source.document.blocks.get_mut(block));
                if let Some(Block::Table(table)) = block {
                    table.rows.extend(rows);
                }
            }
            Piece::Criteria(path, criteria) => {
                let Some(draft) = &mut self.draft else { return };
                let Some((first, inner)) = path.split_first() else {
                    return;
                };
                let first = draft.sections.get_mut(*first);
                let section = inner
                    .iter()
                    .try_fold(first, |section, i| Some(section?.sections.get_mut(*i)));
                if let Some(Some(section)) = section {
                    section.criteria.extend(criteria);
                }
            }
            Piece::Became(became) => {
                if let Some(draft) = &mut self.draft {
                    draft.became.extend(became);
                }
            }
        }
    }

    /// Returns the whole; `None` if there was no first piece.
    pub fn wire(self) -> Option<Wire> {
        let document = self.source.map(|source| Wire::Document(Rc::new(source), self.draft));
        self.other.or(document)
    }
}
