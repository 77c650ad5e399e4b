//! The result of a record on a rubric in one value, for a program that receives both, such as a portal's server.

use super::file::PartFile;
use super::{Difference, Notice, OddDate, Record, Summary, save};
use crate::Id;
use crate::json::{self, Node};
use crate::problem::Problem;
use crate::read::leaf::Map;
use crate::read::{Read, object};
use crate::rubric::{COMBINED, Facts, Rubric};
use crate::score::{CombinedScore, Outcome, SectionSheet, Sheet};
use std::rc::Rc;

object! {
    /// The result of a record, recomputed: no figure in the record is trusted.
    pub struct Verdict {
        /// The result of each rater's answers, in the rubric's order: the first rater's always, another rater's if
        /// anything was entered; then the combined score as `combined`, if the rubric has one.
        many "scores" scores: Map<Scored>,
        /// The notices; empty if the record is exactly what this rubric makes of its answers.
        many "notices" notices: Vec<Noticed>,
    }
}

object! {
    /// The result of one rater's answers: a [`Summary`] with details. Points are texts, as there.
    pub struct Scored {
        /// How reliable the total is: `unscored`, `empty`, `too-few`, `provisional` or `final`.
        required "standing" standing: Rc<str>,
        /// The total; absent while there is none.
        optional "total" total: Rc<str>,
        /// The most that could be earned.
        optional "maximum" maximum: Rc<str>,
        /// The grade's id.
        optional "grade" grade: Id,
        /// The criteria of every raised gate.
        many "vetoes" vetoes: Vec<Id>,
        /// The unanswered criteria on which the grade depends.
        many "pending" pending: Vec<Id>,
        /// Points of bonus sections, less those of penalty sections.
        required "extra" extra: Rc<str>,
        /// The number of answered criteria, of those that progress counts.
        required "answered" answered: u32,
        /// The number of criteria that progress counts.
        required "criteria" criteria: u32,
        /// The number of findings, including those about the whole.
        required "findings" findings: u32,
        /// The total as a mean, where the rubric shows means.
        optional "mean" mean: Rc<str>,
        /// The number of criteria answered with "don't know"; absent if there is none.
        optional "dontKnow" dont_know: u32,
        /// The weakest of the criteria and sections that the rubric names.
        optional "weakest" weakest: WeakestFigure,
        /// What each section adds, by its id.
        many "sections" sections: Map<PartFigure>,
    }
}

object! {
    /// What a section adds.
    pub struct PartFigure {
        /// Points.
        required "score" score: Rc<str>,
        /// The most that could be earned.
        required "maximum" maximum: Rc<str>,
        /// The points as a mean, where the rubric shows means.
        optional "mean" mean: Rc<str>,
    }
}

object! {
    /// The weakest of some criteria and sections.
    pub struct WeakestFigure {
        /// The id of the criterion or section.
        required "part" part: Id,
        /// The points that it adds.
        required "score" score: Rc<str>,
        /// The most that it could add, of what is answered.
        required "maximum" maximum: Rc<str>,
    }
}

object! {
    /// A [`Notice`] as plain data.
    pub struct Noticed {
        /// `other-rubric`, `other-version`, `scoring-changed`, `wording-changed`, `other-raters`, `unplaced`, `unfit`, `answer-again`,
        /// `odd-dates`, `surplus` or `differs`.
        required "code" code: Rc<str>,
        /// The id or version that the record names, if it is another one.
        optional "theirs" theirs: Rc<str>,
        /// The raters concerned.
        many "raters" raters: Vec<Rc<str>>,
        /// The criteria concerned; with `unplaced`, sections as well.
        many "criteria" criteria: Vec<Rc<str>>,
        /// The dates that are not days of the calendar.
        many "dates" dates: Vec<Dated>,
        /// The figures that differ.
        many "figures" figures: Vec<Figure>,
    }
}

object! {
    /// A figure in a record that differs from the computed one.
    pub struct Figure {
        /// `standing`, `total`, `maximum`, `extra`, `mean`, `grade`, `vetoes`, or the id of a section or criterion.
        required "place" place: Rc<str>,
        /// The record's figure.
        required "record" record: Rc<str>,
        /// The computed figure.
        required "computed" computed: Rc<str>,
    }
}

object! {
    /// A date in a record that is not a day of the calendar.
    pub struct Dated {
        /// The id of a criterion or of a field of the profile, or `date` for the record's own.
        required "place" place: Rc<str>,
        /// The text in the record.
        required "text" text: Rc<str>,
    }
}

