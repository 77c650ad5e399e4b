//! The rows of a stored draft: metadata for the list, snapshots, and the steps since.
//!
//! Every row has a checksum over its text, so that damage is noticed. The last snapshot and the steps after it are kept until the next
//! snapshot is written; damaged rows are skipped, reported, and not deleted.

use super::day::day_number;
use super::{Past, Session, State, Step};
use assessment::record::Record;
use assessment::rubric::Rubric;
use assessment::sha256;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The format of the rows, which is the version of the database.
pub const FORMAT: u32 = 1;
/// The minimum size of steps, in bytes, after which a snapshot is stored.
const WHOLE: u64 = 64 * 1024;
/// The maximum number of steps after which a snapshot is stored: replaying a step takes about a millisecond on an old computer.
const STEPS: u64 = 300;
/// The number of days without a copy elsewhere after which a person is reminded.
const REMIND: i64 = 7;
/// The number of hexadecimal digits of the checksum before a row.
const SUM: usize = 16;

/// The metadata of a draft: its entry in the list, and the position of its journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftMeta {
    /// The rows' format, [`FORMAT`].
    pub format: u32,
    /// The id of the draft, which is the record's.
    pub id: Rc<str>,
    /// The SHA-256 of the rubric's source.
    pub rubric: Rc<str>,
    /// The rubric's id.
    pub rubric_id: Rc<str>,
    /// The rubric's version.
    pub version: Rc<str>,
    /// The rubric's title by language.
    pub titles: BTreeMap<Rc<str>, Rc<str>>,
    /// The name given by the person; empty if none was given.
    #[serde(default)]
    pub name: Rc<str>,
    /// The scope: the hash of the address of the page where it was begun. A page resumes only drafts of its own scope by itself.
    #[serde(default)]
    pub page: Rc<str>,
    /// The subject, if it is filled in.
    #[serde(default)]
    pub subject: Rc<str>,
    /// A counter of openings: the higher, the later it was opened, whatever the clock says.
    #[serde(default, rename = "turn")]
    pub opened_seq: u64,
    /// When it was begun.
    pub begun: Rc<str>,
    /// When it was last changed.
    pub changed: Rc<str>,
    /// The number of answered criteria, of those that progress counts.
    pub answered: u32,
    /// The number of criteria that progress counts.
    pub criteria: u32,
    /// The number of steps in its journal.
    pub at: u64,
    /// The number of steps in the last snapshot; `None` if the draft began with an empty form.
    pub state: Option<u64>,
    /// The number of steps in the snapshot before.
    pub before: Option<u64>,
    /// How often the form was replaced by another: steps of an earlier form do not apply to it.
    pub epoch: u64,
    /// The stored bytes: before the last snapshot, the snapshot, and the steps since.
    pub bytes: [u64; 3],
    /// When it was deleted, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<Rc<str>>,
    /// When a copy of it last left the browser: exported, saved, or given to the page around.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copied: Option<Rc<str>>,
}

/// That the content of a draft has been in this browser alone for long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reminder {
    /// No copy ever left this browser, for so many days.
    NeverCopied(u32),
    /// A copy left this browser then, and something was changed since.
    ChangedSince(Rc<str>),
}

/// A snapshot: a complete state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The rows' format, [`FORMAT`].
    pub format: u32,
    /// The current rater.
    pub rater: Rc<str>,
    /// The text of the record's file.
    pub record: Rc<str>,
    /// The undo and redo stacks.
    pub past: Past,
}

/// The rows of a draft as they were read; a damaged row is `None`.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The metadata.
    pub meta: DraftMeta,
    /// The snapshots with their numbers of steps, the newest last.
    pub states: Vec<(u64, Option<Snapshot>)>,
    /// The steps by their number, from 1.
    pub steps: Vec<(u64, Option<Step>)>,
}

/// The result of restoring a draft.
#[derive(Clone, Debug)]
pub struct Recovered {
    /// The form, as far as it could be restored.
    pub session: Session,
    /// The number of steps that could not be read.
    pub lost_steps: usize,
    /// Whether a snapshot could not be read and nothing replaces it.
    pub lost_state: bool,
}

impl DraftMeta {
    /// The reminder on a day: something is entered, and no copy of it has left this browser for a week or longer.
    pub fn reminder(&self, today: &str) -> Option<Reminder> {
        let since = self.copied.as_ref().unwrap_or(&self.begun);
        let days = day_number(today)? - day_number(since)?;
        let is_only_here =
            self.answered > 0 && days >= REMIND && self.copied.as_ref().is_none_or(|copied| self.changed > *copied);
        let days = u32::try_from(days).ok().filter(|_| is_only_here)?;
        Some(
            self.copied
                .clone()
                .map_or(Reminder::NeverCopied(days), Reminder::ChangedSince),
        )
    }

    /// Whether it was deleted more than a day ago, so that it can no longer be restored.
    pub fn is_beyond_restoring(&self, now: &str) -> bool {
        let Some(removed) = &self.removed else { return false };
        let Some(days) = day_number(now).zip(day_number(removed)).map(|(now, then)| now - then) else {
            return true;
        };
        // Both are times in UTC of the same form: the rest of the text sorts by the time of the day.
        days > 1 || (days == 1 && now.get(10..) > removed.get(10..))
    }

