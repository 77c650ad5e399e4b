//! The same question for each of several subjects, such as sites or classes, and how their points make one (convention 35).

use super::entries::{named, parted};
use super::{Family, Format, Grid, Levels, Points, Worth, YesNo};
use crate::Id;
use crate::answers::{Answer, Entry};
use crate::points::Decimal;
use crate::problem::Code;
use crate::rational::{Rational, Rounding};
use crate::read::{Reader, choice, object, tagged};
use crate::rubric::places::Places;
use crate::rubric::{Facts, FieldUse, Source};

/// The name of the points of a subject.
pub const POINTS: &str = "points";
/// The name of the answer of a subject that is one of a few words.
pub const ANSWER: &str = "answer";

object! {
    /// One question answered once for each subject of a list.
    pub struct Each {
        /// The list of the profile.
        required "of" of: Id,
        /// What an answer may be for one subject, and what it earns.
        required "scale" scale: OfOne,
        /// How the points of the subjects make one; their mean by default.
        optional "combine" combine: Together,
        /// With `passing`: the share of full marks from which a subject passes, in percent; 100 by default.
        optional "pass" pass: Decimal,
        /// With `sum`: the most that they give together.
        optional "most" most: Decimal,
        /// Decimal places of a mean or a share, rounded half away from zero; 2 by default.
        optional "places" places: Places,
    }
    => Each::check
}

object! {
    /// Points for one subject.
    pub struct PointsOfOne {
        /// The maximum: full marks.
        required "max" max: Decimal,
        /// The minimum; 0 by default.
        optional "min" min: Decimal,
        /// The step, counted from the minimum; 1 by default.
        optional "step" step: Decimal,
    }
    => PointsOfOne::check
}

tagged! {
    /// A scale for one subject.
    pub enum OfOne {
        /// Points from a minimum to a maximum, on a step.
        "points" Points(PointsOfOne),
        /// Named levels with points.
        "levels" Levels(Levels),
        /// Yes or no, optionally partly, with points.
        "yes-no" YesNo(YesNo),
    }
}

choice! {
    /// How the points of several subjects make one.
    pub enum Together {
        /// Their mean.
        "mean" Mean,
        /// Their sum, up to a most.
        "sum" Sum,
        /// The least of them.
        "least" Least,
        /// The share of the subjects that pass, of full marks.
        "passing" Passing,
    }
}

object! {
    /// How the points of subjects make those of a section: of each subject its criteria are added up first.
    pub struct SectionEach {
        /// How the points of the subjects make one.
        required "combine" combine: Together,
        /// With `passing`: the share of full marks from which a subject passes, in percent; 100 by default.
        optional "pass" pass: Decimal,
        /// Decimal places of a mean or a share, rounded half away from zero; 2 by default.
        optional "places" places: Places,
    }
    => SectionEach::check
}

/// How the points of several subjects make one, with its defaults filled in.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Combining {
    /// How.
    pub together: Together,
    /// The share of full marks from which a subject passes, in percent.
    pub pass: Decimal,
    /// Decimal places of a mean or a share.
    places: u8,
}

impl PointsOfOne {
    /// The scale of a criterion with these points.
    pub fn scale(&self) -> Points {
        Points {
            max: self.max,
            min: self.min,
            step: self.step,
            measured: None,
        }
    }

    fn check(&self, at: u32, reader: &mut Reader<'_>) {
        self.scale().check(at, reader);
    }
}

impl OfOne {
    /// Full marks; `None` if it has no points.
    pub fn maximum(&self) -> Option<Decimal> {
        match self {
            Self::Points(scale) => Some(scale.max),
            Self::Levels(scale) => scale.maximum(),
            Self::YesNo(scale) => scale.maximum(),
        }
    }

    /// The points of an answer.
    fn points(&self, answer: &Answer) -> Option<Decimal> {
        match (self, answer) {
            (Self::Points(_), Answer::Points(points)) => Some(*points),
            (Self::Levels(scale), Answer::Level(id)) => scale.level(id)?.points,
            (Self::YesNo(scale), answer) => scale.points_of(answer),
            _ => None,
        }
    }

    /// The answer that a word is; `None` if it is none.
    fn answer(&self, word: &str) -> Option<Answer> {
        let answer = match (self, word) {
            (Self::YesNo(_), "yes") => Answer::Yes,
            (Self::YesNo(_), "partial") => Answer::Partial,
            (Self::YesNo(_), "no") => Answer::No,
            (Self::Levels(_), level) => Answer::Level(Id::new(level)?),
            _ => return None,
        };
        self.points(&answer).map(|_| answer)
    }
}

impl Each {
    /// How the points of the subjects make one.
    pub fn combining(&self) -> Combining {
        Combining::of(self.combine.unwrap_or(Together::Mean), self.pass, self.places)
    }

    /// The full marks of one subject.
    pub fn of_one(&self) -> Decimal {
        self.scale.maximum().unwrap_or_default()
    }

    /// The answer for the subject with this number, as it is stored.
    pub fn answer(&self, entry: &Entry, number: u32) -> Option<Answer> {
        match &self.scale {
            OfOne::Points(_) => entry.amount(&named(number, POINTS)).map(Answer::Points),
            scale => scale.answer(entry.text(&named(number, ANSWER))?),
        }
    }

    /// The points of the subject with this number; `None` if it has no answer.
    pub fn points_of(&self, entry: &Entry, number: u32) -> Option<Decimal> {
        self.scale.points(&self.answer(entry, number)?)
    }