impl Verdict {
    /// Computes the result of a record's text. An empty text is a form in which nothing was entered, as an HTML form submits it. `today` is
    /// the day by which a measure is overdue, as `2026-11-23`; if empty, no measure is overdue.
    ///
    /// # Errors
    /// All problems of the record's text.
    ///
    /// ```
    /// use assessment::record::{Record, Verdict};
    /// use assessment::rubric::Rubric;
    ///
    /// let rubric = Rubric::parse(r#"{ "format": 1, "id": "tidy", "version": "1", "status": "draft", "title": "Tidy desk",
    ///     "sections": [{ "id": "desk", "title": "Desk", "criteria": [
    ///         { "id": "clear", "text": "The desk is clear.", "scale": { "kind": "points", "max": 4, "step": 0.5 } }]}]}"#)
    ///     .expect("a rubric without problems");
    /// let sent = r#"{ "format": 1, "kind": "ziping-record", "id": "r", "revision": 1, "rubric": { "id": "tidy", "version": "1" },
    ///     "answers": { "self": { "clear": { "answer": { "kind": "points", "points": 3.5 } } } },
    ///     "scores": { "self": { "standing": "final", "total": 4, "maximum": 4 } } }"#;
    ///
    /// let verdict = Verdict::of(&rubric, sent, "").expect("a record");
    /// let (rater, score) = &verdict.scores.0[0];
    /// assert_eq!((&**rater, score.total.as_deref()), ("self", Some("3.5")));
    /// assert_eq!(verdict.notices[0].code.as_ref(), "differs"); // It claims 4.
    /// ```
    pub fn of(rubric: &Rubric, record: &str, today: &str) -> Result<Self, Vec<Problem>> {
        let (mut record, notices) = if record.trim().is_empty() {
            (Record::blank(rubric, "".into()), Vec::new())
        } else {
            Record::open(rubric, Record::parse(record)?)
        };
        let facts = Facts {
            today: today.into(),
            ..record.sheet.facts.clone()
        };
        record.with_facts(rubric, &facts);
        let first = record.rater.clone();
        let scores = record.sheets(rubric).into_iter().map(|(rater, sheet)| {
            let score = Scored::of(rubric, &record, sheet);
            (rater, score, has_content(&sheet.root))
        });
        let given = scores.filter(|(rater, _, has_content)| *rater == first || *has_content);
        let given = given.map(|(rater, score, _)| (rater, score));
        let combined = record.combined(rubric);
        let combined = combined.map(|combined| (COMBINED.into(), Scored::of_combined(rubric, combined)));
        Ok(Self {
            scores: Map(given.chain(combined).collect()),
            notices: notices.into_iter().map(Noticed::of).collect(),
        })
    }

    /// Its JSON, on one line.
    pub fn to_text(&self) -> String {
        json::line(&self.write())
    }
}

/// Whether a rater entered anything, be it where nothing applies.
fn has_content(section: &SectionSheet) -> bool {
    let mut criteria = section.criteria.iter();
    criteria.any(|criterion| !criterion.entry.is_blank()) || section.sections.iter().any(|inner| has_content(inner))
}

impl Scored {
    /// The figures of a rater's sheet of the record.
    fn of(rubric: &Rubric, record: &Record, sheet: &Sheet) -> Self {
        let summary = Summary::of_sheet(rubric, record, sheet);
        Self::of_outcome(rubric, sheet, &sheet.outcome(rubric), summary)
    }

    /// The figures of the combined score.
    fn of_combined(rubric: &Rubric, combined: CombinedScore) -> Self {
        let CombinedScore {
            sheet,
            outcome,
            pending,
        } = combined;
        let findings = outcome.finding_count(rubric, None);
        let summary = Summary::of_outcome(rubric, &sheet, &outcome, pending, findings);
        Self::of_outcome(rubric, &sheet, &outcome, summary)
    }

    fn of_outcome(rubric: &Rubric, sheet: &Sheet, outcome: &Outcome, summary: Summary) -> Self {
        let sections = save::Parts::of(sheet, &rubric.rules, None).files().0;
        let figure = |part: PartFile| PartFigure {
            score: part.score.0.to_string().into(),
            maximum: part.maximum.0.to_string().into(),
            mean: part.mean.map(|mean| mean.0.to_string().into()),
        };
        Self {
            standing: summary.standing,
            total: summary.total,
            maximum: summary.maximum,
            grade: summary.grade,
            vetoes: save::vetoes(outcome, rubric),
            pending: summary.pending,
            extra: outcome.total.extra.to_string().into(),
            answered: summary.answered,
            criteria: summary.criteria,
            findings: summary.findings,
            mean: outcome.mean.map(|mean| mean.to_string().into()),
            dont_know: Some(outcome.total.dont_know).filter(|count| *count > 0),
            weakest: outcome.weakest.as_ref().map(|weakest| WeakestFigure {
                part: weakest.id.clone(),
                score: weakest.score.to_string().into(),
                maximum: weakest.max.to_string().into(),
            }),
            sections: Map(sections.0.into_iter().map(|(id, part)| (id, figure(part))).collect()),
        }
    }
}

impl Noticed {
    fn of(notice: Notice) -> Self {
        let mut noticed = Self {
            code: notice.code().into(),
            theirs: None,
            raters: Vec::new(),
            criteria: Vec::new(),
            dates: Vec::new(),
            figures: Vec::new(),
        };
        match notice {
            Notice::OtherRubric { theirs } => noticed.theirs = Some(theirs.shared()),
            Notice::OtherVersion { theirs } => noticed.theirs = Some(theirs),
            Notice::ScoringChanged | Notice::WordingChanged => {}
            Notice::OtherRaters(raters) => noticed.raters = raters,
            Notice::Unplaced(criteria)
            | Notice::Unfit(criteria)
            | Notice::AnswerAgain(criteria)
            | Notice::Surplus(criteria) => noticed.criteria = criteria,
            Notice::OddDates(dates) => {
                let dated = |OddDate { place, text }| Dated { place, text };
                noticed.dates = dates.into_iter().map(dated).collect();
            }
            Notice::Differs(figures) => noticed.figures = figures.into_iter().map(Figure::of).collect(),
        }
        noticed
    }
}

impl Figure {
    fn of(difference: Difference) -> Self {
        Self {
            place: difference.place.into(),
            record: difference.file.into(),
            computed: difference.computed.into(),
        }
    }
}

/// Problems as JSON, on one line: a list of objects with `code`, `path`, `line`, `column`, and the English as `message`.
pub fn problems_to_text(problems: &[Problem]) -> String {
    let one = |problem: &Problem| {
        Node::object([
            ("code", Node::text(problem.code.text())),
            ("path", Node::text(&*problem.path)),
            ("line", Node::number(problem.line)),
            ("column", Node::number(problem.column)),
            ("message", Node::text(problem.fill(problem.code.english()))),
        ])
    };
    json::line(&Node::new(json::Value::Array(problems.iter().map(one).collect())))
}
