//! The bytes of evidence files, by draft and SHA-256: in the browser's database, and in memory where it refuses them.
//!
//! A file stays when its evidence is removed, so that undoing finds it; it goes with its draft. Drafts are copied and
//! removed with their files by [`super::drafts`].

use super::drafts::base::{self, FILES, Refusal};
use assessment::answers::Attachment;
use assessment::hash::sha256;
use gloo::file::futures::{read_as_bytes, read_as_data_url};
use js_sys::{Array, Uint8Array};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, BlobPropertyBag, window};

thread_local! {
    /// What the database refused, until the page closes.
    static HELD: RefCell<BTreeMap<(String, String), Blob>> = const { RefCell::new(BTreeMap::new()) };
}

/// Stores a file.
///
/// # Errors
/// If the browser did not store it. Then it is kept until the page closes.
pub async fn put(draft: &str, sha256: &str, blob: &Blob) -> Result<(), Refusal> {
    let mut stored = store(draft, sha256, blob).await;
    if matches!(stored, Err(Refusal::Failed(_))) {
        // A private window of WebKit stores bytes, but no blobs.
        stored = match bytes(blob).await {
            Some(bytes) => store(draft, sha256, &pair(&blob.type_(), &bytes)).await,
            None => stored,
        };
    }
    if stored.is_err() {
        HELD.with_borrow_mut(|held| held.insert((draft.to_owned(), sha256.to_owned()), blob.clone()));
    }
    stored
}

async fn store(draft: &str, sha256: &str, row: &JsValue) -> Result<(), Refusal> {
    let writing = base::writing(&[FILES]).await?;
    let files = writing.store(FILES)?;
    files.put(row, Some(&base::key(draft, sha256)))?.await?;
    writing.done().await
}

/// A file where a blob cannot be stored: its type and its bytes.
fn pair(kind: &str, bytes: &[u8]) -> JsValue {
    Array::of2(&kind.into(), &Uint8Array::from(bytes)).into()
}

/// A file as it is stored.
fn of_row(row: JsValue) -> Option<Blob> {
    let row = match row.dyn_into::<Blob>() {
        Ok(blob) => return Some(blob),
        Err(row) => row.dyn_into::<Array>().ok()?,
    };
    let bytes: Uint8Array = row.get(1).dyn_into().ok()?;
    blob(&bytes.to_vec(), &row.get(0).as_string()?)
}

/// A file, if this browser has it. One that came with another draft, as when records are merged, is the same file, and is
/// stored with this draft as well.
pub async fn get(draft: &str, sha256: &str) -> Option<Blob> {
    if let Some(own) = own(draft, sha256).await {
        return Some(own);
    }
    let blob = own(&other(draft, sha256).await?, sha256).await?;
    // Where it is not stored here it is found there the next time.
    let _ = put(draft, sha256, &blob).await;
    Some(blob)
}

/// Another draft that has a file.
async fn other(draft: &str, sha256: &str) -> Option<String> {
    let held = HELD.with_borrow(|held| {
        held.keys()
            .find(|(_, name)| name == sha256)
            .map(|(whose, _)| whose.clone())
    });
    if held.is_some() {
        return held;
    }
    let reading = base::reading(&[FILES]).await.ok()?;
    let keys = reading.store(FILES).ok()?.get_all_keys(None, None).ok()?.await.ok()?;
    let part = |key: &JsValue, i| Array::from(key).get(i).as_string();
    let same = keys.iter().find(|key| part(key, 1).as_deref() == Some(sha256));
    same.and_then(|key| part(key, 0)).filter(|other| other != draft)
}

async fn own(draft: &str, sha256: &str) -> Option<Blob> {
    let held = HELD.with_borrow(|held| held.get(&(draft.to_owned(), sha256.to_owned())).cloned());
    if held.is_some() {
        return held;
    }
    let reading = base::reading(&[FILES]).await.ok()?;
    let found = reading.store(FILES).ok()?.get(base::key(draft, sha256)).ok()?.await;
    of_row(found.ok()??)
}

/// These files of a draft in Base64, for a page that carries them; what this browser does not have is left out.
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

/// Takes the files that a page carries: they are here at once, and stored as soon as may be. A block that does not hold what
/// its name says is passed over, and told where its file is asked for.
pub fn take_blocks(draft: &str, blocks: Vec<(String, String)>) {
    let decoded = blocks.into_iter().filter_map(|(name, base64)| {
        let text = window()?.atob(base64.trim()).ok()?;
        // The browser gives a text with a character for every byte.
        let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(c).ok()).collect::<Option<_>>()?;
        Some((blob(&bytes, "").filter(|_| sha256(&bytes) == name)?, name))
    });
    let taken: Vec<_> = decoded.map(|(blob, name)| ((draft.to_owned(), name), blob)).collect();
    HELD.with_borrow_mut(|held| held.extend(taken.iter().cloned()));
    spawn_local(async move {
        for ((draft, name), blob) in taken {
            // What is not stored stays in memory; the page that carried it still has it.
            if put(&draft, &name, &blob).await.is_ok() {
                HELD.with_borrow_mut(|held| held.remove(&(draft, name)));
            }
        }
    });
}

/// The bytes of a file, if they can be read.
pub(super) async fn bytes(blob: &Blob) -> Option<Vec<u8>> {
    read_as_bytes(&blob.clone().into()).await.ok()
}

/// A file of these bytes, if the browser makes one.
pub(super) fn blob(bytes: &[u8], kind: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes));
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}

/// Whether the browser can show it as a picture. Vector pictures are documents of their own: they are not shown.
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
