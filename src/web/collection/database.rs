//! The collection that the browser keeps: one, with the rows as text and the files that they were read from.

use super::work::Source;
use crate::state::StorageError;
use crate::state::collection::Saved;
use crate::web::maker::database::{COLLECTION, open};
use idb::{Query, TransactionMode};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

/// The row with what is beside the rows and the files.
const HEAD: &str = "head";
/// The row with the lines of the rows, as one file.
const ROWS: &str = "rows";
/// The row with the files.
const FILES: &str = "files";

fn row(id: &str, value: &JsValue) -> Object {
    let row = Object::new();
    for (key, value) in [("id", &JsValue::from_str(id)), ("value", value)] {
        // A property of a new object can be set.
        let _ = Reflect::set(&row, &key.into(), value);
    }
    row
}

fn value(row: Option<JsValue>) -> Option<JsValue> {
    Reflect::get(&row?, &"value".into()).ok()
}

/// Stores a collection; rows and files only if they have changed. Where a browser stores no file, as WebKit does for a page from disk, the bytes
/// are stored.
pub(super) async fn store(saved: &Saved, rows: Option<(Array, Vec<Source>)>) -> Result<(), StorageError> {
    let Some((lines, sources)) = rows else {
        return put(saved, None).await;
    };
    let files: Array = sources.iter().map(Source::to_value).collect();
    if put(saved, Some((&lines, &files))).await.is_ok() {
        return Ok(());
    }
    let bytes = Array::new();
    for source in &sources {
        bytes.push(&source.to_bytes().await);
    }
    put(saved, Some((&lines, &bytes))).await
}

async fn put(saved: &Saved, rows: Option<(&Array, &Array)>) -> Result<(), StorageError> {
    let head = serde_json::to_string(saved).unwrap_or_default();
    let database = open().await?;
    let transaction = database.transaction(&[COLLECTION], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(COLLECTION)?;
    store.put(&row(HEAD, &head.into()), None)?.await?;
    if let Some((lines, files)) = rows {
        store.put(&row(ROWS, lines), None)?.await?;
        store.put(&row(FILES, files), None)?.await?;
    }
    transaction.commit()?.await?;
    database.close();
    Ok(())
}

/// The stored collection, with the lines of its rows and its files.
pub(super) async fn load() -> Result<Option<(Saved, Array, Vec<Source>)>, StorageError> {
    let database = open().await?;
    let transaction = database.transaction(&[COLLECTION], TransactionMode::ReadOnly)?;
    let store = transaction.object_store(COLLECTION)?;
    let mut found = Vec::new();
    for id in [HEAD, ROWS, FILES] {
        found.push(value(store.get(Query::Key(id.into()))?.await?));
    }
    transaction.await?;
    database.close();
    let [Some(head), Some(rows), Some(files)] = &found[..] else {
        return Ok(None);
    };
    let head = head.as_string().and_then(|head| serde_json::from_str(&head).ok());
    let (Some(saved), Some(rows)): (Option<Saved>, _) = (head, rows.dyn_ref::<Array>()) else {
        return Ok(None);
    };
    let files = files
        .dyn_ref::<Array>()
        .map(|files| files.iter().filter_map(Source::of_value).collect());
    Ok(Some((saved, rows.clone(), files.unwrap_or_default())))
}

/// Deletes the collection.
pub(super) async fn forget() -> Result<(), StorageError> {
    let database = open().await?;
    let transaction = database.transaction(&[COLLECTION], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(COLLECTION)?;
    for id in [HEAD, ROWS, FILES] {
        store.delete(Query::Key(id.into()))?.await?;
    }
    transaction.commit()?.await?;
    database.close();
    Ok(())
}
