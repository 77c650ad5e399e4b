//! The gate that is raised when a number of key items failed.

use super::{CriterionLookup, GateRule, Raised, Scored};
use crate::Id;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, object};
use crate::rubric::{Criterion, Facts, Feature};
use std::collections::HashSet;

object! {
    /// Key items of which only a limited number may fail.
    pub struct KeyItems {
        /// The key items: scored criteria.
        required "criteria" criteria: Vec<Id>,
        /// The number of failed items that raises the gate; 1 by default.
        optional "failed" failed: u32,
        /// The share of its own points, before any weight, in percent, below which an item has failed; 100 by default.
        optional "below" below: Decimal,
        /// The points, before any weight, from which on an item has failed, in place of `below`: less is better.
        optional "atLeast" at_least: Decimal where Feature::KeyItemsByPoints,
        /// The points, before any weight, down from which an item has failed, in place of `below`.
        optional "atMost" at_most: Decimal where Feature::KeyItemsByPoints,
        /// The grade that it imposes.
        optional "grade" grade: Id,
        /// By how many grades it lowers the earned one, in place of imposing one.
        optional "lowerBy" lower_by: u32 where Feature::LowerBy,
    }
}

impl KeyItems {
    /// Whether a key item has failed. An item that is not counted in the maximum cannot fail, nor can an unanswered
    /// one, unless it counts as zero.
    pub fn fails(&self, scored: &Scored<'_>) -> bool {
        let below = self.below.unwrap_or(Decimal::whole(100));
        let fails = match (self.at_least, self.at_most) {
            (None, None) => !scored.points.rate_at_least(scored.max, below),
            (at_least, at_most) => {
                at_least.is_some_and(|least| scored.points >= least)
                    || at_most.is_some_and(|most| scored.points <= most)
            }
        };
        scored.is_decided && scored.max > Decimal::ZERO && fails
    }

    /// Whether an item could still fail: it is unanswered, and that does not decide it. One that counts as zero has failed, or has
    /// nothing to lose.
    fn could_fail(&self, scored: &Scored<'_>) -> bool {
        scored.is_open && !scored.is_decided
    }

    /// The number of failed items that raises it.
    fn least(&self) -> usize {
        self.failed.unwrap_or(1).max(1) as usize
    }
}

impl GateRule for KeyItems {
    fn criteria(&self) -> Vec<&Id> {
        self.criteria.iter().collect()
    }

    fn raised(&self, lookup: &CriterionLookup<'_>, _: &Facts) -> Raised {
        let (mut failed, mut open) = (0, 0);
        for scored in self.criteria.iter().filter_map(lookup) {
            failed += usize::from(self.fails(&scored));
            open += usize::from(self.could_fail(&scored));
        }
        if failed >= self.least() {
            Raised::Yes
        } else if failed + open >= self.least() {
            Raised::Undecided
        } else {
            Raised::No
        }
    }

    fn suits(&self, criterion: &Criterion) -> bool {
        let has_own_maximum = !criterion.takes_from_pool() && !criterion.scale.family().has_no_limit();
        criterion.scale.maximum().is_some() && has_own_maximum
    }

    fn open<'g>(&'g self, lookup: &CriterionLookup<'_>) -> Vec<&'g Id> {
        let could_fail = |id: &&Id| lookup(id).is_some_and(|scored| self.could_fail(&scored));
        self.criteria.iter().filter(could_fail).collect()
    }

    fn check(&self, reader: &mut Reader<'_>) {
        let mut seen = HashSet::new();
        for (i, id) in self.criteria.iter().enumerate() {
            // An empty id is invalid and was reported already.
            if seen.insert(id) || id.is_empty() {
                continue;
            }
            let args = vec![("value", id.to_string())];
            reader.key("criteria", |r| r.index(i, |r| r.problem(Code::KeyItemRepeated, args)));
        }
        if self.criteria.is_empty() {
            reader.key("criteria", |r| r.problem(Code::EmptyList, Vec::new()));
        } else if let Some(failed) = self.failed.filter(|failed| *failed as usize > seen.len()) {
            let args = vec![("value", failed.to_string()), ("count", seen.len().to_string())];
            reader.key("failed", |r| r.problem(Code::TooFewKeyItems, args));
        }
        let given = [
            ("below", self.below.is_some()),
            ("atLeast", self.at_least.is_some()),
            ("atMost", self.at_most.is_some()),
        ];
        let mut given = given.into_iter().filter(|(_, given)| *given).map(|(key, _)| key);
        if let Some((other, key)) = given.next().zip(given.next()) {
            let args = vec![("key", key.to_owned()), ("other", other.to_owned())];
            reader.key(key, |r| r.problem(Code::KeyBeside, args));
        }
        let mut outside = |key, code, value: String, limit: &str| {
            let args = vec![("value", value), ("limit", limit.to_owned())];
            reader.key(key, |r| r.problem(code, args));
        };
        if self.failed == Some(0) {
            outside("failed", Code::NumberTooSmall, "0".to_owned(), "1");
        }
        match self.below {
            Some(below) if below <= Decimal::ZERO => {
                outside("below", Code::NumberTooSmall, below.to_string(), "0.0001");
            }
            Some(below) if below > Decimal::whole(100) => {
                outside("below", Code::NumberTooLarge, below.to_string(), "100");
            }
            _ => {}
        }
    }
}
