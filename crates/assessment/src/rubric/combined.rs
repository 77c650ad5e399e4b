//! How the points of several raters make one (convention 32): by weight, or as a mean, also without the highest and lowest.

use super::Rubric;
use crate::Id;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, object};

/// The name of the combined score among the scores of raters.
pub const COMBINED: &str = "combined";

object! {
    /// How the points of several raters make one: their weighted mean.
    pub struct Combined {
        /// The raters whose points count; all, with equal weight, by default.
        many "raters" raters: Vec<RaterWeight>,
        /// So many of the highest and as many of the lowest are left out; none by default.
        optional "drop" drop: u32,
    }
    => Combined::check
}

object! {
    /// A rater whose points count.
    pub struct RaterWeight {
        /// Its id.
        required "id" id: Id,
        /// Its weight; 1 by default.
        optional "weight" weight: Decimal,
    }
}

/// That a rule names raters.
pub(crate) struct RatersUse {
    ids: Vec<Id>,
    drop: u32,
}

impl Combined {
    /// The weight of a rater; `None` if its points do not count.
    pub fn weight(&self, rater: &str) -> Option<Decimal> {
        if self.raters.is_empty() {
            return Some(Decimal::ONE);
        }
        let named = self.raters.iter().find(|named| *named.id == *rater)?;
        Some(named.weight.unwrap_or(Decimal::ONE))
    }

    /// How many of the highest, and of the lowest, are left out.
    pub fn dropped(&self) -> usize {
        self.drop.unwrap_or_default() as usize
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        if reader.has("raters") {
            reader.key("raters", |r| {
                r.check_list(self.raters.iter().map(|rater| &*rater.id), crate::limits::RATERS);
            });
        }
        for (i, rater) in self.raters.iter().enumerate() {
            let mut report = |code, args| {
                reader.key("raters", |r| r.index(i, |r| r.key("weight", |r| r.problem(code, args))));
            };
            match rater.weight {
                Some(weight) if weight <= Decimal::ZERO => report(
                    Code::NumberTooSmall,
                    vec![("value", weight.to_string()), ("limit", Decimal::SMALLEST.to_string())],
                ),
                Some(_) if self.drop.is_some() => {
                    report(
                        Code::KeyBeside,
                        vec![("key", "weight".to_owned()), ("other", "drop".to_owned())],
                    );
                }
                _ => {}
            }
        }
        if self.drop == Some(0) {
            let args = vec![("value", "0".to_owned()), ("limit", "1".to_owned())];
            reader.key("drop", |r| r.problem(Code::NumberTooSmall, args));
        }
        reader.defer(RatersUse {
            ids: self.raters.iter().map(|rater| rater.id.clone()).collect(),
            drop: self.drop.unwrap_or_default(),
        });
    }
}

impl RatersUse {
    /// Reports raters that do not exist, and too few of them. The reader is at the rule.
    pub(super) fn check(&self, rubric: &Rubric, reader: &mut Reader<'_>) {
        if rubric.combined.is_none() {
            reader.problem(Code::NothingToCombine, Vec::new());
        }
        let known = rubric.rater_ids();
        for (i, id) in self.ids.iter().enumerate() {
            if !id.is_empty() && !known.iter().any(|known| **known == **id) {
                let args = vec![("value", id.to_string())];
                reader.key("raters", |r| {
                    r.index(i, |r| r.key("id", |r| r.problem(Code::UnknownId, args)))
                });
            }
        }
        let count = if self.ids.is_empty() {
            known.len()
        } else {
            self.ids.len()
        };
        // A rater may be named alone: then nobody else's points count.
        let least = if self.ids.is_empty() { 2 } else { 1 };
        let needed = if self.drop == 0 {
            least
        } else {
            self.drop as usize * 2 + 1
        };
        if count < needed {
            let args = vec![("count", count.to_string()), ("needed", needed.to_string())];
            reader.problem(Code::TooFewRaters, args);
        }
    }
}
