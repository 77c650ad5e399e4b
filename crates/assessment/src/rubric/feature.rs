//! Features: keys and kinds beyond the core of format 1. A file that has one of them lists its feature in `uses`, so that
//! an older program can say why it cannot read the file.

use crate::problem::Code;
use crate::read::{Reader, choice};
use std::rc::Rc;

choice! {
    /// A feature, by its name in `uses`.
    #[derive(PartialOrd, Ord)]
    pub enum Feature {
        /// Conditions and amounts that read answers and points of other criteria (convention 27), and gates on a condition
        /// (convention 33).
        "answer-conditions" AnswerConditions,
        /// Quantities of two numbers, now and before (convention 40).
        "change" Change,
        /// Points at the items of a checklist (convention 25).
        "checklist-points" ChecklistPoints,
        /// One score of the points of several raters (convention 32).
        "combined-raters" CombinedRaters,
        /// Quantities compared with those of all records (convention 30).
        "compared" Compared,
        /// Weights by the profile (convention 42).
        "conditional-weights" ConditionalWeights,
        /// Deductions outside the floor of their criterion (convention 24).
        "deductions-beyond" DeductionsBeyond,
        /// "Don't know" as an answer (convention 34).
        "dont-know" DontKnow,
        /// Criteria and sections answered once for each of several subjects (convention 35).
        "each-subject" EachSubject,
        /// Open lists of entries (convention 26).
        "entries" Entries,
        /// Items of a checklist that exclude all others (convention 41).
        "exclusive-items" ExclusiveItems,
        /// Grades by upper bounds: less is better (convention 37).
        "grades-at-most" GradesAtMost,
        /// Key items that fail by their points, and not by a share of them (convention 37).
        "key-items-by-points" KeyItemsByPoints,
        /// Levels that clauses support (convention 42).
        "level-clauses" LevelClauses,
        /// Levels with ranges of points (convention 36).
        "level-ranges" LevelRanges,
        /// Gates that lower the grade by so many (convention 33).
        "lower-by" LowerBy,
        /// A scale on which the total and the sections are shown as a mean (convention 42).
        "mean" Mean,
        /// "Not applicable" that earns a share of full marks (convention 41).
        "not-applicable-share" NotApplicableShare,
        /// Sections whose points are percent of the total or of a section (convention 38).
        "percent-sections" PercentSections,
        /// Tables with a rate on each side of a target, and with knots (convention 31).
        "piecewise-tables" PiecewiseTables,
        /// Grades by a bound and by rank together (convention 33).
        "points-and-rank" PointsAndRank,
        /// A section that begins full and from which its criteria take (convention 39).
        "pool" Pool,
        /// A column of its own for problems on the print.
        "problem-column" ProblemColumn,
        /// Tables of numbers in the profile.
        "profile-table" ProfileTable,
        /// Quantities that count how many numbers reach a minimum of their own (convention 29).
        "reached" Reached,
        /// Parts, headings and texts of the written report.
        "report" Report,
        /// The share of criteria with certain answers, and grades on a condition (convention 28).
        "share-of-answers" ShareOfAnswers,
        /// Cumulative tiers (convention 28).
        "tiers" Tiers,
        /// A second outcome: the weakest of some criteria and sections (convention 34).
        "weakest" Weakest,
    }
}

/// Reports the first key of each feature that a file does not list.
pub(super) fn check(uses: &[Rc<str>], reader: &mut Reader<'_>) {
    let mut reported = Vec::new();
    reader.check_deferred(|feature: &Feature, r| {
        let is_listed = uses.iter().any(|listed| **listed == *feature.word());
        if !is_listed && !reported.contains(feature) {
            reported.push(*feature);
            r.problem(Code::FeatureNotListed, vec![("value", feature.word().to_owned())]);
        }
    });
}
