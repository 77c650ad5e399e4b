//! A filled-in form, as papers are composed from it.

use super::words::Words;
use assessment::points::Decimal;
use assessment::problem::Problem;
use assessment::record::{Notice, Record};
use assessment::rubric::{Facts, Part, Rubric};
use assessment::score::{Outcome, Sheet};
use std::collections::BTreeSet;
use std::rc::Rc;

/// A record on its rubric, with the rater whose points are reported.
#[derive(Clone, Debug)]
pub struct Filled<'f> {
    /// The rubric.
    pub rubric: &'f Rubric,
    /// The record, opened on the rubric.
    pub record: &'f Record,
    /// The rater whose points are reported: the record's current one, unless [`Filled::by`] names another.
    pub rater: Rc<str>,
    /// That rater's sheet.
    pub sheet: &'f Sheet,
    /// The outcome of that sheet.
    pub outcome: Outcome,
    /// The language of the paper, as a BCP 47 tag.
    pub language: &'f str,
    /// The messages in that language.
    pub words: &'static Words,
    /// The current day, as `2026-11-28`; if empty, nothing is overdue and papers without a date of their own have a blank one.
    pub today: &'f str,
    /// An earlier form to compare with: of the same rubric, or of another version of it.
    pub earlier: Option<&'f Filled<'f>>,
    /// The labels that several criteria have.
    pub(super) repeated: BTreeSet<Rc<str>>,
}

/// Opens the text of a record, as a receiver of the file does: no figure in it is trusted. An empty text is a form in which nothing
/// was entered. `today` is the day by which a measure is overdue, as `2026-11-28`; if empty, no measure is overdue.
///
/// # Errors
/// All problems of the text.
pub fn open(rubric: &Rubric, source: &str, today: &str) -> Result<(Record, Vec<Notice>), Vec<Problem>> {
    let (mut record, notices) = if source.trim().is_empty() {
        (Record::blank(rubric, "".into()), Vec::new())
    } else {
        Record::open(rubric, Record::parse(source)?)
    };
    let facts = Facts {
        today: today.into(),
        ..record.sheet.facts.clone()
    };
    record.with_facts(rubric, &facts);
    Ok((record, notices))
}

impl<'f> Filled<'f> {
    /// Creates the form of a record's current rater. `today` is the current day, as `2026-11-28`, or empty.
    ///
    /// ```
    /// use assessment::rubric::Rubric;
    /// use office::compose::filled::{Filled, open};
    ///
    /// let rubric = Rubric::parse(r#"{ "format": 1, "id": "tidy", "version": "1", "status": "draft", "title": "Tidy desk",
    ///     "sections": [{ "id": "desk", "title": "Desk", "criteria": [
    ///         { "id": "clear", "text": "The desk is clear.", "scale": { "kind": "points", "max": 4 } }]}]}"#)
    ///     .expect("a rubric without problems");
    /// let (record, _) = open(&rubric, "", "2026-11-28").expect("a blank form");
    /// let form = Filled::of(&rubric, &record, "en", "2026-11-28");
    /// assert_eq!(office::compose::report::report(&form).title, "Self-assessment Report: Tidy desk");
    /// ```
    pub fn of(rubric: &'f Rubric, record: &'f Record, language: &'f str, today: &'f str) -> Self {
        Self {
            rubric,
            record,
            rater: record.rater.clone(),
            sheet: &record.sheet,
            outcome: record.sheet.outcome(rubric),
            language,
            words: Words::of(language),
            today,
            earlier: None,
            repeated: repeated(rubric, language),
        }
    }

    /// Reports another rater's points; `None` if the rubric has no such rater.
    #[must_use]
    pub fn by(self, rater: &str) -> Option<Self> {
        let sheets = self.record.sheets(self.rubric);
        let (rater, sheet) = sheets.into_iter().find(|(known, _)| **known == *rater)?;
        Some(Self {
            outcome: sheet.outcome(self.rubric),
            rater,
            sheet,
            ..self
        })
    }

    /// Compares with an earlier form.
    #[must_use]
    pub fn beside(mut self, earlier: &'f Filled<'f>) -> Self {
        self.earlier = Some(earlier);
        self
    }

    /// Returns the raters who entered anything, and the one whose points are reported, each with the outcome.
    pub(super) fn raters(&self) -> Vec<(Rc<str>, &'f Sheet)> {
        let all = self.record.sheets(self.rubric).into_iter();
        all.filter(|(rater, sheet)| *rater == self.rater || sheet.root.sum.answered > 0)
            .collect()
    }

    /// Whether there is a total.
    pub(super) fn has_total(&self) -> bool {
        has_total(&self.outcome)
    }

    /// Returns the points lost, where the losses of single criteria add up to them.
    pub(super) fn lost_in_sum(&self) -> Option<Decimal> {
        self.outcome.sum.lost_in_sum()
    }
}

/// Whether an outcome has a total.
pub(super) fn has_total(outcome: &Outcome) -> bool {
    use assessment::score::Standing::{Final, Provisional};
    matches!(outcome.standing, Provisional | Final)
}

/// Returns the labels that several criteria have: sections often begin again with 1.
fn repeated(rubric: &Rubric, language: &str) -> BTreeSet<Rc<str>> {
    let (mut seen, mut again) = (BTreeSet::new(), BTreeSet::new());
    rubric.walk(&mut |part| {
        if let Part::Criterion(criterion) = part
            && let Some(label) = &criterion.label
        {
            let label = label.wording(language);
            if !seen.insert(label.clone()) {
                again.insert(label);
            }
        }
    });
    again
}
