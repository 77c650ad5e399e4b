//! File → record: answers put onto a rubric by id, scores recomputed, and everything that does not fit told in notices.
//! What has no place stays in the record's origin and is written back.

use super::file::{AnswerFile, EntryFile, RecordFile, ScoreFile, YesNoWord, answer};
use super::{Record, SELF, Value, fingerprint::Fingerprint, save};
use crate::answers::{Answer, Entry, Stamp};
use crate::json::{self, Node};
use crate::points::Decimal;
use crate::read::Read;
use crate::rubric::{Criterion, Field, FieldKind, Id, Rubric};
use crate::score::{CriterionSheet, SectionSheet, Sheet, Standing, Tally};
use std::collections::HashMap;
use std::rc::Rc;

/// Something about an opened record that the person should know. Nothing of the file is lost by any of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The record answers another rubric altogether.
    OtherRubric {
        /// The id that the record names.
        theirs: Id,
    },
    /// The record answers another version.
    OtherVersion {
        /// The version that the record names.
        theirs: Rc<str>,
    },
    /// The version has the same name, but what scores was changed.
    ScoringChanged,
    /// The version has the same name, but the wording was changed.
    WordingChanged,
    /// Answers to criteria that this rubric does not have: kept in the file, not shown. By id.
    Unplaced(Vec<Rc<str>>),
    /// Answers that the criterion does not take; each stands as typed and refused. By id.
    Unfit(Vec<Rc<str>>),
    /// The file's own figures are not what its answers come to.
    Differs(Vec<Difference>),
}

/// A figure in the file that is not what its answers come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where: `total`, `maximum`, `grade`, or the id of a section or criterion.
    pub place: String,
    /// What the file says.
    pub file: String,
    /// What its answers come to.
    pub computed: String,
}

pub(super) fn open(rubric: &Rubric, file: RecordFile) -> (Record, Vec<Notice>) {
    let mut notices = identity(rubric, &file);
    // Against another rubric, or one that scores otherwise, every figure may differ and none of them is wrong.
    let same = notices.iter().all(|notice| *notice == Notice::WordingChanged);
    let empty: Rc<str> = "".into();
    let mut unfit = Vec::new();
    let narratives: HashMap<&str, &Rc<str>> = file.sections.0.iter().map(|(id, text)| (&**id, text)).collect();
    let own = file.answers.get(SELF).cloned().unwrap_or_default();
    // By id once, so that 10,000 answers are not searched 10,000 times.
    let by_id: HashMap<&str, &EntryFile> = own.0.iter().map(|(id, entry)| (&**id, entry)).collect();
    let sheet = Sheet::filled(
        rubric,
        &mut |criterion| {
            by_id
                .get(&*criterion.id)
                .map(|file| {
                    let (entry, fits) = entry(criterion, file);
                    unfit.extend((!fits).then(|| criterion.id.shared()));
                    entry
                })
                .unwrap_or_default()
        },
        &mut |id| {
            let text = if id.is_empty() {
                file.narrative.as_ref()
            } else {
                narratives.get(&**id).copied()
            };
            text.unwrap_or(&empty).clone()
        },
    );
    let unplaced: Vec<_> = own
        .0
        .iter()
        .map(|(id, _)| id.clone())
        .filter(|id| rubric.criterion(id).is_none())
        .collect();
    if !unplaced.is_empty() {
        notices.push(Notice::Unplaced(unplaced));
    }
    if !unfit.is_empty() {
        notices.push(Notice::Unfit(unfit));
    }
    let figures = file.scores.get(SELF).filter(|_| same);
    let differences = figures
        .map(|score| differences(rubric, &sheet, score))
        .unwrap_or_default();
    if !differences.is_empty() {
        notices.push(Notice::Differs(differences));
    }
    let profile = rubric.profile.iter().filter_map(|field| {
        let node = file.profile.get(&field.id)?;
        Some((field.id.clone(), value(node, field)?))
    });
    let roles = rubric
        .roles
        .iter()
        .filter_map(|role| Some((role.id.clone(), file.roles.get(&role.id)?.clone())));
    let record = Record {
        id: file.id.clone(),
        revision: file.revision,
        period: file.period.clone().unwrap_or_else(|| empty.clone()),
        date: file.date.clone().unwrap_or_else(|| empty.clone()),
        profile: Rc::new(profile.collect()),
        roles: Rc::new(roles.collect()),
        sheet,
        origin: Some(Rc::new(file)),
    };
    (record, notices)
}

fn identity(rubric: &Rubric, file: &RecordFile) -> Vec<Notice> {
    if file.rubric.id != rubric.id {
        return vec![Notice::OtherRubric {
            theirs: file.rubric.id.clone(),
        }];
    }
    if file.rubric.version != rubric.version {
        return vec![Notice::OtherVersion {
            theirs: file.rubric.version.clone(),
        }];
    }
    let ours = Fingerprint::of(rubric);
    let differs = |theirs: &Option<Rc<str>>, ours: &Rc<str>| theirs.as_ref().is_some_and(|theirs| theirs != ours);
    if differs(&file.rubric.scoring, &ours.scoring) {
        vec![Notice::ScoringChanged]
    } else if differs(&file.rubric.texts, &ours.texts) {
        vec![Notice::WordingChanged]
    } else {
        Vec::new()
    }
}

