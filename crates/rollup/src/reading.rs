//! From the text of a record to its row.

use crate::layout::Layout;
use crate::row::{Amount, Difference, Finding, Item, ItemState, Part, Party, Place, Problem, Row, Scores};
use assessment::answers::{Answer, Value};
use assessment::findings;
use assessment::points::Decimal;
use assessment::problem;
use assessment::record::{Notice, Record, RecordFile};
use assessment::rollup::{Numbers, References};
use assessment::rubric::{Facts, Rubric, Scale, Standing as SectionStanding, top};
use assessment::score::{CriterionSheet, Outcome, SectionSheet, Sheet, Standing};
use assessment::{Rational, Rounding};
use std::collections::BTreeMap;

/// Reads records of one rubric, one after the other.
#[derive(Debug)]
pub struct Reading<'r> {
    rubric: &'r Rubric,
    layout: Layout,
    today: String,
    references: Option<References>,
}

/// Why a text has no row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is no record, or a damaged one.
    Problems(Vec<problem::Problem>),
    /// It answers another rubric, of this id.
    OtherRubric(Box<str>),
}

impl<'r> Reading<'r> {
    /// Reads records of this rubric. `today` is the day by which a measure is overdue, as `2026-11-23`; if empty, none is.
    pub fn new(rubric: &'r Rubric, today: &str) -> Self {
        Self {
            rubric,
            layout: Layout::of(rubric),
            today: today.to_owned(),
            references: None,
        }
    }

    /// The same, with what the numbers of all records are compared with (convention 30).
    #[must_use]
    pub fn with_references(self, references: References) -> Self {
        Self {
            references: Some(references),
            ..self
        }
    }

    /// The parts of the rubric.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Reads a record and computes its figures. Its text may begin with a byte order mark.
    ///
    /// # Errors
    /// If the text is no record of this rubric.
    pub fn row(&self, file: &str, record: &str) -> Result<Row, Fault> {
        let (record, notices) = self.open(self.parse(record)?);
        Ok(self.figures(file, &record, &notices))
    }

    /// Reads a record, and adds to its answers those of raters that it lacks and other copies of it have.
    ///
    /// # Errors
    /// If one of the texts is no record of this rubric.
    pub fn joined(&self, file: &str, record: &str, copies: &[&str]) -> Result<Row, Fault> {
        let (record, notices) = self.open(self.join(record, copies)?);
        Ok(self.figures(file, &record, &notices))
    }

    /// Adds the numbers of a record that are compared with those of all others; `copies` as in [`Self::joined`].
    ///
    /// # Errors
    /// If one of the texts is no record of this rubric.
    pub fn count(&self, record: &str, copies: &[&str], numbers: &mut Numbers) -> Result<(), Fault> {
        let (record, _) = Record::open(self.rubric, self.join(record, copies)?);
        numbers.add(self.rubric, &record);
        Ok(())
    }

    /// A record, with the answers of raters that it lacks and other copies of it have.
    ///
    /// # Errors
    /// If one of the texts is no record of this rubric.
    pub fn join(&self, record: &str, copies: &[&str]) -> Result<RecordFile, Fault> {
        let mut first = self.parse(record)?;
        for copy in copies {
            for (rater, answers) in self.parse(copy)?.answers.0 {
                let own = first.answers.get(&rater);
                if own.is_none_or(|own| own.0.iter().all(|(_, entry)| entry.is_blank())) {
                    first.answers.0.retain(|(known, _)| *known != rater);
                    first.answers.0.push((rater, answers));
                }
            }
        }
        Ok(first)
    }

    fn parse(&self, text: &str) -> Result<RecordFile, Fault> {
        let file = Record::parse(text.trim_start_matches('\u{feff}')).map_err(Fault::Problems)?;
        if file.rubric.id == self.rubric.id {
            Ok(file)
        } else {
            Err(Fault::OtherRubric(Box::from(&*file.rubric.id)))
        }
    }

    fn open(&self, file: RecordFile) -> (Record, Vec<Notice>) {
        let (mut record, notices) = Record::open(self.rubric, file);
        if !self.today.is_empty() {
            let facts = Facts {
                today: (&*self.today).into(),
                ..record.sheet.facts.clone()
            };
            record.with_facts(self.rubric, &facts);
        }
        if let Some(references) = &self.references {
            references.write(self.rubric, &mut record);
        }
        (record, notices)
    }

