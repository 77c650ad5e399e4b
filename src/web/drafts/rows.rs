//! Rows in and out of the database. What is damaged comes out as nothing, and stays where it is.

use crate::state::{Draft, DraftMeta, Step, StorageError, decode_row, encode_row};
use crate::web::db::{self, DRAFTS, FILES, RUBRICS, STATES, STEPS, Transaction};
use idb::Query;
use js_sys::Array;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The metadata of a draft, if it is stored and whole.
pub async fn meta(of: &Transaction, draft: &str) -> Result<Option<DraftMeta>, StorageError> {
    let row = of.store(DRAFTS)?.get(JsValue::from_str(draft))?.await?;
    Ok(row.and_then(|row| decode_row(&row.as_string()?)))
}

/// Puts metadata.
pub async fn put_meta(of: &Transaction, meta: &DraftMeta) -> Result<(), StorageError> {
    put(of, DRAFTS, &JsValue::from_str(&meta.id), &encode_row(meta)).await
}

/// Puts an encoded step under its number.
pub async fn put_step(of: &Transaction, draft: &str, number: u64, step: &str) -> Result<(), StorageError> {
    put(of, STEPS, &numbered(draft, number), step).await
}

/// Puts an encoded snapshot under the number of steps that it has.
pub async fn put_state(of: &Transaction, draft: &str, at: u64, snapshot: &str) -> Result<(), StorageError> {
    put(of, STATES, &numbered(draft, at), snapshot).await
}

/// Puts the source of a rubric, where it is not there yet.
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

/// The source of a rubric.
pub async fn rubric(hash: &str) -> Result<Option<Rc<str>>, StorageError> {
    let reading = db::reading(&[RUBRICS]).await?;
    let row = reading.store(RUBRICS)?.get(JsValue::from_str(hash))?.await?;
    let source: Option<Rc<str>> = row.and_then(|row| row.as_string()).map(Into::into);
    Ok(source.filter(|source| *assessment::sha256(source.as_bytes()) == *hash))
}

/// The steps after a number, in their order; what is damaged is nothing.
pub async fn steps(of: &Transaction, draft: &str, after: u64) -> Result<Vec<(u64, Option<Step>)>, StorageError> {
    all(of, STEPS, draft, Some(after)).await
}

/// The metadata of all drafts, and how many are damaged.
pub async fn metas() -> Result<(Vec<DraftMeta>, usize), StorageError> {
    let (mut metas, damaged) = all_metas(&db::reading(&[DRAFTS]).await?).await?;
    metas.sort_by(|a, b| (b.opened_seq, &b.changed).cmp(&(a.opened_seq, &a.changed)));
    Ok((metas, damaged))
}

async fn all_metas(of: &Transaction) -> Result<(Vec<DraftMeta>, usize), StorageError> {
    let rows = of.store(DRAFTS)?.get_all(None, None)?.await?;
    let metas: Vec<DraftMeta> = rows.iter().filter_map(|row| decode_row(&row.as_string()?)).collect();
    let damaged = rows.len() - metas.len();
    Ok((metas, damaged))
}

/// All rows of a draft.
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

/// Removes what only older whole states need: the steps up to one, and the states before it.
pub async fn forget_before(of: &Transaction, draft: &str, at: u64) -> Result<(), StorageError> {
    let upto = |open| idb::KeyRange::bound(&Array::of1(&draft.into()), &numbered(draft, at), Some(true), Some(open));
    of.store(STEPS)?.delete(upto(false)?)?.await?;
    of.store(STATES)?.delete(upto(true)?)?.await?;
    Ok(())
}

/// Removes a draft with all that belongs to it but its rubric, which others may need.
pub async fn remove(id: &str) -> Result<(), StorageError> {
    let writing = db::writing(&[DRAFTS, STATES, STEPS, FILES]).await?;
    writing.store(DRAFTS)?.delete(JsValue::from_str(id))?.await?;
    for store in [STATES, STEPS, FILES] {
        writing.store(store)?.delete(db::all_of(id, None)?)?.await?;
    }
    writing.done().await
}

/// Removes the rubrics and files of drafts that are gone. As long as a row of metadata is damaged nobody knows what it needs.
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
    // A journal never has so many steps that a JavaScript number is not exact.
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
