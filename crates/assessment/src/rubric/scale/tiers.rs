//! Cumulative tiers (convention 28): each tier has clauses, and holds only with all tiers below it. The highest that holds gives
//! the points.

use super::{Family, Format, Grid, Worth};
use crate::Id;
use crate::answers::{Answer, Entry};
use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, object};
use crate::rubric::Facts;
use crate::text::Text;

object! {
    /// Tiers, each with clauses; a tier holds if its clauses and those of all tiers below it are met. It is answered once any
    /// clause was touched: clauses that are not ticked are not met.
    pub struct Tiers {
        /// The tiers, the best first.
        required "tiers" tiers: Vec<Tier>,
    }
    => Tiers::check
}

object! {
    /// A tier.
    pub struct Tier {
        /// Its id, unique in its criterion.
        required "id" id: Id,
        /// Its name.
        required "label" label: Text,
        /// Its points, less than those of the tier above.
        required "points" points: Decimal,
        /// Its clauses.
        required "clauses" clauses: Vec<Clause>,
    }
}

object! {
    /// A clause of a tier or of a level.
    pub struct Clause {
        /// Its id, unique in its criterion.
        required "id" id: Id,
        /// Its label.
        required "label" label: Text,
    }
}

/// Reports clauses with an id that is among `seen`, and adds theirs. The reader is at what has the clauses.
pub(super) fn check_clauses<'c>(clauses: &'c [Clause], seen: &mut Vec<&'c Id>, reader: &mut Reader<'_>) {
    for (i, clause) in clauses.iter().enumerate() {
        if seen.contains(&&clause.id) && !clause.id.is_empty() {
            let args = vec![("value", clause.id.to_string())];
            reader.key("clauses", |r| {
                r.index(i, |r| r.key("id", |r| r.problem(Code::DuplicateLevel, args)));
            });
        }
        seen.push(&clause.id);
    }
}

impl Tier {
    /// Whether all its clauses are met.
    pub fn is_met(&self, entry: &Entry) -> bool {
        let is_met = |clause: &Clause| entry.amount(&clause.id) == Some(Decimal::ONE);
        self.clauses.iter().all(is_met)
    }
}

impl Tiers {
    /// All clauses, from the best tier down.
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.tiers.iter().flat_map(|tier| &tier.clauses)
    }

    /// The highest tier that holds with all below it; `None` if none does.
    pub fn reached(&self, entry: &Entry) -> Option<&Tier> {
        let unmet = self.tiers.iter().rposition(|tier| !tier.is_met(entry));
        self.tiers.get(unmet.map_or(0, |unmet| unmet + 1))
    }

    /// The first tier from below that is not met although one above it is: that one does not count.
    pub fn gap(&self, entry: &Entry) -> Option<&Tier> {
        let unmet = self.tiers.iter().rposition(|tier| !tier.is_met(entry))?;
        let is_claimed = self.tiers[..unmet].iter().any(|tier| tier.is_met(entry));
        is_claimed.then(|| &self.tiers[unmet])
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        reader.key("tiers", |r| {
            r.check_list(self.tiers.iter().map(|tier| &*tier.id), limits::OF_SCALE);
        });
        // The ids of all clauses are named amounts of one criterion.
        let mut seen: Vec<&Id> = Vec::new();
        for (i, tier) in self.tiers.iter().enumerate() {
            let mut at = |key, code, args| {
                reader.key("tiers", |r| r.index(i, |r| r.key(key, |r| r.problem(code, args))));
            };
            if tier.points < Decimal::ZERO {
                let args = vec![("value", tier.points.to_string()), ("limit", "0".to_owned())];
                at("points", Code::NumberTooSmall, args);
            }
            if let Some(above) = i.checked_sub(1).map(|i| &self.tiers[i])
                && tier.points >= above.points
            {
                let args = vec![("value", tier.points.to_string()), ("before", above.points.to_string())];
                at("points", Code::StepOrder, args);
            }
            if tier.clauses.is_empty() {
                at("clauses", Code::EmptyList, Vec::new());
            }
            reader.key("tiers", |r| r.index(i, |r| check_clauses(&tier.clauses, &mut seen, r)));
        }
        if seen.len() > limits::OF_SCALE {
            let (code, args) = crate::read::too_many(seen.len(), limits::OF_SCALE);
            reader.key("tiers", |r| r.problem(code, args));
        }
    }
}

impl Format for Tiers {
    const WORDS: &[&str] = &["label"];
    const FIGURES: &[&str] = &["points"];
}

impl Family for Tiers {
    fn maximum(&self) -> Option<Decimal> {
        Some(self.tiers.first().map(|tier| tier.points).unwrap_or_default())
    }

    fn takes(&self, _: &Answer) -> bool {
        false
    }

    fn worth(&self, entry: &Entry, _: &Facts) -> Worth {
        if !self.clauses().any(|clause| entry.amount(&clause.id).is_some()) {
            return Worth::Open;
        }
        Worth::Points(self.reached(entry).map(|tier| tier.points).unwrap_or_default())
    }

    fn field(&self, amount: &Id) -> Option<Grid> {
        let is_clause = self.clauses().any(|clause| clause.id == *amount);
        is_clause.then(|| Grid::up_to(Decimal::ONE, None))
    }

    fn is_of_amounts(&self) -> bool {
        true
    }
}
