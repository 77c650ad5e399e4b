//! The collection that the browser keeps: one, with the rows as lines of text in parts, and the files that they were read from.

use super::source::Source;
use super::work::lines_of;
use crate::state::collection::Saved;
use crate::state::{Fault, StorageError};
use crate::web::maker::database::{COLLECTION, open};
use crate::web::platform::fresh_id;
use idb::{Database, ObjectStore, Query, Transaction, TransactionMode, TransactionResult};
use js_sys::{Array, Object, Reflect, Uint8Array};
use rollup::Row;
use wasm_bindgen::prelude::*;

/// The entry with what is beside the rows and the files.
const HEAD: &str = "head";
/// The entries with lines of the rows, numbered from 0.
const ROWS: &str = "rows-";
/// The entry with the files.
const FILES: &str = "files";
/// In the head: a new id each time the collection is stored, so that a tab notices that another one did.
const TURN: &str = "turn";
/// In the head: how many entries with rows there are.
const PARTS: &str = "parts";

/// What is stored of rows and files.
pub(super) struct Content<'c> {
    /// The lines of the rows in parts; none behind the last.
    pub(super) part: &'c dyn Fn(u32) -> Result<Option<Vec<u8>>, Outdated>,
    pub(super) sources: &'c [Source],
}

/// The rows have changed since they were to be stored.
pub(super) struct Outdated;

/// What became of storing.
pub(super) enum Outcome {
    /// Stored, with this id.
    Stored(String),
    /// Another tab has stored a collection.
    Elsewhere,
    /// The rows have changed meanwhile.
    Outdated,
}

