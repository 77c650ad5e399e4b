//! Scales: which answers are possible, and what they are worth. One file a family; a new one adds its `mod`, its `use`
//! and one line to the table at the end. Everything else about it is in its file: its keys, its `Family`, its `Format`.

mod checklist;
mod comment;
mod deductions;
mod each;
mod entries;
mod grid;
mod levels;
mod measure;
mod parts;
mod points;
mod quantity;
mod table;
mod tiers;
mod yes_no;

pub use checklist::{Checklist, Combine, Item, Step};
pub use comment::Comment;
pub use deductions::{Deductions, Finding, TakenOff};
pub use each::{ANSWER, Combining, Each, OfOne, POINTS, PointsOfOne, SectionEach, Together};
pub use entries::{COUNT, Entries, Factor, FactorOption, NAME, PROOF, named, parted};
pub use grid::{Grid, Refusal};
pub use levels::{Level, Levels};
pub use measure::Measure;
pub use parts::{Part, Parts};
pub use points::Points;
pub use quantity::{
    Against, Among, Asked, BEFORE, Compared, DENOMINATOR, Measured, NOW, NUMERATOR, Quantity, Reached, Row, VALUE,
};
pub use table::{OfPart, Side, Table, Target};
pub use tiers::{Clause, Tier, Tiers};
pub use yes_no::{Right, YesNo, YesNoLabels};

use super::{Facts, Feature, Source};
use crate::Id;
use crate::answers::{Answer, Entry};
use crate::points::Decimal;
use crate::read::tagged;

/// The worth of an entry on a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub enum Worth {
    /// Unanswered, or answered incompletely.
    Open,
    /// Answered, but with nothing to score: not counted in the maximum.
    Excluded,
    /// Answered, on a scale that carries no points.
    Unscored,
    /// Answered, with points that are known once all records are there.
    Pending,
    /// Points, before any weight.
    Points(Decimal),
}

/// The interface that every family of scales implements.
pub trait Family {
    /// The maximum points; `None` if the scale is not scored.
    fn maximum(&self) -> Option<Decimal>;

    /// Whether an answer belongs to this scale. The criterion handles "not applicable", not the scale.
    fn takes(&self, answer: &Answer) -> bool;

    /// The worth of an entry, given the facts about the subject. Never called with "not applicable".
    fn worth(&self, entry: &Entry, facts: &Facts) -> Worth;

    /// The maximum points, given the facts about the subject: parts of a scale may not apply.
    fn most(&self, _facts: &Facts) -> Option<Decimal> {
        self.maximum()
    }

    /// The values of the named amount; `None` if the scale has no such amount.
    fn field(&self, _amount: &Id) -> Option<Grid> {
        None
    }

    /// Whether this text is accepted under this name.
    fn takes_text(&self, _name: &Id, _text: &str) -> bool {
        false
    }

    /// Whether its points have no maximum.
    fn has_no_limit(&self) -> bool {
        false
    }

    /// Calls `visit` with everything on which its points depend, besides the entry.
    fn sources<'a>(&'a self, _visit: &mut dyn FnMut(Source<'a>)) {}

    /// Whether its points are taken from those with which its section starts.
    fn takes_from_pool(&self) -> bool {
        false
    }

    /// Whether the entry is made of named amounts and not of an answer.
    fn is_of_amounts(&self) -> bool {
        false
    }
}

/// What a scale adds to the file format, besides the keys that `object!` declares. A fingerprint omits a key wherever it
/// occurs, so a key of the format that has another meaning elsewhere belongs to neither list.
pub(crate) trait Format {
    /// Its keys, inner ones too, that are only text for people.
    const WORDS: &[&str];
    /// Its keys, inner ones too, that only affect scores.
    const FIGURES: &[&str];
}

macro_rules! families {
    ($($(#[doc = $doc:literal])* $word:literal $name:ident $(where $feature:path)?,)*) => {
        tagged! {
            /// A scale: which answers are possible and what they are worth.
            pub enum Scale { $($(#[doc = $doc])* $word $name($name) $(where $feature)?,)* }
        }

        impl Scale {
            /// The scale as its interface.
            pub fn family(&self) -> &dyn Family {
                match self { $(Self::$name(scale) => scale,)* }
            }
        }

        /// The keys of each scale that are only text for people.
        pub(super) const WORDS: &[&[&str]] = &[$($name::WORDS,)*];
        /// The keys of each scale that only affect scores.
        pub(super) const FIGURES: &[&[&str]] = &[$($name::FIGURES,)*];
    };
}

families! {
    /// Points from a minimum to a maximum, on a step.
    "points" Points,
    /// Named levels, each with a descriptor and points; without points it is a choice that is not scored.
    "levels" Levels,
    /// Yes or no, optionally partly; without points it is not scored.
    "yes-no" YesNo,
    /// Parts with separate points, which add up.
    "parts" Parts,
    /// A list of items; the number of met items gives the points by steps.
    "checklist" Checklist,
    /// A count, a measure or a ratio, from which the points follow.
    "measure" Measure,
    /// Full marks less a rate for each finding.
    "deductions" Deductions,
    /// Cumulative tiers, each with clauses.
    "tiers" Tiers where Feature::Tiers,
    /// An open list of entries, each worth a rate times its factors.
    "entries" Entries where Feature::Entries,
    /// One question for each subject of a list.
    "each" Each where Feature::EachSubject,
    /// A text that is not scored.
    "comment" Comment,
}

impl Scale {
    /// The maximum points; `None` if the scale is not scored.
    pub fn maximum(&self) -> Option<Decimal> {
        self.family().maximum()
    }
}
