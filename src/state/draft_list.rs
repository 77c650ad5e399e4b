//! The drafts of a browser, as they were listed last.

use super::DraftMeta;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The drafts that this browser has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts {
    /// Their metadata, the one opened last first.
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
}
