//! The scoring rules of a file: how unanswered and inapplicable criteria count, what else is required, how sections
//! count towards the total.

use super::places::Places;
use super::{Feature, Gate};
use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, choice, object, too_many};

object! {
    /// The scoring rules.
    pub struct RulesFile {
        /// How an unanswered criterion counts; `provisional` by default.
        optional "unanswered" unanswered: Unanswered,
        /// The scope over which the maximum is restored when something does not apply; `none` by default.
        optional "rescale" rescale: Rescale,
        /// The policy of every criterion that has none of its own; if absent, "not applicable" is not offered.
        optional "notApplicable" not_applicable: NotApplicable,
        /// Decimal places kept where a rule divides, 0 to 4, rounded half away from zero; 2 by default.
        optional "places" places: Places,
        /// The minimum share of the scored criteria, in percent, that must be answered before there is a total.
        optional "minimumAnswered" minimum_answered: Decimal,
        /// What is required below full marks.
        optional "problems" problems: ProblemRules,
        /// The form has a field for a total from elsewhere, to be compared with this one; false by default.
        optional "claimedTotal" claimed_total: bool,
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
    }
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
