//! Tallies: what a part contributes to the whole.

use crate::points::Decimal;
use std::ops::{Add, Sub};

/// The contribution of a part: amounts and counts that can be added and subtracted again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Tally {
    /// Points earned.
    pub score: Decimal,
    /// The most that could be earned, given what applies.
    pub max: Decimal,
    /// The most that could be earned at the criteria answered so far.
    pub judged: Decimal,
    /// Criteria of any kind.
    pub items: u32,
    /// Criteria of any kind with an answer.
    pub answered: u32,
    /// Criteria that are scored.
    pub scored: u32,
    /// Scored criteria with an answer.
    pub settled: u32,
    /// Scored criteria with an answer other than "don't know".
    pub known: u32,
    /// Criteria of any kind answered with "don't know".
    pub dont_know: u32,
    /// Scored criteria with an answer whose points are known once all records are there.
    pub pending: u32,
    /// Scored criteria answered below their maximum.
    pub lost: u32,
    /// Entries with a refused text.
    pub refused: u32,
    /// Findings: what a careful inspector would ask about.
    pub findings: u32,
    /// Points on top of the total, less those taken off it: bonus and penalty sections.
    pub extra: Decimal,
    /// Percent of the total or of a section: the score of a bonus or penalty section whose points are percent.
    pub percent: Decimal,
    /// Points lost at the criteria themselves: not affected by weights or rescaling around them.
    pub deducted: Decimal,
}

impl Tally {
    /// Scored criteria without an answer.
    pub fn open(&self) -> u32 {
        self.scored - self.settled
    }

    /// Criteria without an answer that carry no points.
    pub fn open_unscored(&self) -> u32 {
        (self.items - self.answered) - self.open()
    }

    /// Points not earned at the criteria answered so far.
    pub fn lost_points(&self) -> Decimal {
        self.judged - self.score
    }

    /// Points lost, if the losses of single criteria add up to them: not under weights of sections or rescaling.
    pub fn lost_in_sum(&self) -> Option<Decimal> {
        Some(self.lost_points()).filter(|lost| *lost == self.deducted)
    }

    /// The unit of progress: the scored criteria, or all if none is scored.
    pub fn items_of_progress(&self) -> u32 {
        if self.scored > 0 { self.scored } else { self.items }
    }

    /// The number of answered ones among [`Tally::items_of_progress`].
    pub fn answered_of_progress(&self) -> u32 {
        if self.scored > 0 { self.settled } else { self.answered }
    }

    /// Points earned in percent of what could be earned at the criteria answered so far, to one place.
    pub fn rate(&self) -> String {
        self.score.scaled(Decimal::whole(100), self.judged, 1).to_string()
    }

    /// The tally within the limits of a record. Sums of amounts stay within them, sums of scaled amounts may not.
    pub(super) fn limited(self) -> Self {
        let limited = |amount: Decimal| amount.clamp(-Decimal::SUM_LIMIT, Decimal::SUM_LIMIT);
        Self {
            score: limited(self.score),
            extra: limited(self.extra),
            ..self
        }
    }

    /// The amounts × `numerator` ÷ `denominator`, each rounded to `places`; the counts unchanged. A score below the
    /// maximum stays below it, but does not become negative by that.
    pub(super) fn scaled(self, numerator: Decimal, denominator: Decimal, places: u8) -> Self {
        let scale = |amount: Decimal| amount.scaled(numerator, denominator, places);
        let (score, max) = (scale(self.score), scale(self.max));
        let is_given_away = self.score < self.max && score >= max;
        let below = || match max.step_below(places) {
            below if self.score < Decimal::ZERO => below,
            below => below.max(Decimal::ZERO),
        };
        Self {
            score: if is_given_away { below() } else { score },
            max,
            judged: scale(self.judged),
            ..self
        }
    }
}

impl Add for Tally {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        self.combined(other, Decimal::add, u32::wrapping_add)
    }
}

impl Sub for Tally {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.combined(other, Decimal::sub, u32::wrapping_sub)
    }
}

impl Tally {
    fn combined(self, other: Self, amount: fn(Decimal, Decimal) -> Decimal, count: fn(u32, u32) -> u32) -> Self {
        Self {
            score: amount(self.score, other.score),
            max: amount(self.max, other.max),
            judged: amount(self.judged, other.judged),
            items: count(self.items, other.items),
            answered: count(self.answered, other.answered),
            scored: count(self.scored, other.scored),
            settled: count(self.settled, other.settled),
            known: count(self.known, other.known),
            dont_know: count(self.dont_know, other.dont_know),
            pending: count(self.pending, other.pending),
            lost: count(self.lost, other.lost),
            refused: count(self.refused, other.refused),
            findings: count(self.findings, other.findings),
            extra: amount(self.extra, other.extra),
            percent: amount(self.percent, other.percent),
            deducted: amount(self.deducted, other.deducted),
        }
    }
}
