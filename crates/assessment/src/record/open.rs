//! File → record: answers are applied to a rubric by id, scores recomputed, and misfits reported in notices. Content
//! without a place stays in the record's origin and is written back.

use super::differences::{Difference, differences};
use super::file::{EntryFile, RecordFile};
use super::{Record, entries, migrate, profile};
use crate::Id;
use crate::answers::Entry;
use crate::day::is_day;
use crate::json::{self, Node};
use crate::read::Read;
use crate::read::leaf::Map;
use crate::rubric::fingerprint::Fingerprint;
use crate::rubric::{COMBINED, Facts, FieldKind, Rubric, SELF};
use crate::score::Sheet;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

/// Something about an opened record that the person should know. None of them loses content of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub enum Notice {
    /// The record answers a different rubric.
    OtherRubric {
        /// The id that the record names.
        theirs: Id,
    },
    /// The record answers another version.
    OtherVersion {
        /// The version that the record names.
        theirs: Rc<str>,
    },
    /// The version has the same name, but its scoring was changed.
    ScoringChanged,
    /// The version has the same name, but its wording was changed.
    WordingChanged,
    /// Answers of raters that this rubric does not have: kept in the file, not shown. By id.
    OtherRaters(Vec<Rc<str>>),
    /// Answers to criteria, and narratives of sections, that this rubric does not have: kept in the file, not shown. By id.
    Unplaced(Vec<Rc<str>>),
    /// Answers that the criterion does not accept; each is kept as refused text. By id.
    Unfit(Vec<Rc<str>>),
    /// Criteria that have changed since they were answered: the answers were kept, and each is to be reviewed. By id.
    AnswerAgain(Vec<Rc<str>>),
    /// Dates that are not days of the calendar: kept as written and not treated as dates.
    OddDates(Vec<OddDate>),
    /// More evidence or problems at a criterion than are shown: kept in the file. By id.
    Surplus(Vec<Rc<str>>),
    /// Figures in the file that differ from those computed from its answers.
    Differs(Vec<Difference>),
}

impl Notice {
    /// The public, stable name of its kind.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OtherRubric { .. } => "other-rubric",
            Self::OtherVersion { .. } => "other-version",
            Self::ScoringChanged => "scoring-changed",
            Self::WordingChanged => "wording-changed",
            Self::OtherRaters(_) => "other-raters",
            Self::Unplaced(_) => "unplaced",
            Self::Unfit(_) => "unfit",
            Self::AnswerAgain(_) => "answer-again",
            Self::OddDates(_) => "odd-dates",
            Self::Surplus(_) => "surplus",
            Self::Differs(_) => "differs",
        }
    }
}

/// A date that is not a day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct OddDate {
    /// Its place: the id of a criterion or of a profile field, or `date` for the record's own.
    pub place: Rc<str>,
    /// The text in the file.
    pub text: Rc<str>,
}

pub(super) fn open(rubric: &Rubric, file: RecordFile) -> (Record, Vec<Notice>) {
    let mut notices = identity(rubric, &file);
    // With another rubric or another scoring every figure may differ, and none of them is wrong.
    let same = notices.iter().all(|notice| *notice == Notice::WordingChanged);
    let is_other_version = matches!(notices[..], [Notice::OtherVersion { .. }]);
    let changed = if is_other_version {
        migrate::changed(rubric, &file)
    } else {
        HashSet::new()
    };
    // Indexed by id, so that 10,000 fields are not searched 10,000 times.
    let answered: HashMap<&str, &Node> = by_id(&file.profile);
    let mut profile = BTreeMap::new();
    profile.extend(rubric.profile.iter().filter_map(|field| {
        let node = answered.get(&*field.id)?;
        Some((field.id.clone(), profile::read(node, field)?))
    }));
    let facts = Facts {
        profile: Rc::new(profile),
        today: "".into(),
        ..Facts::default()
    };
    let mut misfits = Misfits {
        dates: odd_dates(rubric, &file, &facts),
        ..Misfits::default()
    };
    let raters = rubric.rater_ids();
    // A cleared answer leaves only its stamp.
    let gave = |given: &Map<EntryFile>| given.0.iter().any(|(_, entry)| !entry.is_blank());
    let others = file
        .answers
        .0
        .iter()
        .filter(|(rater, given)| !raters.contains(rater) && gave(given));
    misfits.raters.extend(others.map(|(rater, _)| rater.clone()));
    let mut sheets = raters.into_iter().map(|rater| {
        let sheet = sheet(rubric, &file, &rater, &facts, &mut misfits, &changed);
        if let Some(score) = file.scores.get(&rater).filter(|_| same) {
            misfits
                .differences
                .extend(differences(rubric, &sheet, &sheet.outcome(rubric), score));
        }
        (rater, sheet)
    });
    // A rubric has at least one rater.
    let (rater, sheet) = sheets.next().unwrap_or_else(|| (SELF.into(), Sheet::blank(rubric)));
    let others: Vec<_> = sheets.collect();
    if let Some(score) = file.scores.get(COMBINED).filter(|_| same) {
        let all =
            std::iter::once((rater.clone(), &sheet)).chain(others.iter().map(|(rater, sheet)| (rater.clone(), sheet)));
        let combined = rubric.combined_score(&all.collect::<Vec<_>>());
        misfits.differences.extend(
            combined
                .iter()
                .flat_map(|combined| differences(rubric, &combined.sheet, &combined.outcome, score)),
        );
    }
    let others = Rc::new(others);
    let narratives = file.sections.0.iter().filter(|(_, text)| !text.trim().is_empty());
    let unplaced = narratives.filter(|(id, _)| rubric.section_path(id).is_none());
    misfits.unplaced.extend(unplaced.map(|(id, _)| id.clone()));
    notices.extend(misfits.notices());
    let held = by_id(&file.roles);
    let mut roles = BTreeMap::new();
    roles.extend(
        rubric
            .roles
            .iter()
            .filter_map(|role| Some((role.id.clone(), Vec::clone(held.get(&*role.id)?)))),
    );
    let roles = Rc::new(roles);
    let empty: Rc<str> = "".into();
    let record = Record {
        id: file.id.clone(),
        revision: file.revision,
        period: file.period.clone().unwrap_or_else(|| empty.clone()),
        date: file.date.clone().unwrap_or_else(|| empty.clone()),
        profile: facts.profile,
        roles,
        claimed_total: file.claimed_total.map(|total| total.0),
        rater,
        sheet,
        others,
        origin: Some(Rc::new(file)),
    };
    (record, notices)
}

