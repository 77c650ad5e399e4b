//! The drafts of a browser, as they were listed last.

use super::DraftMeta;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The drafts that this browser has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts {
    /// Their metadata, the one changed last first.
    pub metas: Vec<DraftMeta>,
    /// How many cannot be read.
    pub damaged: usize,
    /// How many bytes of evidence files are stored, by draft.
    pub files: BTreeMap<Rc<str>, u64>,
}

impl Drafts {
    /// How many bytes are stored of a draft.
    pub fn bytes(&self, meta: &DraftMeta) -> u64 {
        meta.bytes.iter().sum::<u64>() + self.files.get(&meta.id).copied().unwrap_or_default()
    }

    /// The turn of a draft that is taken up now, before all others: clocks go back, turns do not.
    pub fn next_opened_seq(&self) -> u64 {
        1 + self.metas.iter().map(|meta| meta.opened_seq).max().unwrap_or_default()
    }
}
