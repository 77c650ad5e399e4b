//! Opens handovers: keeps intact files and names missing or damaged ones.

use super::zip::{COUNT, Entry, Packing, Pages, Refused, SIZE};
use super::{MANIFEST, RECORD};
use crate::state::{ArchiveError, AttachOutcome, AttachedFile, attached_files};
use crate::web::{Store, evidence_store};
use assessment::json;
use assessment::record::manifest::{Listed, Manifest};
use assessment::record::{Record, RecordFile};
use js_sys::{Array, Function, Reflect, Uint8Array};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStreamDefaultReader, ReadableWritablePair};

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
    let start = async { evidence_store::bytes(&file.slice_with_i32_and_i32(0, 4).ok()?).await };
    start.await.is_some_and(|start| start == *b"PK\x03\x04")
}

/// Opens a handover: keeps its files for the record's draft and returns the record.
///
/// # Errors
/// Returns an error if the archive has no readable record. No file is kept then.
pub async fn read(store: &Store, archive: &Blob) -> Result<Opened, ArchiveError> {
    let entries = ask(archive, Pages::list).await?;
    let (text, file) = record(archive, &entries).await?;
    let manifest = manifest(archive, &entries).await;
    let wanted = attached_files(&file);
    let (mut failed, mut found) = (Vec::new(), BTreeSet::new());
    // Names in the archive may have been changed by other programs. Only entries whose size matches a wanted file are
    // unpacked.
    let mut sizes: BTreeSet<u64> = BTreeSet::new();
    sizes.extend(wanted.values().map(|one| u64::from(one.size)));
    for entry in entries.iter().filter(|entry| sizes.contains(&entry.size)) {
        if is_noise(entry) || [RECORD, MANIFEST].contains(&entry.name()) {
            continue;
        }
        let Some(bytes) = unpacked(archive, entry, SIZE).await else {
            continue;
        };
        let hash = evidence_store::hash(&bytes).await;
        if let Some(one) = wanted.get(&*hash) {
            match evidence_store::blob(&bytes, &one.kind) {
                Some(blob) => {
                    let stored = evidence_store::keep(store, &file.id, &hash, &blob).await;
                    failed.extend(
                        stored
                            .err()
                            .map(|refusal| (one.name.to_string(), AttachOutcome::NotStored(refusal))),
                    );
                }
                None => failed.push((one.name.to_string(), AttachOutcome::Unreadable)),
            }
            found.insert(hash);
        }
    }
    failed.extend(lost(&manifest, &wanted, &found, &entries));
    Ok(Opened { record: text, failed })
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

async fn record(archive: &Blob, entries: &[Entry]) -> Result<(String, RecordFile), ArchiveError> {
    let entry = find(entries, RECORD).ok_or(ArchiveError::NoRecord)?;
    let bytes = unpacked(archive, entry, assessment::limits::FILE as u64)
        .await
        .ok_or(ArchiveError::NoRecord)?;
    let text = json::decode(&bytes).map_err(|_| ArchiveError::NoRecord)?;
    let file = Record::parse(&text).map_err(|_| ArchiveError::NoRecord)?;
    Ok((text, file))
}

async fn manifest(archive: &Blob, entries: &[Entry]) -> Vec<Listed> {
    let Some(entry) = find(entries, MANIFEST) else {
        return Vec::new();
    };
    let text = unpacked(archive, entry, LIST)
        .await
        .and_then(|bytes| json::decode(&bytes).ok());
    let manifest = text.and_then(|text| Manifest::parse(&text).ok());
    let files = manifest.map(|manifest| manifest.files).unwrap_or_default();
    // Limits the count to the maximum number of files.
    files.into_iter().take(COUNT).collect()
}

/// Runs `work` on an archive, and reads the pages that it requests until it succeeds.
async fn ask<T>(archive: &Blob, work: impl Fn(&Pages) -> Result<T, Refused>) -> Result<T, ArchiveError> {
    // A size is an integer.
    let mut pages = Pages::new(archive.size() as u64);
    loop {
        match work(&pages) {
            Err(Refused::Wants(page)) => {
                let bytes = part(archive, pages.range(page)).ok_or(ArchiveError::Broken)?;
                pages.take(page, evidence_store::bytes(&bytes).await.ok_or(ArchiveError::Broken)?);
            }
            Err(Refused::Broken) => return Err(ArchiveError::Broken),
            Err(Refused::TooMany | Refused::TooLarge) => return Err(ArchiveError::TooMuch),
            Err(Refused::Contradictory) => return Err(ArchiveError::Contradictory),
            Ok(found) => return Ok(found),
        }
    }
}

fn part(archive: &Blob, range: Range<u64>) -> Option<Blob> {
    // No file is longer than an exact JavaScript integer.
    archive
        .slice_with_f64_and_f64(range.start as f64, range.end as f64)
        .ok()
}

/// Returns the bytes of a file in the archive, if they match the archive's directory and are within the limit.
async fn unpacked(archive: &Blob, entry: &Entry, most: u64) -> Option<Vec<u8>> {
    if entry.size > most {
        return None;
    }
    let place = ask(archive, |pages| pages.place(entry)).await.ok()?;
    let packed = part(archive, place)?;
    let bytes = match entry.packing {
        Packing::Stored => evidence_store::bytes(&packed).await?,
        Packing::Deflated => inflated(&packed, entry.size).await?,
        Packing::Unknown => return None,
    };
    entry.is(&bytes).then_some(bytes)
}

/// Inflates a deflated file. Stops if the content is larger than the limit.
async fn inflated(packed: &Blob, most: u64) -> Option<Vec<u8>> {
    let class: Function = Reflect::get(&js_sys::global(), &"DecompressionStream".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let stream = Reflect::construct(&class, &Array::of1(&"deflate-raw".into())).ok()?;
    let pair: ReadableWritablePair = stream.unchecked_into();
    let reader: ReadableStreamDefaultReader = packed.stream().pipe_through(&pair).get_reader().dyn_into().ok()?;
    let mut bytes = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await.ok()?;
        let get = |key: &str| Reflect::get(&chunk, &JsValue::from_str(key)).ok();
        if get("done")?.is_truthy() {
            return Some(bytes);
        }
        let chunk: Uint8Array = get("value")?.dyn_into().ok()?;
        if bytes.len() as u64 + u64::from(chunk.length()) > most {
            // The rest of the stream is discarded.
            let _ = reader.cancel();
            return None;
        }
        bytes.extend(chunk.to_vec());
    }
}
