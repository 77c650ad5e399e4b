//! Parts with separate points, which add up (convention 4).

use super::{Family, Format, Grid, Worth};
use crate::Id;
use crate::answers::{Answer, Entry};
use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, object};
use crate::rubric::{Condition, Facts, Source};
use crate::text::Text;

object! {
    /// Parts with separate points, which add up. It is answered when every part is.
    pub struct Parts {
        /// The parts, as they are shown.
        required "parts" parts: Vec<Part>,
    }
    => Parts::check
}

object! {
    /// A part.
    pub struct Part {
        /// Its id, unique in its criterion.
        required "id" id: Id,
        /// Its label.
        required "label" label: Text,
        /// The maximum points.
        required "max" max: Decimal,
        /// The step; 1 by default.
        optional "step" step: Decimal,
        /// When it applies; always by default. A part that does not apply is not counted in the maximum.
        optional "appliesIf" applies_if: Condition,
    }
    => Part::check
}

impl Part {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        let step = self.step.unwrap_or(Decimal::ONE);
        let above = |value: Decimal| vec![("value", value.to_string()), ("limit", "0.0001".to_owned())];
        if self.max <= Decimal::ZERO {
            reader.key("max", |r| r.problem(Code::NumberTooSmall, above(self.max)));
        } else if step <= Decimal::ZERO {
            reader.key("step", |r| r.problem(Code::NumberTooSmall, above(step)));
        } else if !self.max.on_step(Decimal::ZERO, step) {
            let args = [("step", step), ("min", Decimal::ZERO), ("max", self.max)];
            let args = args.map(|(name, value)| (name, value.to_string())).to_vec();
            reader.key("step", |r| r.problem(Code::StepDoesNotDivide, args));
        }
    }

    /// Whether it applies, as far as the facts are known.
    pub fn applies(&self, facts: &Facts) -> bool {
        self.applies_if
            .as_ref()
            .is_none_or(|condition| condition.holds_or_unknown(facts))
    }
}

impl Parts {
    /// The part with this id.
    pub fn part(&self, id: &str) -> Option<&Part> {
        self.parts.iter().find(|part| &*part.id == id)
    }

    /// The maximum points of the parts that apply.
    pub fn applying(&self, facts: &Facts) -> Decimal {
        self.parts
            .iter()
            .filter(|part| part.applies(facts))
            .map(|part| part.max)
            .sum()
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        reader.key("parts", |r| {
            r.check_list(self.parts.iter().map(|part| &*part.id), limits::OF_SCALE);
        });
        // Full marks must be a valid amount of the file, however many parts add up to them.
        let sum: Decimal = self.parts.iter().map(|part| part.max).sum();
        if sum > Decimal::LIMIT {
            let args = vec![("value", sum.to_string()), ("limit", Decimal::LIMIT.to_string())];
            reader.key("parts", |r| r.problem(Code::NumberTooLarge, args));
        }
    }
}

impl Format for Parts {
    const WORDS: &[&str] = &["label"];
    const FIGURES: &[&str] = &["max", "step", "appliesIf"];
}

impl Family for Parts {
    fn maximum(&self) -> Option<Decimal> {
        Some(self.parts.iter().map(|part| part.max).sum())
    }

    fn takes(&self, _: &Answer) -> bool {
        false
    }

    fn worth(&self, entry: &Entry, facts: &Facts) -> Worth {
        let mut applying = self.parts.iter().filter(|part| part.applies(facts)).peekable();
        if applying.peek().is_none() {
            return Worth::Excluded;
        }
        let sum = applying.map(|part| entry.amount(&part.id)).sum::<Option<Decimal>>();
        sum.map_or(Worth::Open, Worth::Points)
    }

    fn field(&self, amount: &Id) -> Option<Grid> {
        self.part(amount).map(|part| Grid::up_to(part.max, part.step))
    }

    fn is_of_amounts(&self) -> bool {
        true
    }

    fn most(&self, facts: &Facts) -> Option<Decimal> {
        Some(self.applying(facts))
    }

    fn sources<'a>(&'a self, visit: &mut dyn FnMut(Source<'a>)) {
        let conditions = self.parts.iter().filter_map(|part| part.applies_if.as_ref());
        conditions.for_each(|condition| condition.sources(visit));
    }
}
