//! What can go wrong with effects, for whoever finds the words.

use super::attach::Fate;
use super::drafts::base::Refusal;
use super::pack::Closed;
use assessment::record::blocks::Lost;
use std::rc::Rc;

/// Something with effects that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A file that could not be read. Its name.
    Unreadable(String),
    /// An address on another site. The address.
    Foreign(String),
    /// A page without a record in it. Its name.
    NoAnswers(String),
    /// Reading by address where the page is not served.
    NotServed,
    /// An address that could not be read. The address.
    NotFetched(String),
    /// A print dialog that the browser did not open.
    NotPrinted,
    /// A download that the browser did not make.
    NotSaved,
    /// Parts of the record that the page came with, which could not be read.
    Damaged(Rc<[Lost]>),
    /// Drafts that could not be read or changed.
    Storage(Refusal),
    /// Drafts of which not even the list can be read. How many.
    DraftsDamaged(usize),
    /// Drafts that this browser had and has no more. Their names.
    DraftsGone(Vec<Rc<str>>),
    /// Files of evidence, each with what became of it.
    Files(Vec<(String, Fate)>),
    /// An archive of which nothing was opened. Its name.
    Archive(String, Closed),
    /// A draft that is gone, or damaged past reading. Its id.
    Draft(String),
}
