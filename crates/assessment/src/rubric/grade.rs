//! Grades by lower bounds of points or of the rate, or by rank among many records (convention 16); or by upper bounds, where
//! less is better (convention 37).

use super::expression::Way;
use super::{Condition, Feature, GradesBy, Mean, places::Places};
use crate::Id;
use crate::points::Decimal;
use crate::problem::Code;
use crate::rational::{Rational, Rounding};
use crate::read::{Reader, object};
use crate::text::Text;

object! {
    /// Grades by their bounds, the best first (convention 16). Beyond the last there is no grade.
    pub struct Grades {
        /// The unit of the bounds; `points` by default.
        optional "by" by: GradesBy,
        /// How the total, or the rate in percent, is rounded before it is compared; not at all by default.
        optional "rounded" rounded: Rounds,
        /// The grades.
        required "bands" bands: Vec<Band>,
    }
    => Grades::check
}

object! {
    /// How a figure is rounded.
    pub struct Rounds {
        /// The direction.
        required "to" to: Way,
        /// Decimal places kept; 0 by default.
        optional "places" places: Places,
    }
}

object! {
    /// A grade.
    pub struct Band {
        /// Its id.
        required "id" id: Id as "grade",
        /// Its name.
        required "label" label: Text,
        /// The minimum total that earns it, in points or percent.
        optional "atLeast" at_least: Decimal,
        /// The maximum total that earns it, in points or percent, where less is better; on all grades or on none.
        optional "atMost" at_most: Decimal where Feature::GradesAtMost,
        /// By rank: the share of the records from the top that earns it, in percent.
        optional "top" top: Decimal,
        /// A condition that must hold for it, also alone without a bound; none by default.
        optional "if" condition: Condition where Feature::ShareOfAnswers,
        /// Its stars.
        optional "stars" stars: u32,
        /// Its consequences.
        optional "text" text: Text,
    }
}

impl Grades {
    /// The unit of the bounds.
    pub fn measured(&self) -> GradesBy {
        self.by.unwrap_or(GradesBy::Points)
    }

    /// The index of the grade that a total reaches, if it reaches one. `holds` tells which conditions hold; `rank` is the place of
    /// the total among so many records. Where the grade depends on a rank and there is none, it is not earned: see
    /// [`Self::waits_for_rank`].
    pub fn reached(
        &self,
        score: Decimal,
        of: Decimal,
        mean: Option<&Mean>,
        rank: Option<(usize, usize)>,
        holds: &dyn Fn(&Condition) -> bool,
    ) -> Option<usize> {
        let measured = self.measured_value(score, of, mean)?;
        let earns = |band: &Band| match (self.measured(), band.at_most) {
            (GradesBy::Rank, _) => true,
            (_, Some(most)) => measured <= most.into(),
            (_, None) => band.is_reached(|least| measured >= least.into()),
        };
        let may = |band: &Band| {
            let holds = band.condition.as_ref().is_none_or(holds);
            holds && band.is_within(rank) != Some(false)
        };
        self.bands.iter().position(|band| earns(band) && may(band))
    }

    /// Whether a grade depends on a rank that is not known.
    pub fn waits_for_rank(&self, grade: usize, rank: Option<(usize, usize)>) -> bool {
        self.bands[grade].is_within(rank).is_none()
    }

    /// What the bounds are compared with: exact, or rounded as the grades say.
    fn measured_value(&self, score: Decimal, of: Decimal, mean: Option<&Mean>) -> Option<Rational> {
        let scale = match self.measured() {
            GradesBy::Points | GradesBy::Rank => None,
            GradesBy::Rate => Some(Decimal::whole(100)),
            // Not as the mean is shown.
            GradesBy::Mean => Some(mean?.of),
        };
        let exact = match scale {
            None => score.into(),
            Some(_) if of <= Decimal::ZERO => return None,
            Some(scale) => Rational::from(score)
                .checked_mul(scale.into())?
                .checked_div(of.into())?,
        };
        match &self.rounded {
            Some(rounds) => rounds.of(exact).map(Rational::from),
            None => Some(exact),
        }
    }

