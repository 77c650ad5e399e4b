//! The collection that the browser keeps: one, with the rows as lines of text in parts, and the files that they were read from.

use super::source::Source;
use super::work::lines_of;
use crate::state::StorageError;
use crate::state::collection::Saved;
use crate::web::maker::database::{COLLECTION, open};
use idb::{ObjectStore, Query, TransactionMode};
use js_sys::{Array, Object, Reflect, Uint8Array};
use rollup::Row;
use wasm_bindgen::prelude::*;

/// The entry with what is beside the rows and the files.
const HEAD: &str = "head";
/// The entries with lines of the rows, numbered from 0.
const ROWS: &str = "rows-";
/// The entry with the files.
const FILES: &str = "files";
/// In the head: how often the collection was stored, so that a tab notices that another one did.
const TURN: &str = "turn";
/// In the head: how many entries with rows there are.
const PARTS: &str = "parts";

/// What is stored of rows and files.
pub(super) struct Content<'c> {
    /// The lines of the rows in parts; none behind the last.
    pub(super) part: &'c dyn Fn(u32) -> Option<Vec<u8>>,
    pub(super) sources: &'c [Source],
}

/// What the browser kept.
pub(super) struct Kept {
    pub(super) saved: Saved,
    pub(super) rows: Vec<Row>,
    pub(super) sources: Vec<Source>,
    /// How often it was stored.
    pub(super) turn: u32,
}

fn entry(id: &str, value: &JsValue) -> Object {
    let entry = Object::new();
    set(&entry, "id", &id.into());
    set(&entry, "value", value);
    entry
}

fn set(entry: &Object, key: &str, value: &JsValue) {
    // A property of a new object can be set.
    let _ = Reflect::set(entry, &key.into(), value);
}

async fn value(store: &ObjectStore, id: &str) -> Result<Option<JsValue>, StorageError> {
    let entry = found(store, id).await?;
    Ok(entry.and_then(|entry| Reflect::get(&entry, &"value".into()).ok()))
}

async fn found(store: &ObjectStore, id: &str) -> Result<Option<JsValue>, StorageError> {
    Ok(store.get(Query::Key(id.into()))?.await?)
}

/// A number of the head; 0 if there is no head.
fn number(head: Option<&JsValue>, key: &str) -> u32 {
    let number = head.and_then(|head| Reflect::get(head, &key.into()).ok()?.as_f64());
    number.map_or(0, |number| number as u32)
}

/// Stores a collection; rows and files only if they have changed. `turn` is how often it was stored when this tab read or stored it last; none
/// stores it also over that of another tab. Returns how often it was stored, or none if another tab has stored one. Where a browser stores no
/// file, as WebKit does for a page from disk, the bytes are stored.
pub(super) async fn store(
    saved: &Saved,
    content: Option<Content<'_>>,
    turn: Option<u32>,
) -> Result<Option<u32>, StorageError> {
    let Some(content) = content else {
        return put(saved, None, turn).await;
    };
    let files: Array = content.sources.iter().map(Source::to_value).collect();
    if let Ok(outcome) = put(saved, Some((&content, &files)), turn).await {
        return Ok(outcome);
    }
    let bytes = Array::new();
    for source in content.sources {
        bytes.push(&source.to_bytes().await);
    }
    put(saved, Some((&content, &bytes)), turn).await
}

async fn put(
    saved: &Saved,
    content: Option<(&Content<'_>, &Array)>,
    turn: Option<u32>,
) -> Result<Option<u32>, StorageError> {
    let database = open().await?;
    let transaction = database.transaction(&[COLLECTION], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(COLLECTION)?;
    let known = found(&store, HEAD).await?;
    let stored = number(known.as_ref(), TURN);
    if turn.is_some_and(|turn| turn != stored) {
        transaction.abort()?.await?;
        database.close();
        return Ok(None);
    }
    let mut parts = number(known.as_ref(), PARTS);
    if let Some((content, files)) = content {
        let before = parts;
        parts = 0;
        while let Some(lines) = (content.part)(parts) {
            let lines = Uint8Array::from(&*lines);
            let id = format!("{ROWS}{parts}");
            store.put(&entry(&id, &lines), None)?.await?;
            parts += 1;
        }
        for part in parts..before {
            store.delete(Query::Key(format!("{ROWS}{part}").into()))?.await?;
        }
        store.put(&entry(FILES, files), None)?.await?;
    }
    let head = entry(HEAD, &serde_json::to_string(saved).unwrap_or_default().into());
    set(&head, TURN, &(stored + 1).into());
    set(&head, PARTS, &parts.into());
    store.put(&head, None)?.await?;
    transaction.commit()?.await?;
    database.close();
    Ok(Some(stored + 1))
}

/// The stored collection. A row that is damaged is left out, so that there are fewer than places.
pub(super) async fn load() -> Result<Option<Kept>, StorageError> {
    let database = open().await?;
    let transaction = database.transaction(&[COLLECTION], TransactionMode::ReadOnly)?;
    let store = transaction.object_store(COLLECTION)?;
    let head = found(&store, HEAD).await?;
    let mut rows = Vec::new();
    for part in 0..number(head.as_ref(), PARTS) {
        let lines = value(&store, &format!("{ROWS}{part}")).await?;
        rows.extend(
            lines
                .and_then(|lines| Some(lines_of::<Row>(lines.dyn_ref()?)))
                .into_iter()
                .flatten(),
        );
    }
    let files = value(&store, FILES).await?;
    transaction.await?;
    database.close();
    let saved = head.as_ref().and_then(|head| {
        let text = Reflect::get(head, &"value".into()).ok()?.as_string()?;
        serde_json::from_str(&text).ok()
    });
    let files = files
        .and_then(|files| files.dyn_into::<Array>().ok())
        .unwrap_or_default();
    let turn = number(head.as_ref(), TURN);
    Ok(saved.map(|saved| Kept {
        saved,
        rows,
        sources: files.iter().filter_map(Source::of_value).collect(),
        turn,
    }))
}

/// Deletes the collection.
pub(super) async fn forget() -> Result<(), StorageError> {
    let database = open().await?;
    let transaction = database.transaction(&[COLLECTION], TransactionMode::ReadWrite)?;
    transaction.object_store(COLLECTION)?.clear()?.await?;
    transaction.commit()?.await?;
    database.close();
    Ok(())
}
