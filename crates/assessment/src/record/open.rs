//! File → record: answers put onto a rubric by id, scores recomputed, and everything that does not fit told in notices.
//! What has no place stays in the record's origin and is written back.

use super::file::{EntryFile, RecordFile, ScoreFile};
use super::{Record, SELF, Value, carry, entries, fingerprint::Fingerprint, save};
use crate::answers::Entry;
use crate::json::{self, Node};
use crate::points::Decimal;
use crate::read::Read;
use crate::read::leaf::Map;
use crate::rubric::{Facts, Field, FieldKind, Id, Rubric};
use crate::score::{CriterionSheet, SectionSheet, Sheet, Standing, Tally};
use std::collections::{HashMap, HashSet};
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
    /// Answers of raters whom this rubric does not have: kept in the file, not shown. By id.
    OtherRaters(Vec<Rc<str>>),
    /// Answers to criteria, and narratives of sections, that this rubric does not have: kept in the file, not shown. By id.
    Unplaced(Vec<Rc<str>>),
    /// Answers that the criterion does not take; each stands as typed and refused. By id.
    Unfit(Vec<Rc<str>>),
    /// Criteria that have changed since they were answered: the answers were kept, and each is to be looked at again. By id.
    AnswerAgain(Vec<Rc<str>>),
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
    let is_carried = matches!(notices[..], [Notice::OtherVersion { .. }]);
    let changed = if is_carried {
        carry::changed(rubric, &file)
    } else {
        HashSet::new()
    };
    let profile = rubric.profile.iter().filter_map(|field| {
        let node = file.profile.get(&field.id)?;
        Some((field.id.clone(), value(node, field)?))
    });
    let facts = Facts {
        profile: Rc::new(profile.collect()),
        today: "".into(),
    };
    let mut told = Told::default();
    let raters = rubric.rater_ids();
    // What was taken back leaves only who did so.
    let gave = |given: &Map<EntryFile>| given.0.iter().any(|(_, entry)| !entry.is_blank());
    let others = file
        .answers
        .0
        .iter()
        .filter(|(rater, given)| !raters.contains(rater) && gave(given));
    told.raters.extend(others.map(|(rater, _)| rater.clone()));
    let mut sheets = raters.into_iter().map(|rater| {
        let sheet = sheet(rubric, &file, &rater, &facts, &mut told, &changed);
        if let Some(score) = file.scores.get(&rater).filter(|_| same) {
            told.differences.extend(differences(rubric, &sheet, score));
        }
        (rater, sheet)
    });
    // A rubric has at least one rater.
    let (rater, sheet) = sheets.next().unwrap_or_else(|| (SELF.into(), Sheet::blank(rubric)));
    let others = Rc::new(sheets.collect());
    let narratives = file.sections.0.iter().filter(|(_, text)| !text.trim().is_empty());
    let unplaced = narratives.filter(|(id, _)| rubric.section_place(id).is_none());
    told.unplaced.extend(unplaced.map(|(id, _)| id.clone()));
    notices.extend(told.notices());
    let roles = rubric
        .roles
        .iter()
        .filter_map(|role| Some((role.id.clone(), file.roles.get(&role.id)?.clone())));
    let empty: Rc<str> = "".into();
    let record = Record {
        id: file.id.clone(),
        revision: file.revision,
        period: file.period.clone().unwrap_or_else(|| empty.clone()),
        date: file.date.clone().unwrap_or_else(|| empty.clone()),
        profile: facts.profile,
        roles: Rc::new(roles.collect()),
        claimed_total: file.claimed_total.map(|total| total.0),
        rater,
        sheet,
        others,
        origin: Some(Rc::new(file)),
    };
    (record, notices)
}

/// What opening has to tell, over all raters.
#[derive(Default)]
struct Told {
    raters: Vec<Rc<str>>,
    unplaced: Vec<Rc<str>>,
    unfit: Vec<Rc<str>>,
    again: Vec<Rc<str>>,
    differences: Vec<Difference>,
}

impl Told {
    fn notices(mut self) -> Vec<Notice> {
        for ids in [&mut self.raters, &mut self.unplaced, &mut self.unfit, &mut self.again] {
            let mut seen = HashSet::new();
            ids.retain(|id| seen.insert(id.clone()));
        }
        let all = [
            (!self.raters.is_empty()).then_some(Notice::OtherRaters(self.raters)),
            (!self.unplaced.is_empty()).then_some(Notice::Unplaced(self.unplaced)),
            (!self.unfit.is_empty()).then_some(Notice::Unfit(self.unfit)),
            (!self.again.is_empty()).then_some(Notice::AnswerAgain(self.again)),
            (!self.differences.is_empty()).then_some(Notice::Differs(self.differences)),
        ];
        all.into_iter().flatten().collect()
    }
}

/// One rater's answers, put onto the rubric by id.
fn sheet(
    rubric: &Rubric,
    file: &RecordFile,
    rater: &str,
    facts: &Facts,
    told: &mut Told,
    changed: &HashSet<Rc<str>>,
) -> Sheet {
    let empty: Rc<str> = "".into();
    let narratives: HashMap<&str, &Rc<str>> = file.sections.0.iter().map(|(id, text)| (&**id, text)).collect();
    let own: &[(Rc<str>, EntryFile)] = file.answers.get(rater).map_or(&[], |own| &own.0);
    // By id once, so that 10,000 answers are not searched 10,000 times.
    let by_id: HashMap<&str, &EntryFile> = own.iter().map(|(id, entry)| (&**id, entry)).collect();
    let unplaced = own
        .iter()
        .filter(|(id, entry)| rubric.criterion(id).is_none() && !entry.is_blank());
    told.unplaced.extend(unplaced.map(|(id, _)| id.clone()));
    Sheet::filled(
        rubric,
        facts.clone(),
        &mut |criterion| {
            let Some(found) = by_id.get(&*criterion.id) else {
                return Entry::default();
            };
            let (mut entry, fits) = entries::read(criterion, found);
            told.unfit.extend((!fits).then(|| criterion.id.shared()));
            let again = changed.contains(&*criterion.id) && !entry.is_blank();
            // It stays answered for the version for which somebody looked at it last, through however many it is carried.
            let from = entry
                .carried
                .take()
                .or_else(|| again.then(|| file.rubric.version.clone()));
            // Back at that version there is nothing to look at again.
            entry.carried = from.filter(|version| *version != rubric.version);
            told.again
                .extend((again && entry.carried.is_some()).then(|| criterion.id.shared()));
            entry
        },
        &mut |id| {
            let text = if id.is_empty() {
                file.narrative.as_ref()
            } else {
                narratives.get(&**id).copied()
            };
            text.unwrap_or(&empty).clone()
        },
    )
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
    compare(
        "extra",
        file.extra.map(|sum| text(sum.0)),
        (outcome.total.extra != Decimal::ZERO).then(|| text(outcome.total.extra)),
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
