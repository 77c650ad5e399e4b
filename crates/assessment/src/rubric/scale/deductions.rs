//! Full marks less a rate for each finding, down to a floor (convention 7, 扣完为止).

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
    /// Full marks less a rate for each finding. It is answered once a count is entered, even zero; blank counts are
    /// zero then.
    pub struct Deductions {
        /// The points if nothing is found.
        required "max" max: Decimal,
        /// The floor; 0 by default.
        optional "floor" floor: Decimal,
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
        /// The points that each takes off.
        required "each" each: Decimal,
    }
}

impl Deductions {
    /// The floor.
    pub fn least(&self) -> Decimal {
        self.floor.unwrap_or_default()
    }

    /// The deduction before the floor; `None` if no count was entered.
    pub fn taken_off(&self, entry: &Entry) -> Option<Decimal> {
        let counts = self.findings.iter().map(|finding| (finding, entry.amount(&finding.id)));
        let entered: Vec<_> = counts
            .filter_map(|(finding, count)| Some(finding.each.saturating_mul(count?)))
            .collect();
        (!entered.is_empty()).then(|| entered.into_iter().sum())
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        reader.key("findings", |r| {
            r.check_list(self.findings.iter().map(|finding| &*finding.id), limits::OF_SCALE);
        });
        let above = |value: Decimal| vec![("value", value.to_string()), ("limit", "0.0001".to_owned())];
        if self.max <= Decimal::ZERO {
            reader.key("max", |r| r.problem(Code::NumberTooSmall, above(self.max)));
        } else if self.least() >= self.max {
            let args = vec![("min", self.least().to_string()), ("max", self.max.to_string())];
            reader.key("floor", |r| r.problem(Code::MinimumAboveMaximum, args));
        }
        for (i, finding) in self
            .findings
            .iter()
            .enumerate()
            .filter(|(_, f)| f.each <= Decimal::ZERO)
        {
            reader.key("findings", |r| {
                r.index(i, |r| {
                    r.key("each", |r| r.problem(Code::NumberTooSmall, above(finding.each)))
                })
            });
        }
    }
}

impl Format for Deductions {
    const FEATURES: &[&str] = &[];
    const WORDS: &[&str] = &["label", "unit"];
    const FIGURES: &[&str] = &["max", "floor", "each"];
}

impl Family for Deductions {
    fn maximum(&self) -> Option<Decimal> {
        Some(self.max)
    }

    fn takes(&self, _: &Answer) -> bool {
        false
    }

    fn worth(&self, entry: &Entry, _: &Facts) -> Worth {
        let left = |off| (self.max - off).max(self.least());
        self.taken_off(entry)
            .map_or(Worth::Open, |off| Worth::Points(left(off)))
    }

    fn field(&self, amount: &Id) -> Option<Grid> {
        let is_finding = self.findings.iter().any(|finding| finding.id == *amount);
        is_finding.then_some(Grid::COUNT)
    }

    fn is_of_amounts(&self) -> bool {
        true
    }
}
