//! The bytes of evidence files, by draft and SHA-256: stored in the browser's database with their draft, or held in
//! memory while the draft is not stored or if the database refuses them.
//!
//! A file stays when its evidence is removed, so that undo finds it, and is deleted with its draft. [`super::drafts`]
//! copies and deletes drafts with their files.

use super::Store;
use super::db::{self, FILES};
use crate::state::StorageError;
use assessment::answers::Attachment;
use assessment::sha256;
use gloo::file::futures::{read_as_bytes, read_as_data_url};
use js_sys::{Array, Uint8Array};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, window};

/// A file in memory, until the page closes.
#[derive(Clone)]
struct Held {
    blob: Blob,
    /// Whether the database refused the file. The refusal was reported.
    refused: bool,
}

thread_local! {
    static HELD: RefCell<BTreeMap<(String, String), Held>> = const { RefCell::new(BTreeMap::new()) };
}

/// Stores a file with its draft if the draft is stored; otherwise holds the file in memory until [`settle`].
///
/// # Errors
/// Returns an error if the browser did not store the file. The file then stays in memory until the page closes.
pub async fn keep(store: &Store, draft: &str, sha256: &str, blob: &Blob) -> Result<(), StorageError> {
    let is_stored = store.open_draft().is_some_and(|meta| *meta.id == *draft);
    if is_stored {
        return put(draft, sha256, blob).await;
    }
    hold(draft, sha256, blob, false);
    Ok(())
}

/// The files that a draft names and that are not stored with the draft.
#[derive(Default)]
pub struct Unsettled {
    /// Files that the browser refused to store, with the reasons.
    pub refused: Vec<(Rc<str>, StorageError)>,
    /// Files that this browser does not have.
    pub missing: Vec<Rc<str>>,
}

/// Stores the named files with a draft that this browser has elsewhere: in memory, or with another draft, for example
/// after a merge. Returns the files that are still not stored with the draft.
///
/// # Errors
/// Returns an error if the browser does not list the stored files.
pub async fn settle(draft: &str, names: Vec<Rc<str>>) -> Result<Unsettled, StorageError> {
    let mut unsettled = Unsettled::default();
    if names.is_empty() {
        return Ok(unsettled);
    }
    let (mut own, mut elsewhere) = (BTreeSet::new(), BTreeMap::new());
    for (whose, name) in stored().await? {
        if whose == draft {
            own.insert(name);
        } else {
            elsewhere.insert(name, whose);
        }
    }
    HELD.with_borrow(|all| {
        let waiting = all.iter().filter(|(_, held)| !held.refused);
        elsewhere.extend(waiting.map(|((whose, name), _)| (name.clone(), whose.clone())));
    });
    for name in names.into_iter().filter(|name| !own.contains(&**name)) {
        let found = match elsewhere.get(&*name) {
            Some(whose) => self::own(whose, &name).await.map(|blob| (whose, blob)),
            None => None,
        };
        let Some((whose, blob)) = found else {
            // A file that the browser refused before is in memory, and the refusal was reported.
            if !HELD.with_borrow(|all| all.contains_key(&(draft.to_owned(), name.to_string()))) {
                unsettled.missing.push(name);
            }
            continue;
        };
        match put(draft, &name, &blob).await {
            Ok(()) => drop(HELD.with_borrow_mut(|all| all.remove(&(whose.clone(), name.to_string())))),
            Err(refusal) => unsettled.refused.push((name, refusal)),
        }
    }
    Ok(unsettled)
}

/// Returns the stored files as pairs of draft and SHA-256.
async fn stored() -> Result<Vec<(String, String)>, StorageError> {
    let reading = db::reading(&[FILES]).await?;
    let keys = reading.store(FILES)?.get_all_keys(None, None)?.await?;
    let part = |key: &JsValue, i| Array::from(key).get(i).as_string();
    Ok(keys
        .iter()
        .filter_map(|key| Some((part(key, 0)?, part(key, 1)?)))
        .collect())
}

fn hold(draft: &str, sha256: &str, blob: &Blob, refused: bool) {
    let blob = blob.clone();
    HELD.with_borrow_mut(|held| held.insert((draft.to_owned(), sha256.to_owned()), Held { blob, refused }));
}

async fn put(draft: &str, sha256: &str, blob: &Blob) -> Result<(), StorageError> {
    let mut stored = store(draft, sha256, blob).await;
    if matches!(stored, Err(StorageError::Failed(_))) {
        // A private window of WebKit stores bytes but not blobs.
        stored = match bytes(blob).await {
            Some(bytes) => store(draft, sha256, &pair(&blob.type_(), &bytes)).await,
            None => stored,
        };
    }
    if stored.is_err() {
        hold(draft, sha256, blob, true);
    }
    stored
}

async fn store(draft: &str, sha256: &str, row: &JsValue) -> Result<(), StorageError> {
    let writing = db::writing(&[FILES]).await?;
    let files = writing.store(FILES)?;
    files.put(row, Some(&db::key(draft, sha256)))?.await?;
    writing.done().await
}

/// Packs a file as its type and its bytes, for browsers that do not store blobs.
fn pair(kind: &str, bytes: &[u8]) -> JsValue {
    Array::of2(&kind.into(), &Uint8Array::from(bytes)).into()
}

