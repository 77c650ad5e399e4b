//! A record in blocks, so that a page can carry it and an edit rewrites little: one for what belongs to the whole, one for
//! each run of criteria. [`Splitter`] writes them, [`join`] makes one record file of them again.
//!
//! Where the blocks are kept is not known here; that is `web/light` of the app.

mod join;
mod split;

pub use join::{Harm, Joined, Lost, join};
pub use split::{Part, Splitter};

use super::file::{CriterionRef, EntryFile, RecordFile, RubricRef, ScoreFile};
use crate::read::leaf::Map;
use crate::read::{Read, object};
use std::rc::Rc;

/// The part that belongs to the whole. Like every name here it is none that a run of criteria can have.
pub const HEAD: &str = "head";
/// The part for what the file held and this rubric has no place for.
pub const REST: &str = "rest";

object! {
    /// A part of a record, as it stands in a page.
    pub struct Block {
        /// The record's id: blocks of two records do not mix.
        required "record" record: Rc<str>,
        /// Its name, which no other block of the record has.
        required "part" part: Rc<str>,
        /// The rubric that the record answers.
        required "rubric" rubric: RubricRef,
        /// In the head: all that belongs to no criterion.
        optional "file" file: RecordFile,
        /// In the head: the names of the other blocks, so that a lost one is missed.
        many "parts" parts: Vec<Rc<str>>,
        /// In the head: the raters, in the order in which the file has them.
        many "raters" raters: Vec<Rc<str>>,
        /// Narratives by section.
        many "sections" sections: Map<Rc<str>>,
        /// Answers by rater and criterion.
        many "answers" answers: Map<Map<EntryFile>>,
        /// The criteria that were answered, as they stood.
        many "criteria" criteria: Map<CriterionRef>,
        /// Scores of raters that the rubric does not name.
        many "scores" scores: Map<ScoreFile>,
    }
}

impl Block {
    /// A block with nothing in it.
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

    /// On one line, without what could end a script element.
    fn text(&self) -> String {
        crate::json::line(&self.write())
    }
}
