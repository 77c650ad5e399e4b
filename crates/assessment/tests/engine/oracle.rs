//! The scores once more, worked out from scratch out of a made-up rubric: slow, plain, in fractions of whole numbers without a
//! limit, and sharing nothing with the engine.

mod expression;
mod settled;
mod worth;

use expression::holds;
pub use expression::{applies, figure};
pub use settled::settled;
pub use worth::{Worth, worth};

use crate::model::{Condition, Given, Group, Line, Model, Scale};
use assessment::answers::Answer;
use num_bigint::BigInt;
use num_rational::BigRational;

/// An exact amount.
pub type Fraction = BigRational;

/// Points earned and the most that could be, with how many scored lines there are and how many are answered.
#[derive(Clone, Debug)]
pub struct Score {
    pub score: Fraction,
    pub max: Fraction,
    pub scored: usize,
    pub settled: usize,
    /// Scored lines answered with anything but "don't know".
    pub known: usize,
    /// Lines answered with "don't know".
    pub unknown: usize,
    /// Scored lines that wait for all records.
    pub waiting: usize,
    /// Lines of any kind, and those answered.
    pub items: usize,
    pub answered: usize,
}

/// So many ten-thousandths.
pub fn ten_thousandths(amount: i128) -> Fraction {
    Fraction::new(amount.into(), 10_000.into())
}

/// An amount of the model.
pub fn exact(amount: i64) -> Fraction {
    ten_thousandths(amount.into())
}

/// Rounded half away from zero to so many places.
pub fn rounded(amount: &Fraction, places: u32) -> Fraction {
    let unit = Fraction::from_integer(BigInt::from(10_u32.pow(places)));
    (amount * &unit).round() / unit
}

/// The next amount of so many places below this one.
fn next_below(amount: &Fraction, places: u32) -> Fraction {
    let unit = Fraction::from_integer(BigInt::from(10_u32.pow(places)));
    ((amount * &unit).ceil() - Fraction::from_integer(1.into())) / unit
}

/// Points out of a maximum, where only all of it may be shown as all of it.
pub fn never_full(points: Fraction, is_full: bool, max: &Fraction, places: u32) -> Fraction {
    if is_full || points < *max {
        points
    } else {
        next_below(max, places)
    }
}

/// `value × to ÷ from`, rounded half away from zero. All of `from` is exactly `to`, and nothing less is shown as `to`.
fn scaled(value: &Fraction, to: &Fraction, from: &Fraction, places: u32) -> Fraction {
    if value == from {
        return to.clone();
    }
    never_full(rounded(&(value * to / from), places), value > from, to, places)
}

/// A score and its maximum under `× to ÷ from`.
fn both_scaled(score: &Fraction, max: &Fraction, to: &Fraction, from: &Fraction, places: u32) -> (Fraction, Fraction) {
    let most = scaled(max, to, from, places);
    let own = never_full(scaled(score, to, from, places), score >= max, &most, places);
    // Staying below a maximum of 0 makes nothing negative.
    let zero = exact(0);
    (if *score < zero { own } else { own.max(zero) }, most)
}

/// So many percent of points.
fn percent_of(points: &Fraction, percent: &Fraction, places: u32) -> Fraction {
    if *points <= exact(0) {
        return exact(0);
    }
    scaled(percent, points, &exact(1_000_000), places)
}

impl Score {
    fn nothing() -> Self {
        let (score, max) = (exact(0), exact(0));
        Self {
            score,
            max,
            scored: 0,
            settled: 0,
            known: 0,
            unknown: 0,
            waiting: 0,
            items: 0,
            answered: 0,
        }
    }

    fn add(&mut self, other: Self) {
        self.score += other.score;
        self.max += other.max;
        self.scored += other.scored;
        self.settled += other.settled;
        self.known += other.known;
        self.unknown += other.unknown;
        self.waiting += other.waiting;
        self.items += other.items;
        self.answered += other.answered;
    }
}

