//! Yes or no, optionally partly; either can be the right answer (convention 3).

use super::{Family, Format, Worth};
use crate::answers::{Answer, Entry};
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, choice, object};
use crate::rubric::Facts;
use crate::text::Text;

object! {
    /// Yes or no, optionally partly; without points it is not scored.
    pub struct YesNo {
        /// The points of the right answer.
        optional "points" points: Decimal,
        /// The points of "partly"; if absent, it is not offered.
        optional "partial" partial: Decimal,
        /// The answer that earns the points; `yes` by default.
        optional "right" right: Right,
        /// Labels of the answers, where "yes" and "no" are easily confused.
        optional "labels" labels: YesNoLabels,
    }
    => YesNo::check
}

object! {
    /// The labels of the answers.
    pub struct YesNoLabels {
        /// The label in place of "yes".
        optional "yes" yes: Text,
        /// The label in place of "no".
        optional "no" no: Text,
    }
}

choice! {
    /// The answer that earns the points.
    pub enum Right {
        /// Yes.
        "yes" Yes,
        /// No.
        "no" No,
    }
}

impl YesNo {
    /// Whether this answer earns the points.
    pub fn is_right(&self, answer: &Answer) -> bool {
        matches!(
            (self.right, answer),
            (None | Some(Right::Yes), Answer::Yes) | (Some(Right::No), Answer::No)
        )
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        let below_zero = |value: Decimal| vec![("value", value.to_string()), ("limit", "0".to_owned())];
        if let Some(points) = self.points.filter(|points| *points < Decimal::ZERO) {
            reader.key("points", |r| r.problem(Code::NumberTooSmall, below_zero(points)));
        }
        match (self.partial, self.points) {
            (Some(partial), Some(points)) if partial > points => {
                let args = vec![("value", partial.to_string()), ("max", points.to_string())];
                reader.key("partial", |r| r.problem(Code::AboveMaximum, args));
            }
            (Some(partial), Some(_)) if partial < Decimal::ZERO => {
                reader.key("partial", |r| r.problem(Code::NumberTooSmall, below_zero(partial)));
            }
            (Some(_), None) => reader.problem(Code::MissingKey, vec![("key", "points".to_owned())]),
            _ => {}
        }
    }
}

impl YesNo {
    /// The points of an answer, if the scale is scored.
    pub fn points_of(&self, answer: &Answer) -> Option<Decimal> {
        match answer {
            Answer::Yes | Answer::No => self
                .points
                .map(|full| if self.is_right(answer) { full } else { Decimal::ZERO }),
            Answer::Partial => self.points.and(self.partial),
            _ => None,
        }
    }
}

impl Format for YesNo {
    const WORDS: &[&str] = &["labels"];
    const FIGURES: &[&str] = &["points", "partial", "right"];
}

impl Family for YesNo {
    fn maximum(&self) -> Option<Decimal> {
        self.points
    }

    fn takes(&self, answer: &Answer) -> bool {
        matches!(answer, Answer::Yes | Answer::No) || (*answer == Answer::Partial && self.partial.is_some())
    }

    fn worth(&self, entry: &Entry, _: &Facts) -> Worth {
        match &entry.answer {
            Some(answer @ (Answer::Yes | Answer::Partial | Answer::No)) => {
                self.points_of(answer).map_or(Worth::Unscored, Worth::Points)
            }
            _ => Worth::Open,
        }
    }
}
