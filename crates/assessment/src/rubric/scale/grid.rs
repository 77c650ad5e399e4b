//! The amounts that a field accepts: from a minimum to a maximum, on a step; and why a typed amount is refused.

use crate::points::{Decimal, NotDecimal};

/// Amounts from a minimum to a maximum, on a step counted from the minimum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The minimum.
    pub min: Decimal,
    /// The maximum.
    pub max: Decimal,
    /// The step.
    pub step: Decimal,
}

/// Why a typed entry is refused. The form keeps the text and shows the reason beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub enum Refusal {
    /// It is not a number.
    NotANumber,
    /// It is above the maximum.
    Above(Decimal),
    /// It is below the minimum.
    Below(Decimal),
    /// It is off the step, between these two amounts.
    OffStep(Decimal, Decimal),
}

impl Grid {
    /// Whole numbers from zero.
    pub const COUNT: Self = Self {
        min: Decimal::ZERO,
        max: Decimal::LIMIT,
        step: Decimal::ONE,
    };

    /// From zero to `most`, on this step; 1 by default.
    pub fn up_to(max: Decimal, step: Option<Decimal>) -> Self {
        Self {
            min: Decimal::ZERO,
            max,
            step: step.unwrap_or(Decimal::ONE),
        }
    }

    /// Whether the grid consists of the multiples of the step.
    pub fn is_of_multiples(&self) -> bool {
        self.min.on_step(Decimal::ZERO, self.step)
    }

    /// Why an amount is not on the grid, if it is not.
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

    /// Parses a typed text as an amount on the grid.
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

    /// Why a value slightly beyond an amount of the grid, away from zero, is refused.
    fn beyond(&self, taken: Decimal, negative: bool) -> Refusal {
        match negative {
            true if taken == self.min => Refusal::Below(taken),
            true => Refusal::OffStep(taken - self.step, taken),
            false if taken == self.max => Refusal::Above(taken),
            false => Refusal::OffStep(taken, taken + self.step),
        }
    }

    /// The nearest grid amount at or below an amount.
    pub fn floor(&self, amount: Decimal) -> Decimal {
        let held = amount.clamp(self.min, self.max);
        if held.on_step(self.min, self.step) {
            held
        } else {
            held.neighbours(self.min, self.step).0
        }
    }
}
