//! What a person chose to see of the rows, and the rows in the order in which they are shown.

use assessment::points::Decimal;
use rollup::collection::total;
use rollup::copies::folded;
use rollup::{Collection, Row};
use std::cmp::Ordering;

/// A part of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Mean, spread, grades, sections and groups.
    Summary,
    /// A row for each subject.
    #[default]
    Subjects,
    /// Where points are lost.
    Criteria,
    /// Every problem of every subject.
    Problems,
    /// Copies, damaged records, and names that are missing.
    Checks,
    /// Several periods with weights.
    Periods,
    /// A grid into which many subjects are typed.
    Entry,
}

impl Tab {
    /// All parts, in order.
    pub const ALL: [Self; 7] = [
        Self::Summary,
        Self::Subjects,
        Self::Criteria,
        Self::Problems,
        Self::Checks,
        Self::Periods,
        Self::Entry,
    ];
}

/// A column of the table of subjects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// The rank.
    #[default]
    Rank,
    /// The subject's name.
    Subject,
    /// The period.
    Period,
    /// The total.
    Total,
    /// The grade.
    Grade,
    /// The points of a section, by place.
    Section(u32),
    /// How many findings there are.
    Findings,
    /// How many problems there are.
    Problems,
    /// The total that was typed, less the computed one.
    Typed,
    /// The total less that of the earlier collection.
    Change,
}

/// The order of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The column.
    pub column: Column,
    /// Whether the largest comes first.
    pub is_down: bool,
}

/// What a person chose to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The part of the page.
    pub tab: Tab,
    /// The rater, by place.
    pub rater: u32,
    /// The order.
    pub order: Order,
    /// Words in the name of a subject.
    pub words: String,
    /// A grade alone, by place; `Some(None)`: those without one.
    pub grade: Option<Option<u32>>,
    /// A value of a profile field alone.
    pub value: Option<(usize, Box<str>)>,
    /// The profile field by which figures are grouped.
    pub group: Option<usize>,
}

/// What the order of rows needs beside the rows themselves.
pub(super) struct Beside<'b> {
    /// The rank, by row.
    pub(super) rank: &'b dyn Fn(usize) -> Option<u32>,
    /// The grade, by row.
    pub(super) grade: &'b dyn Fn(usize) -> Option<u32>,
    /// The typed total less the computed one, by row.
    pub(super) typed: &'b dyn Fn(usize) -> Option<Decimal>,
    /// The total less the earlier one, by row.
    pub(super) change: &'b dyn Fn(usize) -> Option<Decimal>,
}

/// Returns the indexes of the rows that are shown, in their order.
pub(super) fn shown(view: &View, collection: &Collection, beside: &Beside<'_>) -> Vec<usize> {
    let words = folded(&view.words);
    let rows = collection.rows();
    let is_shown = |at: usize| {
        let row = &rows[at];
        let has_words = words.is_empty() || folded(&row.subject).contains(&words);
        let has_grade = view.grade.is_none_or(|grade| (beside.grade)(at) == grade);
        let has_value = view.value.as_ref().is_none_or(|(field, value)| {
            let own = row.profile.get(*field).and_then(Option::as_ref);
            own == Some(value)
        });
        has_words && has_grade && has_value
    };
    let mut all: Vec<usize> = (0..rows.len()).filter(|at| is_shown(*at)).collect();
    all.sort_by(|one, other| {
        let order = compared(view, rows, beside, *one, *other);
        // Equal rows stay in the order of reading.
        order.then(one.cmp(other))
    });
    all
}

fn compared(view: &View, rows: &[Row], beside: &Beside<'_>, one: usize, other: usize) -> Ordering {
    let points = |at: usize| rows[at].of_rater(view.rater).and_then(total);
    let Order { column, is_down } = view.order;
    match column {
        Column::Subject => turned(rows[one].subject.cmp(&rows[other].subject), is_down),
        Column::Period => turned(rows[one].period.cmp(&rows[other].period), is_down),
        Column::Rank => last((beside.rank)(one), (beside.rank)(other), is_down),
        Column::Grade => last((beside.grade)(one), (beside.grade)(other), is_down),
        Column::Total => last(points(one), points(other), is_down),
        Column::Section(section) => {
            let part = |at: usize| {
                let scores = rows[at].of_rater(view.rater)?;
                scores
                    .sections
                    .get(section as usize)
                    .copied()
                    .flatten()
                    .map(|part| part.score())
            };
            last(part(one), part(other), is_down)
        }
        Column::Findings => {
            let count = |at: usize| rows[at].of_rater(view.rater).map_or(0, |scores| scores.findings.len());
            turned(count(one).cmp(&count(other)), is_down)
        }
        Column::Problems => turned(rows[one].problems.len().cmp(&rows[other].problems.len()), is_down),
        Column::Typed => last((beside.typed)(one), (beside.typed)(other), is_down),
        Column::Change => last((beside.change)(one), (beside.change)(other), is_down),
    }
}

fn turned(order: Ordering, is_down: bool) -> Ordering {
    if is_down { order.reverse() } else { order }
}

/// Compares values of which some are not there: these come last, whichever the order.
fn last<T: Ord>(one: Option<T>, other: Option<T>, is_down: bool) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => turned(one.cmp(&other), is_down),
        (one, other) => one.is_none().cmp(&other.is_none()),
    }
}
