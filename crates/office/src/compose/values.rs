//! What a form says, as it is written into the file that was sent.

use super::answer::{lost, problems};
use super::filled::Filled;
use super::profile::answer;
use super::say::criteria;
use crate::fill::{Entry, Values};
use assessment::rubric::{Field, FieldKind};
use assessment::score::{CriterionSheet, SectionSheet};
use std::collections::BTreeMap;

impl Values {
    /// Returns what a form says. Criteria that are not answered, or wait for more, have no points.
    pub fn of(form: &Filled<'_>) -> Self {
        let mut sections = BTreeMap::new();
        add_sections(&form.sheet.root, &mut sections);
        let fields = Field::with_cells(&form.rubric.profile).filter(|(field, _)| field.kind != FieldKind::Table);
        let profile =
            fields.filter_map(|(field, _)| Some((form.wording(&field.label).to_string(), answer(form, field)?)));
        let date = [&*form.record.date, form.today].into_iter().find(|day| !day.is_empty());
        Self {
            criteria: criteria(&form.sheet.root)
                .map(|sheet| (sheet.spec.id.to_string(), entry(sheet)))
                .collect(),
            sections,
            total: form.has_total().then(|| form.outcome.total.score.to_string()),
            grade: form.grade_name(),
            date: date.map(str::to_owned),
            subject: form.unit().map(|unit| unit.to_string()),
            profile: profile.collect(),
        }
    }
}

fn entry(sheet: &CriterionSheet) -> Entry {
    let tally = &sheet.tally;
    let is_scored = tally.answered > 0 && tally.scored > 0 && tally.pending == 0;
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let joined = |all: Vec<&str>| text(&all.join("；"));
    let evidence = sheet.entry.evidence.iter().map(|one| one.name.trim());
    Entry {
        score: is_scored.then(|| tally.score.to_string()),
        lost: lost(sheet).map(|points| points.to_string()),
        reason: joined(problems(&sheet.entry).map(|problem| problem.text.trim()).collect()),
        note: text(&sheet.entry.note),
        evidence: joined(evidence.filter(|name| !name.is_empty()).collect()),
    }
}

fn add_sections(section: &SectionSheet, all: &mut BTreeMap<String, String>) {
    for inner in section.sections.iter() {
        if inner.tally.settled > 0 {
            all.insert(inner.spec.id.to_string(), inner.tally.score.to_string());
        }
        add_sections(inner, all);
    }
}
