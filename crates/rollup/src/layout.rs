//! The parts of a rubric in a fixed order, so that a row holds figures and no ids.

use assessment::Id;
use assessment::points::Decimal;
use assessment::rubric::fingerprint::Fingerprint;
use assessment::rubric::{COMBINED, Part, Rubric, Standing};
use serde::{Deserialize, Serialize};

/// The parts of a rubric, in order. Unlike [`Rubric`] a layout can be sent to another thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// The rubric's id.
    pub rubric: Box<str>,
    /// Its version.
    pub version: Box<str>,
    /// The fingerprint of what affects scores.
    pub scoring: Box<str>,
    /// The raters, and after them `combined` if their points make one score.
    pub raters: Vec<Box<str>>,
    /// The sections at any depth, each before the sections inside it.
    pub sections: Vec<SectionPlace>,
    /// The criteria.
    pub criteria: Vec<CriterionPlace>,
    /// The ids of the grades, the best first.
    pub grades: Vec<Box<str>>,
    /// The ids of the profile's fields.
    pub fields: Vec<Box<str>>,
    /// The shares from the top on which a grade depends, in percent, the smallest first.
    pub tops: Vec<Decimal>,
}

/// A section of a layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionPlace {
    /// Its id.
    pub id: Box<str>,
    /// How deep it is: 1 for a section of the whole.
    pub depth: u32,
    /// The index of the section around it.
    pub parent: Option<u32>,
    /// How it counts towards the total.
    #[serde(with = "word")]
    pub standing: Standing,
    /// Whether it has points.
    pub has_points: bool,
}

/// A criterion of a layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionPlace {
    /// Its id.
    pub id: Box<str>,
    /// The index of its section.
    pub section: u32,
}

impl Layout {
    /// The layout of a rubric.
    pub fn of(rubric: &Rubric) -> Self {
        let mut sections: Vec<SectionPlace> = Vec::new();
        let mut criteria = Vec::new();
        rubric.walk(&mut |part| match part {
            Part::Section(section) => {
                let parent = sections
                    .iter()
                    .rposition(|other| other.depth < u32::from(section.depth));
                sections.push(SectionPlace {
                    id: text(&section.id),
                    depth: section.depth.into(),
                    parent: parent.map(index),
                    standing: section.standing,
                    has_points: section.standing != Standing::Base || section.full > Decimal::ZERO,
                });
            }
            // The criteria of a section come before the sections inside it.
            Part::Criterion(criterion) => criteria.push(CriterionPlace {
                id: text(&criterion.id),
                section: index(sections.len() - 1),
            }),
        });
        let combined = rubric.combined.as_ref().map(|_| COMBINED.into());
        let bands = rubric
            .grades
            .as_ref()
            .map(|grades| &grades.bands[..])
            .unwrap_or_default();
        let mut tops: Vec<Decimal> = bands.iter().filter_map(|band| band.top).collect();
        tops.sort_unstable();
        tops.dedup();
        Self {
            rubric: text(&rubric.id),
            version: rubric.version.as_ref().into(),
            scoring: Fingerprint::of(rubric).scoring.as_ref().into(),
            raters: rubric
                .rater_ids()
                .iter()
                .map(|id| Box::from(&**id))
                .chain(combined)
                .collect(),
            sections,
            criteria,
            grades: bands.iter().map(|band| text(&band.id)).collect(),
            fields: rubric.profile.iter().map(|field| text(&field.id)).collect(),
            tops,
        }
    }

    /// Whether the points of a section are part of the maximum. Those of a bonus or a penalty section are not, and those inside it neither.
    pub fn is_base(&self, section: u32) -> bool {
        let mut inside = Some(section);
        while let Some(at) = inside {
            let Some(section) = self.sections.get(at as usize) else {
                break;
            };
            if section.standing != Standing::Base {
                return false;
            }
            // A section comes before those inside it; a layout that was read from a file may be damaged.
            inside = section.parent.filter(|parent| *parent < at);
        }
        true
    }

    /// The index of the rater with this id.
    pub fn rater(&self, id: &str) -> Option<u32> {
        self.raters.iter().position(|rater| **rater == *id).map(index)
    }
}

fn text(id: &Id) -> Box<str> {
    Box::from(&**id)
}

/// Positions are far below the limits of a rubric.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// How a section counts as its word in the rubric format.
mod word {
    use super::Standing;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(standing: &Standing, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(standing.word())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Standing, D::Error> {
        let word = String::deserialize(deserializer)?;
        let known = Standing::ALL.iter().find(|standing| standing.word() == word);
        known.copied().ok_or_else(|| D::Error::custom("no such way to count"))
    }
}
