//! What was entered at a criterion, in words.

use super::filled::Filled;
use super::say::{figure, signed, without_stop};
use super::words::Numerals;
use assessment::answers::{Answer, Deficiency, Entry, RemedyStatus, Severity};
use assessment::points::Decimal;
use assessment::rubric::scale::{Asked, Measured, Quantity, YesNo};
use assessment::rubric::{Scale, Standing};
use assessment::score::CriterionSheet;
use assessment::text::Text;
use assessment::{Id, Rounding};

impl Filled<'_> {
    /// Returns the points of a criterion as a column has them, or the answer in a word if it carries no points.
    pub(super) fn points_of(&self, sheet: &CriterionSheet) -> String {
        let (words, tally) = (self.words, &sheet.tally);
        match &sheet.entry.answer {
            _ if tally.items == 0 => words.not_applicable.to_owned(),
            Some(Answer::NotApplicable) => words.not_applicable.to_owned(),
            Some(Answer::DontKnow) => words.dont_know.to_owned(),
            _ if tally.pending > 0 => words.pending.to_owned(),
            _ if tally.answered == 0 && sheet.spec.scale.maximum().is_none() => words.not_filled_in.to_owned(),
            _ if tally.answered == 0 => words.open.to_owned(),
            _ if tally.scored > 0 => self.signed_of(sheet, tally.score),
            Some(Answer::Comment(_)) | None => words.filled_in.to_owned(),
            Some(_) => self.answer(sheet),
        }
    }

    /// Returns the most points of a criterion as a column has them; blank if it has none of its own.
    pub(super) fn most_of(&self, sheet: &CriterionSheet) -> String {
        let spec = &sheet.spec;
        let worth = spec.worth_now(&self.sheet.facts).filter(|_| !spec.takes_from_pool());
        worth
            .filter(|_| !spec.scale.family().has_no_limit())
            .map(|worth| self.signed_of(sheet, worth))
            .unwrap_or_default()
    }

    /// Formats points of a criterion: with a sign if they are outside the maximum.
    fn signed_of(&self, sheet: &CriterionSheet, points: Decimal) -> String {
        let text = match sheet.spec.standing {
            Standing::Penalty if points > Decimal::ZERO => signed(-points),
            Standing::Bonus if points > Decimal::ZERO => signed(points),
            _ => figure(points),
        };
        if self.is_percent(sheet) {
            format!("{text}%")
        } else {
            text
        }
    }

    /// Whether the points of a criterion are percent of the total or of a section.
    pub(super) fn is_percent(&self, sheet: &CriterionSheet) -> bool {
        let path = self.rubric.criterion_path(&sheet.spec.id);
        let index = path.and_then(|path| path.sections.first()).copied();
        let section = index.and_then(|index| self.rubric.root.sections.get(index as usize));
        section.is_some_and(|section| section.percent)
    }

    /// Returns the answer in a word or a text; empty if it is a number of points, or made of amounts.
    pub(super) fn answer(&self, sheet: &CriterionSheet) -> String {
        let level = |label: Option<&Text>| label.map(|label| self.wording(label).to_string()).unwrap_or_default();
        match (sheet.entry.answer.as_ref(), &sheet.spec.scale) {
            (Some(Answer::NotApplicable), _) => self.words.not_applicable.to_owned(),
            (Some(Answer::DontKnow), _) => self.words.dont_know.to_owned(),
            (Some(Answer::Comment(text)), _) => text.trim().to_owned(),
            (Some(_), Scale::Levels(scale)) => level(scale.claimed(&sheet.entry).map(|level| &level.label)),
            (Some(answer), Scale::YesNo(scale)) => self.yes_no(scale, answer),
            _ => String::new(),
        }
    }

    fn yes_no(&self, scale: &YesNo, answer: &Answer) -> String {
        let labels = scale.labels.as_ref();
        let (own, word) = match answer {
            Answer::Yes => (labels.and_then(|labels| labels.yes.as_ref()), self.words.yes),
            Answer::No => (labels.and_then(|labels| labels.no.as_ref()), self.words.no),
            Answer::Partial => (None, self.words.partly),
            _ => return String::new(),
        };
        own.map_or_else(|| word.to_owned(), |own| self.wording(own).to_string())
    }

    /// Returns what the points rest on: the answer in a word, and the amounts that were entered, each with its label.
    pub(super) fn details(&self, sheet: &CriterionSheet) -> Vec<String> {
        let entry = &sheet.entry;
        if entry.is_set_aside() || sheet.tally.answered == 0 {
            return Vec::new();
        }
        let answer = Some(self.answer(sheet)).filter(|text| !text.is_empty());
        answer.into_iter().chain(self.amounts(sheet)).collect()
    }

    fn amounts(&self, sheet: &CriterionSheet) -> Vec<String> {
        let entry = &sheet.entry;
        let held = |name: &str| entry.amount(name) == Some(Decimal::ONE);
        let label = |label: &Text| self.wording(label).trim().to_owned();
        match &sheet.spec.scale {
            Scale::Deductions(scale) => {
                let counted = scale.counted(entry).filter(|(_, count)| *count > Decimal::ZERO);
                counted
                    .map(|(finding, count)| {
                        let unit = finding.unit.as_ref().map(label);
                        let unit = unit.as_deref().unwrap_or(self.words.finding_unit);
                        self.labelled(&label(&finding.label), &self.amount(count, unit))
                    })
                    .collect()
            }
            Scale::Parts(scale) => {
                let short = scale.parts.iter().filter_map(|part| {
                    let points = entry.amount(&part.id).filter(|points| *points < part.max)?;
                    let values = [("points", &*figure(points)), ("max", &*figure(part.max))];
                    Some(self.labelled(&label(&part.label), &self.say(self.words.out_of, &values)))
                });
                short.collect()
            }
            Scale::Checklist(scale) => {
                let items = scale.items.iter().filter(|item| item.exclusive != Some(true));
                let unmet: Vec<_> = items
                    .filter(|item| !held(&item.id))
                    .map(|item| label(&item.label))
                    .collect();
                self.unmet(unmet)
            }
            Scale::Tiers(scale) => {
                let unmet = scale.clauses().filter(|clause| !held(&clause.id));
                let unmet: Vec<_> = unmet.map(|clause| label(&clause.label)).collect();
                let reached = scale.reached(entry).map(|tier| label(&tier.label));
                reached.into_iter().chain(self.unmet(unmet)).collect()
            }
            Scale::Measure(scale) => self.measured(&scale.quantity, sheet),
            Scale::Points(scale) => scale
                .measured
                .as_ref()
                .map(|measure| self.measured(&measure.quantity, sheet))
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// Returns the clauses that are not met, as one remark.
    fn unmet(&self, unmet: Vec<String>) -> Vec<String> {
        if unmet.is_empty() {
            return Vec::new();
        }
        vec![self.say(self.words.unmet, &[("list", &self.list(unmet))])]
    }

    /// Returns the numbers of a quantity, and the share in percent of a ratio.
    fn measured(&self, quantity: &Quantity, sheet: &CriterionSheet) -> Vec<String> {
        let (entry, facts) = (&sheet.entry, &self.sheet.facts);
        let number = |name: &str, asked: &Asked| {
            let number = match &asked.from {
                None => entry.amount(name),
                Some(_) => asked
                    .number(name, entry, facts)
                    .and_then(|number| number.rounded(2, Rounding::Half)),
            };
            let unit = asked.unit.as_ref().map(|unit| self.wording(unit)).unwrap_or_default();
            Some(self.labelled(&self.wording(&asked.label), &self.amount(number?, &unit)))
        };
        let asked = quantity.asked();
        let mut said: Vec<_> = asked
            .into_iter()
            .filter_map(|(name, asked)| number(name, asked))
            .collect();
        if let (Quantity::Ratio(_), Measured::Value(value), false) =
            (quantity, quantity.measured(entry, facts), said.is_empty())
            && let Some(share) = value.rounded(1, Rounding::Half)
        {
            said.push(self.say(self.words.share, &[("rate", &figure(share))]));
        }
        said
    }

    /// Returns an amount with its unit.
    pub(super) fn amount(&self, amount: Decimal, unit: &str) -> String {
        let is_apart = match self.words.numerals {
            Numerals::Decimal => !unit.is_empty() && !unit.starts_with('%'),
            Numerals::Han => unit.starts_with(|first: char| first.is_ascii_alphabetic()),
        };
        let space = if is_apart { " " } else { "" };
        format!("{}{space}{unit}", figure(amount))
    }

    /// Returns a text after its label.
    pub(super) fn labelled(&self, label: &str, text: &str) -> String {
        format!("{label}{}{text}", self.words.colon)
    }

    /// Returns a problem with its severity, if that is more than minor.
    pub(super) fn problem(&self, problem: &Deficiency) -> String {
        self.problem_with(problem, None)
    }

    /// Returns a problem with the criterion that it is about, and its severity, if that is more than minor.
    pub(super) fn problem_of(&self, problem: &Deficiency, item: &str) -> String {
        self.problem_with(problem, Some(item))
    }

    fn problem_with(&self, problem: &Deficiency, item: Option<&str>) -> String {
        let text = without_stop(&problem.text);
        let severity = match problem.severity {
            Severity::Minor => None,
            Severity::Major => Some(self.words.severity_major),
            _ => Some(self.words.severity_critical),
        };
        let remarks: Vec<_> = item.into_iter().chain(severity).collect();
        if remarks.is_empty() {
            return text.to_owned();
        }
        let remark = self.list(remarks);
        self.say(self.words.with_remark, &[("text", text), ("remark", &remark)])
    }

    /// Returns how far a measure is, with the day on which it was done.
    pub(super) fn progress(&self, problem: &Deficiency) -> String {
        let (words, remedy) = (self.words, &problem.remedy);
        let status = match remedy.status {
            RemedyStatus::Open => words.status_open,
            RemedyStatus::Doing => words.status_doing,
            _ => words.status_done,
        };
        let done = Some(self.day(remedy.done.trim())).filter(|day| !day.is_empty());
        let late = remedy.is_overdue(self.today).then(|| words.overdue.to_owned());
        match done.filter(|_| remedy.status == RemedyStatus::Done).or(late) {
            Some(remark) => self.say(words.with_remark, &[("text", status), ("remark", &remark)]),
            None => status.to_owned(),
        }
    }
}

/// Returns the problems of an entry that say what is wrong.
pub(super) fn problems(entry: &Entry) -> impl Iterator<Item = &Deficiency> {
    entry.problems.iter().filter(|problem| problem.is_named())
}

/// Returns the points that a criterion lost: below full marks, or in a penalty section the points that it takes off. `None` if it lost
/// none or is not answered; points of a bonus are never lost.
pub(super) fn lost(sheet: &CriterionSheet) -> Option<Decimal> {
    let tally = &sheet.tally;
    let points = match sheet.spec.standing {
        Standing::Bonus => return None,
        Standing::Penalty => tally.score,
        _ => tally.lost_points(),
    };
    let counts = tally.lost > 0 || sheet.spec.standing == Standing::Penalty;
    Some(points).filter(|points| counts && tally.answered > 0 && *points > Decimal::ZERO)
}

/// Whether a criterion is answered at full marks, and counts in the maximum.
pub(super) fn is_full(sheet: &CriterionSheet) -> bool {
    let tally = &sheet.tally;
    let counts = sheet.spec.standing == Standing::Base && tally.pending == 0 && !sheet.entry.is_set_aside();
    counts && tally.settled > 0 && tally.judged > Decimal::ZERO && tally.score >= tally.max
}

/// The criterion of an id, on a sheet.
pub(super) fn find<'s>(form: &Filled<'s>, id: &Id) -> Option<&'s CriterionSheet> {
    form.sheet
        .criterion(form.rubric.criterion_path(id)?)
        .map(|sheet| &**sheet)
}