    /// The index of the grade with this id.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.bands.iter().position(|band| &*band.id == id)
    }

    /// Reports grades that repeat or are out of order.
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        if self.bands.is_empty() {
            reader.key("bands", |r| r.problem(Code::EmptyList, Vec::new()));
        }
        let key = self.key();
        let bound = |band: &Band| match key {
            "top" => band.top,
            "atMost" => band.at_most,
            _ => band.at_least,
        };
        for (i, band) in self.bands.iter().enumerate() {
            let mut report = |at: Option<&'static str>, code, args| {
                reader.key("bands", |r| {
                    r.index(i, |r| match at {
                        Some(at) => r.key(at, |r| r.problem(code, args)),
                        None => r.problem(code, args),
                    })
                });
            };
            if band.condition.is_some() && key == "top" {
                let args = vec![("key", "if".to_owned()), ("kind", self.measured().word().to_owned())];
                report(Some("if"), Code::KeyNotForKind, args);
            }
            // A condition may stand alone.
            if bound(band).is_none() && band.condition.is_none() {
                report(None, Code::MissingKey, vec![("key", key.to_owned())]);
            }
            let given = [("atLeast", band.at_least), ("atMost", band.at_most), ("top", band.top)];
            for (other, _) in given.into_iter().filter(|(own, value)| *own != key && value.is_some()) {
                if other == "top" && key != "top" {
                    // Both together: that much and among the first.
                    if key != "atLeast" {
                        let args = vec![("key", other.to_owned()), ("other", key.to_owned())];
                        report(Some(other), Code::KeyBeside, args);
                    }
                } else if key == "top" || other == "top" {
                    let args = vec![("key", other.to_owned()), ("kind", self.measured().word().to_owned())];
                    report(Some(other), Code::KeyNotForKind, args);
                } else {
                    let args = vec![("key", other.to_owned()), ("other", key.to_owned())];
                    report(Some(other), Code::KeyBeside, args);
                }
            }
        }
        if key == "atLeast" {
            let both = self.bands.iter().enumerate();
            for (i, top) in both.filter_map(|(i, band)| Some((i, band.top?))) {
                let outside = match top {
                    top if top > Decimal::whole(100) => Some((Code::NumberTooLarge, "100")),
                    top if top < Decimal::ZERO => Some((Code::NumberTooSmall, "0")),
                    _ => None,
                };
                let at = |r: &mut Reader<'_>| {
                    r.defer(Feature::PointsAndRank);
                    if let Some((code, limit)) = outside {
                        r.problem(code, vec![("value", top.to_string()), ("limit", limit.to_owned())]);
                    }
                };
                reader.key("bands", |r| r.index(i, |r| r.key("top", at)));
            }
        }
        for (i, pair) in self.bands.windows(2).enumerate() {
            let Some((before, value)) = bound(&pair[0]).zip(bound(&pair[1])) else {
                continue;
            };
            let falls = if key == "atLeast" {
                value < before
            } else {
                value > before
            };
            // With a condition the first of two may be the stricter one.
            let has_more = pair[0].condition.is_some() || (pair[0].top.is_some() && key != "top");
            if value == before && has_more {
                continue;
            }
            if value == before {
                self.bound(i + 1, Code::GradeRepeated, vec![("value", value.to_string())], reader);
            } else if !falls {
                let args = vec![("value", value.to_string()), ("before", before.to_string())];
                self.bound(i + 1, Code::GradeOrder, args, reader);
            }
        }
    }

    /// Reports grades that a total of `most`, with at most `bonus` on top, cannot reach. The reader is at `grades`.
    pub(super) fn check_reach(&self, most: Decimal, bonus: Decimal, mean: Option<&Mean>, reader: &mut Reader<'_>) {
        if self.measured() == GradesBy::Mean && mean.is_none() {
            let args = vec![("key", "by".to_owned()), ("needed", "rules.mean".to_owned())];
            reader.key("by", |r| r.problem(Code::KeyWithout, args));
        }
        let most = match self.measured() {
            GradesBy::Points => most + bonus,
            // The less applies, the more a bonus weighs: any rate can be reached.
            GradesBy::Rate | GradesBy::Mean if bonus > Decimal::ZERO => return,
            GradesBy::Mean => mean.map_or(Decimal::LIMIT, |mean| mean.of),
            GradesBy::Rate | GradesBy::Rank => Decimal::whole(100),
        };
        for (i, band) in self.bands.iter().enumerate() {
            // An upper bound above the maximum is reached by every total.
            let value = match self.measured() {
                GradesBy::Rank => band.top,
                _ => band.at_least,
            };
            if let Some(value) = value.filter(|value| *value > most) {
                let args = vec![("value", value.to_string()), ("max", most.to_string())];
                self.bound(i, Code::GradeAboveMaximum, args, reader);
            }
        }
    }

    fn bound(&self, band: usize, code: Code, args: Vec<(&'static str, String)>, reader: &mut Reader<'_>) {
        reader.key("bands", |r| {
            r.index(band, |r| r.key(self.key(), |r| r.problem(code, args)))
        });
    }

    /// The key of the bounds.
    fn key(&self) -> &'static str {
        if self.measured() == GradesBy::Rank {
            "top"
        } else if self.bands.iter().any(|band| band.at_most.is_some()) {
            "atMost"
        } else {
            "atLeast"
        }
    }
}

/// How many of `count` are the top `percent`: rounded up, so that it is at least one.
pub fn top(count: usize, percent: Decimal) -> usize {
    let share = i32::try_from(count).ok().and_then(|count| {
        let all = Rational::from(Decimal::whole(count)).checked_mul(percent.into())?;
        all.checked_div(Decimal::whole(100).into())?.rounded(0, Rounding::Up)
    });
    share
        .and_then(|share| share.to_string().parse().ok())
        .map_or(0, |share: usize| share.min(count))
}

impl Band {
    /// Whether a rank is within its share from the top; `None` if that is not known.
    fn is_within(&self, rank: Option<(usize, usize)>) -> Option<bool> {
        let Some(percent) = self.top else { return Some(true) };
        rank.map(|(place, count)| place <= top(count, percent))
    }

    /// Whether its lower bound is reached; without one, its condition alone counts.
    fn is_reached(&self, reaches: impl Fn(Decimal) -> bool) -> bool {
        self.at_least.map_or(self.condition.is_some(), reaches)
    }
}

impl Rounds {
    /// The figure, rounded by this rule.
    fn of(&self, value: Rational) -> Option<Decimal> {
        value.rounded(self.places.map_or(0, |places| places.0), self.to.rounding())
    }
}
