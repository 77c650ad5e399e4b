//! A rubric as it was understood from a document: sections and criteria with the place each came from, and the doubts that a person
//! has to settle.

use crate::assign::{ColumnRole, RowRole};
use assessment::points::Decimal;
use serde::{Deserialize, Serialize};

/// Where something stands in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The index of the paragraph or table among the blocks of the document.
    pub block: usize,
    /// The index of the row among the rows of the table; 0 for a paragraph.
    pub row: usize,
    /// The column; `None` for a whole row or a paragraph.
    pub column: Option<usize>,
}

/// A rubric as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The title.
    pub title: Option<String>,
    /// The sections, in the order of the document. A document without any has one without a title.
    pub sections: Vec<Section>,
    /// Lines that explain the rubric: introductions and notes.
    pub notes: Vec<String>,
    /// What the form asks about its subject.
    #[serde(default)]
    pub profile: Vec<Field>,
    /// The grades, the best first.
    #[serde(default)]
    pub grades: Vec<Grade>,
    /// Whether the document states a total, and the criteria make it.
    pub is_confirmed: bool,
    /// What has to be looked at by a person.
    pub doubts: Vec<Doubt>,
    /// What each row of each table and each paragraph became: every one once, in the order of the document.
    pub became: Vec<(Place, Became)>,
    /// What each column was taken for, by the index of the table among the blocks, for the tables that the draft comes from. `None` if
    /// the column was not used.
    pub columns: Vec<(usize, Vec<Option<ColumnRole>>)>,
}

/// Something that the form asks about its subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The label, such as 填报学校.
    pub label: String,
    /// What belongs into it.
    pub kind: FieldKind,
    /// Where it stands.
    pub place: Place,
}

/// What belongs into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldKind {
    /// The name of the subject; at most one field has it.
    Subject,
    /// A line.
    Text,
    /// A day.
    Date,
}

/// A grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    /// Its name.
    pub label: String,
    /// The least points with which it is earned.
    pub at_least: Decimal,
    /// Where it stands.
    pub place: Place,
}

/// A section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The number before the title, such as `一` or `A`.
    pub label: Option<String>,
    /// The title; empty for the only section of a document without any.
    pub title: String,
    /// The points that the document states for it.
    pub declared: Option<Decimal>,
    /// Whether its points come on top of the total.
    pub bonus: bool,
    /// Whether its points are taken off the total.
    pub penalty: bool,
    /// The criteria directly in it.
    pub criteria: Vec<Criterion>,
    /// The sections inside it.
    pub sections: Vec<Section>,
    /// Where it stands.
    pub place: Option<Place>,
}

/// A criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// The number before the text, such as `1` or `（三）`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What is judged.
    pub text: String,
    /// How it is judged: the text of further columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guidance: Vec<String>,
    /// The points; `None` if the document states none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Decimal>,
    /// The rule by which they are given, if the document says it plainly.
    pub rule: Rule,
    /// Whether the points come on top of the total.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bonus: bool,
    /// The score that the person who filled in the document gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<Decimal>,
    /// What they wrote beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who is responsible.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// How it is looked into.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// How points are given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// Any points up to the maximum.
    #[default]
    Points,
    /// Named levels, best first.
    Levels(Vec<Level>),
    /// Yes for all points, no for none.
    YesNo,
    /// So many points off for each finding, down to 0.
    Deductions {
        /// Points for each finding.
        each: Decimal,
        /// What is counted, such as 处.
        unit: String,
    },
    /// So many points for each, up to the maximum.
    Each {
        /// Points for each.
        each: Decimal,
        /// What is counted, such as 项.
        unit: String,
    },
    /// Points by percentage: bounds from the highest down, each with its points.
    Percent(Vec<(Decimal, Decimal)>),
    /// A condition that fails the whole.
    Veto,
}

/// A level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Its name.
    pub label: String,
    /// Its points.
    pub points: Decimal,
    /// What it means.
    pub text: String,
}

/// What a row or a paragraph became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Became {
    /// The head of a table.
    Head,
    /// A section.
    Section,
    /// A criterion.
    Criterion,
    /// More text of the criterion before it.
    More,
    /// A subtotal or a total, which was compared.
    Total,
    /// The title.
    Title,
    /// A note.
    Note,
    /// Nothing.
    Ignored,
}

/// Something that a person has to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Where.
    pub place: Option<Place>,
    /// What.
    pub kind: DoubtKind,
}

