//! The state of the form: pure values and how they change. No browser, no clock, no random numbers.
//!
//! [`Action`] describes an edit; [`apply`] turns it into the next [`State`] and the inverse action; [`Session`] adds undo and redo;
//! [`Workspace`] adds the open file and the result of opening it; [`Merging`] merges records. `view` shows all this; files, clocks and storage
//! are in `web`.

mod action;
mod app;
mod apply;
mod attached;
pub mod changes;
pub mod collection;
mod column;
mod course;
mod day;
mod draft;
mod draft_list;
pub mod drafts;
mod earlier;
mod earlier_profile;
mod effect;
mod entry_list;
mod error;
mod example;
mod input;
mod journal;
mod keeping;
mod keys;
mod known_draft;
pub mod limits;
pub mod maker;
mod merging;
mod mirrors;
mod number;
pub mod papers;
mod reconcile;
mod scale_input;
mod search;
mod session;
mod step;
mod taken_up;
mod tasks;
mod transfer;
mod units;
mod workspace;

pub use action::{Action, Change, VERSION};
pub use app::{App, Moment, Msg, SecondPage, TabForm};
pub use apply::{Applied, apply};
pub use attached::{AttachedFile, attached_files, attached_hashes};
pub use column::{Column, ColumnRow, NotPut, column, column_answer, column_cells};
pub use course::{at_ordinal, has_number, is_open, next_item};
pub use day::{DayDoubt, day_doubt};
pub use draft::{Draft, DraftMeta, FORMAT, Recovered, Reminder, Snapshot, decode_row, encode_row, recover};
pub use draft_list::Drafts;
pub use earlier::{Earlier, NotEarlier};
pub use earlier_profile::{EarlierProfile, profile_changes};
pub use effect::{Autosave, AutosaveStatus, Effect, Mirror, MirrorTimer, Printing};
pub use entry_list::{add_entry, remove_entry, set_entry_text};
pub use error::{ArchiveError, AttachOutcome, EffectError, Fault, NotFetched, SaveStatus, StorageError};
pub use example::{EXAMPLE_OF, example};
pub use input::{parse_amount, parse_answer, parse_field, set_amounts};
pub use journal::Journal;
pub use keeping::Keeping;
pub use keys::{KEYS, shortcut_letter};
pub use known_draft::KnownDraft;
pub use merging::{Meeting, Merging, Origin, Source};
pub use number::{Unread, read_amount, read_points, read_total};
pub use reconcile::Reconciliation;
pub use search::{Hit, HitKind, search};
pub use session::{FormId, Past, Session};
pub use step::Step;
pub use taken_up::{Replaced, TakenUp};
pub use tasks::{Task, TaskEvent, TaskKind};
pub use transfer::{Arrival, Carried, Landing, NotTaken, landing};
pub use units::Units;
pub use workspace::{BundledRubric, Older, OpenOutcome, OpenRequest, RestoredDraft, Workspace};

use assessment::record::Record;
use assessment::rubric::{Facts, Rubric};
use assessment::score::Outcome;
use std::rc::Rc;

/// One form being filled in. Parts that an edit leaves unchanged are shared with the previous state.
#[derive(Clone, Debug)]
pub struct State {
    /// The rubric.
    pub rubric: Rc<Rubric>,
    /// The record: what was filled in.
    pub record: Record,
    /// The outcome of the record.
    pub outcome: Rc<Outcome>,
}

impl State {
    /// A state as of a day.
    pub fn on(today: &Rc<str>, rubric: Rc<Rubric>, mut record: Record) -> Self {
        let facts = Facts {
            today: today.clone(),
            ..record.sheet.facts.clone()
        };
        record.with_facts(&rubric, &facts);
        Self::new(rubric, record)
    }

    /// Whether nothing was ever entered, here or in the file that the record was opened from.
    pub fn is_blank(&self) -> bool {
        self.record.origin.is_none() && self.record.revision == 0
    }

    /// A state with the outcome of its record.
    pub fn new(rubric: Rc<Rubric>, record: Record) -> Self {
        let outcome = Rc::new(record.sheet.outcome(&rubric));
        Self {
            rubric,
            record,
            outcome,
        }
    }
}
