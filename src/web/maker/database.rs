//! The rubrics in the making that the browser keeps: a database of their own, because the other one has rows of forms only.

use crate::state::StorageError;
use crate::state::maker::Listed;
use crate::web::{clock, db};
use idb::{Database, DatabaseEvent, Factory, KeyPath, ObjectStoreParams, Query, TransactionMode};
use js_sys::{Object, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The store of rubrics in the making.
const STORE: &str = "makings";
/// The store of changed words of papers, by the id of the form's record.
const WORDS: &str = "words";
/// The store of the collection.
pub(crate) const COLLECTION: &str = "collection";
/// The stores by the version that added them.
const STORES: [&str; 3] = [STORE, WORDS, COLLECTION];

/// Opens the database.
pub(crate) async fn open() -> Result<Database, StorageError> {
    let mut asked = Factory::new()?.open(db::MAKER, Some(STORES.len() as u32))?;
    asked.on_upgrade_needed(|event| {
        let (Ok(database), Ok(was)) = (event.database(), event.old_version()) else {
            return;
        };
        for store in STORES.into_iter().skip(was as usize) {
            let mut params = ObjectStoreParams::new();
            params.key_path(Some(KeyPath::new_single("id")));
            // A store that cannot be created makes the opening fail, which is reported.
            let _ = database.create_object_store(store, params);
        }
    });
    Ok(asked.await?)
}

fn text(row: &JsValue, key: &str) -> Option<String> {
    Reflect::get(row, &key.into()).ok()?.as_string()
}

fn count(row: &JsValue) -> u32 {
    let count = Reflect::get(row, &"turn".into()).ok().and_then(|count| count.as_f64());
    count.map_or(0, |count| count as u32)
}

/// Returns the list, the latest first.
pub(super) async fn list() -> Result<Vec<Listed>, StorageError> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let rows = transaction.object_store(STORE)?.get_all(None, None)?.await?;
    transaction.await?;
    database.close();
    let entries = rows
        .iter()
        .filter_map(|row| serde_json::from_str(&text(row, "entry")?).ok());
    let mut entries: Vec<Listed> = entries.collect();
    entries.sort_by(|one, other| other.changed.cmp(&one.changed));
    Ok(entries)
}

/// Returns what is stored, and how often it was.
pub(super) async fn load(id: &str) -> Result<(Option<String>, u32), StorageError> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let row = transaction.object_store(STORE)?.get(Query::Key(id.into()))?.await?;
    transaction.await?;
    database.close();
    Ok(row.map_or((None, 0), |row| (text(&row, "saved"), count(&row))))
}

/// Stores a making. If another tab has stored it since it was read, this one gets an id of its own. Returns how often it was stored, and
/// its id.
pub(super) async fn store(entry: Listed, saved: String, turn: u32) -> Result<(u32, Rc<str>), StorageError> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(STORE)?;
    let known = store.get(Query::Key((&*entry.id).into()))?.await?;
    let is_own = known.as_ref().map_or(turn == 0, |row| count(row) == turn);
    let mut entry = entry;
    let mut turn = turn + 1;
    if !is_own {
        // Deleted in another tab, or changed there.
        (entry.id, turn) = (crate::web::platform::fresh_id(), 1);
    }
    entry.changed = clock::now();
    let row = Object::new();
    let set = |key: &str, value: &JsValue| Reflect::set(&row, &key.into(), value);
    let words = serde_json::to_string(&entry).unwrap_or_default();
    let all = [
        ("id", JsValue::from_str(&entry.id)),
        ("entry", words.into()),
        ("saved", saved.into()),
        ("turn", turn.into()),
    ];
    for (key, value) in &all {
        // A property of a new object can be set.
        let _ = set(key, value);
    }
    store.put(&row, None)?.await?;
    transaction.commit()?.await?;
    database.close();
    Ok((turn, entry.id))
}

/// Deletes a making.
pub(super) async fn delete(id: &str) -> Result<(), StorageError> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    transaction.object_store(STORE)?.delete(Query::Key(id.into()))?.await?;
    transaction.commit()?.await?;
    database.close();
    Ok(())
}

/// Returns the words that a person changed in the papers of a form.
pub(crate) async fn load_words(id: &str) -> Result<Option<String>, StorageError> {
    let database = open().await?;
    let transaction = database.transaction(&[WORDS], TransactionMode::ReadOnly)?;
    let row = transaction.object_store(WORDS)?.get(Query::Key(id.into()))?.await?;
    transaction.await?;
    database.close();
    Ok(row.and_then(|row| text(&row, "saved")))
}

/// Stores the words that a person changed in the papers of a form.
pub(crate) async fn store_words(id: &str, saved: &str) -> Result<(), StorageError> {
    let database = open().await?;
    let transaction = database.transaction(&[WORDS], TransactionMode::ReadWrite)?;
    let row = Object::new();
    for (key, value) in [("id", id), ("saved", saved)] {
        // A property of a new object can be set.
        let _ = Reflect::set(&row, &key.into(), &value.into());
    }
    transaction.object_store(WORDS)?.put(&row, None)?.await?;
    transaction.commit()?.await?;
    database.close();
    Ok(())
}
