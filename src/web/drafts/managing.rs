//! Executes the person's operations on drafts: each is one transaction.

use super::{known_drafts, rows};
use crate::state::drafts::MetaChange;
use crate::state::{DraftMeta, StorageError};
use crate::web::db::{self, DRAFTS, FILES, STATES};
use crate::web::preferences;
use js_sys::Array;
use std::rc::Rc;

/// Changes the metadata of a draft, if it is stored.
pub(super) async fn change(id: &str, change: &MetaChange) -> Result<(), StorageError> {
    let writing = db::writing(&[DRAFTS]).await?;
    if let Some(mut meta) = rows::meta(&writing, id).await? {
        change.apply(&mut meta);
        rows::put_meta(&writing, &meta).await?;
    }
    writing.done().await
}

/// Stores a draft with its snapshot and copies of another draft's files.
pub(super) async fn store_duplicate(meta: &DraftMeta, snapshot: &str, files_of: &str) -> Result<(), StorageError> {
    let writing = db::writing(&[DRAFTS, STATES, FILES]).await?;
    rows::put_state(&writing, &meta.id, 0, snapshot).await?;
    rows::put_meta(&writing, meta).await?;
    let all = || db::all_of(files_of, None).map(idb::Query::from);
    let files = writing.store(FILES)?;
    let (keys, blobs) = (
        files.get_all_keys(Some(all()?), None)?,
        files.get_all(Some(all()?), None)?,
    );
    for (key, blob) in keys.await?.into_iter().zip(blobs.await?) {
        let name = Array::from(&key).get(1);
        files.put(&blob, Some(&db::key(&meta.id, name)))?.await?;
    }
    writing.done().await
}

/// Deletes drafts, and rubrics and files that no draft needs. What cannot be deleted now is deleted another time.
pub(super) async fn tidy(drafts: &[Rc<str>]) {
    for id in drafts {
        let _ = rows::remove(id).await;
    }
    let _ = rows::forget_unneeded().await;
}

/// Deletes everything that the browser stores for this program.
pub(super) async fn remove_everything() -> Result<(), StorageError> {
    db::remove_all().await?;
    db::remove(db::MAKER).await?;
    preferences::forget();
    known_drafts::forget();
    Ok(())
}
