//! Findings: what a careful inspector would ask about. A pure function of rubric and answers; nothing is ever overwritten
//! by one.

use crate::Tally;
use crate::answers::{Answer, Deficiency, Entry, Evidence, Severity};
use crate::day::is_day;
use crate::points::Decimal;
use crate::rubric::scale::Measured;
use crate::rubric::{Criterion, Facts, Reason, Required, Rules, Scale, Standing};
use crate::text::Text;
use std::rc::Rc;

/// Something worth asking about. Those at one criterion are [`of_criterion`]; those about the whole are
/// [`Outcome::findings`](crate::score::Outcome::findings).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Full marks are claimed where a problem is listed.
    FullDespiteProblem,
    /// Points are lost and no problem is listed.
    LostWithoutProblem,
    /// A problem is listed and no measure against it.
    ProblemWithoutMeasure,
    /// A measure does not say who answers for it.
    MeasureWithoutOwner,
    /// A measure does not say by when.
    MeasureWithoutDue,
    /// A measure should have been done by now. The day.
    Overdue(Rc<str>),
    /// What is measured supports fewer points than were typed.
    Contradicts {
        /// The points that were typed.
        typed: Decimal,
        /// The points that the measure supports.
        supported: Decimal,
    },
    /// Evidence is asked for and there is none.
    EvidenceMissing,
    /// It does not apply, and nobody says why.
    ReasonMissing,
    /// A unit that should be responsible is not named: a mask such as `***` stands in its place.
    Unassigned,
    /// It was answered for another version of the criterion, and nobody looked again.
    AnswerAgain(Rc<str>),
    /// The total from elsewhere is not the one computed.
    ClaimedTotal {
        /// The total from elsewhere.
        claimed: Decimal,
        /// The total computed.
        computed: Decimal,
    },
    /// Too few criteria are answered for a total to mean anything.
    TooFew {
        /// How many are answered.
        answered: u32,
        /// Of how many.
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
            Self::ReasonMissing => "reason-missing",
            Self::Unassigned => "unassigned",
            Self::AnswerAgain(_) => "answer-again",
            Self::ClaimedTotal { .. } => "claimed-total",
            Self::TooFew { .. } => "too-few",
        }
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        match self {
            Self::FullDespiteProblem | Self::Contradicts { .. } | Self::ClaimedTotal { .. } => Severity::Critical,
            Self::Unassigned | Self::MeasureWithoutDue | Self::MeasureWithoutOwner => Severity::Minor,
            _ => Severity::Major,
        }
    }
}

/// The findings at one criterion.
pub fn of_criterion(criterion: &Criterion, entry: &Entry, tally: &Tally, rules: &Rules, facts: &Facts) -> Vec<Finding> {
    let mut found = Vec::new();
    let named = || entry.problems.iter().filter(|problem| problem.is_named());
    let excused = entry.answer == Some(Answer::NotApplicable);
    let full = tally.settled > 0 && tally.judged > Decimal::ZERO && tally.score >= tally.max;
    // Full marks in a penalty are the worst there is.
    if full && criterion.standing != Standing::Penalty && named().next().is_some() {
        found.push(Finding::FullDespiteProblem);
    }
    found.extend(contradiction(criterion, entry, facts));
    if let Some(asked) = &rules.problems {
        let required = asked.required != Some(false);
        // Nobody has to explain a bonus that was not earned, or an item that gives its reason for not applying.
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

/// Typed points that the measure beside them does not support.
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
    // A measure is often one clause of several: it can show a claim to be too high, hardly one to be too low.
    (typed > supported).then_some(Finding::Contradicts { typed, supported })
}

fn wants_evidence(criterion: &Criterion, entry: &Entry, tally: &Tally, full: bool) -> bool {
    let excused = entry.answer == Some(Answer::NotApplicable);
    let answered = tally.answered > 0 && !excused;
    // A yes that is the wrong answer is a yes all the same.
    let earns = tally.score > Decimal::ZERO || entry.answer == Some(Answer::Yes);
    match criterion.evidence_required {
        None => false,
        Some(Required::Always) => tally.answered > 0,
        Some(Required::WhenYes) => answered && earns,
        Some(Required::WhenFull) => answered && full,
        Some(Required::WhenNotApplicable) => excused,
    }
}

/// Whether a name is none: blank, or a mask such as `***`, `××` or `__` that a document has in its place.
pub fn is_mask(name: &str) -> bool {
    name.chars()
        .all(|c| c.is_whitespace() || matches!(c, '*' | '＊' | '×' | '_' | '＿' | '-' | '?' | '？' | '…'))
}
