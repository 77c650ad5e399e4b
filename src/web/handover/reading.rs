//! Opens handovers: keeps intact files and names missing or damaged ones.

use super::archive::{ask, unpacked};
use super::zip::{COUNT, Entry, Pages, SIZE};
use super::{MANIFEST, RECORD};
use crate::state::{ArchiveError, AttachOutcome, AttachedFile, TaskKind, attached_files};
use crate::web::tasks::{self, NoOutput, Pace, Stopped, Task};
use crate::web::{Store, evidence_store};
use assessment::record::manifest::{Listed, Manifest};
use assessment::record::{Record, RecordFile};
use assessment::{Hasher, json};
use js_sys::Array;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

/// The maximum size of a manifest in bytes.
const LIST: u64 = 1024 * 1024;

/// The content of a handover.
pub struct Opened {
    /// The text of the record.
    pub record: String,
    /// Files that are missing, damaged or not stored.
    pub failed: Vec<(String, AttachOutcome)>,
}

/// Returns whether a file is an archive, by its first bytes.
pub async fn is_zip(file: &Blob) -> bool {
    let start = evidence_store::part(file, 0..4).await;
    start.is_some_and(|start| start == *b"PK\x03\x04")
}

/// Why a handover was not opened.
pub enum NotOpened {
    /// The archive has no readable record, or exceeds the limits.
    Archive(ArchiveError),
    /// The person stopped it.
    Stopped,
    /// The browser failed.
    Failed,
}

/// Opens a handover: keeps its files for the record's draft and returns the record.
///
/// # Errors
/// Returns an error if the archive has no readable record or the person stopped it. No file is kept then.
pub async fn read(store: &Store, name: &str, archive: &Blob) -> Result<Opened, NotOpened> {
    let Unpacked {
        record,
        draft,
        files,
        mut failed,
    } = unpacked_with(store, name, archive).await?;
    for Found { sha256, name, blob } in files {
        let stored = evidence_store::keep(store, &draft, &sha256, &blob).await;
        failed.extend(stored.err().map(|refusal| (name, AttachOutcome::NotStored(refusal))));
    }
    Ok(Opened { record, failed })
}

/// Returns the record of a handover, and keeps none of its files.
///
/// # Errors
/// As [`read`].
pub async fn read_record(store: &Store, name: &str, archive: &Blob) -> Result<String, NotOpened> {
    unpacked_with(store, name, archive)
        .await
        .map(|unpacked| unpacked.record)
}

async fn unpacked_with(store: &Store, name: &str, archive: &Blob) -> Result<Unpacked, NotOpened> {
    let output = match tasks::run(store, name, &UNPACK, archive.into()).await {
        Ok(output) => output,
        Err(NoOutput::Stopped) => return Err(NotOpened::Stopped),
        Err(NoOutput::Failed) => return Err(NotOpened::Failed),
    };
    unpacked_of(&output)
        .ok_or(NotOpened::Failed)?
        .map_err(NotOpened::Archive)
}

/// Unpacks a handover.
pub(super) const UNPACK: Task = Task {
    name: "unpack",
    kind: TaskKind::Unpack,
    work: |input, pace| {
        Box::pin(async move {
            match unpack(input.dyn_ref()?, &pace).await {
                Ok(unpacked) => Some(output(&unpacked)),
                Err(NotUnpacked::Archive(error)) => Some(number(&REFUSED, &error)),
                Err(NotUnpacked::Stopped) => None,
            }
        })
    },
};

/// The content of a handover, of which nothing is kept yet.
struct Unpacked {
    /// The text of the record.
    record: String,
    /// The id of the record.
    draft: String,
    /// The files that the record names.
    files: Vec<Found>,
    /// Files that are missing or damaged.
    failed: Vec<(String, AttachOutcome)>,
}

/// A file that the record names.
struct Found {
    sha256: String,
    name: String,
    blob: Blob,
}

/// The reasons for which a worker refuses an archive, by number.
const REFUSED: [ArchiveError; 4] = [
    ArchiveError::Broken,
    ArchiveError::TooMuch,
    ArchiveError::Contradictory,
    ArchiveError::NoRecord,
];

/// What can be wrong with a file in an archive, by number.
const FAULTY: [AttachOutcome; 3] = [
    AttachOutcome::Unreadable,
    AttachOutcome::Missing,
    AttachOutcome::Damaged,
];

fn output(unpacked: &Unpacked) -> JsValue {
    let files = unpacked
        .files
        .iter()
        .map(|file| Array::of3(&(&*file.sha256).into(), &(&*file.name).into(), &file.blob));
    let failed = unpacked
        .failed
        .iter()
        .map(|(name, outcome)| Array::of2(&(&**name).into(), &number(&FAULTY, outcome)));
    Array::of4(
        &(&*unpacked.record).into(),
        &(&*unpacked.draft).into(),
        &files.collect::<Array>(),
        &failed.collect::<Array>(),
    )
    .into()
}

/// What the output of the task says.
fn unpacked_of(output: &JsValue) -> Option<Result<Unpacked, ArchiveError>> {
    let Some(output) = output.dyn_ref::<Array>() else {
        return of_number(&REFUSED, output).map(Err);
    };
    let list = |index| output.get(index).dyn_into::<Array>().ok();
    let file = |file: JsValue| {
        let file: Array = file.dyn_into().ok()?;
        Some(Found {
            sha256: file.get(0).as_string()?,
            name: file.get(1).as_string()?,
            blob: file.get(2).dyn_into().ok()?,
        })
    };
    let failed = |pair: JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, of_number(&FAULTY, &pair.get(1))?))
    };
    Some(Ok(Unpacked {
        record: output.get(0).as_string()?,
        draft: output.get(1).as_string()?,
        files: list(2)?.iter().map(file).collect::<Option<_>>()?,
        failed: list(3)?.iter().map(failed).collect::<Option<_>>()?,
    }))
}