/// Reads a file from its row.
fn of_row(row: JsValue) -> Option<Blob> {
    let row = match row.dyn_into::<Blob>() {
        Ok(blob) => return Some(blob),
        Err(row) => row.dyn_into::<Array>().ok()?,
    };
    let bytes: Uint8Array = row.get(1).dyn_into().ok()?;
    blob(&bytes.to_vec(), &row.get(0).as_string()?)
}

/// Returns a file if this browser has it, from another draft if necessary: equal hashes mean equal files.
pub async fn get(draft: &str, sha256: &str) -> Option<Blob> {
    if let Some(own) = own(draft, sha256).await {
        return Some(own);
    }
    let held = HELD.with_borrow(|held| {
        let mut same = held.iter().filter(|((_, name), _)| name == sha256);
        same.next().map(|(_, held)| held.blob.clone())
    });
    if held.is_some() {
        return held;
    }
    let (whose, _) = stored().await.ok()?.into_iter().find(|(_, name)| name == sha256)?;
    self::own(&whose, sha256).await
}

async fn own(draft: &str, sha256: &str) -> Option<Blob> {
    let held = HELD.with_borrow(|held| held.get(&(draft.to_owned(), sha256.to_owned())).cloned());
    if let Some(held) = held {
        return Some(held.blob);
    }
    let reading = db::reading(&[FILES]).await.ok()?;
    let found = reading.store(FILES).ok()?.get(db::key(draft, sha256)).ok()?.await;
    of_row(found.ok()??)
}

/// Returns the number of stored bytes of evidence files, by draft.
///
/// # Errors
/// Returns an error if the browser does not return the files.
pub async fn sizes() -> Result<BTreeMap<Rc<str>, u64>, StorageError> {
    let reading = db::reading(&[FILES]).await?;
    let files = reading.store(FILES)?;
    let (keys, rows) = (files.get_all_keys(None, None)?, files.get_all(None, None)?);
    let mut sizes = BTreeMap::new();
    for (key, row) in keys.await?.iter().zip(rows.await?) {
        if let (Some(draft), Some(blob)) = (Array::from(key).get(0).as_string(), of_row(row)) {
            *sizes.entry(draft.into()).or_default() += size(&blob);
        }
    }
    Ok(sizes)
}

/// Returns the named files of a draft as Base64, for a page that contains them. Omits files that this browser does not
/// have.
pub async fn as_blocks(draft: &str, names: impl IntoIterator<Item = Rc<str>>) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    for sha256 in names {
        if let Some(blob) = get(draft, &sha256).await
            && let Ok(address) = read_as_data_url(&blob.into()).await
            && let Some((_, base64)) = address.split_once(',')
        {
            blocks.push((sha256.to_string(), base64.to_owned()));
        }
    }
    blocks
}

/// Loads the files that a page contains: they are available at once, and stored when their draft is. Skips a block
/// whose content does not match the hash in its name; the missing file is reported when it is requested.
pub fn take_blocks(draft: &str, blocks: Vec<(String, String)>) {
    for (name, base64) in blocks {
        let text = window().and_then(|window| window.atob(base64.trim()).ok());
        // `atob` returns a string with one character per byte.
        let bytes = text.and_then(|text| text.chars().map(|c| u8::try_from(c).ok()).collect::<Option<Vec<u8>>>());
        let bytes = bytes.filter(|bytes| sha256(bytes) == name);
        if let Some(blob) = bytes.and_then(|bytes| blob(&bytes, "")) {
            hold(draft, &name, &blob, false);
        }
    }
}

/// Returns the SHA-256 of some bytes. The browser computes the hash off the main thread in a secure context; elsewhere
/// the program computes it.
pub(super) async fn hash(bytes: &[u8]) -> String {
    let digest = async {
        let crypto = window()?.crypto().ok()?.subtle();
        let begun = crypto.digest_with_str_and_u8_array("SHA-256", bytes).ok()?;
        let digest = JsFuture::from(begun).await.ok()?;
        Some(Uint8Array::new(&digest).to_vec())
    };
    match digest.await {
        Some(digest) => digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        None => sha256(bytes),
    }
}

/// Returns the bytes of a file, if they can be read.
pub(super) async fn bytes(blob: &Blob) -> Option<Vec<u8>> {
    read_as_bytes(&blob.clone().into()).await.ok()
}

/// Returns the size of a file in bytes.
pub(super) fn size(blob: &Blob) -> u64 {
    // No file is longer than an exact JavaScript integer.
    blob.size() as u64
}

/// Returns the bytes of a part of a file, if they can be read. A part beyond the end is shorter.
pub(super) async fn part(blob: &Blob, range: Range<u64>) -> Option<Vec<u8>> {
    bytes(&slice(blob, range)?).await
}

/// Returns a part of a file as a file.
pub(super) fn slice(blob: &Blob, range: Range<u64>) -> Option<Blob> {
    // No file is longer than an exact JavaScript integer.
    blob.slice_with_f64_and_f64(range.start as f64, range.end as f64).ok()
}

/// Creates a file from bytes, if the browser can.
pub(super) fn blob(bytes: &[u8], kind: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes));
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}

/// Returns whether the browser can show a file as a picture. SVG pictures are documents and are not shown.
pub fn is_picture(file: &Attachment) -> bool {
    [
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/gif",
        "image/avif",
        "image/bmp",
    ]
    .contains(&&*file.kind)
}
