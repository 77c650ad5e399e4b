//! The scoring rules of a file: how unanswered and inapplicable criteria count, what else is required, how sections
//! count towards the total.

use super::places::Places;
use super::{Condition, Feature, Gate, Rules, Section, Source};
use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, choice, object, too_many};
use crate::text::Text;
use crate::{Id, Tally};

object! {
    /// The scoring rules.
    pub struct RulesFile {
        /// How an unanswered criterion counts; `provisional` by default.
        optional "unanswered" unanswered: Unanswered,
        /// The scope over which the maximum is restored when something does not apply; `none` by default.
        optional "rescale" rescale: Rescale,
        /// The policy of every criterion that has none of its own; if absent, "not applicable" is not offered.
        optional "notApplicable" not_applicable: NotApplicable,
        /// Whether "don't know" is offered at every criterion that does not say; false by default.
        optional "dontKnow" dont_know: bool where Feature::DontKnow,
        /// Decimal places kept where a rule divides, 0 to 4, rounded half away from zero; 2 by default.
        optional "places" places: Places,
        /// The minimum share of the scored criteria, in percent, that must be answered before there is a total.
        optional "minimumAnswered" minimum_answered: Decimal,
        /// What is required below full marks.
        optional "problems" problems: ProblemRules,
        /// The form has a field for a total from elsewhere, to be compared with this one; false by default.
        optional "claimedTotal" claimed_total: bool,
        /// The scale on which the total and the sections are also shown as a mean; not at all by default.
        optional "mean" mean: Mean where Feature::Mean,
        /// A second outcome beside the total: the weakest of some criteria and sections.
        optional "weakest" weakest: Weakest where Feature::Weakest,
        /// The gates, which override the grade.
        many "gates" gates: Vec<Gate>,
    }
    => RulesFile::check
}

object! {
    /// Whether and how a criterion may be marked as not applicable (convention 13).
    pub struct NotApplicable {
        /// Whether it is offered; true by default.
        optional "allowed" allowed: bool,
        /// How it counts; `exclude` by default.
        optional "counts" counts: Counts,
        /// The share of full marks that it earns, in percent, where `counts` is `share`.
        optional "share" share: Decimal where Feature::NotApplicableShare,
        /// Whether a reason is asked for; `optional` by default.
        optional "reason" reason: Reason,
    }
    => NotApplicable::check
}

object! {
    /// What is required where points were lost (convention 21).
    pub struct ProblemRules {
        /// A problem with a measure against it is required; true by default.
        optional "required" required: bool,
        /// Each measure needs an owner; false by default.
        optional "owner" owner: bool,
        /// Each measure needs a due day; false by default.
        optional "due" due: bool,
        /// The heading of a column for problems on the print, in place of that for all remarks.
        optional "label" label: Text where Feature::ProblemColumn,
    }
}

object! {
    /// A scale on which points are shown as a mean (convention 42): the share of the most that could be earned, of `of`.
    pub struct Mean {
        /// What full marks are on it.
        required "of" of: Decimal,
        /// Decimal places of a mean that is shown, rounded half away from zero; 1 by default.
        optional "places" places: Places,
    }
    => Mean::check
}

object! {
    /// A second outcome beside the total (convention 34): the criterion or section that earned the least of what it could.
    pub struct Weakest {
        /// Its name.
        required "label" label: Text,
        /// Criteria.
        many "criteria" criteria: Vec<Id>,
        /// Sections.
        many "sections" sections: Vec<Id>,
    }
    => Weakest::check
}

object! {
    /// A weight on a condition (convention 42).
    pub struct WeightIf {
        /// The condition, over the profile.
        required "if" condition: Condition,
        /// The weight where it holds.
        required "weight" weight: Decimal,
    }
    => WeightIf::check
}

choice! {
    /// How a section counts towards the total (conventions 8 and 10).
    pub enum Standing {
        /// Its points are part of the maximum.
        "base" Base,
        /// Its points come on top of the maximum.
        "bonus" Bonus,
        /// Its points are taken off the total.
        "penalty" Penalty,
    }
}

choice! {
    /// When evidence is required (convention 20).
    pub enum Required {
        /// With any answer.
        "always" Always,
        /// If the answer is yes, or earns any points.
        "when-yes" WhenYes,
        /// If it earns full marks.
        "when-full" WhenFull,
        /// If it does not apply.
        "when-not-applicable" WhenNotApplicable,
    }
}

choice! {
    /// How an unanswered criterion counts (convention 14).
    pub enum Unanswered {
        /// In the maximum, with no points; no grade until all are answered.
        "provisional" Provisional,
        /// Not counted in the maximum.
        "exclude" Exclude,
        /// In the maximum, with no points.
        "zero" Zero,
    }
}

choice! {
    /// The scope over which the maximum is restored when something does not apply (convention 13).
    pub enum Rescale {
        /// None: the maximum is smaller.
        "none" None,
        /// Each section separately.
        "section" Section,
        /// The total.
        "total" Total,
    }
}

choice! {
    /// How "not applicable" counts (convention 13).
    pub enum Counts {
        /// Not counted in the maximum.
        "exclude" Exclude,
        /// Full marks.
        "full" Full,
        /// No points, in the maximum.
        "zero" Zero,
        /// A share of full marks, in the maximum.
        "share" Share,
    }
}

choice! {
    /// Whether a reason is asked for.
    pub enum Reason {
        /// Not asked for.
        "none" None,
        /// Optional.
        "optional" Optional,
        /// Required.
        "required" Required,
    }
}

