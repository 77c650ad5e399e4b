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
    let mut pieces = Vec::new();
    let head = match wire {
        Wire::Document(source, draft) => {
            let source = take_rows(source, &mut pieces);
            Wire::Document(source, draft.map(|draft| take_parts(draft, &mut pieces)))
        }
        Wire::Kept(mut saved, draft) => {
            saved.source = saved.source.map(|source| take_rows(source, &mut pieces));
            Wire::Kept(saved, draft.map(|draft| take_parts(draft, &mut pieces)))
        }
        other => other,
    };
    std::iter::once(Piece::Head(Box::new(head))).chain(pieces).collect()
}

fn take_rows(source: Rc<Source>, pieces: &mut Vec<Piece>) -> Rc<Source> {
    let mut source = Rc::unwrap_or_clone(source);
    for (i, block) in source.document.blocks.iter_mut().enumerate() {
        if let Block::Table(table) = block {
            pieces.extend(chunks(std::mem::take(&mut table.rows)).map(|rows| Piece::Rows(i, rows)));
        }
    }
    Rc::new(source)
}

fn take_parts(mut draft: Draft, pieces: &mut Vec<Piece>) -> Draft {
    take_criteria(&mut draft.sections, &mut Vec::new(), pieces);
    pieces.extend(chunks(std::mem::take(&mut draft.became)).map(Piece::Became));
    draft
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
pub struct Joined(Option<Wire>);

impl Joined {
    /// Takes the next piece.
    pub fn take(&mut self, piece: Piece) {
        match piece {
            Piece::Head(wire) => self.0 = Some(*wire),
            Piece::Rows(block, rows) => {
                // Nothing else has the document yet.
                let source = self.source().and_then(Rc::get_mut);
                let block = source.and_then(|source| source.document.blocks.get_mut(block));
                if let Some(Block::Table(table)) = block {
                    table.rows.extend(rows);
                }
            }
            Piece::Criteria(path, criteria) => {
                let Some(draft) = self.draft() else { return };
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
                if let Some(draft) = self.draft() {
                    draft.became.extend(became);
                }
            }
        }
    }

    /// Returns the whole; `None` if there was no first piece.
    pub fn wire(self) -> Option<Wire> {
        self.0
    }

    fn source(&mut self) -> Option<&mut Rc<Source>> {
        match self.0.as_mut()? {
            Wire::Document(source, _) => Some(source),
            Wire::Kept(saved, _) => saved.source.as_mut(),
            Wire::Rubric(..) | Wire::Failed(_) => None,
        }
    }

    fn draft(&mut self) -> Option<&mut Draft> {
        match self.0.as_mut()? {
            Wire::Document(_, draft) | Wire::Kept(_, draft) => draft.as_mut(),
            Wire::Rubric(..) | Wire::Failed(_) => None,
        }
    }
}
