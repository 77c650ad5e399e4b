//! Named levels with descriptors and points (convention 2), or each with a range of points, of which one is typed
//! (convention 36). Any order; points may be negative.

use super::tiers::{Clause, check_clauses};
use super::{Family, Format, Grid, Worth};
use crate::Id;
use crate::answers::{Answer, Entry};
use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, object, too_many};
use crate::rubric::{Facts, Feature};
use crate::text::Text;

object! {
    /// Named levels, each with a descriptor and points or a range of points; without points it is a choice that is not
    /// scored.
    pub struct Levels {
        /// The declared maximum, which no level may exceed; the best level by default.
        optional "max" max: Decimal,
        /// The step of points within ranges, counted from the start of each range; 1 by default.
        optional "step" step: Decimal where Feature::LevelRanges,
        /// The levels, as they are shown.
        required "levels" levels: Vec<Level>,
    }
    => Levels::check
}

object! {
    /// A level.
    pub struct Level {
        /// Its id.
        required "id" id: Id,
        /// Its name.
        required "label" label: Text,
        /// Its descriptor: what must be true for it to be chosen.
        optional "text" text: Text,
        /// Its points; on all levels or on none.
        optional "points" points: Decimal,
        /// The least points of its range; on all levels or on none.
        optional "from" from: Decimal where Feature::LevelRanges,
        /// The most points of its range.
        optional "to" to: Decimal where Feature::LevelRanges,
        /// What supports a claim of the level; it does not change the points.
        many "clauses" clauses: Vec<Clause> where Feature::LevelClauses,
    }
}

impl Levels {
    /// The level with this id.
    pub fn level(&self, id: &str) -> Option<&Level> {
        self.levels.iter().find(|level| &*level.id == id)
    }

    /// Whether the answer is a number of points within the range of a level.
    pub fn has_ranges(&self) -> bool {
        self.levels.iter().any(|level| level.from.is_some())
    }

    /// The accepted points of each level, in the order of the levels; empty if the answer is a level.
    pub fn ranges(&self) -> Vec<Grid> {
        self.levels.iter().filter_map(|level| self.range(level)).collect()
    }

    /// The accepted points of a level.
    pub fn range(&self, level: &Level) -> Option<Grid> {
        Some(Grid {
            min: level.from?,
            max: level.to?,
            step: self.step.unwrap_or(Decimal::ONE),
        })
    }

    /// The level whose range has these points.
    pub fn level_of(&self, points: Decimal) -> Option<&Level> {
        let has = |level: &&Level| self.range(level).is_some_and(|range| range.refuses(points).is_none());
        self.levels.iter().find(has)
    }

    /// The level that an entry claims.
    pub fn claimed(&self, entry: &Entry) -> Option<&Level> {
        match entry.answer.as_ref()? {
            Answer::Level(id) => self.level(id),
            Answer::Points(points) => self.level_of(*points),
            _ => None,
        }
    }

    /// Whether a level has clauses.
    pub fn has_clauses(&self) -> bool {
        self.levels.iter().any(|level| !level.clauses.is_empty())
    }

    /// The first clause of the claimed level that is not met.
    pub fn unsupported(&self, entry: &Entry) -> Option<&Clause> {
        let mut clauses = self.claimed(entry)?.clauses.iter();
        clauses.find(|clause| entry.amount(&clause.id) != Some(Decimal::ONE))
    }