choice! {
    /// The unit of the lower bounds of grades (convention 16).
    pub enum GradesBy {
        /// Points of the total.
        "points" Points,
        /// Percent of the maximum.
        "rate" Rate,
        /// The mean, as the rules show it.
        "mean" Mean,
        /// The rank among many records, in percent from the top.
        "rank" Rank,
    }
}

impl RulesFile {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        if self.gates.len() > limits::GATES {
            let (code, args) = too_many(self.gates.len(), limits::GATES);
            reader.key("gates", |r| r.problem(code, args));
        }
        let percent = Decimal::ZERO..=Decimal::whole(100);
        if let Some(value) = self.minimum_answered.filter(|value| !percent.contains(value)) {
            let (code, limit) = if value < Decimal::ZERO {
                (Code::NumberTooSmall, "0")
            } else {
                (Code::NumberTooLarge, "100")
            };
            let args = vec![("value", value.to_string()), ("limit", limit.to_owned())];
            reader.key("minimumAnswered", |r| r.problem(code, args));
        }
    }
}

impl Rules {
    /// The most that could be earned, of what counts so far: while unanswered criteria make the total provisional, that of the
    /// answered ones.
    pub fn counted(&self, tally: &Tally) -> Decimal {
        let is_provisional = self.unanswered == Unanswered::Provisional && tally.open() > 0;
        if is_provisional || tally.pending > 0 {
            tally.judged
        } else {
            tally.max
        }
    }

    /// What a section adds as a mean; `None` in a bonus or penalty section, too.
    pub fn mean_of_section(&self, section: &Section, tally: &Tally) -> Option<Decimal> {
        if section.beside { None } else { self.mean_of(tally) }
    }

    /// What a part adds as a mean; `None` if the rubric shows no means or nothing of the part is known.
    pub fn mean_of(&self, tally: &Tally) -> Option<Decimal> {
        let mean = self.mean.as_ref().filter(|_| tally.known > 0)?;
        mean.of_points(tally.score, self.counted(tally))
    }
}

impl Mean {
    /// The decimal places of a mean that is shown.
    pub fn kept(&self) -> u8 {
        self.places.map_or(1, |places| places.0)
    }

    /// So many points of the most as a mean; `None` if nothing could be earned. Less than full marks is not rounded up to them.
    pub fn of_points(&self, score: Decimal, max: Decimal) -> Option<Decimal> {
        if max <= Decimal::ZERO {
            return None;
        }
        let shown = score.scaled(self.of, max, self.kept());
        let is_given_away = score < max && shown >= self.of;
        Some(if is_given_away {
            self.of.step_below(self.kept())
        } else {
            shown
        })
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        reader.positive("of", Some(self.of));
    }
}

impl Weakest {
    fn check(&self, at: u32, reader: &mut Reader<'_>) {
        let count = self.criteria.len() + self.sections.len();
        if count == 0 {
            reader.problem_at(at, Code::MissingKey, vec![("key", "criteria".to_owned())]);
        } else if count > limits::KEY_ITEMS {
            let (code, args) = too_many(count, limits::KEY_ITEMS);
            reader.problem_at(at, code, args);
        }
        for (key, ids) in [("criteria", &self.criteria), ("sections", &self.sections)] {
            for (i, id) in ids.iter().enumerate() {
                if ids[..i].contains(id) && !id.is_empty() {
                    let args = vec![("value", id.to_string())];
                    reader.key(key, |r| r.index(i, |r| r.problem(Code::DuplicateLevel, args)));
                }
            }
        }
    }
}

impl WeightIf {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        reader.positive("weight", Some(self.weight));
        // Maxima do not follow from answers.
        let mut reads_answers = false;
        self.condition.sources(&mut |source| {
            reads_answers |= matches!(source, Source::Criterion(_) | Source::Section(_));
        });
        if reads_answers {
            reader.key("if", |r| r.problem(Code::WeightReadsAnswers, Vec::new()));
        }
    }
}

impl NotApplicable {
    /// Whether it is offered.
    pub fn is_allowed(&self) -> bool {
        self.allowed != Some(false)
    }

    /// How it counts.
    pub fn counts_as(&self) -> Counts {
        self.counts.unwrap_or(Counts::Exclude)
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        let hundred = Decimal::whole(100);
        let without = |key: &str, needed: &str| vec![("key", key.to_owned()), ("needed", needed.to_owned())];
        match (self.counts, self.share) {
            (Some(Counts::Share), None) => {
                reader.key("counts", |r| r.problem(Code::KeyWithout, without("counts", "share")));
            }
            (Some(Counts::Share), Some(share)) if share < Decimal::ZERO || share > hundred => {
                let (code, limit) = if share > hundred {
                    (Code::NumberTooLarge, "100")
                } else {
                    (Code::NumberTooSmall, "0")
                };
                let args = vec![("value", share.to_string()), ("limit", limit.to_owned())];
                reader.key("share", |r| r.problem(code, args));
            }
            (Some(Counts::Share), Some(_)) | (_, None) => {}
            (_, Some(_)) => {
                let args = without("share", "counts");
                reader.key("share", |r| r.problem(Code::KeyWithout, args));
            }
        }
    }

    /// Whether a reason is asked for.
    pub fn asks(&self) -> Reason {
        self.reason.unwrap_or(Reason::Optional)
    }
}
