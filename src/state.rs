//! What is on the form: pure values and how they change. No browser, no clock, no random.
//!
//! [`Action`] says what a person did; [`apply`] turns it into another [`State`] and the action that takes it back;
//! [`Session`] adds undo and redo; [`Desk`] adds which file is open and what opening it had to say,
//! [`Merging`] records that meet. What is shown of all
//! this is the view's business, and files, clocks and storage are `web`'s.

mod action;
mod apply;
pub mod changes;
mod column;
mod course;
mod day;
mod desk;
mod draft;
mod effect;
mod error;
mod journal;
mod keys;
mod known_draft;
pub mod limits;
mod merging;
mod number;
mod session;
mod step;
mod transfer;
mod typed;

pub use action::{Action, Change, VERSION};
pub use apply::{Applied, apply};
pub use column::{Column, ColumnRow, NotPut, column, column_cells};
pub use course::{at_ordinal, has_number, is_open, next_item};
pub use day::{DayDoubt, day_doubt};
pub use desk::{Desk, Older, Opening, Report, Resumed, Shipped};
pub use draft::{Draft, FORMAT, Head, Recovered, Reminder, Saved, recover, seal, unseal};
pub use effect::{Autosave, AutosaveStatus, Effect, Printing};
pub use error::{ArchiveError, AttachOutcome, EffectError, Fault, NotFetched, SaveStatus, StorageError};
pub use journal::Journal;
pub use keys::shortcut_letter;
pub use known_draft::KnownDraft;
pub use merging::{Meeting, Merging, Origin, Source};
pub use number::{Unread, read_amount, read_points, read_total};
pub use session::{Past, Session};
pub use step::Step;
pub use transfer::{Arrival, Carried, Landing, NotTaken, landing};
pub use typed::{filled, set_amounts, typed, typed_amount};

use assessment::record::Record;
use assessment::rubric::{Facts, Rubric};
use assessment::score::Outcome;
use std::rc::Rc;

/// One form being filled in. Parts that an edit leaves alone are shared with the state before it.
#[derive(Clone, Debug)]
pub struct State {
    /// The rubric.
    pub rubric: Rc<Rubric>,
    /// What was filled in.
    pub record: Record,
    /// What it comes to.
    pub outcome: Rc<Outcome>,
}

impl State {
    /// A state as it is on a day.
    pub fn on(today: &Rc<str>, rubric: Rc<Rubric>, mut record: Record) -> Self {
        let facts = Facts {
            today: today.clone(),
            ..record.sheet.facts.clone()
        };
        record.with_facts(&rubric, &facts);
        Self::new(rubric, record)
    }

    /// A state whose outcome is what the record comes to.
    pub fn new(rubric: Rc<Rubric>, record: Record) -> Self {
        let outcome = Rc::new(record.sheet.outcome(&rubric));
        Self {
            rubric,
            record,
            outcome,
        }
    }
}
