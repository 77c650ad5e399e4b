//! Record → file: the current answers over the content of the origin, in the rubric's order.

use super::file::{CriterionRef, EntryFile, PartFile, RecordFile, RubricRef, ScoreFile, WeakestFile};
use super::{Record, entries, profile};
use crate::Id;
use crate::Tally;
use crate::answers::Entry;
use crate::json::{self, Node};
use crate::points::Decimal;
use crate::read::Read;
use crate::read::format::{Format1, RECORD_KIND};
use crate::read::leaf::{Map, Sum};
use crate::rubric::fingerprint::Fingerprint;
use crate::rubric::{COMBINED, Criterion, Rubric, Rules};
use crate::score::{CriterionSheet, Outcome, SectionSheet, Sheet, Standing};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

pub(super) fn to_text(record: &Record, rubric: &Rubric) -> String {
    json::pretty(&file(record, rubric).write())
}

/// A record as its file.
pub(super) fn file(record: &Record, rubric: &Rubric) -> RecordFile {
    let origin = record.origin.as_deref();
    let mut answers = origin.map(|file| file.answers.clone()).unwrap_or_default();
    let mut scores = origin.map(|file| file.scores.clone()).unwrap_or_default();
    for (rater, sheet) in record.sheets(rubric) {
        let old = origin.and_then(|file| Some((file.answers.get(&rater), file.scores.get(&rater)?)));
        let parts = Parts::of(sheet, &rubric.rules, old.map(|(_, score)| score));
        let own = entries(rubric, &parts, origin.and_then(|file| file.answers.get(&rater)));
        // Another rater without content has no part in the file, unless the file has one: its scores may have changed.
        if rater != record.rater && own.0.is_empty() && answers.get(&rater).is_none() {
            continue;
        }
        let old_rest = old.map(|(_, score)| score.rest.clone()).unwrap_or_default();
        put(
            &mut scores,
            &rater,
            score(&sheet.outcome(rubric), rubric, parts.files(), old_rest),
        );
        put(&mut answers, &rater, own);
    }
    if let Some(combined) = record.combined(rubric) {
        let old = origin.and_then(|file| file.scores.get(COMBINED));
        let parts = Parts::of(&combined.sheet, &rubric.rules, old).files();
        let rest = old.map(|old| old.rest.clone()).unwrap_or_default();
        put(
            &mut scores,
            &COMBINED.into(),
            score(&combined.outcome, rubric, parts, rest),
        );
    }
    let narratives = narratives(&record.sheet.root)
        .into_iter()
        .filter(|(_, text)| !text.is_empty());
    RecordFile {
        sections: over(narratives.collect(), origin.map(|f| &f.sections), &|id| {
            rubric.section_path(id).is_some()
        }),
        answers,
        criteria: over(criteria(rubric, origin), origin.map(|f| &f.criteria), &|id| {
            rubric.criterion(id).is_some()
        }),
        scores,
        ..head(record, rubric)
    }
}

/// The part of the file that belongs to no criterion, rater or section.
pub(super) fn head(record: &Record, rubric: &Rubric) -> RecordFile {
    let origin = record.origin.as_deref();
    // Indexed by id, so that 10,000 fields are not searched 10,000 times.
    let fields: HashSet<&str> = rubric.profile.iter().map(|field| &*field.id).collect();
    let role_ids: HashSet<&str> = rubric.roles.iter().map(|role| &*role.id).collect();
    let (known_field, known_role) = (|id: &str| fields.contains(id), |id: &str| role_ids.contains(id));
    let old_profile: HashMap<&str, &Node> = origin.into_iter().flat_map(|file| &file.profile.0).map(by_id).collect();
    let profile = rubric.profile.iter().filter_map(|field| {
        let old = || {
            let node = *old_profile.get(&*field.id)?;
            profile::read(node, field).is_none().then(|| node.clone())
        };
        Some((
            field.id.shared(),
            record.profile.get(&field.id).map(profile::write).or_else(old)?,
        ))
    });
    let roles = rubric
        .roles
        .iter()
        .filter_map(|role| Some((role.id.shared(), record.roles.get(&role.id)?.clone())));
    let print = Fingerprint::of(rubric);
    RecordFile {
        format: Format1,
        kind: RECORD_KIND.into(),
        id: record.id.clone(),
        revision: record.revision,
        rubric: RubricRef {
            id: rubric.id.clone(),
            version: rubric.version.clone(),
            title: Some(rubric.title.clone()),
            scoring: Some(print.scoring),
            texts: Some(print.texts),
            rest: origin.map(|file| file.rubric.rest.clone()).unwrap_or_default(),
        },
        period: Some(record.period.clone()).filter(|text| !text.is_empty()),
        date: Some(record.date.clone()).filter(|text| !text.is_empty()),
        profile: over(profile.collect(), origin.map(|file| &file.profile), &known_field),
        roles: over(roles.collect(), origin.map(|file| &file.roles), &known_role),
        claimed_total: record.claimed_total.map(Sum),
        narrative: Some(record.sheet.root.narrative.clone()).filter(|text| !text.is_empty()),
        sections: Map::default(),
        answers: Map::default(),
        criteria: Map::default(),
        scores: Map::default(),
        rest: origin.map(|file| file.rest.clone()).unwrap_or_default(),
    }
}