fn number<T: PartialEq>(all: &[T], one: &T) -> JsValue {
    let index = all.iter().position(|other| other == one);
    index.and_then(|index| u8::try_from(index).ok()).into()
}

fn of_number<T: Clone>(all: &[T], number: &JsValue) -> Option<T> {
    // An index is a whole number.
    all.get(number.as_f64()? as usize).cloned()
}

/// Why an archive was not unpacked.
enum NotUnpacked {
    Stopped,
    Archive(ArchiveError),
}

impl From<Stopped> for NotUnpacked {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

impl From<ArchiveError> for NotUnpacked {
    fn from(error: ArchiveError) -> Self {
        Self::Archive(error)
    }
}

async fn unpack(archive: &Blob, pace: &Pace) -> Result<Unpacked, NotUnpacked> {
    let entries = ask(archive, Pages::list).await?;
    let (record, file) = record(archive, &entries, pace).await?;
    let manifest = manifest(archive, &entries, pace).await?;
    let wanted = attached_files(&file);
    let (mut failed, mut found, mut files) = (Vec::new(), BTreeSet::new(), Vec::new());
    // Names in the archive may have been changed by other programs. Only entries whose size matches a wanted file are
    // unpacked.
    let mut sizes: BTreeSet<u64> = BTreeSet::new();
    sizes.extend(wanted.values().map(|one| u64::from(one.size)));
    let candidates = entries.iter().filter(|entry| {
        let is_own = is_noise(entry) || [RECORD, MANIFEST].contains(&entry.name());
        !is_own && sizes.contains(&entry.size)
    });
    let candidates: Vec<&Entry> = candidates.collect();
    let all = candidates.iter().map(|entry| entry.size).sum();
    let mut done = 0;
    for entry in candidates {
        let mut hasher = Hasher::default();
        let bytes = unpacked(archive, entry, SIZE, pace, (done, all), &mut hasher).await?;
        done += entry.size;
        let Some(bytes) = bytes else { continue };
        let sha256 = hasher.finish();
        if let Some(one) = wanted.get(&*sha256) {
            let name = one.name.to_string();
            match evidence_store::blob(&bytes, &one.kind) {
                Some(blob) => files.push(Found {
                    sha256: sha256.clone(),
                    name,
                    blob,
                }),
                None => failed.push((name, AttachOutcome::Unreadable)),
            }
            found.insert(sha256);
        }
    }
    failed.extend(lost(&manifest, &wanted, &found, &entries));
    Ok(Unpacked {
        record,
        draft: file.id.to_string(),
        files,
        failed,
    })
}

/// Returns the files that the manifest or the record names and that the archive does not contain intact. For files that
/// the record does not name, only the size is checked because they are not kept.
fn lost(
    manifest: &[Listed],
    wanted: &BTreeMap<Rc<str>, AttachedFile>,
    found: &BTreeSet<String>,
    entries: &[Entry],
) -> Vec<(String, AttachOutcome)> {
    let mut lost = Vec::new();
    for one in manifest.iter().filter(|one| !found.contains(&*one.sha256)) {
        let place = entries.iter().find(|entry| entry.path.ends_with(&*one.path));
        let is_wanted = wanted.contains_key(&one.sha256);
        match place {
            Some(entry) if !is_wanted && entry.size == u64::from(one.size) => {}
            Some(_) => lost.push((one.path.to_string(), AttachOutcome::Damaged)),
            None => lost.push((one.path.to_string(), AttachOutcome::Missing)),
        }
    }
    // The record still names a file that was also removed from the manifest.
    let listed: HashSet<&str> = manifest.iter().map(|one| &*one.sha256).collect();
    let named = wanted.iter().filter(|(hash, _)| !found.contains(&***hash));
    let unlisted = named.filter(|(hash, _)| !listed.contains(&***hash));
    lost.extend(unlisted.map(|(_, one)| (one.name.to_string(), AttachOutcome::Missing)));
    lost
}

/// Returns whether an entry is a file that operating systems add to archives.
fn is_noise(entry: &Entry) -> bool {
    entry.path.starts_with("__MACOSX/") || entry.name().starts_with("._")
}

fn find<'e>(entries: &'e [Entry], name: &str) -> Option<&'e Entry> {
    entries.iter().find(|entry| entry.name() == name && !is_noise(entry))
}

async fn record(archive: &Blob, entries: &[Entry], pace: &Pace) -> Result<(String, RecordFile), NotUnpacked> {
    let entry = find(entries, RECORD).ok_or(ArchiveError::NoRecord)?;
    let most = assessment::limits::FILE as u64;
    let bytes = unpacked(archive, entry, most, pace, (0, 1), &mut Hasher::default()).await?;
    let text = bytes.and_then(|bytes| json::decode(&bytes).ok());
    let text = text.ok_or(ArchiveError::NoRecord)?;
    let file = Record::parse(&text).map_err(|_| ArchiveError::NoRecord)?;
    Ok((text, file))
}

async fn manifest(archive: &Blob, entries: &[Entry], pace: &Pace) -> Result<Vec<Listed>, NotUnpacked> {
    let Some(entry) = find(entries, MANIFEST) else {
        return Ok(Vec::new());
    };
    let bytes = unpacked(archive, entry, LIST, pace, (0, 1), &mut Hasher::default()).await?;
    let text = bytes.and_then(|bytes| json::decode(&bytes).ok());
    let manifest = text.and_then(|text| Manifest::parse(&text).ok());
    let files = manifest.map(|manifest| manifest.files).unwrap_or_default();
    // Limits the count to the maximum number of files.
    Ok(files.into_iter().take(COUNT).collect())
}
