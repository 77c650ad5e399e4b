//! A list of items; the number of met items gives the points by steps (convention 4).

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
    /// A list of items. It is answered once any item was touched: items that are not ticked are not met.
    pub struct Checklist {
        /// The items, as they are shown.
        required "items" items: Vec<Item>,
        /// The steps from a number of items to points, the most first; below the last there are none.
        required "steps" steps: Vec<Step>,
    }
    => Checklist::check
}

object! {
    /// An item of a checklist.
    pub struct Item {
        /// Its id, unique in its criterion.
        required "id" id: Id,
        /// Its label.
        required "label" label: Text,
    }
}

object! {
    /// A step: a number of items and its points.
    pub struct Step {
        /// The minimum number of items.
        required "atLeast" at_least: u32,
        /// The points.
        required "points" points: Decimal,
        /// Its label.
        optional "label" label: Text,
    }
}

impl Checklist {
    /// The number of met items; `None` if none was touched.
    pub fn held(&self, entry: &Entry) -> Option<u32> {
        let touched: Vec<_> = self.items.iter().filter_map(|item| entry.amount(&item.id)).collect();
        let held = touched.iter().filter(|amount| **amount > Decimal::ZERO).count();
        (!touched.is_empty()).then_some(held as u32)
    }

    /// The step that this number of items reaches.
    pub fn reached(&self, held: u32) -> Option<&Step> {
        self.steps.iter().find(|step| held >= step.at_least)
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        reader.key("items", |r| {
            r.check_list(self.items.iter().map(|item| &*item.id), limits::OF_SCALE);
        });
        if self.steps.is_empty() {
            reader.key("steps", |r| r.problem(Code::EmptyList, Vec::new()));
        }
        let count = self.items.len();
        for (i, step) in self.steps.iter().enumerate() {
            let mut report = |key, code, args| {
                reader.key("steps", |r| r.index(i, |r| r.key(key, |r| r.problem(code, args))));
            };
            let value = ("value", step.at_least.to_string());
            if step.at_least as usize > count {
                report(
                    "atLeast",
                    Code::NumberTooLarge,
                    vec![value, ("limit", count.to_string())],
                );
            } else if let Some(before) = i.checked_sub(1).map(|i| &self.steps[i])
                && step.at_least >= before.at_least
            {
                report(
                    "atLeast",
                    Code::StepOrder,
                    vec![value, ("before", before.at_least.to_string())],
                );
            }
            if step.points < Decimal::ZERO {
                let args = vec![("value", step.points.to_string()), ("limit", "0".to_owned())];
                report("points", Code::NumberTooSmall, args);
            }
        }
    }
}

impl Format for Checklist {
    const FEATURES: &[&str] = &[];
    const WORDS: &[&str] = &["label"];
    const FIGURES: &[&str] = &["atLeast", "points"];
}

impl Family for Checklist {
    fn maximum(&self) -> Option<Decimal> {
        self.steps.iter().map(|step| step.points).max()
    }

    fn takes(&self, _: &Answer) -> bool {
        false
    }

    fn worth(&self, entry: &Entry, _: &Facts) -> Worth {
        let points = |held| self.reached(held).map(|step| step.points).unwrap_or_default();
        self.held(entry).map_or(Worth::Open, |held| Worth::Points(points(held)))
    }

    fn field(&self, amount: &Id) -> Option<Grid> {
        let is_item = self.items.iter().any(|item| item.id == *amount);
        is_item.then(|| Grid::up_to(Decimal::ONE, None))
    }

    fn is_of_amounts(&self) -> bool {
        true
    }
}