fn line(line: &Line, given: Option<&Given>, model: &Model) -> Score {
    if !applies(&line.applies, &model.known) {
        return Score::nothing();
    }
    let mut own = Score::nothing();
    own.items = 1;
    own.answered = usize::from(given.is_some());
    let is_unknown = given == Some(&Given::Answer(Answer::DontKnow));
    own.unknown = usize::from(is_unknown);
    let Some(full) = line.most().map(exact) else {
        return own;
    };
    // What the scale gives at most, with the parts that apply.
    let (most, is_empty) = match &line.scale {
        Scale::Parts(parts) => {
            let applying: Vec<_> = parts.iter().filter(|(_, part)| applies(part, &model.known)).collect();
            (applying.iter().map(|(most, _)| exact(*most)).sum(), applying.is_empty())
        }
        _ => (full.clone(), false),
    };
    let is_excused = given == Some(&Given::Answer(Answer::NotApplicable));
    let found = match given {
        // Where no part applies there is nothing left to answer.
        None if is_empty => Worth::Excluded,
        // What is worked out of the profile nobody has to enter.
        None if matches!(line.scale, Scale::Number(..) | Scale::Ratio(..) | Scale::Change(..)) => {
            self::worth(&line.scale, &Given::Amounts(Vec::new()), &model.known)
        }
        None => Worth::Open,
        Some(_) if is_excused || is_unknown => Worth::Excluded,
        Some(given) => self::worth(&line.scale, given, &model.known),
    };
    own.scored = 1;
    own.answered = usize::from(found != Worth::Open);
    own.settled = own.answered;
    own.known = own.settled - own.unknown;
    own.waiting = usize::from(found == Worth::Waiting);
    (own.score, own.max) = before_weight(found, is_excused, most, line, model);
    // The weight is worth all parts of the scale: those that do not apply take their share of it along.
    let weight = weight_now(line.weight, &line.other, model);
    if let Some(weight) = weight.map(exact).filter(|weight| *weight != full) {
        (own.score, own.max) = both_scaled(&own.score, &own.max, &weight, &full, model.places);
    }
    own
}

/// The weight where the profile says this.
fn weight_now(usual: Option<i64>, other: &Option<(Condition, i64)>, model: &Model) -> Option<i64> {
    match other {
        Some((condition, weight)) if holds(condition, &model.known) == Some(true) => Some(*weight),
        _ => usual,
    }
}

/// Points and their maximum as the scale gives them.
fn before_weight(found: Worth, is_excused: bool, most: Fraction, line: &Line, model: &Model) -> (Fraction, Fraction) {
    match found {
        Worth::Excluded if is_excused && line.not_applicable == Some("full") => (most.clone(), most),
        Worth::Excluded if is_excused && line.not_applicable == Some("zero") => (exact(0), most),
        Worth::Excluded if is_excused && line.not_applicable == Some("share") => {
            (percent_of(&most, &exact(line.share), model.places), most)
        }
        Worth::Excluded => (exact(0), exact(0)),
        Worth::Open if model.unanswered == "exclude" => (exact(0), exact(0)),
        Worth::Open | Worth::Waiting => (exact(0), most),
        Worth::Points(points, _) => (points, most),
    }
}

/// What a gate makes of a key item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It does not apply, leaves the maximum, or reaches the share.
    Holds,
    Failed,
    /// Nobody has answered it.
    Open,
}

/// What becomes of a line as a key item, given the kind of its outermost section, whether all around it applies, and whether
/// anything that counts is answered.
pub fn fate(line: &Line, place: (&str, bool), given: Option<&Given>, model: &Model, begun: bool, below: i64) -> Fate {
    let (counts, applies_around) = place;
    if !applies_around || !applies(&line.applies, &model.known) {
        return Fate::Holds;
    }
    // As if it weighed nothing: its own points.
    let plain = Line {
        weight: None,
        other: None,
        ..line.clone()
    };
    let own = self::line(&plain, given, model);
    let is_unknown = own.unknown > 0;
    let is_open = own.answered == 0 || own.waiting > 0 || is_unknown;
    let counts_as_zero = !is_unknown && own.waiting == 0 && model.unanswered == "zero" && counts != "penalty" && begun;
    let reaches = own.score * exact(1_000_000) >= own.max.clone() * exact(below);
    match own.max > exact(0) && !reaches && (!is_open || counts_as_zero) {
        true => Fate::Failed,
        false if is_open && !counts_as_zero => Fate::Open,
        false => Fate::Holds,
    }
}

/// The score of a group whose subjects make it; nothing while the plain sum counts.
fn by_subject(
    lines: &[(&Line, Option<Given>, Score)],
    sum: &Score,
    model: &Model,
    (how, pass, places): (&str, i64, u32),
) -> Option<Fraction> {
    let counted: Vec<_> = lines.iter().filter(|(_, _, own)| own.max > exact(0)).collect();
    let is_excused = |given: &Option<Given>| *given == Some(Given::Answer(Answer::NotApplicable));
    let has_excused = counted.iter().any(|(_, given, _)| is_excused(given));
    if sum.settled < sum.scored || counted.is_empty() || has_excused {
        return None;
    }
    let mut all = Vec::new();
    for number in (1..=3).filter(|number| model.known.subjects[number - 1]) {
        let mut total = exact(0);
        for (line, given, own) in &counted {
            let (Scale::Each(each), Some(Given::Amounts(given))) = (&line.scale, given) else {
                return None;
            };
            // The maximum of a line is its weight, or that of one answer.
            total += exact(each.one.points(given, number)?) * own.max.clone() / exact(each.one.most());
        }
        all.push(total);
    }
    let of = counted.iter().map(|(_, _, own)| own.max.clone()).sum();
    (!all.is_empty()).then(|| worth::together(how, &all, &of, pass, places))
}