/// One rater's entries over those of the origin.
fn entries(rubric: &Rubric, parts: &Parts<'_>, old: Option<&Map<EntryFile>>) -> Map<EntryFile> {
    // Indexed by id, so that 10,000 answers are not searched 10,000 times.
    let old_by_id: HashMap<&str, &EntryFile> = old.into_iter().flat_map(|old| old.0.iter()).map(by_id).collect();
    let entries = parts.entries.iter().filter_map(|criterion| {
        let id = &criterion.spec.id;
        entry(criterion, old_by_id.get(&**id).copied()).map(|entry| (id.shared(), entry))
    });
    over(entries.collect(), old, &|id| rubric.criterion(id).is_some())
}

/// The entry at a criterion over that of the origin; `None` if there is neither.
pub(super) fn entry(criterion: &CriterionSheet, old: Option<&EntryFile>) -> Option<EntryFile> {
    let entry = &criterion.entry;
    // An unchanged entry is written as it was, with everything that this program does not know or does not accept.
    let untouched = |old: &&EntryFile| {
        let carried = entry.carried.clone();
        let was = entries::read(&criterion.spec, old).0;
        Entry { carried, ..was } == *entry
    };
    if let Some(old) = old.filter(untouched) {
        let carried = entry.carried.clone();
        return Some(EntryFile { carried, ..old.clone() });
    }
    let keeps = |old: &EntryFile| !old.rest.is_empty() || entries::has_more(old);
    (entry.stamp.is_some() || !entry.is_blank() || old.is_some_and(keeps)).then(|| entries::write(entry, old))
}

/// The narratives of all sections, in the rubric's order.
fn narratives(section: &SectionSheet) -> Vec<(Rc<str>, Rc<str>)> {
    let mut all = Vec::new();
    for inner in section.sections.iter() {
        all.push((inner.spec.id.shared(), inner.narrative.clone()));
        all.extend(narratives(inner));
    }
    all
}

/// The content of the sheet, in the rubric's order.
#[derive(Default)]
pub(super) struct Parts<'s> {
    entries: Vec<&'s CriterionSheet>,
    sections: Vec<(Rc<str>, PartFile)>,
    criteria: Vec<(Rc<str>, PartFile)>,
    section_rests: Rests<'s>,
    criterion_rests: Rests<'s>,
}

/// Keys of a newer version, by the id of their object.
type Rests<'f> = HashMap<&'f str, &'f [json::Member]>;

fn rests<'f, T>(map: Option<&'f Map<T>>, rest: fn(&T) -> &Vec<json::Member>) -> Rests<'f> {
    let all = map.into_iter().flat_map(|map| map.0.iter()).map(by_id);
    all.map(|(id, value)| (id, rest(value).as_slice())).collect()
}

fn by_id<T>((id, value): &(Rc<str>, T)) -> (&str, &T) {
    (id, value)
}

impl<'s> Parts<'s> {
    /// The scores of a sheet, with unknown keys of the origin.
    pub(super) fn of(sheet: &'s Sheet, rules: &Rules, old: Option<&'s ScoreFile>) -> Self {
        let mut parts = Self {
            section_rests: rests(old.map(|score| &score.sections), |part| &part.rest),
            criterion_rests: rests(old.map(|score| &score.criteria), |part| &part.rest),
            ..Self::default()
        };
        parts.gather(&sheet.root, rules);
        parts
    }

    /// The scores of sections and criteria.
    pub(super) fn files(self) -> PartFiles {
        (Map(self.sections), Map(self.criteria))
    }

