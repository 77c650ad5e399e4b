//! A record in blocks, so that a page can carry it and an edit rewrites little: one block for the head, one for each
//! chunk of criteria. [`Splitter`] writes them, [`join`] makes one record file of them again.
//!
//! This module does not know where blocks are stored; the app puts them into the page.

mod join;
mod split;

pub use join::{BlockError, Joined, Lost, join};
pub use split::{Part, Splitter};

use super::file::{CriterionRef, EntryFile, RecordFile, RubricRef, ScoreFile};
use crate::read::leaf::Map;
use crate::read::{Read, object};
use std::rc::Rc;

/// The name of the head: everything that belongs to no criterion. No chunk of criteria can have this name.
pub const HEAD: &str = "head";
/// The name of the block for content that the rubric has no place for.
pub const REST: &str = "rest";

object! {
    /// A block of a record, as a page contains it.
    pub struct Block {
        /// The record's id: blocks of two records are never combined.
        required "record" record: Rc<str>,
        /// Its name, which no other block of the record has.
        required "part" part: Rc<str>,
        /// The rubric that the record answers.
        required "rubric" rubric: RubricRef,
        /// In the head: everything that belongs to no criterion.
        optional "file" file: RecordFile,
        /// In the head: the names of the other blocks, so that a lost one is noticed.
        many "parts" parts: Vec<Rc<str>>,
        /// In the head: the raters, in the order in which the file has them.
        many "raters" raters: Vec<Rc<str>>,
        /// Narratives by section.
        many "sections" sections: Map<Rc<str>>,
        /// Answers by rater and criterion.
        many "answers" answers: Map<Map<EntryFile>>,
        /// The answered criteria, as they were worded and scored.
        many "criteria" criteria: Map<CriterionRef>,
        /// Scores of raters that the rubric does not name.
        many "scores" scores: Map<ScoreFile>,
    }
}

impl Block {
    /// An empty block.
    fn new(record: &Rc<str>, part: Rc<str>, rubric: RubricRef) -> Self {
        Self {
            record: record.clone(),
            part,
            rubric,
            file: None,
            parts: Vec::new(),
            raters: Vec::new(),
            sections: Map::default(),
            answers: Map::default(),
            criteria: Map::default(),
            scores: Map::default(),
        }
    }

    /// On one line, without a sequence that could end a script element.
    fn text(&self) -> String {
        crate::json::line(&self.write())
    }
}
