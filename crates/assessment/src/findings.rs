//! Findings: what a careful inspector would ask about. A pure function of rubric and answers that never changes an
//! answer.

use crate::Tally;
use crate::answers::{Answer, Deficiency, Entry, Evidence, Severity};
use crate::day::is_day;
use crate::points::Decimal;
use crate::rubric::scale::Measured;
use crate::rubric::{Criterion, Facts, Reason, Required, Rules, Scale, Standing};
use crate::text::Text;
use std::rc::Rc;

/// A reason for a question. Findings at one criterion come from [`of_criterion`]; findings about the whole from
/// [`Outcome::findings`](crate::score::Outcome::findings).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub enum Finding {
    /// Full marks are claimed although a problem is listed.
    FullDespiteProblem,
    /// Points are lost and no problem is listed.
    LostWithoutProblem,
    /// A problem is listed without a measure against it.
    ProblemWithoutMeasure,
    /// A measure has no owner.
    MeasureWithoutOwner,
    /// A measure has no due day.
    MeasureWithoutDue,
    /// A measure is overdue. Holds the due day.
    Overdue(Rc<str>),
    /// The measured value supports fewer points than were typed.
    Contradicts {
        /// The points that were typed.
        typed: Decimal,
        /// The points that the measure supports.
        supported: Decimal,
    },
    /// Evidence is required and there is none.
    EvidenceMissing,
    /// A tier is met although one below it is not, so it does not count.
    TierWithoutLower,
    /// A level is claimed and one of its clauses is not met.
    LevelUnsupported,
    /// Entries of a list that name no proof. Holds the number of the first.
    EntryWithoutProof(u32),
    /// Entries of a list that add nothing, because others reach the most. Holds how many.
    EntriesBeyond(u32),
    /// It is marked as not applicable without a reason.
    ReasonMissing,
    /// A responsible unit is not named: the text is a mask such as `***`.
    Unassigned,
    /// It was answered for another version of the criterion and has not been reviewed.
    AnswerAgain(Rc<str>),
    /// The total from elsewhere differs from the computed one.
    ClaimedTotal {
        /// The total from elsewhere.
        claimed: Decimal,
        /// The total computed.
        computed: Decimal,
    },
    /// Too few criteria are answered for a total.
    TooFew {
        /// Number of answered criteria.
        answered: u32,
        /// Number of criteria that count.
        scored: u32,
    },
}

impl Finding {
    /// The public, stable name of its kind.
    pub fn code(&self) -> &'static str {
        match self {
            Self::FullDespiteProblem => "full-despite-problem",
            Self::LostWithoutProblem => "lost-without-problem",
            Self::ProblemWithoutMeasure => "problem-without-measure",
            Self::MeasureWithoutOwner => "measure-without-owner",
            Self::MeasureWithoutDue => "measure-without-due",
            Self::Overdue(_) => "overdue",
            Self::Contradicts { .. } => "contradicts",
            Self::EvidenceMissing => "evidence-missing",
            Self::TierWithoutLower => "tier-without-lower",
            Self::LevelUnsupported => "level-unsupported",
            Self::EntryWithoutProof(_) => "entry-without-proof",
            Self::EntriesBeyond(_) => "entries-beyond",
            Self::ReasonMissing => "reason-missing",
            Self::Unassigned => "unassigned",
            Self::AnswerAgain(_) => "answer-again",
            Self::ClaimedTotal { .. } => "claimed-total",
            Self::TooFew { .. } => "too-few",
        }
    }

    /// Its severity.
    pub fn severity(&self) -> Severity {
        match self {
            Self::FullDespiteProblem | Self::Contradicts { .. } | Self::ClaimedTotal { .. } => Severity::Critical,
            Self::Unassigned | Self::MeasureWithoutDue | Self::MeasureWithoutOwner | Self::EntriesBeyond(_) => {
                Severity::Minor
            }
            _ => Severity::Major,
        }
    }
}