    fn gather(&mut self, section: &'s SectionSheet, rules: &Rules) {
        let part = |rests: &Rests<'_>, id: &str, tally: Tally, mean: Option<Decimal>| PartFile {
            score: Sum(tally.score),
            maximum: Sum(tally.max),
            mean: mean.map(Sum),
            rest: rests.get(id).map(|rest| rest.to_vec()).unwrap_or_default(),
        };
        if section.spec.depth > 0 {
            let id = &section.spec.id;
            let part = part(
                &self.section_rests,
                id,
                section.tally,
                rules.mean_of_section(&section.spec, &section.tally),
            );
            self.sections.push((id.shared(), part));
        }
        for criterion in section.criteria.iter() {
            self.entries.push(criterion);
            if criterion.tally.scored > 0 {
                let id = &criterion.spec.id;
                let part = part(&self.criterion_rests, id, criterion.tally, None);
                self.criteria.push((id.shared(), part));
            }
        }
        section.sections.iter().for_each(|inner| self.gather(inner, rules));
    }
}

/// The current entries, followed by the origin's entries that this rubric does not know.
fn over<T: Clone>(now: Vec<(Rc<str>, T)>, old: Option<&Map<T>>, known: &dyn Fn(&str) -> bool) -> Map<T> {
    let kept = old
        .into_iter()
        .flat_map(|old| old.0.iter())
        .filter(|(id, _)| !known(id));
    Map(now.into_iter().chain(kept.cloned()).collect())
}

/// A rater's part at its previous position, or after all others.
fn put<T>(all: &mut Map<T>, rater: &Rc<str>, own: T) {
    match all.0.iter_mut().find(|(known, _)| known == rater) {
        Some((_, place)) => *place = own,
        None => all.0.push((rater.clone(), own)),
    }
}

fn criteria(rubric: &Rubric, origin: Option<&RecordFile>) -> Vec<(Rc<str>, CriterionRef)> {
    let mut all = Vec::new();
    let rests = rests(origin.map(|file| &file.criteria), |criterion| &criterion.rest);
    rubric.walk(&mut |part| {
        if let crate::rubric::Part::Criterion(criterion) = part {
            let rest = rests.get(&*criterion.id).map(|rest| rest.to_vec()).unwrap_or_default();
            all.push((criterion.id.shared(), criterion_ref(criterion, rest)));
        }
    });
    all
}

/// A criterion as it is worded and scored.
pub(super) fn criterion_ref(criterion: &Criterion, rest: Vec<json::Member>) -> CriterionRef {
    CriterionRef {
        text: criterion.text.clone(),
        label: criterion.label.clone(),
        maximum: criterion.worth(),
        scoring: Some(criterion.scoring()),
        rest,
    }
}

/// The id of the grade that is claimed.
pub(super) fn grade(outcome: &Outcome, rubric: &Rubric) -> Option<Id> {
    let (index, grades) = outcome.grade.zip(rubric.grades.as_ref())?;
    Some(grades.bands[index].id.clone())
}

/// The criteria of every raised gate.
pub(super) fn vetoes(outcome: &Outcome, rubric: &Rubric) -> Vec<Id> {
    let raised = outcome.raised.iter().flat_map(|i| rubric.gates[*i].rule().criteria());
    raised.cloned().collect()
}

/// The scores of sections and criteria.
pub(super) type PartFiles = (Map<PartFile>, Map<PartFile>);

/// One rater's scores.
pub(super) fn score(outcome: &Outcome, rubric: &Rubric, parts: PartFiles, rest: Vec<json::Member>) -> ScoreFile {
    let has_total = matches!(outcome.standing, Standing::Provisional | Standing::Final);
    ScoreFile {
        standing: outcome.standing.word().into(),
        total: has_total.then_some(Sum(outcome.total.score)),
        maximum: has_total.then_some(Sum(outcome.total.max)),
        grade: grade(outcome, rubric),
        vetoes: vetoes(outcome, rubric),
        extra: Some(outcome.total.extra)
            .filter(|extra| *extra != Decimal::ZERO)
            .map(Sum),
        mean: outcome.mean.map(Sum),
        dont_know: Some(outcome.total.dont_know).filter(|count| *count > 0),
        weakest: outcome.weakest.as_ref().map(|weakest| WeakestFile {
            part: weakest.id.clone(),
            score: Sum(weakest.score),
            maximum: Sum(weakest.max),
        }),
        sections: parts.0,
        criteria: parts.1,
        rest,
    }
}