    /// The points of all subjects, in their order; `None` while one has no answer or there is none.
    pub fn all(&self, entry: &Entry, facts: &Facts) -> Option<Vec<Decimal>> {
        let subjects = facts.subjects(&self.of);
        let all: Option<Vec<_>> = subjects
            .iter()
            .map(|(number, _)| self.points_of(entry, *number))
            .collect();
        all.filter(|all| !all.is_empty())
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        reader.defer(FieldUse::Subjects(self.of.clone()));
        let has_points = self.scale.maximum().is_some_and(|most| most > Decimal::ZERO);
        let is_plain = match &self.scale {
            OfOne::Points(_) | OfOne::YesNo(_) => true,
            OfOne::Levels(scale) => !scale.has_ranges() && !scale.has_clauses(),
        };
        if !has_points || !is_plain {
            reader.key("scale", |r| r.problem(Code::NotForEach, Vec::new()));
        }
        let is_sum = self.combining().together == Together::Sum;
        let without = match self.most {
            None if is_sum => Some(("combine", "most")),
            Some(_) if !is_sum => Some(("most", "combine")),
            _ => None,
        };
        if let Some((key, needed)) = without {
            let args = vec![("key", key.to_owned()), ("needed", needed.to_owned())];
            reader.key(key, |r| r.problem(Code::KeyWithout, args));
        }
        reader.positive("most", self.most);
        self.combining().check(self.pass, reader);
    }
}

impl SectionEach {
    /// How the points of the subjects make one.
    pub fn combining(&self) -> Combining {
        Combining::of(self.combine, self.pass, self.places)
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        if self.combine == Together::Sum {
            let sum = Together::Sum.word();
            let known: Vec<_> = Together::WORDS.iter().copied().filter(|word| *word != sum).collect();
            let args = vec![("value", sum.to_owned()), ("known", known.join(", "))];
            reader.key("combine", |r| r.problem(Code::UnknownWord, args));
        }
        self.combining().check(self.pass, reader);
    }
}

impl Combining {
    fn of(together: Together, pass: Option<Decimal>, places: Option<Places>) -> Self {
        Self {
            together,
            pass: pass.unwrap_or(Decimal::whole(100)),
            places: places.map_or(2, |places| places.0),
        }
    }

    /// Reports a share to pass that is none, or that nothing reads. The reader is at what has the key.
    fn check(&self, pass: Option<Decimal>, reader: &mut Reader<'_>) {
        if pass.is_some() && self.together != Together::Passing {
            let args = vec![("key", "pass".to_owned()), ("needed", "combine".to_owned())];
            reader.key("pass", |r| r.problem(Code::KeyWithout, args));
        }
        reader.positive("pass", pass);
        if self.pass > Decimal::whole(100) {
            let args = vec![("value", self.pass.to_string()), ("limit", "100".to_owned())];
            reader.key("pass", |r| r.problem(Code::NumberTooLarge, args));
        }
    }

    /// The points that several subjects make together, each out of `of_one`. Full marks stay full marks, and less is not rounded
    /// up to them; `None` if a number is out of range or there is no subject.
    pub fn points(&self, all: &[Rational], of_one: Decimal) -> Option<Decimal> {
        let full = Rational::from(of_one);
        let rounded = |exact: Rational, places: u8| {
            let shown = exact.rounded(places, Rounding::Half)?;
            let is_given_away = exact < full && shown >= of_one;
            Some(match exact == full {
                true => of_one,
                false if is_given_away => of_one.step_below(places),
                false => shown,
            })
        };
        let whole = |count: usize| i32::try_from(count).ok().map(|count| Decimal::whole(count).into());
        let sum = || {
            let zero = Rational::from(Decimal::ZERO);
            all.iter().copied().try_fold(zero, Rational::checked_add)
        };
        match self.together {
            Together::Sum => sum()?.rounded(4, Rounding::Half),
            Together::Least => rounded(all.iter().copied().min()?, 4),
            Together::Mean => rounded(sum()?.checked_div(whole(all.len())?)?, self.places),
            Together::Passing => {
                let least = full.checked_mul(self.pass.into())?.checked_div(whole(100)?)?;
                let passing = all.iter().filter(|one| **one >= least).count();
                let share = full.checked_mul(whole(passing)?)?.checked_div(whole(all.len())?)?;
                rounded(share, self.places)
            }
        }
    }
}

impl Format for Each {
    const WORDS: &[&str] = &[];
    const FIGURES: &[&str] = &[];
}

impl Family for Each {
    fn maximum(&self) -> Option<Decimal> {
        match self.combining().together {
            Together::Sum => self.most,
            Together::Mean | Together::Least | Together::Passing => Some(self.of_one()),
        }
    }

    fn takes(&self, _: &Answer) -> bool {
        false
    }

    fn worth(&self, entry: &Entry, facts: &Facts) -> Worth {
        let Some(all) = self.all(entry, facts) else {
            return Worth::Open;
        };
        let all: Vec<_> = all.into_iter().map(Rational::from).collect();
        let points = self.combining().points(&all, self.of_one()).unwrap_or_default();
        Worth::Points(self.most.map_or(points, |most| points.min(most)))
    }

    fn field(&self, amount: &Id) -> Option<Grid> {
        let (number, own) = parted(amount)?;
        let OfOne::Points(scale) = &self.scale else { return None };
        (own == POINTS && number as usize <= crate::limits::OF_SCALE).then(|| scale.scale().grid())
    }

    fn takes_text(&self, name: &Id, text: &str) -> bool {
        let is_one =
            parted(name).is_some_and(|(number, own)| own == ANSWER && number as usize <= crate::limits::OF_SCALE);
        is_one && self.scale.answer(text).is_some()
    }

    fn sources<'a>(&'a self, visit: &mut dyn FnMut(Source<'a>)) {
        visit(Source::Field(&self.of));
    }

    fn is_of_amounts(&self) -> bool {
        true
    }
}
