//! What a person has to look at, and whether it is settled.

use super::outline::Outline;
use super::tree::Part;
use assessment::points::Decimal;
use office::document::Remark;
use office::draft::{Doubt, DoubtKind, Place};
use office::formats::Unsaid;
use std::rc::Rc;

/// Something that a person has to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubtful {
    /// Names it among all others, for as long as the document is the same.
    pub key: String,
    /// What it is.
    pub matter: Matter,
    /// Where it stands in the document.
    pub place: Option<Place>,
    /// The part of the rubric that it is about.
    pub part: Option<Part>,
    /// Whether it is settled.
    pub status: Status,
}

/// What is doubtful.
#[derive(Clone, Debug, PartialEq)]
pub enum Matter {
    /// A doubt of the document.
    Document(DoubtKind),
    /// Something that the file has besides its text.
    Remark(Remark),
    /// A score that the scale of its criterion cannot have, which is in the note instead.
    ScoreAside(String),
    /// A criterion that was taken for an earlier one, though its text differs: the earlier text.
    Unsure(String),
    /// A criterion of the earlier rubric that the document no longer has: its text.
    Gone(String),
    /// Something that another format says and a rubric cannot.
    Unsaid(Unsaid),
}

/// Whether a doubt is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// A person has to look.
    Open,
    /// A change has settled it.
    Mended,
    /// A person has looked, and leaves it as it is.
    Seen,
}

impl Matter {
    /// Whether the points or the structure may be wrong.
    pub fn is_blocking(&self) -> bool {
        match self {
            Self::Document(kind) => kind.is_blocking(),
            Self::Unsure(_) => true,
            Self::Remark(remark) => matches!(remark, Remark::FormulaWithoutValue { .. }),
            Self::Gone(_) | Self::Unsaid(_) | Self::ScoreAside(_) => false,
        }
    }
}

/// Returns the doubt about a place of the document. `part` is what the place became.
pub(super) fn of_document(
    doubt: &Doubt,
    part: Option<Part>,
    outline: &Outline,
    seen: &dyn Fn(&str) -> bool,
) -> Doubtful {
    let key = format!("{:?} {:?}", doubt.place, doubt.kind);
    let line = part.as_ref().and_then(|part| outline.line(part));
    let is_mended = match &doubt.kind {
        DoubtKind::SumDiffers { stated, .. } => {
            let section = line.filter(|line| matches!(line.part, Part::Section(_)));
            let found = section.map_or(Some(outline.total), |section| section.points);
            let declared = section.map_or(&outline.declared, |section| &section.declared);
            // The points were changed to make the sum, or a person declared what they make.
            found == Some(*stated) || found.is_some() && Decimal::typed(declared).ok() == found
        }
        DoubtKind::NoPoints | DoubtKind::PointsUnread(_) | DoubtKind::SharedPoints => {
            line.is_some_and(|line| matches!(line.part, Part::Criterion(_)) && line.points.is_some())
        }
        DoubtKind::Veto => line.is_some_and(|line| line.is_veto),
        _ => false,
    };
    let status = if is_mended {
        Status::Mended
    } else if seen(&key) {
        Status::Seen
    } else {
        Status::Open
    };
    Doubtful {
        key,
        matter: Matter::Document(doubt.kind.clone()),
        place: doubt.place,
        part,
        status,
    }
}

/// Returns a doubt that only a person can settle.
pub(super) fn other(matter: Matter, place: Option<Place>, part: Option<Part>, seen: &dyn Fn(&str) -> bool) -> Doubtful {
    let key = format!("{matter:?}");
    let status = if seen(&key) { Status::Seen } else { Status::Open };
    Doubtful {
        key,
        matter,
        place,
        part,
        status,
    }
}

/// Returns a criterion by id.
pub(super) fn criterion(id: &str) -> Option<Part> {
    Some(Part::Criterion(Rc::from(id)))
}
