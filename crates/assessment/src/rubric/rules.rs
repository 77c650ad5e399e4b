//! How scores are made of answers, as the file says it: what is unanswered or does not apply, what is asked for besides, what
//! a section is to the total.

use super::Gate;
use super::rounding::Rounding;
use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, choice, object, too_many};

object! {
    /// How scores are made of answers.
    pub struct RulesFile {
        /// What an unanswered criterion counts as; `provisional` unless told.
        optional "unanswered" unanswered: Unanswered,
        /// Over what the maximum is restored when something does not apply; `none` unless told.
        optional "rescale" rescale: Rescale,
        /// The policy of every criterion that has none of its own; absent: not offered.
        optional "notApplicable" not_applicable: NotApplicable,
        /// Decimal places kept where a rule divides, 0 to 4, rounded half away from zero; 2 unless told.
        optional "places" places: Rounding,
        /// The least share of the scored criteria, in percent, that must be answered before a total means anything.
        optional "minimumAnswered" minimum_answered: Decimal,
        /// What is asked for below full marks.
        optional "problems" problems: ProblemRules,
        /// The form has a place for a total from elsewhere, to be compared with this one; false unless told.
        optional "claimedTotal" claimed_total: bool,
        /// What overrides the grade.
        many "gates" gates: Vec<Gate>,
    }
    => RulesFile::check
}

object! {
    /// Whether and how a criterion may be left out as not applicable (convention 13).
    pub struct NotApplicable {
        /// Whether it is offered; true unless told.
        optional "allowed" allowed: bool,
        /// What it counts as; `exclude` unless told.
        optional "counts" counts: Counts,
        /// Whether a reason is asked for; `optional` unless told.
        optional "reason" reason: Reason,
    }
}

object! {
    /// What is asked for where points were lost (convention 21).
    pub struct ProblemRules {
        /// A problem with a measure against it must be named; true unless told.
        optional "required" required: bool,
        /// Each measure must name an owner; false unless told.
        optional "owner" owner: bool,
        /// Each measure must say by when; false unless told.
        optional "due" due: bool,
    }
}

choice! {
    /// What a section is to the total (conventions 8 and 10).
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
    /// When evidence must be given (convention 20).
    pub enum Required {
        /// With any answer.
        "always" Always,
        /// When the answer is yes, or earns points at all.
        "when-yes" WhenYes,
        /// When it earns full marks.
        "when-full" WhenFull,
        /// When it does not apply.
        "when-not-applicable" WhenNotApplicable,
    }
}

choice! {
    /// What an unanswered criterion counts as (convention 14).
    pub enum Unanswered {
        /// In the maximum, with no points; no grade until all are answered.
        "provisional" Provisional,
        /// Out of the maximum.
        "exclude" Exclude,
        /// In the maximum, with no points.
        "zero" Zero,
    }
}

choice! {
    /// Over what the maximum is restored when something does not apply (convention 13).
    pub enum Rescale {
        /// Not at all: the maximum is smaller.
        "none" None,
        /// Over each section by itself.
        "section" Section,
        /// Over the total.
        "total" Total,
    }
}

choice! {
    /// What "not applicable" counts as (convention 13).
    pub enum Counts {
        /// Out of the maximum.
        "exclude" Exclude,
        /// Full marks.
        "full" Full,
        /// No points, in the maximum.
        "zero" Zero,
    }
}

choice! {
    /// Whether a reason is asked for.
    pub enum Reason {
        /// No.
        "none" None,
        /// It may be given.
        "optional" Optional,
        /// It must be given.
        "required" Required,
    }
}

choice! {
    /// What the lower bounds of grades are measured in (convention 16).
    pub enum GradesBy {
        /// Points of the total.
        "points" Points,
        /// Percent of the maximum.
        "rate" Rate,
        /// The place among many records, in percent from the top.
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

    /// What it counts as.
    pub fn counts_as(&self) -> Counts {
        self.counts.unwrap_or(Counts::Exclude)
    }

    /// Whether a reason is asked for.
    pub fn asks(&self) -> Reason {
        self.reason.unwrap_or(Reason::Optional)
    }
}
