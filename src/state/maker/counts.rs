//! What the points of a section count for.

use super::tree::text;
use assessment::json::Node;

/// What the points of a section count for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counts {
    /// The maximum.
    #[default]
    Base,
    /// On top of the total.
    Bonus,
    /// Taken off the total.
    Penalty,
}

impl Counts {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Base, Self::Bonus, Self::Penalty];

    pub(super) fn read(section: &Node) -> Self {
        match text(section, "counts") {
            "bonus" => Self::Bonus,
            "penalty" => Self::Penalty,
            _ => Self::Base,
        }
    }
}
