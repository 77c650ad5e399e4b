//! The edits that a file has seen, derived from the stamps in it.
//!
//! Edits of a record are numbered upwards, starting above every number in it. A file with a stamp of one copy has
//! therefore seen all earlier edits of that copy. Stamps that later edits replaced are lost, so the result can be less
//! than what the file has seen, and never more.

use crate::answers::Stamp;
use crate::record::entries;
use crate::record::file::RecordFile;
use std::collections::HashMap;
use std::rc::Rc;

/// The highest edit number in a file for each copy.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// The record's id, used as the copy of stamps that name none.
    record: Rc<str>,
    copies: HashMap<Rc<str>, u32>,
    /// Whether the last edit of the file is stamped. Profile, roles and narratives are not stamped.
    whole: bool,
}

impl Seen {
    pub(super) fn of(file: &RecordFile) -> Self {
        let mut seen = Self {
            record: file.id.clone(),
            copies: HashMap::new(),
            whole: false,
        };
        let all = file.answers.0.iter().flat_map(|(_, own)| &own.0);
        for stamp in all.filter_map(|(_, entry)| entries::stamp(entry)) {
            let highest = seen.copies.entry(seen.copy(&stamp)).or_default();
            *highest = stamp.counter.max(*highest);
        }
        seen.whole = seen.copies.values().max().is_some_and(|last| file.revision <= *last);
        seen
    }

    fn copy(&self, stamp: &Stamp) -> Rc<str> {
        if stamp.replica.is_empty() {
            format!("record {}", self.record).into()
        } else {
            stamp.replica.clone()
        }
    }

    /// Whether the file has seen an edit of another file.
    pub(super) fn has(&self, stamp: &Stamp, other: &Self) -> bool {
        let own = self.copies.get(&other.copy(stamp));
        own.is_some_and(|own| *own >= stamp.counter)
    }

    /// Whether the file has seen every edit of another file.
    pub(super) fn covers(&self, other: &Self) -> bool {
        let has = |(copy, last): (&Rc<str>, &u32)| self.copies.get(copy).is_some_and(|own| own >= last);
        other.whole && other.copies.iter().all(has)
    }
}
