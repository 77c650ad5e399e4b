//! The papers that can be made of a form.

use serde::{Deserialize, Serialize};

/// A paper, or a table beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// The written report.
    #[default]
    Report,
    /// Rates, points lost, raters, and the earlier form, as charts and tables.
    Comparison,
    /// Problems and measures.
    Ledger,
    /// An order to each owner of a measure, with a reply slip.
    Orders,
    /// The list of evidence, and a sheet for each item.
    Evidence,
}

impl Kind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Report,
        Self::Comparison,
        Self::Ledger,
        Self::Orders,
        Self::Evidence,
    ];

    /// Whether the paper itself is also written for Excel: it is a list that is worked on.
    pub fn has_book(self) -> bool {
        matches!(self, Self::Ledger | Self::Orders)
    }
}
