//! What many rows amount to: mean, median, spread, the share of each grade, and where points are lost.
//!
//! Totals that are not final take no part. Every division is rounded once, half away from zero, to two places.

use crate::layout::Layout;
use crate::row::{ItemState, Part, Scores};
use assessment::points::Decimal;
use assessment::rollup::{deviation, mean, median};
use assessment::score::Standing;
use assessment::{Rational, Rounding};

/// The decimal places of a figure that was divided.
pub const PLACES: u8 = 2;

/// How many intervals of equal width the score rates of totals are counted in.
pub const INTERVALS: usize = 10;

/// What many rows amount to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// How many rows there are.
    pub records: u32,
    /// The totals that are final.
    pub totals: Totals,
    /// How many have each grade, by place.
    pub grades: Vec<Share>,
    /// How many have a final total and no grade.
    pub without_grade: Share,
    /// Each section.
    pub sections: Vec<PartFigures>,
    /// Each criterion.
    pub criteria: Vec<CriterionFigures>,
    /// Findings.
    pub findings: u32,
}

/// The figures of final totals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many there are.
    pub count: u32,
    /// Their mean.
    pub mean: Option<Decimal>,
    /// Their median.
    pub median: Option<Decimal>,
    /// Their standard deviation, of all of them and not of a sample.
    pub deviation: Option<Decimal>,
    /// The highest.
    pub highest: Option<Decimal>,
    /// The lowest.
    pub lowest: Option<Decimal>,
    /// All points earned, in percent of all that could be.
    pub rate: Option<Decimal>,
    /// How many have a score rate in each interval, as [`interval`] counts.
    pub intervals: [Share; INTERVALS],
}

/// How many of all, and in percent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub count: u32,
    /// In percent of the final totals; none if there are none.
    pub percent: Option<Decimal>,
}

/// The figures of a section over the rows with a final total to which it applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartFigures {
    /// How many rows have it.
    pub count: u32,
    /// The mean of its points.
    pub mean: Option<Decimal>,
    /// Its points in percent of what could be earned.
    pub rate: Option<Decimal>,
    /// The points that were not earned, of all rows together.
    pub lost: Decimal,
}

/// The figures of a criterion over the rows with a final total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CriterionFigures {
    /// Its points, where it is answered.
    pub part: PartFigures,
    /// How many rows lost points at it.
    pub losing: u32,
    /// How many rows it does not apply to, by their answer.
    pub not_applicable: u32,
    /// How many do not know.
    pub dont_know: u32,
    /// How many have no answer.
    pub open: u32,
}

/// Gathers figures, row by row. Those of other rows of the same rubric are joined.
#[derive(Clone, Debug)]
pub struct Gathering {
    records: u32,
    findings: u32,
    totals: Vec<Decimal>,
    earned: Sum,
    intervals: [u32; INTERVALS],
    grades: Vec<u32>,
    without_grade: u32,
    sections: Vec<Sum>,
    criteria: Vec<CriterionSum>,
}

/// Sums of points, in ten-thousandths: of any number of records, without a limit that is reached.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    count: u32,
    score: i128,
    max: i128,
}

#[derive(Clone, Copy, Debug, Default)]
struct CriterionSum {
    sum: Sum,
    losing: u32,
    not_applicable: u32,
    dont_know: u32,
    open: u32,
}

impl Gathering {
    /// No rows yet.
    pub fn new(layout: &Layout) -> Self {
        Self {
            records: 0,
            findings: 0,
            totals: Vec::new(),
            earned: Sum::default(),
            intervals: [0; INTERVALS],
            grades: vec![0; layout.grades.len()],
            without_grade: 0,
            sections: vec![Sum::default(); layout.sections.len()],
            criteria: vec![CriterionSum::default(); layout.criteria.len()],
        }
    }

    /// Adds a row. `grade` is its grade by place, once ranks are known.
    pub fn add(&mut self, scores: Option<&Scores>, grade: Option<u32>) {
        self.records += 1;
        let Some(scores) = scores else { return };
        self.findings += scores.findings.len() as u32;
        let Some(total) = scores.total.filter(|_| scores.standing == Standing::Final) else {
            return;
        };
        self.totals.push(total.score());
        self.earned.add(total);
        if let Some(at) = interval(total) {
            self.intervals[at] += 1;
        }
        match grade.and_then(|grade| self.grades.get_mut(grade as usize)) {
            Some(count) => *count += 1,
            None => self.without_grade += 1,
        }
        for (sum, part) in self.sections.iter_mut().zip(&scores.sections) {
            part.iter().for_each(|part| sum.add(*part));
        }
        for (sum, item) in self.criteria.iter_mut().zip(&scores.items) {
            match item.0 {
                ItemState::Outside => {}
                ItemState::Open => sum.open += 1,
                ItemState::NotApplicable => sum.not_applicable += 1,
                ItemState::DontKnow => sum.dont_know += 1,
                ItemState::Answered => {
                    if let Some(part) = item.part() {
                        sum.sum.add(part);
                        sum.losing += u32::from(part.lost() > Decimal::ZERO);
                    }
                }
            }
        }
    }

    /// Adds what was gathered from other rows of the same rubric.
    pub fn join(&mut self, other: Self) {
        self.records += other.records;
        self.findings += other.findings;
        self.totals.extend(other.totals);
        self.earned.join(other.earned);
        self.without_grade += other.without_grade;
        for (own, other) in self.intervals.iter_mut().zip(other.intervals) {
            *own += other;
        }
        for (own, other) in self.grades.iter_mut().zip(other.grades) {
            *own += other;
        }
        for (own, other) in self.sections.iter_mut().zip(other.sections) {
            own.join(other);
        }
        for (own, other) in self.criteria.iter_mut().zip(other.criteria) {
            own.sum.join(other.sum);
            own.losing += other.losing;
            own.not_applicable += other.not_applicable;
            own.dont_know += other.dont_know;
            own.open += other.open;
        }
    }