/// What is doubtful.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum DoubtKind {
    /// The sum of the criteria is not the one that the document states.
    SumDiffers {
        /// What it states.
        stated: Decimal,
        /// What the criteria make.
        found: Decimal,
    },
    /// The score that the document states is not the sum of the scores in it.
    OwnSumDiffers {
        /// What it states.
        stated: Decimal,
        /// What the scores make.
        found: Decimal,
    },
    /// A row among the criteria has no points.
    NoPoints,
    /// A cell for points has something else in it.
    PointsUnread(String),
    /// A score above the points.
    OwnAbovePoints,
    /// Two columns may be the one with the points.
    TwoPointColumns,
    /// Weights beside the points, which the points do not follow.
    WeightsBeside,
    /// The points are those of the highest level, and no column has them.
    PointsFromLevels,
    /// Points with a mark beside them, such as `25*`.
    MarkedPoints(String),
    /// A row has more or fewer fields than the others.
    UnevenRow,
    /// Another table or list in the document may be the one that is meant.
    Competing,
    /// Several rows share one cell of points.
    SharedPoints,
    /// Several rows with points share one text.
    SharedText,
    /// A row has points and no text, and is left out.
    NoText,
    /// Shares of something, and not points.
    Shares,
    /// Points on top of the total, with a limit that the text states.
    BonusLimit,
    /// A rule in words that was not understood; the criterion has its points and its text.
    RuleUnread,
    /// A veto: a person decides which grade it means.
    Veto,
    /// A number in the text may be points.
    PointsInText,
    /// The grades were taken from here.
    GradesTaken,
    /// Grades in words that are not plain; the text is a note.
    GradesUnread,
}

impl From<RowRole> for Became {
    fn from(role: RowRole) -> Self {
        match role {
            RowRole::Head => Self::Head,
            RowRole::Section => Self::Section,
            RowRole::Criterion => Self::Criterion,
            RowRole::More => Self::More,
            RowRole::Total => Self::Total,
            RowRole::Note => Self::Note,
            RowRole::Ignored => Self::Ignored,
        }
    }
}

impl DoubtKind {
    /// Whether a person has to decide before the rubric can be used: the points or the structure may be wrong.
    pub fn is_blocking(&self) -> bool {
        !matches!(
            self,
            Self::RuleUnread
                | Self::Veto
                | Self::OwnAbovePoints
                | Self::OwnSumDiffers { .. }
                | Self::GradesTaken
                | Self::GradesUnread
        )
    }
}

impl Place {
    /// The place of a whole row of a table, or of a paragraph with row 0.
    pub fn of_row(block: usize, row: usize) -> Self {
        Self {
            block,
            row,
            column: None,
        }
    }
}

impl Criterion {
    /// A criterion with a text and points, and nothing else.
    pub fn new(text: &str, points: Option<Decimal>, place: Place) -> Self {
        Self {
            label: None,
            text: text.to_owned(),
            guidance: Vec::new(),
            points,
            rule: Rule::Points,
            bonus: false,
            own: None,
            note: None,
            units: Vec::new(),
            evidence: Vec::new(),
            methods: Vec::new(),
            place,
        }
    }
}

impl Section {
    /// Returns whether its points are part of the total.
    pub fn counts(&self) -> bool {
        let is_veto = self.all().into_iter().all(|criterion| criterion.rule == Rule::Veto);
        !(self.bonus || self.penalty || is_veto)
    }

    /// Returns the criteria in the section and in those inside it.
    pub fn all(&self) -> Vec<&Criterion> {
        let inner = self.sections.iter().flat_map(Self::all);
        self.criteria.iter().chain(inner).collect()
    }

    /// Returns the last criterion in the section or in those inside it.
    pub(crate) fn last_criterion(&mut self) -> Option<&mut Criterion> {
        match self.sections.is_empty() {
            true => self.criteria.last_mut(),
            false => self.sections.last_mut().and_then(Self::last_criterion),
        }
    }

    /// Returns the sum of the points that count in the total.
    pub fn sum(&self) -> Decimal {
        let counted = self.all().into_iter().filter(|criterion| !criterion.bonus);
        counted.filter_map(|criterion| criterion.points).sum()
    }
}

impl Draft {
    /// Says that a row, of which it is known what it became, is a note.
    pub(crate) fn became_note(&mut self, place: Place) {
        let at = self
            .became
            .binary_search_by_key(&(place.block, place.row), |(own, _)| (own.block, own.row));
        if let Some((_, became)) = at.ok().and_then(|at| self.became.get_mut(at)) {
            *became = Became::Note;
        }
    }

    /// Returns all criteria.
    pub fn criteria(&self) -> Vec<&Criterion> {
        self.sections.iter().flat_map(Section::all).collect()
    }

    /// Returns the sum of the points that count in the total.
    pub fn total(&self) -> Decimal {
        let sections = self.sections.iter().filter(|section| section.counts());
        sections.map(Section::sum).sum()
    }
}