/// What a group adds, after adding what each group in it adds, in the order of the file; and what it adds beside the total.
fn group(
    group: &Group,
    is_base: bool,
    given: &mut impl Iterator<Item = Option<Given>>,
    model: &Model,
    all: &mut Vec<Score>,
) -> (Score, Fraction) {
    let at = all.len();
    all.push(Score::nothing());
    let mut sum = Score::nothing();
    let mut lines = Vec::new();
    for one in &group.lines {
        let given = given.next().expect("an entry a line");
        let own = line(one, given.as_ref(), model);
        lines.push((one, given, own.clone()));
        sum.add(own);
    }
    if let Some((how, pass, places)) = group.each
        && let Some(score) = by_subject(&lines, &sum, model, (how, pass, places))
    {
        sum.score = score;
    }
    for inner in &group.groups {
        sum.add(self::group(inner, is_base, given, model, all).0);
    }
    if let Some(starts) = group.starts.map(exact).filter(|_| sum.scored > 0) {
        let is_complete = sum.settled == sum.scored;
        let is_begun = sum.known > 0;
        (sum.score, sum.max) = match model.unanswered {
            "exclude" if !is_begun => (exact(0), exact(0)),
            _ if !is_begun && is_complete => (exact(0), exact(0)),
            "zero" if !is_complete => (exact(0), starts),
            _ if !is_begun => (exact(0), starts),
            _ => (sum.score + starts.clone(), starts),
        };
    }
    if !applies(&group.applies, &model.known) {
        // Nor does anything in it.
        all[at..].fill_with(Score::nothing);
        return (Score::nothing(), exact(0));
    }
    if let Some(cap) = group.cap.map(exact) {
        sum.score = sum.score.min(cap.clone());
        sum.max = sum.max.min(cap);
    }
    let floor = group.floor.or(group.starts.map(|_| 0));
    if let Some(floor) = floor.map(exact).filter(|_| sum.known > 0) {
        sum.score = sum.score.max(floor.min(sum.max.clone()));
    }
    let full = exact(group.full());
    let worth = weight_now(group.weight, &group.other, model).map_or(full.clone(), exact);
    let weighs = worth != full;
    if group.counts != "base" {
        let weighed = if weighs {
            scaled(&sum.score, &worth, &full, model.places)
        } else {
            sum.score
        };
        let beside = Score {
            items: sum.items,
            answered: sum.answered,
            unknown: sum.unknown,
            waiting: sum.waiting,
            ..Score::nothing()
        };
        all[at] = beside.clone();
        return (beside, if group.counts == "bonus" { weighed } else { -weighed });
    }
    let restored = is_base && model.rescale == "section" && sum.max > exact(0) && sum.max != full;
    let from = if restored { sum.max.clone() } else { full };
    if restored || weighs {
        (sum.score, sum.max) = both_scaled(&sum.score, &sum.max, &worth, &from, model.places);
    }
    all[at] = sum.clone();
    (sum, exact(0))
}

/// The total, then what each group adds; and what stands beside the total.
pub fn scores(model: &Model, given: &[Option<Given>]) -> (Vec<Score>, Fraction) {
    let model = &settled(model, given);
    let mut all = vec![Score::nothing()];
    let mut given = given.iter().cloned();
    let (mut sum, mut extra) = (Score::nothing(), exact(0));
    let (mut percents, mut added) = (Vec::new(), Vec::new());
    for one in &model.groups {
        let (score, beside) = group(one, one.counts == "base", &mut given, model, &mut all);
        added.push(score.score.clone());
        sum.add(score);
        match one.percent {
            Some(_) => percents.push((one.counts, beside, model.percent_of(one))),
            None => extra += beside,
        }
    }
    let full = exact(model.full());
    if model.rescale == "total" && sum.max > exact(0) && sum.max != full {
        let from = sum.max.clone();
        sum.score = scaled(&sum.score, &full, &from, model.places);
        sum.max = full;
    }
    for (counts, percent, of) in percents {
        let base = of.map_or(sum.score.clone(), |of| added[of].clone());
        // A penalty stands as points taken off.
        let is_bonus = counts == "bonus";
        let points = percent_of(&base, &if is_bonus { percent } else { -percent }, model.places);
        extra += if is_bonus { points } else { -points };
    }
    sum.score = (sum.score + extra.clone()).max(exact(0));
    all[0] = sum;
    (all, extra)
}