    fn figures(&self, file: &str, record: &Record, notices: &[Notice]) -> Row {
        let rubric = self.rubric;
        let mut scores = Vec::new();
        let mut problems = Vec::new();
        for (rater, (id, sheet)) in (0..).zip(record.sheets(rubric)) {
            if id == record.rater || has_content(&sheet.root) {
                let outcome = sheet.outcome(rubric);
                let mut walk = Walk::new(self, &sheet.facts, rater);
                walk.section(&sheet.root);
                problems.append(&mut walk.problems);
                let whole = outcome.findings(rubric, record.claimed_total);
                walk.findings.extend(whole.iter().map(|found| finding(None, found)));
                scores.push(self.scores(rater, sheet, &outcome, walk));
            }
        }
        if let Some(combined) = record.combined(rubric) {
            let rater = self.layout.raters.len() as u32 - 1;
            let mut walk = Walk::new(self, &combined.sheet.facts, rater);
            walk.is_without_entries = true;
            walk.section(&combined.sheet.root);
            scores.push(self.scores(rater, &combined.sheet, &combined.outcome, walk));
        }
        let origin = record.origin.as_deref();
        let (history, changed) = origin.map(history).unwrap_or_default();
        Row {
            id: Box::from(&*record.id),
            file: file.into(),
            subject: record.subject(rubric).map(|name| Box::from(&*name)).unwrap_or_default(),
            period: record.period.trim().into(),
            date: record.date.trim().into(),
            version: origin.map(|file| Box::from(&*file.rubric.version)).unwrap_or_default(),
            profile: rubric
                .profile
                .iter()
                .map(|field| record.profile.get(&field.id).map(worded))
                .collect(),
            claimed: record.claimed_total.map(Amount),
            scores,
            problems,
            notices: notices.iter().map(|notice| notice.code().into()).collect(),
            differences: notices.iter().flat_map(differences).collect(),
            history,
            changed,
        }
    }

    fn scores(&self, rater: u32, sheet: &Sheet, outcome: &Outcome, walk: Walk<'_, '_>) -> Scores {
        let has_total = matches!(outcome.standing, Standing::Provisional | Standing::Final);
        let total = Part::new(outcome.total.score, outcome.total.max);
        let sum = &sheet.root.sum;
        Scores {
            rater,
            standing: outcome.standing,
            total: Some(total).filter(|_| has_total),
            extra: Amount(outcome.total.extra),
            grade: outcome.grade.and_then(|grade| u32::try_from(grade).ok()),
            by_rank: self.by_rank(sheet, outcome),
            gates: outcome
                .raised
                .iter()
                .filter_map(|gate| u32::try_from(*gate).ok())
                .collect(),
            answered: sum.answered_of_progress(),
            criteria: sum.items_of_progress(),
            sections: walk.sections,
            items: walk.items,
            findings: walk.findings,
            parties: walk.parties,
        }
    }

    /// The grade for each share from the top, and behind them all. Whether a rank is within a share is all that a grade depends on.
    fn by_rank(&self, sheet: &Sheet, outcome: &Outcome) -> Vec<Option<u32>> {
        /// So many records that every share has a whole number of them.
        const COUNT: usize = 1_000_000;
        if self.layout.tops.is_empty() || outcome.standing != Standing::Final {
            return Vec::new();
        }
        let shares = self.layout.tops.iter().map(|share| top(COUNT, *share).max(1));
        let places = shares.chain([COUNT]);
        let grade = |place| sheet.outcome_among(self.rubric, place, COUNT).grade;
        places
            .map(|place| grade(place).and_then(|grade| u32::try_from(grade).ok()))
            .collect()
    }
}

/// Whether a rater entered anything.
fn has_content(section: &SectionSheet) -> bool {
    let mut criteria = section.criteria.iter();
    criteria.any(|criterion| !criterion.entry.is_blank()) || section.sections.iter().any(|inner| has_content(inner))
}

/// Goes through the sections of a sheet in the order of the layout.
struct Walk<'w, 'r> {
    reading: &'w Reading<'r>,
    facts: &'w Facts,
    rater: u32,
    /// Whether the sheet has points alone: the combined one.
    is_without_entries: bool,
    sections: Vec<Option<Part>>,
    items: Vec<Item>,
    findings: Vec<Finding>,
    problems: Vec<Problem>,
    parties: Vec<Party>,
}

impl<'w, 'r> Walk<'w, 'r> {
    fn new(reading: &'w Reading<'r>, facts: &'w Facts, rater: u32) -> Self {
        Self {
            reading,
            facts,
            rater,
            is_without_entries: false,
            sections: Vec::with_capacity(reading.layout.sections.len()),
            items: Vec::with_capacity(reading.layout.criteria.len()),
            findings: Vec::new(),
            problems: Vec::new(),
            parties: Vec::new(),
        }
    }

    fn section(&mut self, section: &SectionSheet) {
        let mut by_subject = false;
        if section.spec.depth > 0 {
            let place = self.sections.len() as u32;
            // A bonus or a penalty adds nothing to the maximum; its own points are those before they are put on the total.
            let tally = match section.spec.standing {
                SectionStanding::Base => &section.tally,
                SectionStanding::Bonus | SectionStanding::Penalty => &section.sum,
            };
            let part = Part::new(tally.score, tally.max);
            let applies = section.spec.applies(self.facts);
            self.sections.push(Some(part).filter(|_| applies));
            by_subject = !self.is_without_entries && self.parties_of_section(section, place);
        }
        for criterion in section.criteria.iter() {
            self.criterion(criterion, by_subject);
        }
        for inner in section.sections.iter() {
            self.section(inner);
        }
    }

