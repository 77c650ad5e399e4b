//! A row: the figures of one record, without its form.
//!
//! Parts are named by their place in the [`Layout`](crate::Layout). Points are in ten-thousandths, which are exact integers.

use assessment::answers::{RemedyStatus, Severity};
use assessment::points::Decimal;
use assessment::score::Standing;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The figures of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The record's id.
    pub id: Box<str>,
    /// Where the record is, in the caller's words: a file's name, and the line or the name in an archive.
    pub file: Box<str>,
    /// The subject's name; empty if the record has none.
    pub subject: Box<str>,
    /// The period that the record is about, as the person wrote it.
    pub period: Box<str>,
    /// The day on which it was filled in, `YYYY-MM-DD` if it is a day.
    pub date: Box<str>,
    /// The version of the rubric that the record answers.
    pub version: Box<str>,
    /// Answers to the profile's fields: the text, the number, the id of an option, or several texts with line ends between them.
    pub profile: Vec<Option<Box<str>>>,
    /// The total from elsewhere.
    pub claimed: Option<Amount>,
    /// What each rater's answers amount to: the first rater's always, another rater's if anything was entered.
    pub scores: Vec<Scores>,
    /// The problems of all raters, with the measures against them.
    pub problems: Vec<Problem>,
    /// The codes of the notices of opening, as in the verdict on a record.
    pub notices: Vec<Box<str>>,
    /// The figures of the record that differ from the computed ones.
    pub differences: Vec<Difference>,
    /// The highest edit of each copy of the form that the record has seen.
    pub history: Vec<(Box<str>, u32)>,
    /// The time of the last edit, by the clock of the copy in which it was made; empty if no edit has one.
    pub changed: Box<str>,
}

/// What a rater's answers amount to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// The rater, by place.
    pub rater: u32,
    /// How reliable the total is.
    #[serde(with = "standing")]
    pub standing: Standing,
    /// The total; none unless it is provisional or final.
    pub total: Option<Part>,
    /// Points of bonus sections, less those of penalty sections.
    pub extra: Amount,
    /// The grade, by place.
    pub grade: Option<u32>,
    /// The grades by the rank among all records, where they depend on it: for each of the layout's shares from the top, and last for all behind
    /// them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_rank: Vec<Option<u32>>,
    /// The raised gates, as indexes into the rubric's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<u32>,
    /// How many criteria are answered, of those that progress counts.
    pub answered: u32,
    /// How many criteria progress counts.
    pub criteria: u32,
    /// What each section adds; none where it does not apply.
    pub sections: Vec<Option<Part>>,
    /// Each criterion.
    pub items: Vec<Item>,
    /// The findings.
    pub findings: Vec<Finding>,
    /// The points of the subjects that share the form (convention 35): of each section that is combined by subject, and of each other criterion
    /// that is answered by subject.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
}

/// Points earned, and the most that could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part(pub Amount, pub Amount);

/// A criterion of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item(pub ItemState, pub Option<Part>);

/// How a criterion was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemState {
    /// It is not asked of this subject.
    #[serde(rename = "-")]
    Outside,
    /// Without an answer.
    #[serde(rename = "o")]
    Open,
    /// Answered.
    #[serde(rename = "a")]
    Answered,
    /// It does not apply.
    #[serde(rename = "n")]
    NotApplicable,
    /// The person does not know.
    #[serde(rename = "d")]
    DontKnow,
}

/// A finding of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The criterion, by place; none for a finding about the whole.
    pub criterion: Option<u32>,
    /// The code.
    pub code: Box<str>,
    /// The severity.
    pub severity: Severity,
}

/// A problem of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The rater, by place.
    pub rater: u32,
    /// The criterion, by place.
    pub criterion: u32,
    /// What is wrong.
    pub text: Box<str>,
    /// Its category.
    pub category: Box<str>,
    /// Its severity.
    pub severity: Severity,
    /// The measure against it; empty if there is none.
    pub measure: Box<str>,
    /// The person responsible.
    pub owner: Box<str>,
    /// The due day.
    pub due: Box<str>,
    /// The status of the measure.
    pub status: RemedyStatus,
    /// The day on which it was done.
    pub done: Box<str>,
}

/// The points of one subject of several that share a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The section or the criterion, by place.
    pub place: Place,
    /// The subject's name.
    pub name: Box<str>,
    /// Its points, rounded to four places, and the most that one can have.
    pub part: Part,
}

/// A section or a criterion, by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// A section.
    #[serde(rename = "s")]
    Section(u32),
    /// A criterion.
    #[serde(rename = "c")]
    Criterion(u32),
}

/// A figure of a record that differs from the computed one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// `standing`, `total`, `maximum`, `extra`, `mean`, `grade`, `vetoes`, or the id of a section or criterion.
    pub place: Box<str>,
    /// The record's figure.
    pub record: Box<str>,
    /// The computed figure.
    pub computed: Box<str>,
}

/// Points. As a line of text they are an integer: their ten-thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(pub Decimal);

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0.ten_thousandths())
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let count = i64::deserialize(deserializer)?;
        let amount = Decimal::of_ten_thousandths(i128::from(count));
        amount
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("beyond the sums of points"))
    }
}

impl Part {
    /// Points earned, and the most that could be.
    pub const fn new(score: Decimal, max: Decimal) -> Self {
        Self(Amount(score), Amount(max))
    }

    /// Points earned.
    pub const fn score(self) -> Decimal {
        self.0.0
    }

    /// The most that could be earned.
    pub const fn max(self) -> Decimal {
        self.1.0
    }

    /// Points not earned.
    pub fn lost(self) -> Decimal {
        self.max() - self.score()
    }
}

impl ItemState {
    /// The word in the tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::Open => "open",
            Self::Answered => "answered",
            Self::NotApplicable => "not-applicable",
            Self::DontKnow => "dont-know",
        }
    }
}

impl Item {
    /// The points of an answered criterion; none while it has no answer, or where it carries no points.
    pub fn part(self) -> Option<Part> {
        self.1
    }
}

impl Row {
    /// The scores of a rater.
    pub fn of_rater(&self, rater: u32) -> Option<&Scores> {
        self.scores.iter().find(|scores| scores.rater == rater)
    }

    /// The row as a line of text, without a line end.
    pub fn to_line(&self) -> String {
        // Every field is a text, a number or a list.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// A row from its line; none if it is not one.
    pub fn parse(line: &str) -> Option<Self> {
        serde_json::from_str(line).ok()
    }
}

/// A standing as its word.
mod standing {
    use super::{Deserialize, Deserializer, Serializer, Standing};

    const ALL: [Standing; 5] = [
        Standing::Unscored,
        Standing::Empty,
        Standing::TooFew,
        Standing::Provisional,
        Standing::Final,
    ];

    pub fn serialize<S: Serializer>(standing: &Standing, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(standing.word())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Standing, D::Error> {
        let word = String::deserialize(deserializer)?;
        let known = ALL.into_iter().find(|standing| standing.word() == word);
        known.ok_or_else(|| serde::de::Error::custom("no such standing"))
    }
}
