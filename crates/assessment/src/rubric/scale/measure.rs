//! A count, a measure or a ratio from which the points follow (conventions 5 and 6). Beside typed points it only
//! proposes.

use super::{Family, Format, Grid, Measured, Quantity, Table, Worth};
use crate::Id;
use crate::answers::{Answer, Entry};
use crate::points::Decimal;
use crate::read::object;
use crate::rubric::{Facts, Source};

object! {
    /// A count, a measure or a ratio, and the points that follow from it.
    pub struct Measure {
        /// The quantity.
        required "quantity" quantity: Quantity,
        /// The table from the quantity to points.
        required "table" table: Table,
    }
}

impl Measure {
    /// The points that follow from the entry and the facts.
    pub fn points(&self, entry: &Entry, facts: &Facts) -> Worth {
        match self.quantity.measured(entry, facts) {
            Measured::Open => Worth::Open,
            Measured::Pending => Worth::Pending,
            Measured::OfNothing => Worth::Excluded,
            Measured::Value(value) => Worth::Points(self.table.points(value)),
        }
    }

    /// The points that it proposes, among the amounts that the scale accepts.
    pub fn proposed(&self, grid: Grid, entry: &Entry, facts: &Facts) -> Option<Decimal> {
        match self.points(entry, facts) {
            Worth::Points(points) => Some(grid.floor(points)),
            _ => None,
        }
    }
}

impl Format for Measure {
    const WORDS: &[&str] = &["label", "unit"];
    const FIGURES: &[&str] = &[
        "min", "max", "step", "from", "table", "atLeast", "atMost", "each", "points",
    ];
}

impl Family for Measure {
    fn maximum(&self) -> Option<Decimal> {
        Some(self.table.maximum())
    }

    fn takes(&self, _: &Answer) -> bool {
        false
    }

    fn worth(&self, entry: &Entry, facts: &Facts) -> Worth {
        self.points(entry, facts)
    }

    fn field(&self, amount: &Id) -> Option<Grid> {
        self.quantity.field(amount)
    }

    fn is_of_amounts(&self) -> bool {
        true
    }

    fn sources<'a>(&'a self, visit: &mut dyn FnMut(Source<'a>)) {
        self.quantity.sources(visit);
    }
}