/// The findings at one criterion.
pub fn of_criterion(criterion: &Criterion, entry: &Entry, tally: &Tally, rules: &Rules, facts: &Facts) -> Vec<Finding> {
    let mut found = Vec::new();
    let named = || entry.problems.iter().filter(|problem| problem.is_named());
    let excused = entry.answer == Some(Answer::NotApplicable);
    let aside = entry.is_set_aside();
    let full = tally.settled > 0 && tally.judged > Decimal::ZERO && tally.score >= tally.max;
    // In a penalty section full marks are the worst score.
    if full && criterion.standing != Standing::Penalty && named().next().is_some() {
        found.push(Finding::FullDespiteProblem);
    }
    found.extend(contradiction(criterion, entry, facts));
    if let Some(asked) = &rules.problems {
        let required = asked.required != Some(false);
        // A bonus that was not earned needs no explanation, nor does an item that gives its reason for not applying.
        let lost = match criterion.standing {
            Standing::Base => tally.lost > 0 && !excused,
            Standing::Bonus => false,
            Standing::Penalty => tally.score > Decimal::ZERO,
        };
        if required && lost && named().next().is_none() {
            found.push(Finding::LostWithoutProblem);
        }
        let lacks = |lacks: fn(&Deficiency) -> bool| named().any(lacks);
        if required && lacks(|problem| !problem.remedy.is_named()) {
            found.push(Finding::ProblemWithoutMeasure);
        }
        if asked.owner == Some(true) && lacks(|p| p.remedy.is_named() && is_mask(&p.remedy.owner)) {
            found.push(Finding::MeasureWithoutOwner);
        }
        if asked.due == Some(true) && lacks(|p| p.remedy.is_named() && !is_day(&p.remedy.due)) {
            found.push(Finding::MeasureWithoutDue);
        }
    }
    if let Some(late) = named().find(|problem| problem.remedy.is_overdue(&facts.today)) {
        found.push(Finding::Overdue(late.remedy.due.clone()));
    }
    if wants_evidence(criterion, entry, tally, full) && !entry.evidence.iter().any(Evidence::is_given) {
        found.push(Finding::EvidenceMissing);
    }
    if let Scale::Tiers(scale) = &criterion.scale
        && !aside
    {
        found.extend(scale.gap(entry).map(|_| Finding::TierWithoutLower));
    }
    if let Scale::Levels(scale) = &criterion.scale {
        found.extend(scale.unsupported(entry).map(|_| Finding::LevelUnsupported));
    }
    if let Scale::Entries(scale) = &criterion.scale
        && !aside
    {
        found.extend(scale.without_proof(entry).map(Finding::EntryWithoutProof));
        found.extend(scale.beyond(entry).map(Finding::EntriesBeyond));
    }
    let asks = criterion
        .not_applicable
        .as_ref()
        .is_some_and(|policy| policy.asks() == Reason::Required);
    if excused && asks && entry.reason.trim().is_empty() {
        found.push(Finding::ReasonMissing);
    }
    let masked = |unit: &Text| {
        unit.all()
            .any(|name| is_mask(name) || name.contains("**") || name.contains("××"))
    };
    if criterion.units.iter().any(masked) {
        found.push(Finding::Unassigned);
    }
    found.extend(entry.carried.clone().map(Finding::AnswerAgain));
    found
}

/// Typed points that the measure at the same criterion does not support.
fn contradiction(criterion: &Criterion, entry: &Entry, facts: &Facts) -> Option<Finding> {
    let Scale::Points(scale) = &criterion.scale else {
        return None;
    };
    let Some(Answer::Points(typed)) = entry.answer else {
        return None;
    };
    let measure = scale.measured.as_ref()?;
    let Measured::Value(_) = measure.quantity.measured(entry, facts) else {
        return None;
    };
    let supported = measure.proposed(scale.grid(), entry, facts)?;
    // A measure is often one clause of several: it can show that a claim is too high, rarely that it is too low.
    (typed > supported).then_some(Finding::Contradicts { typed, supported })
}

fn wants_evidence(criterion: &Criterion, entry: &Entry, tally: &Tally, full: bool) -> bool {
    let excused = entry.answer == Some(Answer::NotApplicable);
    let answered = tally.answered > 0 && !entry.is_set_aside();
    // A yes that is the wrong answer is still a yes.
    let earns = tally.score > Decimal::ZERO || entry.answer == Some(Answer::Yes);
    match criterion.evidence_required {
        None => false,
        // Nothing proves what is not known.
        Some(Required::Always) => tally.answered > 0 && !entry.is_unknown(),
        Some(Required::WhenYes) => answered && earns,
        Some(Required::WhenFull) => answered && full,
        Some(Required::WhenNotApplicable) => excused,
    }
}

/// Whether a text names nobody: it is blank, or a mask such as `***`, `××` or `__` copied from a document.
pub fn is_mask(name: &str) -> bool {
    name.chars()
        .all(|c| c.is_whitespace() || matches!(c, '*' | '＊' | '×' | '_' | '＿' | '-' | '?' | '？' | '…'))
}
