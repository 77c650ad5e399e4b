//! So many key items failed.

use super::{GateRule, Raised, Stands};
use crate::points::Decimal;
use crate::read::object;
use crate::rubric::{Criterion, Id};
use crate::score::Tally;

object! {
    /// Key items of which only so many may fail.
    pub struct KeyItems {
        /// The key items: scored criteria.
        required "criteria" criteria: Vec<Id>,
        /// From how many failed ones on the gate is raised; 1 unless told.
        optional "failed" failed: u32,
        /// The share of its points, in percent, below which an item has failed; 100 unless told.
        optional "below" below: Decimal,
        /// The grade that it means.
        required "grade" grade: Id,
    }
}

impl KeyItems {
    /// Whether an item that stands so has failed. What leaves the maximum has nothing to fail, nor has what is
    /// unanswered, unless that counts as nought: see [`Tally::decided`].
    pub fn fails(&self, tally: &Tally) -> bool {
        let below = self.below.unwrap_or(Decimal::whole(100));
        tally.settled > 0 && tally.max > Decimal::ZERO && !tally.score.rate_at_least(tally.max, below)
    }
}

impl GateRule for KeyItems {
    fn grade(&self) -> &Id {
        &self.grade
    }

    fn criteria(&self) -> &[Id] {
        &self.criteria
    }

    fn raised(&self, stands: &Stands<'_>) -> Raised {
        let failed = self
            .criteria
            .iter()
            .filter(|id| stands(id).is_some_and(|(_, tally)| self.fails(&tally)));
        let most = self.failed.unwrap_or(1).max(1) as usize;
        if failed.count() >= most {
            Raised::Yes
        } else {
            Raised::No
        }
    }

    fn suits(&self, criterion: &Criterion) -> bool {
        criterion.scale.maximum().is_some()
    }
}
