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

    /// Parses a typed text as an amount on one of several grids.
    pub fn typed_on(grids: &[Self], text: &str) -> Result<Decimal, Refusal> {
        if let [only] = grids {
            return only.typed(text);
        }
        let found = grids.iter().find_map(|grid| grid.typed(text).ok());
        let amount = match (found, Decimal::typed(text)) {
            (Some(amount), _) => return Ok(amount),
            (None, Ok(amount)) => amount,
            // Too large or too fine, or no number: the grids agree on the first two except for their own limits.
            (None, Err(NotDecimal::TooFine(cut))) => cut,
            (None, Err(_)) => {
                let mut refused = grids.iter().filter_map(|grid| grid.typed(text).err());
                return Err(refused.next().unwrap_or(Refusal::NotANumber));
            }
        };
        let below = grids
            .iter()
            .filter(|grid| grid.min <= amount)
            .map(|grid| grid.floor(amount))
            .max();
        let above = grids
            .iter()
            .filter(|grid| grid.max > amount)
            .map(|grid| grid.ceiling(amount))
            .min();
        Err(match (below, above) {
            (Some(below), Some(above)) => Refusal::OffStep(below, above),
            (Some(below), None) => Refusal::Above(below),
            (None, above) => Refusal::Below(above.unwrap_or_default()),
        })
    }

    /// The grid from the least to the most of some grids.
    pub fn around(grids: &[Self]) -> Self {
        Self {
            min: grids.iter().map(|grid| grid.min).min().unwrap_or_default(),
            max: grids.iter().map(|grid| grid.max).max().unwrap_or_default(),
            step: grids.first().map_or(Decimal::ONE, |grid| grid.step),
        }
    }

    /// The nearest grid amount at or above an amount below the maximum.
    fn ceiling(&self, amount: Decimal) -> Decimal {
        let held = amount.clamp(self.min, self.max);
        if held.on_step(self.min, self.step) {
            held
        } else {
            held.neighbours(self.min, self.step).1
        }
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
