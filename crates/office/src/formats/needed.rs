//! What a format requires: a part that is missing, or the value that is wanted in place of another.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// Something that a format requires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Needed {
    /// A key or a value of the format, as it is written in files.
    Key(Cow<'static, str>),
    /// A number above the least one.
    AboveLeast,
    /// The list of choices that a question names.
    Choices,
    /// The column with this head, as it is written in files.
    Column(Cow<'static, str>),
    /// The criteria.
    Criteria,
    /// The name of a criterion.
    CriterionName,
    /// A grading form's definition with a rubric.
    Definition,
    /// The description of a criterion or level.
    Description,
    /// An end above the start.
    EndAboveStart,
    /// The row with which a group begins.
    GroupBegin,
    /// The row with which a group ends.
    GroupEnd,
    /// The label of a question or choice.
    Label,
    /// A level.
    Level,
    /// A column for a level.
    LevelColumn,
    /// A number.
    Number,
    /// A JSON object.
    Object,
    /// The points of a level.
    Points,
    /// A column of points for each column of names.
    PointsColumns,
    /// The name of the rubric.
    RubricName,
    /// A step within the range.
    StepInRange,
    /// A table.
    Table,
}

impl Needed {
    pub(super) const fn key(key: &'static str) -> Self {
        Self::Key(Cow::Borrowed(key))
    }

    pub(super) const fn column(head: &'static str) -> Self {
        Self::Column(Cow::Borrowed(head))
    }
}

impl fmt::Display for Needed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key(key) => key,
            Self::Column(head) => return write!(f, "the column “{head}”"),
            Self::AboveLeast => "a number above the least one",
            Self::Choices => "the list of choices",
            Self::Criteria => "the criteria",
            Self::CriterionName => "the name of the criterion",
            Self::Definition => "a definition with a rubric",
            Self::Description => "the description",
            Self::EndAboveStart => "an end above the start",
            Self::GroupBegin => "the begin of the group",
            Self::GroupEnd => "the end of the group",
            Self::Label => "the label",
            Self::Level => "a level",
            Self::LevelColumn => "a column for a level",
            Self::Number => "a number",
            Self::Object => "an object",
            Self::Points => "the points",
            Self::PointsColumns => "a column “Rating Points” for each “Rating Name”",
            Self::RubricName => "the name of the rubric",
            Self::StepInRange => "a step within the range",
            Self::Table => "a table",
        })
    }
}
