//! A text that is not scored (convention 17).

use super::{Family, Format, Worth};
use crate::answers::{Answer, Entry};
use crate::points::Decimal;
use crate::read::object;
use crate::rubric::Facts;

object! {
    /// A text that is not scored.
    pub struct Comment {
    }
}

impl Format for Comment {
    const WORDS: &[&str] = &[];
    const FIGURES: &[&str] = &[];
}

impl Family for Comment {
    fn maximum(&self) -> Option<Decimal> {
        None
    }

    fn takes(&self, answer: &Answer) -> bool {
        matches!(answer, Answer::Comment(text) if !text.is_empty())
    }

    fn worth(&self, entry: &Entry, _: &Facts) -> Worth {
        match entry.answer {
            Some(Answer::Comment(_)) => Worth::Unscored,
            _ => Worth::Open,
        }
    }
}
