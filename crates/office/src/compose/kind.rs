//! The papers that can be made of a form.

use super::filled::Filled;
use super::{comparison, evidence, ledger, order, report};
use crate::paper::{Paper, Picture};
use assessment::answers::Attachment;
use serde::{Deserialize, Serialize};

/// A paper, or a table beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PaperKind {
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

impl PaperKind {
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

    /// Composes the paper. `picture` returns the picture of a file of evidence, if there is one.
    pub fn paper(self, form: &Filled<'_>, picture: &dyn Fn(&Attachment) -> Option<Picture>) -> Paper {
        match self {
            Self::Report => report::report(form),
            Self::Comparison => comparison::comparison(form),
            Self::Ledger => ledger::ledger(form),
            Self::Orders => order::orders_in_one(form),
            Self::Evidence => evidence::directory_with_sheets(form, picture),
        }
    }
}
