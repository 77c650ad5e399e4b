//! Points from a least to a most, on a step (convention 1).

use crate::answers::Answer;
use crate::points::{Decimal, NotDecimal};
use crate::problem::Code;
use crate::read::{Reader, object};

object! {
    /// Points from a least to a most, on a step.
    pub struct Points {
        /// The most; full marks.
        required "max" max: Decimal,
        /// The least; 0 unless told.
        optional "min" min: Decimal,
        /// The step, counted from the least; 1 unless told.
        optional "step" step: Decimal,
    }
    => Points::check
}

/// Why a typed entry is not taken. The form keeps what was typed and says this beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not a number.
    NotANumber,
    /// It is above the most.
    Above(Decimal),
    /// It is below the least.
    Below(Decimal),
    /// It lies off the step, between these two.
    OffStep(Decimal, Decimal),
}

impl Points {
    /// The least.
    pub fn least(&self) -> Decimal {
        self.min.unwrap_or_default()
    }

    /// The step.
    pub fn grid(&self) -> Decimal {
        self.step.unwrap_or(Decimal::ONE)
    }

    /// What the touch for nothing earned gives: nought where the scale has it, else the least.
    pub fn bottom(&self) -> Decimal {
        if self.refuses(Decimal::ZERO).is_none() {
            Decimal::ZERO
        } else {
            self.least()
        }
    }

    /// Why this amount is not one of the scale, if it is not.
    pub fn refuses(&self, points: Decimal) -> Option<Refusal> {
        if points > self.max {
            Some(Refusal::Above(self.max))
        } else if points < self.least() {
            Some(Refusal::Below(self.least()))
        } else if !points.on_step(self.least(), self.grid()) {
            let (below, above) = points.neighbours(self.least(), self.grid());
            Some(Refusal::OffStep(below, above))
        } else {
            None
        }
    }

    /// What a person typed, as points of the scale.
    pub fn typed(&self, text: &str) -> Result<Decimal, Refusal> {
        let negative = text.trim().starts_with(['-', '－', '−']);
        let points = Decimal::typed(text).map_err(|fault| match fault {
            NotDecimal::TooLarge if negative => Refusal::Below(self.least()),
            NotDecimal::TooLarge => Refusal::Above(self.max),
            NotDecimal::TooFine(cut) => self.refuses(cut).unwrap_or_else(|| self.beyond(cut, negative)),
            NotDecimal::Malformed => Refusal::NotANumber,
        })?;
        self.refuses(points).map_or(Ok(points), Err)
    }

    /// Why what lies a trace beyond an amount of the scale, away from nought, is not taken.
    fn beyond(&self, taken: Decimal, negative: bool) -> Refusal {
        match negative {
            true if taken == self.least() => Refusal::Below(taken),
            true => Refusal::OffStep(taken - self.grid(), taken),
            false if taken == self.max => Refusal::Above(taken),
            false => Refusal::OffStep(taken, taken + self.grid()),
        }
    }

    pub(super) fn worth(&self, answer: &Answer) -> Option<Decimal> {
        match answer {
            Answer::Points(points) => Some(*points),
            _ => None,
        }
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        let (min, max, step) = (self.least(), self.max, self.grid());
        let range = vec![("min", min.to_string()), ("max", max.to_string())];
        if max <= min {
            reader.key("max", |r| r.problem(Code::MinimumAboveMaximum, range));
        } else if step <= Decimal::ZERO {
            let args = vec![("value", step.to_string()), ("limit", "0.0001".to_owned())];
            reader.key("step", |r| r.problem(Code::NumberTooSmall, args));
        } else if !max.on_step(min, step) {
            let args = [vec![("step", step.to_string())], range].concat();
            reader.key("step", |r| r.problem(Code::StepDoesNotDivide, args));
        }
        if max < Decimal::ZERO {
            let args = vec![("value", max.to_string()), ("limit", "0".to_owned())];
            reader.key("max", |r| r.problem(Code::NumberTooSmall, args));
        }
    }
}
