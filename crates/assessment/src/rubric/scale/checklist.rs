//! A list of items. The number of met items gives the points by steps (convention 4), or the items have points, which add
//! up or of which the most count (convention 25).

use super::{Family, Format, Grid, Worth};
use crate::Id;
use crate::answers::{Answer, Entry};
use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, choice, object};
use crate::rubric::{Facts, Feature};
use crate::text::Text;

object! {
    /// A list of items. It is answered once any item was touched: items that are not ticked are not met.
    pub struct Checklist {
        /// The items, as they are shown.
        required "items" items: Vec<Item>,
        /// The steps from a number of items to points, the most first; below the last there are none. Required unless the
        /// items have points.
        many "steps" steps: Vec<Step>,
        /// How the points of the met items combine; `sum` by default.
        optional "combine" combine: Combine where Feature::ChecklistPoints,
        /// The most that the items give together.
        optional "most" most: Decimal where Feature::ChecklistPoints,
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
        /// Its points; on all items or on none.
        optional "points" points: Decimal where Feature::ChecklistPoints,
        /// It excludes all others, such as "none of these"; false by default. It is not one of the items that are counted, and
        /// beside another item it is not met.
        optional "exclusive" exclusive: bool where Feature::ExclusiveItems,
    }
}

choice! {
    /// How the points of several items combine.
    pub enum Combine {
        /// They add up.
        "sum" Sum,
        /// Only the most of them count.
        "max" Max,
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
        let is_touched = self.items.iter().any(|item| entry.amount(&item.id).is_some());
        let held = self.met(entry).filter(|(item, _)| !item.is_exclusive()).count();
        is_touched.then_some(held as u32)
    }

    /// The step that this number of items reaches.
    pub fn reached(&self, held: u32) -> Option<&Step> {
        self.steps.iter().find(|step| held >= step.at_least)
    }

    /// How the points of the items combine; `None` if the items have no points.
    pub fn combined(&self) -> Option<Combine> {
        let has_points = self.items.iter().any(|item| item.points.is_some());
        has_points.then(|| self.combine.unwrap_or(Combine::Sum))
    }

    /// The items that are met, with their points.
    pub fn met<'s>(&'s self, entry: &'s Entry) -> impl Iterator<Item = (&'s Item, Decimal)> {
        let met = |item: &&Item| entry.amount(&item.id).is_some_and(|amount| amount > Decimal::ZERO);
        let is_excluded = self.items.iter().filter(met).any(|item| !item.is_exclusive());
        // Of several exclusive items the first holds.
        let first = self.items.iter().filter(met).position(Item::is_exclusive);
        let met = self.items.iter().filter(met).enumerate();
        let met = met.filter(move |(i, item)| !item.is_exclusive() || (!is_excluded && Some(*i) == first));
        let met = met.map(|(_, item)| item);
        met.map(|item| (item, item.points.unwrap_or_default()))
    }

    /// The points of some items together.
    fn together(&self, combine: Combine, points: impl Iterator<Item = Decimal>) -> Decimal {
        let points = match combine {
            Combine::Sum => points.sum(),
            Combine::Max => points.max().unwrap_or_default(),
        };
        self.most.map_or(points, |most| points.min(most))
    }

    fn check(&self, at: u32, reader: &mut Reader<'_>) {
        reader.key("items", |r| {
            r.check_list(self.items.iter().map(|item| &*item.id), limits::OF_SCALE);
        });
        let has_points = self.combined().is_some();
        if has_points {
            self.check_points(reader);
        } else {
            for (key, given) in [("combine", self.combine.is_some()), ("most", self.most.is_some())] {
                let args = vec![("key", key.to_owned()), ("needed", "points".to_owned())];
                if given {
                    reader.key(key, |r| r.problem(Code::KeyWithout, args));
                }
            }
            if self.steps.is_empty() {
                let has_list = reader.has("steps");
                let missing = vec![("key", "steps".to_owned())];
                match has_list {
                    true => reader.key("steps", |r| r.problem(Code::EmptyList, Vec::new())),
                    false => reader.problem_at(at, Code::MissingKey, missing),
                }
            }
        }
        let count = self.items.iter().filter(|item| !item.is_exclusive()).count();
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

impl Item {
    /// Whether it excludes all others.
    pub fn is_exclusive(&self) -> bool {
        self.exclusive == Some(true)
    }
}

impl Checklist {
    /// Reports faults of a list whose items have points.
    fn check_points(&self, reader: &mut Reader<'_>) {
        if !self.steps.is_empty() {
            let args = vec![("key", "steps".to_owned()), ("other", "points".to_owned())];
            reader.key("steps", |r| r.problem(Code::KeyBeside, args));
        }
        for (i, item) in self.items.iter().enumerate() {
            let mut report = |code, args| {
                reader.key("items", |r| r.index(i, |r| r.key("points", |r| r.problem(code, args))));
            };
            match item.points {
                None => report(Code::MixedLevels, vec![("key", "points".to_owned())]),
                Some(points) if points < Decimal::ZERO => {
                    let args = vec![("value", points.to_string()), ("limit", "0".to_owned())];
                    report(Code::NumberTooSmall, args);
                }
                Some(_) => {}
            }
        }
        if let Some(most) = self.most.filter(|most| *most <= Decimal::ZERO) {
            let args = vec![("value", most.to_string()), ("limit", "0.0001".to_owned())];
            reader.key("most", |r| r.problem(Code::NumberTooSmall, args));
        }
        let sum: Decimal = self.items.iter().filter_map(|item| item.points).sum();
        if self.combined() == Some(Combine::Sum) && self.most.is_none() && sum > Decimal::LIMIT {
            let args = vec![("value", sum.to_string()), ("limit", Decimal::LIMIT.to_string())];
            reader.key("items", |r| r.problem(Code::NumberTooLarge, args));
        }
    }
}

impl Format for Checklist {
    const WORDS: &[&str] = &["label"];
    const FIGURES: &[&str] = &["atLeast", "points", "combine", "exclusive"];
}

impl Family for Checklist {
    fn maximum(&self) -> Option<Decimal> {
        match self.combined() {
            Some(combine) => {
                let of = |exclusive: bool| {
                    let items = self.items.iter().filter(move |item| item.is_exclusive() == exclusive);
                    items.filter_map(|item| item.points)
                };
                Some(
                    self.together(combine, of(false))
                        .max(self.together(Combine::Max, of(true))),
                )
            }
            None => self.steps.iter().map(|step| step.points).max(),
        }
    }

    fn takes(&self, _: &Answer) -> bool {
        false
    }

    fn worth(&self, entry: &Entry, _: &Facts) -> Worth {
        let points = |held| match self.combined() {
            Some(combine) => self.together(combine, self.met(entry).map(|(_, points)| points)),
            None => self.reached(held).map(|step| step.points).unwrap_or_default(),
        };
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