    fn criterion(&mut self, sheet: &CriterionSheet, is_in_parties: bool) {
        let place = self.items.len() as u32;
        let (tally, entry) = (&sheet.tally, &sheet.entry);
        let state = if tally.items == 0 {
            ItemState::Outside
        } else if entry.answer == Some(Answer::NotApplicable) {
            ItemState::NotApplicable
        } else if tally.dont_know > 0 {
            ItemState::DontKnow
        } else if tally.answered > 0 {
            ItemState::Answered
        } else {
            ItemState::Open
        };
        let part = Part::new(tally.score, tally.max);
        // No answer is not zero points.
        let has_points = tally.scored > 0 && state != ItemState::Open;
        self.items.push(Item(state, Some(part).filter(|_| has_points)));
        if self.is_without_entries {
            return;
        }
        if tally.findings > 0 {
            let rules = &self.reading.rubric.rules;
            let found = findings::of_criterion(&sheet.spec, entry, tally, rules, self.facts);
            self.findings
                .extend(found.iter().map(|found| finding(Some(place), found)));
        }
        for problem in entry.problems.iter().filter(|problem| problem.is_named()) {
            let remedy = &problem.remedy;
            self.problems.push(Problem {
                rater: self.rater,
                criterion: place,
                text: problem.text.trim().into(),
                category: problem.category.trim().into(),
                severity: problem.severity,
                measure: remedy.text.trim().into(),
                owner: remedy.owner.trim().into(),
                due: remedy.due.trim().into(),
                status: remedy.status,
                done: remedy.done.trim().into(),
            });
        }
        if let Scale::Each(each) = &sheet.spec.scale
            && !is_in_parties
            && state == ItemState::Answered
        {
            for (number, name) in self.facts.subjects(&each.of) {
                if let Some(points) = each.points_of(entry, number) {
                    self.parties.push(Party {
                        place: Place::Criterion(place),
                        name: Box::from(&*name),
                        part: Part::new(points, each.of_one()),
                    });
                }
            }
        }
    }

    /// Adds the points of the subjects of a section that is combined by subject, and returns whether there are any.
    fn parties_of_section(&mut self, section: &SectionSheet, place: u32) -> bool {
        let list = section
            .criteria
            .iter()
            .find_map(|criterion| match &criterion.spec.scale {
                Scale::Each(each) => Some(&each.of),
                _ => None,
            });
        let Some((list, (points, of_one))) = list.zip(section.by_subject(self.facts)) else {
            return false;
        };
        for ((_, name), points) in self.facts.subjects(list).into_iter().zip(points) {
            if let Some(points) = rounded(points) {
                self.parties.push(Party {
                    place: Place::Section(place),
                    name: Box::from(&*name),
                    part: Part::new(points, of_one),
                });
            }
        }
        true
    }
}

fn rounded(points: Rational) -> Option<Decimal> {
    points.rounded(4, Rounding::Half)
}

fn finding(criterion: Option<u32>, found: &findings::Finding) -> Finding {
    Finding {
        criterion,
        code: found.code().into(),
        severity: found.severity(),
    }
}

fn differences(notice: &Notice) -> Vec<Difference> {
    let Notice::Differs(all) = notice else {
        return Vec::new();
    };
    let one = |difference: &assessment::record::Difference| Difference {
        place: (&*difference.place).into(),
        record: (&*difference.file).into(),
        computed: (&*difference.computed).into(),
    };
    all.iter().map(one).collect()
}

fn worded(value: &Value) -> Box<str> {
    match value {
        Value::Text(text) => text.trim().into(),
        Value::Number(number) => number.to_string().into(),
        Value::Many(all) => all.join("\n").into(),
    }
}

/// The highest edit of each copy of the form that a file has seen, and the time of the latest.
fn history(file: &RecordFile) -> (Vec<(Box<str>, u32)>, Box<str>) {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    let mut latest = "";
    for (_, entry) in file.answers.0.iter().flat_map(|(_, answers)| &answers.0) {
        if let Some((replica, counter)) = entry.replica.as_deref().zip(entry.counter) {
            let highest = seen.entry(replica).or_default();
            *highest = counter.max(*highest);
        }
        // Times are of one form, so that the later text is the later time.
        latest = entry.time.as_deref().unwrap_or_default().max(latest);
    }
    let history = seen.into_iter().map(|(replica, counter)| (replica.into(), counter));
    (history.collect(), latest.into())
}