    /// The metadata of a form that is not stored yet, with its title in these languages.
    pub fn of(session: &Session, languages: &[&str], now: &str) -> Self {
        let State { rubric, record, .. } = &*session.state;
        let mut titles = BTreeMap::new();
        for language in languages {
            titles.insert((*language).into(), rubric.title.wording(language));
        }
        let mut meta = Self {
            format: FORMAT,
            id: record.id.clone(),
            rubric: sha256(rubric.source.as_bytes()).into(),
            rubric_id: rubric.id.shared(),
            version: rubric.version.clone(),
            titles,
            begun: now.into(),
            ..Self::default()
        };
        meta.refresh(session, now);
        meta
    }

    /// The id of its record. The id of a draft in a host page has the scope as a prefix, since several people may have the same record:
    /// none of them may open another's draft.
    pub fn record(&self) -> &str {
        let rest = (!self.page.is_empty())
            .then(|| self.id.strip_prefix(&*self.page))
            .flatten();
        rest.and_then(|rest| rest.split_once('.'))
            .map_or(&self.id, |(_, record)| record)
    }

    /// The id of a draft of another record in the same scope.
    pub fn of_record(&self, record: &Rc<str>) -> Rc<str> {
        if self.is_hosted() {
            format!("{}.{record}", self.page).into()
        } else {
            record.clone()
        }
    }

    /// The id of a further draft of the same record in the same scope, in a host page.
    pub fn marked(&self, mark: &str) -> Rc<str> {
        format!("{}{mark}.{}", self.page, self.record()).into()
    }

    /// Whether it belongs to a host page.
    pub fn is_hosted(&self) -> bool {
        self.record() != &*self.id
    }

    /// Whether a snapshot is due: the steps since the last one are as large as it, or would take long to replay.
    pub fn is_snapshot_due(&self) -> bool {
        let [_, whole, since] = self.bytes;
        since > whole.max(WHOLE) || self.at - self.state.unwrap_or(0).min(self.at) >= STEPS
    }

    /// Updates the metadata from a session.
    pub fn refresh(&mut self, session: &Session, now: &str) {
        let State { rubric, record, .. } = &*session.state;
        let sum = &record.sheet.root.sum;
        self.subject = record.subject(rubric).unwrap_or_default();
        self.changed = now.into();
        self.answered = sum.answered_of_progress();
        self.criteria = sum.items_of_progress();
    }
}

impl Snapshot {
    /// The snapshot of a session.
    pub fn of(session: &Session) -> Self {
        let State { rubric, record, .. } = &*session.state;
        Self {
            format: FORMAT,
            rater: record.rater.clone(),
            record: record.to_text(rubric).into(),
            past: session.past().clone(),
        }
    }

    fn open(&self, today: &Rc<str>, rubric: &Rc<Rubric>) -> Option<Session> {
        let (mut record, _) = Record::open(rubric, Record::parse(&self.record).ok()?);
        if let Some(same) = record.filled_in_by(rubric, &self.rater) {
            record = same;
        }
        Some(Session::with_past(
            State::on(today, rubric.clone(), record),
            self.past.clone(),
        ))
    }
}

/// Encodes a row with its checksum.
pub fn encode_row<T: Serialize>(row: &T) -> String {
    // Plain data with texts as keys can always be written.
    let text = serde_json::to_string(row).unwrap_or_default();
    format!("{}{text}", &sha256(text.as_bytes())[..SUM])
}

/// Decodes a row if its checksum matches.
pub fn decode_row<T: for<'de> Deserialize<'de>>(sealed: &str) -> Option<T> {
    let (sum, text) = (sealed.get(..SUM)?, sealed.get(SUM..)?);
    if sha256(text.as_bytes())[..SUM] != *sum {
        return None;
    }
    serde_json::from_str(text).ok()
}

/// Restores a form from a draft's rows: the newest readable snapshot, and every readable step since.
pub fn recover(today: &Rc<str>, rubric: &Rc<Rubric>, draft: &Draft) -> Recovered {
    let whole = draft.states.iter().rev().find_map(|(at, saved)| {
        let session = saved.as_ref()?.open(today, rubric)?;
        Some((*at, session))
    });
    let lost_state = whole.is_none() && draft.meta.state.is_some();
    let (from, mut session) = whole.unwrap_or_else(|| {
        let record = Record::blank(rubric, draft.meta.record().into());
        (0, Session::new(State::on(today, rubric.clone(), record)))
    });
    let mut next = from + 1;
    let mut lost_steps = 0;
    for (number, step) in draft.steps.iter().filter(|(number, _)| *number > from) {
        lost_steps += usize::try_from(number.saturating_sub(next)).unwrap_or(usize::MAX);
        next = number + 1;
        match step {
            Some(step) => session.take_all([step]),
            None => lost_steps += 1,
        }
    }
    lost_steps += usize::try_from((draft.meta.at + 1).saturating_sub(next)).unwrap_or(usize::MAX);
    Recovered {
        session,
        lost_steps,
        lost_state,
    }
}
