//! Reads and writes rows of the database. Damaged rows are read as `None` and stay in the database.

use crate::state::{Draft, DraftMeta, Step, StorageError, decode_row, encode_row};
use crate::web::db::{self, DRAFTS, FILES, RUBRICS, STATES, STEPS, Transaction};
use idb::Query;
use js_sys::Array;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Returns the metadata of a draft, if it is stored and not damaged.
pub async fn meta(of: &Transaction, draft: &str) -> Result<Option<DraftMeta>, StorageError> {
    let row = of.store(DRAFTS)?.get(JsValue::from_str(draft))?.await?;
    Ok(row.and_then(|row| decode_row(&row.as_string()?)))
}

/// Writes metadata.
pub async fn put_meta(of: &Transaction, meta: &DraftMeta) -> Result<(), StorageError> {
    put(of, DRAFTS, &JsValue::from_str(&meta.id), &encode_row(meta)).await
}

/// Writes an encoded step under its number.
pub async fn put_step(of: &Transaction, draft: &str, number: u64, step: &str) -> Result<(), StorageError> {
    put(of, STEPS, &numbered(draft, number), step).await
}

/// Writes an encoded snapshot under the number of steps that it contains.
pub async fn put_state(of: &Transaction, draft: &str, at: u64, snapshot: &str) -> Result<(), StorageError> {
    put(of, STATES, &numbered(draft, at), snapshot).await
}

/// Writes the source of a rubric, unless it is stored already.
pub async fn put_rubric(of: &Transaction, hash: &str, source: &str) -> Result<(), StorageError> {
    let rubrics = of.store(RUBRICS)?;
    if rubrics.get_key(JsValue::from_str(hash))?.await?.is_some() {
        return Ok(());
    }
    put(of, RUBRICS, &JsValue::from_str(hash), source).await
}

async fn put(of: &Transaction, store: &str, key: &JsValue, row: &str) -> Result<(), StorageError> {
    of.store(store)?.put(&row.into(), Some(key))?.await?;
    Ok(())
}

/// Returns the source of a rubric.
pub async fn rubric(hash: &str) -> Result<Option<Rc<str>>, StorageError> {
    let reading = db::reading(&[RUBRICS]).await?;
    let row = reading.store(RUBRICS)?.get(JsValue::from_str(hash))?.await?;
    let source: Option<Rc<str>> = row.and_then(|row| row.as_string()).map(Into::into);
    Ok(source.filter(|source| *assessment::sha256(source.as_bytes()) == *hash))
}

/// Returns the steps after a number, in order; a damaged step is `None`.
pub async fn steps(of: &Transaction, draft: &str, after: u64) -> Result<Vec<(u64, Option<Step>)>, StorageError> {
    all(of, STEPS, draft, Some(after)).await
}

/// Returns the metadata of all drafts and the number of damaged rows.
pub async fn metas() -> Result<(Vec<DraftMeta>, usize), StorageError> {
    all_metas(&db::reading(&[DRAFTS]).await?).await
}

async fn all_metas(of: &Transaction) -> Result<(Vec<DraftMeta>, usize), StorageError> {
    let rows = of.store(DRAFTS)?.get_all(None, None)?.await?;
    let metas: Vec<DraftMeta> = rows.iter().filter_map(|row| decode_row(&row.as_string()?)).collect();
    let damaged = rows.len() - metas.len();
    Ok((metas, damaged))
}

/// Returns all rows of a draft.
pub async fn draft(id: &str) -> Result<Option<Draft>, StorageError> {
    let reading = db::reading(&[DRAFTS, STATES, STEPS]).await?;
    let Some(meta) = meta(&reading, id).await? else {
        return Ok(None);
    };
    let states = all(&reading, STATES, id, None).await?;
    let least = states.first().map_or(0, |(at, _)| *at);
    let steps = steps(&reading, id, least).await?;
    Ok(Some(Draft { meta, states, steps }))
}

/// Deletes the rows that only older snapshots need: the steps up to a position, and the snapshots before it.
pub async fn forget_before(of: &Transaction, draft: &str, at: u64) -> Result<(), StorageError> {
    let upto = |open| idb::KeyRange::bound(&Array::of1(&draft.into()), &numbered(draft, at), Some(true), Some(open));
    of.store(STEPS)?.delete(upto(false)?)?.await?;
    of.store(STATES)?.delete(upto(true)?)?.await?;
    Ok(())
}

/// Deletes a draft with all its rows except the rubric, which other drafts may need.
pub async fn remove(id: &str) -> Result<(), StorageError> {
    let writing = db::writing(&[DRAFTS, STATES, STEPS, FILES]).await?;
    writing.store(DRAFTS)?.delete(JsValue::from_str(id))?.await?;
    for store in [STATES, STEPS, FILES] {
        writing.store(store)?.delete(db::all_of(id, None)?)?.await?;
    }
    writing.done().await
}

/// Deletes the rubrics and files of deleted drafts. Does nothing while a metadata row is damaged, because that draft's
/// needs are unknown.
pub async fn forget_unneeded() -> Result<(), StorageError> {
    let writing = db::writing(&[DRAFTS, RUBRICS, FILES]).await?;
    let (metas, damaged) = all_metas(&writing).await?;
    if damaged > 0 {
        return Ok(());
    }
    let rubrics = writing.store(RUBRICS)?;
    for key in rubrics.get_all_keys(None, None)?.await? {
        let is_needed = |hash: String| metas.iter().any(|meta| *meta.rubric == *hash);
        if !key.as_string().is_none_or(is_needed) {
            rubrics.delete(key)?.await?;
        }
    }
    let files = writing.store(FILES)?;
    for key in files.get_all_keys(None, None)?.await? {
        let is_needed = |draft: String| metas.iter().any(|meta| *meta.id == *draft);
        if !Array::from(&key).get(0).as_string().is_none_or(is_needed) {
            files.delete(key)?.await?;
        }
    }
    writing.done().await
}

fn numbered(draft: &str, number: u64) -> JsValue {
    // A journal never has more steps than an exact JavaScript integer.
    db::key(draft, number as f64)
}

async fn all<T: for<'de> serde::Deserialize<'de>>(
    of: &Transaction,
    store: &str,
    draft: &str,
    after: Option<u64>,
) -> Result<Vec<(u64, Option<T>)>, StorageError> {
    let store = of.store(store)?;
    let range = || db::all_of(draft, after.map(|after| after as f64)).map(Query::from);
    let keys = store.get_all_keys(Some(range()?), None)?;
    let rows = store.get_all(Some(range()?), None)?;
    let (keys, rows) = (keys.await?, rows.await?);
    let number = |key: &JsValue| key.dyn_ref::<Array>().and_then(|key| key.get(1).as_f64());
    let pairs = keys.iter().zip(rows);
    Ok(pairs
        .filter_map(|(key, row)| Some((number(key)? as u64, row.as_string().and_then(|row| decode_row(&row)))))
        .collect())
}
