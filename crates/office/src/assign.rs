//! What a person decided about a document, for [`understand_with`](crate::understand_with): blocks that are left out, what columns are
//! for, and what rows and paragraphs are. What is not decided is guessed.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// What a person decided about a document. As JSON, the columns and rows are lists of `[block, index, role]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Assignments {
    /// Tables and paragraphs that are left out, by index of the block.
    pub left_out: BTreeSet<usize>,
    /// What a column is for, by block and column.
    #[serde(with = "entries")]
    pub columns: BTreeMap<(usize, usize), ColumnRole>,
    /// What a row is, by block and row; a paragraph is row 0 of its block.
    #[serde(with = "entries")]
    pub rows: BTreeMap<(usize, usize), RowRole>,
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ColumnRole {
    /// Nothing.
    Ignored,
    /// Numbers of rows.
    Number,
    /// Sections, by depth: 1 for the outermost, 3 for the innermost.
    Section(u8),
    /// What is judged.
    Criterion,
    /// How it is judged.
    Guidance,
    /// The points.
    Points,
    /// The score that the person who filled in the document gave.
    Own,
    /// Notes, or reasons for lost points.
    Note,
    /// Who is responsible.
    Unit,
    /// What proves it.
    Evidence,
    /// How it is checked.
    Method,
    /// A level: its description, or its points.
    Level,
}

/// What a row or a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RowRole {
    /// A head of columns; of a paragraph: the title of the document.
    Head,
    /// A section.
    Section,
    /// A criterion, even without points.
    Criterion,
    /// More text of the criterion before it.
    More,
    /// A subtotal or a total.
    Total,
    /// A note.
    Note,
    /// Nothing.
    Ignored,
}

impl ColumnRole {
    /// All roles, for lists to choose from.
    pub const ALL: &[Self] = &[
        Self::Ignored,
        Self::Number,
        Self::Section(1),
        Self::Section(2),
        Self::Section(3),
        Self::Criterion,
        Self::Guidance,
        Self::Points,
        Self::Own,
        Self::Note,
        Self::Unit,
        Self::Evidence,
        Self::Method,
        Self::Level,
    ];
}

impl RowRole {
    /// All roles, for lists to choose from.
    pub const ALL: &[Self] = &[
        Self::Head,
        Self::Section,
        Self::Criterion,
        Self::More,
        Self::Total,
        Self::Note,
        Self::Ignored,
    ];
}

impl Assignments {
    /// Returns whether nothing is decided.
    pub fn is_empty(&self) -> bool {
        self.left_out.is_empty() && self.columns.is_empty() && self.rows.is_empty()
    }

    /// Returns the decisions about one block.
    pub fn of_block(&self, block: usize) -> BlockAssignments {
        BlockAssignments {
            columns: within(&self.columns, block),
            rows: within(&self.rows, block),
        }
    }
}

/// What a person decided about one table or paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockAssignments {
    /// What columns are for.
    pub columns: BTreeMap<usize, ColumnRole>,
    /// What rows are.
    pub rows: BTreeMap<usize, RowRole>,
}

impl BlockAssignments {
    /// Returns the columns that are assigned this role.
    pub fn columns_for(&self, role: ColumnRole) -> impl Iterator<Item = usize> {
        self.columns
            .iter()
            .filter_map(move |(column, own)| (*own == role).then_some(*column))
    }

    /// Returns whether a column is assigned this role.
    pub fn has_column(&self, role: ColumnRole) -> bool {
        self.columns_for(role).next().is_some()
    }

    /// Returns whether a row is assigned this role.
    pub fn has_row(&self, role: RowRole) -> bool {
        self.rows.values().any(|own| *own == role)
    }

    /// Returns whether a row is assigned another role than that of a head.
    pub fn is_body(&self, row: usize) -> bool {
        self.rows.get(&row).is_some_and(|role| *role != RowRole::Head)
    }
}

fn within<R: Copy>(all: &BTreeMap<(usize, usize), R>, block: usize) -> BTreeMap<usize, R> {
    all.range((block, 0)..=(block, usize::MAX))
        .map(|((_, index), role)| (*index, *role))
        .collect()
}

/// Maps with a pair of numbers as the key, as lists: JSON has only texts as keys.
mod entries {
    use super::{BTreeMap, Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<R: Serialize, S: Serializer>(
        map: &BTreeMap<(usize, usize), R>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map.iter().map(|((block, index), role)| (block, index, role)))
    }

    pub fn deserialize<'de, R: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<(usize, usize), R>, D::Error> {
        let all = Vec::<(usize, usize, R)>::deserialize(deserializer)?;
        Ok(all
            .into_iter()
            .map(|(block, index, role)| ((block, index), role))
            .collect())
    }
}
