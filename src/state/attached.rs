//! The files that a record names.

use assessment::record::{Record, RecordFile};
use assessment::rubric::Rubric;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a record says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedFile {
    /// Its name.
    pub name: Rc<str>,
    /// Its media type; empty if unknown.
    pub kind: Rc<str>,
    /// Its size in bytes.
    pub size: u32,
}

/// The files that a record names, each once, by SHA-256.
pub fn attached_files(record: &RecordFile) -> BTreeMap<Rc<str>, AttachedFile> {
    let entries = record.answers.0.iter().flat_map(|(_, answers)| answers.0.iter());
    let evidence = entries.flat_map(|(_, entry)| entry.evidence.iter());
    let files = evidence.filter_map(|one| one.file.as_ref());
    let mut all = BTreeMap::new();
    for file in files {
        let named = AttachedFile {
            name: file.name.clone(),
            kind: file.kind.clone().unwrap_or_default(),
            size: file.size,
        };
        all.insert(file.sha256.clone(), named);
    }
    all
}

/// The SHA-256 of the files that a record of this rubric names.
pub fn attached_hashes(rubric: &Rubric, record: &Record) -> Vec<Rc<str>> {
    attached_files(&record.to_file(rubric)).into_keys().collect()
}
