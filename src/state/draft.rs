//! A draft as it is stored: a head for the list, whole states now and then, and the steps since.
//!
//! Every row is sealed with a sum over its text, so that damage is seen. The last whole state and the steps after it are kept
//! until the next one is safely down; what is damaged is passed over, told, and not removed.

use super::day::day_number;
use super::{Past, Session, State, Step};
use assessment::hash::sha256;
use assessment::record::Record;
use assessment::rubric::Rubric;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The format of the rows, which is the version of the database that holds them.
pub const FORMAT: u32 = 1;
/// After how many bytes of steps a whole state is stored, at the least.
const WHOLE: u64 = 64 * 1024;
/// After how many steps a whole state is stored, at the latest: making a step again takes about a millisecond on an old computer.
const STEPS: u64 = 300;
/// After how many days without a copy elsewhere a person is reminded.
const REMIND: i64 = 7;
/// How many hexadecimal digits of the sum stand before a row.
const SUM: usize = 16;

/// What the list of drafts shows, and where the draft's journal stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The rows' format, [`FORMAT`].
    pub format: u32,
    /// The record's id, which is the draft's.
    pub id: Rc<str>,
    /// The SHA-256 of the rubric's source.
    pub rubric: Rc<str>,
    /// The rubric's id.
    pub rubric_id: Rc<str>,
    /// The rubric's version.
    pub version: Rc<str>,
    /// The rubric's title by language.
    pub titles: BTreeMap<Rc<str>, Rc<str>>,
    /// What the person called it; empty until then.
    #[serde(default)]
    pub name: Rc<str>,
    /// The hash of the page's address on which it was begun; a page goes on by itself only with its own.
    #[serde(default)]
    pub page: Rc<str>,
    /// The subject, where it was filled in.
    #[serde(default)]
    pub subject: Rc<str>,
    /// The higher, the later it was taken up, whatever the clock says.
    #[serde(default)]
    pub turn: u64,
    /// When it was begun.
    pub begun: Rc<str>,
    /// When it was changed last.
    pub changed: Rc<str>,
    /// How many criteria are answered, of those that progress counts.
    pub answered: u32,
    /// How many it counts.
    pub criteria: u32,
    /// How many steps its journal has.
    pub at: u64,
    /// How many steps the last whole state has; nothing where it began with an empty form.
    pub state: Option<u64>,
    /// The same of the whole state before.
    pub before: Option<u64>,
    /// How often the form was put in the place of another: steps of an earlier one have no place in it.
    pub epoch: u64,
    /// How many bytes are stored of it: before the last whole state, that state, and the steps since.
    pub bytes: [u64; 3],
    /// When it was put away.
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

/// A whole state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The rows' format, [`FORMAT`].
    pub format: u32,
    /// Who was filling in.
    pub rater: Rc<str>,
    /// The record's file.
    pub record: Rc<str>,
    /// What can be taken back and made again.
    pub past: Past,
}

/// The rows of a draft as they were read; what is damaged is nothing.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The head.
    pub head: Head,
    /// The whole states with the steps that they have, the newest last.
    pub states: Vec<(u64, Option<Saved>)>,
    /// The steps by their number, the first being 1.
    pub steps: Vec<(u64, Option<Step>)>,
}

/// What became of a draft.
#[derive(Clone, Debug)]
pub struct Recovered {
    /// The form as far as it goes.
    pub session: Session,
    /// How many steps could not be read.
    pub lost_steps: usize,
    /// Whether a whole state could not be read and nothing stands in for it.
    pub lost_state: bool,
}

impl Head {
    /// What to remind the person of on a day: something is entered, and for a week or longer no copy of it has left this browser.
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

    /// The head of a form that is not stored yet, with its title in these languages.
    pub fn of(session: &Session, languages: &[&str], now: &str) -> Self {
        let State { rubric, record, .. } = &*session.state;
        let mut titles = BTreeMap::new();
        for language in languages {
            titles.insert((*language).into(), rubric.title.wording(language));
        }
        let mut head = Self {
            format: FORMAT,
            id: record.id.clone(),
            rubric: sha256(rubric.source.as_bytes()).into(),
            rubric_id: rubric.id.shared(),
            version: rubric.version.clone(),
            titles,
            begun: now.into(),
            ..Self::default()
        };
        head.tell(session, now);
        head
    }

    /// The id of its record. A draft that is kept in somebody else's page has the place before it, since the same record may be
    /// with several people: none of them is to meet another's draft.
    pub fn record(&self) -> &str {
        let rest = (!self.page.is_empty())
            .then(|| self.id.strip_prefix(&*self.page))
            .flatten();
        rest.and_then(|rest| rest.split_once('.'))
            .map_or(&self.id, |(_, record)| record)
    }

    /// What a draft of another record would be called, kept in the same place.
    pub fn of_record(&self, record: &Rc<str>) -> Rc<str> {
        if self.is_hosted() {
            format!("{}.{record}", self.page).into()
        } else {
            record.clone()
        }
    }

    /// Whether it is kept in somebody else's page.
    pub fn is_hosted(&self) -> bool {
        self.record() != &*self.id
    }

    /// Whether a whole state is to be stored: the steps since the last one weigh as much, or would take long to make again.
    pub fn is_whole_due(&self) -> bool {
        let [_, whole, since] = self.bytes;
        since > whole.max(WHOLE) || self.at - self.state.unwrap_or(0).min(self.at) >= STEPS
    }

    /// Brings what the list shows up to date.
    pub fn tell(&mut self, session: &Session, now: &str) {
        let State { rubric, record, .. } = &*session.state;
        let sum = &record.sheet.root.sum;
        self.subject = record.subject(rubric).unwrap_or_default();
        self.changed = now.into();
        self.answered = sum.answered_of_progress();
        self.criteria = sum.items_of_progress();
    }
}

impl Saved {
    /// The whole of a session.
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

/// A row with its sum.
pub fn seal<T: Serialize>(row: &T) -> String {
    // Plain data with texts for keys can always be written.
    let text = serde_json::to_string(row).unwrap_or_default();
    format!("{}{text}", &sha256(text.as_bytes())[..SUM])
}

/// A row whose sum is right.
pub fn unseal<T: for<'de> Deserialize<'de>>(sealed: &str) -> Option<T> {
    let (sum, text) = (sealed.get(..SUM)?, sealed.get(SUM..)?);
    if sha256(text.as_bytes())[..SUM] != *sum {
        return None;
    }
    serde_json::from_str(text).ok()
}

/// The form that a draft's rows come to: the newest whole state that can be read, and every step since that can.
pub fn recover(today: &Rc<str>, rubric: &Rc<Rubric>, draft: &Draft) -> Recovered {
    let whole = draft.states.iter().rev().find_map(|(at, saved)| {
        let session = saved.as_ref()?.open(today, rubric)?;
        Some((*at, session))
    });
    let lost_state = whole.is_none() && draft.head.state.is_some();
    let (from, mut session) = whole.unwrap_or_else(|| {
        let record = Record::blank(rubric, draft.head.record().into());
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
    lost_steps += usize::try_from((draft.head.at + 1).saturating_sub(next)).unwrap_or(usize::MAX);
    Recovered {
        session,
        lost_steps,
        lost_state,
    }
}