/// The notices of opening, over all raters.
#[derive(Default)]
struct Misfits {
    raters: Vec<Rc<str>>,
    unplaced: Vec<Rc<str>>,
    unfit: Vec<Rc<str>>,
    again: Vec<Rc<str>>,
    dates: Vec<OddDate>,
    surplus: Vec<Rc<str>>,
    differences: Vec<Difference>,
}

impl Misfits {
    fn notices(mut self) -> Vec<Notice> {
        for ids in [
            &mut self.raters,
            &mut self.unplaced,
            &mut self.unfit,
            &mut self.again,
            &mut self.surplus,
        ] {
            let mut seen = HashSet::new();
            ids.retain(|id| seen.insert(id.clone()));
        }
        let all = [
            (!self.raters.is_empty()).then_some(Notice::OtherRaters(self.raters)),
            (!self.unplaced.is_empty()).then_some(Notice::Unplaced(self.unplaced)),
            (!self.unfit.is_empty()).then_some(Notice::Unfit(self.unfit)),
            (!self.again.is_empty()).then_some(Notice::AnswerAgain(self.again)),
            (!self.dates.is_empty()).then_some(Notice::OddDates(self.dates)),
            (!self.surplus.is_empty()).then_some(Notice::Surplus(self.surplus)),
            (!self.differences.is_empty()).then_some(Notice::Differs(self.differences)),
        ];
        all.into_iter().flatten().collect()
    }
}

/// One rater's answers, applied to the rubric by id.
fn sheet(
    rubric: &Rubric,
    file: &RecordFile,
    rater: &str,
    facts: &Facts,
    misfits: &mut Misfits,
    changed: &HashSet<Rc<str>>,
) -> Sheet {
    let empty: Rc<str> = "".into();
    let narratives: HashMap<&str, &Rc<str>> = file.sections.0.iter().map(|(id, text)| (&**id, text)).collect();
    let own: &[(Rc<str>, EntryFile)] = file.answers.get(rater).map_or(&[], |own| &own.0);
    // Indexed by id, so that 10,000 answers are not searched 10,000 times.
    let by_id: HashMap<&str, &EntryFile> = own.iter().map(|(id, entry)| (&**id, entry)).collect();
    let unplaced = own
        .iter()
        .filter(|(id, entry)| rubric.criterion(id).is_none() && !entry.is_blank());
    misfits.unplaced.extend(unplaced.map(|(id, _)| id.clone()));
    Sheet::filled(
        rubric,
        facts.clone(),
        &mut |criterion| {
            let Some(found) = by_id.get(&*criterion.id) else {
                return Entry::default();
            };
            let (mut entry, fits) = entries::read(criterion, found);
            misfits.dates.extend(entries::odd_dates(&entry).map(|date| OddDate {
                place: criterion.id.shared(),
                text: date.clone(),
            }));
            misfits
                .surplus
                .extend(entries::has_more(found).then(|| criterion.id.shared()));
            misfits.unfit.extend((!fits).then(|| criterion.id.shared()));
            let again = changed.contains(&*criterion.id) && !entry.is_blank();
            // It stays answered for the version at which it was reviewed last, through any number of migrations.
            let from = entry
                .carried
                .take()
                .or_else(|| again.then(|| file.rubric.version.clone()));
            // Back at that version there is nothing to review.
            entry.carried = from.filter(|version| *version != rubric.version);
            misfits
                .again
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

/// The dates of the head that are not days of the calendar.
fn odd_dates(rubric: &Rubric, file: &RecordFile, facts: &Facts) -> Vec<OddDate> {
    let fields = rubric.profile.iter().filter(|field| field.kind == FieldKind::Date);
    let fields = fields.filter_map(|field| Some((field.id.shared(), Rc::from(facts.text(&field.id)?))));
    let own = file.date.iter().map(|date| ("date".into(), date.clone()));
    let all = own.chain(fields).map(|(place, text)| OddDate { place, text });
    all.filter(|date| !date.text.is_empty() && !is_day(&date.text))
        .collect()
}

fn by_id<T>(map: &Map<T>) -> HashMap<&str, &T> {
    map.0.iter().map(|(id, value)| (&**id, value)).collect()
}

impl RecordFile {
    /// The text of the file, as it is written back unchanged.
    pub fn to_text(&self) -> String {
        json::pretty(&self.write())
    }
}