    /// The figures.
    pub fn figures(&self) -> Figures {
        let count = self.totals.len() as u32;
        let share = |part: u32| Share {
            count: part,
            percent: percent(i128::from(part), i128::from(count)),
        };
        Figures {
            records: self.records,
            totals: Totals {
                count,
                mean: mean(&self.totals, PLACES),
                median: median(&self.totals, PLACES),
                deviation: deviation(&self.totals, PLACES),
                highest: self.totals.iter().copied().max(),
                lowest: self.totals.iter().copied().min(),
                rate: percent(self.earned.score, self.earned.max),
                intervals: self.intervals.map(share),
            },
            grades: self.grades.iter().copied().map(share).collect(),
            without_grade: share(self.without_grade),
            sections: self.sections.iter().map(|sum| sum.figures()).collect(),
            criteria: self.criteria.iter().map(CriterionSum::figures).collect(),
            findings: self.findings,
        }
    }
}

impl Figures {
    /// The sections with a score rate that are part of the maximum, by index; only those of the whole if all are more than `most`.
    pub fn rated(&self, layout: &Layout, most: usize) -> Vec<usize> {
        let all = layout.sections.iter().zip(&self.sections).enumerate();
        let is_rated = |at: usize, section: &PartFigures| {
            section.rate.is_some() && u32::try_from(at).is_ok_and(|at| layout.is_base(at))
        };
        let mut rated: Vec<usize> = all
            .filter(|(at, (_, section))| is_rated(*at, section))
            .map(|(at, _)| at)
            .collect();
        if rated.len() > most {
            rated.retain(|at| layout.sections[*at].depth == 1);
        }
        rated
    }

    /// The criteria with the lowest score rates by index, the lowest first and at most `most`: of those at which points were lost, and which
    /// are part of the maximum. Equal rates keep the order of the rubric.
    pub fn lowest(&self, layout: &Layout, most: usize) -> Vec<usize> {
        let all = layout.criteria.iter().zip(&self.criteria).enumerate();
        let mut rates: Vec<(Decimal, usize)> = all
            .filter(|(_, (place, criterion))| criterion.losing > 0 && layout.is_base(place.section))
            .filter_map(|(at, (_, criterion))| Some((criterion.part.rate?, at)))
            .collect();
        rates.sort_unstable();
        rates.into_iter().take(most).map(|(_, at)| at).collect()
    }
}

impl Sum {
    fn add(&mut self, part: Part) {
        self.count += 1;
        self.score += i128::from(part.score().ten_thousandths());
        self.max += i128::from(part.max().ten_thousandths());
    }

    fn join(&mut self, other: Self) {
        self.count += other.count;
        self.score += other.score;
        self.max += other.max;
    }

    fn figures(self) -> PartFigures {
        PartFigures {
            count: self.count,
            mean: divided(self.score, i128::from(self.count) * 10_000),
            rate: percent(self.score, self.max),
            lost: Decimal::of_ten_thousandths(self.max - self.score).unwrap_or_default(),
        }
    }
}

impl CriterionSum {
    fn figures(&self) -> CriterionFigures {
        CriterionFigures {
            part: self.sum.figures(),
            losing: self.losing,
            not_applicable: self.not_applicable,
            dont_know: self.dont_know,
            open: self.open,
        }
    }
}

/// The interval of a total's score rate, from 0. Each begins with its lower bound: the first is below 10 percent, the second from 10 to below
/// 20 percent, and the last has 90 percent and more, also above the maximum. None without a maximum.
pub fn interval(total: Part) -> Option<usize> {
    let thin = |points: Decimal| i128::from(points.ten_thousandths());
    let (count, max) = (INTERVALS as i128, thin(total.max()));
    let at = (max > 0).then(|| thin(total.score()) * count / max)?;
    usize::try_from(at.clamp(0, count - 1)).ok()
}

/// How much a part is of a whole, in percent; none of nothing.
pub fn percent(part: i128, whole: i128) -> Option<Decimal> {
    divided(part.checked_mul(100)?, whole)
}

/// A quotient of whole numbers, rounded half away from zero.
fn divided(top: i128, bottom: i128) -> Option<Decimal> {
    if bottom <= 0 {
        return None;
    }
    let unit = 10_i128.pow(u32::from(PLACES));
    let twice = top.checked_mul(unit)?.checked_mul(2)?;
    let away = if top < 0 { -bottom } else { bottom };
    let rounded = twice.checked_add(away)?.checked_div(bottom.checked_mul(2)?)?;
    Decimal::of_ten_thousandths(rounded.checked_mul(10_000 / unit)?)
}

/// The mean of periods, each with its weight: as [`assessment::rollup::weighted`], to two places.
pub fn weighted(periods: &[(Option<Decimal>, Decimal)]) -> Option<Decimal> {
    assessment::rollup::weighted(periods, PLACES)
}

/// How much a figure is of another, in percent, without rounding twice.
pub fn rate(score: Decimal, max: Decimal) -> Option<Decimal> {
    let hundredfold = Rational::from(score).checked_mul(Decimal::whole(100).into())?;
    hundredfold.checked_div(max.into())?.rounded(PLACES, Rounding::Half)
}
