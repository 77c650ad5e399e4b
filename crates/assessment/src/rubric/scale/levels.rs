//! Named levels with descriptors and points (convention 2). Any order; points may be negative.

use super::{Family, Format, Worth};
use crate::Id;
use crate::answers::{Answer, Entry};
use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, object};
use crate::rubric::Facts;
use crate::text::Text;

object! {
    /// Named levels, each with a descriptor and points; without points it is a choice that is not scored.
    pub struct Levels {
        /// The declared maximum, which no level may exceed; the best level by default.
        optional "max" max: Decimal,
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
    }
}

impl Levels {
    /// The level with this id.
    pub fn level(&self, id: &str) -> Option<&Level> {
        self.levels.iter().find(|level| &*level.id == id)
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        reader.key("levels", |r| {
            r.check_list(self.levels.iter().map(|level| &*level.id), limits::OF_SCALE)
        });
        let scored = self.levels.iter().any(|level| level.points.is_some());
        for (i, level) in self.levels.iter().enumerate() {
            let mut report = |key: &'static str, code, args| {
                reader.key("levels", |r| r.index(i, |r| r.key(key, |r| r.problem(code, args))));
            };
            match (level.points, self.max) {
                (Some(points), Some(max)) if points > max => {
                    report(
                        "points",
                        Code::AboveMaximum,
                        vec![("value", points.to_string()), ("max", max.to_string())],
                    );
                }
                (None, _) if scored => report("points", Code::MixedLevels, Vec::new()),
                _ => {}
            }
        }
    }
}

impl Format for Levels {
    const FEATURES: &[&str] = &[];
    const WORDS: &[&str] = &["label", "text"];
    const FIGURES: &[&str] = &["max", "points"];
}

impl Family for Levels {
    fn maximum(&self) -> Option<Decimal> {
        let best = self.levels.iter().filter_map(|level| level.points).max()?;
        Some(self.max.unwrap_or(best).max(Decimal::ZERO))
    }

    fn takes(&self, answer: &Answer) -> bool {
        matches!(answer, Answer::Level(id) if self.level(id).is_some())
    }

    fn worth(&self, entry: &Entry, _: &Facts) -> Worth {
        match &entry.answer {
            Some(Answer::Level(id)) => {
                let points = self.level(id).and_then(|level| level.points);
                points.map_or(Worth::Unscored, Worth::Points)
            }
            _ => Worth::Open,
        }
    }
}
