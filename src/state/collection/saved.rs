//! What the browser keeps of a collection, beside the rows and the files.

use super::read::{NotCounted, Place, Unread};
use rollup::copies::Key;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Totals that were typed beside those of rows, as typed, by the record's id.
pub type Typed = BTreeMap<Box<str>, String>;

/// Copies of a record whose raters' answers belong to its row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// What decides about the record by itself.
    pub own: Key,
    /// Where the copies are, the newest first, with what decides about each.
    pub copies: Vec<(Place, Key)>,
}

/// What the browser keeps beside the rows and the files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The text of the rubric.
    pub rubric: Rc<str>,
    /// Where the text of each record that counts is, in the order of the rows.
    pub places: Vec<Place>,
    /// Copies with answers of other raters, by the record's id.
    #[serde(default)]
    pub joined: BTreeMap<Box<str>, Joined>,
    /// Records that do not count.
    pub replaced: Vec<NotCounted>,
    /// Files and records that were not read.
    pub unread: Vec<Unread>,
    /// Totals that were typed.
    #[serde(default)]
    pub typed: Typed,
    /// The list of names that should be there.
    #[serde(default)]
    pub list: String,
    /// The weights of periods, as typed.
    #[serde(default)]
    pub weights: BTreeMap<Box<str>, String>,
    /// What was typed into the grid.
    #[serde(default)]
    pub grid: super::grid::Typed,
    /// The rater whose figures are shown.
    #[serde(default)]
    pub rater: u32,
    /// Whether a reading was stopped or failed.
    #[serde(default)]
    pub is_incomplete: bool,
}
