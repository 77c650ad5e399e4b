//! The amounts that a field takes: from a least to a most, on a step; and why a typed one is not taken.

use crate::points::{Decimal, NotDecimal};

/// Amounts from a least to a most, on a step counted from the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The least.
    pub min: Decimal,
    /// The most.
    pub max: Decimal,
    /// The step.
    pub step: Decimal,
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

impl Grid {
    /// Whole numbers from nought.
    pub const COUNT: Self = Self {
        min: Decimal::ZERO,
        max: Decimal::LIMIT,
        step: Decimal::ONE,
    };

    /// From nought to this, on this step; 1 unless told.
    pub fn up_to(max: Decimal, step: Option<Decimal>) -> Self {
        Self {
            min: Decimal::ZERO,
            max,
            step: step.unwrap_or(Decimal::ONE),
        }
    }

    /// Whether these are the multiples of the step.
    pub fn is_of_multiples(&self) -> bool {
        self.min.on_step(Decimal::ZERO, self.step)
    }

    /// Why this amount is not one of these, if it is not.
    pub fn refuses(&self, amount: Decimal) -> Option<Refusal> {
        if amount > self.max {
            Some(Refusal::Above(self.max))
        } else if amount < self.min {
            Some(Refusal::Below(self.min))
        } else if !amount.on_step(self.min, self.step) {
            let (below, above) = amount.neighbours(self.min, self.step);
            Some(Refusal::OffStep(below, above))
        } else {
            None
        }
    }

    /// What a person typed, as an amount of these.
    pub fn typed(&self, text: &str) -> Result<Decimal, Refusal> {
        let negative = text.trim().starts_with(['-', '－', '−']);
        let amount = Decimal::typed(text).map_err(|fault| match fault {
            NotDecimal::TooLarge if negative => Refusal::Below(self.min),
            NotDecimal::TooLarge => Refusal::Above(self.max),
            NotDecimal::TooFine(cut) => self.refuses(cut).unwrap_or_else(|| self.beyond(cut, negative)),
            NotDecimal::Malformed => Refusal::NotANumber,
        })?;
        self.refuses(amount).map_or(Ok(amount), Err)
    }

    /// Why what lies a trace beyond an amount of these, away from nought, is not taken.
    fn beyond(&self, taken: Decimal, negative: bool) -> Refusal {
        match negative {
            true if taken == self.min => Refusal::Below(taken),
            true => Refusal::OffStep(taken - self.step, taken),
            false if taken == self.max => Refusal::Above(taken),
            false => Refusal::OffStep(taken, taken + self.step),
        }
    }

    /// The nearest of these at or below an amount.
    pub fn floor(&self, amount: Decimal) -> Decimal {
        let held = amount.clamp(self.min, self.max);
        if held.on_step(self.min, self.step) {
            held
        } else {
            held.neighbours(self.min, self.step).0
        }
    }
}