/// What the browser kept.
pub(super) struct Kept {
    pub(super) saved: Saved,
    pub(super) rows: Vec<Row>,
    pub(super) sources: Vec<Source>,
    /// The id with which it was stored.
    pub(super) turn: String,
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

/// The id with which the collection was stored; empty if there is none.
fn turn_of(head: Option<&JsValue>) -> String {
    let turn = head.and_then(|head| Reflect::get(head, &TURN.into()).ok()?.as_string());
    turn.unwrap_or_default()
}

async fn begin(mode: TransactionMode) -> Result<(Database, Transaction), StorageError> {
    let database = open().await?;
    let transaction = database.transaction(&[COLLECTION], mode)?;
    Ok((database, transaction))
}

/// Ends a transaction: what it did counts unless there was an error. The browser may refuse it even then, if the disk is full.
async fn end<T>(
    database: Database,
    transaction: Transaction,
    done: Result<T, StorageError>,
) -> Result<T, StorageError> {
    let done = match done {
        Ok(done) => match transaction.await {
            Ok(TransactionResult::Committed) => Ok(done),
            Ok(TransactionResult::Aborted) => Err(StorageError::Failed(Fault {
                name: "AbortError".to_owned(),
                words: String::new(),
            })),
            Err(error) => Err(error.into()),
        },
        Err(error) => {
            undo(transaction).await;
            Err(error)
        }
    };
    database.close();
    done
}

/// Ends a transaction so that nothing of it counts. One that has ended by itself cannot be ended again.
async fn undo(transaction: Transaction) {
    if let Ok(aborted) = transaction.abort() {
        let _ = aborted.await;
    }
}

/// Stores a collection; rows and files only if they have changed. `turn` is the id with which it was stored when this tab read or stored it last,
/// empty if there was none; `None` stores it also over that of another tab. Where a browser stores no file, as WebKit does for a page from disk,
/// the bytes are stored.
pub(super) async fn store(
    saved: &Saved,
    content: Option<Content<'_>>,
    turn: Option<&str>,
) -> Result<Outcome, StorageError> {
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
    turn: Option<&str>,
) -> Result<Outcome, StorageError> {
    let (database, transaction) = begin(TransactionMode::ReadWrite).await?;
    let stored = transaction.object_store(COLLECTION).map_err(StorageError::from);
    let done = match stored {
        Ok(store) => put_in(&store, saved, content, turn).await,
        Err(error) => Err(error),
    };
    match done {
        // Nothing of it may stay.
        Ok(Outcome::Outdated) => {
            undo(transaction).await;
            database.close();
            Ok(Outcome::Outdated)
        }
        done => end(database, transaction, done).await,
    }
}

async fn put_in(
    store: &ObjectStore,
    saved: &Saved,
    content: Option<(&Content<'_>, &Array)>,
    turn: Option<&str>,
) -> Result<Outcome, StorageError> {
    let known = found(store, HEAD).await?;
    if turn.is_some_and(|turn| turn != turn_of(known.as_ref())) {
        return Ok(Outcome::Elsewhere);
    }
    let mut parts = number(known.as_ref(), PARTS);
    if let Some((content, files)) = content {
        store.put(&entry(FILES, files), None)?.await?;
        let before = parts;
        parts = 0;
        loop {
            let Ok(part) = (content.part)(parts) else {
                return Ok(Outcome::Outdated);
            };
            let Some(lines) = part else { break };
            let lines = Uint8Array::from(&*lines);
            store.put(&entry(&format!("{ROWS}{parts}"), &lines), None)?.await?;
            parts += 1;
        }
        for part in parts..before {
            store.delete(Query::Key(format!("{ROWS}{part}").into()))?.await?;
        }
    }
    let turn = fresh_id();
    let head = entry(HEAD, &serde_json::to_string(saved).unwrap_or_default().into());
    set(&head, TURN, &turn.as_ref().into());
    set(&head, PARTS, &parts.into());
    store.put(&head, None)?.await?;
    Ok(Outcome::Stored(turn.to_string()))
}

/// The stored collection. A row that is damaged is left out, so that there are fewer than places.
pub(super) async fn load() -> Result<Option<Kept>, StorageError> {
    let (database, transaction) = begin(TransactionMode::ReadOnly).await?;
    let stored = transaction.object_store(COLLECTION).map_err(StorageError::from);
    let done = match stored {
        Ok(store) => load_from(&store).await,
        Err(error) => Err(error),
    };
    end(database, transaction, done).await
}

async fn load_from(store: &ObjectStore) -> Result<Option<Kept>, StorageError> {
    let head = found(store, HEAD).await?;
    let mut rows = Vec::new();
    for part in 0..number(head.as_ref(), PARTS) {
        let lines = value(store, &format!("{ROWS}{part}")).await?;
        let lines = lines.and_then(|lines| Some(lines_of::<Row>(lines.dyn_ref()?)));
        rows.extend(lines.into_iter().flatten());
    }
    let files = value(store, FILES).await?;
    let files = files
        .and_then(|files| files.dyn_into::<Array>().ok())
        .unwrap_or_default();
    let saved = head.as_ref().and_then(|head| {
        let text = Reflect::get(head, &"value".into()).ok()?.as_string()?;
        serde_json::from_str(&text).ok()
    });
    let turn = turn_of(head.as_ref());
    Ok(saved.map(|saved| Kept {
        saved,
        rows,
        sources: files.iter().filter_map(Source::of_value).collect(),
        turn,
    }))
}

/// Deletes the collection, unless another tab has stored it; `turn` as in [`store`].
pub(super) async fn forget(turn: Option<&str>) -> Result<(), StorageError> {
    let (database, transaction) = begin(TransactionMode::ReadWrite).await?;
    let stored = transaction.object_store(COLLECTION).map_err(StorageError::from);
    let done = match stored {
        Ok(store) => forget_in(&store, turn).await,
        Err(error) => Err(error),
    };
    end(database, transaction, done).await
}

async fn forget_in(store: &ObjectStore, turn: Option<&str>) -> Result<(), StorageError> {
    let known = found(store, HEAD).await?;
    if turn.is_none_or(|turn| turn == turn_of(known.as_ref())) {
        store.clear()?.await?;
    }
    Ok(())
}