/// An answer to a profile field; nothing where it has a shape that this program does not know.
pub(super) fn value(node: &Node, field: &Field) -> Option<Value> {
    let text = |node: &Node| match &node.value {
        json::Value::String(text) => Some(text.clone()),
        _ => None,
    };
    Some(match &node.value {
        json::Value::Number(token) if field.kind == FieldKind::Number => match token.parse::<Decimal>() {
            Ok(number) if field.takes(number) => Value::Number(number),
            _ => Value::Text(token.clone()),
        },
        json::Value::String(text) | json::Value::Number(text) => Value::Text(text.clone()),
        json::Value::Array(items) => Value::Many(items.iter().map(text).collect::<Option<_>>()?),
        _ => return None,
    })
}

/// An entry of the file at a criterion, and whether its answer fits there. An answer that the criterion does not take stands
/// as refused, as it was written.
pub(super) fn entry(criterion: &Criterion, file: &EntryFile) -> (Entry, bool) {
    let text = |text: &Option<Rc<str>>| text.clone().unwrap_or_else(|| "".into());
    let stamp = file.counter.map(|counter| Stamp {
        counter,
        replica: text(&file.replica),
        time: text(&file.time),
        by: text(&file.by),
    });
    let (mut taken, mut refused) = (None, file.refused.clone());
    if let Some(node) = &file.answer {
        taken = answer(node).map(from_file).filter(|answer| criterion.takes(answer));
        if taken.is_none() {
            refused = refused.or_else(|| Some(shown(node)));
        }
    }
    let fits = taken.is_some() == file.answer.is_some();
    let entry = Entry {
        answer: taken,
        refused,
        reason: text(&file.reason),
        note: text(&file.note),
        stamp,
    };
    (entry, fits)
}

/// An answer that does not fit, in words that the person can recognise.
fn shown(node: &Node) -> Rc<str> {
    let inner = ["points", "level", "value", "text"]
        .iter()
        .find_map(|key| node.get(key));
    match inner.map(|inner| &inner.value) {
        Some(json::Value::Number(text) | json::Value::String(text)) => text.clone(),
        _ => json::canonical(node, &|_| true).into(),
    }
}

fn from_file(file: AnswerFile) -> Answer {
    match file {
        AnswerFile::Points(answer) => Answer::Points(answer.points),
        AnswerFile::Level(answer) => Answer::Level(answer.level),
        AnswerFile::YesNo(answer) => match answer.value {
            YesNoWord::Yes => Answer::Yes,
            YesNoWord::Partial => Answer::Partial,
            YesNoWord::No => Answer::No,
        },
        AnswerFile::Comment(answer) => Answer::Comment(answer.text),
        AnswerFile::NotApplicable(_) => Answer::NotApplicable,
    }
}

/// Every figure of the file that is not what its answers come to.
fn differences(rubric: &Rubric, sheet: &Sheet, file: &ScoreFile) -> Vec<Difference> {
    let outcome = sheet.outcome(rubric);
    let mut found = Vec::new();
    let mut compare = |place: &str, file: Option<String>, computed: Option<String>| {
        if file != computed {
            let shown = |text: Option<String>| text.unwrap_or_else(|| "—".to_owned());
            found.push(Difference {
                place: place.to_owned(),
                file: shown(file),
                computed: shown(computed),
            });
        }
    };
    let has_total = matches!(outcome.standing, Standing::Provisional | Standing::Final);
    let text = |amount: Decimal| amount.to_string();
    compare(
        "standing",
        Some(file.standing.to_string()),
        Some(save::standing(outcome.standing).to_owned()),
    );
    compare(
        "total",
        file.total.map(|sum| text(sum.0)),
        has_total.then(|| text(outcome.total.score)),
    );
    compare(
        "maximum",
        file.maximum.map(|sum| text(sum.0)),
        has_total.then(|| text(outcome.total.max)),
    );
    let grade = outcome
        .grade
        .zip(rubric.grades.as_ref())
        .map(|(i, grades)| grades.bands[i].id.to_string());
    compare("grade", file.grade.as_ref().map(ToString::to_string), grade);
    let mut ours = HashMap::new();
    gather(&sheet.root, &mut ours);
    for (of, parts) in [("section", &file.sections), ("criterion", &file.criteria)] {
        for (id, part) in &parts.0 {
            if let Some(tally) = ours.get(&(of, id.clone())) {
                let both = |score: Decimal, max: Decimal| Some(format!("{score}/{max}"));
                compare(id, both(part.score.0, part.maximum.0), both(tally.score, tally.max));
            }
        }
    }
    found
}

fn gather(section: &SectionSheet, all: &mut HashMap<(&'static str, Rc<str>), Tally>) {
    all.insert(("section", section.spec.id.shared()), section.tally);
    let criteria = section
        .criteria
        .iter()
        .map(|c: &Rc<CriterionSheet>| (("criterion", c.spec.id.shared()), c.tally));
    all.extend(criteria);
    section.sections.iter().for_each(|inner| gather(inner, all));
}

impl RecordFile {
    /// The file's text, as it would be written back untouched.
    pub fn to_text(&self) -> String {
        json::pretty(&self.write())
    }
}
