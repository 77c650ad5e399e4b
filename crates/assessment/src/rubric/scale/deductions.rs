//! Full marks less a rate for each finding, down to a floor (convention 7, 扣完为止), and what goes beyond the floor
//! (convention 24, 追加扣除). Without full marks the findings take from the pool of their section (convention 39).

use super::{Family, Format, Grid, Worth};
use crate::Id;
use crate::answers::{Answer, Entry};
use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, object};
use crate::rubric::{Facts, Feature};
use crate::text::Text;

object! {
    /// Full marks less a rate for each finding. It is answered once a count is entered, even zero; blank counts are
    /// zero then.
    pub struct Deductions {
        /// The points if nothing is found. Left out in a section that starts with points: the findings take from those.
        optional "max" max: Decimal,
        /// The floor; 0 by default.
        optional "floor" floor: Decimal,
        /// Taken off once more, outside the floor, where the findings reach the floor.
        optional "exhausted" exhausted: Decimal where Feature::DeductionsBeyond,
        /// The kinds of findings, each with its rate.
        required "findings" findings: Vec<Finding>,
    }
    => Deductions::check
}

object! {
    /// A kind of finding and its rate.
    pub struct Finding {
        /// Its id, unique in its criterion.
        required "id" id: Id,
        /// Its label.
        required "label" label: Text,
        /// The word for one of them, such as 间 or "rooms".
        optional "unit" unit: Text,
        /// The points that each takes off; in place of it `all` or `beyond`, or `beyond` beside it.
        optional "each" each: Decimal,
        /// One of them takes all points down to the floor; false by default.
        optional "all" all: bool where Feature::DeductionsBeyond,
        /// The points that each takes off outside the floor.
        optional "beyond" beyond: Decimal where Feature::DeductionsBeyond,
    }
    => Finding::check
}

/// What the findings take off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct TakenOff {
    /// By their rates, before the floor.
    pub rates: Decimal,
    /// Whether one of them takes all points.
    pub all: bool,
    /// Outside the floor, for each of them.
    pub beyond: Decimal,
    /// Outside the floor, because the floor is reached.
    pub exhausted: Decimal,
    /// The points that are left.
    pub left: Decimal,
}

/// A deduction is more than nothing.
fn positive(value: Option<Decimal>, key: &'static str, reader: &mut Reader<'_>) {
    if let Some(value) = value.filter(|value| *value <= Decimal::ZERO) {
        let args = vec![("value", value.to_string()), ("limit", "0.0001".to_owned())];
        reader.key(key, |r| r.problem(Code::NumberTooSmall, args));
    }
}

impl Deductions {
    /// The floor.
    pub fn least(&self) -> Decimal {
        self.floor.unwrap_or_default()
    }

    /// The findings with a count, in the order of the list.
    pub fn counted<'s>(&'s self, entry: &'s Entry) -> impl Iterator<Item = (&'s Finding, Decimal)> {
        self.findings
            .iter()
            .filter_map(|finding| Some((finding, entry.amount(&finding.id)?)))
    }

    /// What the findings take off; `None` if no count was entered.
    pub fn taken_off(&self, entry: &Entry) -> Option<TakenOff> {
        self.counted(entry).next()?;
        let sum = |of: fn(&Finding) -> Option<Decimal>| -> Decimal {
            let counted = self.counted(entry);
            counted
                .filter_map(|(finding, count)| Some(of(finding)?.saturating_mul(count)))
                .sum()
        };
        let all = self
            .counted(entry)
            .any(|(finding, count)| finding.all == Some(true) && count > Decimal::ZERO);
        let (rates, beyond) = (sum(|finding| finding.each), sum(|finding| finding.beyond));
        let within = self.max.map(|max| {
            let left = if all { self.least() } else { max - rates };
            left.max(self.least())
        });
        let is_exhausted = within == Some(self.least());
        let exhausted = self.exhausted.filter(|_| is_exhausted).unwrap_or_default();
        Some(TakenOff {
            rates,
            all,
            beyond,
            exhausted,
            left: (within.unwrap_or(-rates) - beyond - exhausted).max(-Decimal::SUM_LIMIT),
        })
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        reader.key("findings", |r| {
            r.check_list(self.findings.iter().map(|finding| &*finding.id), limits::OF_SCALE);
        });
        positive(self.max, "max", reader);
        positive(self.exhausted, "exhausted", reader);
        match self.max {
            Some(max) if max > Decimal::ZERO && self.least() >= max => {
                let args = vec![("min", self.least().to_string()), ("max", max.to_string())];
                reader.key("floor", |r| r.problem(Code::MinimumAboveMaximum, args));
            }
            Some(_) => {}
            None => {
                let without = |key: &str| vec![("key", key.to_owned()), ("needed", "max".to_owned())];
                for (key, given) in [("floor", self.floor.is_some()), ("exhausted", self.exhausted.is_some())] {
                    if given {
                        reader.key(key, |r| r.problem(Code::KeyWithout, without(key)));
                    }
                }
                for (i, finding) in self.findings.iter().enumerate() {
                    let given = [("all", finding.all == Some(true)), ("beyond", finding.beyond.is_some())];
                    for (key, _) in given.into_iter().filter(|(_, given)| *given) {
                        reader.key("findings", |r| {
                            r.index(i, |r| r.key(key, |r| r.problem(Code::KeyWithout, without(key))))
                        });
                    }
                }
            }
        }
    }
}

impl Finding {
    fn check(&self, at: u32, reader: &mut Reader<'_>) {
        positive(self.each, "each", reader);
        positive(self.beyond, "beyond", reader);
        if self.each.is_some() && self.all == Some(true) {
            let args = vec![("key", "all".to_owned()), ("other", "each".to_owned())];
            reader.key("all", |r| r.problem(Code::KeyBeside, args));
        } else if self.each.is_none() && self.beyond.is_none() && self.all != Some(true) {
            reader.problem_at(at, Code::MissingKey, vec![("key", "each".to_owned())]);
        }
    }
}

impl Format for Deductions {
    const WORDS: &[&str] = &["label", "unit"];
    const FIGURES: &[&str] = &["max", "floor", "each", "exhausted", "all", "beyond"];
}

impl Family for Deductions {
    fn maximum(&self) -> Option<Decimal> {
        Some(self.max.unwrap_or_default())
    }

    fn takes(&self, _: &Answer) -> bool {
        false
    }

    fn worth(&self, entry: &Entry, _: &Facts) -> Worth {
        self.taken_off(entry).map_or(Worth::Open, |off| Worth::Points(off.left))
    }

    fn field(&self, amount: &Id) -> Option<Grid> {
        let is_finding = self.findings.iter().any(|finding| finding.id == *amount);
        is_finding.then_some(Grid::COUNT)
    }

    fn takes_from_pool(&self) -> bool {
        self.max.is_none()
    }

    fn is_of_amounts(&self) -> bool {
        true
    }
}
