//! Points from a minimum to a maximum, on a step (convention 1).

use super::{Family, Format, Grid, Measure, Worth};
use crate::Id;
use crate::answers::{Answer, Entry};
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, object};
use crate::rubric::{Facts, Source};

object! {
    /// Points from a minimum to a maximum, on a step.
    pub struct Points {
        /// The maximum: full marks.
        required "max" max: Decimal,
        /// The minimum; 0 by default.
        optional "min" min: Decimal,
        /// The step, counted from the minimum; 1 by default.
        optional "step" step: Decimal,
        /// A measure beside the typed points, which proposes points and may contradict the typed ones.
        optional "measured" measured: Measure,
    }
    => Points::check
}

impl Points {
    /// The minimum.
    pub fn least(&self) -> Decimal {
        self.min.unwrap_or_default()
    }

    /// The value of the button for no points: zero if the scale has it, otherwise the minimum.
    pub fn bottom(&self) -> Decimal {
        if self.grid().refuses(Decimal::ZERO).is_none() {
            Decimal::ZERO
        } else {
            self.least()
        }
    }

    /// The accepted amounts.
    pub fn grid(&self) -> Grid {
        Grid {
            min: self.least(),
            max: self.max,
            step: self.step.unwrap_or(Decimal::ONE),
        }
    }

    pub(super) fn check(&self, _: u32, reader: &mut Reader<'_>) {
        let (min, max, step) = (self.least(), self.max, self.grid().step);
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

impl Format for Points {
    const WORDS: &[&str] = &[];
    const FIGURES: &[&str] = &["max", "min", "step"];
}

impl Family for Points {
    fn maximum(&self) -> Option<Decimal> {
        Some(self.max)
    }

    fn takes(&self, answer: &Answer) -> bool {
        matches!(answer, Answer::Points(points) if self.grid().refuses(*points).is_none())
    }

    fn worth(&self, entry: &Entry, _: &Facts) -> Worth {
        match entry.answer {
            Some(Answer::Points(points)) => Worth::Points(points),
            _ => Worth::Open,
        }
    }

    fn field(&self, amount: &Id) -> Option<Grid> {
        self.measured.as_ref()?.quantity.field(amount)
    }

    fn sources<'a>(&'a self, visit: &mut dyn FnMut(Source<'a>)) {
        if let Some(measure) = &self.measured {
            measure.quantity.sources(visit);
        }
    }
}