    /// Reports clauses with an id that another one has, and too many of them.
    fn check_clauses(&self, reader: &mut Reader<'_>) {
        let mut seen: Vec<&Id> = Vec::new();
        for (i, level) in self.levels.iter().enumerate() {
            reader.key("levels", |r| {
                r.index(i, |r| check_clauses(&level.clauses, &mut seen, r));
            });
        }
        if seen.len() > limits::OF_SCALE {
            let (code, args) = too_many(seen.len(), limits::OF_SCALE);
            reader.key("levels", |r| r.problem(code, args));
        }
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        self.check_clauses(reader);
        reader.key("levels", |r| {
            r.check_list(self.levels.iter().map(|level| &*level.id), limits::OF_SCALE)
        });
        let scored = self.levels.iter().any(|level| level.points.is_some());
        let ranged = self.has_ranges();
        if self.step.is_some() && !ranged {
            let args = vec![("key", "step".to_owned()), ("needed", "from".to_owned())];
            reader.key("step", |r| r.problem(Code::KeyWithout, args));
        }
        for (i, level) in self.levels.iter().enumerate() {
            let mut report = |key: &'static str, code, args| {
                reader.key("levels", |r| r.index(i, |r| r.key(key, |r| r.problem(code, args))));
            };
            let key = |key: &str| vec![("key", key.to_owned())];
            let above = |points: Decimal| self.max.filter(|max| points > *max);
            let too_much =
                |points: Decimal, max: Decimal| vec![("value", points.to_string()), ("max", max.to_string())];
            match (level.points, level.from, level.to) {
                (Some(_), Some(_), _) | (Some(_), _, Some(_)) => {
                    let args = [key("points"), vec![("other", "from".to_owned())]].concat();
                    report("points", Code::KeyBeside, args);
                }
                (Some(points), None, None) => {
                    if let Some(max) = above(points) {
                        report("points", Code::AboveMaximum, too_much(points, max));
                    } else if ranged {
                        report("from", Code::MixedLevels, key("from"));
                    }
                }
                (None, Some(_), None) => report(
                    "from",
                    Code::KeyWithout,
                    [key("from"), vec![("needed", "to".to_owned())]].concat(),
                ),
                (None, None, Some(_)) => report(
                    "to",
                    Code::KeyWithout,
                    [key("to"), vec![("needed", "from".to_owned())]].concat(),
                ),
                (None, Some(from), Some(to)) => {
                    let step = self.step.unwrap_or(Decimal::ONE);
                    let range = vec![("min", from.to_string()), ("max", to.to_string())];
                    let mut others = self.levels[..i].iter().filter_map(|other| other.from.zip(other.to));
                    let overlapped = others.find(|(first, last)| from <= *last && to >= *first);
                    if from > to {
                        report("to", Code::MinimumAboveMaximum, range);
                    } else if let Some(max) = above(to) {
                        report("to", Code::AboveMaximum, too_much(to, max));
                    } else if let Some((first, last)) = overlapped {
                        let other = vec![("first", first.to_string()), ("last", last.to_string())];
                        report("from", Code::RangesOverlap, [range, other].concat());
                    } else if step > Decimal::ZERO && !to.on_step(from, step) {
                        report(
                            "to",
                            Code::StepDoesNotDivide,
                            [vec![("step", step.to_string())], range].concat(),
                        );
                    }
                }
                (None, None, None) if scored => report("points", Code::MixedLevels, key("points")),
                (None, None, None) if ranged => report("from", Code::MixedLevels, key("from")),
                (None, None, None) => {}
            }
        }
        if let Some(step) = self.step.filter(|step| *step <= Decimal::ZERO) {
            let args = vec![("value", step.to_string()), ("limit", "0.0001".to_owned())];
            reader.key("step", |r| r.problem(Code::NumberTooSmall, args));
        }
    }
}

impl Format for Levels {
    const WORDS: &[&str] = &["label", "text"];
    const FIGURES: &[&str] = &["max", "step", "points", "from"];
}

impl Family for Levels {
    fn maximum(&self) -> Option<Decimal> {
        let best = self.levels.iter().filter_map(|level| level.points.or(level.to)).max()?;
        Some(self.max.unwrap_or(best).max(Decimal::ZERO))
    }

    fn takes(&self, answer: &Answer) -> bool {
        match answer {
            Answer::Level(id) => !self.has_ranges() && self.level(id).is_some(),
            Answer::Points(points) => self.level_of(*points).is_some(),
            _ => false,
        }
    }

    fn worth(&self, entry: &Entry, _: &Facts) -> Worth {
        match &entry.answer {
            Some(Answer::Level(id)) => {
                let points = self.level(id).and_then(|level| level.points);
                points.map_or(Worth::Unscored, Worth::Points)
            }
            Some(Answer::Points(points)) => Worth::Points(*points),
            _ => Worth::Open,
        }
    }

    fn field(&self, amount: &Id) -> Option<Grid> {
        let mut clauses = self.levels.iter().flat_map(|level| &level.clauses);
        let is_clause = clauses.any(|clause| clause.id == *amount);
        is_clause.then(|| Grid::up_to(Decimal::ONE, None))
    }
}
